"""Work in the background: asked for in the transaction of a deed, taken by one worker at a time, run to its end."""

from kheo.core.jobs.queue import JOBS, LeaseLost, Run, Stopped, enqueue, job

__all__ = ["JOBS", "LeaseLost", "Run", "Stopped", "enqueue", "job"]

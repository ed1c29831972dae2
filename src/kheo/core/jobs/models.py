"""The table of jobs."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """A piece of work. `ready_at` is when it may be taken: the wish of whoever asked, then the end of the lease of the
    worker that has it. So a job whose worker was killed becomes ready by itself.
    """

    WAITING, DONE, FAILED = "waiting", "done", "failed"

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=100)
    queue = models.CharField(max_length=20, default="")
    arguments = models.JSONField(default=dict)
    deed = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default=WAITING)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """One index for the workers, who look for nothing else."""

        db_table = "job"
        indexes = (
            models.Index(fields=["queue", "ready_at", "id"], condition=models.Q(state="waiting"), name="job_ready"),
        )

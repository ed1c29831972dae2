"""What follows from a deed in other areas: declared events, and their handlers in one table."""

from kheo.core.events.table import EVENTS, HANDLERS, Handler, event, handles

__all__ = ["EVENTS", "HANDLERS", "Handler", "event", "handles"]

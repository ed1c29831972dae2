"""The one way to write. See `action` and `Deed`."""

from kheo.core.actions.action import ACTIONS, Action, action
from kheo.core.actions.bulk import Preview, Refused, bulk, preview
from kheo.core.actions.deed import Deed

__all__ = ["ACTIONS", "Action", "Deed", "Preview", "Refused", "action", "bulk", "preview"]

"""States and moves as one table, from which guard, buttons, diagram and tests derive."""

from kheo.core.lifecycle.table import Lifecycle, Move, state_check, state_field

__all__ = ["Lifecycle", "Move", "state_check", "state_field"]

"""What the walk has gathered of one provision: its orders, its task lines, and who acts in what is still to come."""

from __future__ import annotations

from kheo.reading.model import ActorsFrom
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.tasks import Attributes, Left, Stated, attach
from kheo.values import dataclass, field

UNNUMBERED = ("dash", "plus", "star", "para")
"""Task lines of these speak of the orders beside them; those of a numbered item speak of that item alone."""


@dataclass(slots=True)
class Gathered:
    """Orders and task lines of a provision in reading order; `context` is what holds for the next part."""

    context: Context
    titled: bool
    """The title of the provision names who acts."""
    introduced: bool = False
    """A paragraph of its own has said who acts in what follows it."""
    subject: Draft | None = None
    general: bool | None = None
    """Its first order is laid on those whom the opening names: a body in one paragraph acts in that alone."""
    drafts: list[Draft] = field(default_factory=list)
    near: list[Stated] = field(default_factory=list)
    far: Left = field(default_factory=list)
    items: int = 0

    def for_part(self, level: str) -> Context:
        """What holds for a part: later paragraphs go on speaking of the body that the first of them names.

        So do bullets where an introduction stands before or nobody else is named; numbered items where nobody else is.
        """
        if self.subject is None or self.titled or (self.general and level == "para"):
            return self.context
        if level != "para" and self.context.actors and not (self.introduced and level in UNNUMBERED):
            return self.context
        source: ActorsFrom = "subject" if level in UNNUMBERED else "opening"
        return self.context._replace(actors=self.subject.actors, source=source)

    def add_line(self, found: list[Draft], stated: Attributes) -> None:
        """The orders of a paragraph, and what its labels state."""
        self.drafts += found
        self.items += bool(found) or not stated
        if stated:
            self.near.append(Stated(len(self.drafts), self.items, stated))

    def add_node(self, found: list[Draft], left: Left, level: str) -> None:
        """The orders of a part below, and the task lines that found none there."""
        self.drafts += found
        self.items += bool(found) or not left
        if level in UNNUMBERED:
            self.near += [Stated(len(self.drafts), self.items, one) for one in left]
        else:
            self.far += left

    def hand_on(self, found: list[Draft], introduced: Context | None, *, numbered: bool = False) -> None:
        """What a paragraph leaves to those behind it: the body that it names, or what it introduces."""
        if found and self.general is None:
            self.general = self.context.source == "opening" and not found[0].own_names
        if (not self.introduced or numbered) and found and found[-1].own_names:
            self.subject = found[-1]
        if introduced is not None:
            self.context, self.subject, self.titled, self.introduced = introduced, None, False, True

    def only(self, drafts: list[Draft]) -> None:
        """The title is the one order, and all task lines speak of it."""
        self.near = [Stated(1, 0, one) for one in self.left()]
        self.drafts = drafts

    def left(self) -> Left:
        """The task lines that found no order."""
        return [*(one.attributes for one in self.near), *self.far]

    def attached(self) -> Left:
        """Give the orders what the task lines state; what is left for the provision above."""
        attach(self.drafts, self.near)
        times = [one.due for one in self.far if one.due is not None]
        if len(times) == 1:
            for draft in self.drafts:
                draft.phase = draft.phase or times[0]
        return [one.attributes for one in self.near] if all(draft.own_names for draft in self.drafts) else []

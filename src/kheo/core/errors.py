"""Why something was refused. Wrong person, wrong state, wrong data, overtaken, not there: five different answers.

A refusal carries a code for programs, data, and one sentence for the person before the screen. The sentence is marked
for translation where it is raised and worded when it is shown.
"""

from __future__ import annotations

from kheo.i18n import gettext


class Refusal(Exception):  # noqa: N818 -- named for what it tells the user
    """Something asked for was not done. `str()` is the sentence, in the current language."""

    def __init__(self, code: str, sentence: str, **data: object) -> None:
        """`sentence` may name the data in braces."""
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.data = data

    def __str__(self) -> str:
        """The sentence, worded now."""
        return gettext(self.sentence).format_map(self.data)


class NotAllowed(Refusal):
    """This person may not do it."""


class MoveNotOpen(Refusal):
    """The record is in a state from which this move does not lead."""


class Invalid(Refusal):
    """What was entered cannot be kept. `data["fields"]`, where given, maps a field to its messages."""


class Conflict(Refusal):
    """Someone else wrote meanwhile. Nothing was written; what was entered can be sent again."""


class NotFound(Refusal):
    """It is not there, or this person may not know that it is: the two look alike."""

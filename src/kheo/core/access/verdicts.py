"""What a policy answers: yes, or no with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kheo.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Verdict:
    """Works in an `if`; a refusal knows its code and its sentence."""

    allowed: bool
    code: str = ""
    sentence: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether it is allowed."""
        return self.allowed

    def require(self) -> None:
        """Raise NotAllowed where the answer is no."""
        if not self.allowed:
            raise NotAllowed(self.code, self.sentence, **self.data)


YES = Verdict(allowed=True)


def no(code: str, sentence: str, **data: object) -> Verdict:
    """A refusal: a code for programs and a sentence marked for translation."""
    return Verdict(False, code, sentence, data)

"""The normal form in which every text is kept and read, and the way back to the raw one."""

from __future__ import annotations

from kheo.text.characters import cleaned
from kheo.text.legacy import Encoding, decoded, detect
from kheo.text.places import Pairs, chained, origin
from kheo.values import dataclass


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its normal form.

    `origins` are pairs `(offset in text, offset in the raw text)`, both ascending; from each pair on the two texts run
    in step until the next.
    """

    text: str
    origins: Pairs
    encoding: Encoding | None = None
    """The legacy encoding that the raw text was in."""

    def origin(self, offset: int) -> int:
        """The place in the raw text of the character at `offset`."""
        return origin(self.origins, offset)


def normalise(raw: str) -> Normalised:
    """Legacy encodings converted, then every character in its one form (see `kheo.text.characters.cleaned`).

    Words, case, tone placement, dashes and quotation marks keep their printed form, blanks their number.
    """
    encoding = detect(raw)
    if encoding is None:
        return Normalised(*cleaned(raw))
    text, to_raw = decoded(raw, encoding)
    clean, to_text = cleaned(text)
    return Normalised(clean, chained(to_text, to_raw), encoding)

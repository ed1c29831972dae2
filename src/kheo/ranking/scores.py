"""What a council wrote down: scores as values, their checks, and the same scores as arrays for the computations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FEWEST_TO_CALL_ALIKE = 3
"""One or two equal scores are no pattern; from three on, an assessor who never varies told nothing apart."""


class ScoreError(ValueError):
    """Scores that cannot be used. `code` names a sentence in `messages`, `data` fills it (row, dossier, value …)."""

    def __init__(self, code: str, **data: object) -> None:
        """`data` holds what the sentence needs, always with `row` where one row is at fault."""
        super().__init__(f"{code}: {data}")
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Score:
    """One assessor's total for one dossier.

    `owner` is the assessor who stands close to the dossier (the same unit, say), where that is known. `row` is where
    the user wrote it (0: not from a table).
    """

    dossier: str
    assessor: str
    score: float
    field: str | None = None
    maximum: float | None = None
    at: datetime | None = None
    owner: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Council:
    """Checked scores as arrays, sorted by dossier and assessor, so that the order of the rows never matters.

    `value` is on the scale of the largest maximum: where criteria did not apply, a total is a share of what was
    attainable. `field_of` is an index for each dossier, all 0 where no field was given.
    """

    dossiers: tuple[str, ...]
    assessors: tuple[str, ...]
    fields: tuple[str, ...]
    dossier: Ints
    assessor: Ints
    field_of: Ints
    value: Floats
    scores: tuple[Score, ...]


def council(scores: Iterable[Score]) -> Council:
    """Check the scores and lay them out. Raises `ScoreError` naming the row that must be mended."""
    import numpy as np

    checked = sorted((_clean(score) for score in scores), key=lambda score: (score.dossier, score.assessor))
    if not checked:
        raise ScoreError("no-scores")
    _refuse_duplicates(checked)
    field_by_dossier = _fields(checked)
    largest = _largest_maximum(checked)
    dossiers = tuple(sorted(field_by_dossier))
    assessors = tuple(sorted({score.assessor for score in checked}))
    fields = tuple(sorted(set(field_by_dossier.values())))
    dossier_index = {name: index for index, name in enumerate(dossiers)}
    assessor_index = {name: index for index, name in enumerate(assessors)}
    field_index = {name: index for index, name in enumerate(fields)}
    return Council(
        dossiers=dossiers,
        assessors=assessors,
        fields=fields,
        dossier=np.array([dossier_index[score.dossier] for score in checked], dtype=np.int64),
        assessor=np.array([assessor_index[score.assessor] for score in checked], dtype=np.int64),
        field_of=np.array([field_index[field_by_dossier[name]] for name in dossiers], dtype=np.int64),
        value=np.array([_on_scale(score, largest) for score in checked], dtype=np.float64),
        scores=tuple(checked),
    )


def without_assessors(whole: Council, dropped: Ints) -> Council:
    """The same council, dossiers and scale kept, without these assessors; a dossier may be left with no score."""
    import numpy as np

    keep = ~np.isin(whole.assessor, dropped)
    left, renumbered = np.unique(whole.assessor[keep], return_inverse=True)
    return replace(
        whole,
        assessors=tuple(whole.assessors[index] for index in left.tolist()),
        dossier=whole.dossier[keep],
        assessor=renumbered.astype(np.int64),
        value=whole.value[keep],
        scores=tuple(score for score, kept in zip(whole.scores, keep.tolist(), strict=True) if kept),
    )


def alike(whole: Council) -> Ints:
    """Indices of the assessors who gave one and the same score throughout, and so told no dossier from another."""
    import numpy as np

    size = len(whole.assessors)
    count = np.bincount(whole.assessor, minlength=size)
    low = np.full(size, np.inf)
    high = np.full(size, -np.inf)
    np.minimum.at(low, whole.assessor, whole.value)
    np.maximum.at(high, whole.assessor, whole.value)
    return np.flatnonzero((count >= FEWEST_TO_CALL_ALIKE) & (low == high)).astype(np.int64)


def means(whole: Council) -> Floats:
    """The plain mean of each dossier, in the order of `dossiers`."""
    import numpy as np

    size = len(whole.dossiers)
    total = np.bincount(whole.dossier, weights=whole.value, minlength=size)
    return np.asarray(total / np.bincount(whole.dossier, minlength=size), dtype=np.float64)


def _clean(score: Score) -> Score:
    dossier, assessor = _name(score.dossier), _name(score.assessor)
    if not dossier:
        raise ScoreError("no-dossier", row=score.row)
    if not assessor:
        raise ScoreError("no-assessor", row=score.row, dossier=dossier)
    if not isfinite(score.score):
        raise ScoreError("not-a-number", row=score.row, value=str(score.score), column="score")
    if score.maximum is not None:
        if not (isfinite(score.maximum) and score.maximum > 0):
            raise ScoreError("bad-maximum", row=score.row, value=score.maximum)
        if not 0 <= score.score <= score.maximum:
            raise ScoreError("outside-maximum", row=score.row, value=score.score, maximum=score.maximum)
    return replace(
        score,
        dossier=dossier,
        assessor=assessor,
        field=_name(score.field or "") or None,
        owner=_name(score.owner or "") or None,
    )


def _name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _refuse_duplicates(ordered: list[Score]) -> None:
    for one, other in pairwise(ordered):
        if (one.dossier, one.assessor) == (other.dossier, other.assessor):
            first, second = sorted((one.row, other.row))
            raise ScoreError("duplicate", row=second, first=first, dossier=one.dossier, assessor=one.assessor)


def _fields(ordered: list[Score]) -> dict[str, str]:
    found: dict[str, str] = {}
    for score in ordered:
        field = score.field or ""
        if found.setdefault(score.dossier, field) != field:
            raise ScoreError("two-fields", row=score.row, dossier=score.dossier, one=found[score.dossier], other=field)
    return found


def _largest_maximum(ordered: list[Score]) -> float | None:
    maxima = [score.maximum for score in ordered if score.maximum is not None]
    if not maxima:
        return None
    if len(maxima) < len(ordered):
        lacking = min((score for score in ordered if score.maximum is None), key=lambda score: score.row)
        raise ScoreError("maximum-missing", row=lacking.row, dossier=lacking.dossier)
    return max(maxima)


def _on_scale(score: Score, largest: float | None) -> float:
    if largest is None or score.maximum is None or score.maximum == largest:
        return score.score
    return score.score / score.maximum * largest

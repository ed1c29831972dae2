"""Facts that deserve a look, each with its size: never a verdict, and never a reason by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.ranking.calibrate import Calibration
    from kheo.ranking.scores import Council


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` is a code that `messages` words with `effects`; `assessors` and `dossiers` are whom it touches."""

    kind: str
    assessors: tuple[str, ...]
    dossiers: tuple[str, ...]
    effects: tuple[tuple[str, float], ...]


def facts(whole: Council, fit: Calibration | None, telling: Council) -> tuple[Fact, ...]:
    """All facts of a council; those that need a calibration are left out where there is none."""
    from kheo.ranking.scores import alike

    return tuple(
        Fact("alike", (whole.assessors[index],), (), (("scores", float((whole.assessor == index).sum())),))
        for index in alike(whole).tolist()
    )

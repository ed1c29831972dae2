"""A ranking in words: why it was refused, why a dossier stands where it stands, who could swap with it."""

from __future__ import annotations

from dataclasses import dataclass

from kheo.ranking.assign import Why
from kheo.ranking.connectivity import Connectivity
from kheo.ranking.facts import Fact
from kheo.ranking.infeasible import Obstacle
from kheo.ranking.messages import say
from kheo.ranking.result import Placed, Ranking

NOTEWORTHY = 0.5
"""Points by which assessors' average shift must move an estimate before a sentence is spent on it."""

SHOWN = 3
"""Names that a sentence lists before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Swaps:
    """The dossiers that could change places with one, as far as their intervals tell; places from `best` to `worst`."""

    dossiers: tuple[str, ...]
    best: int
    worst: int


def swaps(ranking: Ranking, dossier: str) -> Swaps | None:
    """Who could swap with this dossier: whose estimate lies within the uncertainty of the difference, at `level`.

    None where no uncertainty is known, since the ranking is by the plain mean.
    """
    from scipy.special import ndtri

    own = next(placed for placed in ranking.ranking if placed.dossier == dossier)
    if own.error is None:
        return None
    reach = float(ndtri((1 + ranking.level) / 2))
    near = [other for other in ranking.ranking if other is not own and _close(own, other, reach)]
    places = [own.place, *(other.place for other in near)]
    return Swaps(tuple(other.dossier for other in near), min(places), max(places))


def _close(own: Placed, other: Placed, reach: float) -> bool:
    assert own.error is not None
    assert other.error is not None
    return (own.estimate - other.estimate) ** 2 <= reach**2 * (own.error**2 + other.error**2)


def reason(ranking: Ranking) -> str | None:
    """Why no calibrated ranking is shown, with the remedy, in one or two sentences; None where one is."""
    if ranking.refused is None:
        return None
    data = dict(ranking.refused.data)
    return say(ranking.refused.code, mend=_mend(ranking.connectivity), **data)


def _mend(tied: Connectivity) -> str:
    if tied.bridges:
        first = tied.bridges[0]
        return say(
            "mend",
            count=len(tied.bridges),
            assessor=first.assessor,
            dossier=first.dossier,
            anchors=tied.anchors,
        )
    return say("mend-anchors", anchors=tied.anchors)


def why(ranking: Ranking, dossier: str, shift: float | None) -> tuple[str, ...]:
    """The place of one dossier in sentences; `shift` is the mean shift of those who scored it, where it is known."""
    index = next(number for number, placed in enumerate(ranking.ranking) if placed.dossier == dossier)
    own = ranking.ranking[index]
    if own.low is None or own.high is None:
        sentences = [say("why-mean", dossier=dossier, place=own.place, mean=own.mean, scores=own.scores)]
    else:
        sentences = [
            say(
                "why-calibrated",
                dossier=dossier,
                place=own.place,
                estimate=own.estimate,
                low=own.low,
                high=own.high,
                percent=ranking.level * 100,
                mean=own.mean,
                mean_place=own.mean_place,
            )
        ]
    if shift is not None and abs(shift) >= NOTEWORTHY:
        sentences.append(say("why-lenient" if shift > 0 else "why-strict", shift=abs(shift)))
    near = swaps(ranking, dossier)
    if near is not None and near.dossiers:
        sentences.append(say("why-swap", count=len(near.dossiers), best=near.best, worst=near.worst))
    if index > 0 and ranking.ranking[index - 1].estimate == own.estimate:
        other = ranking.ranking[index - 1]
        sentences.append(say("why-tie", other=other.dossier, rule=say(_rule(other, own))))
    return tuple(sentences)


def _rule(before: Placed, after: Placed) -> str:
    return "rule-scores" if before.scores != after.scores else "rule-name"


def fact(found: Fact) -> str:
    """One fact as a sentence with its sizes."""
    return say(found.kind, assessors=", ".join(found.assessors), **dict(found.effects))


def obstacle(found: Obstacle) -> str:
    """Why a plan cannot be made, and the remedy, in one sentence."""
    return say(
        f"lift-{found.lift}",
        short=found.short,
        most=found.most or 0,
        dossiers=_listed(found.dossiers),
    )


def pair(dossier: str, assessor: str, found: Why) -> str:
    """Why this assessor was given this dossier, in one sentence."""
    if not found.better_elsewhere:
        return say("pair-best", dossier=dossier, assessor=assessor, candidates=found.candidates)
    return say(
        "pair-next",
        dossier=dossier,
        assessor=assessor,
        rank=found.rank,
        candidates=found.candidates,
        others=_listed(found.better_elsewhere),
    )


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else say("and-more", names=shown, count=len(names) - SHOWN)

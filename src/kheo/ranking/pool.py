"""Who may assess what: dossiers, assessors, and the pairs that no conflict and no missing skill forbids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pool:
    """Admissible pairs as arrays of indices, sorted by dossier and assessor, each with its fit (higher is better)."""

    dossiers: tuple[str, ...]
    assessors: tuple[str, ...]
    dossier: Ints
    assessor: Ints
    fit: Floats


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan must keep. All but `conflicts` may be proposed for lifting when nothing fits.

    `seats`: assessors for each dossier (`seats_of` for single dossiers). `most`: the most any assessor takes, None for
    no limit (`most_of` for single persons). `skills` and `needs`: a dossier with a need goes to those who have it.
    `anchors` are scored by all who may. With `panels` (assessor → panel) and `panel_of` (dossier → panel) dossiers stay
    in their panel, save that the share `bridges` of each panel's dossiers gets one assessor from another.
    """

    seats: int
    seats_of: Mapping[str, int] = field(default_factory=dict)
    most: int | None = None
    most_of: Mapping[str, int] = field(default_factory=dict)
    conflicts: AbstractSet[tuple[str, str]] = frozenset()
    skills: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    needs: Mapping[str, str] = field(default_factory=dict)
    anchors: AbstractSet[str] = frozenset()
    panels: Mapping[str, str] = field(default_factory=dict)
    panel_of: Mapping[str, str] = field(default_factory=dict)
    bridges: float = 0.0


@dataclass(frozen=True, slots=True)
class Demands:
    """Seats to fill: each demand wants `seats` different assessors among its candidates (`start[i]` to `start[i + 1]`).

    A bridging dossier makes two demands, at home and away; their candidates never overlap.
    """

    dossier: Ints
    seats: Ints
    start: Ints
    assessor: Ints
    fit: Floats
    capacity: Ints


def pool_of(
    dossiers: tuple[str, ...],
    assessors: tuple[str, ...],
    rules: Rules,
    fit: Callable[[str, str], float] | None = None,
) -> Pool:
    """All admissible pairs of a council; `fit(dossier, assessor)` may be any number, by default all fit alike.

    For sizes where all pairs are too many, build a `Pool` from the few candidates of each dossier instead.
    """
    import numpy as np

    rows, columns, fits = [], [], []
    for row, dossier in enumerate(dossiers):
        need = rules.needs.get(dossier)
        for column, assessor in enumerate(assessors):
            if (dossier, assessor) in rules.conflicts:
                continue
            if need is not None and need not in rules.skills.get(assessor, frozenset()):
                continue
            rows.append(row)
            columns.append(column)
            fits.append(0.0 if fit is None else fit(dossier, assessor))
    return Pool(
        dossiers,
        assessors,
        np.array(rows, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(fits, dtype=np.float64),
    )


def demands(pool: Pool, rules: Rules) -> Demands:
    """The seats that the rules ask for, with the candidates of each."""
    import numpy as np

    most = [rules.most_of.get(name, rules.most) for name in pool.assessors]
    total = len(pool.dossiers)
    ends = np.searchsorted(pool.dossier, np.arange(total + 1))
    panel = np.array([_number(rules.panels.get(name), rules) for name in pool.assessors], dtype=np.int64)
    bridging = _bridging(pool, rules)
    owner, seats, parts = [], [], []
    for row, name in enumerate(pool.dossiers):
        own = np.arange(ends[row], ends[row + 1])
        wanted = rules.seats_of.get(name, len(own) if name in rules.anchors else rules.seats)
        home = _number(rules.panel_of.get(name), rules)
        if name in rules.anchors or home < 0:
            owner.append(row)
            seats.append(wanted)
            parts.append(own)
            continue
        inside = panel[pool.assessor[own]] == home
        away = 1 if row in bridging and wanted > 1 else 0
        for count, chosen in ((wanted - away, own[inside]), (away, own[~inside])):
            if count:
                owner.append(row)
                seats.append(count)
                parts.append(chosen)
    picked = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return Demands(
        dossier=np.array(owner, dtype=np.int64),
        seats=np.array(seats, dtype=np.int64),
        start=np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64),
        assessor=pool.assessor[picked],
        fit=pool.fit[picked],
        capacity=np.array([total if limit is None else limit for limit in most], dtype=np.int64),
    )


def _number(panel: str | None, rules: Rules) -> int:
    """Panels by number in the order of their names; -1 for none."""
    return -1 if panel is None else sorted(set(rules.panels.values()) | set(rules.panel_of.values())).index(panel)


def _bridging(pool: Pool, rules: Rules) -> set[int]:
    """Evenly spread over each panel's dossiers, at least the share asked for."""
    from math import ceil

    by_panel: dict[str, list[int]] = {}
    for row, name in enumerate(pool.dossiers):
        if name in rules.panel_of and name not in rules.anchors:
            by_panel.setdefault(rules.panel_of[name], []).append(row)
    chosen = set()
    for rows in by_panel.values():
        wanted = ceil(rules.bridges * len(rows))
        chosen |= {rows[number * len(rows) // wanted] for number in range(wanted)}
    return chosen

"""How well the panels of a council hang together, known before a single score is written.

Two assessors are tied by every dossier both score. The information matrix of the assessors' offsets is the Laplacian of
that graph (block designs: Eccleston and Hedayat 1974; graphs of assessors: MacKay, Kenna, Low and Parker 2017). For two
panels, `ties` is the precision with which the data alone tell the difference of their average offsets, counted in
scores: an effective conductance (Klein and Randić 1993) scaled so that a dossier scored by all assessors adds about 1.
Below `ENOUGH_TIES` a calibrated rank across the panels would rest on a handful of scores, and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.ranking.scores import Council, Floats, Ints

ENOUGH_TIES = 0.6
"""Set by the study (docs/decisions/0003): below it calibration began to lose against the plain mean."""
GOOD_TIES = 2.0
"""What a mended plan aims at: about every fifth dossier scored across, or two dossiers scored by everybody."""
SMALLEST_PANEL = 0.1
"""A split found without fields counts when each side wrote at least this share of the scores."""
LOOSE = 0.25
"""A cut with less conductance separates panels; dossiers dealt at random give 0.35 and more."""
NUDGE = 1e-6
MOST_BRIDGES = 60


@dataclass(frozen=True, slots=True)
class Bridge:
    """One more score that would tie the panels: this assessor looks at this dossier too."""

    dossier: str
    assessor: str


@dataclass(frozen=True, slots=True)
class Connectivity:
    """`pieces`: parts of the council with no dossier in common. `ties`: of the worst pair of panels, 0 in pieces.

    `panels` holds the assessors of the two panels that hang together worst (empty: nothing to compare). `across` is the
    share of dossiers scored by assessors of more than one panel. `bridges` and `anchors` (dossiers to be scored by all)
    are two ways to mend what is weak; both empty or 0 where nothing is. `price` is the share by which estimating each
    assessor's offset freely enlarges the variance of the error between dossiers; infinite in pieces.
    """

    pieces: int
    ties: float
    across: float
    panels: tuple[tuple[str, ...], ...]
    bridges: tuple[Bridge, ...]
    anchors: int
    price: float

    @property
    def enough(self) -> bool:
        """Whether a calibrated ranking across the whole council may be shown."""
        return self.pieces == 1 and self.ties >= ENOUGH_TIES


def connectivity(council: Council) -> Connectivity:
    """Measure the council as it stands and say what would mend it; only who scored what is looked at."""
    pieces, piece_of = _pieces(council)
    panel_of = _panels(council, piece_of, pieces)
    laplacian, load = _laplacian(council)
    ties, pair = _worst(laplacian, load, panel_of)
    ties = 0.0 if pieces > 1 else ties
    weak = pieces > 1 or ties < ENOUGH_TIES
    return Connectivity(
        pieces=pieces,
        ties=ties,
        across=_across(council, panel_of),
        panels=tuple(_members(council, panel_of, panel) for panel in pair),
        bridges=_bridges(council, laplacian, load, panel_of) if weak else (),
        anchors=_anchors(ties) if weak else 0,
        price=float("inf") if pieces > 1 else _price(council, laplacian),
    )


def _price(council: Council, laplacian: Floats) -> float:
    """Trace of the offsets' covariance over the averages that dossiers take of them, against noise over scores."""
    import numpy as np
    from scipy.sparse import csr_array

    size, dossiers = len(council.assessors), len(council.dossiers)
    count = np.bincount(council.dossier, minlength=dossiers).astype(np.float64)
    seats = csr_array((1 / count[council.dossier], (council.dossier, council.assessor)), shape=(dossiers, size))
    average = seats.sum(axis=0) / dossiers
    sensitivity = (seats.T @ seats).toarray() / dossiers - np.outer(average, average)
    covariance = np.linalg.inv(laplacian + 1 / size)
    scored = count > 0
    return float(np.sum(sensitivity * covariance)) / float(np.sum(1 / count[scored]) / dossiers)


def _pieces(council: Council) -> tuple[int, Ints]:
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = len(council.assessors)
    ends = (council.assessor, size + council.dossier)
    nodes = size + len(council.dossiers)
    graph = coo_array((np.ones(len(council.value)), ends), shape=(nodes, nodes))
    _, label = connected_components(graph, directed=False)
    found, piece_of = np.unique(label[:size], return_inverse=True)
    return len(found), piece_of.astype(np.int64)


def _panels(council: Council, piece_of: Ints, pieces: int) -> Ints:
    """A panel for each assessor: the piece, else the field scored most, else what the weakest cuts leave whole."""
    import numpy as np

    if pieces > 1:
        return piece_of
    if len(council.fields) > 1:
        size, fields = len(council.assessors), len(council.fields)
        key = council.assessor * fields + council.field_of[council.dossier]
        home = np.bincount(key, minlength=size * fields).reshape(size, fields).argmax(axis=1)
        return np.unique(home, return_inverse=True)[1].astype(np.int64)
    laplacian, load = _laplacian(council)
    found = _split(laplacian, np.arange(len(load), dtype=np.int64), SMALLEST_PANEL * float(load.sum()))
    if len(found) == 1:
        found = _halves(laplacian, found[0], SMALLEST_PANEL * float(load.sum()))[1]
    panel = np.zeros(len(load), dtype=np.int64)
    for number, members in enumerate(found):
        panel[members] = number
    return panel


def _split(laplacian: Floats, members: Ints, smallest: float) -> list[Ints]:
    conductance, halves = _halves(laplacian, members, smallest)
    if conductance > LOOSE:
        return [members]
    return [part for half in halves for part in _split(laplacian, half, smallest)]


def _halves(laplacian: Floats, members: Ints, smallest: float) -> tuple[float, list[Ints]]:
    """The best cut along the second eigenvector (Fiedler 1973; Shi and Malik 2000) and its conductance, 0 to 1."""
    import numpy as np
    from scipy.linalg import eigh

    if len(members) < 2:
        return float("inf"), [members]
    inner = laplacian[np.ix_(members, members)].copy()
    np.fill_diagonal(inner, 0.0)
    load = -inner.sum(axis=1)
    if float(load.min()) <= 0:
        return float("inf"), [members]
    np.fill_diagonal(inner, load)
    root = np.sqrt(load)
    # Symmetric plans have many second eigenvectors: a nudge makes every machine choose the same one, and its sign.
    normal = inner / np.outer(root, root) + np.diag(NUDGE * np.arange(len(load)))
    _, vectors = eigh(normal, subset_by_index=[0, 1])
    second = vectors[:, 1] / root
    second = second * (-1 if second[int(np.argmax(np.round(np.abs(second), 6)))] < 0 else 1)
    order = np.argsort(np.round(second, 6), kind="stable")
    inside, total = np.cumsum(load[order]), float(load.sum())
    lower = np.tril(inner[np.ix_(order, order)], -1).sum(axis=1)
    cut = np.cumsum(load[order] + 2 * lower)
    smaller = np.minimum(inside, total - inside)
    wide = smaller >= min(smallest / 2, total / 4)
    conductance = np.where(wide, cut / np.maximum(smaller, 1e-9), np.inf)[:-1]
    best = int(np.argmin(np.round(conductance, 9)))
    if not np.isfinite(conductance[best]):
        return float("inf"), [members]
    return float(conductance[best]), [np.sort(members[order[: best + 1]]), np.sort(members[order[best + 1 :]])]


def panelled(council: Council) -> Council:
    """The council with a field for each dossier: its own where given, else the loosely tied panel that scored it.

    Panels may have been dealt dossiers of unequal quality; without a level for each, calibration would take that
    difference for strictness.
    """
    import numpy as np

    if len(council.fields) > 1:
        return council
    laplacian, load = _laplacian(council)
    found = _split(laplacian, np.arange(len(load), dtype=np.int64), SMALLEST_PANEL * float(load.sum()))
    if len(found) == 1:
        return council
    panel = np.zeros(len(load), dtype=np.int64)
    for number, members in enumerate(found):
        panel[members] = number
    size = len(council.dossiers)
    key = council.dossier * len(found) + panel[council.assessor]
    seen = np.bincount(key, minlength=size * len(found)).reshape(size, len(found))
    used, field = np.unique(seen.argmax(axis=1), return_inverse=True)
    return replace(council, fields=tuple(str(number) for number in used.tolist()), field_of=field.astype(np.int64))


def _laplacian(council: Council) -> tuple[Floats, Floats]:
    """Offsets' information for noise of variance 1: scores on the diagonal, less what the dossiers' levels eat."""
    import numpy as np
    from scipy.sparse import csr_array

    size = len(council.assessors)
    load = np.bincount(council.assessor, minlength=size).astype(np.float64)
    count = np.bincount(council.dossier, minlength=len(council.dossiers)).astype(np.float64)
    shares = 1 / np.sqrt(count[council.dossier])
    seats = csr_array((shares, (council.dossier, council.assessor)), shape=(len(count), size))
    return np.diag(load) - (seats.T @ seats).toarray(), load


def _worst(laplacian: Floats, load: Floats, panel_of: Ints) -> tuple[float, tuple[int, ...]]:
    """Ties of the worst pair of panels, and the pair; infinite for a single panel."""
    import numpy as np

    size, panels = len(load), int(panel_of.max()) + 1
    if panels < 2:
        return float("inf"), ()
    weights = np.zeros((size, panels))
    weights[np.arange(size), panel_of] = load
    weights /= weights.sum(axis=0)
    # A whisper of ridge keeps a council in pieces solvable; its ties come out as good as 0.
    ridge = np.full((size, size), 1 / size) + 1e-9 * np.eye(size) * float(load.max())
    solved = np.linalg.solve(laplacian + ridge, weights)
    cross = weights.T @ solved
    length = (weights**2).sum(axis=0)
    resistance = np.diag(cross)[:, None] + np.diag(cross)[None, :] - cross - cross.T
    ties = (length[:, None] + length[None, :]) / np.maximum(resistance, 1e-12)
    ties[np.arange(panels), np.arange(panels)] = np.inf
    flat = int(np.argmin(np.round(ties, 9)))
    one, other = divmod(flat, panels)
    return float(ties[one, other]), (one, other)


def _across(council: Council, panel_of: Ints) -> float:
    import numpy as np

    size = len(council.dossiers)
    low = np.full(size, np.iinfo(np.int64).max)
    high = np.full(size, -1)
    panel = panel_of[council.assessor]
    np.minimum.at(low, council.dossier, panel)
    np.maximum.at(high, council.dossier, panel)
    return float(np.mean(high > low))


def _members(council: Council, panel_of: Ints, panel: int) -> tuple[str, ...]:
    return tuple(name for name, own in zip(council.assessors, panel_of.tolist(), strict=True) if own == panel)


def _anchors(ties: float) -> int:
    from math import ceil

    return max(ceil(GOOD_TIES - ties), 1)


def _bridges(council: Council, laplacian: Floats, load: Floats, panel_of: Ints) -> tuple[Bridge, ...]:
    """Scores to add one after the other until the worst pair of panels is well tied.

    Each time the least laden assessor of one panel takes a dossier of the other, in turn, spread over its assessors.
    """
    import numpy as np

    laplacian, load = laplacian.copy(), load.copy()
    by_dossier: list[list[int]] = [[] for _ in council.dossiers]
    for dossier, assessor in zip(council.dossier.tolist(), council.assessor.tolist(), strict=True):
        by_dossier[dossier].append(assessor)
    found: list[Bridge] = []
    met = np.zeros(len(load))
    free: dict[int, list[int]] = {}
    for dossier, seen in enumerate(by_dossier):
        own = {int(panel_of[assessor]) for assessor in seen}
        if len(own) == 1:
            free.setdefault(own.pop(), []).append(dossier)
    while len(found) < MOST_BRIDGES:
        ties, pair = _worst(laplacian, load, panel_of)
        if ties >= GOOD_TIES or not pair:
            break
        guest_panel, host_panel = pair if len(found) % 2 == 0 else pair[::-1]
        guests = np.flatnonzero(panel_of == guest_panel)
        guest = int(guests[np.argmin(load[guests])])
        hosts = free.get(host_panel, [])
        if not hosts:
            break
        host = min(hosts, key=lambda dossier: (sum(met[by_dossier[dossier]]), -len(by_dossier[dossier]), dossier))
        hosts.remove(host)
        _add_score(laplacian, by_dossier[host], guest)
        met[by_dossier[host]] += 1
        load[guest] += 1
        by_dossier[host].append(guest)
        found.append(Bridge(council.dossiers[host], council.assessors[guest]))
    return tuple(found)


def _add_score(laplacian: Floats, seen: list[int], guest: int) -> None:
    """One more score turns the dossier's part of the Laplacian from n into n + 1 assessors."""
    count = len(seen)
    for one in seen:
        for other in seen:
            laplacian[one, other] += 1 / count - 1 / (count + 1)
        laplacian[one, guest] -= 1 / (count + 1)
        laplacian[guest, one] -= 1 / (count + 1)
    laplacian[guest, guest] += 1 - 1 / (count + 1)

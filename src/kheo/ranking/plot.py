"""Intervals as an SVG of our own: no script, no outside font, told apart by shape, on light and dark ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from kheo.i18n import language
from kheo.ranking.messages import number, say
from kheo.ranking.result import Placed, Ranking

LINE, LEFT, WIDTH, RIGHT, TOP, BOTTOM = 22, 330, 1000, 40, 96, 40
LETTERS = 42
"""A longer name is cut; the whole one stands in the title of its row."""
AXIS_EVERY = 40
"""Rows after which the axis is written again, so that it is in sight in a long list."""
STYLE = """
text{fill:#1a1a1a}.n{font-size:13px}.s{font-size:12px}.h{font-size:17px;font-weight:bold}.g{stroke:#d4d7da}
.b{fill:#f3f5f7}.p{fill:#fff}.i{stroke:#0b4f8a;stroke-width:3}.e{fill:#0b4f8a}.m{fill:none;stroke:#8a4b08;stroke-width:1.5}
.k{stroke:#1a1a1a;stroke-dasharray:5 4}
@media (prefers-color-scheme:dark){text{fill:#e8eaed}.g{stroke:#3c4248}.b{fill:#20252a}.p{fill:#15191d}
.i{stroke:#7fbcf2}.e{fill:#7fbcf2}.m{stroke:#f0b36a}.k{stroke:#e8eaed}}
"""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Ticks of the scores, and where a score stands on the page."""

    start: float
    step: float
    steps: int

    def at(self, value: float) -> str:
        return f"{LEFT + (value - self.start) / (self.step * self.steps) * (WIDTH - LEFT - RIGHT):.1f}"

    def ticks(self) -> list[float]:
        return [self.start + tick * self.step for tick in range(self.steps + 1)]


def svg(ranking: Ranking) -> str:
    """One line a dossier from the first place down: dot for the estimate, bar for the interval, ring for the mean."""
    rows, axis = ranking.ranking, _axis(ranking)
    height = TOP + LINE * len(rows) + BOTTOM
    sure = rows[0].low is not None
    title = say("title-plot" if sure else "title-plot-mean", percent=ranking.level * 100)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language()}" role="img" aria-labelledby="t d" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="sans-serif">'
    )
    parts = [
        opening,
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(say("alt-plot" if sure else "alt-plot-mean"))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="p" width="{WIDTH}" height="{height}"/>',
        f'<text class="h" x="20" y="30">{escape(title)}</text>',
        *_legend(sure, ranking.top),
        *(_band(index) for index in range(0, len(rows), 2)),
        *(
            f'<line class="g" x1="{at}" x2="{at}" y1="{TOP}" y2="{height - BOTTOM}"/>'
            for at in map(axis.at, axis.ticks())
        ),
        *_numbers(axis, TOP - 8),
        *_numbers(axis, height - BOTTOM + 18),
    ]
    for index, row in enumerate(rows):
        parts.append(_row(row, TOP + LINE * index + LINE // 2, axis.at))
        if index and index % AXIS_EVERY == 0 and index < len(rows) - 1:
            parts += _numbers(axis, TOP + LINE * index + 4)
    if ranking.top < len(rows):
        y = TOP + LINE * ranking.top
        parts.append(f'<line class="k" x1="20" x2="{WIDTH - 20}" y1="{y}" y2="{y}"/>')
    return "\n".join([*parts, "</svg>\n"])


def _axis(ranking: Ranking) -> _Axis:
    rows = ranking.ranking
    low = min(min(row.mean, row.estimate if row.low is None else row.low) for row in rows)
    high = max(max(row.mean, row.estimate if row.high is None else row.high) for row in rows)
    step = _step(high - low)
    start = floor(low / step) * step
    return _Axis(start, step, max(ceil((high - start) / step), 1))


def _legend(sure: bool, top: int) -> list[str]:
    """What dot, bar, ring and dashes mean; nothing to tell apart where all is the plain mean."""
    if not sure:
        return []
    parts, x = [], 20.0
    marks = (
        (
            "legend-estimate",
            '<line class="i" x1="{0}" x2="{2}" y1="52" y2="52"/><circle class="e" cx="{1}" cy="52" r="4.5"/>',
        ),
        ("legend-mean", '<circle class="m" cx="{1}" cy="52" r="4.5"/>'),
        ("legend-top", '<line class="k" x1="{0}" x2="{2}" y1="52" y2="52"/>'),
    )
    for code, mark in marks:
        words = say(code, top=top)
        parts.append(mark.format(x, x + 14, x + 28) + f'<text class="s" x="{x + 36}" y="56">{escape(words)}</text>')
        x += 60 + 6.6 * len(words)
    return parts


def _band(index: int) -> str:
    return f'<rect class="b" x="0" y="{TOP + LINE * index}" width="{WIDTH}" height="{LINE}"/>'


def _numbers(axis: _Axis, y: int) -> list[str]:
    return [
        f'<text class="s" x="{axis.at(tick)}" y="{y}" text-anchor="middle">{number(tick)}</text>'
        for tick in axis.ticks()
    ]


def _row(row: Placed, y: int, at: Callable[[float], str]) -> str:
    name = row.dossier if len(row.dossier) <= LETTERS else row.dossier[: LETTERS - 1] + "…"
    marks = f'<circle class="e" cx="{at(row.estimate)}" cy="{y}" r="4.5"/>'
    spoken = number(row.estimate)
    if row.low is not None and row.high is not None:
        bar = f'<line class="i" x1="{at(row.low)}" x2="{at(row.high)}" y1="{y}" y2="{y}"/>'
        marks = f'{bar}{marks}<circle class="m" cx="{at(row.mean)}" cy="{y}" r="4.5"/>'
        spoken += f" ({number(row.low)} – {number(row.high)})"
    label = f'<text class="n" x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
    place = f'<text class="n" x="20" y="{y + 4}">{row.place}</text>'
    return f"<g><title>{row.place}. {escape(row.dossier)}: {spoken}</title>{place}{label}{marks}</g>"


def _step(span: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that makes about eight divisions."""
    if span <= 0:
        return 1.0
    rough = span / 8
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough)

"""Intervals as an SVG of our own: no script, no outside font, readable without colour, with a title and description."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10

from kheo.i18n import language
from kheo.ranking.messages import number, say
from kheo.ranking.result import Placed, Ranking

LINE, LEFT, WIDTH, MARGIN, LETTERS = 22, 220, 900, 40, 28


def svg(ranking: Ranking) -> str:
    """One line a dossier from the first place down: a dot for the estimate, a bar for the interval."""
    rows = ranking.ranking
    low = min(row.estimate if row.low is None else row.low for row in rows)
    high = max(row.estimate if row.high is None else row.high for row in rows)
    step = _step(high - low)
    start, end = floor(low / step) * step, max(ceil(high / step) * step, floor(low / step) * step + step)
    height = LINE * len(rows) + 2 * MARGIN
    percent = number(ranking.level * 100)

    def across(value: float) -> str:
        return f"{LEFT + (value - start) / (end - start) * (WIDTH - LEFT - MARGIN):.1f}"

    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language()}" role="img" aria-labelledby="t d" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">'
    )
    parts = [
        opening,
        f'<title id="t">{escape(say("title-plot", percent=percent))}</title>',
        f'<desc id="d">{escape(say("alt-plot"))}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for tick in range(round((end - start) / step) + 1):
        value = start + tick * step
        parts.append(
            f'<line x1="{across(value)}" x2="{across(value)}" y1="{MARGIN}" y2="{height - MARGIN}" stroke="#ddd"/>'
            f'<text x="{across(value)}" y="{height - MARGIN + 18}" text-anchor="middle" fill="#333">'
            f"{number(value)}</text>"
        )
    for index, row in enumerate(rows):
        parts.append(_row(row, MARGIN + LINE * index + LINE // 2, across))
    return "\n".join([*parts, "</svg>\n"])


def _row(row: Placed, y: int, across: object) -> str:
    assert callable(across)
    name = row.dossier if len(row.dossier) <= LETTERS else row.dossier[: LETTERS - 1] + "…"
    line = (
        f'<text x="{LEFT - 12}" y="{y + 4}" text-anchor="end" fill="#111">{row.place}. {escape(name)}</text>'
        f'<circle cx="{across(row.estimate)}" cy="{y}" r="4" fill="#0b4f8a"/>'
    )
    spoken = number(row.estimate)
    if row.low is not None and row.high is not None:
        ends = f'x1="{across(row.low)}" x2="{across(row.high)}" y1="{y}" y2="{y}"'
        line = f'<line {ends} stroke="#0b4f8a" stroke-width="2"/>{line}'
        spoken += f" ({number(row.low)} – {number(row.high)})"
    return f"<g><title>{escape(row.dossier)}: {spoken}</title>{line}</g>"


def _step(span: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that makes about eight divisions."""
    if span <= 0:
        return 1.0
    rough = span / 8
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough)

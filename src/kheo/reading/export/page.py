"""A reading as a page: the text marked up on the left, the plan on the right, each leading to the other.

The page needs no script and no network. `self_contained` carries its style inside; the site links the same style sheet,
so that it can forbid inline styles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from kheo.i18n import gettext as _
from kheo.i18n import language
from kheo.reading import plan
from kheo.reading.export.marks import Mark, Stretch, marks, stretches
from kheo.reading.export.plan_html import plan_html
from kheo.reading.formats.messages import warning
from kheo.reading.model import Reading

LEGEND: tuple[tuple[str, Callable[[], str]], ...] = (
    ("order", lambda: _("order")),
    ("citation", lambda: _("document cited")),
    ("due", lambda: _("deadline or period")),
    ("field", lambda: _("header field")),
)


@cache
def style() -> str:
    """The style sheet of the page."""
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def self_contained(reading: Reading) -> str:
    """The whole page as one file."""
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta name="kheo-source-sha256" content="{reading.source.sha256}">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n',
            f"<title>{page_title(reading)}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n",
            f'<a class="skip" href="#plan">{escape(_("Go to the plan"))}</a>\n',
            f"<main>\n{reading_html(reading)}</main>\n</body>\n</html>\n",
        )
    )


def page_title(reading: Reading) -> str:
    """The title of the window."""
    return escape(f"{plan.title(reading)} – Khéo")


def reading_html(reading: Reading) -> str:
    """Heading, text and plan, without the frame of a page; the heading is of the first level."""
    abstract = reading.header.abstract
    about = f'<p class="about" lang="vi">{escape(_capital(abstract.value))}</p>\n' if abstract else ""
    return "".join(
        (
            f'<header class="what">\n<h1 lang="vi">{escape(plan.title(reading))}</h1>\n{about}',
            f'<p class="answer">{escape(plan.summary(reading))}</p>\n{_warnings(reading)}</header>\n',
            '<div class="panes">\n',
            _pane("text", _("Text")),
            f'<p class="legend">{_legend()}</p>\n<div class="body" lang="vi">\n',
            *_paragraphs(reading),
            "</div>\n</section>\n",
            _pane("plan", _("Plan")),
            *plan_html(reading),
            "</section>\n</div>\n",
        )
    )


def _warnings(reading: Reading) -> str:
    """What to mind in this reading, above everything else."""
    if not reading.source.warnings:
        return ""
    items = "".join(f"<li>{escape(_capital(warning(code)))}</li>\n" for code in reading.source.warnings)
    return f'<ul class="mind" aria-label="{escape(_("To be minded"))}">\n{items}</ul>\n'


def _capital(words: str) -> str:
    """With a capital at its head, as a line of its own is written."""
    return words[:1].upper() + words[1:]


def _pane(name: str, heading: str) -> str:
    """The opening of a pane; it can be scrolled by keyboard."""
    return (
        f'<section class="pane {name}" aria-labelledby="{name}" tabindex="0">\n<h2 id="{name}">{escape(heading)}</h2>\n'
    )


def _legend() -> str:
    return " ".join(f'<mark class="{kind}">{escape(label())}</mark>' for kind, label in LEGEND)


def _paragraphs(reading: Reading) -> Iterator[str]:
    """The lines of the text as paragraphs."""
    headings = sorted(p.heading_span[0] for p in reading.provisions if p.heading_span is not None)
    notes = sorted(note.span for note in reading.footnotes)
    at = 0
    for pieces in _by_line(reading.text, list(stretches(marks(reading), 0, len(reading.text)))):
        end = at + sum(len(words) for words, _stretch in pieces)
        line = "".join(_stretch_html(words, stretch, at_start) for words, stretch, at_start in _placed(pieces, at))
        if line.strip():
            name = _line_class(at, end, headings, notes)
            yield f"<p{name}>{line}</p>\n"
        at = end + 1


def _by_line(text: str, cut: Iterable[Stretch]) -> Iterator[list[tuple[str, Stretch]]]:
    """The stretches of each line with their words."""
    line: list[tuple[str, Stretch]] = []
    for stretch in cut:
        first, *others = text[stretch.span[0] : stretch.span[1]].split("\n")
        line.append((first, stretch))
        for words in others:
            yield line
            line = [(words, stretch)]
    yield line


def _placed(pieces: list[tuple[str, Stretch]], at: int) -> Iterator[tuple[str, Stretch, bool]]:
    """Each piece of a line, and whether its stretch begins with it."""
    for words, stretch in pieces:
        yield words, stretch, stretch.span[0] == at
        at += len(words)


def _stretch_html(words: str, stretch: Stretch, at_start: bool) -> str:
    """One stretch: anchors of the marks that begin here, then the words in the classes of all marks that hold."""
    begins = [mark for mark in stretch.begins if at_start]
    links = sorted((mark for mark in stretch.marks if mark.kind != "order"), key=lambda mark: mark.length)
    link = links[0] if links and words.strip() else None
    anchors = "".join(_order_tag(mark) for mark in begins if mark.kind == "order")
    anchors += "".join(
        f'<span id="{escape(mark.anchor)}"></span>' for mark in begins if mark.kind != "order" and mark is not link
    )
    if not words or not stretch.marks:
        return anchors + escape(words)
    inner = escape(words)
    if link is not None:
        own = f' id="{escape(link.anchor)}"' if link in begins else ""
        inner = f'<a{own} href="#{quote(link.leads_to)}">{inner}</a>'
    classes = " ".join(dict.fromkeys(mark.kind for mark in stretch.marks))
    return f'{anchors}<mark class="{classes}">{inner}</mark>'


def _order_tag(mark: Mark) -> str:
    """The number before an order; it leads to the plan and is what the plan leads back to."""
    number = mark.anchor.removeprefix("t-").lstrip("o")
    return (
        f'<a class="tag" id="{escape(mark.anchor)}" href="#{quote(mark.leads_to)}">'
        f'<span class="unseen">{escape(_("Order"))} </span>{escape(number)}</a>'
    )


def _line_class(start: int, end: int, headings: list[int], notes: list[tuple[int, int]]) -> str:
    """Headings and footnotes are set apart."""
    at = bisect_right(headings, end) - 1
    if at >= 0 and headings[at] >= start:
        return ' class="heading"'
    at = bisect_right(notes, (start, end + 1)) - 1
    inside = at >= 0 and notes[at][0] <= start and end <= notes[at][1] + 1
    return ' class="note"' if inside else ""

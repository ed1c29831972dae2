"""Near copies side by side, as one page that needs no script, no network and no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kheo.i18n import language
from kheo.likeness.messages import number as written
from kheo.likeness.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kheo.likeness.search import Pair
    from kheo.likeness.texts import Folder

CONTEXT = 240
"""Characters shown around a shared passage; a text that shares nothing for longer is cut there."""

_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#c9d1d9;--mark:#ffe8a3;--link:#0b4f9e}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ed;--paper:#15181c;--line:#3b424a;--mark:#5a4600;--link:#9cc7ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--paper);color:var(--ink);
 font:1rem/1.6 "Be Vietnam Pro",system-ui,sans-serif}
h1{font-size:1.4rem}h2{font-size:1.05rem;overflow-wrap:anywhere}
h3{font-size:.95rem;margin:0 0 .5rem;overflow-wrap:anywhere}
section{border-top:1px solid var(--line);margin-top:2rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.pair>div{min-width:0;border:1px solid var(--line);border-radius:.4rem;padding:.75rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
mark{background:var(--mark);color:inherit}
mark a{color:inherit;text-decoration-color:var(--link)}
a:focus-visible,:target{outline:2px solid var(--link);outline-offset:1px}
.cut{opacity:.75}
@media(max-width:40rem){.pair{grid-template-columns:1fr}}
"""


def page(folder: Folder, pairs: Sequence[Pair], *, count: int, threshold: float) -> str:
    """The whole page. A passage on one side links to the same passage on the other."""
    key = "some" if pairs else "none"
    summary = say(key, count=count, pairs=len(pairs), threshold=threshold)
    title = escape(say("title"))
    sections = "".join(_section(folder, number, pair) for number, pair in enumerate(pairs, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"<p>{escape(summary)}</p>\n<p>{escape(say('meaning'))}</p>\n{sections}</main>\n</body>\n</html>\n"
    )


def _section(folder: Folder, number: int, pair: Pair) -> str:
    passages = pair.likeness.passages
    sides = [
        _side(folder.names[pair.a], folder.texts[pair.a], [p.a for p in passages], f"{number}a", f"{number}b"),
        _side(folder.names[pair.b], folder.texts[pair.b], [p.b for p in passages], f"{number}b", f"{number}a"),
    ]
    return (
        f'<section aria-labelledby="pair-{number}">\n'
        f'<h2 id="pair-{number}">{number}. {escape(say("alike"))}: {written(pair.likeness.similarity)}</h2>\n'
        f'<div class="pair">\n{"".join(sides)}</div>\n</section>\n'
    )


def _side(name: str, text: str, spans: Sequence[tuple[int, int]], here: str, there: str) -> str:
    return f'<div>\n<h3>{escape(name)}</h3>\n<p class="text">{"".join(_pieces(text, spans, here, there))}</p>\n</div>\n'


def _pieces(text: str, spans: Sequence[tuple[int, int]], here: str, there: str) -> Iterator[str]:
    """The text with its passages marked. Where passages overlap, the later one begins where the earlier one ends."""
    done = 0
    for number in sorted(range(len(spans)), key=lambda each: spans[each]):
        start, end = max(spans[number][0], done), spans[number][1]
        yield _between(text, done, start, first=done == 0)
        inside = escape(text[start:end]) if end > start else ""
        link = f'<a href="#{there}-{number}">{inside}</a>' if inside else ""
        yield f'<mark id="{here}-{number}">{link}</mark>'
        done = max(done, end)
    yield _between(text, done, len(text), first=not spans, last=True)


def _between(text: str, start: int, end: int, *, first: bool = False, last: bool = False) -> str:
    """Text outside the passages, its middle cut out where it is long."""
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if end - start <= head + tail + 40:
        return escape(text[start:end])
    cut = '<span class="cut"> […] </span>'
    return escape(text[start : start + head]) + cut + escape(text[end - tail : end] if tail else "")

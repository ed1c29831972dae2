"""Names that stand again: once a text has named rules, a report or a proposal in full, their words alone mean them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from kheo.reading.citations.mention import Mention
from kheo.reading.citations.tails import Tail
from kheo.reading.rules import Rule, compiled
from kheo.values import replace

REPEATED = Rule(
    id="citation.repeated",
    meaning="A name that was given once with its issuer, title or number stands again by itself.",
    yes=(
        "Xét Tờ trình của Đảng ủy xã về việc sắp xếp. Bí thư nhất trí với Tờ trình của Đảng ủy xã.",
        "Quy chế quản lý bến bãi (ban hành kèm theo Quyết định số 12/QĐ-UBND). Làm theo Quy chế quản lý bến bãi.",
    ),
    no=("Tờ trình của Đảng ủy xã. Nhất trí với Tờ trình của Đảng ủy xã.",),
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
    confidence=0.7,
)

_NAMED_ONCE = ("citation.by-issuer", "citation.attached")
_KINDS = ("Tờ trình", "Báo cáo", "Quy chế", "Quy định", "Đề án", "Chương trình")
"""Kinds of which a body has one in hand; “Quyết định của Thủ tướng” may be any."""
_MOST_NAMES = 12
"""So many names are looked for again; no real text has more, and hostile ones must not cost more."""
_NEW = r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|phê duyệt|xây dựng|về|và)) $"


def repeated(words: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Where the names of mentions, sorted by their start, stand again outside of all mentions."""
    known: dict[str, Mention] = {}
    for mention in mentions:
        name = words[slice(*mention.core)] if mention.rule.id in _NAMED_ONCE else ""
        if name.startswith(_KINDS) and len(known) < _MOST_NAMES:
            known.setdefault(name, mention)
    starts = [mention.core[0] for mention in mentions]
    reach = list(accumulate((mention.core[1] for mention in mentions), max))
    for name, mention in known.items():
        at = words.find(name, mention.core[1])
        while at >= 0:
            end = at + len(name)
            before = bisect_left(starts, end) - 1
            free = before < 0 or reach[before] <= at
            if free and not words[end : end + 1].isalnum() and not compiled(_NEW).search(words, max(0, at - 12), at):
                yield _again(mention, at, end)
            at = words.find(name, end)


def _again(mention: Mention, at: int, end: int) -> Mention:
    """A mention as it stands once more at an offset."""
    shift = at - mention.core[0]
    issuer = mention.issuer_span and (mention.issuer_span[0] + shift, mention.issuer_span[1] + shift)
    return replace(
        mention,
        core=(at, end),
        rule=REPEATED,
        confidence=REPEATED.confidence,
        tail=Tail(end, end),
        inner=None,
        issuer_span=issuer,
    )


def _fires(text: str) -> bool:
    from kheo.reading.citations.find import find_citations

    return any(citation.rule == REPEATED.id for citation in find_citations(text))

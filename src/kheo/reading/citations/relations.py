"""Mentions in relation: titles and what is nested in them, dates and issuers that a list shares, cited parts."""

from __future__ import annotations

from sys import intern

from kheo.reading.citations.heads import SHARED_HEAD, continues_list
from kheo.reading.citations.mention import Mention
from kheo.reading.citations.parts import part_before, part_behind
from kheo.reading.citations.tails import Tail, paragraph_end
from kheo.reading.citations.titles import title_after
from kheo.reading.model import Citation, Span
from kheo.reading.rules import compiled
from kheo.text.tone import fold_tone


def related(words: str, mentions: list[Mention]) -> list[Citation]:
    """The finished citations of mentions that are sorted by the start of their cores."""
    floor = 0
    for mention in mentions:
        mention.part = part_before(words, floor, mention.core[0]) or part_behind(words, mention.tail.end)
        floor = max(floor, mention.core[1])
    mentions, outer = _standing_alone(mentions, _titled(words, mentions))
    _inherit(words, mentions, outer)
    _share(words, mentions)
    cores = _cores(words, mentions, outer)
    return [_citation(words, i, mentions[i], outer[i], cores[i]) for i in range(len(mentions))]


def _standing_alone(mentions: list[Mention], outer: list[int | None]) -> tuple[list[Mention], list[int | None]]:
    """Without the names that are no mention of their own inside another document's title."""
    dropped = {i for i, around in enumerate(outer) if around is not None and mentions[i].rule.id in _ONLY_ALONE}
    if not dropped:
        return mentions, outer
    kept = [i for i in range(len(mentions)) if i not in dropped]
    place: dict[int | None, int | None] = {None: None, **{i: new for new, i in enumerate(kept)}}
    for i in sorted(dropped):
        place[i] = place[outer[i]]
    return [mentions[i] for i in kept], [place[outer[i]] for i in kept]


def _cores(words: str, mentions: list[Mention], outer: list[int | None]) -> list[Span]:
    """The core of each mention, none across another's: the name of a law that amends stops where the amended begins."""
    cores = []
    for mention in mentions:
        start, end = mention.core
        dated = mention.symbol is not None or mention.rule.id in _DATED
        cores.append((start, max(mention.tail.core_end, end) if dated else end))
    for i, around in enumerate(outer):
        if around is None or cores[i][0] >= cores[around][1]:
            continue
        start = cores[around][0]
        head = words[start : cores[i][0]].rstrip(" (“").removesuffix(" các").removesuffix(" của")
        cores[around] = start, start + max(1, len(head))
    return cores


def _citation(words: str, index: int, mention: Mention, around: int | None, core: Span) -> Citation:
    start, end = mention.core
    tail = mention.tail
    issuer = words[slice(*mention.issuer_span)] if mention.issuer_span else tail.issuer
    return Citation(
        id=f"c{index + 1}",
        span=(start, max(tail.end, end)),
        rule=mention.rule.id,
        confidence=mention.confidence,
        core_span=core,
        key=mention.key,
        kind=mention.kind and intern(mention.kind),  # the same few words over and over
        number=mention.key if mention.symbol else None,
        date=tail.date and intern(tail.date),
        issuer=issuer and intern(issuer),
        title_span=tail.title_span,
        part=mention.part,
        self=mention.self,
        nested_in=f"c{around + 1}" if around is not None else None,
        issuer_term=tail.issuer_term,
        name=mention.name,
    )


def _titled(words: str, mentions: list[Mention]) -> list[int | None]:
    """Give each mention its title; the index of the mention in whose title or name each stands."""
    outer: list[int | None] = []
    around: list[tuple[int, int]] = []
    for i, mention in enumerate(mentions):
        start, end = mention.core
        while around and around[-1][0] <= start:
            around.pop()
        outer.append(around[-1][1] if around else None)
        limit = around[-1][0] if around else paragraph_end(words, end)
        following = mentions[i + 1].core[0] if i + 1 < len(mentions) else limit
        room = min(limit, following) if following >= end else limit
        if mention.tail.end > room:
            mention.tail = _cut(mention.tail, end, room)
        if mention.symbol or mention.rule.id in _TITLED:
            span = title_after(words, mention.tail, limit, about=mention.rule.id in _ABOUT_ONLY)
            if span:
                stop = _sibling(words, mentions, i, span)
                mention.tail = mention.tail._replace(end=stop, title_span=(span[0], stop))
        if mention.tail.title_span or mention.inner:
            stop = max(mention.tail.end, end)
            around.append((stop if mention.tail.title_span else end, i))
    return outer


def _cut(tail: Tail, core_end: int, limit: int) -> Tail:
    """A tail that ran into the next mention, without what it took there."""
    return Tail(core_end, core_end) if tail.core_end > limit else Tail(tail.core_end, tail.core_end, tail.date)


_DATED = ("citation.short-number", "citation.blank-number", "citation.dated")
_ONLY_ALONE = ("citation.programme",)
_ABOUT_ONLY = ("citation.congress", "citation.session", "citation.by-body")
_TITLED = ("citation.by-issuer", "citation.dated", "citation.blank-number", "citation.short-number", *_ABOUT_ONLY)
_SEPARATOR = r"(?:[,;](?: và)?| và| hoặc| cùng| với) (?:các |theo )?$"


def _sibling(words: str, mentions: list[Mention], i: int, title: Span) -> int:
    """Where a title ends: before the next member of the list that its own document belongs to."""
    start, stop = title
    inner: Mention | None = None
    for following in range(i + 1, len(mentions)):
        mention = mentions[following]
        at = mention.begin
        if at >= stop:
            break
        separator = compiled(_SEPARATOR).search(words, max(start, at - 12), at)
        if separator and mention.symbol:
            listed = inner is not None and continues_list(words, inner.tail.end, at)
            own_kind = mention.kind == mentions[i].kind and inner is not None and inner.kind != mention.kind
            if not listed or own_kind:
                return separator.start()
        if mention.core[1] > stop:
            return start + len(words[start:at].rstrip(" ,;"))
        inner = mention
    return stop


def _inherit(words: str, mentions: list[Mention], outer: list[int | None]) -> None:
    """Give a number after the title of the last member of its list the kind word that the list begins with."""
    for i, mention in enumerate(mentions):
        if mention.kind is not None or mention.symbol is None:
            continue
        for j in range(i - 1, max(-1, i - 7), -1):
            last = mentions[j]
            if outer[j] == outer[i] and last.symbol and continues_list(words, last.tail.end, mention.core[0]):
                if _of_one_series(last, mention):
                    mention.kind, mention.rule, mention.confidence = last.kind, SHARED_HEAD, min(0.93, last.confidence)
                break


def _share(words: str, mentions: list[Mention]) -> None:
    """Give the members of a list the date and issuer that stand once, after the last of them."""
    for one, following in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if one.symbol is None or following.symbol is None or one.tail.title_span:
            continue
        if not _of_one_series(one, following) or not continues_list(words, one.tail.end, following.core[0]):
            continue
        own, shared = one.tail, following.tail
        apart = ";" in words[one.tail.end : following.core[0]] or not _of_one_kind(one, following)
        if own.date is None and own.issuer is None and shared.date and not apart and _may_date(one, shared.date):
            own = own._replace(date=shared.date)
        if own.issuer is None and shared.issuer:
            own = own._replace(issuer=shared.issuer, issuer_term=shared.issuer_term)
        one.tail = own


def _of_one_kind(one: Mention, other: Mention) -> bool:
    return one.kind is None or other.kind is None or fold_tone(one.kind).lower() == fold_tone(other.kind).lower()


def _of_one_series(one: Mention, other: Mention) -> bool:
    a, b = one.symbol, other.symbol
    if a is None or b is None or a.party != b.party or a.law != b.law:
        return False
    return (a.issuer or "").rstrip("0123456789") == (b.issuer or "").rstrip("0123456789")


def _may_date(mention: Mention, date: str) -> bool:
    year = mention.symbol.year if mention.symbol else None
    return year is None or year == date[:4]

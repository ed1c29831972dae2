"""All mentions of documents in a text: anchors, each verified by what stands around it, then put into relation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kheo.reading.citations.congress import CONGRESS, congresses_listed
from kheo.reading.citations.dated import DATED
from kheo.reading.citations.defined import defined
from kheo.reading.citations.heads import SHARED_HEAD, Head, continues_list, head_before, kind_ending
from kheo.reading.citations.law_names import LAW_NAME, laws_listed
from kheo.reading.citations.mention import Mention
from kheo.reading.citations.names import ATTACHED, name_at
from kheo.reading.citations.noise import recognised
from kheo.reading.citations.relations import related
from kheo.reading.citations.repeated import repeated
from kheo.reading.citations.scan import Anchor, scan
from kheo.reading.citations.short import SHORT_NUMBER, listed, plain_number
from kheo.reading.citations.symbols import Symbol, blank_symbol_at, symbol_at
from kheo.reading.citations.tails import Tail, dated_before, paragraph_end, tail_after
from kheo.reading.citations.unwrapped import unwrapped
from kheo.reading.model import Citation, Considered, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.tone import fold_tone
from kheo.values import replace

SELF = Rule(
    id="citation.self",
    meaning="The document speaks of itself, or of the law or rules that it quotes: a kind word and “này”.",
    yes=("thực hiện Công văn này", "khoản 2 Điều 5 Thông tư này", "tại công điện này"),
    no=("Về vấn đề này", "khoản 1 Điều này", "các quy định này", "dự án này"),
    pattern=r" này(?!\w)",
    literals=(" này",),
    confidence=0.97,
    check=lambda text: _rule_fires("citation.self", text),
)

BLANK = Rule(
    id="citation.blank-number",
    meaning="A kind word and a symbol whose number was left open, as drafts and forms have it.",
    yes=("Quyết định số      /QĐ-UBND ngày … tháng … năm 2026", "Tờ trình số …/TTr-SNV"),
    no=("Số:      /QĐ-UBND", "Quyết định số 12/QĐ-UBND"),
    pattern=r"[ốỐ] ?:?[ .…_]{1,30}[-/]",
    literals=("ố", "Ố"),
    confidence=0.85,
    check=lambda text: _rule_fires("citation.blank-number", text),
)

_GAP = r" ?:?[ .…_]{1,30}"
_SELF_KINDS = (
    "|công văn|công điện|chỉ thị|kế hoạch|quyết định|nghị quyết|nghị định|thông tư|thông tư liên tịch|"
    "nghị quyết liên tịch|luật|"
    "bộ luật|pháp lệnh|hướng dẫn|quy định|quy chế|kết luận|thông báo|thông tri|chương trình|chương trình hành động|"
    "đề án|"
    "báo cáo|tờ trình|điều lệ|văn bản|quy hoạch|phương án|biên bản|hiến pháp|quy chế phối hợp|kế hoạch hành động|"
    "công hàm|"
)
_SELF_LOWER = "|công văn|công điện|chỉ thị|kế hoạch|quyết định|nghị quyết|nghị định|thông tư|luật|"
_SERIAL_END = r"(?:(?<![\d.,])\d{1,3}\.|(?<![\w/.-])\d{2,4}-)?\d{1,6}[A-Za-z]?$"
_SERIAL_END_NOISY = r"(?:(?<![\d.,])\d{1,3}\. ?)?[\]\[lI|Oo§]{0,2}\d{1,6}[A-Za-z]?$"
_TERM_OF_CONGRESS = r",? nhiệm kỳ \d{4} ?[-–] ?\d{4}"
_GLUED = frozenset("/⁄∕.-–,_@&=?%+")


def find_citations(words: str, *, noisy: bool = False, trace: list[Considered] | None = None) -> list[Citation]:
    """Every mention of a document, sorted, with ids c1, c2 …; spans count in `words`.

    `words` is NFC text, one paragraph a line. `noisy` text came through OCR: more is forgiven, less is
    promised; where the words themselves show it, it need not be said.
    `trace`, where given, gets what was looked at and not taken. `provision` and `in_footnote` are left to the caller.
    """
    words = unwrapped(words)
    finder = _Finder(words, noisy or recognised(words), trace)
    anchors = scan(words)
    numbered = finder.numbered(anchors)
    mentions = sorted(numbered + finder.named(anchors, numbered), key=_place)
    again = [*repeated(words, mentions), *defined(words, mentions)]
    return related(words, sorted(mentions + again, key=_place) if again else mentions)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.core[0], -mention.core[1]


class _Finder:
    """One text, and what to tell of it."""

    def __init__(self, words: str, noisy: bool, trace: list[Considered] | None) -> None:
        self.words = words
        self.noisy = noisy
        self.trace = trace

    def leave(self, rule: Rule, span: Span, why_not: str) -> None:
        """Note what was not taken."""
        if self.trace is not None:
            self.trace.append(Considered(rule.id, span, why_not))

    def numbered(self, anchors: list[Anchor]) -> list[Mention]:
        """The mentions that a number makes, in order."""
        mentions: list[Mention] = []
        serial_end = compiled(_SERIAL_END_NOISY if self.noisy else _SERIAL_END)
        done = 0
        for anchor in anchors:
            if anchor.family != "number" or anchor.at < done:
                continue
            letter = self.words[anchor.at + 1 : anchor.at + 2].isalpha()
            serial = serial_end.search(self.words, max(done, anchor.at - 11), anchor.at + 1 + letter)
            start = serial.start() if serial else anchor.at
            symbol = symbol_at(self.words, start, start + 120, noisy=self.noisy)
            if symbol is None:
                continue
            found = self._number(symbol, mentions[-1] if mentions else None)
            if found:
                mentions += found
                done = found[-1].core[1]
        return mentions

    def _number(self, symbol: Symbol, last: Mention | None) -> list[Mention]:
        words = self.words
        start, end = symbol.span
        before = words[start - 1 : start]
        if (before in _GLUED and before) or (before.isalnum() and before not in "ốỐ"):
            self.leave(symbol.rule, symbol.span, "part of a longer token")
            return []
        head = head_before(words, symbol, last.core[1] if last else 0, noisy=self.noisy)
        if head is None:
            self.leave(symbol.rule, symbol.span, "the number of a form or thing, not of a document")
            return []
        rule, kind, confidence = self._weighed(symbol, head, last)
        if not confidence:
            self.leave(symbol.rule, symbol.span, "no kind word, and codes that are not known")
            return []
        if symbol.repaired or self.noisy:
            confidence = min(confidence, 0.85)
        name_span = (head.name_start, head.name_end) if head.name_start and head.name_end else None
        name = fold_tone(words[slice(*name_span)]).lower().strip() if name_span and symbol.law else None
        mention = Mention(
            core=(head.start, end),
            key=symbol.key,
            kind=kind,
            rule=rule,
            confidence=confidence,
            tail=tail_after(words, end, paragraph_end(words, end), noisy=self.noisy),
            symbol=symbol,
            name=name or None,
            inner=name_span,
        )
        if head.of_span and mention.tail.issuer is None:
            mention.tail = mention.tail._replace(issuer=words[slice(*head.of_span)])
        elif mention.tail.date is None and (said := dated_before(words, head.start)):
            mention.tail = mention.tail._replace(date=said[0], issuer=mention.tail.issuer or said[1])
        return _with_serials(words, mention, symbol, head) if head.serials else [mention]

    def _weighed(self, symbol: Symbol, head: Head, last: Mention | None) -> tuple[Rule, str | None, float]:
        """The rule that a number falls under, its kind word, and what it is worth: 0 where it is no document's."""
        if head.near:
            return symbol.rule, head.kind, symbol.rule.confidence
        in_list = last is not None and _alike(symbol, last) and continues_list(self.words, last.tail.end, head.start)
        if head.kind is None and last is not None and in_list:
            return SHARED_HEAD, last.kind, SHARED_HEAD.confidence
        return symbol.rule, head.kind, self._bare_confidence(symbol, head)

    def _bare_confidence(self, symbol: Symbol, head: Head) -> float:
        """What a number without a kind word beside it is worth."""
        if head.kind is not None:
            return 0.93
        if head.numbered and (symbol.well_formed or symbol.issuer or (symbol.code and "-" in symbol.key)):
            return 0.88
        broken = self.words[max(0, head.start - 2) : head.start].strip().isdigit()
        whole = symbol.well_formed and symbol.issuer and (symbol.year or symbol.code)
        return 0.75 if whole and not broken else 0.0

    def named(self, anchors: list[Anchor], numbered: list[Mention]) -> list[Mention]:
        """The mentions by name and of the document itself, none across a number's."""
        starts = [mention.core[0] for mention in numbered]
        mentions: list[Mention] = []
        around: Mention | None = None
        for anchor in anchors:
            if anchor.family == "number":
                continue
            mention = self._other(anchor)
            if mention is None or _clashes(mention, numbered, starts):
                continue
            if around is None or mention.core[0] >= around.core[1]:
                around = mention
            elif not _inside(mention, around) or mention.core[0] < mentions[-1].core[1] < around.core[1]:
                continue
            elif mention.core[1] == around.core[1]:
                mention.tail = Tail(mention.core[1], mention.core[1])  # the date is that of the law that amends
            mentions.append(mention)
            if mention.rule is SHORT_NUMBER:
                mentions += [one for one in listed(self.words, mention) if not _clashes(one, numbered, starts)]
            elif mention.rule is LAW_NAME and mention.key.startswith("luật "):
                more = _laws_listed(self.words, mention)
                mentions += [one for one in more if not _clashes(one, numbered, starts)]
            elif mention.rule is CONGRESS:
                more = _congresses_listed(self.words, mention)
                mentions += [one for one in more if not _clashes(one, numbered, starts)]
        return mentions

    def _other(self, anchor: Anchor) -> Mention | None:
        if anchor.family == "name":
            return self._named(anchor.at)
        return self._self(anchor.at) if anchor.family == "self" else self._blank(anchor.at)

    def _blank(self, at: int) -> Mention | None:
        words = self.words
        plain = plain_number(words, at)
        if plain is not None:
            return plain
        gap = compiled(_GAP).match(words, at + 1)
        symbol = blank_symbol_at(words, gap.end(), gap.end() + 120) if gap else None
        low = max(0, at - 40)
        kind = kind_ending(words[low : at - 1].rstrip(" "))
        if symbol is None or kind is None:
            return None
        end, key = symbol
        return Mention(
            core=(low + kind[0], end),
            key=key,
            kind=words[low + kind[0] : at - 1].rstrip(),
            rule=BLANK,
            confidence=BLANK.confidence,
            tail=tail_after(words, end, paragraph_end(words, end)),
        )

    def _named(self, start: int) -> Mention | None:
        words = self.words
        if words[start - 1 : start].isalnum():
            return None
        name = name_at(words, start, noisy=self.noisy)
        if name is None:
            return None
        issuer = words[name.issuer_start : name.end] if name.issuer_start else None
        tail = tail_after(words, name.end, paragraph_end(words, name.end), noisy=self.noisy, issued=issuer is None)
        printed = words[name.start : tail.core_end if name.rule is DATED else name.end]
        key = " ".join(fold_tone(printed).lower().split())
        law = name.rule is LAW_NAME
        if name.rule is CONGRESS and (term := compiled(_TERM_OF_CONGRESS).match(words, tail.end)):
            tail = tail._replace(end=term.end())
        return Mention(
            core=(name.start, name.end),
            key=key,
            kind=name.kind,
            rule=name.rule,
            confidence=min(name.confidence, 0.85) if self.noisy else name.confidence,
            tail=tail,
            name=key,
            issuer_span=(name.issuer_start, name.end) if name.issuer_start else None,
            inner=(name.start + 1, name.end) if law or name.rule is ATTACHED else None,
        )

    def _self(self, at: int) -> Mention | None:
        words = self.words
        low = max(0, at - 40)
        low = max(low, words.rfind("\n", low, at) + 1)
        found = kind_ending(words[low:at], noisy=self.noisy)
        if found is None or f"|{found[1]}|" not in _SELF_KINDS:
            return None
        start, end = low + found[0], at + 4
        many = words[max(0, start - 6) : start].endswith(("các ", "những ", "mọi "))
        if words[start].islower() and (many or f"|{found[1]}|" not in _SELF_LOWER):
            self.leave(SELF, (start, end), "a common word, not this document")
            return None
        confidence = SELF.confidence if words[start].isupper() else 0.85
        return Mention(
            core=(start, end),
            key=" ".join(fold_tone(words[start:end]).lower().split()),
            kind=words[start:at],
            rule=SELF,
            confidence=confidence,
            tail=Tail(end, end),
            self=True,
        )


def _laws_listed(words: str, first: Mention) -> Iterator[Mention]:
    for start, end, key in laws_listed(words, first.core[1], "luật"):
        yield Mention(
            core=(start, end),
            key=key,
            kind=first.kind,
            rule=LAW_NAME,
            confidence=0.8,
            tail=Tail(end, end),
            name=key,
        )


def _congresses_listed(words: str, first: Mention) -> Iterator[Mention]:
    kind = " ".join(fold_tone(first.kind or "").lower().split())
    for start, end in congresses_listed(words, first.core[1]):
        key = f"{kind} {' '.join(fold_tone(words[start:end]).lower().split())}"
        yield Mention(
            core=(start, end),
            key=key,
            kind=first.kind,
            rule=CONGRESS,
            confidence=0.75,
            tail=Tail(end, end),
            name=key,
        )


def _alike(symbol: Symbol, last: Mention) -> bool:
    """Whether a number is built as the last one, so that both may be of one kind."""
    other = last.symbol
    return other is not None and (symbol.code, symbol.party, symbol.law) == (other.code, other.party, other.law)


def _rule_fires(rule: str, text: str) -> bool:
    return any(citation.rule == rule for citation in find_citations(text))


def _with_serials(words: str, mention: Mention, symbol: Symbol, head: Head) -> list[Mention]:
    """`số 187, 188-KL/TW`: a mention for each serial, all with the symbol that stands once."""
    separator = symbol.key.lstrip("0123456789")
    starts = [head.start, *(serial[0] for serial in head.serials[1:])]
    shared = [
        replace(
            mention,
            core=(start, serial[1]),
            key=words[slice(*serial)] + separator,
            tail=Tail(serial[1], serial[1], mention.tail.date, mention.tail.issuer),
        )
        for start, serial in zip(starts, head.serials, strict=True)
    ]
    return [*shared, replace(mention, core=(symbol.span[0], mention.core[1]), rule=SHARED_HEAD)]


def _clashes(mention: Mention, numbered: list[Mention], starts: list[int]) -> bool:
    """Whether a name lies across a numbered mention without being one of the laws inside its name."""
    i = bisect_right(starts, mention.core[0]) - 1
    if i >= 0:
        other = numbered[i]
        if mention.rule is SHORT_NUMBER and other.core[1] <= mention.core[0] < other.tail.end:
            return True  # “… của Ban Chỉ đạo chuyển đổi số và đề án 06”
        if mention.core[0] < other.core[1]:
            return not (other.inner and other.inner[0] < mention.core[0] and mention.core[1] <= other.inner[1])
    i = bisect_left(starts, mention.core[0])
    return i < len(starts) and starts[i] < mention.core[1]


def _inside(mention: Mention, around: Mention) -> bool:
    """Whether a name is that of a law inside the name of another, which amends it."""
    inner = around.inner
    return inner is not None and inner[0] <= mention.core[0] <= mention.core[1] <= inner[1] and mention.rule is LAW_NAME

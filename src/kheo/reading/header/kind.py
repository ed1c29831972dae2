"""The kind of a document (tên loại văn bản): read from its printed name, never from the code in its number."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from kheo.reading.citations.kinds import bare_kinds
from kheo.reading.header.page import Line, in_capitals
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.reading.spoiled import closest
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

TITLE = Rule(
    id="header.kind-title",
    meaning="The kind name in capitals above the abstract (NĐ 30/2020 PL I.II.5, HD 36: tên loại văn bản).",
    yes=("QUYẾT ĐỊNH", "KẾ HOẠCH\nTriển khai phong trào", "KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH UỶ"),
    no=("Quyết định này có hiệu lực kể từ ngày ký.", "BÁO CÁO VIÊN CẤP TỈNH", "Căn cứ Quyết định số 12/QĐ-UBND;"),
    check=lambda text: find_title(_demo_lines(text)) is not None,
    confidence=0.98,
)
TITLE_PLAIN = Rule(
    id="header.kind-line",
    meaning="The kind name alone on a line, not in capitals.",
    yes=("Thông báo",),
    no=("Thông báo kết quả họp thôn", "THÔNG BÁO"),
    check=lambda text: any(_plain_title(line) for line in _demo_lines(text)),
    confidence=0.85,
)
LETTER = Rule(
    id="header.kind-letter",
    meaning="No kind name, but V/v or Kính gửi: a công văn, which bears no kind name (NĐ 30/2020 PL I.II.5).",
    yes=("V/v báo cáo mô hình", "Kính gửi: Đảng uỷ các xã, phường"),
    no=("TỜ TRÌNH", "về việc công nhận mô hình"),
    pattern=r"(?m)^\W{0,4}(?:V\s?/\s?v\b|Kính gửi)",
    literals=("/v", "/ v", "Kính"),
    confidence=0.95,
)
SELF = Rule(
    id="header.kind-self",
    meaning="Without letterhead: the kind by which the document speaks of itself (“Công văn này”).",
    yes=("việc thực hiện Công văn này", "Nghị quyết này phổ biến đến chi bộ."),
    no=("Điều này", "theo Công văn số 15-CV/TU"),
    check=lambda text: _self_named(text, len(text)) is not None,
    confidence=0.8,
)
CODE = Rule(
    id="header.kind-code",
    meaning=(
        "A consolidated text (văn bản hợp nhất) is known by the code VBHN, since its title is that of the old text."
    ),
    yes=("12/VBHN-BTC",),
    no=("12/TT-BTC",),
    pattern=r"\bVBHN\b",
    confidence=0.97,
)
NUMBERED = Rule(
    id="header.kind-numbered",
    meaning="A first line that gives kind and number together: “Kết luận số 15-KL/TU, ngày …”.",
    yes=("Kết luận số 15-KL/TU, ngày 02/3/2026 của Ban Thường vụ Tỉnh uỷ", "NGHỊ QUYẾT SỐ 07-NQ/TU"),
    no=("Theo Kết luận số 15-KL/TU", "Kết luận của Ban Thường vụ"),
    check=lambda text: _numbered(_demo_lines(text)[0]) is not None,
    confidence=0.9,
)
RULES = (TITLE, TITLE_PLAIN, LETTER, SELF, CODE, NUMBERED)

_NO_TITLES = {
    "van ban",
    "thong bao ket luan",
    "thong bao y kien ket luan",
    "bao cao tham tra",
    "bao cao chinh tri",
    "ke hoach hanh dong",
    "ke hoach phoi hop",
    "ke hoach lien tich",
    "chuong trinh phoi hop",
    "chuong trinh cong tac",
    "huong dan lien nganh",
    "quy che phoi hop",
    "cong van",
    "cam ket",
}
"""Kinds by which documents are cited, but whose titles are read as the kind of NĐ 30/2020 Đ.7 that they begin with."""
_OPENING = (
    r"^\W{0,4}(?:can cu|theo de nghi|xet de nghi|kinh (?:gui|trinh)|dong kinh gui|dieu \d|chuong (?:[ivx]+|\d+)\b|"
    r"phan (?:thu|[ivx]+|\d)|(?:[ivx]{1,5}|\d{1,2}|[a-d])[.)\-/]\s)"
)


class Title(NamedTuple):
    """The line of the kind name."""

    first_index: int
    """Which of the head's lines."""
    kind: str
    span: Span
    last_index: int
    """The last line of the name, where it runs over two."""


def _demo_lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(0, len(row), row, plain(row)) for row in text.split("\n"))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The kind names that stand above an abstract, without diacritics."""
    return frozenset({*bare_kinds(), "chuong trinh hanh dong", "ban thoa thuan", "loi keu goi"}) - _NO_TITLES


class _Named(NamedTuple):
    """A kind name in a line without diacritics, with single blanks; where it begins and ends."""

    name: str
    start: int
    end: int


_MOST_WORDS = 5


def _named_at(key: str, at: int, names: frozenset[str]) -> _Named | None:
    """The longest of the names that the words from an offset spell."""
    ends: list[int] = []
    for token in compiled(r"\w+").finditer(key, at):
        if token.start() != at if not ends else not key[ends[-1] : token.start()].isspace():
            break
        ends.append(token.end())
        if len(ends) == _MOST_WORDS:
            break
    for end in reversed(ends):
        name = " ".join(key[at:end].split())
        if name in names:
            return _Named(name, at, end)
    return None


def _past_marks(key: str) -> int:
    """Where the first word of a line begins."""
    found = compiled(r"\w").search(key)
    return found.start() if found else len(key)


def is_opening(line: Line) -> bool:
    """Whether the body, its legal bases or the list of addressees begin with this line."""
    return compiled(_OPENING).match(line.plain) is not None and not _shouted_title(line)


def _shouted_title(line: Line) -> bool:
    return in_capitals(line.text) and not compiled(r"^\W{0,4}(?:kinh gui|can cu|(?:[ivx]+|\d+)[.)])").match(line.plain)


def find_title(lines: tuple[Line, ...], *, noisy: bool = False) -> Title | None:
    """The title: a line that is a kind name and no more, else the first that begins with one."""
    weak: Title | None = None
    for index, line in enumerate(lines):
        if is_opening(line) and not compiled(r"^\W{0,4}kinh gui").match(line.plain):
            break
        if index and compiled(r"^\W{0,4}kinh (?:gui|trinh)").match(line.plain):
            break
        title, whole = _title_at(lines, index, noisy=noisy)
        if title and whole:
            return title
        spoiled = _spoiled_title(line, index) if noisy and title is None else None
        if spoiled:
            return spoiled
        weak = weak or title
    return weak


def _title_at(lines: tuple[Line, ...], index: int, *, noisy: bool) -> tuple[Title | None, bool]:
    line = lines[index]
    first = _past_marks(line.plain)
    found = _named_at(line.plain, first, _names())
    if found is None and (dirt := compiled(r"\w{1,2}\W{1,3}").match(line.plain, first)):
        found = _named_at(line.plain, dirt.end(), _names())
    last = index
    if found is None and index + 1 < len(lines) and len(line.text) < 16:
        found, last = _over_two_lines(line, lines[index + 1]), index + 1
    if found is None:
        return None, False
    start = line.start + found.start
    end = lines[last].end if last > index else line.start + found.end
    words = line.text[found.start :] if last > index else line.text[found.start : found.end]
    if not in_capitals(words):
        return None, False
    kind = _kind_of(found.name)
    rest = "" if last > index else line.plain[found.end :]
    whole = not any(map(str.isalnum, rest))
    if not whole and not _spelt(words, kind, noisy=noisy):
        return None, False
    if rest.startswith(" vien") or (not whole and found.name in _WHOLE_ONLY):
        return None, False
    return Title(index, kind, (start, end), last), whole


def _spelt(printed: str, kind: str, *, noisy: bool) -> bool:
    """Whether words are a kind name with its marks, or without any; a scan may spoil one. PHƯỜNG AN is no PHƯƠNG ÁN."""
    pairs = [(fold_tone(a.lower()), fold_tone(b)) for a, b in zip(printed.split(), kind.split(), strict=False)]
    wrong = sum(a != b for a, b in pairs)
    return wrong <= noisy or all(a == plain(b) for a, b in pairs)


def _spoiled_title(line: Line, index: int) -> Title | None:
    """A line in capitals that is nearly a kind name."""
    key = "".join(filter(str.isalnum, line.plain))
    if not 6 <= len(key) <= 22 or not in_capitals(line.text):
        return None
    names = {name.replace(" ", ""): name for name in {*bare_kinds()} - _NO_TITLES - _WHOLE_ONLY}
    found = closest(key, (name for name in names if len(name) > 5), 0.85)
    return Title(index, _kind_of(names[found]), line.span, index) if found else None


def _over_two_lines(first: Line, second: Line) -> _Named | None:
    if not in_capitals(first.text + second.text):
        return None
    joined = f"{first.plain} {second.plain}"
    found = _named_at(joined, _past_marks(joined), _names())
    return found if found and _past_marks(joined[found.end :]) == len(joined) - found.end else None


_WHOLE_ONLY = {"lenh", "luat", "du an", "quy hoach", "chien luoc"}
"""Names that begin other words too: a title only where they stand alone."""


def _kind_of(name: str) -> str:
    key = " ".join(name.split())
    return bare_kinds().get(key) or {"chuong trinh hanh dong": "chương trình hành động"}.get(key, key)


def _plain_title(line: Line) -> bool:
    if in_capitals(line.text) or not line.text[:1].isupper():
        return False
    found = _named_at(line.plain, 0, _names())
    return found is not None and not any(map(str.isalnum, line.plain[found.end :]))


def opens_numbered(line: str) -> bool:
    """Whether a line opens with kind and number and is no sentence: “Kết luận số 15-KL/TU, ngày … của …”."""
    return not line.rstrip().endswith((".", ":", ";")) and _kind_before_number(plain(line)) is not None


def _kind_before_number(key: str) -> _Named | None:
    at = _past_marks(key)
    found = _Named("cong van", at, at + 8) if key.startswith("cong van ", at) else _named_at(key, at, _names())
    return found if found and compiled(r"\s+so\s*:?\s*\d").match(key, found.end) else None


def _numbered(line: Line) -> tuple[str, Span] | None:
    found = _kind_before_number(line.plain) if opens_numbered(line.text) else None
    return (_kind_of(found.name), (line.start + found.start, line.start + found.end)) if found else None


_LAST_WORDS = 60_000
"""So many characters of a document are enough to hear what it calls itself."""


def _self_named(words: str, stop: int) -> tuple[str, Span] | None:
    """The kind that most often stands before “này” with a capital, and where it last does, in the words before."""
    start = max(0, stop - _LAST_WORDS)
    found: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for match in compiled(r"\b([A-ZĐ]\w+(?: \w+){1,3}?) này\b").finditer(words[start:stop]):
        name = plain(match[1])
        kind = bare_kinds().get(name)
        if kind and kind != "văn bản":
            found[kind] += 1
            spans[kind] = start + match.start(1), start + match.end(1)
    if not found:
        return None
    kind = found.most_common(1)[0][0]
    return kind, spans[kind]


def read_kind(
    words: str, stop: int, lines: tuple[Line, ...], title: Title | None, letter: Span | None, number: str | None
) -> Field | None:
    """The kind: from the title, else from the form of a letter, else from what the document calls itself.

    `stop` is where the foot begins; `letter` is where V/v or Kính gửi stands; `number` the normalised number, for
    consolidated texts.
    """
    if number and CODE.fires(number):
        at = title.span if title else lines[0].span
        return _kind(CODE, at, "văn bản hợp nhất")
    if title:
        return _kind(TITLE, title.span, title.kind)
    return _first_line_kind(lines) or _kind_of_letter(words, stop, letter)


def _kind(rule: Rule, span: Span, kind: str, confidence: float | None = None) -> Field:
    return Field("h.kind", span, rule.id, confidence or rule.confidence, value=kind)


def _first_line_kind(lines: tuple[Line, ...]) -> Field | None:
    """The kind in a line before the text that is no title in capitals."""
    for line in lines[:40]:
        if is_opening(line):
            break
        numbered = _numbered(line)
        if numbered:
            return _kind(NUMBERED, numbered[1], numbered[0])
        if _plain_title(line):
            return _kind(TITLE_PLAIN, line.span, _kind_of(line.plain))
    return None


def _kind_of_letter(words: str, stop: int, letter: Span | None) -> Field | None:
    """A letter is known by its form, everything else without title by what it calls itself."""
    named = _self_named(words, stop)
    if letter is None:
        return _kind(SELF, named[1], named[0]) if named else None
    if named and named[0] == "công văn":
        return _kind(SELF, named[1], "công văn", LETTER.confidence)
    return _kind(LETTER, letter, "công văn")

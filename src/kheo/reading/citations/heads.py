"""Looking left from a number: the word “số”, the kind word, or the list that the number continues."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kheo.reading.citations.kinds import LAW_KINDS, agrees, bare_kinds, kinds, longest
from kheo.reading.citations.symbols import Symbol
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

_REACH = 160
"""How far left of a number its kind word may stand, in characters."""

_SO = r"(?:(?<!\w)(?:[Ss][ốỐ]|SỐ)(?: hiệu| ký hiệu)?|№) ?:? {0,3}"
_SO_NOISY = r"(?<!\w)(?:[Ss6xX][ốỐổỔoOóôòõỏồộọ]|SỐ|Sö)(?: ?[:.;'])? {0,3}"
_SO_END, _SO_END_NOISY = f"(?:{_SO})$", f"(?:{_SO_NOISY})$"
_NO_DOCUMENT = (
    r"(?i:(?<!\w)(?:mẫu|biểu|biểu mẫu|phụ lục|bảng|mã|hồ sơ|thửa|thửa đất|lô|lô đất|nhà|tờ|đường|tuyến|quốc lộ|"
    r"tài khoản|"
    r"điện thoại|máy|biển|xe|hóa đơn|hoá đơn|công báo|mã hồ sơ|gói thầu|dự án|chứng từ|vị trí|ô|kho|phòng|phiên bản|"
    r"kiểu|loại|khu|hàng|lệnh chi|serial|seri|fax|hotline))$"
)

SHARED_HEAD = Rule(
    id="citation.shared-head",
    meaning="A number in a list takes the kind word that the list begins with.",
    yes=("các Quyết định số 217-QĐ/TW và số 218-QĐ/TW", "các văn bản số: 10/VPCP-CN, 11/VPCP-CN"),
    no=("Quyết định số 217-QĐ/TW của Bộ Chính trị",),
    pattern=(
        r"\d[-/][\w/-]{2,40}(?: ngày [\w/ ]{4,40})?(?:, | và |; | và các số | hoặc )(?:số:? )?"
        r"\d{1,6}(?:/\d{4})?[-/][A-ZĐ]"
    ),
    literals=(", ", "; ", " và ", " hoặc "),
    confidence=0.93,
)

_GLUE = r"(?:[ ,;]|(?<!\w)(?:và|hoặc|hay|cùng|với|các)(?!\w)|(?:[Ss]ố|SỐ) ?:?){1,8}"


class Head(NamedTuple):
    """What stands left of a number."""

    start: int
    """Where the core of the citation begins: the kind word, else “số”, else the number."""
    kind: str | None
    """The kind as printed."""
    numbered: bool
    """The word “số” is there."""
    name_start: int | None
    """Where the name of a law begins that stands between kind word and number."""
    name_end: int | None
    near: bool
    """Kind word and number stand side by side."""
    of_span: Span | None = None
    """The issuer that stands between kind word and number: `Nghị định của Chính phủ số …`."""
    serials: tuple[Span, ...] = ()
    """Bare serials before the number that share its symbol: `số 187, 188-KL/TW`."""


def head_before(words: str, symbol: Symbol, floor: int, *, noisy: bool) -> Head | None:
    """The head of a number, looking no further left than `floor`; None where the words name no document."""
    start = symbol.span[0]
    serials = _serials_before(words, symbol, floor)
    if serials:
        start = serials[0][0]
    low = max(floor, start - _REACH)
    before = words[low:start]
    so = compiled(_SO_END_NOISY if noisy else _SO_END).search(before, max(0, len(before) - 16))
    stem = before[: so.start()] if so else before
    stem = stem.rstrip(" :")
    if compiled(_NO_DOCUMENT).search(stem, max(0, len(stem) - 16)):
        return None
    kind = kind_ending(stem, noisy=noisy)
    if kind is not None and _names_it(stem, kind, symbol):
        return Head(low + kind[0], stem[kind[0] :], so is not None, None, None, near=True, serials=serials)
    far = _far_kind(stem, symbol)
    if far is not None:
        name = low + far[1]
        end = low + len(stem)
        of = compiled(r" ?của ").match(words, name, end)
        return Head(
            low + far[0],
            stem[far[0] : far[1]].strip(),
            so is not None,
            name,
            end,
            near=False,
            of_span=(of.end(), low + len(stem.rstrip(" :"))) if of else None,
        )
    return Head(low + so.start() if so else start, None, so is not None, None, None, near=False)


def _names_it(stem: str, kind: tuple[int, str], symbol: Symbol) -> bool:
    """Whether the kind word beside a number is the document's, not the end of its name (`Luật Quy hoạch số …`)."""
    if kind[1] == "luật" and stem[: kind[0]].lower().endswith("pháp "):
        return False
    return not symbol.law or symbol.code is not None or kind[1] in (*LAW_KINDS, "nghị quyết", "văn bản")


def kind_ending(stem: str, *, noisy: bool = False) -> tuple[int, str] | None:
    """The longest kind name with which words end: where it begins, and its name in lower case."""
    stem = stem.replace("\n", " ")
    at = len(stem)
    found = None
    known = kinds()
    for _ in range(longest()):
        at = stem.rfind(" ", 0, at)
        name = stem[at + 1 :]
        if len(name) > 24:
            break
        name = fold_tone(name).lower().lstrip("(“\"'[-–,;*")
        if name in known:
            found = len(stem) - len(name), name
        elif noisy and (real := bare_kinds().get(plain(name).strip(".,'"))):
            found = len(stem) - len(name), real
        if at < 0:
            break
    return found


_SERIALS = r"(?<![\w./-])(?:\d{1,5}(?:, | và |, số | và số )){1,8}$"


def _serials_before(words: str, symbol: Symbol, floor: int) -> tuple[Span, ...]:
    low = max(floor, symbol.span[0] - 60)
    run = compiled(_SERIALS).search(words, low, symbol.span[0])
    if run is None or symbol.year or not words[low : run.start()].rstrip(" :").endswith(("số", "Số")):
        return ()
    return tuple(match.span() for match in compiled(r"\d{1,5}").finditer(words, *run.span()))


def continues_list(words: str, end: int, start: int) -> bool:
    """Whether nothing but the glue of a list stands between one citation and the next number."""
    return start - end <= 24 and compiled(_GLUE).fullmatch(words, end, start) is not None


def _far_kind(stem: str, symbol: Symbol) -> tuple[int, int] | None:
    """A kind word with a name or issuer between it and the number: `Luật Đất đai số …`, `Báo cáo thẩm tra số …`."""
    floor = max(stem.rfind(mark) for mark in ";\n.)(”“|")
    fitting = [span for span in _capital_kinds(stem, floor + 1) if _may_carry(stem[slice(*span)], symbol)]
    if not fitting or compiled(r"\d[/-]|(?<!\w)(?:ngày|này)(?!\w)").search(stem, fitting[-1][1]):
        return None
    best = fitting[-1]
    for amending in fitting[:-1]:  # the law that amends, not the last of those that it amends
        if stem[amending[1] :][:8].lower() == " sửa đổi" and " của " in stem[amending[1] : best[0]]:
            return amending
    return best


def _may_carry(kind: str, symbol: Symbol) -> bool:
    name = fold_tone(kind).lower()
    if symbol.law and symbol.code is None:
        return name in LAW_KINDS or name == "nghị quyết"
    return agrees(name, symbol.code)


def _capital_kinds(stem: str, start: int) -> Iterator[Span]:
    """Where kind words with a capital stand, the longest at each place."""
    for word in compiled(r"(?<!\w)[A-ZĐ]\w+").finditer(stem, start):
        for name in _kinds_by_head().get(fold_tone(word[0]).lower(), ()):
            end = word.start() + len(name)
            if fold_tone(stem[word.start() : end]).lower() == name and not stem[end : end + 1].isalnum():
                yield word.start(), end
                break


@lru_cache(maxsize=1)
def _kinds_by_head() -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for name in sorted(kinds(), key=len, reverse=True):
        heads.setdefault(name.split(" ", 1)[0], []).append(name)
    return {head: tuple(names) for head, names in heads.items()}

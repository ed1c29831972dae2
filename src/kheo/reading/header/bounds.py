"""Where the text begins and ends, and which annexes follow the signature."""

from __future__ import annotations

from kheo.reading.header.marks import has_national_title, is_stamp
from kheo.reading.header.page import Line, in_capitals, lines_of
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

ANNEX = Rule(
    id="header.annex",
    meaning="After the signature: PHỤ LỤC, an attached text (“Ban hành kèm theo …”) or a form opens an annex.",
    yes=("PHỤ LỤC I", "Phụ lục\n", "QUY CHẾ\nphối hợp\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND)", "Mẫu số 02"),
    no=("Phụ lục kèm theo được gửi qua thư điện tử cho các xã, phường.", "Ghi chú: số liệu tạm tính."),
    check=lambda text: annexes(text, 0, len(text)) != (),
    confidence=0.9,
)
RULES = (ANNEX,)

_OPENS = r"^(?:phu luc|phu bieu|mau so|mau \d|bieu (?:mau|so|\d)|danh (?:muc|sach)|de cuong)\b"
_TEXTS = (
    r"^(?:quy che|quy dinh|ke hoach|chuong trinh|de an|huong dan|dieu le|noi quy|phuong an|quy trinh|bang|bao cao|"
    r"chien luoc|"
    r"noi dung|tieu chi|bieu|bo tieu chi|quy hoach|nghi quyet|to trinh|thuyet minh|ket qua|tong hop|dinh muc|"
    r"bien ban)\b"
)


def annexes(words: str, start: int, stop: int) -> tuple[Span, ...]:
    """The annexes in the stretch after the signature, each from its heading to the next."""
    heads: list[int] = []
    first_lines: list[Line] = []
    for line in lines_of(words, start, stop):
        if len(line.text) > 200:
            continue
        if _opens(line) or (not heads and (_attached_text(words, line, stop) or _second_letterhead(line))):
            heads.append(line.start)
            first_lines.append(line)
    kept = [at for at, line in zip(heads, first_lines, strict=True) if at == heads[0] or _is_annex_head(line)]
    if not kept:
        return ()
    ends = [*kept[1:], stop]
    return tuple((at, _end(words, at, end)) for at, end in zip(kept, ends, strict=True))


def _opens(line: Line) -> bool:
    if not compiled(_OPENS).match(line.plain):
        return False
    return in_capitals(line.text) or len(line.text) < 30


def _is_annex_head(line: Line) -> bool:
    """A new annex and not a list inside one."""
    return compiled(r"^(?:phu luc|phu bieu)\b").match(line.plain) is not None and (
        in_capitals(line.text)
        or compiled(r"^phu luc(?: so)?:? ?(?:[ivx]+|\d+[a-z]?)?\W*$").match(line.plain) is not None
    )


def _attached_text(words: str, line: Line, stop: int) -> bool:
    """A text promulgated with the document: its kind in capitals, and “(Ban hành kèm theo …)” soon after."""
    if not in_capitals(line.text) or not compiled(_TEXTS).match(line.plain):
        return False
    return (
        compiled(r"èm theo").search(words, line.start, min(stop, line.start + 900)) is not None or len(line.text) < 40
    )


def _second_letterhead(line: Line) -> bool:
    return has_national_title(line.text) and not is_stamp(line.plain)


def _end(words: str, start: int, end: int) -> int:
    while end > start and words[end - 1] in " \n":
        end -= 1
    return end


def stamps(words: str, start: int, stop: int) -> tuple[Span, ...]:
    """Signing stamps and gazette lines after the signature."""
    return tuple(line.span for line in lines_of(words, start, min(stop, start + 2_000)) if is_stamp(plain(line.text)))

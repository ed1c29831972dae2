"""The legal bases (căn cứ ban hành; NĐ 30/2020 PL I.II.6.b): the recitals between title and text."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.header.abstract import is_authority_line
from kheo.reading.header.page import Line, in_capitals, is_rule_line, unbulleted
from kheo.reading.model import Basis, Span
from kheo.reading.rules import Rule, compiled

RECITAL = Rule(
    id="header.basis",
    meaning="A paragraph before the text that opens with Căn cứ, Theo đề nghị, Xét, Thực hiện, Trên cơ sở …",
    yes=("Căn cứ Luật Thanh niên;", "- Theo đề nghị của Chánh Văn phòng.", "Thực hiện Kế hoạch số 07-KH/TU;"),
    no=("Thực hiện tốt một số nội dung sau:", "Điều 1. Căn cứ pháp lý"),
    pattern=(
        r"^[\W_]{0,4}(?:Căn\s+cứ|Theo\s+(?:đề\s+nghị|ý\s+kiến|chỉ\s+đạo|tinh\s+thần|(?:Tờ\s+trình|Kết\s+luận|Nghị|"
        r"Quyết|"
        r"Công\s+văn|Kế\s+hoạch|Biên\s+bản|Thông)[^,;.]{0,30}?\s(?:số|của))|Xét|Thực\s+hiện\s+(?:(?:Luật|Nghị|Quyết|"
        r"Chỉ|Kế\s+hoạch|Kết\s+luận|Công|Chương\s+trình|"
        r"Hướng\s+dẫn|Thông|Quy\s|Điều\s+lệ|Đề\s+án|Văn\s+bản|Pháp\s+lệnh|các\s+(?:Nghị|Quyết|Chỉ|Kế|Kết|Công|"
        r"văn\s+bản)|"
        r"chỉ\s+đạo|ý\s+kiến))|Triển\s+khai\s+(?:thực\s+hiện\s+)?(?:Luật|Nghị|Quyết|Chỉ|Kế\s+hoạch|Kết\s+luận|Công|"
        r"Chương|Hướng|Thông)|Trên\s+cơ\s+sở|Sau\s+khi\s+(?:xem\s+xét|nghe|thảo\s+luận)|Tiếp\s+theo\s+(?:Công|Kế|"
        r"Quyết))"
    ),
    confidence=0.93,
)
RULES = (RECITAL,)

_ORDERS = (
    r",\s+(?=(?:UBND|Ủy\s+ban|Uỷ\s+ban|Ban\s|Bộ\s|Sở\s|Cục\s|Tỉnh\s|Thành\s|Đảng\s|Huyện\s|Hội\s|HĐND|Chủ\s+tịch|"
    r"Thủ\s+tướng|Chính\s+phủ|Văn\s+phòng|Bộ\s+Chính|Đoàn\s|Liên\s|Tổng\s|Trường\s|Công\s+an|Thường\s+trực)"
    r"[^,;]{0,140}?\s(?:ban\s+hành|xây\s+dựng|yêu\s+cầu|đề\s+nghị|hướng\s+dẫn|thông\s+báo|báo\s+cáo|kết\s+luận|"
    r"có\s+ý\s+kiến|giao|chỉ\s+đạo|quy\s+định|tổ\s+chức|triển\s+khai|kính\s+trình|trình|đăng\s+ký))"
)


class Preamble(NamedTuple):
    """What stands between title and text."""

    bases: tuple[Basis, ...]
    furniture: tuple[Span, ...]
    """The authority line, recitals that are nothing but bases, and “QUYẾT ĐỊNH:”."""
    next_index: int
    """The first line of the text."""


def read_preamble(flow: Flow, lines: tuple[Line, ...], index: int) -> Preamble:
    """The authority line and the legal bases from a line on, down to the first line of the text."""
    bases: list[Basis] = []
    furniture: list[Span] = []
    while index < len(lines):
        line = lines[index]
        if is_rule_line(line.text) or is_authority_line(line) or _is_ordering(line) or _is_session(line):
            furniture.append(line.span)
            index += 1
            continue
        if not RECITAL.regex.match(line.text):
            break
        last, whole = _paragraph(lines, index)
        start, end = unbulleted(line).start, lines[last].end
        cut = None if whole else compiled(_ORDERS).search(flow.words, start, end)
        if not whole and cut is None and not bases and not _looks_recital(flow.words[start:end]):
            break
        stop = cut.start() if cut else _without_close(flow.words, start, end)
        bases.append(Basis(f"b{len(bases) + 1}", (start, stop), RECITAL.id, RECITAL.confidence))
        if cut or (not whole and flow.words[end - 1] == ":"):
            break
        furniture.append((line.start, end))
        index = last + 1
    return Preamble(tuple(bases), tuple(furniture), index)


def _paragraph(lines: tuple[Line, ...], index: int) -> tuple[int, bool]:
    """The last line of the paragraph that a line opens, and whether it closes as a recital does (`;` `,` `.`)."""
    last = index
    while last + 1 < len(lines) and not lines[last].text.endswith((";", ":", "./.", ".")):
        following = lines[last + 1]
        if RECITAL.regex.match(following.text) or _is_ordering(following) or is_authority_line(following):
            break
        if compiled(r"^\W{0,3}dieu \d|^[ivx]+[.)]|^\d+[.)]\s").match(following.plain):
            break
        if lines[last].text.endswith(",") and following.text[:1].isupper() and _names_body(following):
            break
        last += 1
    return last, lines[last].text.endswith((";", ",")) or (
        lines[last].text.endswith(".") and not _has_order(lines, index, last)
    )


def _names_body(line: Line) -> bool:
    return (
        compiled(
            r"^(?:uy ban|ubnd|ban |bo |so |cuc |tinh |thanh |dang uy|hoi dong|hdnd|chu tich|thu tuong|chinh phu|"
            r"van phong)"
        ).match(line.plain)
        is not None
    )


def _has_order(lines: tuple[Line, ...], first: int, last: int) -> bool:
    text = " ".join(line.text for line in lines[first : last + 1])
    return compiled(_ORDERS).search(text) is not None


def _looks_recital(text: str) -> bool:
    return compiled(r"số|Luật|đề nghị|ngày").search(text[:400]) is not None and len(text) < 2_500


def _without_close(words: str, start: int, end: int) -> int:
    while end > start and words[end - 1] in " ;,.":
        end -= 1
    return end


def _is_ordering(line: Line) -> bool:
    """QUYẾT ĐỊNH:, QUYẾT NGHỊ:, between bases and text."""
    return compiled(r"^\W{0,3}(?:nay )?quyet (?:dinh|nghi)\W{0,3}$").match(line.plain) is not None and in_capitals(
        line.text
    )


def _is_session(line: Line) -> bool:
    """KHOÁ XII, KỲ HỌP THỨ 31 under the name of an elected body."""
    return in_capitals(line.text) and compiled(r"^\(?khoa [ivx\d]+|^ky hop thu").match(line.plain) is not None

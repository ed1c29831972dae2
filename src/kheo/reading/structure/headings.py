"""Titles of nodes: a short run-in or line of its own after the label, as against the first words of the text."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled

TITLE = Rule(
    id="structure.heading",
    meaning="Words after a label, short and without a closing mark, with text under them, are the title of the node.",
    yes=("Ban Dân vận Tỉnh uỷ", "MỤC ĐÍCH, YÊU CẦU", "Sở Nội vụ:", "Sở Nội vụ: Tổng hợp kết quả của các xã."),
    no=("Tiếp tục rà soát các mô hình.", "Yêu cầu các đơn vị thực hiện như sau:", "rà soát, báo cáo;"),
    check=lambda text: heading_of(text, "arabic") is not None,
    confidence=0.9,
)
RULES = (TITLE,)

_NAMES = (
    r"(?:Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Ban|Bộ|Sở|Cục|Chi cục|Văn phòng|Phòng|Công an|Đảng ủy|Đảng uỷ|Tỉnh ủy|"
    r"Tỉnh uỷ|"
    r"Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Mặt trận|Hội|Đoàn|Tỉnh đoàn|Thành đoàn|Liên đoàn|Trung tâm|Trường|Báo|Đài|"
    r"Thanh tra|"
    r"Các|Đối với|Về|Công tác|Đề nghị (?:Ủy|Uỷ|Ban|Hội|Mặt|Liên|Tòa|Viện)|Tòa án|Toà án|Viện|Kho bạc|Thuế|Bảo hiểm|"
    r"Ngân hàng|"
    r"Chủ tịch|Giám đốc|Thủ trưởng|Giao (?:Sở|Ban|Ủy|Văn|Phòng|Công)|Cơ quan|Thường trực|Đồng chí|Đảng đoàn|Chi bộ|"
    r"Đảng bộ)"
)
_TELLING = (
    r"(?:như sau|sau đây|sau|cụ thể|gồm|bao gồm|gồm có|thực hiện|yêu cầu|đề nghị|rằng|là|phải|được|nhiệm vụ|"
    r"tập trung)\s*:$"
)


class Heading(NamedTuple):
    """What may be a title: its span, and the words after it on the same line."""

    span: Span | None
    rest: Span | None
    lines: int = 0
    """How many lines of its own it took so far; 0 for one that stands after its label."""
    whole: Span | None = None
    """The span with its closing colon, for when it turns out to be text."""

    def shifted(self, by: int) -> Heading:
        """The same, counted from elsewhere."""
        return Heading(_moved(self.span, by), _moved(self.rest, by), self.lines, _moved(self.whole, by))


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else (span[0] + by, span[1] + by)


def heading_of(words: str, level: str) -> Heading | None:
    """The title that the words after a label may be, None where they are text.

    Whether it is one is known only when text follows; a run-in title (`Sở Nội vụ: Tổng hợp …`) is known at once.
    """
    size = len(words)
    loud = _loud(words)
    if loud and size < 400:
        end = len(words.rstrip(" .:;"))
        return Heading((0, end), None, whole=(0, size))
    if words.endswith(":"):
        short = size <= 110 and not compiled(_TELLING).search(words)
        named = compiled(_NAMES).match(words) is not None
        return Heading((0, len(words.rstrip(" :"))), None, whole=(0, size)) if short and (named or size < 40) else None
    if words[-1] in ".;,!?/…":
        return _run_in(words, level)
    limit = 260 if level in {"dieu", "roman", "chuong", "muc", "phan"} else 200
    if size <= limit and (words[0].isupper() or words[0] in '“"('):
        return _run_in(words, level) or Heading((0, size), None, whole=(0, size))
    return _run_in(words, level)


def _run_in(words: str, level: str) -> Heading | None:
    """A body's name, or what a point is about, before a colon and the text."""
    colon = words.find(":", 0, 120)
    if colon < 3 or level in {"dieu", "khoan"} or len(words) - colon < 15 or colon > 110:
        return None
    title = words[:colon]
    if not compiled(_NAMES).match(title) or compiled(_TELLING).search(title + ":"):
        return None
    if compiled(r"\b(?:chủ trì|phối hợp|gồm|như|thực hiện|tham mưu|có trách nhiệm|yêu cầu)\b").search(title):
        return None
    start = colon + 1
    while start < len(words) and words[start] == " ":
        start += 1
    if not words[start : start + 1].isupper() and words[start : start + 1] not in "-–+“":
        return None
    return Heading((0, len(title.rstrip())), (start, len(words)))


def is_title_line(text: str, level: str) -> bool:
    """Whether a line right under a label without words is its title."""
    if len(text) > 300 or text[-1] in ".;:":
        return _loud(text) and len(text) < 300
    if level in {"phan", "chuong", "muc", "tieumuc"}:
        return _loud(text) or (len(text) < 150 and text[0].isupper())
    return len(text) < 160 and text[0].isupper()


def _loud(text: str) -> bool:
    if text[:400].islower():
        return False
    letters = [char for char in text[:400] if char.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)

"""The lines of a text with what can be seen of each alone: label, capitals, end of sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.rules import compiled
from kheo.values import dataclass

LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The insides of character classes: the letters of Vietnamese lie scattered among those of other languages."""

_END_MARKS = ".;:!?…"
_CLOSING = "”\"’')»"

_LABEL = (
    rf"(?:[IVXL]{{1,6}}|\d{{1,3}}|[A-ZĐ])[.)/-](?=\s|[{UPPER}“])"  # I. 1. 1) 1/ A.
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s"  # 1.1. 2.3.1
    r"|\([a-zđ0-9]{1,4}\)\s|[a-zđ]\d?[.)]\s?\S"  # (i) (1) a) đ. a1)
    r"|[-–—−+•*·~▪●○]\s?[^\W_]"  # - +
    r"|[-–—−+•*·~▪●○]\s?[“\"(\[]"
    r"|Điều\s+\d{1,3}[a-zđ]?\s*(?:[.:]|$)|ĐIỀU\s+\d"
    r"|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu mục|TIỂU MỤC|Phụ lục|PHỤ LỤC)"
    r"\s+(?:[IVXLC]+|\d{1,3}|[A-Z]|thứ|THỨ|SỐ|số)\s*(?:[.:)]|$|\s[^\s,;.])"
    r"|PHỤ LỤC\b|Căn cứ\b|Xét\s|Theo đề nghị\b|Kính gửi|KÍNH GỬI|Nơi (?:nhận|gửi)\b|NƠI NHẬN"
    rf"|(?:T/?\.?M|K/?\.?T|T/?\.?L|T/?\.?U\.?Q|TUN|Q)[./]{{1,2}}\s?[{UPPER}]"
    r"|V/[vV]\b|S[ốỐ]\s*:|Số\s+\d{1,4}\s*[-/]\s?[A-ZĐ]"
    rf"|(?:[{UPPER}][\w.-]*\s){{0,5}}[{UPPER}][\w.-]*\s?,\s?ngày\s"
)
"""What opens a new paragraph at the start of a line, whatever the line before says."""


@dataclass(slots=True)
class Line:
    """One line of the text, without the blanks around it, and what stood between it and the line before."""

    start: int
    end: int
    words: str
    blank_before: bool = False
    """An empty line stands before it."""
    cut_before: bool = False
    """A page end or a footnote stands before it: the sentence may go on across."""
    opens: bool = False
    """A paragraph begins here, whatever the words say."""
    fixed: bool = False
    """The format says that a paragraph begins here and ends with the line: a cell of a table."""


def split_lines(text: str) -> list[Line]:
    """The lines that hold something, each trimmed."""
    lines: list[Line] = []
    at = 0
    blank = False
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words[0])
            lines.append(Line(start, start + len(words), words, blank))
            blank = False
        else:
            blank = True
        at += len(raw) + 1
    return lines


def ends_sentence(words: str) -> bool:
    """Whether a line ends with a full stop, a semicolon, a colon … behind which a new paragraph may begin."""
    last = words[-1]
    if last in _END_MARKS:
        return True
    if last not in _CLOSING:
        return False
    bare = words.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in _END_MARKS


def opens_paragraph(words: str) -> bool:
    """Whether a line begins with a label of the structure, of the letterhead or of the foot."""
    return compiled(_LABEL).match(words) is not None


def is_rule(words: str) -> bool:
    """A line of strokes or stars: it separates and says nothing."""
    return not any(map(str.isalnum, words))


def is_capitals(words: str) -> bool:
    """All letters are capitals, and there are some."""
    return words.isupper()


def chunks(words: str) -> Iterator[tuple[int, int]]:
    """The stretches of a line between runs of two blanks and more."""
    if "  " not in words and words.isprintable():
        yield 0, len(words)
        return
    at = 0
    for gap in compiled(r"\s{2,}").finditer(words):
        yield at, gap.start()
        at = gap.end()
    yield at, len(words)

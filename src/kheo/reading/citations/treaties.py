"""Treaties by their names: conventions, agreements and protocols between States."""

from __future__ import annotations

from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

TREATY = Rule(
    id="citation.treaty",
    meaning="A treaty by its name (Công ước, Hiệp định, Nghị định thư, Hiến chương), with its year where one follows.",
    yes=(
        "theo Công ước Liên hợp quốc về Quyền trẻ em",
        "thực hiện Hiệp định Đối tác toàn diện và tiến bộ (CPTPP)",
        "Công ước về quyền của người khuyết tật năm 2006;",
        "Nghị định thư Suối Lam về bảo vệ nguồn nước",
    ),
    no=(
        "ký kết Hiệp định tương trợ tư pháp với các nước",
        "các Hiệp định Thương mại tự do thế hệ mới",
        "miễn, giảm thuế theo Hiệp định",
        "đàm phán Hiệp định Đối tác kinh tế",
    ),
    pattern=(
        r"(?:Hiệp định|Công ước|Hiến chương|Hiệp ước|Nghị định thư)"
        r"(?: khung)? (?=[A-ZĐ]|về (?:[Qq]uyền|[Ll]uật|[Cc]hống))"
    ),
    literals=("Hi", "Công ước ", "Nghị định thư "),
    confidence=0.75,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)

_FRESH = r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một số|ký|ký kết|đàm phán|phê chuẩn)) $"
_STOP = (
    r"[;:.,()“”\"\n/]|(?<!\w)(?:số|ngày|năm|được|đã|có|để|nhằm|tại|trong|thì|là|mà|do|phải|các|những|hoặc|khi|cho|đến|"
    r"từ|theo|với|bảo đảm|quy định)(?!\w)|(?<!\w)và (?=Hiệp|Công ước|Luật|Nghị|các )"
)
_YEAR = r" năm (?:19|20)\d\d(?!\w)"
_REACH = 140


def treaty_at(words: str, start: int) -> Name | None:
    """The treaty whose kind word begins at `start`."""
    head = TREATY.regex.match(words, start)
    if head is None or compiled(_FRESH).search(words, max(0, start - 12), start):
        return None
    limit = min(len(words), start + _REACH)
    stop = compiled(_STOP).search(words, head.end() + 1, limit)
    end = start + len(words[start : stop.start() if stop else limit].rstrip(" -").removesuffix(" và"))
    year = compiled(_YEAR).match(words, end)
    return Name(start, year.end() if year else end, " ".join(head[0].split()), TREATY, TREATY.confidence)


def _fires(text: str) -> bool:
    return any(treaty_at(text, match.start()) for match in TREATY.regex.finditer(text))

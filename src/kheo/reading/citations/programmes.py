"""National programmes, strategies and master plans by their names: “Chương trình mục tiêu quốc gia …”.

Such a name stands in the title of the decision that issued it far oftener than alone. There it is part of that
document's title; only where it stands alone it is a mention of its own.
"""

from __future__ import annotations

from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

PROGRAMME = Rule(
    id="citation.programme",
    meaning="A programme, strategy or master plan by its name and its years, or as a national programme.",
    yes=(
        "thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
        "theo Chiến lược phát triển vùng đầm phá đến năm 2030, tầm nhìn đến năm 2045",
        "phù hợp với Quy hoạch tỉnh Thanh Giang thời kỳ 2021 - 2030",
        "Đề án phát triển nghề đan lát giai đoạn 2026-2030 của tỉnh",
        "thực hiện Chiến lược quốc gia về nguồn nước sạch, các địa phương",
        "theo Đề án “Mỗi thôn một nhà sách”",
    ),
    no=(
        "Quyết định số 12/QĐ-TTg phê duyệt Chiến lược phát triển vùng đầm phá đến năm 2030",
        "xây dựng Đề án phát triển nghề đan lát giai đoạn 2026-2030",
        "các Chương trình mục tiêu quốc gia giai đoạn 2026 - 2030",
        "Chương trình văn nghệ chào mừng năm mới",
    ),
    literals=("Chương trình ", "Chiến lược ", "Đề án ", "Quy hoạch "),
    confidence=0.7,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)

_KIND = r"(Chương trình|Chiến lược|Đề án|Quy hoạch) "
_YEARS = (
    r"(?:(?:giai đoạn|thời kỳ|\d{1,2} năm) (?:\d{4} ?[-–] ?\d{4}|\(\d{4} ?[-–] ?\d{4}\))|đến năm \d{4})(?!\d)"
    r"(?:,? (?:và )?(?:tầm nhìn|định hướng)(?: đến)?(?: năm)? \d{4}(?!\d))?"
)
_WITH_YEARS = rf"(?!giai đoạn|thời kỳ|số|này|hành động của)(?:[^\s;.:()“”]{{1,14}} ){{2,30}}?{_YEARS}"
_NATIONAL = (
    r"(?:mục tiêu quốc gia|MTQG)(?: về)? (?:xây dựng nông thôn mới(?:,"
    r" giảm nghèo bền vững và phát triển kinh tế - xã hội "
    r"vùng đồng bào dân tộc thiểu số và miền núi)?|giảm nghèo bền vững|"
    r"phát triển kinh tế - xã hội vùng đồng bào dân tộc "
    r"thiểu số và miền núi|phát triển văn hóa|phòng, chống ma túy|chăm sóc sức khỏe, dân số và phát triển|"
    r"hiện đại hóa, nâng cao chất lượng giáo dục và đào tạo|[a-zđăâêôơư][^\s;.:,()“”]*(?: [^\s;.:,()“”]+){1,8}?"
    r"(?=[;.:,()\n]|$| (?:được|đã|có|để|nhằm|trên|tại|trong|và|năm|giai đoạn|của|theo)(?!\w)))"
    rf"(?: {_YEARS}| năm \d{{4}}(?!\d))?"
)
_OF_THE_NATION = (
    r"(?:hành động )?quốc gia (?:về )?[^\W\d_][^\s;.:,()“”]*(?:,? [^\s;.:,()“”]+){1,12}?"
    r"(?=[;.:()\n]|$|, [A-ZĐ]|,? (?:được|đã|có|để|nhằm|trên|tại|trong|năm|của|theo|với|các|và các|góp|bảo đảm|"
    r"sau|khi)(?!\w))"
)
_QUOTED = r"“[^”\n]{8,160}”|\"[^\"\n]{8,160}\""
_FRESH = (
    r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|trình|xây dựng|"
    r"lập|tham mưu|phê duyệt|tên|kèm theo|thành)) [“\"]?$"
)


def programme_at(words: str, start: int) -> Name | None:
    """The programme whose kind word begins at `start`."""
    kind = compiled(_KIND).match(words, start)
    if kind is None or compiled(_FRESH).search(words, max(0, start - 14), start):
        return None
    name = compiled(_NATIONAL).match(words, kind.end()) if kind[1] == "Chương trình" else None
    for shape in (_WITH_YEARS, _OF_THE_NATION, _QUOTED):
        name = name or compiled(shape).match(words, kind.end(), min(len(words), kind.end() + 260))
    return Name(start, name.end(), kind[1], PROGRAMME, PROGRAMME.confidence) if name else None


def _fires(text: str) -> bool:
    from kheo.reading.citations.find import find_citations

    return any(citation.rule == PROGRAMME.id for citation in find_citations(text))

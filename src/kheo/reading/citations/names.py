"""Documents cited by a name other than a law's: congresses, charters, short numbers, a kind and its issuer."""

from __future__ import annotations

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.congress import congress_at
from kheo.reading.citations.law_names import Name, law_at
from kheo.reading.citations.short import SHORT_NUMBER, lower_short, short_kind
from kheo.reading.rules import Rule, compiled

_LONGEST = 260

CHARTER = Rule(
    id="citation.charter",
    meaning="The charter of the Party, the Front or an association (Điều lệ), and the Party's platform (Cương lĩnh).",
    yes=("thi hành Điều lệ Đảng", "Điều lệ Mặt trận Tổ quốc Việt Nam"),
    no=("vốn điều lệ", "Điều lệ trường"),
    pattern=(
        r"Điều lệ (?:Đảng(?: Cộng sản Việt Nam)?(?! (?:bộ|viên|ủy))|Mặt trận Tổ quốc Việt Nam|MTTQ Việt Nam|"
        r"Công đoàn(?: Việt Nam)?|"
        r"Đoàn(?: TNCS Hồ Chí Minh| Thanh niên Cộng sản Hồ Chí Minh)?|"
        r"Hội (?:Nông dân|Cựu chiến binh|Chữ thập đỏ|Liên hiệp [Pp]hụ nữ|Người cao tuổi|Luật gia|Nhà báo)"
        r"(?: Việt Nam)?|"
        r"Hội [A-ZĐ][^\s,;.]*(?: [^\s,;.]+){0,5}? Việt Nam)(?!\w)|"
        r"Cương lĩnh (?:chính trị|xây dựng đất nước)(?: trong thời kỳ quá độ lên chủ nghĩa xã hội)?"
    ),
    literals=("Điều lệ ", "Cương lĩnh "),
    confidence=0.9,
)

BY_ISSUER = Rule(
    id="citation.by-issuer",
    meaning="A kind with its issuer and a title or date, but no number (Tờ trình của Đảng ủy Thanh Giang về …).",
    yes=("Tờ trình của Đảng ủy Thanh Giang về việc sắp xếp", "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ"),
    no=(
        "các Quyết định của Thủ tướng Chính phủ",
        "theo Quyết định của Giám đốc Sở",
        "dự thảo Chỉ thị của Thủ tướng về",
    ),
    pattern=(
        r"(?:Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|Công điện|Tờ trình|"
        r"Báo cáo|Kế hoạch|"
        r"Chương trình|Đề án|Quy chế)(?: [^\s,;.\d]{1,8}){0,4} của (?:đồng chí |ông |bà )?(?=[A-ZĐỦ])"
    ),
    literals=(" của ",),
    confidence=0.75,
    check=lambda text: _issued_in(text),  # noqa: PLW0108 - it stands below
)

ATTACHED = Rule(
    id="citation.attached",
    meaning="Rules or a programme by their name, with the numbered document that they were issued with.",
    yes=("Quy chế quản lý bến bãi (ban hành kèm theo Quyết định số 12/QĐ-UBND)",),
    no=(
        "Ban hành kèm theo Quyết định này Quy chế quản lý bến bãi",
        "Mẫu số 05 ban hành kèm theo Thông tư số 23/2014/TT-BNV",
    ),
    pattern=(
        r"(?:Quy chế|Quy định|Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch|Điều lệ)(?: (?!ban|được|số|"
        r"này)[^\s;.:()“”]{1,12}){2,22}"
        r"(?=,? \(?(?:được )?ban hành kèm theo (?:Quyết định|Thông tư|Nghị quyết|Nghị định|Quy định) (?:số )?\d)"
    ),
    literals=("ban hành kèm theo ",),
    confidence=0.75,
)

_FRESH = (
    r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|trình|xây dựng|có|ra|là|của|số|ký|bản sao|mẫu|tham mưu|từng)) $"
)
_SEVERAL = r" và (?=(?:Ban |Ủy ban|UBND|Bộ |Tỉnh|Thành|Đảng|Hội đồng))"
"""“Chương trình hành động của Chính phủ và Ban Thường vụ …” are several documents, none of them told."""
_PLENARY = ("ại hội", "ẠI HỘI", "Hội nghị", "Trung ương", "TW", "BCH", "ội nghị")
_WEIGHED = ("Tờ trình", "Báo cáo")
_WEIGHING = r"(?:[Xx]em xét|[Tt]rên cơ sở|[Xx]ét|nghe|cho ý kiến (?:về|đối với)) (?:các )?$"
_ABOUT = r" (?:về|ngày|tại (?:phiên họp|cuộc họp|hội nghị))(?!\w)"


def name_at(words: str, start: int, *, noisy: bool) -> Name | None:
    """The name of a document that begins with the kind word at `start`."""
    first = words[start]
    lower = lower_short(words, start) if first in "nđ" else None
    if lower:
        return Name(start, lower[0], lower[1], SHORT_NUMBER, 0.8)
    if first in "lLBPH":
        law = law_at(words, start, noisy=noisy)
        if law is not None:
            return law
    if first in "ĐC":
        charter = CHARTER.regex.match(words, start)
        if charter:
            return Name(start, charter.end(), charter[0].split(" ")[0] if first == "C" else "Điều lệ", CHARTER, 0.9)
    after = words[start : start + _LONGEST]
    if first in "NnKV" and any(word in after[:60] for word in _PLENARY):
        congress = congress_at(words, start)
        if congress is not None:
            return congress
    return _shortened(words, start, after)


def _shortened(words: str, start: int, after: str) -> Name | None:
    """A document named by its kind and a bare number, by what it was issued with, or by its issuer."""
    short = SHORT_NUMBER.regex.match(words, start) if any(map(str.isdigit, after[:24])) else None
    if short:
        kind = short_kind(words, short.span())
        return Name(start, short.end(), kind, SHORT_NUMBER, _short_confidence(words, short.end()))
    attached = ATTACHED.regex.match(words, start) if "ban hành kèm theo" in after else None
    if attached:
        return Name(start, attached.end(), " ".join(attached[0].split(" ", 2)[:2]), ATTACHED, ATTACHED.confidence)
    return _by_issuer(words, start) if " của " in after[:60] else None


def _short_confidence(words: str, end: int) -> float:
    return 0.9 if words[end : end + 1] in {"", " ", ",", ".", ";", ")", "”"} else 0.6


def _by_issuer(words: str, start: int) -> Name | None:
    match = BY_ISSUER.regex.match(words, start)
    if match is None or compiled(_FRESH).search(words, max(0, start - 20), start):
        return None
    end = issuer_end(words, match.end(), start + _LONGEST)
    if end is None:
        return None
    founded = compiled(r"(?:^|[\n;] ?)[-–+]? ?Căn cứ (?:vào )?$").search(words, max(0, start - 16), start)
    several = compiled(_SEVERAL).search(words, match.end(), end)
    weighed = match[0].startswith(_WEIGHED) and compiled(_WEIGHING).search(words, max(0, start - 24), start)
    if not (founded or weighed) and (several or not compiled(_ABOUT).match(words, end)):
        return None
    return Name(start, end, match[0].split(" của ")[0], BY_ISSUER, 0.8 if founded else 0.7, match.end())


def _issued_in(text: str) -> bool:
    return any(_by_issuer(text, match.start()) for match in BY_ISSUER.regex.finditer(text))

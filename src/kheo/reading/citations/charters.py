"""Standing texts that everybody names without a number: charters, the Party's platform, rules known by their title."""

from __future__ import annotations

from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

CHARTER = Rule(
    id="citation.charter",
    meaning="The charter of the Party, the Front or an association (Điều lệ), and the Party's platform (Cương lĩnh).",
    yes=(
        "thi hành Điều lệ Đảng",
        "Điều lệ Mặt trận Tổ quốc Việt Nam",
        "theo điều lệ Đảng",
        "ĐIỀU LỆ ĐẢNG",
        "nắm vững Cương lĩnh, Điều lệ Đảng",
        "theo Điều lệ Hội.",
        "chấp hành Điều lệ Mặt trận và Luật Mặt trận Tổ quốc Việt Nam",
    ),
    no=("vốn điều lệ", "Điều lệ trường", "điều lệ đảng viên", "Cương lĩnh hành động của lớp"),
    pattern=(
        r"(?:[Đđ]iều lệ|ĐIỀU LỆ) (?:Đảng(?: Cộng sản Việt Nam)?(?! (?:bộ|viên|ủy))|ĐẢNG(?: CỘNG SẢN VIỆT NAM)?"
        r"(?! (?:BỘ|VIÊN|ỦY))|"
        r"(?:Mặt trận(?: Tổ quốc)?|MTTQ)(?: Việt Nam)?|"
        r"Công đoàn(?: Việt Nam)?|"
        r"Đoàn(?: TNCS Hồ Chí Minh| Thanh niên Cộng sản Hồ Chí Minh)?|"
        r"Hội (?:Nông dân|Cựu chiến binh|Chữ thập đỏ|Liên hiệp [Pp]hụ nữ|Người cao tuổi|Luật gia|Nhà báo)"
        r"(?: Việt Nam)?|"
        r"Hội [A-ZĐ][^\s,;.]*(?: [^\s,;.]+){0,5}? Việt Nam|Hội(?=[,;.)\n]| (?:và|được|quy định|của Hội) |$))(?!\w)|"
        r"Cương lĩnh (?:chính trị|xây dựng đất nước)(?: trong thời kỳ quá độ lên chủ nghĩa xã hội)?|"
        r"Cương lĩnh(?=(?:,| và) (?:Điều lệ|điều lệ)| của Đảng)"
    ),
    literals=("iều lệ ", "IỀU LỆ ", "Cương lĩnh"),
    confidence=0.9,
)

STANDING = Rule(
    id="citation.standing",
    meaning="Rules that are known by their title: what Party members must not do, elections in the Party, sessions.",
    yes=(
        "Quy định về những điều đảng viên không được làm",
        "theo Quy chế bầu cử trong Đảng",
        "thực hiện Nội quy kỳ họp Hội đồng nhân dân",
        "Quy chế Giám sát và phản biện xã hội",
        "Quy định trách nhiệm nêu gương của cán bộ, đảng viên",
    ),
    no=("những điều đảng viên không được làm", "quy chế bầu cử của lớp", "Nội quy cơ quan"),
    pattern=(
        r"Quy định (?:về )?(?:những điều [Đđ]ảng viên không được làm|thi hành Điều lệ Đảng|"
        r"trách nhiệm nêu gương(?: của cán bộ, đảng viên)?)|"
        r"Quy chế (?:về )?(?:(?:bầu cử|chất vấn) (?:trong|của) Đảng|[Gg]iám sát,? (?:và )?phản biện xã hội)|"
        r"Nội quy (?:các )?kỳ họp (?:của )?(?:Quốc hội|Hội đồng nhân dân|HĐND)"
    ),
    literals=("Quy định ", "Quy chế ", "Nội quy "),
    confidence=0.8,
)

_OF_ANOTHER = r"(?i:(?:ban hành|về|và|các) )$"
"""What stands after these belongs to the title of the decision that issues it."""


def charter_at(words: str, start: int) -> Name | None:
    """The charter or platform whose kind word begins at `start`."""
    found = CHARTER.regex.match(words, start)
    if found is None:
        return None
    return Name(start, found.end(), "Cương lĩnh" if found[0].startswith("C") else "Điều lệ", CHARTER, 0.9)


def standing_at(words: str, start: int) -> Name | None:
    """The rules known by their title whose kind word begins at `start`."""
    found = STANDING.regex.match(words, start)
    if found is None or compiled(_OF_ANOTHER).search(words, max(0, start - 9), start):
        return None
    return Name(start, found.end(), " ".join(found[0].split(" ", 2)[:2]), STANDING, STANDING.confidence)

"""Plans, programmes and rules by name and body, where the words show that they are in force and followed."""

from __future__ import annotations

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

FOLLOWED = Rule(
    id="citation.followed",
    meaning="A plan, programme or rules of a body, or between two bodies, that is followed or rested on.",
    yes=(
        "theo Kế hoạch giám sát năm 2026 của Ban Thường trực Ủy ban MTTQ Việt Nam xã",
        "thực hiện Chương trình phối hợp giữa Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh",
        "Căn cứ Chương trình công tác năm 2026 của Ủy ban MTTQ Việt Nam tỉnh",
        "nhiệm vụ được giao tại Kế hoạch cải cách hành chính năm 2026 của Ủy ban nhân dân tỉnh",
        "thực hiện Nghị quyết năm 2026 của Đảng ủy xã",
    ),
    no=(
        "xây dựng Kế hoạch giám sát năm 2026 của Ban Thường trực",
        "thực hiện Chương trình xóa nhà tạm của huyện",
        "theo Kế hoạch số 12/KH-UBND của Ủy ban nhân dân xã",
        "thực hiện Chương trình hành động của Chính phủ và Ban Thường vụ Tỉnh ủy",
        "theo Kế hoạch này và chỉ đạo của Ủy ban nhân dân xã",
        "thực hiện Nghị quyết và sự chỉ đạo của Đảng ủy xã",
    ),
    pattern=(
        r"(?:(?<=theo |Theo |hiện )|(?<=tại )|(?<=cứ ))(?:(?:Kế hoạch|Chương trình|Quy chế|Đề án)(?! (?:số|"
        r"này|mục tiêu))|"
        r"Nghị quyết(?= năm \d| lãnh đạo | chuyên đề ))"
        r"(?:(?<!,) (?!của |giữa |theo |tại |để |nhằm |và các |trong )[^\s;.:()“”]{1,12}|"
        r"(?<=,) (?!của |giữa |theo |để |nhằm |[A-ZĐ])[^\s;.:()“”]{1,12}){1,14}? (?:của|(giữa)) (?=[A-ZĐỦ])"
    ),
    literals=("theo ", "Theo ", "hiện ", "cứ ", "tại "),
    confidence=0.7,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)
SEVERAL = r" và (?=(?:Ban |Ủy ban|UBND|Bộ |Tỉnh|Thành|Đảng|Hội đồng))"
"""“Chương trình hành động của Chính phủ và Ban Thường vụ …” are several documents, none of them told."""
_OTHER = r" (?:và|với) (?=[A-ZĐỦ])"
_LONGEST = 260


def followed_at(words: str, start: int) -> Name | None:
    """The plan, programme or rules whose kind word begins at `start`."""
    found = FOLLOWED.regex.match(words, start)
    end = issuer_end(words, found.end(), start + _LONGEST) if found else None
    if found is None or end is None or " cấp " in words[found.end() : end]:
        return None
    if not found[1] and compiled(SEVERAL).search(words, found.end(), end):
        return None
    if found[1] and (other := compiled(_OTHER).match(words, end)):
        end = issuer_end(words, other.end(), start + _LONGEST) or end
    kind = " ".join(found[0].split(" ", 2)[:2])
    return Name(start, end, kind, FOLLOWED, FOLLOWED.confidence, None if found[1] else found.end())


def _fires(text: str) -> bool:
    return any(followed_at(text, match.start()) for match in FOLLOWED.regex.finditer(text))

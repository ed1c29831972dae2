"""Resolutions of congresses and plenums, which are cited by the meeting and not by a number.

What names a congress comes in any order (Đại hội lần thứ I Đảng bộ tỉnh, Đại hội Đảng bộ tỉnh lần thứ I), so its parts
are taken one after the other as long as one follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

CONGRESS = Rule(
    id="citation.congress",
    meaning="A resolution of a congress or of a plenum of a Party committee, by the congress and not by a number.",
    yes=(
        "Nghị quyết Đại hội XIII của Đảng",
        "Nghị quyết Đại hội lần thứ I Đảng bộ tỉnh Thanh Giang",
        "Nghị quyết Trung ương 4 khóa XII",
        "Kết luận Hội nghị Trung ương 5 khóa XIII",
        "NQ Đại hội XIV của Đảng",
        "Nghị quyết TW4 khóa XII",
        "Nghị quyết Đảng bộ tỉnh Thanh Giang lần thứ XX",
        "nắm vững các văn kiện Đại hội XIV của Đảng",
    ),
    no=(
        "chào mừng Đại hội XIV của Đảng",
        "Nghị quyết số 57-NQ/TW",
        "nghị quyết đại hội đảng bộ các cấp",
        "Nghị quyết Đảng bộ tỉnh",
    ),
    literals=("ghị quyết ", "GHỊ QUYẾT ", "ết luận ", "NQ ", "ăn kiện "),
    confidence=0.9,
    check=lambda text: any(
        congress_at(text, kind.start())
        for kind in compiled(r"[Nn]ghị quyết|NGHỊ QUYẾT|Kết luận|NQ|văn kiện").finditer(text)
    ),
)

_HEAD = r"(?i:(nghị quyết|kết luận|văn kiện|NQ) (?:của )?)"
_CONGRESS_WORD = r"(?:(?i:đại hội)|ĐHĐB|ĐH)(?!\w)"
_PARTY_BODY = r"(?=(?i:đảng bộ)(?!\w))|(?=(?:lần thứ|khóa|khoá) [IVXL\d]+,? (?:của )?(?i:đảng bộ)(?!\w))"
"""“Nghị quyết Đảng bộ tỉnh lần thứ I”: the congress goes without saying."""
_ORDINAL = r"(?:[IVXL]+|\d{1,2}|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|nhất)(?!\w)"
_OF_WHOM = (
    r"(?: (?i:tỉnh|thành phố|xã|phường|huyện|quận|thị xã|đặc khu|khối|quân đội|quân sự|công an|bộ đội biên phòng|"
    r"chính phủ|quốc hội|các cơ quan đảng)(?!\w)){0,3}"
    r"(?: (?!Lần|Thứ|Khóa|Khoá|Nhiệm|Về|Đảng)[A-ZĐÂĂÊÔƠƯÁẤ][^\s,;.:()]*){0,6}"
)
_COUNTRY = "(?: Việt Nam| Hồ Chí Minh)?"
_PARTS = (
    ("đại biểu", r" (?i:đại biểu)(?!\w)"),
    ("toàn quốc", r" (?i:toàn quốc)(?!\w)"),
    ("", rf"(?: (?i:lần thứ|khóa|khoá|thứ|lần))? {_ORDINAL}|,? \(?(?i:khóa|khoá) [IVXL]+(?!\w)\)?"),
    ("đảng cộng", r"(?: của)? (?i:đảng cộng sản việt nam)(?!\w)"),
    ("đảng bộ", rf"(?: (?i:của))? (?i:đảng bộ)(?!\w){_OF_WHOM}"),
    ("đảng", r"(?: (?i:của))? (?i:đảng)(?! (?i:bộ|ủy|uỷ|viên|các|cấp))(?!\w)"),
    ("mặt trận", rf"(?: của)? (?i:mặt trận tổ quốc)(?!\w)(?: Việt Nam)?{_OF_WHOM}"),
    ("mttq", rf"(?: của)? MTTQ(?!\w)(?: Việt Nam)?{_OF_WHOM}"),
    ("phụ nữ", r" (?i:phụ nữ)(?!\w)"),
    ("đoàn", rf"(?: của)? (?i:công đoàn|đoàn(?: thanh niên| TNCS)?)(?!\w)(?: (?i:cộng sản))?{_COUNTRY}{_OF_WHOM}"),
    (
        "hội",
        rf"(?: của)? (?i:hội (?:liên hiệp phụ nữ|phụ nữ|nông dân|cựu chiến binh))(?!\w)(?: Việt Nam)?{_OF_WHOM}",
    ),
)
"""A word that stands near, and the part."""
_TERM = (
    r"(?:,? \(?(?i:khóa|khoá) [IVXL]+(?!\w)(?:(?:, | và |, và )(?:(?i:khóa|khoá) )?[IVXL]+(?!\w)(?! ?[-/\d])){0,3}\)?)?"
)
"""One term of office or several: one plenum is named for two terms where both took up the same matter."""
_COMMITTEE = r"(?:Trung ương|TW|TƯ|(?:TW|TƯ)(?=\d)|(?:Ban Chấp hành|BCH) Trung ương|BCHTW)(?: Đảng)?(?![^\W\d])"
_PLENUM = (
    rf"(?:Hội nghị lần thứ {_ORDINAL}{_TERM}(?:,? (?:của )?{_COMMITTEE})?{_TERM}|"
    rf"(?:Hội nghị )?{_COMMITTEE}(?: lần thứ)?(?: ?{_ORDINAL})?(?:,? (?:của )?{_COMMITTEE})?{_TERM}|"
    rf"lần thứ {_ORDINAL} (?:của )?{_COMMITTEE}{_TERM})"
)
_TOLD = r"(?:[IVXL]{1,6}|\d{1,2}|thứ \w+|toàn quốc|bộ .+)(?!\w)"
_NUMBERED = r"(?:lần thứ|khóa|khoá) (?:[IVXL]+|\d+|\w+)"
_REACH = 260
_LIST_GLUE = r"(?:,? nhiệm kỳ \d{4} ?[-–] ?\d{4})?(?:, | và |, và )(Đại hội)(?= )"
_LONGEST_LIST = 4


def congress_at(words: str, start: int) -> Name | None:
    """The resolution of a congress or plenum whose kind word begins at `start`."""
    limit = min(len(words), start + _REACH)
    head = compiled(_HEAD).match(words, start, limit)
    if head is None:
        return None
    meeting = compiled(_CONGRESS_WORD).match(words, head.end(), limit)
    if meeting is None and compiled(_PARTY_BODY).match(words, head.end(), limit):
        end = _parts_end(words, head.end() - 1, limit)
        if compiled(_NUMBERED).search(words, head.end(), end) is None:
            return None
    elif meeting:
        end = _parts_end(words, meeting.end(), limit)
    else:
        plenum = compiled(_PLENUM).match(words, head.end(), limit)
        if plenum is None:
            return None
        end = plenum.end()
    told = compiled(_TOLD).search(words, head.end(), end)
    every = words.startswith((" các cấp", " đảng các", " Đảng các", " cấp", " đảng bộ các"), end)
    if told is None and (every or not meeting or end == meeting.end()):
        return None
    if every:
        return None
    return Name(start, end, head[1], CONGRESS, 0.9 if told else 0.7, head.end())


def congresses_listed(words: str, end: int) -> Iterator[tuple[int, int]]:
    """The other congresses whose resolutions share one kind word: `… Đại hội XIV của Đảng và Đại hội Đảng bộ tỉnh`."""
    for _ in range(_LONGEST_LIST):
        glue = compiled(_LIST_GLUE).match(words, end)
        stop = _parts_end(words, glue.end(), min(len(words), glue.end() + _REACH)) if glue else end
        if glue is None or compiled(_TOLD).search(words, glue.end(), stop) is None:
            return
        yield glue.start(1), stop
        end = stop


def _parts_end(words: str, end: int, limit: int) -> int:
    left = list(_PARTS)
    while True:
        near = words[end : end + 24].lower()
        for part in left:
            found = compiled(part[1]).match(words, end, limit) if part[0] in near else None
            if found:
                end = found.end()
                left.remove(part)
                break
        else:
            return end

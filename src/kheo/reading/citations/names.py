"""Documents that are cited by name: laws, the Constitution, resolutions of congresses, short numbers, a kind and its issuer."""

from __future__ import annotations

from dataclasses import dataclass

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.laws import known_name, resembling_name
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

_LONGEST = 260

LAW_NAME = Rule(
    id="citation.law-name",
    meaning="A law, code, ordinance or the Constitution by its name, with its year where one follows.",
    yes=("Luật Thi đua, khen thưởng năm 2022", "Bộ luật Dân sự năm 2015", "theo Hiến pháp", "Luật thủy sản"),
    no=("Luật sư Trần Suối Lam", "dự thảo Luật", "luật bất thành văn", "Trường Đại học Luật Hà Nội"),
    pattern=r"(?:Luật|LUẬT|Bộ [lL]uật|BỘ LUẬT|Pháp lệnh|PHÁP LỆNH|Hiến pháp|HIẾN PHÁP)(?!\w)",
    literals=("uật", "UẬT", "háp lệnh", "PHÁP LỆNH", "iến pháp", "HIẾN PHÁP"),
    confidence=0.95,
    check=lambda text: _fires(text, "citation.law-name"),
)

_ORDINAL = r"(?:[IVXL]+|\d{1,2}|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|nhất)(?!\w)"
_PROPER = r"(?: (?!Đảng|Lần|Thứ|Khóa|Về)[A-ZĐÂĂÊÔƠƯ][^\s,;.:()]*){0,5}"

CONGRESS = Rule(
    id="citation.congress",
    meaning="A resolution of a congress or of a plenum of a Party committee, by the congress and not by a number.",
    yes=(
        "Nghị quyết Đại hội XIII của Đảng",
        "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI",
        "Nghị quyết Trung ương 4 khóa XII",
    ),
    no=("chào mừng Đại hội XIV của Đảng", "Nghị quyết số 57-NQ/TW"),
    pattern=(
        r"(?i:nghị quyết) (?:(?i:của) )?(?:(?i:đại hội)(?: (?i:đại biểu))?(?: (?i:đảng toàn quốc|toàn quốc|đảng)(?! (?i:bộ)))?"
        rf"(?: (?i:đảng bộ|đảng ủy|đảng uỷ)(?: (?i:tỉnh|thành phố|xã|phường|huyện|đặc khu|khối))?{_PROPER})?"
        rf"(?: (?i:mặt trận tổ quốc|MTTQ)(?: Việt Nam)?(?: (?i:tỉnh|thành phố|xã|phường|các cấp))?{_PROPER})?"
        rf"(?: (?:(?i:lần thứ|khóa|khoá|thứ) )?{_ORDINAL})?(?:,? (?i:khóa|khoá) [IVXL]{{1,6}})?"
        rf"(?: (?i:của) (?i:đảng)(?: (?i:bộ)(?: (?i:tỉnh|thành phố|xã|phường|huyện|đặc khu))?{_PROPER})?(?!\w))?"
        r"|(?:Hội nghị )?(?:Trung ương|TW|BCH Trung ương|lần thứ [^\s,;.]{1,5}(?: của)? Ban Chấp hành Trung ương(?: Đảng)?)"
        r"(?: lần thứ)?(?: (?:\d{1,2}|[IVX]+|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))?"
        r"(?:,? \(?(?:khóa|khoá|Khóa|Khoá) [IVX]+\)?)?)"
    ),
    literals=("ghị quyết ", "GHỊ QUYẾT "),
    confidence=0.9,
)

CHARTER = Rule(
    id="citation.charter",
    meaning="The charter of the Party, the Front or an association (Điều lệ), and the Party's platform (Cương lĩnh).",
    yes=("thi hành Điều lệ Đảng", "Điều lệ Mặt trận Tổ quốc Việt Nam"),
    no=("vốn điều lệ", "Điều lệ trường"),
    pattern=(
        r"Điều lệ (?:Đảng(?: Cộng sản Việt Nam)?(?! (?:bộ|viên|ủy))|Mặt trận Tổ quốc Việt Nam|MTTQ Việt Nam|Công đoàn Việt Nam|"
        r"Đoàn(?: TNCS Hồ Chí Minh| Thanh niên Cộng sản Hồ Chí Minh)?|Hội [A-ZĐ][^\s,;.]*(?: [^\s,;.]+){0,5}? Việt Nam)(?!\w)|"
        r"Cương lĩnh (?:chính trị|xây dựng đất nước)(?: trong thời kỳ quá độ lên chủ nghĩa xã hội)?"
    ),
    literals=("Điều lệ ", "Cương lĩnh "),
    confidence=0.9,
)

SHORT_NUMBER = Rule(
    id="citation.short-number",
    meaning="A kind and a bare number, as people shorten a document named before (Nghị quyết 57).",
    yes=("thực hiện Nghị quyết 57", "Nghị quyết số 18 ngày 25/10/2017", "gọi tắt là Quy định 377)"),
    no=("Kế hoạch 05 năm", "Nghị quyết 57-NQ/TW", "Báo cáo 100% đơn vị", "Quyết định 12/QĐ-UBND"),
    pattern=(
        r"(?:Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|Công điện|"
        r"Tờ trình|Kế hoạch|Chương trình|Đề án|Thông tri)(?: số)? \d{2,5}(?![\w%/-]|[.,]\d| ?[-/] ?[A-ZĐ]|"
        r" (?:năm|tháng|ngày(?! \d)|tuần|giờ|điểm|bước|nội dung|nhiệm vụ|tỷ|triệu|đồng|người|xã|phường|tỉnh|chỉ tiêu|mục|đơn vị|cơ quan))"
    ),
    literals=(" ",),
    confidence=0.9,
)

BY_ISSUER = Rule(
    id="citation.by-issuer",
    meaning="A kind with its issuer and either a title or a date, but no number (Tờ trình của Đảng ủy Thanh Giang về …).",
    yes=("Tờ trình của Đảng ủy Thanh Giang về việc sắp xếp", "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ"),
    no=(
        "các Quyết định của Thủ tướng Chính phủ",
        "theo Quyết định của Giám đốc Sở",
        "dự thảo Chỉ thị của Thủ tướng về",
    ),
    pattern=(
        r"(?:Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|Công điện|Tờ trình|Báo cáo|Kế hoạch|"
        r"Chương trình|Đề án|Quy chế)(?: [^\s,;.\d]{1,8}){0,4} của (?=[A-ZĐỦ])"
    ),
    literals=(" của ",),
    confidence=0.75,
    check=lambda text: _fires(text, "citation.by-issuer"),
)

_LAW_WORDS = ("bộ luật", "luật", "pháp lệnh")
_NOT_A_LAW_BEFORE = (
    r"(?i:(?<!\w)(?:đại học|trường|khoa|ngành|học viện|cử nhân|thạc sĩ|tiến sĩ|hội|công ty|văn phòng|viện|phòng|dự án|dự thảo|"
    r"hồ sơ|đề nghị xây dựng|xây dựng)) $"
)
_CHANGES = r"(?:sửa đổi|bổ sung|sửa đổi, bổ sung|thay thế)[^.;:\n]{0,40}? của (?:các )?(?=bộ luật |luật |pháp lệnh )"
_CHANGES_PLAIN = r"(?:sua doi|bo su?ng?|sua doi, bo s[uw]ng)[^.;:\n]{0,40}? cua (?:cac )?(?=bo luat |luat |phap lenh )"
_NEXT_LAW = r"(?:,| và|, và) (?=bộ luật |luật |pháp lệnh )"
_YEAR = r",? \(?năm (?:19|20)\d\d\)?| \(sửa đổi\)(?: năm (?:19|20)\d\d)?"
_STATE = r" (?:nước )?(?:cộng hòa|chxhcn)(?: xã hội chủ nghĩa)?(?: việt nam)?"
_LISTING_NAME = r"(?:phòng|an toàn|quản lý|bảo vệ|tài nguyên|khoa học|xuất cảnh|nhập cảnh)(?:,| [^,]{1,20},)"
_SHAPE_STOP = (
    r"[;:.,()“”\"\n/]|(?<!\w)(?:số|ngày|năm|quy định|được|đã|có|để|nhằm|trên|tại|trong|thì|là|về|theo|do|bảo đảm|"
    r"với|đến|này|hiện|khi|nếu|cho|nêu|trên|như|gồm|phải|các|những|từ|bởi|hướng dẫn|thay thế|ban hành|có hiệu lực|trình|vào|"
    r"và (?=luật|bộ luật|pháp lệnh|nghị|thông|các|quyết|văn bản|hướng|những)|hoặc)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A document named without a number."""

    start: int
    end: int
    kind: str
    rule: Rule
    confidence: float
    issuer_start: int | None = None
    """Where in the name its issuer begins, where the name holds one."""


def name_at(words: str, start: int, *, noisy: bool) -> Name | None:
    """The name of a document that begins with the kind word at `start`."""
    first = words[start]
    if first in "LBPH":
        law = _law_at(words, start, noisy)
        if law is not None:
            return law
    if first in "ĐC":
        charter = CHARTER.regex.match(words, start)
        if charter:
            return Name(start, charter.end(), charter[0].split(" ")[0] if first == "C" else "Điều lệ", CHARTER, 0.9)
    if first in "Nn":
        congress = CONGRESS.regex.match(words, start, start + _LONGEST)
        if congress and len(congress[0]) > 16:
            end = start + len(congress[0].rstrip())
            of = compiled(r"(?i:nghị quyết) (?:của )?").match(words, start)
            told = compiled(r"(?:[IVX]{1,5}|\d{1,2}|thứ \w+|toàn quốc|bộ .+)(?!\w)").search(words, start, end)
            return Name(start, end, words[start : start + 10], CONGRESS, 0.9 if told else 0.7, of.end() if of else None)
    short = SHORT_NUMBER.regex.match(words, start)
    if short:
        kind = compiled(r"\D+?(?=(?: số)? \d)").match(short[0])
        return Name(start, short.end(), kind[0] if kind else "", SHORT_NUMBER, _short_confidence(words, short.end()))
    attached = ATTACHED.regex.match(words, start)
    if attached:
        return Name(start, attached.end(), " ".join(attached[0].split(" ", 2)[:2]), ATTACHED, ATTACHED.confidence)
    return _by_issuer(words, start)


def _short_confidence(words: str, end: int) -> float:
    return 0.9 if words[end : end + 1] in {"", " ", ",", ".", ";", ")", "”"} else 0.6


def _law_at(words: str, start: int, noisy: bool) -> Name | None:
    if compiled(_NOT_A_LAW_BEFORE).search(words, max(0, start - 20), start):
        return None
    lower = fold_tone(words[start : start + _LONGEST]).lower()
    if lower.startswith("hiến pháp"):
        state = compiled(_STATE).match(lower, 9)
        end = state.end() if state else 9
        year = compiled(_YEAR).match(lower, end)
        return Name(start, start + (year.end() if year else end), words[start : start + 9], LAW_NAME, 0.95)
    kind = next((word for word in _LAW_WORDS if lower.startswith(word + " ")), None)
    found = _law_end(words, lower, start, len(kind) + 1, noisy) if kind else None
    if kind is None or found is None:
        return None
    end, sure = found
    year = compiled(_YEAR).match(lower, end)
    end = year.end() if year else end
    return Name(start, start + end, words[start : start + len(kind)], LAW_NAME, 0.95 if sure else 0.8)


def _law_end(words: str, lower: str, start: int, at: int, noisy: bool) -> tuple[int, bool] | None:
    """Where in `lower` the name of a law ends whose words after the kind begin at `at`; and whether that is certain."""
    changes = compiled(_CHANGES).match(lower, at)
    if changes is None and (noisy or lower[at : at + 1] == "s"):
        changes = compiled(_CHANGES_PLAIN).match(plain(lower), at)
    if changes:
        return _changed_laws(words, lower, start, changes.end(), noisy)
    known = known_name(lower[at:])
    if known:
        return at + known, True
    capital = words[start + at : start + at + 1].isupper() and not words[start : start + 4].isupper()
    if capital or noisy:
        bare = plain(lower[at:])
        known = known_name(bare, marks=False) or (resembling_name(bare) if noisy else 0)
        if known:
            return at + known, True
    if not capital or noisy:
        return None
    for stop in compiled(_SHAPE_STOP).finditer(lower, at + 1, at + 120):
        if stop[0] == "," and compiled(_LISTING_NAME).match(lower, at):
            continue  # `Luật Phòng, chống hạn mặn`
        end = len(lower[: stop.start()].rstrip(" ,-").removesuffix(" và"))
        return (end, False) if end - at > 2 else None
    return None


def _changed_laws(words: str, lower: str, start: int, at: int, noisy: bool) -> tuple[int, bool] | None:
    """The end of the laws that a law amends: `sửa đổi … của Luật A, Luật B và Luật C`."""
    found: tuple[int, bool] | None = None
    for _ in range(20):
        kind = next((word for word in _LAW_WORDS if lower.startswith(word + " ", at)), None)
        law = _law_end(words, lower, start, at + len(kind) + 1, noisy) if kind else None
        if law is None:
            break
        found = law[0], law[1] and (found is None or found[1])
        more = compiled(_NEXT_LAW).match(lower, law[0])
        if more is None:
            break
        at = more.end()
    return found


ATTACHED = Rule(
    id="citation.attached",
    meaning="Rules or a programme by their name, with the numbered document that they were issued with.",
    yes=("Quy chế quản lý bến bãi (ban hành kèm theo Quyết định số 12/QĐ-UBND)",),
    no=(
        "Ban hành kèm theo Quyết định này Quy chế quản lý bến bãi",
        "Mẫu số 05 ban hành kèm theo Thông tư số 23/2014/TT-BNV",
    ),
    pattern=(
        r"(?:Quy chế|Quy định|Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch|Điều lệ)(?: (?!ban|được|số|này)[^\s;.:()“”]{1,12}){2,22}"
        r"(?=,? \(?(?:được )?ban hành kèm theo (?:Quyết định|Thông tư|Nghị quyết|Nghị định|Quy định) (?:số )?\d)"
    ),
    literals=("ban hành kèm theo ",),
    confidence=0.75,
    check=lambda text: _fires(text, "citation.attached"),
)

_FRESH = (
    r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|trình|xây dựng|có|ra|là|của|số|ký|bản sao|mẫu|tham mưu|từng)) $"
)
_ABOUT = r" (?:về|ngày|tại (?:phiên họp|cuộc họp|hội nghị))(?!\w)"


def _by_issuer(words: str, start: int) -> Name | None:
    match = BY_ISSUER.regex.match(words, start)
    if match is None or compiled(_FRESH).search(words, max(0, start - 20), start):
        return None
    end = issuer_end(words, match.end(), start + _LONGEST)
    if end is None:
        return None
    founded = compiled(r"(?:^|[\n;] ?)[-–+]? ?Căn cứ (?:vào )?$").search(words, max(0, start - 16), start)
    if not founded and not compiled(_ABOUT).match(words, end):
        return None
    return Name(start, end, match[0].split(" của ")[0], BY_ISSUER, 0.8 if founded else 0.7, match.end())


def _fires(text: str, rule: str) -> bool:
    from kheo.reading.citations.find import find_citations

    return any(citation.rule == rule for citation in find_citations(text))

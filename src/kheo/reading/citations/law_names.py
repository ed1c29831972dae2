"""Laws, codes, ordinances and the Constitution by their names: where a name ends.

A known name ends where it ends in the table; an unknown one at the first word that belongs to no name.
"""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.citations.laws import known_name, resembling_name
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.text.tone import fold_tone
from kheo.values import dataclass

_LONGEST = 260

LAW_NAME = Rule(
    id="citation.law-name",
    meaning="A law, code, ordinance or the Constitution by its name, with its year where one follows.",
    yes=(
        "Luật Thi đua, khen thưởng năm 2022",
        "Bộ luật Dân sự năm 2015",
        "theo Hiến pháp",
        "Luật thủy sản",
        "theo quy định của luật ngân sách nhà nước",
        "Luật sửa đổi, bổ sung một số điều của 15 luật trong lĩnh vực nông nghiệp",
    ),
    no=(
        "Luật sư Trần Suối Lam",
        "dự thảo Luật",
        "luật bất thành văn",
        "Trường Đại học Luật Hà Nội",
        "pháp luật đất đai",
        "chuyên ngành luật dân sự",
        "kỷ luật lao động",
    ),
    pattern=r"(?:Luật|LUẬT|luật|Bộ [lL]uật|BỘ LUẬT|Pháp lệnh|PHÁP LỆNH|Hiến pháp|HIẾN PHÁP)(?!\w)",
    literals=("uật", "UẬT", "háp lệnh", "PHÁP LỆNH", "iến pháp", "HIẾN PHÁP"),
    confidence=0.95,
    check=lambda text: _law_in(text),  # noqa: PLW0108 - it stands below
)

_LAW_WORDS = ("bộ luật", "luật", "pháp lệnh")
_NOT_A_LAW_BEFORE = (
    r"(?i:(?<!\w)(?:đại học|trường|khoa|ngành|học viện|cử nhân|thạc sĩ|tiến sĩ|hội|công ty|văn phòng|viện|phòng|"
    r"dự án|dự thảo|"
    r"hồ sơ|đề nghị xây dựng|xây dựng)) $"
)
_CHANGES = r"(?:sửa đổi|bổ sung|sửa đổi, bổ sung|thay thế)[^.;:\n]{0,40}? của (?:các )?(?=bộ luật |luật |pháp lệnh )"
_CHANGES_PLAIN = r"(?:sua doi|bo su?ng?|sua doi, bo s[uw]ng)[^.;:\n]{0,40}? cua (?:cac )?(?=bo luat |luat |phap lenh )"
_CHANGES_SEVERAL = (
    r"(?:sửa đổi|bổ sung|sửa đổi, bổ sung)[^.;:\n]{0,40}? (?:của )?(?:các|\d{1,3}) (?:bộ )?luật"
    r"(?: (?:có |thuộc |trong |về |liên )[^.;:()“”\n]{3,100}?)?"
    r"(?=[.;:()“”\n]|,? (?:số|ngày|năm|được|đã|có hiệu lực|và các|và luật|và nghị)(?!\w)|, (?:luật|nghị|quyết|"
    r"bộ luật) |$)"
)
"""A law that amends several at once and names only how many, or what they have in common."""
_NEXT_LAW = r"(?:,| và|, và) (?=bộ luật |luật |pháp lệnh )"
_YEAR = r"(?: \(sửa đổi\))?,? \(?(?:năm )?(?:19|20)\d\d(?![\d/-]|[.,]\d| [-–])\)?| \(sửa đổi\)"
_TO_LAWS = r"(?:,? (?:và|cùng))? pháp luật(?!\w)|, pháp luật"
"""“Hiến pháp và pháp luật” is mostly a phrase, not the citation of one document."""
_STATE = r" (?:nước )?(?:cộng hòa|chxhcn)(?: xã hội chủ nghĩa)?(?: việt nam)?"
_LISTING_NAME = (
    r"(?:phòng|an toàn|quản lý|bảo vệ|tài nguyên|khoa học|xuất|nhập|hỗ trợ|khai thác|sử dụng|xây dựng|"
    r"phát triển|chăm sóc|"
    r"thực hành|thu|xử lý|giám sát|kiểm soát|cung cấp|chuyển|đăng ký|khám|trưng|tổ chức|tham gia)(?:,| [^,]{1,20},)"
    r"(?! (?:các|và|đồng|trong|theo|có|để|nhằm|góp|trên|từ|với|không|được|phải|cần|bảo đảm|đảm bảo|nhất|cũng|"
    r"do|khi|nếu|"
    r"thì|là|gồm|như|những|nghị|quyết|thông|pháp|luật|văn|hướng|quy|chỉ|kết|cụ|đã|sẽ|triển|qua|việc|tại|về|cho|nay|kể|"
    r"trừ|bao|áp|căn|hiện|thực hiện)(?!\w))"
)
_LONGEST_LIST = 12
_NO_LAW_BEFORE_SMALL = (
    r"(?<!\w)(?:pháp|kỷ|quy|định|ngành|khoa|dự án|dự thảo|đại học|cử nhân|thạc sĩ|tiến sĩ|hội|trường|tiền|hệ thống) $"
)
"""Before a name in small letters these make another word or a branch of learning of “luật”."""
_SMALL_END = (
    r"[,;.:)”\n]|$| (?:và|hoặc|hay|năm|số|ngày|quy định|được|đã|"
    r"có|để|về|trong|tại|của|thì|là|hiện hành|mới|sửa đổi|khi)(?!\w)"
)
_LIST_GLUE = r"(?:, | và |, và )(?=[A-ZĐƯÂÔƠÊĂÁẤẢỦ](?!uật |ộ luật |háp lệnh ))"
_LIST_END = r"[,;.)]|$|\n| (?:và [A-ZĐ]|và các|được|có|đã|để|trên|tại)"
_SAID_ON = r" (?:ngày|số|năm) \d"
_SHAPE_STOP = (
    r"[;:.,()“”\"\n/]|(?<!\w)(?:số(?= ?:? ?[\d…])|ngày|năm|quy định|được|đã|có|để|nhằm|trên|tại|trong|thì|là|"
    r"về|theo|(?<!tự )do|"
    r"bảo đảm|với|đến|này|hiện|khi|nếu|cho|nêu|trên|như|gồm|phải|các|những|từ|bởi|hướng dẫn|thay thế|ban hành|"
    r"có hiệu lực|"
    r"trình|vào|hoặc|thuộc|cùng|hợp nhất)(?!\w)|"
    r"(?<!\w)và (?=(?:luật|bộ luật|pháp lệnh|pháp luật|hiến pháp|nghị|thông tư|các|quyết|văn bản|hướng|những|"
    r"chỉ thị|điều lệ)(?!\w))"
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


def law_at(words: str, start: int, *, noisy: bool) -> Name | None:
    """The law that is named at `start`, where its kind word begins."""
    if words.startswith("luật", start):
        return _lower_law_at(words, start, noisy)
    if compiled(_NOT_A_LAW_BEFORE).search(words, max(0, start - 20), start):
        return None
    lower = fold_tone(words[start : start + _LONGEST]).lower()
    if lower.startswith("hiến pháp"):
        state = compiled(_STATE).match(lower, 9)
        end = state.end() if state else 9
        year = compiled(_YEAR).match(lower, end)
        phrase = year is None and compiled(_TO_LAWS).match(lower, end)
        return Name(
            start, start + (year.end() if year else end), words[start : start + 9], LAW_NAME, 0.8 if phrase else 0.95
        )
    kind = next((word for word in _LAW_WORDS if lower.startswith(word + " ")), None)
    found = _law_end(words, lower, start, len(kind) + 1, noisy) if kind else None
    if kind is None or found is None:
        return None
    end, sure = found
    year = compiled(_YEAR).match(lower, end)
    end = year.end() if year else end
    return Name(start, start + end, words[start : start + len(kind)], LAW_NAME, 0.95 if sure else 0.8)


def laws_listed(words: str, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """Where the other laws stand of a list that names the kind once (`Luật Đất đai, Nhà ở và Xây dựng`), with keys."""
    for _ in range(_LONGEST_LIST):
        glue = compiled(_LIST_GLUE).match(words, end)
        lower = fold_tone(words[glue.end() : glue.end() + _LONGEST]).lower() if glue else ""
        length = known_name(lower)
        if glue is None or not length or not compiled(_LIST_END).match(words, glue.end() + length):
            return
        end = glue.end() + length
        yield glue.end(), end, f"{kind} {lower[:length]}"


def _lower_law_at(words: str, start: int, noisy: bool) -> Name | None:
    """A law whose kind word is not capitalised (`luật Đất đai`): taken only where its name is known."""
    before = words[max(0, start - 5) : start].lower()
    if before.endswith("pháp "):
        return None
    lower = fold_tone(words[start : start + _LONGEST]).lower()
    found = _law_end(words, lower, start, 5, noisy)
    if found is None or not found[1]:
        return None
    begin = start - 3 if before.endswith("bộ ") else start
    if words[start + 5].islower():
        single = " " not in lower[5 : found[0]]
        none = compiled(_NO_LAW_BEFORE_SMALL).search(words, max(0, begin - 12), begin)
        if single or none or not compiled(_SMALL_END).match(lower, found[0]):
            return None
    return Name(begin, start + found[0], words[begin : start + 4], LAW_NAME, 0.85)


def _law_end(words: str, lower: str, start: int, at: int, noisy: bool) -> tuple[int, bool] | None:
    """Where in `lower` the name of a law ends whose words after the kind begin at `at`, and whether that is certain."""
    changes = compiled(_CHANGES).match(lower, at)
    if changes is None and (noisy or lower[at : at + 1] == "s"):
        changes = compiled(_CHANGES_PLAIN).match(plain(lower), at)
    changed = _changed_laws(words, lower, start, changes.end(), noisy) if changes else None
    if changed:
        return changed
    several = compiled(_CHANGES_SEVERAL).match(lower, at) if lower[at : at + 1] in "sb" else None
    if several or changes:
        return (several.end(), True) if several else None
    known = known_name(lower[at:])
    if known:
        return at + known, True
    capital = words[start + at : start + at + 1].isupper() and not words[start : start + 4].isupper()
    if capital or noisy:
        bare = plain(lower[at:])
        known = known_name(bare, marks=False) or (resembling_name(bare) if noisy else 0)
        if known:
            return at + known, True
    ordinance = lower.startswith("pháp lệnh") and words[start : start + 1].isupper()
    return _shape_end(words, lower, start, at, noisy) if capital or ordinance else None


def _shape_end(words: str, lower: str, start: int, at: int, noisy: bool) -> tuple[int, bool] | None:
    """Where the name of a law ends that no table knows: before the first word that belongs to no name."""
    listing = compiled(_LISTING_NAME).match(lower, at)
    for stop in compiled(_SHAPE_STOP).finditer(lower, at + 1, at + 120):
        if listing and stop[0] == "," and words[start + stop.end() + 1 :][:1].islower():
            listing = None  # `Luật Phòng, chống hạn mặn`: one comma belongs to the name
            continue
        end = len(lower[: stop.start()].rstrip(" ,-").removesuffix(" và"))
        if noisy and not compiled(_SAID_ON).match(lower, end):
            return None  # columns that run into each other
        return (end, False) if end - at > 2 else None
    whole = at + 2 < len(lower) < at + 100 and not noisy
    return (len(lower), False) if whole else None  # the text ends with the name


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


def _law_in(text: str) -> bool:
    return any(law_at(text, match.start(), noisy=False) for match in LAW_NAME.regex.finditer(text))

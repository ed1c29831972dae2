"""Issuers' names in sentences: known ones whole, others up to the first word that belongs to no name.

Names are looked up by their first words in tables, not in one alternation of all of them: a table costs nothing until
it is asked, and a name that joins several bodies is read by the same few steps for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kheo.reading.citations.issuers import FIELDS
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

TITLE_STARTS = (
    "về|v/v|ban hành|quy định|hướng dẫn|thực hiện|triển khai|sửa đổi|bổ sung|phê duyệt|công bố|bãi bỏ|thay thế|"
    "điều chỉnh|quyết định|giao|phân công|thành lập|kiện toàn|đính chính|quy chế|tăng cường|đẩy mạnh|"
    "tổ chức triển khai|tổ chức thực hiện|chấp thuận|thông qua|kết luận|thông báo|chỉ đạo|cho phép|đề nghị|báo cáo|"
    "chi tiết|hợp nhất|tổng kết|sơ kết|bổ nhiệm|xếp hạng|công nhận|phân cấp|ủy quyền|uỷ quyền|tiếp tục|xin ý kiến|"
    "trả lời|góp ý|tạm ngưng|kéo dài|áp dụng|một số|chấn chỉnh|phát động"
)
"""Words with which titles begin; no issuer's name goes on with them."""

_OF_NAMES = frozenset(("giao", "chỉ đạo", "chi tiết", "phát động"))
"""Those that begin no title when capitalised: “Bộ Giao thông”, “Ban Chỉ đạo”."""

_VERBS = ("huy động", "bảo đảm", "đảm bảo", "hỗ trợ", "xử lý", "phối hợp", "tuyên truyền", "tập trung")
"""Verbs of sentences with which no name goes on, and that begin no title."""

ISSUER = Rule(
    id="citation.issuer",
    meaning="Who issued a cited document: the name after “của”, to the first word that belongs to no name.",
    yes=("ngày 12/12/2013 của Bộ Chính trị về", "của Ủy ban nhân dân tỉnh Thanh Giang"),
    no=("ngày 12/12/2013 về công tác", "của nhân dân"),
    pattern=r",? ?(?:của|CỦA|do) (?=[A-ZĐƯÂÔƠÊĂỦỬỨẤẦẨỒỐỔỂẾỀỘỞ]|liên |Ủ|ử ban|ủy ban|uỷ ban)",
    literals=("của ", "CỦA ", "do "),
)

_STOPS = (
    "đã|được|có|thì|để|nhằm|trong|theo|tại|đối|do|khi|nếu|là|phải|gồm|như|này|nêu|trên|từ|kể|kèm|với|yêu|cụ|cùng|và|"
    "hoặc|số|ngày|năm|khóa|khoá|nhiệm|kỳ|qua|đến|của|ghi|nhất|cần|bằng|các|những|mọi|việc|còn|hiện|vẫn|sẽ|đang|"
    "không|chưa|lần|vào|ra|gửi|ký|lấy|xác|xem|lập|tính|bố|giữa|cho|làm|"
    "nhưng|mà|bao|trừ|áp|hết|trước|khẩn"
)
_STOP_WORDS = frozenset(_STOPS.split("|"))
"""Words with which no name goes on; capitalised they may (“Sở Xây dựng”), save the words for a term of office."""

_TASKS = frozenset(("xây", "chuyển", "kiểm", "giải", "nâng", "sắp", "xử", "rà", "mới", "một"))
"""Words with which only a committee's name goes on: “Ban Chỉ đạo chuyển đổi số”, not “UBND tỉnh xây dựng”."""

_TERM_WORDS = frozenset(("Khóa", "Khoá", "KHÓA", "KHOÁ"))
_WORD_END = frozenset(' ,;.:()“”"/[]\n\t')

_KNOWN = """
thủ tướng chính phủ
phó thủ tướng chính phủ
phó thủ tướng thường trực chính phủ
chính phủ
chính phủ nước cộng hòa xã hội chủ nghĩa việt nam
bộ chính trị
ban bí thư
ban bí thư trung ương
ban bí thư trung ương đảng
ban chấp hành trung ương
ban chấp hành trung ương đảng
ban chấp hành trung ương đảng cộng sản việt nam
bch trung ương
bch trung ương đảng
văn phòng trung ương đảng
văn phòng trung ương
quốc hội
quốc hội nước cộng hòa xã hội chủ nghĩa việt nam
ủy ban thường vụ quốc hội
ubtvqh
chủ tịch nước
chủ tịch quốc hội
tổng bí thư
văn phòng chính phủ
văn phòng quốc hội
văn phòng chủ tịch nước
bộ trưởng, chủ nhiệm văn phòng chính phủ
bộ trưởng - chủ nhiệm văn phòng chính phủ
bộ trưởng chủ nhiệm văn phòng chính phủ
bộ trưởng, chủ nhiệm ủy ban dân tộc
chủ nhiệm văn phòng chính phủ
tổng thanh tra chính phủ
thanh tra chính phủ
thống đốc ngân hàng nhà nước việt nam
thống đốc ngân hàng nhà nước
ngân hàng nhà nước việt nam
ngân hàng nhà nước
tòa án nhân dân tối cao
chánh án tòa án nhân dân tối cao
hội đồng thẩm phán tòa án nhân dân tối cao
viện kiểm sát nhân dân tối cao
viện trưởng viện kiểm sát nhân dân tối cao
kiểm toán nhà nước
tổng kiểm toán nhà nước
hội đồng bầu cử quốc gia
ban chỉ đạo trung ương về phòng, chống tham nhũng, lãng phí, tiêu cực
ban chỉ đạo trung ương về phòng, chống tham nhũng, tiêu cực
bảo hiểm xã hội việt nam
tổng liên đoàn lao động việt nam
đoàn chủ tịch tổng liên đoàn lao động việt nam
ủy ban quốc gia ứng phó sự cố, thiên tai và tìm kiếm cứu nạn
"""
_KNOWN_NOISY = """
u ban quoc gia tim kiem cuu nan
uy ban quoc gia tim kiem cuu nan
uy ban quoc gia ung pho su co thien tai va tim kiem cuu nan
"""

_PLENUM = (
    r"hội nghị (?:lần thứ \S{1,6} (?:của )?)?(?:(?:ban chấp hành|bch) trung ương|trung ương)(?: đảng)?"
    r"(?: \d{1,2})?(?!\w)"
)
_LOCAL = (
    r"(?i:(?:Chủ tịch |Phó Chủ tịch |Thường trực |Văn phòng )?(?:(?:Ủy|Uỷ) ban nhân dân|UBND|Hội đồng nhân dân|HĐND)|"
    r"(?:Ban Thường vụ |BTV |Thường trực |Ban Chấp hành |Văn phòng )?(?:(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|uỷ)|"
    r"Đảng (?:ủy|uỷ|bộ) các cơ quan Đảng))(?!\w)"
)
_OFFICES = ("thủ tướng", "phó thủ tướng", "tổng bí thư", "chủ tịch nước", "chủ tịch quốc hội")
_PERSON = (
    r"(?: (?!Trung|Khóa|Khoá|Về|Tại|Ngày|Số|Căn|Theo|Thực|Giao|Phê)"
    r"[A-ZĐÂĂÊÔƠƯÁẤẮÉẾÍÓỐỚÚỨÝẢỞỦỬẠỊỌỤĨŨÀÈÌÒÙỲ][^\W\dA-Z]{1,5}){2,4}(?!\w)"
)
"""The person behind an office: `Phó Thủ tướng Chính phủ Trần …`."""
_FIELD_BODY = r"(?:[Ll]iên )?(?:(?:Bộ trưởng|Thứ trưởng|Giám đốc|Phó Giám đốc) )?(?:Bộ|Sở|BỘ|SỞ) (?:trưởng (?:Bộ )?)?"
_PLACE = r" (?i:tỉnh|thành phố|TP\.?|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn)(?!\w)"
_KIND_HEADS = frozenset(("Quyết", "Nghị", "Kế", "Quy", "Chỉ", "Thông", "Hướng", "Kết"))
_LONGEST_PLACE = 5
_JOINT = (
    "Ban|Bộ|Ủy|Uỷ|Tổng|Viện|Tòa|Toà|Hội|Đoàn|Liên|Chủ|Thủ|Chính|Quốc|Luật|Nghị|Quyết|Quy|Thông|Kế|Kết|Chỉ|Công|"
    "Hướng|Chương|Đề|Tờ|Báo|Văn|Pháp|Điều|Hiến|Sở|Nhân|UBND|HĐND|Trung|Cục|Đảng"
)
_JOINT_WORDS = frozenset(_JOINT.split("|"))
"""After “và” these begin another body or document; other capitals go on with a name (“Thể thao và Du lịch”)."""

_NEXT_BODY = (
    r"(?:, | - | và )(?=(?:Ban|Bộ|Ủy ban|Uỷ ban|Tổng cục|Viện|Tòa án|Toà án|Hội|Đoàn|Liên đoàn|Tổng Liên|Đoàn Chủ tịch|"
    r"Chính phủ|Thường trực|Trung ương|Đảng đoàn|Đảng ủy|Đảng uỷ) )"
)
_NEXT_MINISTER = r"(?:,(?: và)?|(?: -)? và) (?=Bộ trư[ởờớ]ng |Thống đốc |Chánh án |Viện trưởng |Tổng Thanh tra )"
_ACTS = r" (?:yêu cầu|đề nghị|giao|đã|có|trình|tham mưu|chủ trì)(?!\w)"
_ACTS_AFTER_COMMA = (
    r" (?:yêu cầu|đề nghị|giao|đã|có|trình|tham mưu|chủ trì|ban hành|chỉ đạo|xây dựng|triển khai|quyết định|hướng dẫn|"
    r"thông báo|kết luận|phối hợp|nghiên cứu|báo cáo|tổ chức)(?!\w)"
)
_COMMITTEE = r"(?i:ban chỉ đạo|ban chỉ huy|tiểu ban|hội đồng|tổ công tác|ủy ban|uỷ ban)(?!\w)"
_WITH_TASKS = rf"{_COMMITTEE}|(?i:viện|văn phòng|ban quản lý|trung tâm)(?!\w)"
_LISTED_FIELD = (
    r", (?!(?:yêu|đề|giao|đã|có|phải|để|trong|cụ|như|bao|gồm|theo|kèm|căn|tại)(?!\w))(?=[a-zđăâêôơư])"
    r"[^;:.(\n“]{3,110}?(?= (?:về|ban hành|phê duyệt|triển khai|thực hiện|hướng dẫn)(?: |$))"
)
_LISTED_CAPITAL = (
    r"(?:, (?!(?:Ban|Bộ|Ủy|Uỷ|Sở|UBND|HĐND|Chủ|Hội|Đoàn|Cục|Tổng|Viện)(?!\w))[A-ZĐ]\w{1,8}(?: [a-zđ]\w{0,8}){0,3}){1,3}"
    r",? và (?!(?:Ban|Bộ|Ủy|Uỷ|Sở|UBND|HĐND|Chủ|Hội|Đoàn)(?!\w))[A-ZĐ]\w{1,8}(?: (?!về )[a-zđ]\w{0,8}){0,2}"
)


def issuer_end(words: str, start: int, limit: int, *, noisy: bool = False) -> int | None:
    """Where the issuer's name that begins at `start` ends; None where no name begins there."""
    limit = min(limit, start + 320, len(words))
    end = _name_end(words, start, min(limit, start + 160), noisy)
    if end is None:
        return None
    several = _NEXT_MINISTER if words.startswith(("Bộ trư", "Thống đốc", "Tổng Thanh tra"), start) else _NEXT_BODY
    for _ in range(6):  # “… của Ban Tổ chức Trung ương và Ban Tuyên giáo Trung ương”
        joint = compiled(several).match(words, end, limit)
        more = _name_end(words, joint.end(), min(limit, joint.end() + 160), noisy) if joint else None
        if joint is None or more is None:
            break
        acts = _ACTS_AFTER_COMMA if joint[0] in {", ", " - "} and several is _NEXT_BODY else _ACTS
        if compiled(acts).match(words, more):
            break  # the body that acts in the sentence, not one that issued the document
        end = more
    return end


def _name_end(words: str, start: int, limit: int, noisy: bool) -> int | None:
    """The end of one body's name."""
    head = words[start : min(limit, start + 96)]
    lower = _lowered(head)
    if noisy:
        length = _longest(plain(head), _known(marks=False))
        if length:
            return start + length
    length = _longest(lower, _known())
    if length and not lower.startswith((" hội ", " đoàn ", " mặt trận "), length):
        person = compiled(_PERSON).match(words, start + length, limit) if lower.startswith(_OFFICES) else None
        return person.end() if person else start + length
    if lower.startswith("hội nghị"):
        plenum = compiled(_PLENUM).match(lower)
        if plenum:
            return start + plenum.end()
    body = compiled(_LOCAL).match(words, start, limit)
    end = body.end() if body else _field_body_end(words, start, limit, noisy)
    if end is not None and not words.startswith((" Trung ương", " Đảng"), end):
        return _place_end(words, end, limit)
    return _free_end(words, start, limit)


def _place_end(words: str, end: int, limit: int) -> int:
    """The end of the place that a body's name ends with: `… tỉnh Thanh Giang`."""
    kind = compiled(_PLACE).match(words, end, limit)
    end = kind.end() if kind else end
    for _ in range(_LONGEST_PLACE):
        word = _word(words, end + 1, limit) if words[end : end + 1] == " " else ""
        if not word[:1].isupper() or word in _KIND_HEADS or _stops(words, end + 1, word, first=False):
            break
        end += 1 + len(word)
    return end


def _field_body_end(words: str, start: int, limit: int, noisy: bool) -> int | None:
    """The end of a ministry's or department's name, whose field may hold commas, dashes and “và”."""
    kind = compiled(_FIELD_BODY).match(words, start, limit)
    if kind is None:
        return None
    field = words[kind.end() : min(limit, kind.end() + 60)]
    length = _longest(_lowered(field), _fields()) or (noisy and _longest(plain(field), _fields(marks=False))) or 0
    return kind.end() + length if length else None


def _free_end(words: str, start: int, limit: int) -> int | None:
    """The end of a name that no table knows."""
    end = start
    for count in range(13):
        at = end if not count else end + 1
        if count and words.startswith(" - ", end) and words[end + 3 : end + 4].isupper():
            at = end + 3
        elif count and (at >= limit or words[end] != " "):
            break
        word = _word(words, at, limit)
        if count and word == "và" and _goes_on(_word(words, at + 3, limit)):
            at += 3
            word = _word(words, at, limit)
        if not word or _stops(words, at, word, first=not count):
            break
        if word in _TASKS and not compiled(_WITH_TASKS).match(words, start):
            break
        end = at + len(word)
    if end == start:
        return None
    listed = compiled(_LISTED_CAPITAL).match(words, end, limit)
    if listed is None and words.startswith(", ", end) and compiled(_COMMITTEE).match(words, start, limit):
        listed = compiled(_LISTED_FIELD).match(words, end, limit)
    return listed.end() if listed else end


def _goes_on(word: str) -> bool:
    return word[:1].isupper() and word not in _JOINT_WORDS


def _word(words: str, start: int, limit: int) -> str:
    end = start
    while end < limit and words[end] not in _WORD_END:
        end += 1
    return words[start:end]


def _stops(words: str, at: int, word: str, *, first: bool) -> bool:
    """Whether a name does not go on with a word."""
    if word in _STOP_WORDS or word in _TERM_WORDS:
        return not first or word.islower()
    starts = _title_heads().get(word)
    return starts is not None and any(
        words.startswith(start, at) and not words[at + len(start) : at + len(start) + 1].isalpha() for start in starts
    )


def _longest(words: str, table: dict[str, tuple[str, ...]]) -> int:
    """How many characters of words are the longest entry of a table with which they begin; 0 where none is."""
    for name in table.get(words.split(" ", 1)[0].rstrip(",").rstrip(), ()):
        if words.startswith(name) and not words[len(name) : len(name) + 1].isalnum():
            return len(name)
    return 0


def _lowered(words: str) -> str:
    """Lower case with tones in the newer place, character for character."""
    lower = words.lower()
    if len(lower) != len(words):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in words)
    return lower.replace("uỷ", "ủy").replace("hoà", "hòa").replace("hoá", "hóa").replace("thuỷ", "thủy")


@lru_cache(maxsize=2)
def _known(*, marks: bool = True) -> dict[str, tuple[str, ...]]:
    lines = _KNOWN.strip().splitlines()
    return _by_head(lines if marks else [*map(plain, lines), *_KNOWN_NOISY.strip().splitlines()])


@lru_cache(maxsize=2)
def _fields(*, marks: bool = True) -> dict[str, tuple[str, ...]]:
    lines = [line.lower() for line in FIELDS.split("|")]
    return _by_head(lines if marks else map(plain, lines))


@lru_cache(maxsize=1)
def _title_heads() -> dict[str, tuple[str, ...]]:
    """The beginnings of titles by their first word, in small letters, capitalised and in capitals."""
    small = TITLE_STARTS.split("|")
    capital = [start.capitalize() for start in small if start not in _OF_NAMES]
    return _by_head([*small, *_VERBS, *capital, *(start.upper() for start in small if start not in _OF_NAMES)])


def _by_head(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    heads: dict[str, set[str]] = {}
    for name in names:
        heads.setdefault(name.split(" ", 1)[0].rstrip(","), set()).add(name)
    return {head: tuple(sorted(found, key=len, reverse=True)) for head, found in heads.items()}

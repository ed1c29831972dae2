"""Names of persons under a signature, and the titles before them that NĐ 30/2020 PL I.II.7 does not want."""

from __future__ import annotations

from functools import lru_cache

from kheo.reading.header.names import provinces
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

PERSON = Rule(
    id="header.person",
    meaning="Two to five capitalised syllables, the first a known family name: a person's name.",
    yes=("Đinh Mộc Lan", "Đại tá Vũ Trúc Khê", "PGS.TS. Hồ An Tịnh"),
    no=("Phó Chủ tịch", "Hà Nội", "Lưu: VT, NC", "Ủy ban nhân dân"),
    check=lambda text: (name := person_in(text)) is not None and has_surname(name),
)
RULES = (PERSON,)

_SURNAMES = """
nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dao dinh doan lam mai trinh truong to ta cao ha
luong luu chu thai ton tong trieu quach phung kieu kim lai la lo lu luc ma mac mong nghiem nghe ninh nong ong ou pho phi
quang quan sam son sung tang than thach thao thieu tieu tinh tu ung uong van vi vien vuong au an bach ban be ca cam cat
chau che co cu cung dam dau den deo dieu doi don dong gia giang giap hau hua hung huong kha khau khong khuat khuc khuong
khieu ksor lan lang leng lieu linh long loi mua mau mo nay nhan nhu o ph phuong quy ro rah siu sa sin sieu soan so tai
tan tham thang thanh thi tho thong thuc tien toan tra trang tram trung ty tuong vang vay xa xuan y k h' k' a bo bon bua
danh du phu tri trac tuan vinh viet
"""
"""Family names without diacritics, those of the minorities too."""
_NOT_NAMES = """
ban uy bo so cuc phong truong tong hoi dong chi chu pho giam doc thu tuong thuong truc can cu noi nhan luu nhu tren tinh
xa phuong huyen quan viet nam cong hoa nghi dinh quyet thong bao hieu luc phu mau bieu dieu khoan ngay thang chinh
"""
"""Syllables of which names of bodies and offices are made."""
_FREQUENT = "nguyen tran le pham huynh hoang phan vu vo dang bui do ngo duong dinh truong trinh"
_RANKS = (
    r"^(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy|uý)|GS|PGS|TSKH|TS|ThS|Th\.\s?S|BS(?:CK\w*)?|CKI+|CN|KS|LS|DS|"
    r"KTS|NSND|"
    r"NSƯT|NGƯT|NGND|TTND|TTƯT|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Giáo sư|Phó Giáo sư|Bác sĩ|Bác sỹ|Kỹ sư|Luật sư|Ông|Bà|"
    r"Đồng chí|Đ/c|ĐẠI TÁ|THƯỢNG TÁ|TRUNG TÁ|THIẾU TƯỚNG|TRUNG TƯỚNG|THƯỢNG TƯỚNG|ĐẠI TƯỚNG)[.,:\s]+"
)


@lru_cache(maxsize=4)
def _set(table: str) -> frozenset[str]:
    return frozenset(table.split())


def without_rank(text: str) -> str:
    """The name without ranks and titles before it."""
    while True:
        found = compiled(_RANKS).match(text)
        if found is None:
            return text
        text = text[found.end() :]


def person_in(text: str, *, noisy: bool = False, under_office: bool = False) -> str | None:
    """The name that a whole text consists of, titles dropped; None where it is no name.

    A name that a province bears too (Hà Giang) is a person's only `under_office`.
    """
    text = compiled(r"(?i)\W{0,2}[(\[]\s?đã ký[^)\]]{0,20}[)\]]\W*$").sub("", text)
    if noisy:
        text = compiled(r"\s['`.,_*]\s").sub(" ", text)
    name = without_rank(compiled(r"^\W+|[^\w’'.]+$|(?<=\w{2})\.$").sub("", text))
    words = name.split()
    if not 2 <= len(words) <= 6:
        return None
    if not all(_is_name_word(word, noisy=noisy, first=i == 0) for i, word in enumerate(words)):
        return None
    if noisy and (min(map(len, words)) < 2 or (len(words) < 3 and not words[0][0].isupper())):
        return None
    keys = [plain(word) for word in words]
    if " ".join(keys) in provinces() and not (under_office and keys[0] in _set(_SURNAMES)):
        return None
    if sum(key in _set(_NOT_NAMES) for key in keys) > len(keys) // 2 or (
        keys[0] in _set(_NOT_NAMES) and keys[0] not in _set(_SURNAMES)
    ):
        return None
    if len(words) == 6 and keys[3] in _set(_SURNAMES):
        words = words[:3]  # two columns, a signer in each
    elif len(words) > 4:
        second = next((i for i in range(2, len(words) - 1) if keys[i] in _set(_FREQUENT)), None)
        if second is not None and len(words) - second >= 2:
            words = words[:second]
    return " ".join(words) if len(words) <= 5 else None


def _is_name_word(word: str, *, noisy: bool, first: bool) -> bool:
    letters = word.replace("'", "").replace("’", "").replace("-", "").rstrip(".")
    if noisy and len(letters) > 2:  # a scan puts 1 for i or l, and 0 for o
        letters = letters.replace("1", "i").replace("0", "o")
    if not letters.isalpha() or len(letters) > 9:
        return False
    return (noisy and (first or word[0] in "10")) or letters[0].isupper()


def has_surname(name: str) -> bool:
    """Whether the first syllable is a family name."""
    return plain(name.split(maxsplit=1)[0]).strip("'’.") in _set(_SURNAMES)


def looks_loud(name: str) -> bool:
    """Whether a name is printed in capitals."""
    return all(word.isupper() for word in name.split())


def same_person(one: str, other: str) -> bool:
    """Whether two printed names are of one person."""
    return plain(one).split() == plain(other).split()

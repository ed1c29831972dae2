"""Finding where citations may stand: a few scans at the speed of the pattern engine, everything else is local.

An anchor costs little to be wrong about: what stands around it decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from kheo.reading.citations.laws import names_by_head
from kheo.reading.citations.symbols import CAPITAL, DASH, SLASH
from kheo.reading.rules import compiled

_NUMBER = (
    rf"[0-9][A-Za-z]? {{0,2}}[{DASH}{SLASH}]{{1,2}} ?"
    rf"(?:[0-9]{{4}}(?: ?[{DASH}{SLASH}]{{1,2}} ?| ?(?=QH|UB)))?[{CAPITAL}]"
)

_OPEN_NUMBER = (
    rf"[ốỐ] ?:?[ .…_]{{1,30}}(?:[{DASH}{SLASH}] ?(?:[0-9]{{4}}[{DASH}{SLASH}])?[{CAPITAL}]{{2}}|"
    r"(?<= )[0-9]{1,5}(?:/[0-9]{4})?,? (?:ngày [0-9]|của ))"
)

# One class of capitals, which are rare, lets the engine skip what begins no kind word; the finer pattern is tried at
# each hit. In small letters a kind word is looked for as a whole, which is quicker than by its first letter.
_KIND_WORD = (
    r"[LBPHĐCNTQKV](?:uật |UẬT |(?<=B)ộ [lL]uật |Ộ LUẬT |háp lệnh |HÁP LỆNH |iến |IẾN PHÁP|iều lệ |IỀU LỆ |hiến lược |"
    r"ương lĩnh|ghị |GHỊ |hông |[QTLĐD] |ội quy |iệp |iên bản |"
    r"uyết định |hỉ thị |ết luận |uy |ướng dẫn |ông |ờ trình |áo cáo |ế hoạch |hương trình |ề án |ăn kiện |ăn bản )"
)
_NUMBERED_KINDS = (
    "Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|Công điện|"
    "Tờ trình|"
    "Báo cáo|Kế hoạch|Chương trình|Đề án|Quy chế|Thông tri|Luật|Văn bản|Pháp lệnh"
)
_NAME = (
    r"(?:Luật|LUẬT|Bộ [lL]uật|BỘ LUẬT|Pháp lệnh|PHÁP LỆNH) (?!số |SỐ |này|sư |gia )|"
    r"Hiến pháp|HIẾN PHÁP|"
    r"Điều lệ (?=[A-ZĐ])|ĐIỀU LỆ |Cương lĩnh|Nội quy (?:các )?kỳ họp |"
    r"Quy (?:định|chế) (?:về )?(?:những điều |thi hành Điều lệ |trách nhiệm nêu gương|bầu cử |chất vấn |[Gg]iám sát)|"
    r"(?:Nghị quyết|NQ) (?:của )?(?=[Đđ]ại hội|ĐẠI HỘI|ĐH|Đảng bộ)|NGHỊ QUYẾT (?=ĐẠI HỘI|CỦA ĐẠI)|"
    r"(?:Nghị quyết|NQ) (?:của )?(?=Trung ương|TW|TƯ|BCH|Hội nghị|Ban Chấp hành Trung|lần thứ )|"
    r"Kết luận (?=Hội nghị (?:lần|Trung|BCH)|Trung ương \d)|Văn kiện (?=Đại hội )|"
    r"(?:Nghị quyết|Thông báo [Kk]ết luận) (?:của |tại )?(?:[Pp]hiên họp|[Kk]ỳ họp|[Hh]ội nghị)|"
    r"(?:Nghị quyết|Chỉ thị|Kết luận|Nghị định|Thông báo [Kk]ết luận) (?=Tỉnh |Thành |Đảng |H|B|Th|Q|Chính)|"
    r"(?:Chương trình|Chiến lược|Đề án|Quy hoạch) (?!số|này)|"
    r"(?:Hiệp định|Hiệp ước|Công ước|Hiến chương|Nghị định thư) |"
    rf"(?:{_NUMBERED_KINDS}|NQ|CT|KL|QĐ|NĐ|HD) (?:số )?(?=[0-9]{{2,4}}(?![0-9/-]))|"
    rf"(?:{_NUMBERED_KINDS})(?= ngày [0-9])|Biên bản(?: \w+){{0,2}} (?=ngày [0-9])|"
    r"(?:(?<=heo |iện |tại )|(?<=cứ ))(?:(?:Kế hoạch|Chương trình|Quy chế|Đề án) (?!số|này|mục)|"
    r"Nghị quyết (?=năm |lãnh đạo |chuyên đề ))|"
    rf"(?:{_NUMBERED_KINDS})(?: [^\s,;.\d]{{1,8}}){{0,4}} của (?:đồng chí |ông |bà )?(?=[A-ZĐỦ])"
)
_SMALL = (
    r"nghị quyết (?:(?:của )?(?=[Đđ]ại hội|ĐẠI HỘI|Trung ương)|(?:số )?(?=[0-9]{2,4}(?![0-9/-])))",
    r"điều lệ (?=[A-ZĐ])",
    r"đề án (?:số )?(?=[0-9]{2,4}(?![0-9/-]))",
    r"văn kiện (?=[Đđ]ại hội)",
)
"""Names whose kind word is in small letters."""
_ATTACHED = r"ban hành kèm theo (?=[QTN])"
_ATTACHED_KINDS = r"(?:Quy chế|Quy định|Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch|Điều lệ) (?!này|số)"
_ATTACHED_REACH = 200

_SELF = r" này(?!\w)"


class Anchor(NamedTuple):
    """A place where a citation may stand."""

    at: int
    family: Literal["number", "blank", "name", "self"]


def scan(words: str) -> list[Anchor]:
    """Every place where a document may be named, in order; the finding proper, before anything is verified."""
    anchors = [Anchor(match.start(), "number") for match in compiled(_NUMBER).finditer(words)]
    named = compiled(_NAME).match
    kind_words = (match.start() for match in compiled(_KIND_WORD).finditer(words))
    anchors += [Anchor(at, "name") for at in kind_words if named(words, at)]
    anchors += [Anchor(match.start(), "blank") for match in compiled(_OPEN_NUMBER).finditer(words)]
    if "ban hành kèm theo " in words:  # a plain search is several times as quick as a pattern
        anchors += [Anchor(at, "name") for at in _attached(words)]
    if "luật " in words:
        anchors += [Anchor(at, "name") for at in _small_laws(words)]
    anchors += [Anchor(match.start(), "self") for match in compiled(_SELF).finditer(words)]
    for small in _SMALL:
        if small.split("(", 1)[0] not in words:
            continue
        anchors += [Anchor(match.start(), "name") for match in compiled(small).finditer(words)]
    anchors.sort()
    return anchors


def _small_laws(words: str) -> Iterator[int]:
    """Where “luật” in small letters stands before a capital or before the first syllable of a known law's name."""
    for match in compiled(r"luật (?=\w)").finditer(words):
        at, name = match.span()
        known = words[at - 5 : at] != "pháp " and words[name : name + 12].split(" ", 1)[0] in names_by_head()
        if known or words[name].isupper():
            yield at


def _attached(words: str) -> Iterator[int]:
    """Kind words left of “ban hành kèm theo”, in the same paragraph."""
    for match in compiled(_ATTACHED).finditer(words):
        low = max(0, match.start() - _ATTACHED_REACH)
        low = max(low, words.rfind("\n", low, match.start()) + 1)
        for kind in compiled(_ATTACHED_KINDS).finditer(words, low, match.start()):
            yield kind.start()

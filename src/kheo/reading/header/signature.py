"""The signature block (quyền hạn, chức vụ, họ tên của người ký; NĐ 30/2020 PL I.II.7, HD 36): who signs, for whom."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from kheo.reading.flowing.lines import LOWER, UPPER
from kheo.reading.header.marks import is_stamp
from kheo.reading.header.page import Line, in_capitals, is_rule_line, lines_of, spaced
from kheo.reading.header.person import has_surname, person_in
from kheo.reading.model import Signature, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.values import dataclass

BLOCK = Rule(
    id="header.signature",
    meaning="Authority mark (TM., T/M, KT., TL., TUQ.), office and name under the text, a mark “(Đã ký)” aside.",
    yes=("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nĐinh Mộc Lan", "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Hoài Sa"),
    no=("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI LAM\nCăn cứ Luật Thanh niên;", "Phó Chủ tịch Đinh Mộc Lan dự họp."),
    check=lambda text: (s := parse(list(lines_of(text, 0, len(text))), noisy=False)) is not None and s.name is not None,
    confidence=0.97,
)
NAME_ONLY = Rule(
    id="header.signature-name",
    meaning="The lines of authority and office are lost: a name alone at the foot.",
    yes=("Lê Hoài Sa",),
    no=("Lưu Văn phòng Tỉnh uỷ", "Hà Nội"),
    check=lambda text: person_in(text) is not None,
    confidence=0.85,
)
SIGNED = Rule(
    id="header.signed-mark",
    meaning="“(Đã ký)”, “[đã ký]”, “(Đã ký và đóng dấu)”: says that the original is signed, and is no name.",
    yes=("(Đã ký)", "[đã ký]", "(Đã ký và đóng dấu)", "Da ky"),
    no=("Đã ký kết thỏa thuận với xã bạn", "Đăng ký"),
    pattern=(
        r"^[^\w\n]{0,3}(?:[ĐđD]ã|[ĐD]A|da|ĐÃ|Da)\s+(?:k[ýíyi]|KÝ)(?:\s*(?:,|và|VÀ)?\s*(?:đóng dấu|"
        r"ĐÓNG DẤU))?(?:[^\w\n]*$|[)\]][^\w\n]*|\s+(?=[A-ZĐ]))"
    ),
    confidence=0.9,
)
RULES = (BLOCK, NAME_ONLY, SIGNED)

_MARK = r"(?:TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ|T\.UQ)"
_AUTHORITY = rf"^(?:{_MARK}(?:[./,:]+\s*|\s+)(?=\w)|{_MARK}[./]?$|Q\.\s?(?=\w)|QUYỀN\s)"
_OFFICE = (
    r"^(?:q\. ?|quyen )?(?:pho )?(?:chu tich|chu nhiem|bo truong|thu truong|thu tuong|giam doc|tong giam doc|"
    r"cuc truong|"
    r"tong cuc truong|chi cuc truong|vu truong|chanh an|chanh van phong|chanh thanh tra|vien truong|hieu truong|"
    r"truong|"
    r"bi thu|tong bi thu|thong doc|tong thanh tra|tong kiem toan|chi huy truong|tu lenh|chinh uy|thuong truc|uy vien|"
    r"chu toa|"
    r"chu tri|nguoi|thu ky|to truong|doi truong|tong thu ky|doan chu tich|dai dien|ke toan truong|tham phan|phu trach|"
    r"chinh tri vien|tong bien tap|thuong vu|hoi truong|chanh)(?!\w)"
)
_BLOCK_LINES = 14
_MOST_TRIES = 500
"""No document has so many lines in capitals that name an office."""


class Signed(NamedTuple):
    """A signature block."""

    authority: str | None
    office: str | None
    name: str | None
    name_span: Span | None
    spans: tuple[Span, ...]
    """The lines that were read, in order."""
    used: int
    """How many of the given lines belong to it."""
    surname: bool


@dataclass(slots=True)
class _Unit:
    text: str
    authority: bool
    spans: list[Span]


def parse(lines: list[Line], *, noisy: bool) -> Signed | None:
    """A signature block from lines in order; None where the first of them are no part of one."""
    units: list[_Unit] = []
    for used, line in enumerate(lines[:_BLOCK_LINES]):
        if is_rule_line(line.text) or is_stamp(line.plain):
            continue
        signed = SIGNED.regex.match(line.text) if SIGNED.may_fire(line.text) else None
        text = line.text[signed.end() :] if signed else line.text
        if not text.strip(" ()[]."):
            continue
        text = _without_office(line, text, units)
        name = _name(text, units, noisy=noisy, ahead=lines[used + 1 : used + 4])
        if name is not None:
            start = line.start + line.text.index(name.split()[0], signed.end() if signed else 0)
            end = line.start + line.text.index(name.split()[-1], start - line.start) + len(name.split()[-1])
            return _signed(units, spaced(name), (start, end), used + 1)
        if not _take(line, units, noisy=noisy) and (not noisy or _is_prose(line)):
            return _signed(units, None, None, used) if units else None
    return _signed(units, None, None, min(len(lines), _BLOCK_LINES)) if units else None


def _without_office(line: Line, text: str, units: list[_Unit]) -> str:
    """The name of a line on which office and name ran together: CHỦ TỊCH Đinh Mộc Lan."""
    cut = compiled(rf"^((?:[{UPPER}]{{2,}}[ .,/-]+)+)(?=[{UPPER}][{LOWER}]+ )").match(text)
    if cut is None or not in_capitals(cut[1]) or in_capitals(text):
        return text
    authority = compiled(_AUTHORITY).match(cut[1]) is not None
    if not authority and not compiled(_OFFICE).match(plain(cut[1])):
        return text
    rest = text[cut.end() :]
    if person_in(rest) is None:
        return text
    start = line.start + line.text.index(cut[1])
    units.append(_Unit(cut[1].strip(), authority=authority, spans=[(start, start + len(cut[1].rstrip()))]))
    return rest


def _is_prose(line: Line) -> bool:
    return len(line.text) > 60 or line.plain.startswith(("can cu", "phu luc", "(kem", "(ban hanh"))


def _take(line: Line, units: list[_Unit], *, noisy: bool) -> bool:
    """Add a line to the units; False where it is none."""
    text = line.text
    if len(text) > 130:
        return False
    loud = in_capitals(text)
    authority = compiled(_AUTHORITY).match(text) is not None and (loud or len(text) < 60)
    office = compiled(_OFFICE).match(line.plain) is not None
    is_open = bool(units) and _unfinished(units[-1])
    if authority:
        alone = is_open and units[-1].authority and compiled(rf"^{_MARK}[./]?$").match(units[-1].text) is not None
        goes_on = alone
    elif is_open and (loud or office):
        goes_on = True
    elif office and (loud or (len(text) < 50 and not text.endswith((";", ".", ":")))):
        goes_on = False
    elif units and loud and len(text) < 80 and not line.plain.startswith(("phu luc", "mau ", "bieu ", "danh ")):
        if noisy and sum(map(str.isalpha, text)) < 6:
            return True  # what is left of a stamp or a signature
        goes_on = True
    else:
        return False
    if goes_on:
        units[-1].text += " " + text
        units[-1].spans.append(line.span)
    else:
        units.append(_Unit(text, authority=authority, spans=[line.span]))
    return True


def _unfinished(unit: _Unit) -> bool:
    return (
        unit.text.endswith((",", " VÀ", "-"))
        or compiled(rf"^(?:{_MARK}[./]?|PHÓ|QUYỀN|KIÊM|kiêm)$").match(unit.text) is not None
    )


def _name(text: str, units: list[_Unit], *, noisy: bool, ahead: list[Line]) -> str | None:
    """The name that a line consists of; one in capitals only where no ordinary one follows."""
    name = person_in(text, noisy=noisy, under_office=bool(units))
    if name is None or (in_capitals(name) and compiled(_OFFICE).match(plain(text))):
        return None
    if in_capitals(name):
        if units and _unfinished(units[-1]):
            return None
        if not has_surname(name) or any(person_in(line.text) and not in_capitals(line.text) for line in ahead):
            return None
        return name
    return name if units or has_surname(name) else None


def _signed(units: list[_Unit], name: str | None, name_span: Span | None, used: int) -> Signed:
    marked = [i for i, unit in enumerate(units) if unit.authority]
    last = marked[-1] if marked else -1
    authority = " ".join(unit.text for unit in units[: last + 1]) or None
    office = " ".join(unit.text for unit in units[last + 1 :]) or None
    spans = [span for unit in units for span in unit.spans]
    if name_span is not None:
        spans.append(name_span)
    surname = name is not None and has_surname(name)
    return Signed(
        authority and spaced(authority), office and spaced(office), name, name_span, tuple(spans), used, surname
    )


def find_block(words: str, start: int, stop: int, *, noisy: bool) -> tuple[Signed, int] | None:
    """The first block in a stretch that begins with authority or office in capitals and ends with a name."""
    pattern = rf"(?m)^[ ]{{0,40}}(?:{_MARK}[./, ][^\n]{{0,120}}|[{UPPER}][^a-z\n]{{3,100}})$"
    after = start
    tried = 0
    for found in compiled(pattern).finditer(words, start, stop):
        if found.start() < after:
            continue
        line = next(lines_of(words, found.start(), found.end()))
        if not (compiled(_AUTHORITY).match(line.text) or compiled(_OFFICE).match(line.plain)) or not in_capitals(
            line.text
        ):
            continue
        lines = list(lines_of(words, line.start, min(stop, line.start + 900)))
        signed = parse(lines, noisy=noisy)
        if signed and signed.name and len(signed.spans) <= 8:
            return signed, line.start
        tried += 1
        if tried > _MOST_TRIES:
            break
        if signed:  # the lines that led nowhere need not be tried one by one
            read = min(signed.used, len(lines)) // 2
            after = lines[read].start if read < len(lines) else line.end
    return None


def finding(signed: Signed, *, noisy: bool) -> Signature:
    """The block as a finding; a name alone is worth less, and so is one whose family name is not known."""
    rule = BLOCK if signed.authority or signed.office else NAME_ONLY
    confidence = rule.confidence if signed.surname else min(rule.confidence, 0.8)
    if signed.name is None:
        confidence = 0.6
    if noisy:
        confidence -= 0.12
    starts, ends = zip(*signed.spans, strict=True)
    pieces = tuple(sorted(signed.spans))
    scattered = any(b[0] - a[1] > 40 for a, b in itertools.pairwise(pieces))
    return Signature(
        "h.signature",
        (min(starts), max(ends)),
        rule.id,
        round(confidence, 2),
        authority=signed.authority,
        office=signed.office,
        name=signed.name,
        name_span=signed.name_span,
        segments=pieces if scattered else (),
    )

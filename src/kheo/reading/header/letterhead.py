"""The names of bodies in the letterhead (tên cơ quan, tổ chức ban hành; NĐ 30/2020 PL I.II.2), parent first.

The letterhead has two columns that texts flatten in every order: issuer above, below or left of the national title.
What is known (titles, number, date, abstract, stamps) is cut out; what is left in capitals are names.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

from kheo.reading.header.marks import furniture, is_draft_mark, is_incoming, is_stamp
from kheo.reading.header.mending import known_body, repeated_places, undoubled, with_head, with_place
from kheo.reading.header.names import central_bodies, name_key, provinces
from kheo.reading.header.page import Line, in_capitals, lines_of
from kheo.reading.header.recase import recased
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

NAMES = Rule(
    id="header.issuer-letterhead",
    meaning="The body named last in the letterhead issues the document; one named above it is its parent.",
    yes=("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", "BỘ TÀI CHÍNH\nCỤC THUẾ", "UBND TỈNH THANH GIANG\nSỞ NỘI VỤ"),
    no=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Uỷ ban nhân dân xã họp phiên thường kỳ"),
    check=lambda text: bool(bodies_in(text, (0, len(text)), [])),
    confidence=0.95,
)
RULES = (NAMES,)

_HEADS = (
    "bch|btv|btt|trung uong|uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|uy ban thuong vu quoc hoi|uy ban mttq|"
    "uy ban mat tran|ubmttq|uy ban|"
    "mat tran to quoc|bo|so|tong cuc|chi cuc|cuc|vu|van phong|ban|tinh uy|thanh uy|dang uy|huyen uy|quan uy|thi uy|"
    "dang bo|chi bo|hoi|tong lien doan|lien doan|lien minh|lien hiep|cong doan|doan|tinh doan|thanh doan|truong|"
    "trung tam|"
    "phong|toa an|vien|cong an|chinh phu|thu tuong|quoc hoi|chu tich nuoc|bao hiem|kho bac|ngan hang|thanh tra|"
    "kiem toan|"
    "tong cong ty|tap doan|cong ty|hoc vien|dai hoc|hoi dong|benh vien|thue|hai quan|quan khu|tram|to|dai|bao|quy|"
    "thi hanh an"
)
_BARE = (
    "uy ban trung uong|trung uong|van phong|thanh tra|hoi dong|ban chi dao|bo|so|cuc|uy ban|hoi|ban|truong|tong cuc|"
    "dang uy|dang bo|chi bo|ban quan ly|"
    "phong|vien|trung tam|toa an|toa an nhan dan|vien kiem sat|vien kiem sat nhan dan|bo chi huy|thuong truc|chi cuc|"
    "cong doan|doan|lien doan|hoi dong nhan dan|uy ban nhan dan|ban chap hanh|hoc vien|benh vien|tram|cong an|"
    "tong cong ty"
)
_PLACE = r"(?:tinh|tỉnh|thanh pho|tp|xa|phuong|dac khu|huyen|quan|thi xa|thi tran|thu do|khu vuc)\b"
_NO_NAMES = r"^\W*(?:du thao|mat|toi mat|tuyet mat|khan|thuong khan|hoa toc|so|kinh gui|phan [ivx]+|mau so)\W*$"


class Piece(NamedTuple):
    """What is left of one line of the letterhead."""

    span: Span
    text: str

    @property
    def key(self) -> str:
        """Its syllables without diacritics."""
        return name_key(self.text)


class Body(NamedTuple):
    """A body of the letterhead."""

    name: str
    """In ordinary case."""
    spans: tuple[Span, ...]
    repeats: tuple[Span, ...] = ()
    """Where the name stands once more before: gazettes print it above the letterhead."""

    @property
    def key(self) -> str:
        """Without diacritics, abbreviations spelled out."""
        return expanded_key(self.name)

    @property
    def span(self) -> Span:
        """The envelope of its words."""
        return self.spans[0][0], self.spans[-1][1]


def bodies_in(
    words: str, zone: Span, taken: list[Span], *, noisy: bool = False, place: str | None = None
) -> list[Body]:
    """The bodies named in a letterhead, parent first.

    `taken` are spans that belong to other fields; `place` is what stands beside the date, for scans.
    """
    pieces = _pieces(words, zone, taken, noisy=noisy)
    repeated = repeated_places(words[zone[1] :]) if noisy else ()
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _continues(groups[-1], piece):
            groups[-1].append(piece)
        elif _starts_name(piece) or (noisy and (known_body(piece.text) or with_head(piece.text) != piece.text)):
            groups.append([piece])
    groups = [part for group in groups for part in _split(group)]
    bodies: list[Body] = []
    for group in groups:
        body = Body(_joined(group, place, repeated, noisy=noisy), tuple(piece.span for piece in group))
        if bodies and bodies[-1].key == body.key:
            body = body._replace(repeats=bodies.pop().spans)
        bodies.append(body)
    return bodies


def _joined(group: list[Piece], place: str | None, repeated: tuple[str, ...], *, noisy: bool) -> str:
    name = expanded(" ".join(piece.text for piece in group))
    if not noisy:
        return recased(name)
    return known_body(name) or with_place(recased(with_head(name), noisy=True), place, repeated)


def _pieces(words: str, zone: Span, taken: list[Span], *, noisy: bool) -> list[Piece]:
    """The capitals that are left, line by line, from the line that has the national or Party title beside a name."""
    start, end = zone
    titles = [(a + start, b + start) for a, b in furniture(words[start:end], noisy=noisy)]
    if titles and taken:  # a name stands before the number or beside it
        end = min(end, max(span[1] for span in (*titles, *taken)))
    beside = _name_beside(words, zone, titles)
    cuts = sorted([*titles, *taken])
    pieces: list[Piece] = []
    lines = list(lines_of(words, start, end))
    for line, below in zip_longest(lines, lines[1:]):
        received = below is not None and is_incoming(below.plain)  # the receiver's name on its own stamp
        if line.end <= beside or received or is_stamp(line.plain) or is_draft_mark(line):
            continue
        for a, b in _left_over(line, cuts):
            piece = _cleaned(words, a, b, noisy=noisy)
            if piece is not None:
                pieces.append(piece)
    return pieces


def _name_beside(words: str, zone: Span, titles: list[Span]) -> int:
    """The start of the line on which a name stands left of the national title; lines before it are stamps."""
    for a, _ in titles[:1]:
        line_start = max(zone[0], words.rfind("\n", 0, a) + 1)
        left = words[line_start:a].strip(" _|.-–—:;,'*\"")
        if in_capitals(left) and compiled(rf"^(?:{_HEADS})\b").match(name_key(left)):
            return line_start
    return zone[0]


def _left_over(line: Line, cuts: list[Span]) -> list[Span]:
    left = []
    at = line.start
    for a, b in cuts:
        if b <= at or a >= line.end:
            continue
        if a > at:
            left.append((at, a))
        at = max(at, b)
    if at < line.end:
        left.append((at, line.end))
    return left


def _cleaned(words: str, start: int, end: int, *, noisy: bool) -> Piece | None:
    """A piece without the marks around it; None where it is no name in capitals."""
    text = words[start:end]
    found = compiled(r"[^\W_].*[^\W_]", 16).search(text)
    if found is None or not in_capitals(found[0]) or sum(map(str.isalpha, found[0])) < 2:
        return None
    cut = compiled(r"\s[_|—–-]{1,3}$|\s*[—–-]{2,}.*$", 16).sub("", found[0])
    cut = compiled(r"\sS[ốóôồ]$").sub("", " ".join(cut.split()))
    cut = undoubled(cut) if noisy else cut
    if compiled(_NO_NAMES).match(plain(cut)) or compiled(r"\d{3}|[@:/]").search(cut):
        return None
    # A broken scan of "V Ă N PHÒNG": single letters belong together.
    cut = compiled(r"\b(\w) (\w) (\w)\b(?= )").sub(r"\1\2\3", cut)
    return Piece((start + found.start(), start + found.start() + len(found[0].rstrip())), cut)


def _starts_name(piece: Piece) -> bool:
    return compiled(rf"^(?:{_HEADS})\b").match(piece.key) is not None


def _continues(group: list[Piece], piece: Piece) -> bool:
    """Whether a line goes on with the name above it."""
    before = " ".join(one.key for one in group)
    if compiled(r"^(?:va|thuoc|cua|truc thuoc)\b").match(piece.key) or before.endswith((" va", " cua")):
        return True
    if group[-1].text.endswith(("-", "–", ",")):
        return True
    if _same_again(group, piece):
        return False
    place = compiled(rf"^{_PLACE}").match(piece.key) is not None
    if not _starts_name(piece):
        complete = before in central_bodies() or _has_place(before)
        return (place or not compiled(r"\d").search(piece.text)) and (
            not complete or (place and not _has_place(before))
        )
    if compiled(rf"^(?:{_BARE})$").match(before):
        return not (before in {"uy ban nhan dan", "hoi dong nhan dan"} and not compiled(rf"^{_PLACE}").match(piece.key))
    return before == "bo chi huy" or before.endswith("tong cong")


def _has_place(key: str) -> bool:
    """Whether a name of a local body has its place already."""
    found = compiled(rf"\b{_PLACE} \w+ \w+").search(key)
    return found is not None


def _same_again(group: list[Piece], piece: Piece) -> bool:
    return " ".join(one.key for one in group) == piece.key


def _split(group: list[Piece]) -> list[list[Piece]]:
    """Two names of a letterhead that ran together: BỘ TÀI CHÍNH CỤC THUẾ."""
    key = " ".join(piece.key for piece in group)
    for name in sorted(central_bodies(), key=len, reverse=True):
        rest = key[len(name) + 1 :]
        if key.startswith(name + " ") and compiled(rf"^(?:{_HEADS})\b").match(rest):
            parts = _cut(group, len(name.split()))
            joint = compiled(r"[-–,]\s*$|\bVÀ\s*$").search(_before(group, parts[1][0]))
            return [group] if joint else parts
    place = compiled(
        rf"^(?:uy ban nhan dan|ubnd|tinh uy|thanh uy|dang bo).*?\b({'|'.join(provinces())}) (?=(?:{_HEADS})\b)"
    ).match(key)
    return _cut(group, len(place[0].split())) if place else [group]


def _before(group: list[Piece], right: Piece) -> str:
    """The printed words of a group before a piece that was cut from it; a joint document has a dash there."""
    text = ""
    for piece in group:
        inside = right.span[0] - piece.span[0]
        if inside < len(piece.text):
            return text + piece.text[: max(0, inside)] if inside > 0 else text
        text += piece.text + " "
    return text


def _cut(group: list[Piece], words_before: int) -> list[list[Piece]]:
    """The pieces up to a number of words, and those after it; the piece between them is cut in two."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in group:
        tokens = list(compiled(r"[^\W_]+").finditer(piece.text))
        if words_before >= len(tokens):
            left.append(piece)
        elif words_before <= 0:
            right.append(piece)
        else:
            at = tokens[words_before].start()
            start, end = piece.span
            head, tail = piece.text[:at].rstrip(" -–,"), piece.text[at:]
            left.append(Piece((start, start + len(head)), head))
            right.append(Piece((end - len(tail), end), tail))
        words_before -= len(tokens)
    return [part for part in (left, right) if part]


def expanded(name: str) -> str:
    """UBND, HĐND, BCH … spelled out, in the case of the rest."""
    table = {
        "UBND": "ỦY BAN NHÂN DÂN",
        "HĐND": "HỘI ĐỒNG NHÂN DÂN",
        "UBMTTQ": "ỦY BAN MTTQ",
        "UBMTTQVN": "ỦY BAN MTTQ VIỆT NAM",
        "MTTQVN": "MTTQ VIỆT NAM",
        "BCH": "BAN CHẤP HÀNH",
        "BTV": "BAN THƯỜNG VỤ",
        "BTT": "BAN THƯỜNG TRỰC",
        "TP": "THÀNH PHỐ",
        "TP.": "THÀNH PHỐ",
        "TW": "TRUNG ƯƠNG",
        "SGDĐT": "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    }
    loud = in_capitals(name)
    words = []
    for word in compiled(r"TP\.\s?|[^\s]+").findall(name):
        full = table.get(word.strip())
        words.append(word if full is None else full if loud else recased(full))
    return " ".join(" ".join(words).split())


def expanded_key(name: str) -> str:
    """The key of a name with its abbreviations spelled out."""
    return name_key(expanded(name))

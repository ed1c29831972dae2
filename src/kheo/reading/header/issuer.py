"""Who issues the document: from letterhead, signature and text together, never from the letterhead alone.

A standing committee's document carries the committee's name above and `T/M BAN THƯỜNG VỤ` below (HD 36); Bộ Chính trị
and Ban Bí thư write under “BAN CHẤP HÀNH TRUNG ƯƠNG”.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from kheo.reading.citations.issuers import bodies as coded_bodies
from kheo.reading.header.kind import opens_numbered
from kheo.reading.header.letterhead import NAMES, Body, expanded
from kheo.reading.header.names import central_bodies, name_key
from kheo.reading.header.number import AnnexLine
from kheo.reading.header.page import in_capitals
from kheo.reading.header.recase import recased
from kheo.reading.model import Field, Signature, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.values import replace

SIGNED_FOR = Rule(
    id="header.issuer-signature",
    meaning=(
        "The collective after T/M or TM. in the signature issues a Party document under its committee's letterhead."
    ),
    yes=("T/M BAN THƯỜNG VỤ", "T/M BỘ CHÍNH TRỊ", "TM. BAN BÍ THƯ"),
    no=("TM. ỦY BAN NHÂN DÂN", "T/L BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"),
    check=lambda text: party_collective(text) is not None,
    confidence=0.95,
)
CODED = Rule(
    id="header.issuer-code",
    meaning="The letterhead names another ministry than number and ordering formula, which agree: those are believed.",
    yes=("07/2024/TT-BTTTT",),
    no=("07/QĐ-UBND",),
    check=lambda text: ministry_of(text) is not None,
    confidence=0.85,
)
ORDERING = Rule(
    id="header.issuer-text",
    meaning="Without letterhead: the body that orders in the text (“Ban Thường vụ Tỉnh uỷ yêu cầu …”).",
    yes=("Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ báo cáo.", "Sở Nội vụ đề nghị các xã rà soát."),
    no=("Các đơn vị báo cáo Ban Thường vụ Tỉnh uỷ.",),
    check=lambda text: _ordering_bodies(text, 0, len(text), None) != [],
    confidence=0.75,
)
ANNEXED = Rule(
    id="header.issuer-annex",
    meaning="Without letterhead: the body in an annex's line “(Kèm theo … của …)”.",
    yes=("Ban Tuyên giáo Tỉnh uỷ",),
    no=("12/QĐ-UBND",),
    check=lambda text: compiled(r"^[A-ZĐỦ]\D+$").match(text) is not None,
    confidence=0.85,
)
NUMBERED = Rule(
    id="header.issuer-numbered",
    meaning="Without letterhead: the body in a first line that gives kind, number and issuer together.",
    yes=("Kết luận số 15-KL/TU, ngày 02/3/2026 của Ban Thường vụ Tỉnh uỷ về công tác dân vận",),
    no=("Theo Kết luận số 15-KL/TU của Ban Thường vụ Tỉnh uỷ",),
    check=lambda text: bool(in_first_line(text)),
    confidence=0.9,
)
RULES = (SIGNED_FOR, CODED, ORDERING, ANNEXED, NUMBERED)

_COMMITTEES = r"^(tinh uy|thanh uy|dang uy|huyen uy|quan uy|thi uy|dang bo|chi bo)\b"
_BOARDS = r"^(?:van phong|ban thuong truc|thuong truc|hoi dong thi dua|ban thi dua)(?!.*\b(?:tinh|xa|thanh pho) )"
_PLACELESS = {"uy ban nhan dan", "hoi dong nhan dan"}
_ASSOCIATIONS = (
    r"^(?:ban chap hanh |)(?:hoi|doan|cong doan|lien doan|tinh doan|thanh doan|tong lien doan)\b|"
    r"^ban chap hanh (?!trung uong)"
)
_VERBS = (
    "yêu cầu|đề nghị|ban hành|thông báo|hướng dẫn|kết luận|quyết nghị|quyết định|quy định|nhận được|trả lời|có ý kiến|"
    "báo cáo|giao|kính trình|xây dựng kế hoạch|chỉ đạo"
)
_NAME_HEADS = (
    "Ban Thường vụ|Ban Chấp hành|Ban Thường trực|Bộ Chính trị|Ban Bí thư|Ủy ban|Uỷ ban|UBND|Hội đồng nhân dân|HĐND|"
    "Tổng cục|"
    "Cục|Chi cục|Bộ|Sở|Ban|Văn phòng|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Đảng ủy|Đảng uỷ|Huyện ủy|Huyện uỷ|Chính phủ|"
    "Thủ tướng Chính phủ|Quốc hội|Hội|Liên đoàn|Phòng|Thanh tra|Tỉnh đoàn|Thành đoàn|Trung tâm"
)
_HEADS_OF = (
    ("tong cuc truong", "tong cuc"),
    ("cuc truong", "cuc"),
    ("bo truong", "bo"),
    ("truong ban", "ban"),
    ("chanh van phong", "van phong"),
    ("thu tuong", "thu tuong|chinh phu"),
    ("uy ban nhan dan", "uy ban nhan dan|ubnd"),
    ("ban thuong vu", "ban thuong vu|tinh uy|thanh uy|dang uy|huyen uy"),
    ("bo chinh tri", "bo chinh tri"),
    ("ban bi thu", "ban bi thu"),
)


class Evidence(NamedTuple):
    """All that may say who issues a document."""

    words: str
    bodies: list[Body]
    signature: Signature | None
    title_text: str
    """What stands under the kind name: “CỦA BỘ CHÍNH TRỊ”."""
    title_span: Span | None
    number: str | None
    number_span: Span | None
    tail: str
    """The symbol after the number, there even where the number is blank."""
    annex: AnnexLine | None
    body: Span
    noisy: bool


def party_collective(authority: str) -> str | None:
    """The Party collective that a signature stands for; None for others."""
    found = compiled(r"^t\s?[/.]?\s?m[./, ]+\s*(bo chinh tri|ban bi thu|ban thuong vu|ban chap hanh)").match(
        plain(authority)
    )
    return found[1] if found else None


def ministry_of(number: str) -> str | None:
    """The ministry whose code ends a number."""
    code = compiled(r"-([A-ZĐ]+)$").search(number)
    body = coded_bodies().get(code[1].upper()) if code else None
    return body.name if body and body.name.startswith("Bộ ") else None


def read_issuer(evidence: Evidence) -> tuple[Field | None, Field | None]:
    """The issuer and its parent; each None where nothing says it."""
    if evidence.bodies:
        return _from_letterhead(evidence)
    return _without_letterhead(evidence), None


def _from_letterhead(evidence: Evidence) -> tuple[Field | None, Field | None]:
    last = evidence.bodies[-1]
    parent = evidence.bodies[-2] if len(evidence.bodies) > 1 else None
    confidence = NAMES.confidence - (0.12 if evidence.noisy else 0)
    if last.key in _PLACELESS:
        last = _with_place(evidence, last)
        confidence = min(confidence, 0.8)
    if len(evidence.bodies) > 2:
        confidence = min(confidence, 0.85)
    issuer = _field("h.issuer", last, composed(last, parent), confidence)
    above = _field("h.parent_issuer", parent, parent.name, confidence) if parent else None
    collective = _collective(evidence)
    if last.key.startswith("ban chap hanh trung uong") and parent is None and collective:
        return _central(evidence, collective, last)
    if collective and compiled(_ASSOCIATIONS).match(last.key):
        return _of_association(issuer, collective[0], last), above
    if collective and compiled(_COMMITTEES).match(last.key):
        return _of_committee(issuer, collective[0], last), above
    other = _other_ministry(evidence, last)
    return (other, None) if other else (issuer, above)


def _with_place(evidence: Evidence, body: Body) -> Body:
    """A people's committee or council whose place the letterhead lost: the place that the text gives it most often."""
    pattern = (
        r"(?i:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân|hđnd)\s+((?i:tỉnh|thành phố|xã|phường|đặc khu|"
        r"huyện|"
        r"quận|thị xã|thị trấn) +[^\Wa-z\d_]\w*(?: [^\Wa-z\d_]\w*){0,3})"
    )
    named = Counter(
        recased(found[1]) if in_capitals(found[1]) else " ".join(found[1].split())
        for found in compiled(pattern).finditer(evidence.words, 0, 30_000)
    )
    if not named:
        return body
    place = named.most_common(1)[0][0]
    return body._replace(name=f"{body.name} {place[:1].lower()}{place[1:]}")


def _field(field_id: str, body: Body, value: str, confidence: float) -> Field:
    segments = body.spans if len(body.spans) > 1 else ()
    return Field(field_id, body.span, NAMES.id, round(confidence, 2), value=value, segments=segments)


def _collective(evidence: Evidence) -> tuple[str, Span] | None:
    """The collective that acts, from the signature, else from the words under the kind name."""
    signature = evidence.signature
    if signature and signature.authority:
        collective = party_collective(signature.authority)
        if collective:
            return collective, signature.segments[0] if signature.segments else signature.span
    named = compiled(r"^\W*cua (bo chinh tri|ban bi thu|ban thuong vu|ban chap hanh)").match(plain(evidence.title_text))
    return (named[1], evidence.title_span) if named and evidence.title_span else None


def _central(evidence: Evidence, collective: tuple[str, Span], letterhead: Body) -> tuple[Field, Field | None]:
    names = {
        "bo chinh tri": "Bộ Chính trị",
        "ban bi thu": "Ban Bí thư",
        "ban chap hanh": "Ban Chấp hành Trung ương",
        "ban thuong vu": "Ban Chấp hành Trung ương",
    }
    value = names[collective[0]]
    if value == "Ban Chấp hành Trung ương":
        return _field("h.issuer", letterhead, value, NAMES.confidence), None
    confidence = SIGNED_FOR.confidence - (0.12 if evidence.noisy else 0)
    issuer = Field("h.issuer", collective[1], SIGNED_FOR.id, confidence, value=value)
    return issuer, _field("h.parent_issuer", letterhead, letterhead.name, confidence)


def _of_committee(issuer: Field, collective: str, committee: Body) -> Field:
    if collective == "ban thuong vu":
        value = f"Ban Thường vụ {committee.name}"
    elif collective == "ban chap hanh":
        value = f"Ban Chấp hành {_party_organisation(committee.name)}"
    else:
        return issuer
    return replace(issuer, value=value, rule=SIGNED_FOR.id)


def _of_association(issuer: Field, collective: str, body: Body) -> Field:
    """The collective of a mass organisation: Ban Thường vụ Hội Nông dân xã Y."""
    if collective != "ban thuong vu" or body.key.startswith("ban thuong vu"):
        return issuer
    name = issuer.value.removeprefix("Ban Chấp hành ")
    return replace(issuer, value=f"Ban Thường vụ {name}", rule=SIGNED_FOR.id, confidence=min(issuer.confidence, 0.85))


def _party_organisation(committee: str) -> str:
    """Tỉnh ủy X → Đảng bộ tỉnh X; Đảng ủy xã Y → Đảng bộ xã Y."""
    for short, unit in (("tinh uy", "tỉnh"), ("thanh uy", "thành phố"), ("huyen uy", "huyện"), ("quan uy", "quận")):
        if plain(committee).startswith(short + " "):
            return f"Đảng bộ {unit} {committee[len(short) + 1 :]}"
    if plain(committee).startswith("dang uy "):
        return f"Đảng bộ {committee[8:]}"
    return committee


def composed(body: Body, parent: Body | None) -> str:
    """The name with what the line above adds: place of a department, the committee of an office or board."""
    if parent is None:
        return body.name
    if compiled(_COMMITTEES).match(parent.key) or parent.key.startswith("ban chap hanh trung uong"):
        return _of_party_body(body, parent)
    board = compiled(r"(?i)^ban chấp hành\s+").match(body.name)
    if board and compiled(_ASSOCIATIONS).match(parent.key):
        return f"Ban Chấp hành {parent.name.removesuffix(' Việt Nam')} {body.name[board.end() :]}"
    if compiled(_BOARDS).match(body.key):
        return f"{body.name} {parent.name[:1].upper()}{parent.name[1:]}"
    place = _place_of(parent)
    local = compiled(r"^(?:so|phong|thanh tra|ban|chi cuc|trung tam)\b").match(body.key)
    return f"{body.name} {place}" if place and local and name_key(place) not in body.key else body.name


def _of_party_body(body: Body, parent: Body) -> str:
    """Ban Tổ chức Trung ương, Văn phòng Tỉnh uỷ X: an advisory body bears its committee's name."""
    if parent.key.startswith("ban chap hanh trung uong"):
        if body.key == "van phong":
            return "Văn phòng Trung ương Đảng"
        return body.name if "trung uong" in body.key else f"{body.name} Trung ương"
    advises = compiled(r"^(?:ban|van phong|uy ban kiem tra|co quan)\b").match(body.key)
    own = compiled(_COMMITTEES).match(parent.key)
    if advises and own and own[1] not in {"dang bo", *body.key.split()} and own[1] not in body.key:
        return f"{body.name} {parent.name}"
    return body.name


def _place_of(parent: Body) -> str | None:
    """The unit whose people's committee stands above."""
    found = compiled(r"^(?:uy ban nhan dan|hoi dong nhan dan)\s+").match(plain(parent.name))
    return parent.name[found.end() :] if found else None


def _other_ministry(evidence: Evidence, last: Body) -> Field | None:
    """The ministry of number and ordering formula, where the letterhead names another."""
    coded = ministry_of(evidence.number) if evidence.number else None
    if coded is None or not last.key.startswith("bo ") or name_key(coded) == last.key:
        return None
    if last.key not in central_bodies() or f"{coded} ban hành" not in evidence.words[: evidence.body[1]]:
        at = evidence.words.find(f"Bộ trưởng {coded}", 0, evidence.body[1])
        if at < 0 or last.key not in central_bodies():
            return None
        at += len("Bộ trưởng ")
    else:
        at = evidence.words.index(f"{coded} ban hành")
    return Field("h.issuer", (at, at + len(coded)), CODED.id, CODED.confidence, value=coded)


def _without_letterhead(evidence: Evidence) -> Field | None:
    collective = _collective(evidence)
    first = evidence.words[:400].lstrip().split("\n", 1)[0]
    of = compiled(
        r"(?i)\bsố:?\s\S+[^\n]{0,40}?\scủa\s((?:[A-ZĐỦ][^,\n]{3,70}?))(?=\s(?:về|Về|VỀ|ban hành)\s|[,.;]|\(|$)"
    ).search(first)
    if of and in_first_line(first):
        at = evidence.words.index(of[1])
        return Field(
            "h.issuer", (at, at + len(of[1])), NUMBERED.id, NUMBERED.confidence, value=recased(expanded(of[1]))
        )
    if evidence.annex and evidence.annex.issuer_span:
        span = evidence.annex.issuer_span
        name = expanded(" ".join(evidence.words[slice(*span)].split()))
        return Field("h.issuer", span, ANNEXED.id, ANNEXED.confidence, value=recased(name))
    coded = _central_of_code(evidence) or _local_of_code(evidence)
    if coded:
        return coded
    wanted = None
    signature = evidence.signature
    if signature:
        said = plain(f"{signature.authority or ''} {signature.office or ''}")
        wanted = next((heads for office, heads in _HEADS_OF if office in said), None)
    found = _ordering_bodies(evidence.words, *evidence.body, wanted)
    if found:
        name, span, count = found[0]
        confidence = ORDERING.confidence + (0.08 if wanted or count > 2 else 0)
        return Field("h.issuer", span, ORDERING.id, round(confidence, 2), value=expanded(name))
    if collective and collective[0] in {"bo chinh tri", "ban bi thu"}:
        value = {"bo chinh tri": "Bộ Chính trị", "ban bi thu": "Ban Bí thư"}[collective[0]]
        return Field("h.issuer", collective[1], SIGNED_FOR.id, SIGNED_FOR.confidence, value=value)
    return None


def _central_of_code(evidence: Evidence) -> Field | None:
    """The central body whose code ends the number; local bodies share theirs and cannot be told by it."""
    code = compiled(r"[-/]([^\W\d_]+)(?:-[^-/]+)?$").search(evidence.number or "")
    body = coded_bodies().get(code[1].upper()) if code else None
    if body is None or name_key(body.name) not in central_bodies():
        return None
    at = evidence.words.find(body.name)
    span = (at, at + len(body.name)) if at >= 0 else evidence.number_span
    return Field("h.issuer", span, CODED.id, 0.75, value=body.name) if span else None


def _local_of_code(evidence: Evidence) -> Field | None:
    """The people's committee or council of the place that the text gives it, where the number's code names one."""
    code = compiled(r"-(UBND|HĐND)\b|^(UBND)-").search(evidence.tail)
    if code is None:
        return None
    name = "Hội đồng nhân dân" if code[1] == "HĐND" else "Ủy ban nhân dân"
    placed = _with_place(evidence, Body(name, (evidence.number_span or evidence.body,)))
    if placed.name == name:
        return None
    return Field("h.issuer", placed.span, CODED.id, 0.7, value=placed.name)


def in_first_line(line: str) -> bool:
    """Whether a line opens with the kind of document and its number."""
    return " số" in line and opens_numbered(line)


def _ordering_bodies(words: str, start: int, stop: int, wanted: str | None) -> list[tuple[str, Span, int]]:
    """Bodies that order in the text, the most often named first; each with its first place."""
    pattern = (
        rf"(?:^|(?<=[,.;:\n“(]\s)|(?<=\n))((?:{_NAME_HEADS})(?![^\W\d_])[^,.;:()\n]{{0,70}}?)\s+(?:{_VERBS})(?!\w)"
    )
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, Span]] = {}
    for found in compiled(pattern).finditer(words, start, min(stop, start + 40_000)):
        name = found[1]
        if compiled(r"\s(?:đã|có|để|cần|được|phải|khi|nhận|theo|tiếp tục|chủ trì|phối hợp|đang|sẽ|trên|về)\s?").search(
            f"{name} "
        ):
            continue
        key = name_key(name)
        if wanted and not compiled(rf"^(?:{wanted})\b").match(key):
            continue
        counts[key] += 1
        first.setdefault(key, (name, found.span(1)))
    return [(*first[key], count) for key, count in counts.most_common()]

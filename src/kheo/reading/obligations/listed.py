"""Lists of bodies: where one begins, each of its names, and titles that consist of names."""

from __future__ import annotations

from kheo.reading.model import Span
from kheo.reading.obligations.bodies import CLEAR, all_bodies, body_at, find_predicate, name_span
from kheo.reading.obligations.lexicon import SYLLABLE
from kheo.reading.obligations.view import View
from kheo.reading.rules import compiled

_AND = r"(?:,|;|:| và| hoặc| cùng|/)[ ]"
_BEFORE_LIST = r"(?<!\w)(?:\d{4}|tới|là|nay|rằng|trước mắt|toàn) $"
"""A circumstance may end so without a comma."""
_DESCRIBES = r" (?:phụ trách|đang hoạt động|trực tiếp phụ trách|đóng trên địa bàn|được phân công|được giao)(?!\w)"
"""What these open says which persons or bodies a title means."""
_WORK = ("xây dựng", "đầu tư", "thiết kế", "phân phối", "đào tạo", "chăm sóc", "giáo dục", "nghiên cứu")
"""Work that bodies are told apart by, beside that of `GENERIC_NAMING`; elsewhere these verbs order."""
_LONGEST_WORK = 140
_SHORT_WORK = 45
"""No longer is a title such as `Cơ quan chủ trì soạn thảo`, without `các`."""
_DOES = r"(?<!\w)(?:thực hiện|triển khai) (?:nghiêm|tốt|đầy đủ|hiệu quả|có hiệu quả|các|những|một số) |, trong đó"
"""Words behind a verb that say what is done, not which bodies are meant."""
_AT_END = r",? (?:(?:khẩn trương|tiếp tục|chủ động|tích cực|kịp thời|nghiêm túc|tập trung)(?:,| và)? ?){1,3}$"
"""Words of manner between the names and the colon: `Bộ Công an khẩn trương:`."""


def split_names(view: View, span: Span) -> tuple[Span, ...]:
    """One span for each body in a list of names; `các sở, ban, ngành` stays one."""
    start, end = span
    pieces: list[Span] = []
    for found in view.cue(_AND).finditer(view.mask, start, end):
        at = view.skip(found.end(), end)
        separate = view.words[at : at + 1].isupper() or view.at("DETERMINERS", at) is not None
        if separate and body_at(view, at) is not None and not _bound(view, found.start(), found[0]):
            pieces.append((start, found.start()))
            start = at
    pieces.append((start, end))
    trimmed = (view.trimmed(piece) for piece in pieces)
    return tuple(piece for piece in trimmed if piece[0] < piece[1])


def _bound(view: View, pos: int, mark: str) -> bool:
    """Whether a colon belongs to a list of places or offices: `Giám đốc: Sở Nội vụ` keeps its office."""
    return mark.startswith(":") and pos > 0


def start_of_list(view: View, before: Span, pos: int) -> int:
    """Where the list of bodies begins that a comma before `pos` stands in: `trong năm 2027 các xã, phường …`."""
    begin, comma = before
    if body_at(view, pos) is None:
        return pos
    start = max(begin, *(view.mask.rfind(mark, begin, comma) + 1 for mark in ",;:."))
    for found in compiled(SYLLABLE).finditer(view.mask, start, comma):
        if body_at(view, found.start()) is not None and all_bodies(view, (found.start(), comma)):
            opened = view.cue(_BEFORE_LIST).search(view.mask, start, found.start()) is not None
            return found.start() if opened else pos
    return pos


def titled_bodies(view: View, span: Span) -> tuple[Span, ...]:
    """The bodies or persons that a title names, also by what they do: `Cán bộ phụ trách lĩnh vực …`."""
    if body_at(view, span[0]) is None:
        return ()
    manner = view.cue(_AT_END).search(view.mask, *span)
    span = (span[0], manner.start()) if manner else span
    described = view.cue(_DESCRIBES).search(view.mask, *span)
    names = (span[0], described.start() if described else span[1])
    if all_bodies(view, names):
        cut = name_span(view, *names)
        whole = described is not None and cut[1] >= view.trimmed(names)[1]
        return split_names(view, span if whole else cut)
    return split_names(view, span) if _told_by_their_work(view, span) else ()


def _told_by_their_work(view: View, span: Span) -> bool:
    """`Các đơn vị quản lý, vận hành công trình`: a verb behind a common noun says which bodies are meant."""
    head = body_at(view, span[0])
    found = find_predicate(view, head, span[1]) if head is not None and span[1] - span[0] < _LONGEST_WORK else None
    if (
        found is None
        or found[1]
        or found[2]
        or (view.at("DETERMINERS", span[0]) is None and span[1] - span[0] > _SHORT_WORK)
    ):
        return False
    word = view.mask[found[0] : view.at("VERBS", found[0]) or found[0]]
    if not view.lexicon("GENERIC_NAMING").covers(word) and word not in map(view.key, _WORK):
        return False
    doing = view.cue(CLEAR).search(view.mask, *span) or view.cue(_DOES).search(view.mask, *span)
    return doing is None


def named_before(view: View, span: Span) -> tuple[Span, ...]:
    """Those of whom a word of duty behind the span speaks: all of it names them, whatever verbs stand in it."""
    if body_at(view, span[0]) is None and view.at("DETERMINERS", span[0]) is None:
        return ()
    called = view.cue(r",? (?:là|với vai trò) ").search(view.mask, *span)
    return split_names(view, name_span(view, span[0], called.start() if called else span[1]))

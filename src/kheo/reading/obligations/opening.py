"""The ordering formula before the tasks: who orders whom (`Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ … như sau:`)."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.model import Span
from kheo.reading.obligations import speaking
from kheo.reading.obligations.bodies import body_at, find_predicate, name_span, subject_at
from kheo.reading.obligations.listed import split_names, start_of_list
from kheo.reading.obligations.view import View

_ANNOUNCES = (
    r"(?:như sau|sau đây|sau|dưới đây|cụ thể|yêu cầu|đề nghị|kết luận|chỉ đạo|ý kiến|lưu ý|thông báo"
    r"|chỉ thị|điện|quyết nghị|(?:một số|các|những|\d+) (?:nội dung|nhiệm vụ|công việc|việc|giải pháp|vấn đề)"
    r"|tập trung thực hiện|tập trung vào|nhiệm vụ của [^.;:]{3,160} là)"
    r"(?: một số (?:nội dung|nhiệm vụ|điểm)| trọng tâm| chủ yếu| cụ thể| cơ bản| chính){0,3}\s*[:.]?\s*$"
)
_ORDERS = (
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|có ý kiến|hướng dẫn|ban hành|thông báo|xây dựng"
    r"|phân công|lưu ý|đề ra|triển khai|quyết định|chỉ thị|điện|quyết nghị|tập trung|thực hiện"
    r"|xác định|thống nhất)(?!\w)"
)
_GENERIC = (
    r"(?:(?:các|những|một số|tốt các|tốt một số|tốt|nghiêm|nghiêm túc|nghiêm các|nghiêm túc các|ngay"
    r"|ngay các|ngay một số|có hiệu quả|hiệu quả)? ?){1,3}"
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|việc|biện pháp|yêu cầu|vấn đề|công tác"
    r"|công đoạn)(?: công việc| công tác| nhiệm vụ|, giải pháp| và giải pháp|, nhiệm vụ| trọng tâm"
    r"| chủ yếu| chính| cụ thể| cơ bản|,| trọng điểm| cấp bách| trước mắt){0,4}"
    r"(?: như)? ?(?:sau|sau đây|dưới đây|gồm)?\s*$"
)
_LISTED_BELOW = (
    r"(?:nội dung|nhiệm vụ|công việc|việc|giải pháp|vấn đề|yêu cầu|biện pháp|mặt công tác|điểm)"
    r"(?:,? (?:và )?(?:nội dung|nhiệm vụ|giải pháp|trọng tâm|chủ yếu|chính|cụ thể|cơ bản|trọng điểm|cấp bách)){0,4}"
    r"(?: như)? ?(?:sau|sau đây|dưới đây)[.:]?$"
)
_SAU = r"(?:như sau|sau đây)[:.;]?$|(?:nội dung|nhiệm vụ|công việc|giải pháp|việc|trọng tâm|chủ yếu) sau[.;]?$"
_TASKS_OF = r"(?<!\w)(?:nhiệm vụ|công việc)(?: (?:trọng tâm|chủ yếu|chính|cụ thể|công tác|cơ bản)){0,2} của "
_NAME_ENDS = r"(?<!\w)(?:năm \d{4}|trong|thời gian|như|sau|từ|gồm)(?!\w)|:"
_CHUNK = r"[,:;] |(?<=[a-zà-ỹ]\.) "
_WITHOUT_COMMA = r"(?<!\w)(?:thời gian tới|nhấn mạnh|trọng tâm|chủ yếu|năm \d{4}|rằng|mà|yêu cầu|toàn) "
LAYS = (
    "yêu cầu|đề nghị|giao (?:nhiệm vụ |trách nhiệm )?cho|giao nhiệm vụ|giao|phân công nhiệm vụ cho|phân công"
    "|chỉ thị cho"
)
_DIRECTS = r"(?<!ban )(?<!lãnh đạo, )(?<!lãnh đạo và )(?<!tập trung )(?<!\w)chỉ đạo"
"""`Ban Chỉ đạo` is a body; behind `lãnh đạo,` the verb is what somebody is to do."""
_THE_LIST = (
    r"(?: (?:thực hiện|triển khai|làm|tập trung))*(?: (?:tốt|nghiêm|ngay))*"
    r" (?:(?:các|những|một số) (?:nội dung|nhiệm vụ|công việc|việc|giải pháp|biện pháp|yêu cầu)(?!\w)"
    r"|(?:nội dung|nhiệm vụ|công việc|việc) sau|(?:cụ thể )?như sau|sau đây|dưới đây)|,? cụ thể"
)
"""Where the names end in a formula without a verb: `giao cho Văn phòng và các ban những việc sau:`."""
_CARRIES = (
    r"(?:cần|phải|tập trung|tiếp tục|thực hiện|quan tâm|làm tốt|triển khai|chú trọng|khẩn trương|chủ động|tích cực"
    r"|nghiêm túc|đẩy mạnh|tăng cường|chỉ đạo|lãnh đạo|nỗ lực|quán triệt|tổ chức)(?!\w)"
)
_SPEAKS = (
    r"(?<!\w)(?<!ban )(?<!được )(?:kết luận|yêu cầu|đề nghị|nhấn mạnh|chỉ đạo|thống nhất|đồng ý|nhất trí|đề ra|lưu ý"
    r"|ý kiến|quyết định|chỉ thị|quyết nghị|xác định|ghi nhận|đánh giá|cho rằng|nhận định|nhận thấy|thông báo|nêu rõ"
    r"|khẳng định|quy định|giao|phân công)"
    r"(?:,? (?:và|cao|rõ|về|các|một số|những|chủ trương|nhận thức|quan điểm|nội dung|vấn đề|nhiệm vụ|ý kiến|điểm|việc"
    r"|công việc|giải pháp|yêu cầu|phương hướng|mục tiêu|biện pháp|định hướng|trọng tâm|chủ yếu|cụ thể|cơ bản|chung"
    r"|kết luận|chỉ đạo|thống nhất|giao|như|sau|đây|dưới)(?!\w)){0,14}\s*[:.]?\s*$"
)
_LONGEST_SPEECH = 160
_FURTHEST_VERB = 160
"""So far from the head of a name its verb begins."""
_SESSION = (
    r"(?<!\w)(?:buổi )?làm việc với (?:(?:tập thể )?(?:lãnh đạo|ban thường vụ|ban chấp hành|thường trực"
    r"|cán bộ chủ chốt)(?: chủ chốt)?(?: của)? )?"
)


def is_formula(view: View, line: Span) -> bool:
    """Whether a paragraph announces what follows and is no order of its own."""
    text = view.mask[slice(*line)].rstrip()
    if not view.cue(_ORDERS).search(text[-700:]):
        return False
    announced = text.endswith(":") and view.cue(_ANNOUNCES).search(text[-220:])
    return bool(announced) or view.cue(_SAU).search(text[-24:]) is not None


def announced_only(view: View, words: Span) -> bool:
    """Whether the object of an introduction is nothing but `các nội dung sau`."""
    text = view.mask[slice(*words)].strip(" :.,;")
    return len(text) < 160 and view.cue(_GENERIC).fullmatch(text) is not None


def addressed(view: View, line: Span) -> tuple[Span, ...]:
    """The bodies that the formula lays the tasks on; empty where it names none."""
    return asked(view, line, LAYS) or asked(view, line, _DIRECTS) or _carriers(view, line)


def asked(view: View, line: Span, words: str = "yêu cầu|đề nghị") -> tuple[Span, ...]:
    """The bodies behind the last of the ordering words in a line; empty where none is named there."""
    start, stop = line
    last: tuple[Span, ...] = ()
    for found in view.cue(rf"(?<!\w)(?:{words})(?!\w)").finditer(view.mask, start, stop):
        at = view.skip(found.end(), stop, " :")
        if last and found.start() < last[-1][1]:
            continue
        if body_at(view, at) is None:
            continue
        subject = subject_at(view, at, stop, at_large=True)
        if subject is not None and not subject.told:
            last = split_names(view, subject.span)
        elif view.mask[at : stop + 1].rstrip().endswith(":"):
            last = split_names(view, _before_list(view, at, stop)) or last
    return last


def _before_list(view: View, at: int, stop: int) -> Span:
    """The names from a place up to the words for the list that is announced."""
    listed = view.cue(_THE_LIST).search(view.mask, at, stop)
    return name_span(view, at, listed.start() if listed else stop)


def announces_generally(view: View, line: Span) -> bool:
    """Whether a line ends with `… các nhiệm vụ trọng tâm sau:`."""
    text = view.mask[max(line[0], line[1] - 70) : line[1]].rstrip()
    return view.cue(_LISTED_BELOW).search(text) is not None


def _carriers(view: View, line: Span) -> tuple[Span, ...]:
    """`…, các chi bộ cần tập trung thực hiện tốt các nhiệm vụ sau:` lays them on its subject."""
    start, stop = line
    for found in view.cue(_TASKS_OF).finditer(view.mask, start, stop):
        if body_at(view, found.end()) is not None:
            end = view.cue(_NAME_ENDS).search(view.mask, found.end(), stop)
            return split_names(view, name_span(view, found.end(), end.start() if end else stop))
    if speaks(view, line):
        return ()
    for at in _chunks(view, line):
        subject = subject_at(view, at, stop, at_large=True) if body_at(view, at) is not None else None
        if subject is None or subject.told:
            continue
        if subject.duty or view.cue(_CARRIES).match(view.mask, subject.predicate) is not None:
            return split_names(view, subject.span)
    return ()


def speaks(view: View, line: Span) -> bool:
    """`Ban Thường vụ kết luận một số nội dung sau:` says who speaks, not who is to act; the rule `exclude.speaks`."""
    start = max(line[0], line[1] - _LONGEST_SPEECH)
    told = view.cue(_SPEAKS).search(view.mask[start : line[1]]) is not None or tells(view, line)
    return told and not asked(view, line, LAYS)


def tells(view: View, line: Span) -> bool:
    """`Văn phòng đề nghị tập trung vào các việc sau:`: the first body of the line says what others are to do."""
    if not view.mask[line[0] : line[1] + 2].rstrip().endswith((":", "sau", "sau.")):
        return False
    for at in _chunks(view, line):
        if (head := body_at(view, at)) is None:
            continue
        said = view.cue(speaking.TELLS).search(view.mask, head, min(line[1], head + _FURTHEST_VERB))
        if said is None or view.at("DETERMINERS", at) is not None:
            return False
        return find_predicate(view, head, said.start()) is None
    return False


def _chunks(view: View, line: Span) -> Iterator[int]:
    """Where a subject may begin: at once, behind a mark, behind words that need none."""
    start, stop = line
    yield view.skip(start, stop)
    marks = [found.span() for one in (_CHUNK, _WITHOUT_COMMA) for found in view.cue(one).finditer(view.mask, *line)]
    for mark, end in sorted(marks):
        yield start_of_list(view, (start, mark), view.skip(end, stop))


def session_with(view: View, start: int, stop: int) -> Span | None:
    """The place or body whose meeting the conclusions are of (`buổi làm việc với lãnh đạo tỉnh Thanh Giang`)."""
    found = view.cue(_SESSION).search(view.mask, start, stop)
    if found is None:
        return None
    end = view.cue(r"(?<!\w)(?:về|theo|nhằm|để|tại|do|đã|và|ngày|trong)(?!\w)|[,.;:\n]").search(
        view.mask, found.end(), stop
    )
    span = view.trimmed((found.end(), min(end.start() if end else stop, found.end() + 120)))
    return span if span[1] > span[0] and body_at(view, span[0]) is not None else None

"""Names of bodies, offices and groups of people, and where in a clause they end and the predicate begins."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.lexicon import SYLLABLE, before_nouns, not_a_body, nouns_of_verbs, telling_syllables
from kheo.reading.obligations.quoted import BLANK
from kheo.reading.obligations.view import View
from kheo.reading.rules import compiled

_LONG_ENOUGH = 60
"""A committee whose name ends with a verb phrase shorter than this is named and nothing said of it."""

LONGEST = 1400
"""No subject seen is longer; an executing article may name twenty offices."""

CLEAR = (
    r"(?<!, )(?<!\w)(?:tiếp tục|tập trung|chủ động|khẩn trương|tích cực|kịp thời|nghiêm túc|tăng cường"
    r"|thường xuyên|đẩy mạnh)(?!\w)"
)
_NEAR_DUTY = r"(?! và )[^,;.:]{0,45}(?<!\w)((?:có|chịu) trách nhiệm)(?!\w)"
_CIRCUMSTANCE_ENDS = r"(?<!\w)(?:này|được giao|được phân công|nêu trên|ở trên|của mình) $"
"""The verb behind the end of a circumstance is the predicate: `căn cứ Kế hoạch này tổ chức …`."""
_FOREMOST = r"(?<!\w)(?:trước hết|trước tiên|nhất|đặc biệt|cụ thể) là$"
"""`các cơ quan, trước hết là Văn phòng …` names some of those meant and tells nothing of them."""
_ENDS_OF_NAMES = ("giúp việc", "tổ công tác", "đoàn công tác")
"""Names end so; the noun in them makes none of the verb behind."""


class Subject(NamedTuple):
    """Who acts: the words that name them, where the predicate begins, and whether a fact is told of them instead."""

    span: Span
    predicate: int
    duty: bool
    """A word of duty (`có trách nhiệm`, `phải`) opens the predicate."""
    told: bool = False


def body_at(view: View, pos: int) -> int | None:
    """Where the head of a name that begins at `pos` ends; None where no name begins there."""
    pos, determined = _past_determiners(view, pos)
    end = view.at("BODY_HEADS", pos)
    if end is None:
        return None
    head, after = view.mask[pos:end], view.skip(end, len(view.mask))
    capital = view.words[pos].isupper()
    shouted = view.words[after : after + 2].isupper() and view.words[after : after + 2].isalpha()
    named = view.words[after : after + 1].isupper() and not (shouted and view.words[pos:end].isupper())
    if not named and not (determined and head == view.key("người")) and _refused(view, head, after):
        return None
    if determined or _stands_alone(view, head, after, capital=capital, named=named):
        return end
    return None


def _stands_alone(view: View, head: str, after: int, *, capital: bool, named: bool) -> bool:
    """Whether a head begins a name without `các`: words that are verbs or common nouns too need a name behind them."""
    if view.noisy and not capital and " " not in head:
        return False
    if not view.lexicon("NEEDS_NAME").covers(head):
        return True
    goes_on = view.at("NAME_GOES_ON", after) is not None
    if head == view.key("tổ chức"):
        return goes_on and capital
    noun = capital or not view.lexicon("VERBS").covers(head) or _behind_ordering(view, after, head)
    return noun and (named or goes_on)


def _behind_ordering(view: View, after: int, head: str) -> bool:
    """Behind `yêu cầu`, `giao` stands a name and no verb: `yêu cầu lãnh đạo các đơn vị …`."""
    before = view.mask.rfind(head, 0, after)
    return (
        view.cue(r"(?<!\w)(?:yêu cầu|đề nghị|giao|giao cho|phân công|lưu ý) $").search(
            view.mask, max(0, before - 12), before
        )
        is not None
    )


def _past_determiners(view: View, pos: int) -> tuple[int, bool]:
    """Past `các`, `tất cả các`, unless a longer head begins there (`các sở`)."""
    determined = False
    for _ in range(2):
        end = view.at("DETERMINERS", pos)
        if end is None or (view.at("BODY_HEADS", pos) or 0) > end:
            break
        pos, determined = view.skip(end, len(view.mask)), True
    return pos, determined


def _refused(view: View, head: str, after: int) -> bool:
    """Whether the word behind shows that the head is none: `ban hành`, `hội nghị`."""
    following = compiled(SYLLABLE).match(view.mask, after)
    return following is not None and following[0] in not_a_body(noisy=view.noisy).get(head, frozenset())


def subject_at(view: View, pos: int, stop: int, *, at_large: bool = False) -> Subject | None:
    """The bodies named from `pos` on and the predicate behind them; None where no body is named or nothing is said.

    People at large (`người lao động`) count where a word of responsibility follows, or the caller lets them.
    """
    head = body_at(view, pos)
    if head is None:
        return None
    stop = min(stop, pos + LONGEST)
    found = find_predicate(view, head, stop)
    if found is None:
        return None
    predicate, duty, told = found
    people = view.at("PEOPLE", pos) == head and not _named(view, head) and not at_large
    if people and not view.cue("(?:có|chịu) trách nhiệm").match(view.mask, predicate):
        return None
    return Subject(name_span(view, pos, predicate), predicate, duty, told)


def _named(view: View, end: int) -> bool:
    """Whether a name of its own stands behind the head: `Công ty Suối Lam`."""
    return view.words[view.skip(end, len(view.mask)) :][:1].isupper()


def find_predicate(view: View, start: int, stop: int) -> tuple[int, bool, bool] | None:
    """The first place where a predicate begins: its offset, whether by a word of duty, whether a fact is told."""
    at, fallback, aside = start, None, False
    work: int | None = None  # where the verb ends that says what sort of body it is: `đơn vị quản lý, vận hành …`
    syllable, telling = compiled(SYLLABLE), telling_syllables(noisy=view.noisy)
    while found := syllable.search(view.mask, at, stop):
        pos, at = found.start(), found.end()
        if found[0] not in telling or not view.words[pos].islower():
            continue
        duty = view.at("DUTY", pos) is not None
        if duty or (not aside and _lays_on_a_body(view, start, pos, stop)):
            return pos, duty, False
        named = _only_names(view, start, pos)
        if named is not None:
            at = max(at, named)
            continue
        verdict = _told(view, pos)
        if verdict is not None:
            if verdict:
                return pos, False, True
            aside = aside or _passive(view, pos)
            continue
        aside = aside or view.at("ASIDES", pos) is not None
        end = verb_end(view, pos, stop)
        if end is None:
            at = _past_head(view, pos, at)
            continue
        if _part_of_name(view, pos, end) or (aside and not _clear(view, start, pos)):
            work = end if _after_generic(view, pos) else work
            continue
        if fallback is None and _committee(view, pos) and view.at("PRESSING", pos) is None:
            fallback, at = pos, end
            continue
        if fallback is not None and "," in view.mask[fallback:pos]:
            return fallback, False, False
        goes_on = work is not None and view.mask[work:pos] in (", ", view.key(" và "))
        later = _of_generic(view, pos, end, stop) if goes_on else _clearer(view, start, pos, end, stop)
        if later is not None:
            at = later
            continue
        return pos, False, False
    return (fallback, False, False) if fallback is not None and stop - fallback > _LONG_ENOUGH else None


def _lays_on_a_body(view: View, start: int, pos: int, stop: int) -> bool:
    """`Ban Chỉ đạo giao Sở …`: an ordering word before a body ends a name that might go on with a verb.

    Before a name with a capital it is no compound: `giao Ban Tổ chức` beside `giao ban`.
    """
    ordering = view.at("ORDERING", pos)
    if ordering is None or body_at(view, view.skip(ordering, stop)) is None:
        return False
    if _compound(view, pos) is not None and not view.words[view.skip(ordering, stop)].isupper():
        return False
    return not _named_thing(view, start, pos)


def _only_names(view: View, start: int, pos: int) -> int | None:
    """Where the word ends that looks like a verb and is part of a noun; None where it may be a predicate."""
    compound = _compound(view, pos)
    if compound is not None:
        return compound
    return (view.at("VERBS", pos) or pos) if _named_thing(view, start, pos) else None


def _compound(view: View, pos: int) -> int | None:
    """Where a word ends that begins like a verb and is none."""
    compound = view.at("COMPOUNDS", pos)
    return compound if compound is not None and compound > (view.at("VERBS", pos) or 0) else None


def _told(view: View, pos: int) -> bool | None:
    """Whether a fact is told from here (`đã`, `là`); False where the word only names (`được giao`), None elsewhere."""
    told = view.at("NOT_A_DUTY", pos)
    if told is not None and view.cue(_FOREMOST).search(view.mask, max(0, pos - 12), told) is not None:
        return False
    if told is None or max(view.at("VERBS", pos) or 0, view.at("DUTY", pos) or 0) > told:
        return None
    return view.marked((pos, told)) not in {"được", "bị", "do", "thuộc", "không"}


def _passive(view: View, pos: int) -> bool:
    """Whether something is done to the bodies named, so that a bare verb behind tells who did it."""
    return view.cue(r"(?:được|bị|do)(?! (?:giao|phân công|ủy quyền|chỉ định))(?!\w)").match(view.mask, pos) is not None


def _clear(view: View, start: int, pos: int) -> bool:
    """Behind a circumstance only a word of manner, or a verb right behind a comma, begins the predicate."""
    if view.at("PRESSING", pos) is not None or view.mask.startswith(view.key("chủ trì"), pos):
        return True
    if view.mask[max(start, pos - 2) : pos] == ", ":
        return True
    return view.cue(_CIRCUMSTANCE_ENDS).search(view.mask, max(start, pos - 24), pos) is not None


def _past_head(view: View, pos: int, at: int) -> int:
    """Heads of names of several syllables are passed over whole: `ban chấp hành`, `ủy ban kiểm tra`."""
    head = view.at("BODY_HEADS", pos)
    return head if head is not None and head > at else at


def _clearer(view: View, start: int, pos: int, end: int, stop: int) -> int | None:
    """Where to go on looking when the verb still belongs to the name: `cơ quan được giao chủ trì … có trách nhiệm`."""
    if view.at("PRESSING", pos) is not None:
        return _of_generic(view, pos, end, stop) if _after_generic(view, pos) else None
    near = view.cue(_NEAR_DUTY).match(view.mask, end, stop)
    if near is not None and not view.lexicon("LEADS").covers(view.mask[pos:end]):
        return near.start(1)
    if _relative(view, start, pos):
        return _duty_before_comma(view, end, stop)
    return _of_generic(view, pos, end, stop) if _after_generic(view, pos) else None


def _of_generic(view: View, pos: int, end: int, stop: int) -> int | None:
    """Behind `cơ quan`, `đơn vị` a verb may say of what sort it is, where a clearer predicate follows."""
    duty = _duty_before_comma(view, end, stop)
    if duty is not None:
        return duty
    word = view.mask[pos:end]
    if view.lexicon("GENERIC_NAMING").covers(word):
        pressing = view.cue(CLEAR).search(view.mask, end, min(stop, end + 120))
        if pressing is not None:
            return pressing.start()
    return end if view.lexicon("NAMING_VERBS").covers(word) and verb_end(view, end + 1, stop) else None


def _committee(view: View, pos: int) -> bool:
    """Behind `Ban Chỉ đạo`, `Hội đồng` a verb may still be part of the name: `Ban Chỉ huy ứng phó …`."""
    return (
        view.cue(
            r"(?:ban chỉ đạo|ban chỉ huy|tổ công tác|hội đồng|hội đồng phối hợp|tiểu ban|tổ giúp việc|ban quản lý) $"
        ).search(view.mask, max(0, pos - 20), pos)
        is not None
    )


def _part_of_name(view: View, pos: int, end: int) -> bool:
    """Verbs that names are made of, and `tổ chức` where it is a noun: `cơ quan, tổ chức có liên quan`."""
    word = view.mask[pos:end]
    if view.lexicon("WEAK").covers(word):
        return True
    if word != view.key("tổ chức"):
        return False
    if view.mask[end : end + 1] in (",", ";", ":"):
        return True
    return (
        view.cue(
            r" (?:và|có|được|khác|liên quan|cá nhân|đảng|chính trị|xã hội|đoàn thể|trong|nước|hội(?! nghị| thảo"
            r"| họp| thi| diễn)|quốc tế|tín dụng|cơ sở)(?!\w)"
        ).match(view.mask, end)
        is not None
    )


def _relative(view: View, start: int, pos: int) -> bool:
    """Whether `được giao`, `được phân công` stands before: the verbs behind it still name the body."""
    before = view.mask[max(start, pos - 60) : pos]
    return view.cue(r"(?<!\w)được (?:giao|phân công|ủy quyền|chỉ định)(?!\w)[^,;]*$").search(before) is not None


def _duty_before_comma(view: View, pos: int, stop: int) -> int | None:
    """A word of duty further on in the same breath: `cơ quan được giao chủ trì … có trách nhiệm`."""
    comma = view.cue("[,;.]").search(view.mask, pos, min(stop, pos + 200))
    end = comma.start() if comma else min(stop, pos + 200)
    found = view.cue(r"(?<!\w)(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải)(?!\w)").search(view.mask, pos, end)
    return found.start() if found else None


def verb_end(view: View, pos: int, stop: int) -> int | None:
    """Where the verb ends that begins at `pos`, words of manner before it included."""
    at = pos
    for _ in range(5):
        manner, verb = view.at("MANNER", at), view.at("VERBS", at)
        if verb is not None and (manner is None or verb >= manner):
            return None if _ends_noun(view, at, verb) else verb
        if manner is None:
            return None
        at = view.skip(manner, stop, " ,")
    return None


def _ends_noun(view: View, pos: int, end: int) -> bool:
    """A verb of one syllable behind a syllable with which it makes a noun: `công lập`, `quy trình`."""
    if " " in view.mask[pos:end] or pos < 2 or view.mask[pos - 1] != " ":
        return False
    before = view.mask[max(0, pos - 8) : pos - 1].rsplit(" ", 1)[-1]
    nouns = nouns_of_verbs(noisy=view.noisy).get(view.mask[pos:end])
    if nouns is None:
        return before in before_nouns(noisy=view.noisy)
    return before in nouns and not _ends_with(view, pos, "NO_NOUN_BEHIND")


def _ends_with(view: View, pos: int, table: str) -> bool:
    """Whether the words before a place end with a phrase of a table."""
    words = view.mask[max(0, pos - 24) : pos].rstrip(" ").split(" ")
    return any(view.lexicon(table).covers(" ".join(words[-n:])) for n in (2, 3) if len(words) >= n)


def _named_thing(view: View, start: int, pos: int) -> bool:
    """Whether the word before makes a noun of what begins here: `việc kiểm tra`, `được giao`."""
    if view.at("PRESSING", pos) is not None and _ends_with(view, pos, "LISTED_IN_NAMES"):
        return False
    before = view.mask[max(start - 12, pos - 14, 0) : pos].rstrip(" ")
    if before.endswith(_ENDS_OF_NAMES if not view.noisy else tuple(map(view.key, _ENDS_OF_NAMES))):
        return False
    for words in (before.rsplit(" ", 2)[-2:], before.rsplit(" ", 1)[-1:]):
        if view.lexicon("NOUN_MAKERS").covers(" ".join(words).strip(",;. " + BLANK)) and not before.endswith(
            (",", ";")
        ):
            return True
    return False


def _after_generic(view: View, pos: int) -> bool:
    before = view.mask[max(0, pos - 16) : pos].rstrip(" ")
    words = before.split(" ")
    return any(view.lexicon("GENERIC").covers(" ".join(words[-n:])) for n in (1, 2) if len(words) >= n)


def name_span(view: View, start: int, stop: int) -> Span:
    """The names between two places, without the circumstance behind them (`theo chức năng, nhiệm vụ được giao`)."""
    at = start
    syllable = compiled(SYLLABLE)
    relative = view.cue(r"(?<!\w)được (?:giao|phân công|ủy quyền|chỉ định)(?!\w)").search(view.mask, start, stop)
    whole = relative is not None and "," not in view.mask[relative.end() : stop]
    while found := syllable.search(view.mask, at, stop):
        at = found.end()
        if view.words[found.start()].islower() and view.at("NAME_STOPS", found.start()) is not None:
            if _places(view, found.start(), stop):
                continue
            if whole and relative is not None and relative.start() < found.start():
                break
            stop = found.start()
            break
    return view.trimmed((start, stop))


def _places(view: View, pos: int, stop: int) -> bool:
    """`các tỉnh từ Thanh Giang đến Suối Lam` names places by the first and the last of them."""
    if not view.mask.startswith(view.key("từ "), pos) or not view.words[pos + 3 : pos + 4].isupper():
        return False
    to = view.mask.find(view.key(" đến "), pos, min(stop, pos + 60))
    return to > 0 and view.words[to + 5 : to + 6].isupper()


def all_bodies(view: View, span: Span) -> bool:
    """Whether a stretch is nothing but names of bodies: it begins with one and nothing is said of them."""
    start, end = span
    return body_at(view, start) is not None and find_predicate(view, start, min(end, start + LONGEST)) is None

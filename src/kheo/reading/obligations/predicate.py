"""The predicate of an order: its chain of verbs, the partner named between, and the object behind."""

from __future__ import annotations

from sys import intern
from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.bodies import body_at, find_predicate, name_span, verb_end
from kheo.reading.obligations.lexicon import SYLLABLE
from kheo.reading.obligations.listed import split_names
from kheo.reading.obligations.view import View
from kheo.reading.rules import compiled

_WITH = r"(?:,? chặt chẽ,?)?(?: và đồng bộ)? (?:cùng )?(?:với |cùng |cùng với )?"
_TOGETHER = r"(?:cùng với|cùng) "
_JOINT = r"(?:,| và| hoặc|/)? ?"
_CYCLE = (
    r" ?(?:(?:hằng|hàng|mỗi) )?(?:\d{1,2} tháng|năm|quý|tháng|tuần|ngày)(?!\w)"
    r"(?:(?:,| và| hoặc) (?:(?:hằng|hàng) )?(?:\d{1,2} tháng|năm|quý|tháng|đột xuất)(?!\w)){0,3}(?: (?:một|1) lần)?,?"
)
"""What `định kỳ` goes on with: `định kỳ 6 tháng, năm báo cáo …`."""
_LED_LIMIT = 500
_NO_VERBS = ("sau", "như")
"""`có nhiệm vụ sau:` announces a list; elsewhere any word behind a word of duty is the verb."""


class Predicate(NamedTuple):
    """What is to be done: the action, where the object may begin, who joins and who is acted through."""

    action: Span
    end: int
    verbs: tuple[str, ...]
    cooperating: tuple[Span, ...] = ()
    through: tuple[Span, ...] = ()
    led: Span | None = None
    """What those acted through are to do."""


def predicate_at(view: View, pos: int, stop: int, *, duty: bool = False, led: bool = False) -> Predicate | None:
    """The predicate that begins exactly at `pos`; None where no verb does. After a word of duty any verb will do.

    `led` says that it is what bodies acted through are to do; whom those move in their turn is not asked.
    """
    first = _manner(view, pos, stop)
    verb = view.at("VERBS", first)
    if verb is None:
        verb = _last_manner_as_verb(view, pos, first)
        if verb is None and duty:
            word = compiled(SYLLABLE).match(view.mask, first, stop)
            verb = word.end() if word and word[0] not in map(view.key, _NO_VERBS) else None
        if verb is None:
            return None
    if view.mask.startswith(view.key(" này"), verb):
        return None
    begin = pos if first <= pos or not duty else _after_duty(view, pos, first)
    return _chain(view, begin, first, verb, stop, led=led)


def _manner(view: View, pos: int, stop: int) -> int:
    """Past the words of manner and duty before a verb; a longer verb at the same place wins."""
    for _ in range(6):
        manner, verb = view.at("MANNER", pos), view.at("VERBS", pos)
        if manner is None or (verb is not None and verb >= manner and not _goes_on(view, verb, stop)):
            return pos
        if verb is not None and verb > manner:
            return pos
        cycle = view.cue(_CYCLE).match(view.mask, manner, stop)
        after = view.skip(cycle.end() if cycle else manner, stop, " ")
        if view.mask.startswith(",", after) and verb_end(view, view.skip(after + 1, stop), stop) is not None:
            after = view.skip(after + 1, stop)
        elif view.mask.startswith(view.key("và "), after):
            after += 3
        pos = after
    return pos


def _goes_on(view: View, end: int, stop: int) -> bool:
    return verb_end(view, view.skip(end, stop), stop) is not None


def _last_manner_as_verb(view: View, pos: int, first: int) -> int | None:
    """`tập trung`, `tăng cường`, `quan tâm` are verbs too where none follows."""
    words = view.mask[pos:first].rstrip(" ,")
    for start in (pos + m.start() for m in compiled(SYLLABLE).finditer(words)):
        verb = view.at("VERBS", start)
        if verb is not None and verb >= pos + len(words):
            return verb
    return None


def _after_duty(view: View, pos: int, first: int) -> int:
    """The action begins behind the word of duty; `chịu trách nhiệm` is itself the action."""
    duty = view.at("DUTY", pos)
    if duty is None or view.mask.startswith(view.key("chịu trách nhiệm"), pos):
        return pos
    return min(view.skip(duty, first), first)


def _chain(view: View, begin: int, first: int, verb: int, stop: int, *, led: bool) -> Predicate:
    verbs = [intern(view.mask[first:verb])]
    cooperating: tuple[Span, ...] = ()
    through: tuple[Span, ...] = ()
    end = verb
    for _ in range(14):
        end = _after_verb(view, end, stop)
        partner = _partner(view, verbs[-1], end, stop)
        if partner is not None:
            names, after = partner
            cooperating += names
            following = view.skip(after, stop)
            for linking in ("để ", ", ", "thực hiện việc "):
                if view.mask.startswith(view.key(linking), following):
                    following = view.skip(following + len(linking), stop)
                    break
            further = _verb_here(view, following, stop)
            if further is None:
                return Predicate((begin, end if not names else after), after, tuple(verbs), cooperating, through)
            verbs.append(intern(view.mask[further[0] : further[1]]))
            end = further[1]
            continue
        moved = None if led else _led(view, verbs[-1], end, stop)
        if moved is not None:
            through += moved[0]
            inner = moved[1]
            joint = cooperating + (inner.cooperating if inner else ())
            return Predicate((begin, end), end, tuple(verbs), joint, through, inner.action if inner else None)
        more = _next_verb(view, verbs[-1], end, stop)
        if more is None:
            break
        verbs.append(intern(view.mask[more[0] : more[1]]))
        end = more[1]
    return Predicate((begin, end), end, tuple(verbs), cooperating or _later_partner(view, end, stop), through)


def _after_verb(view: View, end: int, stop: int) -> int:
    """Past the words of manner behind a verb (`thực hiện tốt, có hiệu quả`)."""
    for _ in range(5):
        at = view.skip(end, stop, " ,") if view.mask.startswith(", ", end) else view.skip(end, stop)
        if at == end or at >= stop:
            return end
        after = view.at("AFTER_VERB", at)
        if after is None or (view.mask.startswith(",", end) and verb_end(view, at, stop) is not None):
            return end
        if verb_end(view, at, stop) is not None and view.at("MANNER", at) is not None:
            return end
        end = after
    return end


def _next_verb(view: View, last: str, end: int, stop: int) -> Span | None:
    """The next verb of the chain: right behind, or behind a comma or `và`."""
    joint = view.cue(_JOINT).match(view.mask, end, stop)
    at = joint.end() if joint else end
    if at == end:
        return None
    behind_mark = bool(view.mask[end:at].strip(" "))
    if not behind_mark and view.lexicon("NOUN_AFTER").covers(last) and view.at("THINGS", at) is not None:
        return None
    found = _verb_here(view, at, stop)
    if found is None or (behind_mark and _reports_on(view, at, found, stop)):
        return None
    return found


def _reports_on(view: View, at: int, verb: Span, stop: int) -> bool:
    """`… và định kỳ báo cáo Ủy ban …` with its own manner and addressee is the next order."""
    words = view.mask[at : verb[1]]
    mannered = words.endswith(view.key("báo cáo")) and view.at("PRESSING", at) is not None
    return mannered and body_at(view, view.skip(verb[1], stop)) is not None


def _verb_here(view: View, pos: int, stop: int) -> Span | None:
    if pos >= stop or view.words[pos : pos + 2].isupper():
        return None
    end = verb_end(view, pos, stop)
    if end is None:
        return None
    return pos, end


def _partner(view: View, verb: str, end: int, stop: int) -> tuple[tuple[Span, ...], int] | None:
    """The bodies behind `phối hợp với`, `cùng`, and where their list ends."""
    if verb.endswith(view.key("phối hợp")):
        lead = view.cue(_WITH).match(view.mask, end, stop)
        at = lead.end() if lead else view.skip(end, stop)
    elif lead := view.cue(_TOGETHER).match(view.mask, view.skip(end, stop), stop):
        at = lead.end()
    else:
        return None
    if body_at(view, at) is None:
        return None
    return _named(view, at, stop)


def _named(view: View, at: int, stop: int) -> tuple[tuple[Span, ...], int]:
    """The list of names from `at` on: up to the next predicate or the end of what is one breath."""
    limit = min(stop, at + 1000)
    found = find_predicate(view, at, limit)
    span = name_span(view, at, found[0] if found else limit)
    return split_names(view, span), span[1]


def _led(view: View, verb: str, end: int, stop: int) -> tuple[tuple[Span, ...], Predicate | None] | None:
    """The bodies that the actor moves to act, and those that are to join them."""
    if not any(verb.endswith(view.key(one)) for one in ("chỉ đạo", "lãnh đạo", "định hướng", "hướng dẫn")):
        return None
    at = view.skip(end, stop)
    if body_at(view, at) is None:
        return None
    found = find_predicate(view, at, min(stop, at + _LED_LIMIT))
    if found is None:
        return None
    names = split_names(view, name_span(view, at, found[0]))
    inner = predicate_at(view, found[0], stop, led=True) if not verb.endswith(view.key("hướng dẫn")) else None
    return names, inner


def _later_partner(view: View, pos: int, stop: int) -> tuple[Span, ...]:
    """A partner named behind the object: `…, phối hợp với Sở Y tế trong việc …`."""
    found = view.cue(r"(?<!sự )(?<!việc )(?<!\w)phối hợp (?:chặt chẽ )?(?:với|cùng) ").search(
        view.mask, pos, min(stop, pos + 600)
    )
    if found is None or body_at(view, found.end()) is None:
        return ()
    return _named(view, found.end(), stop)[0]

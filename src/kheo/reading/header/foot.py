"""The foot of the main document: recipients, signature, typist's code, in whichever order the text has them."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.header.bounds import annexes
from kheo.reading.header.distribution import Recipients, find_label, find_unlabelled, read_recipients, read_typist
from kheo.reading.header.page import Line, in_capitals, lines_of
from kheo.reading.header.person import has_surname, person_in
from kheo.reading.header.signature import NAME_ONLY, SIGNED, Signed, find_block, finding, parse
from kheo.reading.model import Field, Named, Signature, Span
from kheo.reading.rules import compiled
from kheo.values import replace

_NEAR = 1_500


class Foot(NamedTuple):
    """What was read at the foot."""

    distribution: tuple[Named, ...]
    signature: Signature | None
    typist: Field | None
    start: int
    """Where the body ends."""
    end: int
    """Where annexes may begin."""


def read_foot(flow: Flow, start: int, stop: int) -> Foot:
    """The foot between the first line of the body and the end of the words (footnotes aside)."""
    words = flow.words
    label = find_label(words, start, stop)
    block = find_block(words, start, stop if label is None else min(stop, label), noisy=flow.noisy)
    if block and label is not None and _apart(words, block[0].spans[-1][1], label):
        label = None
    labelled = label is not None
    if label is None and block is None:
        label = find_unlabelled(words, start, stop)
    if label is None:
        if block is None:
            block = find_block(words, start, stop, noisy=flow.noisy)
        return _without_recipients(flow, start, stop, block)
    recipients = read_recipients(words, label, stop, labelled=labelled)
    return _with_recipients(flow, start, stop, recipients, block)


def _apart(words: str, signed: int, label: int) -> bool:
    """Whether an annex begins between a signature and a list of recipients, which is then the annex's own."""
    return label - signed > _NEAR or annexes(words, signed, label) != ()


def _with_recipients(
    flow: Flow, start: int, stop: int, recipients: Recipients, block: tuple[Signed, int] | None
) -> Foot:
    words = flow.words
    typist = read_typist(words, recipients.end, stop)
    if block:
        signed, begin = block
        end = max(recipients.end, signed.spans[-1][1], typist.span[1] if typist else 0)
        return Foot(recipients.named, finding(signed, noisy=flow.noisy), typist, min(begin, recipients.start), end)
    above = _lines_above(words, start, recipients.start)
    after = [line for line in _lines_after(words, recipients.end, stop) if typist is None or line.span != typist.span]
    signed_after = parse([*above, *recipients.beside, *after], noisy=flow.noisy)
    if signed_after is None or signed_after.name is None:
        signed_after = _better(signed_after, _scattered(recipients, after, above, noisy=flow.noisy))
    if flow.noisy and signed_after is not None and signed_after.name is None:
        recipients, signed_after = _from_list(words, recipients, signed_after)
    begin = min(recipients.start, above[0].start if above else recipients.start)
    if signed_after is None or not signed_after.spans:
        return Foot(recipients.named, None, typist, begin, max(recipients.end, typist.span[1] if typist else 0))
    end = max(recipients.end, signed_after.spans[-1][1], typist.span[1] if typist else 0)
    return Foot(recipients.named, finding(signed_after, noisy=flow.noisy), typist, begin, end)


def _from_list(words: str, recipients: Recipients, signed: Signed) -> tuple[Recipients, Signed]:
    """A scan that put the signer's name behind the last recipient (“Lưu: VT, Đinh Mộc Lan”), the office after it."""
    kept = recipients.named[-1:]
    found = compiled(r"[Ll]ưu: ?[A-ZĐ, ]{2,20}[,.] (?=[^\W\d_]+(?: [^\W\d_]+){2,4}$)").match(
        words[slice(*kept[0].span)] if kept else ""
    )
    name = person_in(words[kept[0].span[0] + found.end() : kept[0].span[1]]) if found else None
    if found is None or name is None or not has_surname(name):
        return recipients, signed
    start, end = kept[0].span
    at = words.index(name, start + found.end(), end)
    last = replace(kept[0], span=(start, start + len(found[0].rstrip(" ,."))))
    span = at, at + len(name)
    signed = signed._replace(name=name, name_span=span, spans=tuple(sorted((*signed.spans, span))), surname=True)
    return recipients._replace(named=(*recipients.named[:-1], last)), signed


def _better(one: Signed | None, other: Signed | None) -> Signed | None:
    if one is None or other is None:
        return other or one
    return other._replace(authority=one.authority or other.authority, office=one.office or other.office)


def _scattered(recipients: Recipients, after: list[Line], above: list[Line], *, noisy: bool) -> Signed | None:
    """A name that stands alone: after the list, beside it, or above it."""
    for line in [*after[:8], *reversed(recipients.beside), *above]:
        mark = SIGNED.regex.match(line.text) if SIGNED.may_fire(line.text) else None
        text = line.text[mark.end() :] if mark else line.text
        name = person_in(text, noisy=noisy or recipients.named == ()) or _lone_name(text)
        if name and (has_surname(name) or noisy or len(name.split()) >= 3) and not in_capitals(name):
            at = line.start + line.text.index(name)
            return Signed(None, None, name, (at, at + len(name)), ((at, at + len(name)),), 1, has_surname(name))
        if len(line.text) > 200:
            break
    return None


def _lone_name(text: str) -> str | None:
    """A name whose first letter a scan lost: “inh Mộc Lan”."""
    stripped = text.strip(" .,;:*_-–—|\"'“”`~()[]")
    words = stripped.split()
    if 3 <= len(words) <= 4 and all(word[:1].isupper() and word.isalpha() for word in words[1:]) and words[0].isalpha():
        return stripped if len(words[0]) <= 8 else None
    return None


def _lines_above(words: str, start: int, label: int) -> list[Line]:
    """The lines of a signature block right above the recipients."""
    lines = list(lines_of(words, max(start, label - 700), label))[-8:]
    taken: list[Line] = []
    for line in reversed(lines):
        signed = compiled(r"^\W{0,2}da k[yi]\b").match(line.plain)
        if not (in_capitals(line.text) or signed or person_in(line.text)) or len(line.text) > 90:
            break
        if compiled(r"^(?:\d|[ivx]+[.)])").match(line.plain):
            break
        taken.append(line)
    taken.reverse()
    while taken and not in_capitals(taken[0].text):
        taken.pop(0)
    return taken


def _lines_after(words: str, end: int, stop: int) -> list[Line]:
    found = []
    for line in lines_of(words, end, min(stop, end + 1_200)):
        if line.plain.startswith(("phu luc", "(kem theo", "(ban hanh kem")):
            break
        found.append(line)
        if len(found) == 16:
            break
    return found


def _without_recipients(flow: Flow, start: int, stop: int, block: tuple[Signed, int] | None) -> Foot:
    words = flow.words
    if block:
        signed, begin = block
        typist = read_typist(words, signed.spans[-1][1], min(stop, signed.spans[-1][1] + 60))
        end = max(signed.spans[-1][1], typist.span[1] if typist else 0)
        return Foot((), finding(signed, noisy=flow.noisy), typist, begin, end)
    lines = list(lines_of(words, max(start, stop - 300), stop))[-3:]
    for line in reversed(lines):
        name = person_in(line.text) if len(line.text) < 40 else None
        if name and has_surname(name):
            flow.note_considered(NAME_ONLY.id, line.span, "taken as signer: the last line is a name")
            at = line.start + line.text.index(name)
            signed = Signed(None, None, name, (at, at + len(name)), ((at, at + len(name)),), 1, surname=True)
            return Foot((), finding(signed, noisy=flow.noisy), None, line.start, line.end)
    return Foot((), None, None, stop, stop)


def trimmed_end(words: str, start: int, end: int) -> int:
    """The end of a stretch without trailing blanks."""
    while end > start and words[end - 1] in " \n":
        end -= 1
    return end


def furniture_of(foot: Foot) -> tuple[Span, ...]:
    """The stretch of the foot that was placed."""
    return ((foot.start, foot.end),) if foot.end > foot.start else ()

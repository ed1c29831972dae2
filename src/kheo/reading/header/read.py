"""The header of a document, read in the order in which its parts bound each other.

Title and addressees bound the letterhead; number, date and abstract are cut out of it, and what is left names the
issuer; below the title stand abstract, addressees and legal bases, and the first line after them opens the text; the
foot closes it.
"""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.header.abstract import LETTER, in_letter, under_title
from kheo.reading.header.addressees import Addressed, opening_mark, read_addressees
from kheo.reading.header.bases import read_preamble
from kheo.reading.header.bounds import annexes, stamps
from kheo.reading.header.foot import Foot, furniture_of, read_foot, trimmed_end
from kheo.reading.header.issuer import Evidence, read_issuer
from kheo.reading.header.kind import Title, find_title, is_opening, read_kind
from kheo.reading.header.letterhead import Body, bodies_in
from kheo.reading.header.marks import furniture, is_draft_mark, is_stamp, read_urgency
from kheo.reading.header.number import ANNEX as ANNEX_NUMBER
from kheo.reading.header.number import AnnexLine, Symbol, annex_line, heads_letter, kind_word_before, read_number
from kheo.reading.header.page import Line, head_lines, in_capitals, is_rule_line
from kheo.reading.header.place_date import ANNEX as ANNEX_DATE
from kheo.reading.header.place_date import Stated, adopted, heads_date, iso_in, read_date, read_place, with_year_of
from kheo.reading.model import Field, Header, Span

_BEYOND = 1_500


class _Top(NamedTuple):
    """What was read above the text."""

    number: Field | None
    symbol: Symbol | None
    date: Field | None
    stated: Stated | None
    place: Field | None
    urgency: Field | None
    abstract: Field | None
    letter: Span | None
    """Where V/v or Kính gửi shows that this is a letter."""
    bodies: list[Body]
    spans: tuple[Span, ...]


def read_header(flow: Flow) -> Header:
    """Everything before and after the body of a document; spans count in `flow.words`."""
    lines = head_lines(flow)
    stop = flow.notes_start if flow.notes_start is not None else len(flow.words)
    if not lines:
        return _empty()
    title = find_title(lines, noisy=flow.noisy)
    zone = _letterhead_zone(lines, title)
    top = _read_top(flow, lines, zone, title)
    abstract, next_index = top.abstract, _index_after(lines, zone)
    if title is not None:
        under = under_title(flow.words, lines, title)
        abstract, next_index = under.found or abstract, under.next_index
    addressed = _addressed(flow, lines, next_index, title)
    if addressed.next_index is not None:
        next_index = addressed.next_index
    preamble = read_preamble(flow, lines, next_index)
    body_start = lines[preamble.next_index].start if preamble.next_index < len(lines) else lines[-1].end
    foot = read_foot(flow, body_start, stop)
    body = body_start, max(body_start, trimmed_end(flow.words, body_start, foot.start))
    attached = annexes(flow.words, foot.end, stop)
    annexed = _annexed(flow, foot, stop) if attached else None
    number, date = _completed(flow, top, annexed, body)
    issuer, parent = read_issuer(
        Evidence(
            flow.words,
            top.bodies,
            foot.signature,
            abstract.value if abstract else "",
            abstract.span if abstract else None,
            number.value if number else None,
            number.span if number else None,
            top.symbol.tail if top.symbol else "",
            annexed,
            (title.span[1] if title else body_start, foot.start),
            flow.noisy,
        )
    )
    read = [*top.spans, *preamble.furniture, *(one.span for one in (title, abstract, addressed) if one and one.span)]
    return Header(
        kind=read_kind(
            flow.words, foot.start, lines, title, top.letter or addressed.span, number.value if number else None
        ),
        number=number,
        date=date,
        place=top.place,
        issuer=issuer,
        parent_issuer=parent,
        abstract=abstract,
        urgency=top.urgency,
        addressees=addressed.named,
        bases=preamble.bases,
        distribution=foot.distribution,
        signature=foot.signature,
        typist=foot.typist,
        body=body,
        annexes=attached,
        furniture=_furniture(flow, lines, read, foot, stop),
    )


def _empty() -> Header:
    return Header(None, None, None, None, None, None, None, None, (), (), (), None, None, body=(0, 0))


def _letterhead_zone(lines: tuple[Line, ...], title: Title | None) -> Span:
    """The stretch before title, addressees or text, whichever comes first."""
    if title is not None:
        return 0, title.span[0]
    opener = next((i for i, line in enumerate(lines) if opening_mark(line) is not None), None)
    in_abstract = False
    for index, line in enumerate(lines):
        if index == opener or is_opening(line) or len(line.text) > 300:
            return 0, line.start
        in_abstract = in_abstract or LETTER.fires(line.text)
        if opener is None and not in_abstract and not _is_letterhead(line):
            return 0, line.start
    return 0, lines[-1].end


def _is_letterhead(line: Line) -> bool:
    """Whether a line alone shows that it is no text: a name in capitals, a title, a number, a date, a stamp."""
    return (
        in_capitals(line.text)
        or is_rule_line(line.text)
        or is_stamp(line.plain)
        or next(furniture(line.text), None) is not None
        or (len(line.text) < 120 and (heads_letter(line.text) or heads_date(line.text)))
    )


def _index_after(lines: tuple[Line, ...], zone: Span) -> int:
    return next((i for i, line in enumerate(lines) if line.start >= zone[1]), len(lines))


def _read_top(flow: Flow, lines: tuple[Line, ...], zone: Span, title: Title | None) -> _Top:
    upto = _index_after(lines, zone)
    beyond = zone
    if title is not None:
        last = next((line.start for line in lines[title.first_index :] if is_opening(line)), lines[-1].end)
        beyond = zone[1], min(last, zone[1] + _BEYOND)
    number, symbol = read_number(flow, zone, beyond)
    date, stated = read_date(flow, zone, symbol.year if symbol else None)
    place = read_place(flow.words, zone, stated, symbol.span if symbol else None)
    titles = list(furniture(flow.words[zone[0] : zone[1]], noisy=flow.noisy))
    stops = [span[0] for span in titles] + [zone[1]]
    stops += [symbol.mark_start] if symbol else []
    stops += [place.span[0] if place else stated.span[0]] if stated else []
    abstract, stretch = in_letter(flow.words, lines, upto, stops) if upto else (None, None)
    taken = [(kind_word_before(flow.words, symbol), symbol.span[1])] if symbol else []
    if stated:
        taken.append((place.span[0] if place else stated.span[0], stated.span[1]))
    if stretch:
        taken.append(stretch)
    urgency = read_urgency(lines[:upto])
    if urgency:
        taken.append(urgency.span)
    bodies = bodies_in(flow.words, zone, taken, noisy=flow.noisy, place=place.value if place else None)
    spans = (*taken, *titles, *(span for body in bodies for span in (*body.spans, *body.repeats)))
    letter = stretch if title is None else None
    return _Top(number, symbol, date, stated, place, urgency, abstract, letter, bodies, spans)


def _addressed(flow: Flow, lines: tuple[Line, ...], index: int, title: Title | None) -> Addressed:
    """The addressees; under a title only where they follow it at once."""
    addressed = read_addressees(flow, lines, index)
    if addressed.opener is not None and title is not None and addressed.opener > index + 3:
        return Addressed((), None, None)
    return addressed


def _annexed(flow: Flow, foot: Foot, stop: int) -> AnnexLine | None:
    return annex_line(flow.words, foot.end, min(stop, foot.end + 6_000))


def _completed(flow: Flow, top: _Top, annexed: AnnexLine | None, body: Span) -> tuple[Field | None, Field | None]:
    """Number and date, from an annex's line or the adoption where the letterhead has none or none that can be read."""
    number, date, symbol = top.number, top.date, top.symbol
    annex_date = iso_in(annexed.date_text) if annexed else None
    if annexed and number is None and (symbol is None or _damaged(symbol, annexed)):
        number = Field("h.number", annexed.number_span, ANNEX_NUMBER.id, ANNEX_NUMBER.confidence, value=annexed.number)
    if date is not None:
        return number, with_year_of(date, symbol.year if symbol else None, annex_date)
    if top.stated is None:
        date = adopted(flow.words, *body)
    agrees = annexed is not None and number is not None and number.value == annexed.number
    if date is None and annexed and annex_date and (top.stated is None or agrees):
        date = Field("h.date", annexed.date_span, ANNEX_DATE.id, ANNEX_DATE.confidence, value=annex_date)
    return number, date


def _damaged(symbol: Symbol, annexed: AnnexLine) -> bool:
    """Whether the annex gives the number that cannot be read in the letterhead; a blank one stays blank."""
    return not symbol.blank and annexed.number.endswith(f"/{symbol.tail}")


def _furniture(flow: Flow, lines: tuple[Line, ...], read: list[Span], foot: Foot, stop: int) -> tuple[Span, ...]:
    """All stretches that were placed, in order: what was read, and the stamps around it."""
    spans = [*read, *furniture_of(foot), *stamps(flow.words, foot.end, stop)]
    spans += [line.span for line in lines if is_stamp(line.plain) or is_draft_mark(line)]
    return tuple(sorted(set(spans)))

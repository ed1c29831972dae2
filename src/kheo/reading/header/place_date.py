"""Place and date of issue (địa danh, thời gian ban hành; NĐ 30/2020 PL I.II.4), as ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.values import replace

LINE = Rule(
    id="header.date",
    meaning="The line of place and date in the letterhead: “Suối Lam, ngày 05 tháng 3 năm 2026”.",
    yes=("Suối Lam, ngày 05 tháng 3 năm 2026", "Thanh Giang, ngày 20\ntháng 11 năm 2026"),
    no=("Suối Lam, ngày … tháng … năm 2026", "Luật Thanh niên năm 2020"),
    check=lambda text: any(one.iso for one in dates_in(text)),
    confidence=0.98,
)
BLANK = Rule(
    id="header.date-blank",
    meaning="A line of place and date whose day or month is still open: there is no date.",
    yes=("Suối Lam, ngày … tháng … năm 2026", "Thanh Giang, ngày     tháng 3 năm 2026"),
    no=("Suối Lam, ngày 05 tháng 3 năm 2026",),
    check=lambda text: any(one.iso is None for one in dates_in(text)),
)
REPAIRED = Rule(
    id="header.date-repaired",
    meaning="A date with a letter that a scan puts for a digit (L7 for 17), or whose year an annex's line corrects.",
    yes=("Suối Lam, ngày l5 tháng 3 năm 2026",),
    no=("Suối Lam, ngày 15 tháng 3 năm 2026", "Suối Lam, ngày §5 tháng 3 năm 2026"),
    check=lambda text: any(one.iso and one.repaired for one in dates_in(text)),
    confidence=0.75,
)
ADOPTED = Rule(
    id="header.date-adopted",
    meaning="No date in the letterhead: the day on which the body adopted the text (“thông qua ngày …”).",
    yes=("Nghị quyết này được Hội đồng nhân dân xã thông qua ngày 17 tháng 5 năm 2026.",),
    no=("thông qua Báo cáo ngày 17 tháng 5 năm 2026 của Sở Nội vụ", "có hiệu lực từ ngày 17 tháng 5 năm 2026"),
    check=lambda text: adopted(text, 0, len(text)) is not None,
    confidence=0.93,
)
ANNEX = Rule(
    id="header.date-annex",
    meaning="No date in the letterhead: the date in an annex's line “(Kèm theo … số …, ngày …)”.",
    yes=("ngày 02/3/2026", "ngày 02 tháng 3 năm 2026"),
    no=("năm 2026", "ngày 31/02/2026"),
    check=lambda text: iso_in(text) is not None,
    confidence=0.85,
)
RULES = (LINE, BLANK, REPAIRED, ADOPTED, ANNEX)

_WRITTEN = (
    r"n[gqpsd](?:\w{1,2}|\w y)[\s:.,_'`“”\"(*‡†–—-]{0,4}(?P<d>\d \d(?!\d)|\|[\dlio](?!\d)|\d\||[^\s,;.|_']{0,"
    r"4}|[.…_]{1,12})"
    r"[\s'_.(–—-]{0,4}(?:t|(?<![a-z]))h\w[nu][ge][\s'_.:“(*‡†-]{0,3}"
    r"(?P<m>1 [0-2](?!\d)|\|[0-2o](?!\d)|[01]\||[^\s,;.|_']{0,3}|[.…_]{1,12})[\s'_.]{0,4}n\w(?:m{1,2}|rn|in|"
    r"ni)[\s'_.]{0,3}"
    r"(?P<y>\d{3} \d(?!\d)|\d \d{3}(?!\d)|\d\d \d\d(?!\d)|\d{4}|[^\s|]{0,5})"
)
_SLASHED = r"ng\wy\s{1,3}(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"
_SPOILED = (
    r"(?<![\w/])\w{2,5}[\s:.,]{1,3}(?P<d>\d\d)\s{0,3}(?=t|\wh|h\wng)[a-z0-9]{4,6}\s{0,3}(?P<m>\d{1,2})\s{0,3}[a-z][a-z0-9]{1,3}\s{0,3}"
    r"(?P<y>(?:19|20)\d\d)(?!\d)"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""A date outside them is a misprint or a misread digit."""
_DIGITS = str.maketrans({"l": "1", "i": "1", "o": "0", "q": "0", "s": "5", "|": "1"})


class Stated(NamedTuple):
    """A date as it stands in the letterhead."""

    span: Span
    """From “ngày” to the year."""
    iso: str | None
    repaired: bool
    bare_day: bool
    """A day below ten without the leading 0 that NĐ 30/2020 wants."""


def dates_in(zone: str, start: int = 0, end: int | None = None) -> list[Stated]:
    """Every written date in a stretch, readable or not; offsets count in `zone`."""
    key = plain(zone[start:end])
    found = [_stated(match, start, zone) for match in compiled(_WRITTEN).finditer(key)]
    found += [_stated(match, start, zone) for match in compiled(_SLASHED).finditer(key)]
    if not found:
        found = [_stated(match, start, zone) for match in compiled(_SPOILED).finditer(key)]
        found = [one._replace(repaired=True) for one in found if one.iso]
    return sorted(found, key=lambda one: one.span)


def iso_in(text: str) -> str | None:
    """The first readable date of a text, as ISO 8601."""
    return next((one.iso for one in dates_in(text) if one.iso), None)


def _stated(match: re.Match[str], shift: int, zone: str) -> Stated:
    day, month, year = (match[name].strip("., ") for name in "dmy")
    span = match.start() + shift, match.end() + shift
    mended = ["".join(part.split()).translate(_DIGITS) for part in (day, month, year)]
    if not zone[match.start("d") + shift : match.end("d") + shift].isascii():
        mended[0] = ""  # `2ö`: a hand wrote what character recognition did not know
    if not zone[match.start("y") + shift : match.end("y") + shift].isascii():
        mended[2] = ""
    iso = None
    if all(compiled(r"[0-9]{1,4}").fullmatch(part) for part in mended):
        try:
            told = date(int(mended[2]), int(mended[1]), int(mended[0]))
            iso = told.isoformat() if _FIRST_YEAR <= told.year <= _LAST_YEAR else None
        except ValueError:
            iso = None
    return Stated(span, iso, mended != [day, month, year], compiled(r"\d").fullmatch(day) is not None)


def read_date(flow: Flow, zone: Span, number_year: int | None) -> tuple[Field | None, Stated | None]:
    """The date of the letterhead, and where its line stands even when the date is open."""
    stated = dates_in(flow.words, *zone)
    if not stated:
        return None, None
    placed = [one for one in stated if _after_place(flow.words, zone, one)]
    chosen = next((one for one in placed if one.iso), (placed or [one for one in stated if one.iso] or stated)[0])
    if chosen.iso is None:
        flow.note_considered(BLANK.id, chosen.span, "day or month is open or not legible")
        return None, chosen
    if flow.noisy and chosen.bare_day:
        flow.note_considered(LINE.id, chosen.span, "a scan shows one digit where two are printed; one may be lost")
        return None, chosen
    rule = REPAIRED if chosen.repaired else LINE
    confidence = rule.confidence - (0.1 if flow.noisy else 0)
    if number_year and str(number_year) != chosen.iso[:4]:
        confidence = min(confidence, 0.6)
    return Field("h.date", chosen.span, rule.id, confidence, value=chosen.iso), chosen


def _after_place(words: str, zone: Span, stated: Stated) -> bool:
    """Whether the date follows a place and a comma, as no date of a cited document does."""
    before = words[zone[0] : stated.span[0]].rstrip()
    return before.endswith(",") and read_place(words, zone, stated, None) is not None


def heads_date(line: str) -> bool:
    """Whether a line alone shows by its date that it belongs to a letterhead: a place before it, nothing behind."""
    return any(
        (one.span[0] == 0 or _after_place(line, (0, len(line)), one)) and not any(map(str.isalnum, line[one.span[1] :]))
        for one in dates_in(line)
    )


def with_year_of(found: Field, year: int | None, annex_date: str | None) -> Field:
    """The date with the year that an annex's line and the number give together, where a scan shows another."""
    agree = annex_date is not None and annex_date[4:] == found.value[4:] and annex_date[:4] == str(year)
    if not agree or annex_date is None or annex_date == found.value:
        return found
    return replace(found, value=annex_date, rule=REPAIRED.id, confidence=REPAIRED.confidence)


def adopted(words: str, start: int, stop: int) -> Field | None:
    """The day of adoption in the closing sentence of a text that elected bodies pass."""
    pattern = (
        r"(?:Nghị quyết|Luật|Bộ luật|Pháp lệnh|Quy chế|Điều lệ)\s(?:này\s)?[^.\n]{0,20}?được\s[^.\n]{5,200}?"
        r"thông\s+qua(?:\s+tại\s[^.\n]{3,60}?)?,?\s+(?:vào\s+)?(?P<date>ngày\s[^.;\n]{6,30})"
    )
    at = words.rfind("thông qua", start, stop)
    for _ in range(12):  # the adoption is told at the end
        if at < start:
            break
        sentence = max(start, words.rfind("\n", start, at) + 1, at - 400)
        found = compiled(pattern).search(words, sentence, min(stop, at + 140))
        if found:
            stated = next((one for one in dates_in(found["date"]) if one.iso), None)
            if stated and stated.iso:
                first = found.start("date") + stated.span[0]
                span = first, found.start("date") + stated.span[1]
                return Field("h.date", span, ADOPTED.id, ADOPTED.confidence, value=stated.iso)
        at = words.rfind("thông qua", start, at)
    return None


def read_place(words: str, zone: Span, stated: Stated | None, taken: Span | None) -> Field | None:
    """The place in front of a date: the run of capitalised words before the comma, not across what was taken."""
    if stated is None:
        return None
    start = max(zone[0], stated.span[0] - 60, taken[1] if taken and taken[1] <= stated.span[0] else 0)
    before = words[start : stated.span[0]]
    comma = before.rstrip().rstrip(",")
    if not comma.strip() or (before.rstrip() == comma and not comma.strip()):
        return None
    tokens = list(compiled(r"[^\s|,;:]+").finditer(comma))
    first: int | None = None
    for i in range(len(tokens) - 1, -1, -1):
        gap = comma[tokens[i].end() : tokens[i + 1].start() if i + 1 < len(tokens) else len(comma)]
        if "|" in gap or "," in gap or ";" in gap or ":" in gap or not _may_be_place(tokens[i][0], "\n" in gap):
            break
        first = tokens[i].start()
    if first is None:
        return None
    span = start + first, start + len(comma.rstrip())
    return Field("h.place", span, LINE.id, 0.9, value=" ".join(words[span[0] : span[1]].split()))


def _may_be_place(token: str, line_breaks: bool) -> bool:
    """A word of a place name; across a line end only one that is not all capitals (those are letterhead)."""
    if token in {"phố", "-"}:
        return True
    letters = token.strip(".'’")
    if not letters[:1].isupper() or any(map(str.isdigit, token)):
        return False
    return not (line_breaks and len(letters) > 1 and letters.isupper())

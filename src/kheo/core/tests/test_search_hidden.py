"""That hidden records change nothing: what is found, in which order, how many; against a second, naive search.

The limits by which search chooses its ways are drawn too, so that each way answers the same questions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kheo.core.access import PUBLIC
from kheo.core.search import KINDS, Hit, find, question
from kheo.core.search import statements as built
from kheo.core.search.index import refresh
from kheo.core.tests.people import AT, LAN, Person, over, stands_under
from kheo.core.tests.sample.models import Paper, Unit
from kheo.core.tests.sample.searched import FIRST_DAY

pytestmark = pytest.mark.usefixtures("db")

MINE, MINE_BELOW, THEIRS = 1, 2, 3
WORDS = ("đất", "dat", "đạt", "hoà", "hòa", "hoa", "bình")
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
PLACES = st.sampled_from([MINE, MINE_BELOW, THEIRS])
PAPERS = st.lists(st.tuples(TITLES, st.sampled_from(WORDS), PLACES, st.booleans(), st.integers(0, 3)), max_size=12)
QUESTIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
IN_TURN = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written(model: type[models.Model], rows: list[dict[str, Any]]) -> list[int]:
    made = models.QuerySet[Any](model).bulk_create([model(**row) for row in rows])
    return [one.pk for one in made]


def stored(papers: list[tuple[str, str, int, bool, int]], first: int) -> None:
    names = ("title", "writer", "unit_id", "public", "households")
    rows = [
        dict(zip(names, paper, strict=True)) | {"pk": first + n, "state": "draft"} for n, paper in enumerate(papers)
    ]
    for row in rows:
        row["title"] += f" n{row['pk']}"
    refresh(KINDS["paper"], written(Paper, rows))


def set_up() -> None:
    written(Unit, [{"pk": pk, "name": "–"} for pk in (MINE, MINE_BELOW, THEIRS)])
    stands_under(MINE)
    stands_under(MINE_BELOW, MINE)
    stands_under(THEIRS)


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(one for one in letters if not unicodedata.combining(one))


def naive(text: str, who: Any) -> list[Hit]:
    """All hits by reading every paper, from what docs/decisions/0009-search.md promises."""
    asked = text.replace("hoà", "hòa").split()
    leading = max(asked, key=len)
    found = []
    for paper in Paper.objects.visible_to(who, AT):
        fields = [field.replace("hoà", "hòa").split() for field in (paper.title, paper.writer)]
        for inexact, form in enumerate((str, bare)):
            places = {form(word): n for n, words in reversed([*enumerate(fields)]) for word in words}
            if {form(word) for word in asked} <= places.keys():
                age = (FIRST_DAY.max - FIRST_DAY - timedelta(days=paper.households)).days
                found.append(Hit(inexact, places[form(leading)], age, paper.pk))
                break
    return sorted(found)


def everything(text: str, who: Any, size: int) -> tuple[list[Hit], int]:
    """All pages of a search, and its count."""
    hits: list[Hit] = []
    while True:
        (page,) = find([KINDS["paper"]], question(text), who, AT, size=size, after=hits[-1] if hits else None)
        hits += page.hits
        if not page.more:
            return hits, page.count


def readers(granted: tuple[int, ...]) -> list[Any]:
    lan = over(LAN, MINE, "read")
    wide = Person("person:w", tuple(replace(span, wide=True) for span in lan.spans))
    opened = Person("person:g", lan.spans, {("sample.paper", "read"): granted})
    return [PUBLIC, lan, wide, opened]


@given(
    papers=PAPERS,
    hidden=PAPERS,
    text=QUESTIONS,
    counted=st.sampled_from([0, 1, 3, 1_000]),
    glanced=st.sampled_from([1, 3, 1_000]),
    size=st.sampled_from([1, 2, 100]),
    granted=st.sets(st.integers(1, 12)).map(tuple),
)
@IN_TURN
def test_hidden_records_change_neither_hits_nor_order_nor_count(
    papers: Any,
    hidden: Any,
    text: str,
    counted: int,
    glanced: int,
    size: int,
    granted: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(built, "COUNTED", counted)
    monkeypatch.setattr(built, "GLANCED", glanced)
    with undone():
        set_up()
        stored(papers, 100)
        granted = tuple(99 + n for n in granted)
        before = [everything(text, who, size) for who in readers(granted)]
        for (hits, count), who in zip(before, readers(granted), strict=True):
            assert (hits, count) == (naive(text, who), min(len(hits), counted + 1))
        stored([(title, writer, THEIRS, False, day) for title, writer, _, _, day in hidden], 1)
        stored([(title, writer, THEIRS, False, day) for title, writer, _, _, day in hidden], 500)
        assert [everything(text, who, size) for who in readers(granted)] == before

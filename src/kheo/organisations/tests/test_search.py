"""What the page of search finds of units and people, for whom, and that nothing of a name outlives it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from kheo.core.search import KINDS, reindex
from kheo.core.search import statements as built
from kheo.core.search.models import SearchDoc, SearchTerm
from kheo.organisations.actions.people import correct_person, erase_person
from kheo.organisations.actions.units import rename
from kheo.organisations.models import Mandate, Spell
from kheo.organisations.tests.test_pages import ROLES, signed_in, world  # noqa: F401 -- a fixture
from kheo.organisations.tests.world import AT, LOAD, unit

MOST_QUERIES = 12


def page(client: Client, **asked: Any) -> str:
    answer = client.get("/search/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def hits(client: Client, words: str, **asked: Any) -> list[tuple[str, str]]:
    """(title, line about it) of every hit."""
    found = re.findall(
        r'<li><a href="[^"]+">([^<]*)</a>(?: <span class="about">([^<]*)</span>)?', page(client, q=words, **asked)
    )
    return [(unescape(title), unescape(about)) for title, about in found]


@pytest.fixture
def names(world: dict[str, Any]) -> dict[str, Any]:  # noqa: F811 -- as above
    """Communes with real-looking names, one renamed, one that is not published."""
    party = {"tree": "party"}
    world["binh"] = unit("H1", world["a"], name="Xã Hoà Bình", **party)
    world["lac"] = unit("H2", world["a"], name="Xã An Lạc", **party)
    world["hidden"] = unit("H3", world["b"], name="Phường Hoà Bình Mật", published=False, **party)
    rename(world["lac"], by=LOAD, at=AT, on=date(2020, 1, 1), name="Xã Bình An")
    return world


def test_units_are_found_by_every_name_with_or_without_marks(names: dict[str, Any]) -> None:
    client = signed_in("stranger")
    assert hits(client, "hoa binh") == [("Xã Hoà Bình", "A")]
    assert hits(client, "HÒA BÌNH") == [("Xã Hoà Bình", "A")]
    assert hits(client, "an lạc") == [("Xã Bình An", "A · tên khác: Xã An Lạc")]
    assert hits(client, "H2") == [("Xã Bình An", "A · tên khác: Xã An Lạc")]
    assert [title for title, _ in hits(client, "bình")] == ["Xã Hoà Bình", "Xã Bình An"]


def test_an_unpublished_unit_is_found_within_reach_alone(names: dict[str, Any]) -> None:
    assert [title for title, _ in hits(signed_in("manager"), "hoà bình")] == ["Xã Hoà Bình", "Phường Hoà Bình Mật"]
    assert [title for title, _ in hits(signed_in("officer_b"), "mật")] == ["Phường Hoà Bình Mật"]
    assert hits(signed_in("officer_a"), "mật") == []
    assert [title for title, _ in hits(signed_in("officer_a"), "hoà bình")] == ["Xã Hoà Bình"]


def test_a_rename_is_found_at_once(names: dict[str, Any]) -> None:
    client = signed_in("manager")
    rename(names["binh"], by=LOAD, at=AT, on=date(2026, 6, 1), name="Xã Yên Bình")
    assert [title for title, _ in hits(client, "yên")] == ["Xã Yên Bình"]
    assert hits(client, "hoà bình", kind="unit")[0] == ("Xã Yên Bình", "A · tên khác: Xã Hoà Bình")


def test_people_are_found_by_words_of_their_names_where_they_may_be_seen(names: dict[str, Any]) -> None:
    assert hits(signed_in("manager"), "can bo a") == [("Cán bộ A", "officer · A")]
    assert hits(signed_in("officer_a"), "CÁN BỘ") == [("Cán bộ A", "officer · A")]
    assert hits(signed_in("officer_b"), "cán bộ a") == []
    correct_person(names["officer_a"], by=LOAD, at=AT, name="Đỗ Thị Ếch")
    assert (hits(signed_in("manager"), "cán bộ a"), hits(signed_in("manager"), "ech do")) == (
        [],
        [("Đỗ Thị Ếch", "officer · A")],
    )


def test_nothing_of_a_name_stands_in_clear_and_nothing_outlives_its_erasure(names: dict[str, Any]) -> None:
    mandate = Mandate.objects.get(person=names["officer_a"])
    kept = [*SearchTerm.objects.filter(kind="mandate").values_list("word", flat=True)]
    kept += [
        word
        for terms in SearchDoc.objects.filter(kind="mandate").values_list("terms", flat=True)
        for word in terms.split()
    ]
    assert kept
    assert all(re.fullmatch(r"0?[0-9a-f]{12}", word) for word in kept)
    erase_person(names["officer_a"], by=LOAD, at=AT)
    assert hits(signed_in("manager"), "cán bộ a") == []
    assert not SearchTerm.objects.filter(kind="mandate", object=mandate.pk).exists()
    assert not SearchDoc.objects.filter(kind="mandate", object=mandate.pk).exists()
    assert [*reindex(KINDS["mandate"], anew=True)]
    assert not SearchTerm.objects.filter(kind="mandate", object=mandate.pk).exists()


def test_what_was_recorded_before_search_knew_of_it_is_made_by_reindexing(names: dict[str, Any]) -> None:
    before = sorted(SearchTerm.objects.values_list("kind", "word", "scope", "object", "field", "age"))
    for kind in KINDS.values():
        assert [*reindex(kind, anew=True)]
    assert sorted(SearchTerm.objects.values_list("kind", "word", "scope", "object", "field", "age")) == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("counted", [1_000, 2])
def test_a_page_takes_at_most_twelve_queries(
    names: dict[str, Any], role: str, counted: int, django_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built, "COUNTED", counted)
    client = signed_in(role)
    for asked in (
        {"q": "bình"},
        {"q": "xã"},
        {"q": "cán bộ"},
        {"q": "a", "kind": "unit"},
        {"q": ""},
        {"q": "không có"},
    ):
        with django_queries() as made:
            page(client, **asked)
        assert len(made) <= MOST_QUERIES, (asked, [one["sql"][:80] for one in made])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Tìm đơn vị"),
        ({"q": "🌿 \0 %"}, "không có từ nào"),
        ({"q": "không đâu có"}, "Không có gì"),
        ({"q": "a " * 300 + "b"}, "12 từ đầu"),
        ({"q": "bình", "kind": "unit", "after": "x"}, "hỏng"),
        ({"q": "bình", "kind": "unit", "after": "WzEsMiwzXQ"}, "hỏng"),
        ({"q": "bình", "kind": "unit", "after": "W251bGwsMSwxLDFd"}, "hỏng"),
        ({"q": "bình", "kind": "unit", "after": "WzFlOTk5LDEsMSwxXQ"}, "hỏng"),
        ({"q": "bình", "kind": "nothing"}, "Xã Hoà Bình"),
    ],
)
def test_odd_questions_get_a_sentence(names: dict[str, Any], asked: dict[str, str], said: str) -> None:
    assert said in page(signed_in("manager"), **asked)


def test_what_was_typed_stands_in_the_page_as_text(names: dict[str, Any]) -> None:
    shown = page(signed_in("manager"), q='"><script>alert(1)</script>')
    assert "<script>alert" not in shown
    assert 'value="&quot;&gt;&lt;script&gt;' in shown


def test_all_hits_of_a_kind_are_reached_page_by_page(names: dict[str, Any]) -> None:
    for n in range(65):
        unit(f"N{n}", names["a"], tree="party", name=f"Xã Nhiều {n}")
    client, seen, address = signed_in("stranger"), [], "/search/?q=nhi%E1%BB%81u"
    first = client.get(address).content.decode()
    assert '<span class="count">65</span>' in first
    address = "/search/?" + unescape(re.search(r'href="\?([^"]*kind=unit[^"]*)"', first)[1])
    while address:
        shown = client.get(address).content.decode()
        seen += re.findall(r"Xã Nhiều (\d+)<", shown)
        onwards = re.search(r'rel="next" href="\?([^"]+)"', shown)
        address = f"/search/?{unescape(onwards[1])}" if onwards else ""
    assert [int(n) for n in seen] == list(range(65))


def test_whoever_has_not_signed_in_is_asked_to(names: dict[str, Any]) -> None:
    answer = Client().get("/search/?q=binh")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/search/%3Fq%3Dbinh")
    assert 'id="seek"' not in Client().get("/").content.decode()
    assert 'id="seek"' in signed_in("stranger").get("/").content.decode()
    assert Spell.objects.exists()

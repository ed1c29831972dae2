"""Search: what finds what, in which order, within which rights, and that it follows every deed."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from kheo.core.access import PUBLIC, System, Visibility, anyone
from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid
from kheo.core.search import KINDS, Hit, find, question, reindex, searched
from kheo.core.search import index as indexing
from kheo.core.search import statements as built
from kheo.core.search.models import SearchDoc, SearchTerm
from kheo.core.search.words import LONGEST_WORD, words_of
from kheo.core.tests.people import AT, LAN, MINH, STRANGER, Person, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Thread, Unit

SEES_ALL = System("search.test")


def wrote(unit: Unit, title: str, **more: Any) -> Paper:
    return actions.write(unit, by=more.pop("by", LAN), at=AT, title=title, **more)


def found(
    text: str, who: Any = SEES_ALL, *, kind: str = "paper", size: int = 50, after: Hit | None = None
) -> list[int]:
    return [
        hit.object for one in find([KINDS[kind]], question(text), who, AT, size=size, after=after) for hit in one.hits
    ]


def count(text: str, who: Any = SEES_ALL) -> int:
    return find([KINDS["paper"]], question(text), who, AT, size=1)[0].count


@pytest.fixture
def unit(db: str) -> Unit:
    made: Unit = actions.found(by=LAN, at=AT, name="A")
    stands_under(made.pk)
    return made


@pytest.fixture
def other(db: str, unit: Unit) -> Unit:
    made: Unit = actions.found(by=LAN, at=AT, name="B")
    stands_under(made.pk)
    return made


TITLES = {
    "hoa": "Xã Hoà Bình",
    "hòa": "xã HÒA  BÌNH 2",
    "bare": "xa hoa binh 3",
    "dat": "Giao đất, giao rừng",
    "đạt": "Kết quả đạt được",
    "ủy": "Ủy ban nhân dân",
    "uỷ": "Uỷ ban Mặt trận",
    "nfd": "Tie\u0302\u0301ng no\u0301i",
    "number": "Kế hoạch 217-KH/TW",
    "quoted": "Phong trào “Dân vận khéo”",
    "and": "Tom AND Jerry",
    "emoji": "Ngõ xanh 🌿 sạch",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoà bình", "hoa hòa bare"),
        ("HOÀ BÌNH", "hoa hòa bare"),
        ("hòa bình", "hoa hòa bare"),
        ("hoa binh", "bare hoa hòa"),
        ("bình hoà", "hoa hòa bare"),
        ("hoa-binh", "bare hoa hòa"),
        ("hoà bình 2", "hòa"),
        ("đất", "dat đạt"),
        ("ĐẤT", "dat đạt"),
        ("đạt", "đạt dat"),
        ("dat", "dat đạt"),
        ("da", ""),
        ("đất đạt", "dat đạt"),
        ("ủy", "ủy uỷ"),
        ("uỷ", "ủy uỷ"),
        ("UỶ BAN", "ủy uỷ"),
        ("uy", "ủy uỷ"),
        ("tiếng", "nfd"),
        ("Tie\u0302\u0301ng", "nfd"),
        ("tieng noi", "nfd"),
        ("217-KH/TW", "number"),
        ("217 kh tw", "number"),
        ("217/KH", "number"),
        ("217-QĐ/TW", ""),
        ('"dân vận khéo"', "quoted"),
        ("“dân vận khéo”", "quoted"),
        ("'dan van kheo'", "quoted"),
        ("jerry AND tom", "and"),
        ("jerry and", "and"),
        ("jerry OR", ""),
        ("NOT jerry", ""),
        ("jerry*", "and"),
        ("jerr*", ""),
        ("-jerry", "and"),
        ("title:jerry", ""),
        ("NEAR(tom jerry)", ""),
        ("^tom (jerry)", "and"),
        ("tom & !jerry | :*", "and"),
        ("xanh 🌿 sạch", "emoji"),
        ("🌿", ""),
        ("\0", ""),
        ("je\0rry", "and"),
        ("jer\u200bry", "and"),
        ("%", ""),
        ("_", ""),
        ("j_rry", ""),
        ("\\", ""),
        ("'; DROP TABLE search_term; --", ""),
        ("", ""),
        ("\ud800 jerry", "and"),
    ],
)
def test_what_is_typed_finds(unit: Unit, typed: str, expected: str) -> None:
    keys = {wrote(unit, title, households=100 - n).pk: name for n, (name, title) in enumerate(TITLES.items())}
    assert [keys[pk] for pk in found(typed)] == expected.split()


def test_long_questions_are_shortened_and_say_so(unit: Unit) -> None:
    paper = wrote(unit, "Đất " + "x" * 50)
    megabyte = question("đất " * 260_000)
    assert (megabyte.shortened, [word.folded for word in megabyte.words]) == (True, ["dat"])
    assert found("đất " * 260_000) == [paper.pk]
    assert question(" ".join(f"w{n}" for n in range(100))).shortened
    assert len(question("\u0301" * 1_000_000).words) == 0
    assert found("x" * 1_000_000) == found("x" * LONGEST_WORD) == [paper.pk]


def test_words_keep_their_spelling_with_the_tone_at_its_older_place() -> None:
    assert [*words_of("UỶ ban, Đắk R'lấp: 217-QĐ_TW")] == [
        ("ủy", "uy"),
        ("ban", "ban"),
        ("đắk", "dak"),
        ("r", "r"),
        ("lấp", "lap"),
        ("217", "217"),
        ("qđ", "qd"),
        ("tw", "tw"),
    ]


def test_the_order_is_spelling_then_field_then_day_then_key(unit: Unit) -> None:
    old = wrote(unit, "đất 1", households=1)
    new = wrote(unit, "đất 2", households=2)
    same = wrote(unit, "đất 3", households=2)
    bare = wrote(unit, "dat 4", households=9)
    second = actions.write(unit, by=Person("person:đất"), at=AT, title="khác", households=8)
    assert found("đất") == [new.pk, same.pk, old.pk, second.pk, bare.pk]
    assert found("dat") == [bare.pk, new.pk, same.pk, old.pk, second.pk]


def test_rights_are_those_of_the_list(unit: Unit, other: Unit) -> None:
    hidden, open_to_all = wrote(unit, "đất ẩn"), wrote(other, "đất công", public=True)
    theirs = wrote(other, "đất nhà")
    granted = Person("person:x", (), {("sample.paper", "read"): (hidden.pk,)})
    everybody = [PUBLIC, STRANGER, SEES_ALL, granted, over(LAN, unit.pk, "read"), over(MINH, other.pk, "read")]
    everybody += [over(over(granted, unit.pk, "read"), other.pk, "read"), over(LAN, unit.pk, "edit")]
    for who in everybody:
        assert set(found("đất", who)) == set(Paper.objects.visible_to(who, AT).values_list("pk", flat=True)), who
        assert count("đất", who) == len(found("đất", who))
    assert set(found("đất", MINH)) == {open_to_all.pk}
    assert theirs.pk in found("đất", over(MINH, other.pk, "read"))


def test_a_deed_changes_what_is_found_and_a_refused_one_does_not(unit: Unit) -> None:
    paper = wrote(unit, "đất")
    actions.edit(paper, by=LAN, at=AT, title="rừng")
    assert (found("đất"), found("rừng")) == ([], [paper.pk])
    actions.edit(paper, by=LAN, at=AT, public=True)
    assert found("rừng", PUBLIC) == [paper.pk]
    wrote(unit, "biển")
    with pytest.raises(Invalid):
        actions.edit(paper, by=LAN, at=AT, title="biển")
    assert found("rừng") == [paper.pk]
    actions.edit(paper, by=LAN, at=AT, title="secret")
    assert (found("rừng"), found("secret"), SearchDoc.objects.filter(object=paper.pk, kind="paper").count()) == (
        [],
        [],
        0,
    )


@action("sample.remove-paper", "remove a paper", policy=anyone)
def remove(paper: Paper, *, deed: Deed) -> None:
    deed.remove(paper)


def test_what_is_removed_is_found_no_more_and_leaves_nothing(unit: Unit) -> None:
    paper = wrote(unit, "đất")
    remove(paper, by=LAN, at=AT)
    assert found("đất") == []
    assert not SearchTerm.objects.filter(kind="paper").exists()
    assert not SearchDoc.objects.filter(kind="paper").exists()


def test_of_hidden_words_marks_alone_are_kept(unit: Unit) -> None:
    thread = actions.open_thread(by=LAN, at=AT, nickname="lan", phone=None, until=AT.date() + timedelta(days=90))
    granted = Person("person:x", (), {("sample.thread", "read"): (thread.pk,)})
    assert found("Lan", granted, kind="thread") == [thread.pk]
    assert found("lan", STRANGER, kind="thread") == []
    words = set(SearchTerm.objects.filter(kind="thread").values_list("word", flat=True))
    assert words == {f"x{sum(map(ord, 'lan'))}"}
    assert [*SearchDoc.objects.filter(kind="thread").values_list("terms", flat=True)] == ["0x315"]
    assert Thread.objects.get().nickname == "lan"


def rows() -> list[Any]:
    return sorted(SearchTerm.objects.values_list("kind", "word", "scope", "object", "field", "age"))


def test_reindexing_mends_whatever_is_wrong_and_then_writes_nothing(unit: Unit, django_queries: Any) -> None:
    papers = [wrote(unit, title) for title in TITLES.values()]
    right = rows()
    SearchTerm.objects.filter(object=papers[0].pk).delete()
    SearchDoc.objects.filter(object=papers[0].pk).delete()
    SearchDoc.objects.filter(object=papers[1].pk).update(form=0)
    SearchDoc.objects.create(kind="paper", object=10**6, terms="0ma", form=indexing.FORM, scope=0)
    SearchTerm.objects.create(kind="paper", word="ma", object=10**6, field=0, age=0, scope=0)
    assert [*reindex(KINDS["paper"])] == [(len(papers), len(papers))]
    assert rows() == right
    with django_queries() as made:
        assert [*reindex(KINDS["paper"])]
    assert [one["sql"] for one in made if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    SearchTerm.objects.filter(object=papers[2].pk).delete()
    assert [*reindex(KINDS["paper"], anew=True)]
    assert rows() == right


def test_reindexing_that_was_cut_off_goes_on(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 3)
    for title in TITLES.values():
        wrote(unit, title)
    right = rows()
    SearchTerm.objects.all().delete()
    SearchDoc.objects.all().delete()
    steps = reindex(KINDS["paper"])
    assert [next(steps), next(steps)] == [(3, 12), (6, 12)]
    steps.close()
    half = rows()
    made: list[int] = []
    monkeypatch.setattr(indexing, "refresh", lambda kind, keys: made.extend(keys) or refresh(kind, keys))
    assert [done for done, _ in reindex(KINDS["paper"])] == [3, 6, 9, 12, 12]
    assert (len(made), 0 < len(half) < len(right), rows()) == (6, True, right)


refresh = indexing.refresh


def test_two_who_write_one_document_at_once_leave_it_as_the_records_are(unit: Unit) -> None:
    paper = wrote(unit, "đất")
    if connection.vendor == "sqlite":
        return  # has one writer at a time
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            indexing._hold(KINDS["paper"], [paper.pk])
            begun.set()
            go_on.wait(10)
            refresh(KINDS["paper"], [paper.pk])
        connection.close()

    one = threading.Thread(target=slowly)
    one.start()
    begun.wait(10)
    other = threading.Thread(target=lambda: (actions.edit(paper, by=LAN, at=AT, title="rừng"), connection.close()))
    other.start()
    other.join(0.5)
    assert other.is_alive()
    go_on.set()
    one.join()
    other.join()
    assert (found("đất"), found("rừng")) == ([], [paper.pk])


def test_pages_join_without_gap_or_repeat_and_counts_stop(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(12):
        wrote(unit, f"{'đất' if n % 2 else 'đạt'} {n}", households=n % 4)
    all_of_them = found("đất")
    assert len(all_of_them) == 12
    for counted in (1_000, 5, 0):
        monkeypatch.setattr(built, "COUNTED", counted)
        for size in (1, 5, 12):
            after, pages = None, []
            while True:
                (page,) = find([KINDS["paper"]], question("đất"), SEES_ALL, AT, size=size, after=after)
                assert page.count == min(12, counted + 1)
                pages += [hit.object for hit in page.hits]
                if not page.more:
                    break
                after = page.hits[-1]
            assert pages == all_of_them


def test_all_kinds_are_asked_with_few_queries(unit: Unit, django_queries: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(8):
        wrote(unit, f"đất {n}")
    wide = Person("person:w", tuple(_wide(span) for span in over(LAN, unit.pk, "read").spans))
    for counted, queries in ((1_000, 2), (2, 4)):
        monkeypatch.setattr(built, "COUNTED", counted)
        for who in (wide, over(LAN, unit.pk, "read"), SEES_ALL):
            with django_queries() as made:
                find(KINDS.values(), question("đất"), who, AT, size=5)
            assert len(made) <= queries


def _wide(span: Any) -> Any:
    from dataclasses import replace

    return replace(span, wide=True)


def test_a_kind_must_be_seen_in_a_way_that_search_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd(Visibility):
        pass

    with pytest.raises(ValueError, match="taken"):
        searched("paper", Paper)
    monkeypatch.setattr(Unit, "visibility", Odd("read", unit="pk"))
    with pytest.raises(TypeError):
        searched("odd", Unit)

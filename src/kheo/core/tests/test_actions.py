from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from kheo.core.access import Policy, System, by_system
from kheo.core.access.verdicts import YES, no
from kheo.core.actions import ACTIONS, Deed, Refused, action, bulk, preview
from kheo.core.actions.receipts import KEPT_FOR, Unremembered, asked_of, forget
from kheo.core.errors import Conflict, Invalid, MoveNotOpen, NotAllowed, NotFound
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.core.journal.reading import history
from kheo.core.tests.people import AT, LAN, MINH, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Unit

pytestmark = pytest.mark.usefixtures("db")


def unit(name: str = "Xã Suối Lam") -> Unit:
    made = actions.found(by=System("loader"), at=AT, name=name)
    stands_under(made.pk)
    return made


def paper(of: Unit, title: str = "Đường hoa", **more: Any) -> Paper:
    return actions.write(of, by=LAN, at=AT, title=title, **more)


def everything() -> list[Any]:
    """All that a refused action must leave as it was."""
    tables = ["sample_unit", "sample_paper", "journal_deed", "journal_entry", "deed_receipt", "job"]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found.append((table, sorted(map(repr, cursor.fetchall()))))
    return found


def test_an_action_writes_and_journals_what_it_did() -> None:
    village = unit()
    renamed = actions.rename(village, by=over(LAN, village.pk, "edit"), at=AT, name="Xã Suối Trong")
    assert (renamed.name, Unit.objects.get().name, Unit.objects.get().version) == ("Xã Suối Trong", "Xã Suối Trong", 2)
    told = [(c.verb, c.actor, c.at, c.version, c.did, c.old, c.new) for c in history("sample.unit", village.pk)]
    assert told == [
        ("sample.found", "system:loader", AT, 1, "create", {}, {"name": "Xã Suối Lam"}),
        ("sample.rename", "person:lan", AT, 2, "change", {"name": "Xã Suối Lam"}, {"name": "Xã Suối Trong"}),
    ]
    assert JournalDeed.objects.get(verb="sample.rename").subject == f"sample.unit:{village.pk}"


def test_a_refused_person_changes_nothing_and_learns_why() -> None:
    village = unit()
    before = everything()
    with pytest.raises(NotAllowed) as refusal:
        actions.rename(village, by=LAN, at=AT, name="Xã Suối Trong")
    assert (refusal.value.code, everything()) == ("out-of-reach", before)


def test_what_the_body_did_before_a_refusal_is_undone_in_memory_too() -> None:
    village = unit()
    first, second = paper(village, "Một"), paper(village, "Hai")

    @action("test.both", "both", policy=Policy("all", lambda _a, records, _t: [YES] * len(records)))
    def both(one: Paper, *, deed: Deed, other: Paper) -> Paper:
        deed.change(one, title="Ba")
        return deed.change(other, title="x" * 61)

    del ACTIONS["test.both"]
    before = everything()
    with pytest.raises(Invalid) as refusal:
        both(first, by=LAN, at=AT, other=second)
    assert (first.title, first.version, second.title, everything()) == ("Một", 1, "Hai", before)
    assert list(refusal.value.data["fields"]) == ["title"]


def test_two_who_edit_one_record_one_wins_and_the_other_is_told_what_changed() -> None:
    paper(unit())
    lans, minhs = Paper.objects.get(), Paper.objects.get()
    actions.edit(lans, by=LAN, at=AT, title="Tuyến đường hoa", households=40)
    with pytest.raises(Conflict) as refusal:
        actions.edit(minhs, by=MINH, at=AT, title="Đường cờ")
    assert (refusal.value.code, refusal.value.data["by"], refusal.value.data["fields"]) == (
        "changed",
        "person:lan",
        "households, title",
    )
    assert (Paper.objects.get().title, minhs.title, minhs.version) == ("Tuyến đường hoa", "Đường hoa", 1)


def test_a_record_removed_meanwhile_is_told_as_such() -> None:
    mine, theirs = unit(), Unit.objects.get()
    actions.close(theirs, by=LAN, at=AT)
    with pytest.raises(Conflict) as refusal:
        actions.close(mine, by=MINH, at=AT)
    assert (refusal.value.code, Unit.objects.count()) == ("removed", 0)


def test_the_same_request_twice_is_one_deed_and_one_answer() -> None:
    village, deed_id = unit(), uuid4()
    first = actions.write(village, by=LAN, at=AT, deed_id=deed_id, title="Đường hoa")
    again = actions.write(village, by=LAN, at=AT, deed_id=deed_id, title="Đường hoa")
    assert (again.pk, Paper.objects.count(), JournalDeed.objects.filter(id=deed_id).count()) == (first.pk, 1, 1)


@pytest.mark.parametrize("change", ["other content", "other person"])
def test_a_used_deed_id_with_something_else_is_refused(change: str) -> None:
    village, deed_id = unit(), uuid4()
    actions.write(village, by=LAN, at=AT, deed_id=deed_id, title="Đường hoa")
    by, title = (LAN, "Đường cờ") if change == "other content" else (MINH, "Đường hoa")
    with pytest.raises(Conflict) as refusal:
        actions.write(village, by=by, at=AT, deed_id=deed_id, title=title)
    assert (refusal.value.code, Paper.objects.count()) == ("deed-id-used", 1)


def test_a_refused_request_may_be_sent_again_under_its_id() -> None:
    village, deed_id = unit(), uuid4()
    with pytest.raises(NotAllowed):
        actions.rename(village, by=LAN, at=AT, deed_id=deed_id, name="Mới")
    renamed = actions.rename(village, by=over(LAN, village.pk, "edit"), at=AT, deed_id=deed_id, name="Mới")
    assert renamed.name == "Mới"


def test_once_a_receipt_is_gone_the_journal_still_refuses_its_id() -> None:
    village, deed_id = unit(), uuid4()
    actions.write(village, by=LAN, at=AT, deed_id=deed_id, title="Đường hoa")
    assert forget(AT + KEPT_FOR * 2) == 2
    with pytest.raises(Invalid) as refusal:
        actions.write(village, by=LAN, at=AT, deed_id=deed_id, title="Đường hoa")
    assert (refusal.value.code, Paper.objects.count()) == ("constraint", 1)


def test_the_answer_to_a_repeated_removal_is_the_same() -> None:
    village, deed_id = unit(), uuid4()
    answers = [actions.close(village, by=LAN, at=AT, deed_id=deed_id) for _ in range(2)]
    assert (answers, Unit.objects.count()) == ([None, None], 0)


def test_a_repeated_deed_whose_record_is_gone_says_so() -> None:
    deed_id = uuid4()
    made = actions.found(by=LAN, at=AT, deed_id=deed_id, name="Ấp Một")
    actions.close(made, by=LAN, at=AT)
    with pytest.raises(NotFound) as refusal:
        actions.found(by=LAN, at=AT, deed_id=deed_id, name="Ấp Một")
    assert refusal.value.code == "removed"


def test_what_the_database_refuses_is_wrong_data_by_the_name_of_its_constraint() -> None:
    village = unit()
    paper(village)
    with pytest.raises(Invalid) as refusal:
        paper(village)
    assert (refusal.value.code, refusal.value.data) == ("constraint", {"name": "sample_paper_title"})


def test_a_record_that_others_point_to_is_not_removed() -> None:
    village = unit()
    paper(village)
    from django.db.models import ProtectedError

    with pytest.raises((Invalid, ProtectedError)) as refusal:
        actions.close(village, by=LAN, at=AT)
    assert (type(refusal.value), Unit.objects.count()) == (Invalid, 1)


def test_a_change_that_changes_nothing_writes_no_version() -> None:
    made = paper(unit())
    actions.edit(made, by=LAN, at=AT, title="Đường hoa")
    assert (Paper.objects.get().version, len(history("sample.paper", made.pk))) == (1, 1)


def test_text_is_kept_in_one_normal_form() -> None:
    assert paper(unit(), "Đu\u031bo\u031bng hoa").title == "Đương hoa"
    assert Paper.objects.get().title == "Đương hoa"


@pytest.mark.parametrize("bad", ["nul \0", "half \ud800", "x" * 1_000_000, ""])
def test_text_that_cannot_be_kept_is_refused_with_its_field(bad: str) -> None:
    village = unit()
    with pytest.raises(Invalid) as refusal:
        paper(village, bad)
    assert (list(refusal.value.data["fields"]), Paper.objects.count()) == (["title"], 0)


@pytest.mark.parametrize("name", ["version", "state", "id"])
def test_some_columns_are_not_written_by_name(name: str) -> None:
    made = paper(unit())
    with pytest.raises(TypeError):
        actions.edit(made, by=LAN, at=AT, **{name: "sent"})
    assert (Paper.objects.get().state, Paper.objects.get().version) == ("draft", 1)


def test_records_cannot_be_written_past_a_deed() -> None:
    made = paper(unit())
    writes = [
        made.save,
        made.delete,
        lambda: Paper.objects.update(title="x"),
        lambda: Paper.objects.create(title="x"),
        lambda: Paper.objects.all().delete(),
        lambda: Paper.objects.bulk_create([made]),
        lambda: Paper.objects.get_or_create(title="x"),
    ]
    for write in writes:
        with pytest.raises(TypeError, match="written by a deed"):
            write()


def test_an_action_within_an_action_is_refused_unless_it_joins_the_deed() -> None:
    village = unit()

    @action("test.nested", "nest", policy=by_system("loader"))
    def nested(of: Unit, *, deed: Deed, joins: bool) -> Paper:
        return actions.write.within(deed, of, title="Một") if joins else actions.write(of, by=LAN, at=AT, title="Một")

    del ACTIONS["test.nested"]
    with pytest.raises(RuntimeError, match="durable"):
        nested(village, by=System("loader"), at=AT, joins=False)
    with pytest.raises(NotAllowed):  # the policy of the joining action is asked as ever
        nested(village, by=System("loader"), at=AT, joins=True)
    assert Paper.objects.count() == 0


def test_every_action_is_known_by_its_verb() -> None:
    assert [verb for verb in ACTIONS if verb.startswith("sample.")][:3] == [
        "sample.found",
        "sample.rename",
        "sample.close",
    ]
    assert all(re.fullmatch(r"[a-z-]+\.[a-z-]+", verb) for verb in ACTIONS)
    with pytest.raises(ValueError, match="taken"):
        action("sample.found", "again", policy=by_system())(lambda **_: None)


def test_an_answer_is_not_carried_over_to_another_subject_without_a_key() -> None:
    odd = Policy("odd", lambda _a, subjects, _t: [YES if one == "yes" else no("no", "No.") for one in subjects])

    @action("test.ask", "ask", policy=by_system("loader"))
    def ask(*, deed: Deed) -> list[bool]:
        return [bool(verdict) for one in ("yes", "no", "yes") for verdict in deed.judge(odd, [one])]

    del ACTIONS["test.ask"]
    assert ask(by=System("loader"), at=AT) == [True, False, True]


def test_a_bulk_act_is_one_deed() -> None:
    village = unit()
    for title in ("Một", "Hai", "Ba"):
        paper(village, title)
    deed_id = uuid4()
    drafts = Paper.objects.filter(state="draft")
    done = [bulk(actions.send, drafts, by=LAN, at=AT, deed_id=deed_id) for _ in range(2)]  # sent twice
    assert (done, [one.state for one in Paper.objects.all()]) == ([3, 3], ["sent"] * 3)
    assert JournalEntry.objects.filter(deed_id=deed_id).count() == 3


def test_a_bulk_act_is_previewed_with_each_reason() -> None:
    village = unit()
    paper(village, "Một")
    actions.write(village, by=MINH, at=AT, title="Hai")
    seen = preview(actions.send, Paper.objects.order_by("pk"), by=LAN, at=AT)
    assert (seen.count, [(row.title, type(why), why.code) for row, why in seen.refused]) == (
        2,
        [("Hai", NotAllowed, "not-the-writer")],
    )


@pytest.mark.parametrize(("writer", "error"), [(MINH, NotAllowed), (LAN, MoveNotOpen)])
def test_a_bulk_act_is_all_or_nothing(writer: Any, error: type[Exception]) -> None:
    village = unit()
    paper(village, "Một")
    other = actions.write(village, by=writer, at=AT, title="Hai")
    if error is MoveNotOpen:
        actions.send(other, by=writer, at=AT)
    before = everything()
    with pytest.raises(Refused) as refusal:
        bulk(actions.send, Paper.objects.all(), by=LAN, at=AT)
    assert ([(row.title, type(why)) for row, why in refusal.value.rows], everything()) == ([("Hai", error)], before)


def test_a_bulk_act_asks_reach_once_for_any_number(django_queries: Any) -> None:
    village = unit()
    judge = over(MINH, village.pk, "judge")
    counts = []
    for number in (1, 3):
        for title in range(number):
            actions.send(paper(village, f"{number} {title}"), by=LAN, at=AT)
        with django_queries() as asked:
            bulk(actions.drop, Paper.objects.filter(state="sent"), by=judge, at=AT)
        counts.append(sum("ancestry" in query["sql"] for query in asked.captured_queries))
    assert counts == [1, 1]


def test_a_policy_that_queries_for_each_row_is_a_fault() -> None:
    village = unit()
    for title in range(11):
        paper(village, str(title))
    hungry = Policy("hungry", lambda _a, records, _t: [YES for one in records if Unit.objects.get(pk=one.unit_id)])
    with pytest.raises(RuntimeError, match="more than 10 queries"):
        preview(actions.send.__class__("x", "x", hungry, actions.send.body), Paper.objects.all(), by=LAN, at=AT)


def test_many_records_are_made_with_few_statements(django_queries: Any) -> None:
    @action("test.load", "load", policy=by_system("loader"))
    def load(*, deed: Deed, names: list[str]) -> int:
        return len(deed.create_many(Unit, ({"name": name} for name in names)))

    del ACTIONS["test.load"]
    with django_queries() as asked:
        made = load(by=System("loader"), at=AT, names=[f"Ấp {n}" for n in range(400)])
    assert (made, Unit.objects.count(), JournalEntry.objects.count(), len(asked) < 20) == (400, 400, 400, True)


def test_a_refusal_speaks_the_language_of_the_reader() -> None:
    from kheo.i18n import speaking

    refusal = NotAllowed("x", "“{move}” is not possible: it is now “{state}”.", move="send", state="sent")
    with speaking("en"):
        assert str(refusal) == "“send” is not possible: it is now “sent”."


def test_deed_ids_of_requests_are_uuids_of_their_own() -> None:
    actions.found(by=LAN, at=AT, name="Ấp Một")
    actions.found(by=LAN, at=AT, name="Ấp Một")
    ids = set(JournalDeed.objects.values_list("id", flat=True))
    assert (len(ids), all(isinstance(one, UUID) for one in ids)) == (2, True)


def test_what_is_not_to_be_remembered_is_in_no_hash_however_deep_it_stands() -> None:
    @dataclass(frozen=True)
    class Filled:
        name: str
        password: Unremembered

    def asked(name: str, password: str) -> str:
        return asked_of("sample.open", "person:lan", None, {"forms": [Filled(name, Unremembered(password))]})

    assert asked("a", "x") == asked("a", "y") != asked("b", "x")

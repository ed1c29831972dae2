"""Each thing that can be wrong is broken past the actions, and found with the unit it is wrong with."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction

from kheo.i18n import speaking
from kheo.organisations import ancestry, guards, verify_cli
from kheo.organisations.actions.successions import Part, merge, split
from kheo.organisations.actions.units import rename
from kheo.organisations.models import Unit
from kheo.organisations.tests.world import AT, LOAD, set_up, unit
from kheo.organisations.verifying import SENTENCES, verify

JULY = date(2025, 7, 1)


@pytest.fixture
def world(db: str) -> Iterator[dict[str, int]]:
    """P over D and E, C under D, renamed in 2010; A and B became N, X became Y and Z."""
    set_up()
    top = unit("P")
    units = {"P": top} | {code: unit(code, top) for code in "DEABX"}
    units["C"] = unit("C", units["D"])
    units |= {code: unit(code, top, start=JULY) for code in "NYZ"}
    rename(units["C"], by=LOAD, at=AT, on=date(2010, 1, 1), name="Xã C")
    merge(units["N"], by=LOAD, at=AT, units=[units["A"], units["B"]], on=JULY)
    split(units["X"], by=LOAD, at=AT, parts=[Part(units["Y"]), Part(units["Z"])], custodian=units["Y"], on=JULY)
    yield {code: one.pk for code, one in units.items()}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM placement")
        cursor.execute("DELETE FROM spell")
    guards.install()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def lift_guards(table: str) -> None:
    if connection.vendor == "postgresql":
        sql(f"ALTER TABLE {table} DROP CONSTRAINT {table}_apart")
    else:
        for act in ("insert", "update"):
            sql(f"DROP TRIGGER {table}_apart_{act}")


def found() -> set[tuple[str, str]]:
    return {(finding.code, finding.place) for finding in verify() if finding.code != "guard"}


def test_what_actions_made_holds_together(world: dict[str, int]) -> None:
    assert list(verify()) == []


def test_a_guard_that_is_gone_is_missed(world: dict[str, int]) -> None:
    lift_guards("spell")
    assert {(finding.code, finding.place) for finding in verify()} == {("guard", name) for name in guards.missing()}
    assert guards.missing()


def test_a_unit_without_a_name(world: dict[str, int]) -> None:
    sql("DELETE FROM spell WHERE unit_id = %s", world["C"])
    assert found() == {("no-spell", "C"), ("stands-unborn", "C")}


def test_a_gap_between_names(world: dict[str, int]) -> None:
    sql("""UPDATE spell SET "end" = '2009-01-01' WHERE unit_id = %s AND "end" = '2010-01-01'""", world["C"])
    assert found() == {("spells-gap", "C"), ("stands-unborn", "C")}


def test_two_names_at_once(world: dict[str, int]) -> None:
    lift_guards("spell")
    sql("""UPDATE spell SET "end" = '2011-01-01' WHERE unit_id = %s AND "end" = '2010-01-01'""", world["C"])
    assert found() == {("spells-overlap", "C")}


def test_two_places_at_once(world: dict[str, int]) -> None:
    lift_guards("placement")
    sql(
        'INSERT INTO placement (version, unit_id, parent_id, tree_id, start, "end", custody)'
        " VALUES (1, %s, %s, 'territory', '2020-01-01', '2021-01-01', false)",
        world["C"],
        world["E"],
    )
    assert found() == {("places-overlap", "C"), ("ancestry", "C")}


def test_a_place_before_birth(world: dict[str, int]) -> None:
    sql("UPDATE spell SET start = '2001-01-01' WHERE unit_id = %s AND start = '2000-01-01'", world["C"])
    assert found() == {("stands-unborn", "C")}


def test_a_place_under_what_does_not_stand_there_yet(world: dict[str, int]) -> None:
    sql("UPDATE placement SET start = '2001-01-01' WHERE unit_id = %s", world["D"])
    assert found() == {("under-absent", "C"), ("stands-nowhere", "D"), ("ancestry", "D"), ("ancestry", "C")}


def test_a_living_unit_under_one_that_is_in_custody(world: dict[str, int]) -> None:
    sql("UPDATE placement SET parent_id = %s WHERE unit_id = %s", world["A"], world["C"])
    with transaction.atomic():
        ancestry.rebuild()
    assert found() == {("under-absent", "C")}


def test_units_that_stand_under_each_other(world: dict[str, int]) -> None:
    sql("UPDATE placement SET parent_id = %s WHERE unit_id = %s", world["C"], world["D"])
    assert found() == {("circle", "C"), ("circle", "D")}


def test_a_unit_in_custody_that_exists(world: dict[str, int]) -> None:
    sql("UPDATE placement SET custody = true WHERE unit_id = %s", world["C"])
    assert found() == {("kept-alive", "C"), ("stands-nowhere", "C")}


def test_a_unit_that_stands_nowhere(world: dict[str, int]) -> None:
    sql("DELETE FROM placement WHERE unit_id = %s", world["C"])
    assert found() == {("stands-nowhere", "C"), ("ancestry", "C")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ancestry SET depth = 7 WHERE descendant = %s AND depth = 2",
        "DELETE FROM ancestry WHERE descendant = %s AND depth = 1",
        "UPDATE ancestry SET \"end\" = '2020-01-01' WHERE descendant = %s AND depth = 0",
        "UPDATE ancestry SET start = '1999-01-01' WHERE descendant = %s AND depth = 2",
        "DELETE FROM ancestry WHERE descendant = %s",
    ],
)
def test_a_row_of_ancestors_that_the_placements_do_not_give(world: dict[str, int], statement: str) -> None:
    sql(statement, world["C"])
    assert found() == {("ancestry", "C")}


def test_a_move_that_the_table_of_ancestors_did_not_follow(world: dict[str, int]) -> None:
    sql("UPDATE placement SET parent_id = %s WHERE unit_id = %s", world["E"], world["D"])
    assert found() == {("ancestry", "C"), ("ancestry", "D")}
    with transaction.atomic():
        ancestry.rebuild()
    assert found() == set()


def test_heirs_that_the_table_of_ancestors_does_not_know(world: dict[str, int]) -> None:
    sql("DELETE FROM ancestry WHERE tree = 'heritage' AND descendant = %s AND ancestor = %s", world["X"], world["Z"])
    assert found() == {("ancestry", "X")}


def test_an_ended_unit_that_nobody_keeps(world: dict[str, int]) -> None:
    sql("UPDATE succession SET custodian = false WHERE predecessor_id = %s", world["A"])
    assert found() == {("no-custodian", "A")}


def test_a_custodian_that_ended(world: dict[str, int]) -> None:
    sql("UPDATE spell SET \"end\" = '2025-08-01' WHERE unit_id = %s", world["N"])
    assert found() == {
        ("no-custodian", "N"),
        ("stands-unborn", "N"),
        ("custodian-gone", "A"),
        ("custodian-gone", "B"),
    }


@pytest.mark.parametrize(("first", "second"), [("0.4", "0.5"), ("0.7", "0.5")])
def test_shares_that_are_not_the_whole(world: dict[str, int], first: str, second: str) -> None:
    for share, heir in ((first, "Y"), (second, "Z")):
        sql("UPDATE succession SET share = %s WHERE successor_id = %s", share, world[heir])
    assert found() == {("shares", "X")}


def test_an_heir_that_did_not_exist_yet(world: dict[str, int]) -> None:
    sql("UPDATE succession SET date = '2024-01-01' WHERE predecessor_id = %s", world["A"])
    assert found() == {("heir-absent", "A"), ("ancestry", "A")}


def test_the_command_prints_each_finding_and_mends_what_is_derived(
    world: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    sql("DELETE FROM ancestry WHERE descendant = %s", world["C"])
    with speaking("en"):
        assert verify_cli.run(Namespace(mend=False)) == 1
        assert capsys.readouterr().out.splitlines() == [SENTENCES["ancestry"].format(place="C"), "1 findings"]
        assert verify_cli.run(Namespace(mend=True)) == 0
    assert capsys.readouterr().out.splitlines() == ["0 findings"]
    assert Unit.objects.count() == len(world)

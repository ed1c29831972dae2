from __future__ import annotations

import pytest
from django.db import models
from django.test.utils import isolate_apps

from kheo.core.checks import check_records, faults_of
from kheo.core.record import Record
from kheo.core.secrets import SecretField
from kheo.core.tests.sample.models import PAPER, Unit


def ids(model: type[Record]) -> list[str | None]:
    return [fault.id for fault in faults_of(model)]


def test_the_records_that_are_here_keep_the_conventions() -> None:
    assert check_records() == []


@isolate_apps("kheo.core.tests.sample")
@pytest.mark.parametrize("on_delete", [models.CASCADE, models.SET_NULL, models.DO_NOTHING])
def test_what_the_database_would_remove_by_itself_is_found(on_delete: object) -> None:
    class Dependent(Record):
        unit = models.ForeignKey(Unit, on_delete, null=True, related_name="+")

    assert ids(Dependent) == ["kheo.E001"]


@isolate_apps("kheo.core.tests.sample")
def test_a_state_without_lifecycle_and_a_lifecycle_without_state_are_found() -> None:
    class Stateful(Record):
        state = models.CharField(max_length=10)

    class Living(Record):
        lifecycle = PAPER

    assert (ids(Stateful), ids(Living)) == (["kheo.E002"], ["kheo.E002"])


@isolate_apps("kheo.core.tests.sample")
def test_personal_values_without_a_key_are_found() -> None:
    class Telling(Record):
        phone = SecretField()

    assert ids(Telling) == ["kheo.E003"]


@isolate_apps("kheo.core.tests.sample")
def test_a_table_that_no_deed_writes_is_found() -> None:
    class Linked(Record):
        units = models.ManyToManyField(Unit, related_name="+")

    assert ids(Linked) == ["kheo.E004"]

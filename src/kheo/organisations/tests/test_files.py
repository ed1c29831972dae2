from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kheo.core.actions.receipts import Unremembered
from kheo.organisations.actions.people import open_account
from kheo.organisations.models import Account, Person
from kheo.organisations.queries.people import contact_of
from kheo.organisations.tests.test_exchange_people import cell_of
from kheo.organisations.tests.test_exchange_units import edited
from kheo.organisations.tests.world import AT, LOAD, cast

pytestmark = pytest.mark.usefixtures("db")


def test_people_travel_as_a_workbook_and_come_back_after_a_rehearsal() -> None:
    world = cast()
    open_account(world["manager"], by=LOAD, at=AT, username="quanly", password=Unremembered("mot-cau-that-dai"))
    client = Client()
    client.force_login(Account.objects.get())
    content = client.get("/people/file/").content
    content = edited(content, ("0", cell_of(content, 0, world["officer_a"].code, "D"), "0911"))
    form: dict[str, Any] = {"deed_id": deed_in(client.get("/people/import/").content)}
    sent = client.post("/people/import/", {**form, "file": SimpleUploadedFile("nhan-su.xlsx", content)})
    page = client.get(sent.url).content
    assert "0912 345 678" in page.decode()
    done = client.post(sent.url, {"deed_id": deed_in(page)})
    assert (done.status_code, done.url) == (302, "/people/")
    assert contact_of(Person.objects.get(pk=world["officer_a"].pk))["phone"] == "0911"


def deed_in(page: bytes) -> str:
    found = re.search(r'name="deed_id" value="([^"]+)"', page.decode())
    assert found
    return found[1]

"""The pages of the area: who gets in, what they cost, whole walks, what bad input gives back."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from kheo.core.actions.receipts import Unremembered
from kheo.core.journal.models import JournalDeed
from kheo.core.journal.sealing import seal_all
from kheo.organisations.actions.grants import Access, give_access
from kheo.organisations.actions.mandates import offer_handover
from kheo.organisations.actions.people import open_account
from kheo.organisations.actions.units import found
from kheo.organisations.actor import PersonActor
from kheo.organisations.exchange.units import export
from kheo.organisations.models import Account, Grant, Handover, Mandate, Person, Spell, Tree, Unit
from kheo.organisations.tests.test_exchange_units import edited
from kheo.organisations.tests.world import AT, LOAD, START, cast
from kheo.organisations.urls import urlpatterns

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
ROLES = ("manager", "officer_a", "officer_b", "stranger")
MOST_QUERIES = 12


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    """The cast with accounts, work on offer and access given."""
    made = cast()
    for role in ROLES:
        open_account(made[role], by=LOAD, at=AT, username=role, password=Unremembered("mot-cau-that-dai"))
    giver, taker = (Mandate.objects.get(person=made[name]) for name in ("officer_a", "officer_b"))
    officer = PersonActor(made["officer_a"].pk)
    made["handover"] = offer_handover(giver, by=officer, at=AT, taker=taker, note="3 việc")
    access = Access("people.read", made["stranger"], "phối hợp", date(2020, 1, 1), tree=Tree.objects.get(code="party"))
    made["grant"] = give_access(made["b"], by=LOAD, at=AT, access=access)
    seal_all(AT)
    return made


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(Account.objects.get(username=name))
    return client


def addresses(world: dict[str, Any]) -> dict[str, str]:
    """Every address of the area about unit A, its officer and what belongs to them."""
    mandate = Mandate.objects.get(person=world["officer_a"], deputises=None)
    keys = {"units": world["a"].pk, "people": world["officer_a"].pk, "mandates": mandate.pk}
    keys |= {"handovers": world["handover"].pk, "access": world["grant"].pk}
    deed = JournalDeed.objects.get(verb="organisations.offer-handover")
    found = {}
    for one in urlpatterns:
        route = str(one.pattern)
        path = route.replace("<uuid:pk>", str(deed.pk)).replace("<str:token>", "x" * 32).replace("<str:move>", "accept")
        found[one.name] = "/" + path.replace("<int:pk>", str(keys.get(route.split("/", maxsplit=1)[0], 0)))
    return found


HERE = {"home": 200}
"""What the public gets; everything else asks to sign in."""

NOBODY = 404
FORBIDDEN = 403
OPEN = {
    "home units units-file units-import unit unit-journal grants journal seals sessions": "*",
    "second-step second-step-phone second-step-passkey second-step-codes": "*",
    "second-step-remove": "",
    "people people-file people-import person-new": "*",
    "person mandate": "manager officer_a",
    "person-correct person-keep person-erase person-account person-password": "manager officer_a",
    "person-second-step person-link": "manager officer_a",
    "mandate-end mandate-locality mandate-leave mandate-deputy mandate-handover": "manager officer_a",
    "handover": "manager officer_a officer_b stranger",
    "deed": "officer_a",
    "grant-withdraw": "manager",
}
"""Who gets a page; for the others it is as if it were not there."""
FORMS = [
    "unit-found",
    "unit-rename",
    "unit-move",
    "unit-merge",
    "unit-split",
    "unit-close",
    "unit-document",
    "appoint",
    "give",
]
"""Pages about a unit that all see: whoever does not manage it is told so."""


def expected(name: str, role: str) -> int:
    if name.endswith("-rehearsal"):
        return NOBODY
    if name in FORMS:
        return 200 if role == "manager" else FORBIDDEN
    [allowed] = [roles for names, roles in OPEN.items() if name in names.split()]
    return 200 if allowed == "*" or role in allowed.split() else NOBODY


@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_every_role_within_twelve_queries(
    world: dict[str, Any], role: str, django_queries: Any
) -> None:
    client, got, costs = signed_in(role), {}, {}
    for name, address in addresses(world).items():
        with django_queries() as made:
            got[name] = client.get(address).status_code
        costs[name] = len(made)
    assert got == {name: expected(name, role) for name in got}
    assert {name: cost for name, cost in costs.items() if cost > MOST_QUERIES} == {}


def test_the_public_is_asked_to_sign_in(world: dict[str, Any]) -> None:
    got = {name: Client().get(address) for name, address in addresses(world).items()}
    assert {name for name, answer in got.items() if answer.status_code == 200} == {"home"}
    others = [answer for name, answer in got.items() if name != "home"]
    assert all(answer.status_code == 302 and answer.url.startswith("/sign-in/?next=/") for answer in others)


def test_absent_and_forbidden_look_alike(world: dict[str, Any]) -> None:
    client = signed_in("officer_b")
    hidden = client.get(f"/people/{world['officer_a'].pk}/")
    absent = client.get("/people/999999/")
    assert hidden.status_code == absent.status_code == 404
    plain = [TOKEN.sub("", one.content.decode()).replace(one.request["PATH_INFO"], "") for one in (hidden, absent)]
    assert plain[0] == plain[1]


def test_a_list_costs_the_same_with_one_row_and_with_three(world: dict[str, Any], django_queries: Any) -> None:
    client = signed_in("manager")

    def costs() -> dict[str, int]:
        made = {}
        for address in ("/units/?tree=party", f"/units/?tree=party&under={world['a'].pk}", "/people/", "/journal/"):
            with django_queries() as asked:
                assert client.get(address).status_code == 200
            made[address] = len(asked)
        return made

    found(world["a"], by=LOAD, at=AT, code="A1", tree="party", start=START, name="A1", kind="xa", level="commune")
    one = costs()
    for code in ("A2", "A3"):
        found(world["a"], by=LOAD, at=AT, code=code, tree="party", start=START, name=code, kind="xa", level="commune")
    assert costs() == one
    assert max(one.values()) <= MOST_QUERIES


class _Fields(HTMLParser):
    """What the deed's form of a page would send as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area = self._select = ""
        self.feed(page[page.index('<form class="deed"') :].partition("</form>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") != "file":
            self.values[given["name"]] = given.get("value", "")
        elif tag in {"textarea", "select"}:
            self._area, self._select = (given["name"], "") if tag == "textarea" else ("", given["name"])
            self.values[given["name"]] = ""
        elif tag == "option" and ("selected" in given or not self.values[self._select]):
            self.values[self._select] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def held(client: Client, address: str) -> dict[str, str]:
    return _Fields(client.get(address).content.decode()).values


def sent(client: Client, address: str, **values: Any) -> Any:
    """A form as a browser sends it: what the page held, with some of it filled in."""
    return client.post(address, {**held(client, address), **values})


def uploaded(client: Client, content: bytes) -> Any:
    file = BytesIO(content)
    file.name = "units.xlsx"
    return client.post("/units/import/", {**held(client, "/units/import/"), "file": file})


def test_a_person_is_registered_and_appointed_and_signs_in(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    made = sent(client, "/people/new/", name="Đỗ Thị Ếch", expires="31/12/2030")
    pk = int(made.url.strip("/").split("/")[1])
    answer = sent(client, f"/units/{world['a'].pk}/appoint/", person="do thi ech", role="officer", start="01/07/2026")
    assert (answer.status_code, Person.objects.get(pk=pk).mandates.get().unit) == (302, world["a"])
    shown = sent(client, f"/people/{pk}/account/", username="ech").content.decode()
    fresh = Client()
    address = re.search(r'<code class="link">http://testserver([^<]+)</code>', shown)[1]
    assert sent(fresh, fresh.get(address).url, password="mot-cau-dai-khac").url == "/sign-in/"
    fresh.post("/sign-in/", {"username": "ech", "password": "mot-cau-dai-khac"})
    assert "Đỗ Thị Ếch" in fresh.get(f"/people/{pk}/").content.decode()


def test_units_are_founded_renamed_moved_merged_and_closed_on_pages(world: dict[str, Any]) -> None:
    client, a, b = signed_in("manager"), world["a"].pk, world["b"].pk
    start = {"kind": "xa", "level": "commune", "tree": "party", "start": "01/01/2025"}
    assert sent(client, f"/units/{a}/found/", name="Ấp Mới", code="A.moi", **start).status_code == 302
    new = Unit.objects.get(code="A.moi")
    assert sent(client, f"/units/{new.pk}/rename/", name="Ấp Mới Hơn", on="01/02/2025").status_code == 302
    assert sent(client, f"/units/{new.pk}/move/", tree="party", parent="B", on="01/03/2025").status_code == 302
    assert sent(client, f"/units/{b}/merge/", units="ap moi hon\nA", on="01/07/2026").status_code == 302
    ended = Spell.objects.filter(end=date(2026, 7, 1)).order_by("name")
    assert [spell.name for spell in ended] == ["A", "Ấp Mới Hơn"]
    page = client.get(f"/units/{b}/").content.decode()
    assert "Ấp Mới Hơn" in page
    assert "<svg" in page


def test_a_form_comes_back_filled_with_what_is_wrong_beside_the_field(world: dict[str, Any]) -> None:
    client, a = signed_in("manager"), world["a"].pk
    answer = sent(client, f"/units/{a}/merge/", units="Công ty Không Có\nB", on="32/13/2026", basis="Số 1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Công ty Không Có\r\nB" in page or "Công ty Không Có\nB" in page
    assert "không có đơn vị tên “Công ty Không Có”" in page
    assert 'value="32/13/2026"' in page
    assert 'value="Số 1"' in page


def test_of_two_officers_at_one_form_the_second_is_told_and_keeps_what_was_typed(world: dict[str, Any]) -> None:
    pk = Mandate.objects.get(person=world["officer_a"]).pk
    one, other = signed_in("manager"), signed_in("officer_a")
    address = f"/people/{world['officer_a'].pk}/correct/"
    opened = held(other, address)
    assert sent(one, address, name="Tên Một", phone="1").status_code == 302
    late = other.post(address, {**opened, "name": "Tên Hai", "phone": "2"})
    assert (late.status_code, 'value="Tên Hai"' in late.content.decode()) == (409, True)
    assert "Quản lý" in late.content.decode()
    assert pk


def test_a_file_with_faults_changes_nothing_and_comes_back_marked(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    content = edited(export(PersonActor(world["manager"].pk), AT), ("0", "C2", "no kind"))
    before = JournalDeed.objects.count()
    answer = uploaded(client, content)
    shown = client.get(answer.url)
    assert "C2" in shown.content.decode()
    back = load_workbook(BytesIO(client.get(f"{answer.url}?faults=xlsx").content))
    assert back.worksheets[1]["C2"].comment is not None
    refused = client.post(answer.url, {"deed_id": str(uuid4())})
    assert (refused.status_code, JournalDeed.objects.count()) == (422, before)
    assert signed_in("officer_a").get(answer.url).status_code == 404


def test_a_file_is_imported_after_its_changes_were_seen(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    content = edited(export(PersonActor(world["manager"].pk), AT), ("0", "B2", "Xã A đổi tên"))
    answer = uploaded(client, content)
    assert "Xã A đổi tên" in client.get(answer.url).content.decode()
    assert sent(client, answer.url).status_code == 302
    assert Spell.objects.get(unit=world["a"]).name == "Xã A đổi tên"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"ma;ten\n1;A"])
def test_what_is_no_workbook_is_told_beside_the_field(world: dict[str, Any], content: bytes) -> None:
    client = signed_in("manager")
    answer = uploaded(client, content)
    assert (answer.status_code, 'class="field wrong"' in answer.content.decode()) == (422, True)


def test_offered_work_is_taken_over_from_the_first_page(world: dict[str, Any]) -> None:
    client = signed_in("officer_b")
    assert "3 việc" in client.get("/").content.decode()
    address = f"/handovers/{world['handover'].pk}/accept/"
    assert sent(client, address).status_code == 302
    assert Handover.objects.get().state == "accepted"
    assert sent(client, address).status_code == 422


def test_erased_people_break_no_page(world: dict[str, Any]) -> None:
    client, pk = signed_in("manager"), world["officer_a"].pk
    assert sent(client, f"/people/{pk}/erase/").status_code == 302
    for address in ("/", "/people/", f"/people/{pk}/", "/journal/", "/access/", f"/units/{world['a'].pk}/journal/"):
        assert client.get(address).status_code == 200
    assert "đã xoá theo thời hạn" in client.get(f"/people/{pk}/").content.decode()
    assert "Cán bộ A" not in client.get("/people/").content.decode()


def test_access_is_given_and_withdrawn_on_pages(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    values = {"person": "can bo b", "capability": "people.read", "tree": "party", "start": "01/07/2026"}
    assert sent(client, f"/units/{world['a'].pk}/give/", reason="Kiểm tra", **values).status_code == 302
    grant = Grant.objects.get(reason="Kiểm tra")
    assert sent(client, f"/access/{grant.pk}/withdraw/", on="02/07/2027").status_code == 302
    assert Grant.objects.get(pk=grant.pk).end == date(2027, 7, 2)

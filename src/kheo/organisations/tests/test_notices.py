"""What people are told of mandates, hand-overs and access; the pages of notices; mail to people as they are kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from openpyxl import load_workbook

from kheo.core.jobs import JOBS
from kheo.core.jobs.models import Job
from kheo.core.jobs.queue import claim, perform
from kheo.core.notices import APP, DIGEST, NOW, OFF, sending
from kheo.core.notices.models import Choice, Notice
from kheo.core.notices.sending import send_mail
from kheo.core.notices.telling import MAIL
from kheo.organisations.actions.grants import Access, give_access, withdraw_access
from kheo.organisations.actions.mandates import accept_handover, appoint, correct_mandate, end_mandate, take_leave
from kheo.organisations.actions.people import correct_person, erase_person
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Mandate, Role, Tree
from kheo.organisations.notices import ACCESS, ENDING, GIVEN, OFFERED, key_of
from kheo.organisations.recipients import recipient
from kheo.organisations.tests.test_pages import MOST_QUERIES, ROLES, held, sent, signed_in, world
from kheo.organisations.tests.world import AT, LOAD, START

__all__ = ["world"]

ADDRESSES = {"list": "/notices/", "read": "/notices/read/", "settings": "/notices/settings/"}


def codes(person: Any) -> list[str]:
    return list(Notice.objects.filter(person=key_of(person.pk)).order_by("id").values_list("kind", flat=True))


def shown(client: Client, address: str = "/notices/") -> str:
    return re.sub(r"<[^>]+>|\s+", " ", client.get(address).content.decode())


def test_people_are_told_of_what_concerns_them(world: dict[str, Any]) -> None:
    assert {name: codes(world[name]) for name in ROLES} == {
        "manager": [GIVEN.code],
        "officer_a": [GIVEN.code],  # who offered the work knows of it
        "officer_b": [GIVEN.code, OFFERED.code],
        "stranger": [ACCESS.code],
    }
    mandate = Mandate.objects.get(person=world["officer_a"])
    manager = PersonActor(world["manager"].pk)
    leave = {"start": date(2026, 8, 1), "end": date(2026, 8, 10)}
    take_leave(mandate, by=manager, at=AT, deputy=world["officer_b"], **leave)
    accept_handover(world["handover"], by=PersonActor(world["officer_b"].pk), at=AT)
    assert codes(world["officer_a"])[1:] == ["organisations.deputised", "organisations.handover-settled"]
    assert codes(world["officer_b"])[2:] == [GIVEN.code]
    text = shown(signed_in("officer_a"))
    assert "Cán bộ B làm thay: officer, A, từ 01/08/2026 đến trước 10/08/2026" in text
    assert "Cán bộ B, về việc bàn giao tại A: đã nhận bàn giao" in text
    text = shown(signed_in("officer_b"))
    assert "Được cử làm thay: officer, A, từ 01/08/2026 đến trước 10/08/2026" in text
    assert "Cán bộ A bàn giao công việc: A (đã nhận bàn giao)" in text


def test_access_of_a_unit_is_told_to_whoever_holds_a_mandate_there(world: dict[str, Any]) -> None:
    access = Access("people.read", world["b"], "phối hợp", date(2020, 1, 1), tree=Tree.objects.get(code="party"))
    give_access(world["a"], by=LOAD, at=AT, access=access)
    assert codes(world["officer_b"])[2:] == [ACCESS.code]
    assert "Được cấp quyền: xem nhân sự và phân công, A, từ 01/01/2020" in shown(signed_in("officer_b"))


def test_a_mandate_that_is_over_already_is_recorded_and_not_told(world: dict[str, Any]) -> None:
    role = Role.objects.get(code="officer")
    span = {"start": START, "end": date(2020, 1, 1)}
    appoint(world["b"], by=LOAD, at=AT, person=world["stranger"], role=role, **span)
    assert codes(world["stranger"]) == [ACCESS.code]


def test_the_holder_is_told_once_for_each_day_on_which_a_mandate_is_to_end(world: dict[str, Any]) -> None:
    mandate = Mandate.objects.get(person=world["officer_a"])

    def warned() -> int:
        job = Job(
            id=world["a"].code.encode().hex().ljust(32, "0"),
            name="organisations.warn-of-ending",
            asked_at=AT,
            ready_at=AT,
        )
        Job.objects.filter(pk=job.pk).delete()
        job.save(force_insert=True)
        run = claim(lambda: AT)
        assert run is not None
        perform(run)
        return codes(world["officer_a"]).count(ENDING.code)

    assert warned() == 0
    end_mandate(mandate, by=LOAD, at=AT, on=date(2026, 8, 1))
    assert warned() == 0  # 31 days
    correct_mandate(mandate, by=LOAD, at=AT, start=START, end=date(2026, 7, 20), basis="")
    assert [warned(), warned()] == [1, 1]
    correct_mandate(mandate, by=LOAD, at=AT, start=START, end=date(2026, 7, 25), basis="")
    assert warned() == 2
    assert "Phân công sắp kết thúc: officer, A" in shown(signed_in("officer_a"))


def test_whoever_lost_access_gets_no_words_of_it(world: dict[str, Any]) -> None:
    client = signed_in("stranger")
    assert "xem nhân sự và phân công" in shown(client)
    withdraw_access(world["grant"], by=LOAD, at=AT, on=date(2021, 1, 1))
    text = shown(client)
    assert "Nội dung không còn mở để xem" in text
    assert "xem nhân sự và phân công" not in text
    book = load_workbook(BytesIO(client.get("/notices/?export=xlsx").content))
    assert [cell.value for cell in book.active["A"]] == ["Việc", "Nội dung không còn mở để xem"]


@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_every_role_within_twelve_queries(
    world: dict[str, Any], role: str, django_queries: Any
) -> None:
    client, got, costs = signed_in(role), {}, {}
    for name, address in ADDRESSES.items():
        with django_queries() as made:
            got[name] = client.get(address).status_code
        costs[name] = len(made)
    assert got == dict.fromkeys(ADDRESSES, 200)
    assert {name: cost for name, cost in costs.items() if cost > MOST_QUERIES} == {}


def test_a_list_of_every_kind_costs_no_more(world: dict[str, Any], django_queries: Any) -> None:
    person, at = world["officer_b"], date(2026, 7, 1)
    member = Role.objects.get(code="member")  # whose reach takes one query more
    appoint(world["b"], by=LOAD, at=AT, person=person, role=member, start=at)
    manager = PersonActor(world["manager"].pk)
    own = Mandate.objects.get(person=person, role_id="officer")
    take_leave(own, by=manager, at=AT, deputy=world["officer_a"], start=at, end=date(2026, 7, 9))
    client, costs = signed_in("officer_b"), []
    for number in range(3):
        access = Access("people.read", person, f"đợt {number}", at, tree=Tree.objects.get(code="party"))
        give_access(world["a"], by=LOAD, at=AT, access=access)
        with django_queries() as made:
            page = client.get("/notices/").content.decode()
        costs.append((len(made), page.count(">Được cấp quyền: ")))
    assert {cost for cost, _rows in costs} == {costs[0][0]}
    assert costs[0][0] <= MOST_QUERIES
    assert [rows for _cost, rows in costs] == [1, 2, 3]


def test_the_public_is_asked_to_sign_in_and_sees_no_bell(world: dict[str, Any]) -> None:
    for address in ADDRESSES.values():
        answer = Client().get(address)
        assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={address}")
    assert 'class="bell"' not in Client().get("/").content.decode()


def bell(client: Client) -> str:
    found = re.search(r'<a class="bell".*?</a>', client.get("/").content.decode(), re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split())


def test_one_is_marked_as_read_then_all_and_the_bell_follows(world: dict[str, Any]) -> None:
    client = signed_in("officer_b")
    assert bell(client).endswith("Thông báo 2 chưa đọc")
    first, second = Notice.objects.filter(person=key_of(world["officer_b"].pk)).order_by("id")
    fields = dict(re.findall(r'name="(deed_id|until)" value="([^"]+)"', client.get("/notices/").content.decode()))
    for pk in (first.pk, second.pk, second.pk):  # the last is a double click
        assert client.post("/notices/read/", {**fields, "only": pk}).status_code == 302
    assert not Notice.objects.filter(person=first.person, read_at=None).exists()
    assert bell(client).endswith("Thông báo")
    assert "Đánh dấu đã đọc" not in shown(client)
    other = signed_in("manager")
    assert sent(other, "/notices/read/").status_code == 302
    assert bell(other).endswith("Thông báo")
    assert Notice.objects.get(person=key_of(world["stranger"].pk)).read_at is None


def test_nobody_marks_anothers_and_a_damaged_form_is_told(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    theirs = Notice.objects.filter(person=key_of(world["officer_b"].pk)).first()
    assert theirs
    fields = held(client, "/notices/read/")
    assert client.post("/notices/read/", {**fields, "only": theirs.pk}).status_code == 302
    assert Notice.objects.get(pk=theirs.pk).read_at is None
    for wrong in ({"until": "soon"}, {"until": "9" * 30}, {"only": "x"}, {"only": "9" * 30}):
        assert client.post("/notices/read/", {**fields, **wrong}).status_code == 422


def test_what_came_after_the_page_stays_unread(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    fields = held(client, "/notices/read/")
    later = Notice.objects.get(person=key_of(world["manager"].pk)).at + timedelta(days=9_000)
    Notice.objects.update(at=later)
    assert client.post("/notices/read/", fields).status_code == 302
    assert bell(client).endswith("1 chưa đọc")


def test_the_list_is_filtered_and_exported(world: dict[str, Any]) -> None:
    client = signed_in("officer_b")
    text = shown(client, "/notices/?q=loại là Được phân công")
    assert ("Được phân công: officer, B" in text, "bàn giao công việc: A" in text) == (True, False)
    sent(client, "/notices/read/")
    assert "Được phân công: officer, B" not in shown(client, "/notices/?unread=1")
    book = load_workbook(BytesIO(client.get("/notices/?export=xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == ["Việc", "Lúc", "Loại", "Vì sao", "Đã đọc"]
    assert {row[0] for row in rows[1:]} == {
        "Được phân công: officer, B, từ 01/01/2000",
        "Cán bộ A bàn giao công việc: A (chờ nhận bàn giao)",
    }
    assert {(row[3], row[4]) for row in rows[1:]} == {
        ("Vì người được phân công được báo.", "có"),
        ("Vì người nhận bàn giao cần trả lời.", "có"),
    }


def test_how_notices_come_is_chosen_on_a_page(world: dict[str, Any]) -> None:
    client = signed_in("manager")
    fields = held(client, "/notices/settings/")
    assert fields["kind-organisations-mandate-given"] == NOW
    chosen = {"kind-organisations-mandate-given": OFF, "language": "en", "digest_at": "16:45", "quiet_from": "12:00"}
    wrong = sent(client, "/notices/settings/", **{**chosen, "digest_at": "25:00"})
    assert (wrong.status_code, 'value="25:00"' in wrong.content.decode()) == (422, True)
    assert "giờ:phút" in wrong.content.decode()
    assert client.post("/notices/settings/", {**fields, **chosen, "rests": ""}).status_code == 302
    kept = Choice.objects.get(person=key_of(world["manager"].pk))
    assert (kept.channels[GIVEN.code], kept.channels[ACCESS.code]) == (OFF, DIGEST)
    assert (kept.language, f"{kept.digest_at:%H:%M}", f"{kept.quiet_from:%H:%M}", kept.rests) == (
        "en",
        "16:45",
        "12:00",
        False,
    )
    again = held(client, "/notices/settings/")
    assert {name: again[name] for name in chosen} == chosen
    refused = sent(client, "/notices/settings/", **{"kind-organisations-handover-offered": OFF})
    assert refused.status_code == 422


@pytest.fixture
def outbox(world: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Mail as Django keeps it in memory; everybody is told at once, at any hour."""
    monkeypatch.setattr(settings, "KHEO_MAIL", True)
    monkeypatch.setattr(settings, "KHEO_MAIL_RATE", 0)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(sending, "_own", type("Own", (), {})())
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    for name in ("officer_a", "officer_b"):
        correct_person(world[name], by=LOAD, at=AT, email=f"{name}@office.example")
    Notice.objects.all().delete()
    assert JOBS["core.letter"].queue == MAIL
    found: list[Any] = mail.outbox
    return found


def appointed(world: dict[str, Any], *names: str) -> None:
    manager = PersonActor(world["manager"].pk)
    for name in names:
        role = Role.objects.get(code="member")
        appoint(world["b"], by=manager, at=AT, person=world[name], role=role, start=date(2026, 7, 1))


def drain() -> None:
    import threading

    send_mail(threading.Event(), drain=True)


def test_mail_finds_the_address_when_it_is_sent(world: dict[str, Any], outbox: list[Any]) -> None:
    appointed(world, "officer_a")
    correct_person(world["officer_a"], by=LOAD, at=AT, email="moi@office.example")
    drain()
    [letter] = outbox
    assert letter.to == ["moi@office.example"]
    assert letter.subject == "Được phân công: member, B, từ 01/07/2026"
    assert "Vì người được phân công được báo; 01/07/2026 09:00" in letter.body
    assert re.search(r"https?://[^/]+/(mandates|units)/\d+/", letter.body)


def test_mail_to_people_without_address_or_erased_is_written_down_and_not_tried_again(
    world: dict[str, Any], outbox: list[Any]
) -> None:
    appointed(world, "officer_a", "officer_b", "stranger")
    erase_person(world["officer_a"], by=LOAD, at=AT)
    drain()
    faults = dict(Job.objects.filter(queue=MAIL).values_list("arguments__person", "fault"))
    assert faults == {
        key_of(world["officer_a"].pk): "no-address",
        key_of(world["officer_b"].pk): "",
        key_of(world["stranger"].pk): "no-address",
    }
    assert {job.state for job in Job.objects.filter(queue=MAIL, fault="no-address")} == {Job.FAILED}
    assert [letter.to for letter in outbox] == [["officer_b@office.example"]]
    assert recipient(key_of(999_999)).address == ""


def test_mail_tells_nothing_of_access_that_was_withdrawn_before_it_went(
    world: dict[str, Any], outbox: list[Any]
) -> None:
    Choice.objects.create(person=key_of(world["officer_a"].pk), channels={ACCESS.code: NOW})
    Choice.objects.create(person=key_of(world["officer_b"].pk), channels={GIVEN.code: APP})
    access = Access(
        "people.read", world["officer_a"], "kiểm tra", date(2026, 1, 1), tree=Tree.objects.get(code="party")
    )
    grant = give_access(world["b"], by=LOAD, at=AT, access=access)
    appointed(world, "officer_a", "officer_b")
    withdraw_access(grant, by=LOAD, at=AT, on=date(2026, 6, 1))
    drain()
    [letter] = outbox
    assert letter.to == ["officer_a@office.example"]
    assert "Được phân công" in letter.body
    assert "Được cấp quyền" not in letter.body

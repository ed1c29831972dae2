"""Documents of units on pages: attached, looked through, handed out, taken away; who may, and what is refused."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from kheo.core.actions.receipts import Unremembered
from kheo.core.files import quarantine
from kheo.core.files.looking.faces import find
from kheo.core.files.models import Attachment, StoredFile
from kheo.core.files.tests.making import docx, pdf, photo, polyglot_pdf_zip, xlsx
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.organisations.actions.people import open_account
from kheo.organisations.actions.successions import merge
from kheo.organisations.models import Account
from kheo.organisations.tests.test_pages import MOST_QUERIES, ROLES, held
from kheo.organisations.tests.world import AT, LOAD, cast
from kheo.organisations.tests.world import unit as founded

TITLE = "Nghị quyết số 12/NQ-HĐND về việc thành lập"


@pytest.fixture
def world(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The cast with accounts, a unit that is not published, and an empty store."""
    monkeypatch.setattr(settings, "KHEO_FILES", tmp_path / "files")
    made = cast()
    for role in ROLES:
        open_account(made[role], by=LOAD, at=AT, username=role, password=Unremembered("mot-cau-that-dai"))
    made["hidden"] = founded("H", made["a"], tree="party", published=False)
    return made


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(Account.objects.get(username=name))
    return client


def sent(client: Client, unit: Any, content: bytes, name: str = "qd.pdf", **values: Any) -> Any:
    """The form as a browser sends it."""
    address = f"/units/{unit.pk}/document/"
    file = io.BytesIO(content)
    file.name = name
    return client.post(address, {**held(client, address), "title": TITLE, "file": file, **values})


def attached(client: Client, unit: Any, content: bytes = b"", **values: Any) -> Attachment:
    assert sent(client, unit, content or pdf(), **values).status_code == 302
    made: Attachment = Attachment.objects.latest("pk")
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def stored() -> list[Path]:
    return [path for path in Path(settings.KHEO_FILES).rglob("*") if path.is_file()]


def test_a_document_is_attached_seen_on_the_units_page_and_handed_out(world: dict[str, Any]) -> None:
    manager = signed_in("manager")
    made = attached(manager, world["a"], name="../Nghị quyết\u202e.exe", dated="01/07/2026")
    page = text(manager.get(f"/units/{world['a'].pk}/"))
    assert all(words in page for words in (TITLE, f'href="/files/{made.pk}/"', "01/07/2026", "PDF, "))
    got = signed_in("officer_b").get(f"/files/{made.pk}/")
    assert b"".join(got.streaming_content) == pdf()
    expected = {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Ngh%E1%BB%8B%20quy%E1%BA%BFt.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{sha256(pdf()).hexdigest()}"',
        "Content-Length": str(len(pdf())),
    }
    assert {name: got.headers[name] for name in expected} == expected


ADDRESSES = {
    "document": ({"manager": 200}, 403),
    "page": (dict.fromkeys(ROLES, 200), 0),
    "file": (dict.fromkeys(ROLES, 200), 0),
    "remove": ({"manager": 200}, 403),
    "hidden file": ({"manager": 200, "officer_a": 200}, 404),
    "hidden remove": ({"manager": 200, "officer_a": 403}, 404),
    "hidden document": ({"manager": 200, "officer_a": 403}, 404),
    "absent file": ({}, 404),
    "waiting": ({}, 404),
    "waiting picture": ({}, 404),
}
"""Who gets which answer; for everyone else the second value."""


def addresses(world: dict[str, Any]) -> dict[str, str]:
    manager = signed_in("manager")
    seen, hidden = attached(manager, world["a"]), attached(manager, world["hidden"])
    waiting = sent(manager, world["a"], photo((100, 100, 300)), "anh.jpg").url
    return {
        "document": f"/units/{world['a'].pk}/document/",
        "page": f"/units/{world['a'].pk}/",
        "file": f"/files/{seen.pk}/",
        "remove": f"/files/{seen.pk}/remove/",
        "hidden file": f"/files/{hidden.pk}/",
        "hidden remove": f"/files/{hidden.pk}/remove/",
        "hidden document": f"/units/{world['hidden'].pk}/document/",
        "absent file": "/files/999999/",
        "waiting": waiting,
        "waiting picture": f"{waiting}picture/",
    }


def test_every_address_by_every_role_within_twelve_queries(world: dict[str, Any], django_queries: Any) -> None:
    found, got, costs = addresses(world), {}, {}
    for role in ROLES:
        client = signed_in(role)
        for name, address in found.items():
            with django_queries() as made:
                got[name, role] = client.get(address).status_code
            costs[name, role] = len(made)
    assert got == {(name, role): ADDRESSES[name][0].get(role, ADDRESSES[name][1]) for name, role in got}
    assert {key: cost for key, cost in costs.items() if cost > MOST_QUERIES} == {}
    public = {name: Client().get(address) for name, address in found.items()}
    assert {answer.url.partition("?")[0] for answer in public.values()} == {"/sign-in/"}


def test_hidden_and_absent_files_look_alike(world: dict[str, Any]) -> None:
    made, client = attached(signed_in("manager"), world["hidden"]), signed_in("officer_b")
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    pages = []
    for address in (f"/files/{made.pk}/", "/files/999999/", f"/files/{made.pk}/remove/", "/files/999999/remove/"):
        answer = client.get(address)
        pages.append((answer.status_code, token.sub("", text(answer)).replace(address, "")))
    assert [page == pages[0] for page in pages] == [True] * 4


def test_the_list_costs_the_same_with_one_file_and_with_three(world: dict[str, Any], django_queries: Any) -> None:
    manager, costs = signed_in("manager"), []
    merge(world["a"], by=LOAD, at=AT, units=[founded("OLD", world["p"], tree="party")], on=AT.date())
    for count in range(3):
        attached(manager, world["a"], docx(f"Văn bản số {count}"))
        manager.get("/")  # which shows the notice and forgets it
        with django_queries() as made:
            manager.get(f"/units/{world['a'].pk}/")
        costs.append(len(made))
    assert (costs[0] == costs[2], costs[0] <= MOST_QUERIES) == (True, True)


def test_parts_of_a_file_are_handed_out_and_what_one_has_is_not_sent_again(world: dict[str, Any]) -> None:
    manager = signed_in("manager")
    made, whole = attached(manager, world["a"]), pdf()
    address, tag = f"/files/{made.pk}/", f'"{sha256(whole).hexdigest()}"'
    size = len(whole)
    for asked, content, told in (
        ("bytes=0-9", whole[:10], f"bytes 0-9/{size}"),
        ("bytes=10-", whole[10:], f"bytes 10-{size - 1}/{size}"),
        ("bytes=-5", whole[-5:], f"bytes {size - 5}-{size - 1}/{size}"),
        ("bytes=0-999999", whole, f"bytes 0-{size - 1}/{size}"),
    ):
        got = manager.get(address, headers={"Range": asked})
        assert (got.status_code, b"".join(got.streaming_content), got["Content-Range"]) == (206, content, told)
    for asked in ("bytes=0-3,5-9", "lines=1-2", "bytes=-", "bytes=a-b"):
        got = manager.get(address, headers={"Range": asked})
        assert (got.status_code, b"".join(got.streaming_content)) == (200, whole)
    got = manager.get(address, headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert (got.status_code, b"".join(got.streaming_content)) == (200, whole)
    got = manager.get(address, headers={"Range": f"bytes={size}-"})
    assert (got.status_code, got["Content-Range"]) == (416, f"bytes */{size}")
    assert manager.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert signed_in("officer_b").get(f"/files/{made.pk + 1}/", headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "qd.pdf"),
        (b"<html><script>alert(1)</script></html>", "qd.pdf"),
        (polyglot_pdf_zip(), "qd.pdf"),
        (xlsx(), "qd.docx"),
        (docx(word__a_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "qd.docx"),
        (b"", "qd.docx"),
    ],
)
def test_a_refused_file_leaves_what_was_typed_and_says_why_beside_it(
    world: dict[str, Any], content: bytes, name: str
) -> None:
    answer = sent(signed_in("manager"), world["a"], content, name, dated="01/07/2026")
    page = text(answer)
    assert (answer.status_code, TITLE in page, 'value="01/07/2026"' in page) == (422, True, True)
    assert page.count('class="field wrong"') == 1
    assert 'id="id_file_error"' in page
    assert (stored(), Attachment.objects.count(), StoredFile.objects.count()) == ([], 0, 0)


def test_too_large_a_file_is_told_with_its_limit(world: dict[str, Any]) -> None:
    manager = signed_in("manager")
    for size in (20_000_001, settings.UPLOAD_LIMIT + 1):
        answer = sent(manager, world["a"], b"%PDF-" + b"x" * size)
        assert (answer.status_code, TITLE in text(answer), "20 MB" in text(answer)) == (422, True, True)


def test_of_a_secret_document_nothing_is_kept_and_nothing_is_shown_again(world: dict[str, Any]) -> None:
    before = JournalDeed.objects.count()
    marked = docx("UỶ BAN NHÂN DÂN XÃ SUỐI LAM", "TUYỆT MẬT", "Số: 05/KH-UBND", "KẾ HOẠCH")
    answer = sent(signed_in("manager"), world["a"], marked, "ten-rieng.docx")
    assert (answer.status_code, TITLE in text(answer), "ten-rieng" in text(answer)) == (422, False, False)
    assert (stored(), JournalDeed.objects.count(), Attachment.objects.count()) == ([], before, 0)


def test_a_sent_form_without_a_file_says_so(world: dict[str, Any]) -> None:
    manager, address = signed_in("manager"), f"/units/{world['a'].pk}/document/"
    answer = manager.post(address, {**held(manager, address), "title": TITLE})
    assert (answer.status_code, text(answer).count('class="field wrong"')) == (422, 1)


def test_whoever_does_not_manage_the_unit_attaches_nothing(world: dict[str, Any]) -> None:
    form = held(signed_in("manager"), f"/units/{world['a'].pk}/document/")
    for role in ("officer_a", "officer_b", "stranger"):
        file = io.BytesIO(pdf())
        file.name = "a.pdf"
        answer = signed_in(role).post(f"/units/{world['a'].pk}/document/", {**form, "title": TITLE, "file": file})
        assert answer.status_code == 403
    assert (stored(), Attachment.objects.count()) == ([], 0)


def test_a_file_is_taken_away_and_the_journal_remembers(world: dict[str, Any]) -> None:
    manager = signed_in("manager")
    made = attached(manager, world["a"])
    address = f"/files/{made.pk}/remove/"
    assert TITLE in text(manager.get(address))
    answer = manager.post(address, held(manager, address))
    assert (answer.status_code, answer.url) == (302, f"/units/{world['a'].pk}/")
    assert (Attachment.objects.count(), manager.get(f"/files/{made.pk}/").status_code) == (0, 404)
    assert JournalEntry.objects.filter(kind="core.attachment").count() == 2


class TestReview:
    """The second step for a picture: who may be seen, and whether day and place are kept."""

    FACES = ((100, 100, 300), (700, 300, 300))

    def waiting(self, world: dict[str, Any]) -> tuple[Client, str]:
        manager = signed_in("manager")
        answer = sent(manager, world["a"], photo(*self.FACES), "anh.jpg")
        assert (answer.status_code, Attachment.objects.count()) == (302, 0)
        return manager, answer.url

    def kept(self) -> Image.Image:
        got = Attachment.objects.get().file_id
        return Image.open(Path(settings.KHEO_FILES) / "kept" / got[:2] / got)

    def test_the_faces_are_shown_ticked_with_day_and_place(self, world: dict[str, Any]) -> None:
        manager, address = self.waiting(world)
        page = text(manager.get(address))
        assert len(re.findall(r'<input type="checkbox"[^>]*checked', page)) == 2
        assert ('value="30/06/2026"' in page, 'value="11.3100, 106.1000"' in page) == (True, True)
        shown = manager.get(f"{address}picture/")
        assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "no-store")
        assert Image.open(io.BytesIO(shown.content)).size == (1200, 800)

    @pytest.mark.parametrize(("ticked", "visible"), [(["1", "2"], 0), (["2"], 1), ([], 2)])
    def test_who_stays_ticked_is_in_no_pixel_that_is_stored(
        self, world: dict[str, Any], ticked: list[str], visible: int
    ) -> None:
        manager, address = self.waiting(world)
        form = {**held(manager, address), "faces": ticked, "dated": "30/06/2026", "place": ""}
        answer = manager.post(address, form)
        assert (answer.status_code, answer.url) == (302, f"/units/{world['a'].pk}/")
        made = Attachment.objects.get()
        assert (made.title, made.name, made.dated and made.dated.isoformat(), made.place) == (
            TITLE,
            "anh.jpg",
            "2026-06-30",
            "",
        )
        assert len(find(self.kept().convert("RGB"))) == visible

    def test_nothing_is_stored_in_clear_before_that(self, world: dict[str, Any]) -> None:
        self.waiting(world)
        [waiting] = stored()
        assert waiting.parent.name == "waiting"
        assert all(sign not in waiting.read_bytes() for sign in (b"JFIF", b"\xff\xd8\xff", TITLE.encode()))
        assert StoredFile.objects.count() == 0

    def test_nobody_else_gets_at_what_waits_and_nor_does_its_sender_without_the_key(
        self, world: dict[str, Any]
    ) -> None:
        manager, address = self.waiting(world)
        cookie = manager.cookies["kheo_upload"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address, True, "Strict")
        other, same = signed_in("officer_a"), signed_in("manager")
        other.cookies["kheo_upload"] = cookie.value
        for client in (other, same):
            assert [client.get(path).status_code for path in (address, f"{address}picture/")] == [404, 404]

    def test_sent_twice_it_is_one_attachment(self, world: dict[str, Any]) -> None:
        manager, address = self.waiting(world)
        form = {**held(manager, address), "faces": ["1", "2"]}
        first, second = manager.post(address, form), manager.post(address, form)
        assert (first.status_code, second.status_code, first.url == second.url) == (302, 302, True)
        assert Attachment.objects.count() == 1
        assert manager.get(f"{address}picture/").status_code == 404

    def test_a_wrong_day_brings_the_form_back_with_its_ticks(self, world: dict[str, Any]) -> None:
        manager, address = self.waiting(world)
        form = {**held(manager, address), "faces": ["2"], "dated": "31/02/2026", "place": "Ấp 3"}
        answer = manager.post(address, form)
        page = text(answer)
        assert (answer.status_code, 'value="31/02/2026"' in page, 'value="Ấp 3"' in page) == (422, True, True)
        assert len(re.findall(r'<input type="checkbox"[^>]*checked', page)) == 1
        assert Attachment.objects.count() == 0

    def test_after_half_an_hour_it_is_gone(self, world: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(quarantine, "LEASE", timedelta(seconds=-1))
        manager, address = self.waiting(world)
        assert manager.get(address).status_code == 404

    def test_a_picture_without_faces_asks_for_day_and_place_alone(self, world: dict[str, Any]) -> None:
        manager = signed_in("manager")
        page = text(manager.get(sent(manager, world["a"], photo(), "anh.jpg").url))
        assert ("checkbox" in page, 'value="11.3100, 106.1000"' in page) == (False, True)

"""Letters against a real mail server: what they say, what is tried again, that none is lost and which comes twice."""

from __future__ import annotations

import random
import smtplib
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from kheo.config.mail import mail
from kheo.core.jobs import JOBS
from kheo.core.jobs.models import Job
from kheo.core.journal.anchoring import send_anchor
from kheo.core.journal.sealing import Anchor, head, seal_all
from kheo.core.journal.verifying import verify
from kheo.core.notices import sending
from kheo.core.notices.letters import LETTER, Recipient, Undeliverable, compose, gather
from kheo.core.notices.models import Choice, Notice
from kheo.core.notices.sending import pause, reserve, send_mail
from kheo.core.notices.telling import MAIL
from kheo.core.tests import mailing
from kheo.core.tests.mailing import ask, be_killed_at_command, fork, send_all, use_server
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper
from kheo.core.tests.sample.notices import ADDRESSES, BLIND, recipient
from kheo.core.tests.sink import Sink, sink
from kheo.core.tests.tampering import rewrite_from
from kheo.core.tests.writers import be_killed_at

pytestmark = pytest.mark.usefixtures("db")

CHANGED = (
    *("KHEO_ANCHORS_TO", "KHEO_MAIL", "KHEO_MAIL_RATE", "KHEO_ADDRESS", "KHEO_RECIPIENTS"),
    *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_TIMEOUT", "EMAIL_BACKEND", "DEFAULT_FROM_EMAIL"),
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A mail server that this installation sends by; all that is changed for it is put back."""
    for name in CHANGED:
        monkeypatch.setattr(settings, name, getattr(settings, name))
    for name in ("LOOK", "_LONGEST_TROUBLE", "_own"):
        monkeypatch.setattr(sending, name, getattr(sending, name))
    monkeypatch.setitem(JOBS, LETTER, JOBS[LETTER])
    ADDRESSES.clear()
    with sink(tmp_path) as one:
        use_server(one.port)
        yield one


def paper(title: str = "Ngõ xanh, ngõ sạch") -> Paper:
    unit = actions.found(by=LAN, at=AT, name=title)
    return actions.write(unit, by=LAN, at=AT, title=title)


def drain() -> None:
    send_mail(threading.Event(), drain=True)


def letters() -> list[Job]:
    return list(Job.objects.filter(queue=MAIL).order_by("asked_at", "id"))


def test_a_letter_says_what_why_and_where_in_the_language_of_the_person(server: Sink) -> None:
    one = paper("Ngõ <xanh> & sạch")
    Choice.objects.create(person="person:an", language="en")
    ask(["person:an", "person:binh"], one.pk, "a")
    drain()
    found = dict(server.letters())
    english, vietnamese = (found[f"{name}@office.example"] for name in ("an", "binh"))
    text = english.get_body(("plain",)).get_content()
    assert english["Subject"] == "Ngõ <xanh> & sạch"
    assert "1 new notice" in text
    assert "Because urgent papers are told; 01/07/2026 09:00" in text
    assert f"https://kheo.example/papers/{one.pk}/" in text
    page = vietnamese.get_body(("html",)).get_content()
    assert "1 thông báo mới" in page
    assert f'<a href="https://kheo.example/papers/{one.pk}/">Ngõ &lt;xanh&gt; &amp; sạch</a>' in page
    assert "Vì urgent papers are told; 01/07/2026 09:00" in page
    assert "https://kheo.example/notices/settings/" in page
    assert [word for word in ("<img", "src=", "@import", "url(", "<script") if word in page] == []
    assert (vietnamese["From"], vietnamese["Auto-Submitted"]) == ("Khéo <kheo@kheo.example>", "auto-generated")


def test_the_head_of_the_journal_leaves_the_machine(server: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KHEO_ANCHORS_TO", ["luutru@office.example"])
    assert send_anchor(AT) is None, "nothing is sealed yet"
    paper()
    seal_all(AT)
    send_anchor(AT)
    [(to, letter)] = server.letters()
    line = letter.get_body(("plain",)).get_content().splitlines()[0]
    assert (to, Anchor.read(line)) == ("luutru@office.example", head())
    assert verify([Anchor.read(line)]).findings == []
    rewrite_from(1)
    assert [one.code for one in verify([Anchor.read(line)]).findings] == ["anchor-differs"]
    server.stop()
    with pytest.raises(ConnectionRefusedError, match="refused"):
        send_anchor(AT)


def test_a_digest_brings_all_that_is_due_in_one_letter_and_explains_each_line(server: Sink) -> None:
    papers = [paper(f"Mô hình {number}") for number in range(3)]
    for number, one in enumerate(papers):
        ask(["person:an"], one.pk, str(number))
    drain()
    [(to, letter)] = server.letters()
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert (to, letter["Subject"]) == ("an@office.example", "3 thông báo mới")
    blocks = text.split("• ")[1:]
    assert [block.split("\n")[0] for block in blocks] == ["Mô hình 0", "Mô hình 1", "Mô hình 2"]
    for block, one in zip(blocks, papers, strict=True):
        assert block.split("\n")[1:3] == [
            "  Vì urgent papers are told; 01/07/2026 09:00",
            f"  https://kheo.example/papers/{one.pk}/",
        ]


def test_the_queue_holds_no_address_and_the_letter_its_message_id_before_it_is_sent(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    assert gather(AT) == 1
    [job] = letters()
    assert set(job.arguments) == {"person", "message_id"}
    assert (job.arguments["person"], "office.example" in str(job.__dict__)) == ("person:an", False)
    drain()
    assert server.ids() == [job.arguments["message_id"]]


def test_nothing_is_told_of_what_the_person_may_see_no_longer(server: Sink) -> None:
    ask(["person:an", "person:binh"], paper("Việc kín").pk, "a")
    BLIND.add("person:an")
    try:
        drain()
    finally:
        BLIND.clear()
    assert [to for to, _letter in server.letters()] == ["binh@office.example"]
    assert {job.state for job in letters()} == {"done"}


def test_what_was_read_meanwhile_is_not_sent(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    gather(AT)
    Notice.objects.update(read_at=AT)
    drain()
    assert (server.rows(), letters()[0].state) == ([], "done")


@pytest.mark.parametrize(
    ("address", "state", "fault"),
    [
        ("no-such-550@office.example", "failed", "smtp-550"),
        ("spam-554@office.example", "failed", "smtp-554"),
        ("full-452@office.example", "waiting", "smtp-452"),
        ("", "failed", "no-address"),
        ("not an address", "failed", "bad-address"),
        ("an@office.example\nBcc: all@office.example", "failed", "bad-address"),
    ],
)
def test_for_good_and_for_now_are_told_apart_and_written_down(
    server: Sink, address: str, state: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    ask(["person:an", "person:binh"], paper().pk, "a")
    ADDRESSES["person:an"] = address
    drain()
    job = Job.objects.get(queue=MAIL, arguments__person="person:an")
    assert (job.state, job.fault, job.attempt) == (state, fault, 1)
    assert [to for to, _letter in server.letters()] == ["binh@office.example"]
    assert "office.example" not in caplog.text
    assert "not an address" not in caplog.text


def test_a_letter_that_cannot_be_worded_holds_up_no_other(server: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(key: str) -> Recipient:
        if key == "person:an":
            raise KeyError(key)
        return recipient(key)

    ask(["person:an", "person:binh"], paper().pk, "a")
    monkeypatch.setattr("kheo.core.notices.letters._finder", lambda _path: find)
    drain()
    job = Job.objects.get(queue=MAIL, arguments__person="person:an")
    assert (job.state, job.fault) == ("waiting", "KeyError")
    assert [to for to, _letter in server.letters()] == ["binh@office.example"]


def test_pauses_double_and_differ() -> None:
    seconds = [pause(attempt).total_seconds() for attempt in (1, 2, 3, 40)]
    bounds = [(15, 45), (30, 90), (60, 180), (1_800, 5_400)]
    assert all(low <= one <= high for one, (low, high) in zip(seconds, bounds, strict=True))
    assert len({pause(3) for _ in range(20)}) > 10


def test_a_server_that_is_not_there_harms_no_letter(server: Sink) -> None:
    server.stop()
    ask(["person:an", "person:binh"], paper().pk, "a")
    drain()
    assert {(job.state, job.attempt, job.fault) for job in letters()} == {("waiting", 0, "")}
    server.start()
    drain()
    assert sorted(to for to, _letter in server.letters()) == ["an@office.example", "binh@office.example"]


def test_a_sender_that_the_server_does_not_know_harms_no_letter(server: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> tuple[int, bytes]:
        return 530, b"authenticate first"

    ask(["person:an"], paper().pk, "a")
    with monkeypatch.context() as patched:
        patched.setattr(smtplib.SMTP, "mail", refused)
        drain()
    [job] = letters()
    assert (job.state, job.attempt, server.rows()) == ("waiting", 0, [])
    drain()
    assert len(server.rows()) == 1


def test_a_letter_whose_answer_was_lost_comes_again_with_the_same_message_id(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    ADDRESSES["person:an"] = "lost@office.example"
    send_all()
    [job] = letters()
    assert server.ids() == [job.arguments["message_id"]] * 2
    assert (job.state, job.attempt) == ("done", 2)


def test_letters_wait_for_their_time(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    Notice.objects.update(mail_at=AT + timedelta(days=30_000))
    drain()
    assert (server.rows(), letters()) == ([], [])


def test_without_a_mail_server_nothing_is_tried(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    settings.KHEO_MAIL = False
    drain()
    assert (server.rows(), letters()) == ([], [])


def test_reserved_moments_are_apart_and_idle_time_is_not_saved_up() -> None:
    assert [round(reserve(AT, 60), 3) for _ in range(3)] == [0, 1, 2]
    assert round(reserve(AT + timedelta(hours=1), 60), 3) == 0


def test_two_senders_keep_one_rate(server: Sink) -> None:
    settings.KHEO_MAIL_RATE = 1_200
    ask([f"person:{number}" for number in range(40)], paper().pk, "a")
    connection.close()
    senders = [fork.Process(target=send_all) for _ in range(2)]
    for one in senders:
        one.start()
    for one in senders:
        one.join(60)
    times = sorted(at for at, _to, _letter in server.rows())
    assert (len(times), len(set(server.ids()))) == (40, 40)
    assert 1.7 <= times[-1] - times[0] <= 4


KILLS = 16


def test_letters_of_killed_senders_all_come_and_at_most_one_twice_for_each_kill(server: Sink) -> None:
    people = [f"person:{number}" for number in range(60)]
    ask(people, paper().pk, "a")
    chance, kills = random.Random(5), 0
    connection.close()
    while kills < KILLS:
        number, at_command = chance.randint(1, 30), kills % 2 == 0

        def run(number: int = number, at_command: bool = at_command) -> None:
            (be_killed_at_command if at_command else be_killed_at)(number)
            send_all()

        process = fork.Process(target=run)
        process.start()
        process.join(60)
        kills += 1
        if process.exitcode == 0:
            ask(people, paper(f"Lần {kills}").pk, f"{kills}")
            connection.close()
    send_all()
    assert {job.state for job in letters()} == {"done"}
    assert not Notice.objects.filter(letter=None).exists()
    came = Counter(server.ids())
    assert set(came) == {job.arguments["message_id"] for job in letters()}
    assert came.total() - len(came) <= KILLS
    assert max(came.values()) <= 1 + KILLS


def test_the_worker_sends_beside_its_jobs(server: Sink) -> None:
    from kheo.core.work_cli import work

    ask(["person:an"], paper().pk, "a")
    stop = threading.Event()

    def run() -> None:
        work(stop, drain=False)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    for _ in range(200):
        if server.rows():
            break
        stop.wait(0.05)
    stop.set()
    thread.join(20)
    assert (len(server.rows()), thread.is_alive()) == (1, False)


def test_a_test_letter_goes_out_by_the_same_settings(server: Sink) -> None:
    call_command("sendtestemail", "thu@office.example")
    [(to, letter)] = server.letters()
    assert (to, letter["From"]) == ("thu@office.example", "Khéo <kheo@kheo.example>")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://localhost", ("localhost", 25, False, False, "")),
        ("smtp://mail.example", ("mail.example", 587, True, False, "")),
        ("smtp://mail.example:25?tls=none", ("mail.example", 25, False, False, "")),
        ("smtps://a%40b:p%2Fw@mail.example", ("mail.example", 465, False, True, "a@b")),
    ],
)
def test_the_address_of_a_server_is_read(url: str, wanted: tuple[Any, ...]) -> None:
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_HOST_USER")
    assert tuple(mail(url)[name] for name in names) == wanted


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp:"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="KHEO_MAIL_URL"):
        mail(url)


def test_a_letter_to_nobody_is_no_letter(server: Sink) -> None:
    ask(["person:an"], paper().pk, "a")
    ADDRESSES.clear()
    gather(AT)
    with pytest.raises(Undeliverable):
        compose(letters()[0].pk, "person:an", "<x@y>", AT)
    assert mailing.LEASE < timedelta(seconds=1)

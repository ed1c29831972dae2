"""The door as a whole: the process behind it has limits, and of what is refused nothing is left anywhere."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import RequestFactory

from kheo.core.actions.receipts import Receipt
from kheo.core.errors import Invalid
from kheo.core.files import door
from kheo.core.files.door import blurred, receive
from kheo.core.files.looking.kinds import kind_of
from kheo.core.files.models import StoredFile
from kheo.core.files.tests.making import docx, photo, saved, scene
from kheo.core.files.tests.place import USE
from kheo.core.files.uploads import Memory, Oversized
from kheo.core.journal.models import JournalDeed
from kheo.core.tests.people import AT, LAN

pytestmark = pytest.mark.usefixtures("files")


def refused(data: bytes, name: str = "a.docx", **options: Any) -> Invalid:
    with pytest.raises(Invalid) as told:
        receive(data, name, USE, by=LAN, at=AT, **options)
    return told.value


def left() -> list[Path]:
    return [path for path in Path(settings.KHEO_FILES).rglob("*") if path.is_file()]


def test_a_good_file_gets_a_safe_name_by_its_content() -> None:
    seen = receive(docx(), "..\\Kế hoạch.pdf", USE, by=LAN, at=AT)
    assert (seen.kind, seen.name, seen.asks, seen.content) == ("docx", "Kế hoạch.docx", False, docx())


def test_a_photo_comes_back_with_what_its_sender_is_asked() -> None:
    seen = receive(photo((100, 100, 300)), "anh.png", USE, by=LAN, at=AT)
    assert (seen.name, len(seen.faces), seen.taken, seen.place) == ("anh.jpg", 1, "2026-06-30", "11.3100, 106.1000")
    assert kind_of(blurred(seen.content, seen.kind, seen.faces)) == "jpeg"
    assert blurred(seen.content, seen.kind, ()) == seen.content


def test_of_a_secret_document_nothing_is_left_anywhere(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    marked = docx("UỶ BAN NHÂN DÂN XÃ SUỐI LAM", "TUYỆT MẬT", "Số: 05/KH-UBND", "KẾ HOẠCH")
    refusal = refused(marked, "ten-rieng-cua-tep.docx")
    assert refusal.code == "secret"
    assert "ten-rieng" not in f"{refusal}{refusal.data}{refusal.args}"
    assert (left(), list((tmp_path / "tmp").rglob("*")), caplog.records) == ([], [], [])
    assert (StoredFile.objects.count(), JournalDeed.objects.count(), Receipt.objects.count()) == (0, 0, 0)


def test_the_reason_stands_beside_the_field_in_the_readers_language() -> None:
    refusal = refused(b"GIF89a" + b"\0" * 20)
    assert refusal.data["fields"] == {"file": str(refusal)}
    assert "GIF" in str(refusal)
    assert ".docx" in str(refusal)


def test_too_large_a_file_is_refused_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_ask", lambda *_: pytest.fail("it was looked at"))
    assert refused(b"x" * (USE.limit + 1)).code == "too-large"


@pytest.mark.parametrize(
    ("ended", "code"),
    [("os.kill(os.getpid(), signal.SIGSEGV)", "damaged"), ("raise RuntimeError", "damaged"), ("time.sleep(60)", "slow"),
     ("resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", "slow")],
)  # fmt: skip
def test_a_process_that_dies_or_hangs_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ended: str, code: str
) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"import os, resource, signal, time\n{ended}\n")
    real = subprocess.Popen

    def another(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return real([sys.executable, str(program)], **options)

    monkeypatch.setattr(door.subprocess, "Popen", another)
    monkeypatch.setattr(door, "SECONDS", 5)
    assert refused(docx()).code == code


def test_at_most_some_files_are_looked_at_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_PATIENCE", 0.05)
    for _ in range(door.AT_ONCE):
        door._TURN.acquire()
    try:
        assert refused(docx()).code == "busy"
    finally:
        for _ in range(door.AT_ONCE):
            door._TURN.release()


def test_the_process_can_write_no_file(tmp_path: Path) -> None:
    program = (
        "import kheo.core.files.looking.child as c, resource, pathlib, sys\n"
        "for what, limit in c._LIMITS.items(): resource.setrlimit(what, (limit, limit))\n"
        "try: pathlib.Path(sys.argv[1]).write_bytes(b'x'); print('written')\n"
        "except OSError: print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a")], capture_output=True, check=True)
    assert done.stdout == b"refused\n"


def test_the_process_is_told_no_secret_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEO_SECRET_KEY", "a secret")
    given: list[dict[str, str]] = []
    real = subprocess.Popen

    def noted(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        given.append(options["env"])
        return real(command, **options)

    monkeypatch.setattr(door.subprocess, "Popen", noted)
    receive(docx(), "a.docx", USE, by=LAN, at=AT)
    assert [name for name in given[0] if name.startswith(("KHEO", "DJANGO"))] == []


class TestUploads:
    """The upload handler."""

    def posted(self, limit: int, **files: bytes) -> Any:
        data: dict[str, Any] = {"before": "một"}
        data |= {name: SimpleUploadedFile(f"{name}.docx", content) for name, content in files.items()}
        request = RequestFactory().post("/", {**data, "after": "hai"})
        handler: FileUploadHandler = Memory(request)
        handler.left = limit  # type: ignore[attr-defined]
        request.upload_handlers = [handler]
        return request

    def test_files_wait_in_memory(self) -> None:
        request = self.posted(1_000_000, file=b"x" * 200_000)
        file = request.FILES["file"]
        assert (file.read(), file.name, hasattr(file, "temporary_file_path")) == (b"x" * 200_000, "file.docx", False)

    def test_what_is_beyond_the_limit_is_dropped_and_the_other_fields_arrive(self) -> None:
        request = self.posted(100_000, file=b"x" * 300_000, other=b"y" * 10)
        file = request.FILES["file"]
        assert (type(file), file.size, file.read()) == (Oversized, 300_000, b"")
        assert (request.POST["before"], request.POST["after"]) == ("một", "hai")
        assert isinstance(request.FILES["other"], Oversized)

    def test_the_installation_uses_it_alone(self) -> None:
        assert settings.FILE_UPLOAD_HANDLERS == ["kheo.core.files.uploads.Memory"]


def test_a_picture_that_was_rebuilt_goes_through_again() -> None:
    seen = receive(saved(scene(), "PNG"), "a.png", USE, by=LAN, at=AT)
    assert receive(seen.content, "a.png", USE, by=LAN, at=AT).content == seen.content

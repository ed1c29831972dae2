import os
import shutil
from pathlib import Path

import pytest

from kheo.reading.formats import Unreadable, doc, load
from kheo.reading.formats.html import load_html

REQUIRED = os.environ.get("KHEO_REQUIRE_COMPONENTS") == "1"
conversion = pytest.mark.skipif(not REQUIRED and shutil.which("soffice") is None, reason="LibreOffice is not installed")
RTF = rb"{\rtf1\ansi\uc1 X\u227? Su\u7889?i Lam\par{\b K\u7871? ho\u7841?ch}\par}"
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + bytes(40) + "WordDocument".encode("utf-16-le")


def code_of(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as refused:
        load(data, name)
    return refused.value.code


@conversion
def test_rtf_is_read_through_libreoffice():
    loaded = load(RTF, "a.rtf")
    assert (loaded.text, loaded.media) == ("Xã Suối Lam\nKế hoạch", "doc")


@conversion
def test_what_libreoffice_cannot_open_is_corrupt():
    assert code_of(DOC, "a.doc") == "corrupt"


def test_without_libreoffice_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda _: None)
    assert code_of(RTF, "a.rtf") == "no-converter"


def test_an_encrypted_old_file_is_told_so():
    encrypted = bytearray(DOC)
    encrypted[522:524] = (0x0100).to_bytes(2, "little")
    assert code_of(bytes(encrypted), "a.doc") == "encrypted"


def test_a_conversion_that_hangs_is_stopped_with_all_that_it_started(monkeypatch, tmp_path):
    started = tmp_path / "started"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {started}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(doc, "_SECONDS", 0.5)
    assert code_of(RTF, "a.rtf") == "timeout"
    assert not is_running(int(started.read_text()))


def is_running(process: int) -> bool:
    """Whether a process lives; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


PAGE = """<html><head><title>Không đọc</title><style>p {color: red}</style></head><body>
<table><tr><td><p>UBND XÃ<br>SUỐI LAM</p></td><td><p>CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM</p></td></tr><tr><td>Số: 5/KH</td><td>Suối Lam, ngày 1</td></tr></table>
<p>Kế ho&#7841;ch <b>tiếp</b>
 công dân</p><script>var x = 1;</script><ul><li>- Một<li>- Hai</ul>
<table><tr><th>TT</th><th>Xã</th></tr><tr><td>1</td><td>Suối Lam</td></tr></table></body></html>"""


def test_a_web_page_is_read_as_it_is_shown():
    assert load(PAGE.encode(), "a.htm").text.split("\n") == [
        *("UBND XÃ", "SUỐI LAM", "Số: 5/KH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Suối Lam, ngày 1"),
        *("Kế hoạch tiếp công dân", "- Một", "- Hai", "TT", "Xã", "1", "Suối Lam"),
    ]


def test_origins_of_a_web_page_lead_to_the_words_in_its_source():
    loaded = load_html(PAGE.encode(), "a.htm")
    start, place = loaded.origins[3]
    assert PAGE[int(place.removeprefix("char ")) :].startswith("CỘNG HÒA")
    assert loaded.text[start:].startswith("CỘNG HÒA")


def test_a_web_page_that_names_its_encoding_is_read_in_it():
    page = '<html><meta charset="windows-1258"><p>Su\xf4i \xd0\xf4ng</p>'.encode("latin-1")
    assert load_html(page, "a.htm").text == "Suôi Đông"
    assert load_html(page.replace(b"windows-1258", b"nonsense-99"), "a.htm").text.startswith("Su")

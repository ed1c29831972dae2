from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings

from kheo.site import views

TEXT = (
    "UBND TỈNH THANH GIANG\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n2. Sở Tài chính bố trí kinh phí.\n"
)


@pytest.fixture
def reader(site: None) -> Client:
    return Client()


def alert(answer) -> str:
    return re.search(r'role="alert".*?<p>(.*?)</p>', answer.content.decode(), re.DOTALL)[1]


def test_a_sample_stands_in_the_frame_of_the_platform(reader):
    text = reader.get("/read/").content.decode()
    assert text.count("<h1") == 1
    assert re.search(r'<h1 lang="vi">(.*?)</h1>', text)[1] == "Công văn 118-CV/TU"
    assert 'action="/read/"' in text
    assert 'href="/read/?sample=ke-hoach-ubnd"' in text
    assert '<nav class="menu"' in text


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_document_is_read_and_none_of_it_kept(reader, way: str):
    sent = {"file": SimpleUploadedFile("Kế hoạch.txt", TEXT.encode())} if way == "file" else {"text": TEXT}
    answer = reader.post("/read/", sent)
    assert answer.status_code == 200
    assert '<h1 lang="vi">Kế hoạch 12/KH-UBND</h1>' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_its_json_is_saved(reader):
    answer = reader.post("/read/", {"text": TEXT, "as": "json"})
    assert answer.headers["Content-Type"].startswith("application/json")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert set(answer.json()) >= {"text", "obligations", "citations"}


def test_nothing_sent_says_what_to_do(reader):
    answer = reader.post("/read/", {"text": "  "})
    assert (answer.status_code, "chọn tệp" in alert(answer).lower()) == (422, True)


def test_what_is_too_large_is_told_with_the_limit(reader):
    with override_settings(UPLOAD_LIMIT=1 << 20, FILE_UPLOAD_MAX_MEMORY_SIZE=1 << 20):
        answer = reader.post("/read/", {"file": SimpleUploadedFile("x.txt", b"a" * (1 << 21)), "text": TEXT})
    assert (answer.status_code, alert(answer).startswith("Văn bản lớn hơn 1 MB")) == (413, True)
    assert "Sở Xây dựng lập dự toán" in answer.content.decode()


def test_a_secret_document_is_refused_and_none_of_it_shown(reader):
    secret = "MẬT\n" + TEXT
    answer = reader.post("/read/", {"text": secret})
    assert answer.status_code == 422
    assert "Suối Lam" not in answer.content.decode()


def test_a_fault_of_the_reader_keeps_the_text_and_logs_no_word_of_it(reader, monkeypatch, caplog):
    def fail(data: bytes, name: str) -> None:
        raise RuntimeError(data.decode())

    monkeypatch.setattr(views, "read", fail)
    answer = reader.post("/read/", {"text": TEXT})
    assert (answer.status_code, "Suối Lam" in answer.content.decode()) == (500, True)
    assert "Suối Lam" not in caplog.text
    assert "the reader failed: RuntimeError" in caplog.text


def test_a_form_from_elsewhere_is_refused(site):
    assert Client(enforce_csrf_checks=True).post("/read/", {"text": TEXT}).status_code == 403

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from threading import Thread

import pytest

from kheo.site.server import LONGEST_FORM, Site

PLAN = (
    "UBND TỈNH THANH GIANG\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n2. Sở Tài chính bố trí kinh phí.\n"
)
SECRET = "UBND TỈNH THANH GIANG\n\nMẬT\n\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n" + PLAN


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    served = Site("127.0.0.1", 0, "vi")
    Thread(target=served.serve_forever, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


def ask(site: Site, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", site.server_address[1], timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    words = answer.read().decode()
    connection.close()
    return answer, words


def send(site: Site, fields: dict[str, str | tuple[str, bytes]], **headers: str) -> tuple[HTTPResponse, str]:
    body = b""
    for name, value in fields.items():
        data = value.encode() if isinstance(value, str) else value[1]
        file = "" if isinstance(value, str) else f'; filename="{value[0]}"'
        body += f'--q\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
    return ask(
        site, "POST", "/read", body + b"--q--\r\n", **{"Content_Type": "multipart/form-data; boundary=q", **headers}
    )


def text_area(page: str) -> str:
    return re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1]


def test_the_first_page_is_the_marked_up_sample(site):
    answer, page = ask(site, "GET", "/")
    assert answer.status == 200
    assert page.count('<a class="tag" id="t-o') > 5
    assert "Văn bản mẫu do Khéo soạn" in page


def test_what_is_to_be_minded_stands_above_the_reading(site):
    _answer, page = send(site, {"token": site.token, "lang": "vi", "file": ("a.docx", PLAN.encode())})
    before, _, after = page.partition('<ul class="mind"')
    assert "<li>Đuôi tệp không khớp với nội dung, đã đọc như văn bản thuần</li>" in after.partition("</ul>")[0]
    assert before.count('class="panes"') == 0


def test_every_answer_forbids_what_the_pages_do_not_need(site):
    for path in ("/", "/static/page.css", "/nowhere"):
        answer, _page = ask(site, "GET", path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "kheo"


def test_a_page_holds_no_inline_style_and_no_script(site):
    _answer, page = ask(site, "GET", "/")
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", page) == []


def test_pasted_text_is_read_and_kept_in_the_form(site):
    answer, page = send(site, {"token": site.token, "text": PLAN})
    assert answer.status == 200
    assert '<h1 lang="vi">Kế hoạch 12/KH-UBND</h1>' in page
    assert text_area(page) == PLAN


def test_a_file_goes_before_pasted_text_and_its_name_loses_the_folder(site):
    answer, body = send(
        site, {"token": site.token, "text": "khác", "as": "json", "file": ("C:\\riêng\\kế hoạch.txt", PLAN.encode())}
    )
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body)["source"]["name"] == "kế hoạch.txt"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.txt.json"


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"text": PLAN}, {}, 403),
        ({"text": PLAN, "token": "wrong"}, {}, 403),
        ({"text": PLAN, "token": "right"}, {"Origin": "http://evil.example"}, 403),
        ({"text": PLAN, "token": "right"}, {"Sec_Fetch_Site": "cross-site"}, 403),
        ({"text": "  \r\n", "token": "right"}, {}, 422),
    ],
)
def test_a_form_that_is_refused_gives_its_text_back(site, fields, headers, status):
    fields = {name: site.token if value == "right" else value for name, value in fields.items()}
    answer, page = send(site, fields, **headers)
    assert answer.status == status
    assert 'role="alert"' in page
    assert text_area(page) == fields["text"].replace("\r\n", "\n")


def test_a_secret_document_is_refused_and_nothing_of_it_comes_back(site):
    answer, page = send(site, {"token": site.token, "text": SECRET})
    assert answer.status == 422
    assert "độ mật" in page
    assert "Suối Lam" not in page
    assert text_area(page) == ""


def test_a_form_that_is_too_large_is_refused_by_what_it_announces(site):
    connection = HTTPConnection("127.0.0.1", site.server_address[1], timeout=30)
    connection.putrequest("POST", "/read")
    connection.putheader("Content-Type", "multipart/form-data; boundary=q")
    connection.putheader("Content-Length", str(LONGEST_FORM + 1))
    connection.endheaders(b"--q\r\n")
    connection.sock.shutdown(1)
    answer = connection.getresponse()
    assert answer.status == 413
    assert "200 MB" in answer.read().decode()
    connection.close()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"x=1", "application/x-www-form-urlencoded"), (b"--q\r\n", "multipart/form-data; boundary=q"), (b"", "")],
)
def test_a_damaged_form_is_answered_as_such(site, body, kind):
    answer, page = ask(site, "POST", "/read", body, Content_Type=kind)
    assert answer.status == 400
    assert 'role="alert"' in page


def test_another_host_name_is_refused(site):
    answer, page = ask(site, "GET", "/", Host="evil.example")
    assert (answer.status, page) == (421, "421\n")


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/static/../server.py", "/static/%2e%2e/server.py", "//etc/passwd"]
)
def test_no_path_leads_to_a_file(site, path):
    answer, _page = ask(site, "GET", path)
    assert answer.status == 404


def test_the_page_speaks_the_language_that_is_asked_for(site):
    answer, page = ask(site, "GET", "/?lang=en")
    assert answer.headers["Content-Language"] == "en"
    assert "Read the document" in page
    assert "Đọc văn bản" in ask(site, "GET", "/?lang=xx")[1]


def test_what_a_document_says_is_shown_as_words_and_never_as_markup(site):
    _answer, page = send(site, {"token": site.token, "text": PLAN + "3. Sở <script>alert(1)</script> làm đường.\n"})
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_head_has_no_body(site):
    answer, body = ask(site, "HEAD", "/")
    assert (answer.status, body) == (200, "")
    assert int(answer.headers["Content-Length"]) > 1000

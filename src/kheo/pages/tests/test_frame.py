from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import Client

from kheo.i18n import speaking
from kheo.pages import parts
from kheo.pages.navigation import ENTRIES, entry

ADDRESSES = ("/parts/", "/sign-in/", "/read/", "/nowhere/")


def words(source: str, **values: Any) -> str:
    return Template(source).render(Context(values))


def test_words_are_translated_and_values_escaped():
    source = '{% t "{who} changed this at {at}, while you were writing: {fields}." who=w at="9" fields=f %}'
    assert words(source, w="<Lan>", f="&") == "&lt;Lan&gt; đã sửa lúc 9, trong khi biểu mẫu này đang mở: &amp;."
    with speaking("en"):
        assert words('{% tn "{n} entry needs another look:" "{n} entries need another look:" n=n %}', n=2) == (
            "2 entries need another look:"
        )


@pytest.mark.parametrize(
    "source",
    [
        "{% t words %}",
        '{% t "a" b %}',
        '{% tn "a" n=1 %}',
        '{% tn "a" "b" %}',
        "{% facts %}",
        "{% facts rows=x colour=1 %}",
        "{% facts x %}",
        "{% listing %}",
    ],
)
def test_a_template_that_asks_for_what_no_part_knows_is_refused(source: str):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_a_part_names_and_types_its_arguments():
    def loose(title: str) -> dict[str, Any]:
        return {}

    def untyped(*, title) -> dict[str, Any]:
        return {}

    for function in (loose, untyped):
        with pytest.raises(TypeError, match="title must be keyword-only and typed"):
            parts.part(function)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_holds_script_or_style_of_its_own(site, address: str):
    answer = Client().get(address)
    text = answer.content.decode()
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|javascript:", text) == []
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert [answer.headers[name] for name in ("X-Content-Type-Options", "Referrer-Policy")] == [
        "nosniff",
        "same-origin",
    ]


@pytest.mark.parametrize(("cookie", "spoken"), [("", "vi"), ("en", "en"), ("xx", "vi"), ("vi", "vi")])
def test_pages_speak_the_chosen_language(site, cookie: str, spoken: str):
    client = Client()
    client.cookies["kheo_lang"] = cookie
    answer = client.get("/sign-in/")
    assert f'<html lang="{spoken}">' in answer.content.decode()
    assert answer.headers["Content-Language"] == spoken
    assert "Cookie" in answer.headers["Vary"]


def test_a_choice_is_remembered_and_leads_back(site):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/choose/", {"theme": "dark", "next": "/sign-in/?a=1"})
    assert (answer.status_code, answer.url, client.cookies["kheo_theme"].value) == (302, "/sign-in/?a=1", "dark")
    assert 'data-theme="dark"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
def test_a_choice_leads_nowhere_else(site, elsewhere: str):
    answer = Client().post("/choose/", {"lang": "en", "theme": "pink", "next": elsewhere})
    assert (answer.url, "kheo_theme" in answer.cookies) == ("/", False)


def test_pages_for_the_public_set_no_cookie(site):
    assert [dict(Client().get(address).cookies) for address in ("/papers/", "/nowhere/")] == [{}, {}]


def test_the_menu_shows_entries_in_their_order_to_those_they_are_for(client, monkeypatch):
    monkeypatch.setattr("kheo.pages.navigation.ENTRIES", [])
    from kheo.pages import navigation

    entry("States", "pages:parts", order=20)
    entry("Sign in", "sign-in", order=10, shown=navigation.everyone)
    with pytest.raises(ValueError, match="stands in the menu already"):
        entry("States", "pages:parts", order=30)
    shown = r'<nav class="menu"[^>]*>(.*?)</nav>'
    assert re.findall(r">([^<]+)</a>", re.search(shown, client.get("/papers/").content.decode())[1]) == [
        "Đăng nhập",
        "Trạng thái",
    ]
    public = re.search(shown, Client().get("/parts/").content.decode())[1]
    assert re.findall(r">([^<]+)</a>", public) == ["Đăng nhập"]
    assert ENTRIES is not navigation.ENTRIES


def test_an_unknown_host_is_refused_in_our_look(site):
    answer = Client(raise_request_exception=False).get("/sign-in/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "Không đọc được yêu cầu này" in answer.content.decode()
    assert DisallowedHost.__name__ not in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_our_look(site):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "lan", "password": "x"})
    assert (answer.status_code, "Biểu mẫu không được nhận" in answer.content.decode()) == (403, True)


def test_the_parts_are_shown_only_where_settings_say_so(site, settings_off):
    assert Client().get("/parts/").status_code == 404


@pytest.fixture
def settings_off():
    from django.test.utils import override_settings

    with override_settings(KHEO_PARTS=False):
        yield

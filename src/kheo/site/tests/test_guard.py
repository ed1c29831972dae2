from __future__ import annotations

import pytest

from kheo.site.guard import is_own_form, is_own_host, is_token


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000", "10.1.2.3", "kheo.lan:80"]
)
def test_own_names_are_taken(host: str):
    assert is_own_host(host, "kheo.lan") is True


@pytest.mark.parametrize("host", [None, "", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1"])
def test_foreign_names_are_refused(host: str | None):
    assert is_own_host(host, "127.0.0.1") is False


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"Host": "localhost:1"}, True),
        ({"Host": "localhost:1", "Origin": "http://localhost:1", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, False),
        ({"Host": "localhost:1", "Origin": "null"}, False),
        ({"Host": "localhost:1", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Host": "localhost:1", "Origin": "http://localhost:1", "Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_a_form_comes_from_a_page_of_the_same_origin(headers: dict[str, str], own: bool):
    assert is_own_form(headers) is own


def test_a_token_is_compared_whole():
    assert [is_token(given, "abc") for given in ("abc", "ab", "", "abđ")] == [True, False, False, False]

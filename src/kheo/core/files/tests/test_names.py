from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.files.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Quyết định 12.QĐ-UBND.pdf", "Quyết định 12.QĐ-UBND.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\bí thư.docx", "bí thư.pdf"),
        ("a\0b\r\nSet-Cookie: x.pdf", "a b Set-Cookie_ x.pdf"),
        ("anh\u202egpj.exe", "anhgpj.pdf"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("công văn.pdf.exe", "công văn.pdf"),
        ("hoá đơn.html", "hoá đơn.pdf"),
        ("con.pdf", "tep-con.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        ("/", "tep.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("<script>alert(1)</script>.pdf", "script_.pdf"),
        ("e\u0302\u0323.pdf", "ệ.pdf"),
        ("\ud800.pdf", "tep.pdf"),
        ("x" * 10_240, "x" * LONGEST + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_one_that_can_be_shown(given_name: str, kept: str) -> None:
    assert safe_name(given_name, ".pdf") == kept


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = safe_name(name, ".pdf")
    assert safe.endswith(".pdf")
    assert 4 < len(safe) <= LONGEST + 4 + len("tep-")
    assert not set(safe) & set('/\\<>:"|?*')
    assert all(unicodedata.category(letter)[0] != "C" for letter in safe)
    assert not safe.startswith((".", " ", "-"))

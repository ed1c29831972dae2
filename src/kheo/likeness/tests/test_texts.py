import unicodedata
import zipfile
from pathlib import Path

import pytest

from kheo.likeness.docx import LARGEST, UnreadableError, docx_text
from kheo.likeness.texts import Folder, read_folder, read_text

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'


def docx(path: Path, body: str, head: str = HEAD) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"{head}{body}</w:body></w:document>")
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnreadableError) as refusal:
        read_text(path)
    return refusal.value.code


def test_the_paragraphs_of_a_word_file_become_lines(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>Dân vận</w:t><w:tab/><w:t>khéo</w:t></w:r></w:p><w:p><w:r><w:t>Bến Đá</w:t></w:r></w:p>"
    assert docx_text(docx(tmp_path / "a.docx", body)) == "Dân vận khéo\nBến Đá"


def test_deleted_words_and_the_second_of_two_alternatives_are_not_read(tmp_path: Path) -> None:
    inner = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p><w:r><w:delText>bỏ</w:delText></w:r><mc:AlternateContent><mc:Choice>{inner.format('giữ')}</mc:Choice>"
        f"<mc:Fallback>{inner.format('giữ')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert docx_text(docx(tmp_path / "a.docx", body)) == "giữ"


def test_a_word_file_with_entities_is_not_opened(tmp_path: Path) -> None:
    hostile = f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{HEAD}'
    assert refused(docx(tmp_path / "a.docx", "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", hostile)) == "hostile"


def test_a_word_file_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    assert refused(docx(tmp_path / "a.docx", " " * (LARGEST + 1))) == "too-large"


@pytest.mark.parametrize("raw", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_a_damaged_word_file_is_said_to_be_damaged(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(raw)
    assert refused(tmp_path / "a.docx") == "damaged"


def test_a_zip_without_a_document_and_a_broken_body_are_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("other.xml", "<x/>")
    assert refused(tmp_path / "a.docx") == "damaged"
    assert refused(docx(tmp_path / "b.docx", "<w:p>")) == "damaged"


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.txt", b"a\x00b", "binary"),
        ("a.txt", "dân".encode("cp1258"), "not-unicode"),
        ("a.pdf", b"%PDF", "other-kind"),
        ("a", b"x", "other-kind"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert refused(tmp_path / name) == code


@pytest.mark.parametrize("raw", ["dân\nvận", "\ufeffdân\r\nvận", unicodedata.normalize("NFD", "dân\rvận")])
def test_a_text_is_read_as_nfc_with_plain_line_ends(tmp_path: Path, raw: str) -> None:
    (tmp_path / "a.TXT").write_bytes(raw.encode())
    (tmp_path / "b.md").write_bytes(raw.lstrip("\ufeff").encode("utf-16"))
    assert (read_text(tmp_path / "a.TXT"), read_text(tmp_path / "b.md")) == ("dân\nvận", "dân\nvận")


def test_a_folder_is_read_with_those_below_it_but_no_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "xã").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("xã/b.txt", "a.txt", ".git/c.txt", ".d.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / "e.bin").write_bytes(b"\0")
    assert read_folder(tmp_path) == Folder(("a.txt", "xã/b.txt"), ("a.txt", "xã/b.txt"), (("e.bin", "other-kind"),))


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        read_folder(tmp_path / "none")

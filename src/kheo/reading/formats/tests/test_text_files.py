import unicodedata

import pytest

from kheo.reading.formats import MAX_BYTES, Unreadable, load, load_path

TEXT = (
    "Ủy ban nhân dân xã Suối Lam yêu cầu các đơn vị thực hiện nghiêm túc, báo cáo kết quả trước ngày 15/11/2025.\n"
    "Đề nghị các trường học được phối hợp trong việc này."
)
TCVN3 = (
    "\xf1y ban nh\xa9n d\xa9n x\xb7 Su\xe8i Lam y\xaau c\xc7u c\xb8c \xae\xacn v\xde th\xf9c hi\xd6n nghi\xaam t\xf3c, "
    "\xae\xad\xeec ph\xe8i h\xeep"
)
VNI = "UÛy ban nhaân daân xaõ Suoái Lam yeâu caàu caùc ñôn vò thöïc hieän nghieâm tuùc, ñöôïc phoái hôïp"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding):
    assert load(TEXT.encode(encoding), "a.txt").text == TEXT


def test_combining_marks_of_cp1258_are_composed():
    loaded = load(cp1258(TEXT), "a.txt")
    assert (loaded.text, loaded.encoding) == (TEXT, "cp1258")


def test_decomposed_text_is_composed_and_its_origins_count_in_the_raw_text():
    raw = unicodedata.normalize("NFD", TEXT)
    loaded = load(raw.encode(), "a.txt")
    assert loaded.text == TEXT
    at = loaded.text.index("Suối")
    start, place = max(origin for origin in loaded.origins if origin[0] <= at)
    assert int(place.removeprefix("char ")) + at - start == raw.index("Suo")


@pytest.mark.parametrize("raw", [TCVN3.encode("latin-1"), TCVN3.encode()])
def test_tcvn3_becomes_unicode_in_either_wrapping(raw):
    loaded = load(raw, "a.txt")
    assert loaded.text == "ủy ban nhân dân xã Suối Lam yêu cầu các đơn vị thực hiện nghiêm túc, được phối hợp"
    assert loaded.warnings == ("legacy-encoding:tcvn3",)


def test_vni_becomes_unicode():
    assert load(VNI.encode("latin-1"), "a.txt").text == (
        "Ủy ban nhân dân xã Suối Lam yêu cầu các đơn vị thực hiện nghiêm túc, được phối hợp"
    )


def test_a_file_cut_in_the_middle_of_a_character_is_still_utf8():
    loaded = load("Kính gửi: các xã, phường Đồi Cao ở".encode()[:-1], "a.txt")
    assert (loaded.encoding, loaded.text) == ("utf-8", "Kính gửi: các xã, phường Đồi Cao")


def test_marks_of_markdown_and_blanks_at_line_ends_are_taken_out():
    text = "# KẾ HOẠCH  \n**1. Mục đích**\nnêu ở (*hằng năm*).  "
    assert load(text.encode(), "a.md").text == "KẾ HOẠCH\n1. Mục đích\nnêu ở (*hằng năm*)."


def test_origins_lead_past_what_was_taken_out():
    loaded = load("Mục một  \r\nMục hai".encode(), "a.txt")
    assert loaded.text == "Mục một\nMục hai"
    assert loaded.origins[-1] == (8, "char 11")


def test_a_long_text_keeps_its_origins_by_lines():
    raw = unicodedata.normalize("NFD", f"{TEXT}\n" * 700)
    loaded = load(raw.encode(), "a.txt")
    assert len(loaded.origins) == loaded.text.count("\n") + 1
    start, place = loaded.origins[2]
    assert raw[int(place.removeprefix("char ")) :].startswith(
        unicodedata.normalize("NFD", loaded.text[start : start + 9])
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00\x01\x02\xff" * 90, "binary"),
        (bytes(range(1, 256)) * 20, "binary"),
        (b"\x7fELF\x00\x00" + b"\x01" * 60, "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"PK\x03\x04" + bytes(60), "truncated"),
    ],
)
def test_what_is_no_document_is_refused_by_its_code(data, code):
    with pytest.raises(Unreadable) as refused:
        load(data, "báo cáo.txt")
    assert (refused.value.code, refused.value.name) == (code, "báo cáo.txt")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "to.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Unreadable) as refused:
        load_path(path)
    assert (refused.value.code, refused.value.data) == ("too-large", {"limit": 200})


def test_a_directory_is_refused_and_a_missing_file_is_an_oserror(tmp_path):
    with pytest.raises(Unreadable) as refused:
        load_path(tmp_path)
    assert refused.value.code == "not-a-file"
    with pytest.raises(FileNotFoundError):
        load_path(tmp_path / "không có.txt")


def test_a_path_gives_the_document_and_the_hash_of_its_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    loaded, digest = load_path(path)
    assert loaded.text == "abc"
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_content_decides_and_a_wrong_extension_only_warns():
    assert load(TEXT.encode(), "a.docx").warnings == ("wrong-extension:text",)
    assert load(TEXT.encode(), "a.xyz").warnings == ()


def cp1258(text: str) -> bytes:
    """As Windows wrote Vietnamese: letters with circumflex, breve or horn are whole, tones are combining marks."""
    written = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        written += letter.encode("cp1258") + tones.encode("cp1258")
    return written


def test_bytes_of_which_most_are_no_characters_are_no_text():
    with pytest.raises(Unreadable) as refused:
        load(b"\xff\xfe" + b"\x00\xd8" * 2000, "a.txt")
    assert refused.value.code == "binary"

import argparse
import json
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kheo.i18n import gettext
from kheo.likeness.cli import add_arguments, run
from kheo.likeness.messages import SENTENCES
from kheo.likeness.tests.samples import MARKET, ROAD, ROAD_COPIED, invented


def command(options: list[str]) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(options))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "hồ sơ"
    inside.mkdir()
    (inside / "a đá.txt").write_text(ROAD, "utf-8")
    (inside / "b tre.txt").write_text(ROAD_COPIED, "utf-8")
    (inside / "suối lam.md").write_text(MARKET, "utf-8")
    return inside


def test_the_json_names_both_files_and_their_equal_passages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(folder), "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)
    assert list(pair) == ["a", "b", "similarity", "passages"]
    assert (pair["a"], pair["b"], round(pair["similarity"], 1)) == ("a đá.txt", "b tre.txt", 0.8)
    for passage in pair["passages"]:
        assert ROAD[slice(*passage["a"])].split() == ROAD_COPIED[slice(*passage["b"])].split()


def test_no_pairs_are_an_empty_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(folder), "--json", "--threshold", "1"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_text_output_quotes_the_passages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Đã so 3 văn bản: 1 cặp giống nhau từ 0,35 trở lên."
    assert lines[3].strip() == "“mươi hộ hiến gần một nghìn mét vuông đất vườn, tự tháo dỡ”"


def test_renaming_changes_nothing_but_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command([str(folder), "--json"])
    (before,) = json.loads(capsys.readouterr().out)
    (folder / "a đá.txt").rename(folder / "z.txt")
    command([str(folder), "--json"])
    (after,) = json.loads(capsys.readouterr().out)
    assert (after["a"], after["b"], after["similarity"]) == ("b tre.txt", "z.txt", before["similarity"])
    assert sorted((p["b"], p["a"]) for p in after["passages"]) == sorted((p["a"], p["b"]) for p in before["passages"])


def test_each_unreadable_or_untold_file_is_named_and_the_others_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8")
    (folder / "nhị phân.txt").write_bytes(b"\0\1")
    (folder / "rỗng.txt").write_bytes(b"")
    assert command([str(folder), "--json", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert len(json.loads(shown.out)) == 1
    assert shown.err.splitlines() == [
        "Skipped “nhị phân.txt”: it is binary data, not text.",
        "Skipped “ảnh.jpg”: it is no .txt, .md or .docx file.",
        "It cannot be told whether “rỗng.txt” is a copy: it is empty, too short, or made of common phrases only.",
    ]


def test_fewer_than_two_texts_are_said_to_be_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ROAD, "utf-8")
    assert command([str(tmp_path), "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"At least two texts that are long enough are needed; “{tmp_path}” has 1.\n"


@pytest.mark.parametrize("options", [["--threshold", "0"], ["--threshold", "1.1"], ["--threshold", "nan"]])
def test_a_threshold_out_of_range_is_misuse(
    folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([str(folder), *options]) == 2
    assert capsys.readouterr().err == "Ngưỡng phải lớn hơn 0 và không quá 1.\n"


def test_a_missing_folder_source_or_list_of_owners_is_misuse(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.csv").write_text("tệp;chủ\n", "utf-8")
    for options in (
        [str(folder / "không")],
        [str(folder), "--source", "không.txt"],
        [str(folder), "--owners", "không"],
    ):
        assert command(options) == 2
    assert command([str(folder), "--owners", str(folder / "bad.csv")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_sources_and_owners_are_left_out_of_account(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "source.txt").write_text(ROAD, "utf-8")
    (tmp_path / "owners.csv").write_text("file,owner\na đá.txt,xã\nb tre.txt,xã\n", "utf-8")
    for options in (["--source", str(tmp_path / "source.txt")], ["--owners", str(tmp_path / "owners.csv")]):
        assert command([str(folder), "--json", *options]) == 0
        assert json.loads(capsys.readouterr().out) == []


def test_names_and_texts_cannot_steer_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "\x1b[2J.txt").write_text(ROAD, "utf-8")
    (folder / "\x1b[3J.txt").write_text("", "utf-8")
    command([str(folder)])
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err


class Page(HTMLParser):
    """Collects what the test asks about."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if self.tags[-2:] == ["mark", "a"]:
            self.marked.append(data)


def page_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, Page]:
    assert command([str(folder), "--html"]) == 0
    raw = capsys.readouterr().out
    page = Page()
    page.feed(raw)
    return raw, page


def test_the_page_marks_the_passages_and_links_them_to_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, page = page_of(folder, capsys)
    assert {"script", "img", "link", "iframe"} & set(page.tags) == set()
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert raw.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert "prefers-color-scheme:dark" in raw


def test_the_page_shows_hostile_names_and_texts_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "<b onload=x>.txt").write_text(f"<script>alert(1)</script> {ROAD}", "utf-8")
    raw, page = page_of(folder, capsys)
    assert {"script", "b"} & set(page.tags) == set()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in raw


def test_the_page_cuts_what_is_far_from_any_passage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b tre.txt").write_text(f"{invented(1, 2000)} {ROAD_COPIED} {invented(2, 2000)}", "utf-8")
    raw, _ = page_of(folder, capsys)
    assert (raw.count("[…]"), len(raw) < 12_000) == (2, True)


def test_every_sentence_is_there_in_both_languages_with_the_same_blanks() -> None:
    for english in SENTENCES.values():
        vietnamese = gettext(english)
        assert vietnamese != english
        assert unicodedata.is_normalized("NFC", vietnamese)
        assert sorted(blanks(vietnamese)) == sorted(blanks(english))


def blanks(sentence: str) -> list[str]:
    return [part.split("}")[0] for part in sentence.split("{")[1:]]

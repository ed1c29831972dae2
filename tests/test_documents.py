"""The manual cannot drift from the code: commands, options, links, samples."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from kheo.cli import COMMANDS, main
from kheo.i18n import use

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = ["cli.md", "guide.vi.md", "guide.en.md"]


def help_of(command: str) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed), pytest.raises(SystemExit):
        main([command, "--help", "--lang", "en"])
    return printed.getvalue()


@pytest.fixture(autouse=True)
def _vietnamese_again():
    yield
    use("vi")


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("page", PAGES)
def test_every_command_stands_in_the_manual(command, page):
    assert f"kheo {command}" in (DOCS / page).read_text("utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_every_command_has_help(command):
    printed = help_of(command)
    options = re.findall(r"^  (-[^\n]*?)(?:  +(\S[^\n]*))?$(?:\n {20,}(\S[^\n]*))?", printed, re.MULTILINE)
    assert options
    assert [option for option, same_line, next_line in options if not (same_line or next_line)] == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_reference_holds_every_option(command):
    section = (DOCS / "cli-reference.md").read_text("utf-8").partition(f"## `kheo {command}`")[2].partition("\n## ")[0]
    wanted = set(re.findall(r"--[a-z][a-z-]+", help_of(command)))
    assert wanted - set(re.findall(r"--[a-z][a-z-]+", section)) == set()


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{name}" for name in PAGES)])
def test_links_of_the_manual_lead_to_files(page):
    path = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_both_guides_have_the_same_parts():
    counts = [(DOCS / name).read_text("utf-8").count("\n## ") for name in ("guide.vi.md", "guide.en.md")]
    assert counts == [6, 6]


@pytest.mark.parametrize("path", sorted((ROOT / "src/kheo/reading/samples").glob("*.txt")), ids=lambda path: path.name)
def test_a_sample_says_in_its_first_line_that_it_is_one(path):
    assert path.read_text("utf-8").splitlines()[0] == "(Văn bản mẫu do Khéo soạn, không có giá trị pháp lý)"

from __future__ import annotations

import pytest

from kheo import i18n


@pytest.fixture(autouse=True)
def _vietnamese_again():
    yield
    i18n.use("vi")


def test_vietnamese_is_spoken_whatever_the_machine_speaks(monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("KHEO_LANG", raising=False)
    i18n.use_arguments(["read", "a.txt"])
    assert i18n.gettext("no deadline stated") == "không nêu thời hạn"


@pytest.mark.parametrize(
    ("arguments", "variable", "spoken"),
    [
        (["--lang", "en"], None, "en"),
        (["--lang=en"], None, "en"),
        ([], "en_GB.UTF-8", "en"),
        (["--lang", "vi"], "en", "vi"),
        (["--lang", "fr"], None, "vi"),
        (["--", "--lang", "en"], None, "vi"),
        (["--lang"], None, "vi"),
    ],
)
def test_an_argument_goes_before_the_variable(arguments, variable, spoken, monkeypatch):
    monkeypatch.delenv("KHEO_LANG", raising=False)
    if variable:
        monkeypatch.setenv("KHEO_LANG", variable)
    i18n.use_arguments(arguments)
    assert i18n.language() == spoken


def test_numbers_choose_the_form_of_the_words():
    with i18n.speaking("en"):
        assert [i18n.ngettext("{n} order", "{n} orders", count) for count in (0, 1, 2)] == [
            "{n} orders",
            "{n} order",
            "{n} orders",
        ]
    assert i18n.ngettext("{n} order", "{n} orders", 1) == "{n} việc"


def test_a_language_spoken_within_a_block_ends_with_it():
    with i18n.speaking("en"):
        assert i18n.gettext("no deadline stated") == "no deadline stated"
    assert i18n.gettext("no deadline stated") == "không nêu thời hạn"


def test_argparse_speaks_vietnamese_too(capsys):
    from kheo.cli import main

    with pytest.raises(SystemExit):
        main(["read"])
    assert capsys.readouterr().err.endswith("kheo read: lỗi: thiếu tham số: FILE\n")

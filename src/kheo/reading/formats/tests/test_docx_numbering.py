import pytest

from kheo.reading.formats.docx import load_docx
from kheo.reading.formats.docx_numbering import numeral
from kheo.reading.formats.tests.making import abstract, docx, level, num, numbered, p


def lines(paragraphs: list[str], numbering: str, **parts: str) -> list[str]:
    return load_docx(docx("".join(paragraphs), numbering=numbering, **parts), "a.docx").text.split("\n")


OUTLINE = (level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3."), level(3, "%4)", "lowerLetter"))
STYLE = '<w:style w:type="{}" w:styleId="{}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'


def test_levels_count_and_start_again_under_a_higher_one():
    paragraphs = [p("a", numbered(1, at)) for at in (0, 1, 2, 2, 1, 2, 0, 1, 3, 3)]
    assert lines(paragraphs, abstract(0, *OUTLINE) + num(1, 0)) == [
        *("I. a", "1. a", "1.1. a", "1.2. a", "2. a", "2.1. a", "II. a", "1. a", "a) a", "b) a"),
    ]


def test_a_gap_in_a_list_does_not_start_it_again():
    paragraphs = [p("a", numbered(1)), p("chen giữa"), p("b", numbered(1))]
    assert lines(paragraphs, abstract(0, level(0, "%1.")) + num(1, 0)) == ["1. a", "chen giữa", "2. b"]


def test_two_lists_of_one_abstract_list_go_on_counting():
    paragraphs = [p("a", numbered(1)), p("b", numbered(2))]
    assert lines(paragraphs, abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0)) == ["1. a", "2. b"]


def test_a_start_override_counts_anew_once():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    paragraphs = [p("a", numbered(1)), p("b", numbered(1)), p("c", numbered(2)), p("d", numbered(2))]
    numbering = abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, override)
    assert lines(paragraphs, numbering) == ["1. a", "2. b", "1. c", "2. d"]


def test_an_override_may_replace_the_level():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "lowerRoman", start=3)}</w:lvlOverride>'
    assert lines([p("a", numbered(1))], abstract(0, level(0, "%1.")) + num(1, 0, override)) == ["(iii) a"]


def test_a_list_starts_where_it_says():
    assert lines([p("a", numbered(1))], abstract(0, level(0, "Điều %1.", start=5)) + num(1, 0)) == ["Điều 5. a"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "3. c"), ("1", "1. c"), (None, "1. c")])
def test_a_level_starts_again_as_its_restart_rule_says(restart, expected):
    more = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%2.", more=more)) + num(1, 0)
    paragraphs = [p("x", numbered(1, 0)), p("a", numbered(1, 1)), p("b", numbered(1, 1))]
    assert lines([*paragraphs, p("y", numbered(1, 0)), p("c", numbered(1, 1))], numbering)[-1] == expected


def test_a_restart_rule_for_the_first_level_is_not_moved_by_the_second():
    numbering = abstract(0, level(0, "%1."), level(1, "%2."), level(2, "%3.", more='<w:lvlRestart w:val="1"/>')) + num(
        1, 0
    )
    paragraphs = [p("a", numbered(1, at)) for at in (0, 1, 2, 1, 2)]
    assert lines(paragraphs, numbering)[-1] == "2. a"


def test_legal_numbering_shows_all_numbers_as_decimal():
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>")) + num(1, 0)
    assert lines([p("a", numbered(1, 0)), p("b", numbered(1, 1))], numbering) == ["I. a", "1.1. b"]


def test_a_level_used_before_a_higher_one_shows_what_precedes_its_start():
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2.")) + num(1, 0)
    assert lines([p("a", numbered(1, 1)), p("b", numbered(1, 0))], numbering) == ["0.1. a", "1. b"]


def test_bullets_are_shown_as_their_fonts_show_them():
    kinds = ["\uf0b7", "-", "+", "o", "\uf0a7", "–"]
    numbering = "".join(abstract(n, level(0, kind, "bullet")) + num(n + 1, n) for n, kind in enumerate(kinds))
    assert lines([p("a", numbered(n + 1)) for n in range(6)], numbering) == ["• a", "- a", "+ a", "○ a", "▪ a", "- a"]


def test_no_number_is_invented_where_the_list_shows_none():
    numbering = abstract(0, level(0, "%1", "none"), level(1, "", "decimal")) + num(1, 0)
    assert lines([p("a", numbered(1)), p("b", numbered(1, 1)), p("c", numbered(7))], numbering) == ["a", "b", "c"]


def test_numbering_comes_through_styles_and_zero_takes_it_away():
    styles = STYLE.format("paragraph", "Muc") + (
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, level(0, "%1."), level(1, "%1.%2.")) + num(1, 0)
    style = '<w:pStyle w:val="{}"/>'
    paragraphs = [
        p("a", style.format("Muc")),
        p("b", style.format("Con")),
        p("c", style.format("Muc") + numbered(0)),
        p("d", style.format("Muc") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>'),
    ]
    assert lines(paragraphs, numbering, styles=styles) == ["1. a", "1.1. b", "c", "1.2. d"]


def test_a_style_finds_its_level_where_the_list_names_the_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, level(0, "%1."), level(1, "%2)", "lowerLetter", more='<w:pStyle w:val="H2"/>')) + num(1, 0)
    assert lines([p("a", '<w:pStyle w:val="H2"/>')], numbering, styles=styles) == ["a) a"]


def test_a_numbering_style_lends_its_list():
    styles = (
        '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, level(0, "(%1)"), more='<w:styleLink w:val="S"/>') + num(1, 0)
    numbering += abstract(5, more='<w:numStyleLink w:val="S"/>') + num(2, 5)
    assert lines([p("a", numbered(2))], numbering, styles=styles) == ["(1) a"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        *(
            (1, "lowerLetter", "a"),
            (26, "lowerLetter", "z"),
            (28, "upperLetter", "BB"),
            (1994, "upperRoman", "MCMXCIV"),
        ),
        *((7, "decimalZero", "07"), (12, "ordinal", "12"), (3, "none", ""), (0, "lowerLetter", "")),
    ],
)
def test_numerals_have_the_forms_of_word(number, form, shown):
    assert numeral(number, form) == shown

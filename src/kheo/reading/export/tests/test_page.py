from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.i18n import speaking
from kheo.reading.export.marks import Mark, marks, stretches
from kheo.reading.export.page import reading_html, self_contained
from kheo.reading.export.tests.invented import TEXT, invented_reading
from kheo.values import replace

READING = invented_reading()


class Page(HTMLParser):
    """Collects what a browser would see: anchors, links, the words of the text pane, open elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.in_body = self.unseen = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attrs = dict(attrs)
        self.tags.append(tag)
        if "id" in given_attrs:
            self.ids.append(given_attrs["id"])
        if "href" in given_attrs:
            self.links.append(given_attrs["href"])
        assert not (tag == "a" and "a" in self.open), "a link inside a link"
        if tag not in {"meta", "link", "input", "br"}:
            self.open.append(tag)
        classes = (given_attrs.get("class") or "").split()
        if "body" in classes:
            self.in_body = len(self.open)
        if "tag" in classes:
            self.unseen = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1] == tag, f"{tag} closes {self.open[-1]}"
        self.open.pop()
        if len(self.open) < self.in_body:
            self.in_body = 0
        if len(self.open) < self.unseen:
            self.unseen = 0

    def handle_data(self, data: str) -> None:
        if self.in_body and not self.unseen:
            self.text.append(data)


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_link_of_the_page_has_its_anchor_and_every_anchor_stands_once(language):
    with speaking(language):
        page = Page(self_contained(READING))
    inner = {link.removeprefix("#") for link in page.links}
    assert len(page.ids) == len(set(page.ids))
    assert inner - set(page.ids) == set()
    assert page.open == []


def test_each_order_leads_to_the_plan_and_the_plan_back():
    links = Page(self_contained(READING)).links
    for order in READING.obligations:
        assert links.count(f"#p-{order.id}") >= 1
        assert links.count(f"#t-{order.id}") >= 1


def test_the_text_of_the_page_is_the_text_of_the_reading():
    assert squeezed("".join(Page(self_contained(READING)).text)) == squeezed(TEXT)


def test_the_page_needs_no_script_and_no_network():
    page = self_contained(READING)
    tags = set(Page(page).tags)
    assert tags & {"script", "link", "img", "iframe", "object"} == set()
    assert "http://" not in page
    assert "https://" not in page


def test_the_variant_of_the_site_has_no_inline_style_or_script():
    html = reading_html(READING)
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html


def test_marks_cover_a_broken_order_without_the_footnote_between():
    order = next(mark for mark in marks(READING) if mark.anchor == "t-o1")
    marked = "".join(
        TEXT[slice(*stretch.span)] for stretch in stretches(marks(READING), 0, len(TEXT)) if order in stretch.marks
    )
    assert marked == READING.quote(order.pieces[0]) + READING.quote(order.pieces[1])


def test_what_the_text_does_not_say_is_said_so():
    undated = replace(READING, obligations=(replace(READING.obligations[1], due=None),))
    with speaking("en"):
        assert "no deadline stated" in self_contained(undated)
        assert "no deadline stated" not in self_contained(READING)


def test_a_page_is_the_same_each_time():
    assert self_contained(invented_reading()) == self_contained(READING)


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair) + 1))


@settings(max_examples=200, deadline=None)
@given(st.lists(SPANS, max_size=8))
def test_stretches_are_the_whole_text_and_hold_exactly_the_marks_over_them(spans):
    found = [Mark("citation", f"t{n}", "plan", (span,)) for n, span in enumerate(spans)]
    cut = list(stretches(found, 0, 31))
    assert [cut[0].span[0], cut[-1].span[1]] == [0, 31]
    assert all(a.span[1] == b.span[0] for a, b in pairwise(cut))
    for stretch in cut:
        over = {mark.anchor for mark in found if mark.pieces[0][0] <= stretch.span[0] < mark.pieces[0][1]}
        assert {mark.anchor for mark in stretch.marks} == over

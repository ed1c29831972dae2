"""The rules of Akoma Ntoso 3.0 that the export relies on, written down from the OASIS specification.

There is no copy of the schema here; these are its content models and attributes for the elements that we write.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kheo.reading import read_path, read_text
from kheo.reading.export.akoma import NAMESPACE, akoma_ntoso
from kheo.reading.export.tests.invented import invented_reading
from kheo.reading.model import Reading
from kheo.reading.samples import folder
from kheo.values import replace

HIERARCHY = "part|chapter|section|subsection|article|paragraph|subparagraph|point|indent|alinea|hcontainer"
INLINE = "ref|authorialNote|docAuthority|docNumber|docType|docTitle|docDate|signature|role|person"
FRBR = "FRBRthis FRBRuri (FRBRalias )*FRBRdate FRBRauthor "
NODE = f"(num )?(heading )?(content |(intro )?(({HIERARCHY}) )+(wrapUp )?)"
"""Either its own words, or parts with words before and after them."""
CHILDREN = {
    "akomaNtoso": "doc ",
    "doc": "meta (preface )?(preamble )?mainBody (conclusions )?",
    "meta": "identification references ",
    "identification": "FRBRWork FRBRExpression FRBRManifestation ",
    "FRBRWork": FRBR + "FRBRcountry ",
    "FRBRExpression": FRBR + "FRBRlanguage ",
    "FRBRManifestation": FRBR,
    "references": "(TLCOrganization )+",
    "preface": "(p )+",
    "preamble": "recitals ",
    "recitals": "(recital )+",
    "recital": "(p )+",
    "mainBody": f"((p|{HIERARCHY}) )+",
    "conclusions": "(p )+",
    **dict.fromkeys(HIERARCHY.split("|"), NODE),
    "intro": "(p )+",
    "wrapUp": "(p )+",
    "content": "(p )+",
    "authorialNote": "(p )+",
    **dict.fromkeys(("p", "num", "heading", *INLINE.split("|")[2:], "ref"), f"(({INLINE}) )*"),
}
"""Element → its children in their order, each with a blank behind it; what is not here has none."""
REQUIRED = {
    "doc": {"name"},
    "identification": {"source"},
    "references": {"source"},
    "FRBRthis": {"value"},
    "FRBRuri": {"value"},
    "FRBRalias": {"value", "name"},
    "FRBRdate": {"date", "name"},
    "FRBRauthor": {"href"},
    "FRBRcountry": {"value"},
    "FRBRlanguage": {"language"},
    "TLCOrganization": {"eId", "href", "showAs"},
    "hcontainer": {"eId", "name"},
    "ref": {"href"},
    "docDate": {"date"},
    "role": {"refersTo"},
    "person": {"refersTo"},
}
TEXT_ALLOWED = {"p", "num", "heading", *INLINE.split("|")} - {"authorialNote"}


def faults(xml: str) -> list[str]:
    """What in a file breaks a rule."""
    root = ET.fromstring(xml)
    found = []
    ids: Counter[str] = Counter()
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        children = "".join(child.tag.removeprefix(f"{{{NAMESPACE}}}") + " " for child in element)
        if not re.fullmatch(CHILDREN.get(tag, ""), children):
            found.append(f"{tag} holds {children}")
        if REQUIRED.get(tag, set()) - set(element.keys()):
            found.append(f"{tag} lacks {REQUIRED[tag] - set(element.keys())}")
        words = [element.text, *(child.tail for child in element)]
        if tag not in TEXT_ALLOWED and any(one and one.strip() for one in words):
            found.append(f"{tag} holds words")
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", element.get("date", "2026-06-05")):
            found.append(f"{tag} date {element.get('date')}")
        ids[element.get("eId", "")] += "eId" in element.keys()  # noqa: SIM118 -- an element is no mapping
    found += [f"eId {one!r}" for one, times in ids.items() if times > 1 or (times and re.search(r"\s|^$", one))]
    for element in root.iter():
        for name in ("source", "refersTo", "href"):
            target = element.get(name, "")
            if target.startswith("#") and target[1:] not in ids:
                found.append(f"{name} leads to no element: {target}")
    return found


@pytest.mark.parametrize("path", sorted(folder().glob("*.*x*t*")), ids=lambda path: path.name)
def test_our_samples_keep_the_rules(path: Path) -> None:
    if path.suffix in {".txt", ".docx"}:
        assert faults(akoma_ntoso(read_path(path))) == []


@pytest.mark.parametrize(
    "words",
    [
        "Kính gửi: Sở Y tế.\nĐề nghị Sở Y tế báo cáo¹ trước ngày 5/6/2026.\n¹ Theo Công văn số 12-CV/TU.",
        "QUYẾT ĐỊNH\nCăn cứ Luật Đất đai;\nĐiều 1. Phạm vi\nĐiều 2.\n1. Sở Y tế:\na) Chủ trì;\nb) Báo cáo.\nĐiều 3",
        "I. MỤC TIÊU\n1.\n2. Đến năm 2030:\n- Một việc;\n+ Hai việc.\nPhần còn lại của mục này là lời kết.",
        "PHỤ LỤC\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 5/6/2026)\n1. Sở Y tế.\n1. Sở Nội vụ.",
        "Một lời thôi",
    ],
)
def test_texts_of_every_shape_keep_the_rules(words: str) -> None:
    assert faults(akoma_ntoso(read_text(words))) == []


def test_a_body_without_words_is_still_a_body() -> None:
    empty: Reading = replace(invented_reading(), provisions=())
    empty = replace(empty, header=replace(empty.header, body=(0, 0)))
    assert faults(akoma_ntoso(empty)) == []


def test_the_rules_see_what_breaks_them() -> None:
    xml = akoma_ntoso(invented_reading())
    broken = {
        "preface, meta swapped": xml.replace("<meta>", "<preface>").replace("</meta>", "</preface>"),
        "an id twice": xml.replace('eId="kheo"', 'eId="issuer"'),
        "words outside a paragraph": xml.replace("<mainBody>", "<mainBody>lời"),
        "a reference to nothing": xml.replace('source="#kheo"', 'source="#nobody"'),
        "a name left out": xml.replace("<doc name=", "<doc class="),
    }
    assert faults(xml) == []
    assert [name for name, text in broken.items() if not faults(text)] == []

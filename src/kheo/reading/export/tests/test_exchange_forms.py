from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.export.akoma import NAMESPACE, akoma_ntoso, work_uri
from kheo.reading.export.annotation import dump_annotations
from kheo.reading.export.as_json import iter_findings
from kheo.reading.export.tests.invented import TEXT, invented_reading
from kheo.values import replace

READING = invented_reading()
AKN = {"a": NAMESPACE}


def annotation_page(*, one_line: bool = False) -> dict:
    out = io.StringIO()
    dump_annotations(READING, out, one_line=one_line)
    return json.loads(out.getvalue())


def test_there_is_one_annotation_for_each_finding():
    assert [item["id"].partition("#")[2] for item in annotation_page()["items"]] == [
        f.id for f in iter_findings(READING)
    ]
    assert annotation_page(one_line=True) == annotation_page()


def test_both_selectors_of_an_annotation_lead_to_the_same_words():
    seen = 0
    for item in annotation_page()["items"]:
        for target in item["target"]:
            position, quoted = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quoted["exact"]
            assert TEXT.find(quoted["prefix"] + quoted["exact"] + quoted["suffix"]) == position["start"] - len(
                quoted["prefix"]
            )
            seen += 1
    assert seen == len(annotation_page()["items"]) + 2  # the order and the provision are broken in two


def test_akoma_ntoso_is_well_formed_and_its_ids_stand_once():
    root = ET.fromstring(akoma_ntoso(READING))
    ids = [node.get("eId") for node in root.iter() if node.get("eId")]
    assert root.tag == f"{{{NAMESPACE}}}akomaNtoso"
    assert len(ids) == len(set(ids))


def test_provisions_whose_labels_differ_by_their_mark_have_ids_of_their_own():
    one = READING.provisions[0]
    both = tuple(replace(one, id=name) for name in ("1.+1", "1.-1"))
    root = ET.fromstring(akoma_ntoso(replace(READING, provisions=both)))
    assert [node.get("eId") for node in root.iter(f"{{{NAMESPACE}}}paragraph")] == ["prov_1.+1", "prov_1.-1"]


def test_akoma_ntoso_keeps_every_word_of_the_provision_and_none_of_the_footnote_twice():
    body = ET.fromstring(akoma_ntoso(READING)).find(".//a:mainBody", AKN)
    words = re.findall(r"[\w/-]+", " ".join(body.itertext()))
    first, last = TEXT.index("1. Ban"), TEXT.index("\n%%")
    assert sorted(words) == sorted(re.findall(r"[\w/-]+", TEXT[first:last].replace("¹", "")))


def test_references_lead_to_the_documents_that_are_cited():
    root = ET.fromstring(akoma_ntoso(READING))
    refs = {node.get("href") for node in root.iter(f"{{{NAMESPACE}}}ref")}
    assert refs == {"/akn/vn/quyet-dinh/2026-03-02/7-qd-tu"}


def test_a_document_without_number_and_date_is_named_by_dashes():
    assert work_uri("Nghị quyết", None, None) == "/akn/vn/nghi-quyet/-/-"


def test_exchange_forms_are_the_same_each_time():
    assert akoma_ntoso(invented_reading()) == akoma_ntoso(READING)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=0, max_size=60))
def test_akoma_ntoso_is_well_formed_for_any_words(words: str):
    text = TEXT + words
    odd = replace(READING, text=text, provisions=(), header=replace(READING.header, body=(0, len(text))))
    assert ET.fromstring(akoma_ntoso(odd)).tag.endswith("akomaNtoso")

"""The real dispatch that the movement rests on against its careful annotation, scored by the script beside the gold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DISPATCH = SHARED / "directives" / "tay-ninh-dan-van-kheo.txt"
GOLD = SHARED / "gold" / "tay-ninh-dan-van-kheo.json"

pytestmark = pytest.mark.skipif(not DISPATCH.is_file(), reason="shared: the real dispatch is not beside the repository")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kheo read --json` prints of the dispatch."""
    path = tmp_path_factory.mktemp("dispatch") / "result.json"
    kheo = Path(sys.executable).with_name("kheo")
    path.write_bytes(subprocess.run([kheo, "read", "--json", DISPATCH], capture_output=True, check=True).stdout)
    return path


@pytest.fixture(scope="module")
def score(result: Path) -> dict[str, Any]:
    """What the script beside the gold says of it."""
    command = [sys.executable, SHARED / "gold" / "compare.py", GOLD, result]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_at_most_one_citation_is_missed_or_wrong(score: dict[str, Any]) -> None:
    citations = score["citations"]
    assert len(citations["missed"]) + len(citations["wrong"]) <= 1, citations
    assert score["citation_dates"] == 1.0


def test_at_most_two_orders_are_missed_or_wrong(score: dict[str, Any]) -> None:
    orders = score["obligations"]
    assert orders["missed"] == []
    assert orders["covered_recall"] == 1.0
    assert orders["supported_precision"] == 1.0


def test_the_right_bodies_are_bound(score: dict[str, Any]) -> None:
    assert score["actors"] == {"right": 1.0, "wrong": []}


def test_what_stands_around_the_body_is_all_found(score: dict[str, Any]) -> None:
    assert score["addressees"] == "5/5, 5 found"
    assert score["distribution"] == "4/4, 4 found"
    assert score["footnotes"] == "1/1"
    assert score["report_duties"] == "1/1"
    assert score["signature"] is True
    assert score["typist"] is True
    assert score["kind"] == ["công văn", "công văn"]


def test_the_tree_of_provisions_is_the_annotated_one(result: Path) -> None:
    gold = json.loads(GOLD.read_text("utf-8"))["provisions"]
    found = json.loads(result.read_text("utf-8"))["provisions"]

    def tree(provisions: list[dict[str, Any]]) -> list[tuple[str, str | None, str | None]]:
        return [(p["id"], p["parent"], p["heading"]) for p in provisions]

    assert tree(found) == tree(gold)


def test_no_order_of_the_dispatch_has_a_deadline_and_one_is_periodic(result: Path) -> None:
    orders = json.loads(result.read_text("utf-8"))["obligations"]
    assert [order["due"] for order in orders] == [None] * len(orders)
    reports = [order for order in orders if order["report"]]
    assert [order["period"]["text"] for order in reports] == ["hàng năm, sơ kết và tổng kết"]


def test_what_the_letterhead_does_not_say_is_null(result: Path) -> None:
    reading = json.loads(result.read_text("utf-8"))
    assert [reading[key] for key in ("number", "date", "place", "abstract", "urgency")] == [None] * 5
    assert reading["issuer"]["value"] == "Ban Thường vụ Tỉnh uỷ"

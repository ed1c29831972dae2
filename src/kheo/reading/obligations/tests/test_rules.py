"""Every rule fires in its own examples and not in its counter-examples, and every id that is written is a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kheo.reading.obligations import RULES


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.yes])
def test_a_rule_fires_in_its_examples(rule, text):
    assert rule.fires(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.no])
def test_a_rule_keeps_still_in_its_counter_examples(rule, text):
    assert not rule.fires(text)


def test_every_rule_id_in_the_code_is_declared():
    package = Path(__file__).resolve().parents[1]
    written = {
        found
        for path in package.glob("*.py")
        for found in re.findall(r'"((?:order|exclude|deadline|period|report)\.[a-z-]+)"', path.read_text("utf-8"))
    }
    assert written == {rule.id for rule in RULES if not rule.id.startswith("body.")}

import pytest

from kheo.reading.header import RULES
from kheo.reading.rules import Rule


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.yes], ids=lambda v: getattr(v, "id", None))
def test_a_rule_fires_on_its_examples(rule: Rule, text: str) -> None:
    assert rule.fires(text) is True


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.no], ids=lambda v: getattr(v, "id", None))
def test_a_rule_keeps_silent_on_its_counter_examples(rule: Rule, text: str) -> None:
    assert rule.fires(text) is False


def test_ids_of_rules_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)

import pytest

from kheo.reading.citations import RULES
from kheo.reading.rules import Rule


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule in RULES for text in rule.yes])
def test_a_rule_fires_in_its_examples(rule: Rule, example: str) -> None:
    assert rule.fires(example)


@pytest.mark.parametrize(("rule", "example"), [(rule, text) for rule in RULES for text in rule.no])
def test_a_rule_is_silent_in_its_counter_examples(rule: Rule, example: str) -> None:
    assert not rule.fires(example)


def test_rule_ids_are_unique_and_of_one_family() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(set(ids)) == sorted(ids)
    assert {name.split(".")[0] for name in ids} == {"citation"}

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kheo.reading import Reading, read_path
from kheo.reading.catalogue import all_rules, rule_by_id
from kheo.reading.export.as_json import iter_findings
from kheo.reading.samples import folder


def rules_used(reading: Reading) -> Iterator[str]:
    yield from (finding.rule for finding in iter_findings(reading))
    for order in reading.obligations:
        yield from (body.rule for body in (*order.actors, *order.through, *order.cooperating))
        yield from (time.rule for time in (order.due, order.period) if time is not None)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_fires_in_its_examples_and_in_no_counter_example(rule):
    assert [words for words in rule.yes if not rule.fires(words)] == []
    assert [words for words in rule.no if rule.fires(words)] == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_means_and_carries_examples_of_both_kinds(rule):
    assert rule.meaning[-1] in ".…"
    assert rule.yes
    assert rule.no
    assert 0 < rule.confidence <= 1


@pytest.mark.parametrize("path", sorted(folder().glob("*.txt")), ids=lambda path: path.name)
def test_every_finding_names_a_rule_of_the_catalogue(path):
    assert sorted({name for name in rules_used(read_path(path)) if rule_by_id(name) is None}) == []

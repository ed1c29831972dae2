from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def rules() -> ModuleType:
    path = Path(__file__).parents[4] / "tools/outer_ring.py"
    spec = importlib.util.spec_from_file_location("outer_ring", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("place", "code", "broken"),
    [
        ("exemplars/views.py", "exemplar.save()", ["write"]),
        ("exemplars/views.py", "Unit.objects.filter(pk=1).update(name='x')", ["write"]),
        ("exemplars/views.py", "Unit.objects.create(name='x')", ["write"]),
        ("exemplars/views.py", "cursor.execute('DELETE FROM unit')", ["write"]),
        ("exemplars/views.py", "exemplar.state = 'sent'", ["state"]),
        ("exemplars/actions.py", "now = timezone.now()", ["moment"]),
        ("exemplars/queries.py", "date.today()", ["moment"]),
        ("exemplars/apps.py", "post_save.connect(f)", ["signal"]),
        ("exemplars/actions.py", "deed.create(Unit, name='x')", []),
        ("exemplars/views.py", "found = {}; found.update(a=1)", []),
        ("exemplars/views.py", "timezone.now()", []),
        ("exemplars/views.py", "exemplar.state == 'sent'", []),
        ("core/actions/deed.py", "models.Model.save(record)", []),
        ("exemplars/migrations/0001_initial.py", "schema.execute('x')", []),
    ],
)
def test_what_the_rules_find_in_code(rules: ModuleType, place: str, code: str, broken: list[str]) -> None:
    assert [rule for rule, _, _ in rules.code_breaches(place, ast.parse(code))] == broken


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("{% for unit in units.all %}", ["query"]),
        ("{{ unit.paper_set.count }}", ["query"]),
        ("{% if unit.papers.exists and x %}", ["query"]),
        ("{% for unit in units %}{{ unit.name }}{{ forloop.counter }}", []),
        ("{{ allowed }} {{ form.filter_label }}", []),
    ],
)
def test_what_the_rules_find_in_templates(rules: ModuleType, line: str, broken: list[str]) -> None:
    assert [rule for rule, _, _ in rules.template_breaches(line)] == broken

"""All rules of reading, gathered from the modules that declare them; docs/rules.md and the tests are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from kheo.reading.rules import Rule

FAMILIES = ("flowing", "header", "structure", "citations", "obligations")
"""The packages that declare rules, in the order in which a document passes through them."""

WHOLE = (
    Rule(
        id="footnote.lifted",
        meaning="A footnote (chú thích) that the format or the page layout sets apart, lifted out of the sentences.",
        yes=("… theo Quy chế¹ đã ban hành.\n¹ Quy chế công tác dân vận của tỉnh.",),
        no=("Diện tích 120 m² đất.",),
        pattern=r"(?m)^[¹²³⁴-⁹]{1,2} ?\S",
        confidence=0.95,
    ),
    Rule(
        id="placing.left-over",
        meaning="Words that neither header, nor provisions, nor footnotes account for; listed so that nothing is lost.",
        yes=("%% 00-17 đóng dấu treo",),
        no=("- - -",),
        pattern=r"(?:[^\W_][\W_]*){3}",
        confidence=1.0,
    ),
)
"""Rules that belong to the reading as a whole and to no family."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule once, in the order of the families; ValueError where two rules share an id."""
    found: dict[str, Rule] = {}
    for rule in (*_declared(), *WHOLE):
        if found.setdefault(rule.id, rule) is not rule:
            raise ValueError(f"two rules are called {rule.id}")
    return tuple(found.values())


def rule_by_id(rule_id: str) -> Rule | None:
    """The rule of that id; None where there is none."""
    return next((rule for rule in all_rules() if rule.id == rule_id), None)


def _declared() -> Iterator[Rule]:
    for family in FAMILIES:
        package = import_module(f"kheo.reading.{family}")
        names = sorted(info.name for info in iter_modules(package.__path__) if info.name != "tests")
        for module in (package, *(import_module(f"{package.__name__}.{name}") for name in names)):
            yield from _of_module(module)


def _of_module(module: ModuleType) -> Iterator[Rule]:
    """The rules that a module holds by name or in a table."""
    for value in vars(module).values():
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Rule))
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, Rule))

"""House rules of the outer ring: who writes, who reads the clock, what a template may ask. Used by house_rules.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

REASONS = {
    "write": "records are written by deeds alone, so that policy, version, journal and events cannot be forgotten",
    "state": "a state changes by a move of its lifecycle alone, so that the table tells the truth",
    "moment": "actions, policies, queries and lifecycles take the moment as an argument: a test can choose it",
    "signal": "what follows from a deed is a declared event; a signal would hide it",
    "query": "a template neither queries nor decides: it shows what the view gave it",
}
AREAS = (
    *(
        "core",
        "pages",
        "organisations",
        "movements",
        "directives",
        "assignments",
        "exemplars",
        "evaluation",
        "commendation",
    ),
    *("reporting", "voices", "supervision", "stories", "portal", "api", "config"),
)
WRITERS = re.compile(
    r"core/(?:actions|journal|jobs|counters|files|search|notices)/|/migrations/|"
    r"organisations/(?:(?:ancestry|accounts|guards|loading/source)\.py|signing/)"
)
"""The floor's own tables, the one object that writes records, and tables that are no records: they say why.
`loading/source` reads a file that came with a package.
"""
SIGNALS = re.compile(r"(?:core|organisations)/apps\.py$")
TIMELESS = re.compile(r"(?:^|/)(?:actions|policies|queries|lifecycle)(?:\.py$|/)")
_OTHERS = {"book", "sqlite3", "messages"}
"""Receivers whose methods have the names of writes or signals and are none."""

_WRITE = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_WRITE |= {"execute", "executemany"}
_WRITE_OF_ROWS = {"create", "update"}
_ROWS = {"objects", "filter", "exclude", "all", "order_by", "_base_manager", "_default_manager", "QuerySet"}
_CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
_QUERY = re.compile(r"\{[{%][^}]*\.(?:objects|all|filter|exclude|count|exists|first|last|\w+_set)\b[^}]*[%}]\}")


def code_breaches(place: str, tree: ast.AST) -> Iterator[tuple[str, int, str]]:
    """Rule, line and words for each breach in a file of an area; `place` is its path below src/kheo."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _breaches_of_call(place, node, node.func)
        elif isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets):
                yield "state", node.lineno, "assigns a state"


def _breaches_of_call(place: str, call: ast.Call, function: ast.Attribute) -> Iterator[tuple[str, int, str]]:
    name, receiver = function.attr, set(_names(function.value))
    writes = name in _WRITE or (name in _WRITE_OF_ROWS and receiver & _ROWS)
    if writes and not receiver & {"deed", *_OTHERS} and not WRITERS.search(place):
        yield "write", call.lineno, f"calls .{name}()"
    if TIMELESS.search(place) and not place.startswith("core/") and name in _CLOCKS:
        yield "moment", call.lineno, f"calls .{name}()"
    if name == "connect" and not receiver & _OTHERS and not SIGNALS.search(place):
        yield "signal", call.lineno, "connects a signal"


def _names(node: ast.expr) -> Iterator[str]:
    """The names along a chain such as `Unit.objects.filter(…)`."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Name):
            yield part.id


def template_breaches(text: str) -> Iterator[tuple[str, int, str]]:
    """Rule, line and words for each query in a template."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _QUERY.search(line)
        if found:
            yield "query", number, found.group()[:80]

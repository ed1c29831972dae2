"""Lifecycles as pages: a Mermaid diagram and a table for each kind of record, for docs/lifecycles.md."""

from __future__ import annotations

from django.apps import apps

from kheo.core.lifecycle.table import Lifecycle
from kheo.core.record import Record
from kheo.i18n import gettext


def diagram(lifecycle: Lifecycle) -> str:
    """The states and moves in Mermaid's notation, in the current language."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{gettext(label)}" as {code}' for code, label in lifecycle.states.items()]
    lines.append(f"    [*] --> {lifecycle.initial}")
    for move in lifecycle.moves:
        sources = [code for code in lifecycle.states if code in move.source]
        lines += [f"    {source} --> {move.target}: {gettext(move.label)}" for source in sources]
    left = {source for move in lifecycle.moves for source in move.source}
    lines += [f"    {code} --> [*]" for code in sorted(set(lifecycle.states) - left)]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page of all lifecycles, in the current language; the same code always gives the same page."""
    parts = ["# Lifecycles\n\nThe states of records, and who may move them on: as the tables in the code declare it.\n"]
    for lifecycle in lifecycles():
        rows = "".join(
            f"| {move.name} | {', '.join(sorted(move.source))} | {move.target} | {move.policy.name} |\n"
            for move in lifecycle.moves
        )
        parts.append(
            f"\n## {lifecycle.kind}\n\n```mermaid\n{diagram(lifecycle)}```\n\n"
            f"| move | from | to | who |\n|---|---|---|---|\n{rows}"
        )
    return "".join(parts)


def lifecycles() -> list[Lifecycle]:
    """Every lifecycle of every area, by kind."""
    models = (model for model in apps.get_models() if issubclass(model, Record))
    found = {model.lifecycle.kind: model.lifecycle for model in models if model.lifecycle}
    return [found[kind] for kind in sorted(found)]

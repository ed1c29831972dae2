"""The parts of pages, each declared once: a function with named, typed arguments and a template of its name.

    {% facts rows=facts %}   {% timeline steps=steps %}   {% form form=form back=address %}

A template that gives a part an argument it does not know, or leaves one out, fails when it is loaded.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.safestring import SafeString

from kheo.core.lifecycle import Move
from kheo.i18n import gettext
from kheo.pages.words import as_html

if TYPE_CHECKING:
    from kheo.pages.files import FileRow
    from kheo.pages.forms import DeedForm
    from kheo.pages.listing import Page
    from kheo.pages.timeline import Step

Part = Callable[..., dict[str, Any]]
PARTS: dict[str, Part] = {}


def part(function: Part) -> Part:
    """Declare a part. Raises TypeError where an argument is not named and typed."""
    for one in inspect.signature(function).parameters.values():
        if one.kind is not one.KEYWORD_ONLY or one.annotation is one.empty:
            raise TypeError(f"{function.__name__}: {one.name} must be keyword-only and typed")
    PARTS[function.__name__] = function
    return function


def install(library: template.Library) -> None:
    """Make a template tag of every part."""
    for name, function in PARTS.items():
        library.inclusion_tag(f"pages/parts/{name}.html", name=name)(function)


@part
def heading(*, title: str, state: SafeString | str = "", about: str = "") -> dict[str, Any]:
    """The head of a record: what it is, its state, one line about it."""
    return {"title": title, "state": state, "about": about}


@part
def trail(*, links: Sequence[tuple[str, str]], here: str) -> dict[str, Any]:
    """Breadcrumbs: (words, address) from the top, then where one is."""
    return {"links": links, "here": here}


@part
def facts(*, rows: Sequence[tuple[str, object]]) -> dict[str, Any]:
    """A table of facts: (marked label, value)."""
    return {"rows": [(gettext(label), SafeString(as_html(value))) for label, value in rows]}


@part
def notice(*, words: str, kind: str = "info") -> dict[str, Any]:
    """A sentence that stands out: `info`, `success`, `warning` or `error`."""
    icons = {"info": "info", "success": "check", "warning": "warn", "error": "warn"}
    return {"words": words, "kind": kind, "icon": icons[kind]}


@part
def listing(*, page: Page, level: int = 1) -> dict[str, Any]:
    """A list: filter line, table, pages, export. With a script, only the list itself is loaded anew. `level` is that of
    its heading.
    """
    own = f"#list-{page.listing.name}"
    htmx = f' data-hx-boost="true" data-hx-target="{own}" data-hx-select="{own}" data-hx-swap="outerHTML show:top"'
    return {"page": page, "htmx": SafeString(htmx), "level": level}


@part
def timeline(*, steps: Sequence[Step]) -> dict[str, Any]:
    """What happened to a record, latest first."""
    return {"steps": steps}


@part
def attachments(*, rows: Sequence[FileRow], empty: str) -> dict[str, Any]:
    """The files of a record, latest first; `empty` says what would stand here and who can add it."""
    return {"rows": rows, "empty": empty, "removable": any(row.remove for row in rows)}


@part
def moves(*, open: Sequence[Move], addresses: Mapping[str, str], last: Sequence[str] = ()) -> dict[str, Any]:  # noqa: A002 -- read in templates
    """The buttons of a record's open moves: the first is the main one; those in `last` are dangerous, and apart."""
    links = [(move.label, addresses[move.name]) for move in open if move.name not in last]
    return {
        "main": links[:1],
        "more": links[1:],
        "dangerous": [(move.label, addresses[move.name]) for move in open if move.name in last],
    }


@part
def form(*, form: DeedForm, back: str = "", danger: bool = False) -> dict[str, Any]:
    """A form: its errors in a summary above and beside each field, its button, and the way back."""
    boxes = []
    for bound in form.visible_fields():
        errors = [str(error) for error in bound.errors]
        described = [
            f"{bound.auto_id}_{part}" for part, there in (("help", bound.help_text), ("error", errors)) if there
        ]
        marks: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
        box = "check" if bound.widget_type == "checkbox" else "field"
        now = form.now.get(bound.name, "")
        boxes.append((bound, SafeString(bound.as_widget(attrs=marks)), errors, box, now))
    summary = [(f"#{box[0].id_for_label}", f"{box[0].label}: {error}") for box in boxes for error in box[2]]
    return {
        "form": form,
        "back": back,
        "danger": danger,
        "boxes": boxes,
        "hidden": form.hidden_fields(),
        "general": form.non_field_errors(),
        "summary": summary,
    }

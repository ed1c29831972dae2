"""The vocabulary of an installation, from the file that ships with the package."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kheo.core.actions import Deed, action
from kheo.i18n import mark
from kheo.organisations.models import Block, Kind, Level, Power, Role, Tree
from kheo.organisations.models.vocabulary import Label
from kheo.organisations.policies import may_set_up


@cache
def shipped(name: str) -> Mapping[str, Any]:
    """A file of the package's data, read once."""
    return tomllib.loads(files("kheo.organisations").joinpath("data", name).read_text("utf-8"))


TERMS = ((Level, "level"), (Block, "block"), (Tree, "tree"), (Kind, "kind"), (Role, "role"))


def missing_terms() -> list[str]:
    """The codes of the shipped vocabulary that are not there."""
    return [f"{name}:{code}" for model, name in TERMS for code in _new(model, name)]


@action("organisations.load-words", mark("load the vocabulary"), policy=may_set_up)
def load_words(*, deed: Deed) -> int:
    """Make what is missing of levels, blocks, trees, kinds, roles and powers; what is there stays as the office has it.

    Returns how many terms were made.
    """
    made = 0
    for model, name in TERMS:
        new = _new(model, name)
        rows = ({"code": code, **_labels(values), **_more(name, code, values)} for code, values in new.items())
        made += len(deed.create_many(model, rows))
        if model is Role:
            deed.create_many(Power, (power for code, values in new.items() for power in _powers(code, values)))
    return made


def _new(model: type[Label], name: str) -> dict[str, list[Any]]:
    there = set(model.objects.values_list("code", flat=True))
    return {code: values for code, values in shipped("words.toml")[name].items() if code not in there}


def _labels(values: list[Any]) -> dict[str, Any]:
    return {"label_vi": values[0], "label_en": values[1], "rank": values[2]}


def _more(name: str, code: str, values: list[Any]) -> dict[str, Any]:
    if name == "role":
        return {"second_step": code in shipped("words.toml")["second-step"]["roles"]}
    return {"block_id": values[3]} if name == "kind" else {}


def _powers(role: str, values: list[Any]) -> Iterator[dict[str, Any]]:
    _vi, _en, _rank, group, trees, over_charges = values
    for capability in shipped("words.toml")["capability"][group]:
        for tree in trees:
            yield {"role_id": role, "tree_id": tree, "capability": capability}
        for tree in over_charges:
            yield {"role_id": role, "tree_id": tree, "capability": capability, "over_charges": True}

"""The header: everything that stands before and after the body of a document."""

from __future__ import annotations

from kheo.reading import spoiled
from kheo.reading.header import (
    abstract,
    addressees,
    bases,
    bounds,
    codes,
    distribution,
    issuer,
    kind,
    letterhead,
    marks,
    mending,
    number,
    person,
    place_date,
    recase,
    signature,
)
from kheo.reading.header.read import read_header
from kheo.reading.rules import Rule

RULES: tuple[Rule, ...] = (
    *marks.RULES,
    *spoiled.RULES,
    *mending.RULES,
    *letterhead.RULES,
    *issuer.RULES,
    *recase.RULES,
    *number.RULES,
    *codes.RULES,
    *place_date.RULES,
    *kind.RULES,
    *abstract.RULES,
    *addressees.RULES,
    *bases.RULES,
    *person.RULES,
    *signature.RULES,
    *distribution.RULES,
    *bounds.RULES,
)
"""Every rule by which the header is read."""

__all__ = ["RULES", "read_header"]

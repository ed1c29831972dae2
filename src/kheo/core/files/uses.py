"""What files a kind of record takes. An area declares it beside its actions:

DOCUMENTS = files_of(Unit, may=may_manage_unit, unit="pk", page="organisations:unit")
"""

from __future__ import annotations

from dataclasses import dataclass

from kheo.core.access import Policy
from kheo.core.record import Record, kind_of

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Use:
    """`may`: who attaches files to the record and takes them away; whoever may see the record may read them. `unit`
    names the field with its unit, `page` the address that shows the record. Limits are bytes, of one file and of all
    that one person attaches in a day.
    """

    model: type[Record]
    may: Policy
    unit: str
    page: str
    kinds: frozenset[str]
    limit: int
    daily: int


USES: dict[str, Use] = {}

EVERYTHING = frozenset({"pdf", "docx", "xlsx", "jpeg", "png", "webp"})
PAPERS = frozenset({"pdf", "docx", "jpeg", "png"})
"""What a decision comes as: the file itself, or a scan of it."""


def files_of(
    model: type[Record],
    *,
    may: Policy,
    unit: str = "unit_id",
    page: str,
    kinds: frozenset[str] = EVERYTHING,
    limit: int = 20 * MEGABYTE,
    daily: int = 300 * MEGABYTE,
) -> Use:
    """Declare that records of a kind take files. Raises ValueError where that was declared."""
    if kind_of(model) in USES:
        raise ValueError(f"{kind_of(model)} takes files already")
    USES[kind_of(model)] = Use(model, may, unit, page, kinds, limit, daily)
    return USES[kind_of(model)]


def use_of(record: Record) -> Use:
    """The use of a record. Raises KeyError where its kind takes no files."""
    return USES[kind_of(record)]

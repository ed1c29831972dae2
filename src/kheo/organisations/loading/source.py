"""Localities as the package `vietnamadminunits` has them: those until 30 June 2025, those since, and what became what.

Which locality goes on as itself and which is new is our reading of the data: a commune is the same when it has one
predecessor that went into it whole; a province when it was not merged with another (the resolutions of 2025 speak of
“arranging all of … into a new province”). The data names no first day, so what is older than the day from which it is
taken to hold is not told.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kheo.core.access import FOREVER
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.loading.mending import misplaced, untangled
from kheo.text import plain, sort_key

HOLDS_FROM = date(2021, 1, 1)
BORDER = date(2025, 7, 1)
SOURCE_OLD = "vietnamadminunits: đơn vị hành chính đến 30/6/2025; ngày bắt đầu lấy chung 01/01/2021"
SOURCE_NEW = "vietnamadminunits: đơn vị hành chính từ 01/7/2025"
COUNTRY = "vn"

_KINDS = {
    "Tỉnh": "tinh",
    "Huyện": "huyen",
    "Quận": "quan",
    "Thị xã": "thi-xa",
    "Xã": "xa",
    "Phường": "phuong",
    "Thị trấn": "thi-tran",
    "Đặc khu": "dac-khu",
}
_WORDS = (*_KINDS, "Thành phố")


@dataclass(frozen=True, slots=True)
class Name:
    """What a locality was called and was over a span. `short` is the name without the word for its kind."""

    name: str
    short: str
    kind: str
    start: date
    end: date
    latitude: float | None
    longitude: float | None
    source: str

    @property
    def within(self) -> str:
        """The name as it stands inside a sentence: xã Tân Lập, but Phường 1 (NĐ 30/2020, phụ lục II)."""
        return self.name if self.short.isdigit() else self.name[:1].lower() + self.name[1:]


@dataclass(frozen=True, slots=True)
class Heir:
    """Who took a locality over. `whole` says that all of it went there; else the share is unknown."""

    code: str
    whole: bool
    custodian: bool


@dataclass(slots=True)
class Locality:
    """A place with its names, the localities above it, each with its span, and its heirs on the border day."""

    code: str
    level: str
    names: list[Name]
    above: list[tuple[str, date, date]]
    heirs: list[Heir] = field(default_factory=list)

    @property
    def start(self) -> date:
        """Its first day, as far as is known."""
        return self.names[0].start

    @property
    def end(self) -> date:
        """The day from which it is no more; FOREVER where it is."""
        return self.names[-1].end


def folder() -> Path:
    """Where the package keeps its data. Raises Invalid where it is not installed."""
    found = find_spec("vietnamadminunits")
    if found is None or found.origin is None:
        sentence = mark("The data of Vietnam's units is not installed: pip install --no-deps vietnamadminunits==1.0.4")
        raise Invalid("no-data", sentence)
    return Path(found.origin).parent / "data"


class Source:
    """The data in memory: some 14,000 rows."""

    def __init__(self, data: Path) -> None:
        """Read it from the package's folder."""
        with closing(sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            self._old = [dict(row) for row in connection.execute("SELECT * FROM admin_units_legacy")]
            self._new = [dict(row) for row in connection.execute("SELECT * FROM admin_units")]
        changes = json.loads((data / "converter_2025.json").read_text("utf-8"))
        self._merged: dict[str, list[str]] = changes["DICT_PROVINCE"]
        self._whole: dict[str, dict[str, list[str]]] = {}
        self._divided: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for province, whole in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            divided = changes["DICT_PROVINCE_WARD_DIVIDED"].get(province, {})
            self._whole[province], self._divided[province] = untangled(whole, divided)
        self._take_off_the_map()

    def _take_off_the_map(self) -> None:
        """No place is better than a namesake's."""
        places = {_old_key(row): (row["wardLat"], row["wardLon"]) for row in self._old}
        for row in self._new:
            made_of = self._whole[row["provinceKey"]].get(row["wardKey"], ())
            if misplaced((row["wardLat"], row["wardLon"]), [places[old] for old in made_of]):
                row["wardLat"] = row["wardLon"] = None

    def provinces(self) -> dict[str, str]:
        """The provinces of today by their keys, with their names."""
        return {row["provinceKey"]: row["province"] for row in self._new}

    def province_called(self, name: str) -> str:
        """The key of a present province by its name or that of one that became it, with or without diacritics or
        “tỉnh”. Raises Invalid.
        """
        wanted = _bare(name)
        for key, full in self.provinces().items():
            if _bare(full) == wanted:
                return key
        for key, merged in self._merged.items():
            if wanted in {_bare(self._old_by_province[old][0]["province"]) for old in merged}:
                return key
        sentence = mark("There is no province “{name}”; since 1/7/2025 there are: {known}.")
        raise Invalid("province", sentence, name=name, known=", ".join(sorted(self.provinces().values(), key=sort_key)))

    def localities(self, province: str) -> list[Locality]:
        """A present province with all that became it: provinces, districts, communes; what is above comes first."""
        return [
            *self._provinces_of(province),
            *self._districts_of(province),
            *self._old_communes_of(province),
            *self._new_communes_of(province),
        ]

    @cached_property
    def _new_by_province(self) -> dict[str, list[dict[str, Any]]]:
        return _grouped(self._new, "provinceKey")

    @cached_property
    def _old_by_province(self) -> dict[str, list[dict[str, Any]]]:
        return _grouped(self._old, "provinceKey")

    def _provinces_of(self, province: str) -> Iterator[Locality]:
        row, merged = self._new_by_province[province][0], self._merged[province]
        own = self._code_of_new(province)
        for key in merged:
            old = self._old_by_province[key][0]
            end = FOREVER if len(merged) == 1 else BORDER
            names = [_name(old, "province", HOLDS_FROM, BORDER, SOURCE_OLD)]
            if end == FOREVER:
                names = _going_on(names[0], _name(row, "province", BORDER, FOREVER, SOURCE_NEW))
            code = f"vn-p{old['provinceCode']}"
            heirs = [] if end == FOREVER else [Heir(own, whole=True, custodian=True)]
            yield Locality(code, "province", names, [(COUNTRY, HOLDS_FROM, end)], heirs)
        if len(merged) > 1:
            names = [_name(row, "province", BORDER, FOREVER, SOURCE_NEW)]
            yield Locality(own, "province", names, [(COUNTRY, BORDER, FOREVER)])

    def _code_of_new(self, province: str) -> str:
        merged = self._merged[province]
        if len(merged) == 1:
            return f"vn-p{self._old_by_province[merged[0]][0]['provinceCode']}"
        return f"vn-p{self._new_by_province[province][0]['provinceCode']}-2025"

    def _districts_of(self, province: str) -> Iterator[Locality]:
        """A district has no successor in the data: its heirs are those of its communes, shares unknown.

        Of several none has its records (plan.py gives them to the province); a single one has.
        """
        for key in self._merged[province]:
            for rows in _grouped(self._old_by_province[key], "districtCode").values():
                row = rows[0]
                heirs = {heir for one in rows for heir, _, _ in self._heirs_of(province, one)}
                yield Locality(
                    f"vn-d{row['districtCode']}",
                    "district",
                    [_name(row, "district", HOLDS_FROM, BORDER, SOURCE_OLD)],
                    [(f"vn-p{row['provinceCode']}", HOLDS_FROM, BORDER)],
                    [Heir(heir, whole=len(heirs) == 1, custodian=len(heirs) == 1) for heir in sorted(heirs)],
                )

    def _old_communes_of(self, province: str) -> Iterator[Locality]:
        own = self._code_of_new(province)
        for key in self._merged[province]:
            for row in self._old_by_province[key]:
                if not row["ward"]:  # five island districts had no commune
                    continue
                code, heirs = f"vn-c{row['wardCode']}", self._heirs_of(province, row)
                names = [_name(row, "ward", HOLDS_FROM, BORDER, SOURCE_OLD)]
                above = [(f"vn-d{row['districtCode']}", HOLDS_FROM, BORDER)]
                if heirs[0][0] == code:
                    names = _going_on(
                        names[0], _name(self._new_row(province, row), "ward", BORDER, FOREVER, SOURCE_NEW)
                    )
                    above.append((own, BORDER, FOREVER))
                    yield Locality(code, "commune", names, above)
                else:
                    yield Locality(code, "commune", names, above, [Heir(*heir) for heir in heirs])

    def _new_communes_of(self, province: str) -> Iterator[Locality]:
        own = self._code_of_new(province)
        for row in self._new_by_province[province]:
            code = self._codes_of(province)[row["wardKey"]]
            if code.endswith("-2025"):
                names = [_name(row, "ward", BORDER, FOREVER, SOURCE_NEW)]
                yield Locality(code, "commune", names, [(own, BORDER, FOREVER)])

    def _codes_of(self, province: str) -> dict[str, str]:
        """The codes of today's communes: the old one where a commune goes on, else one that says that it is new."""
        return self._all_codes[province]

    @cached_property
    def _all_codes(self) -> dict[str, dict[str, str]]:
        by_key = {_old_key(row): row for row in self._old}
        codes: dict[str, dict[str, str]] = {}
        for province, rows in self._new_by_province.items():
            receiving = {part["newWardKey"] for parts in self._divided[province].values() for part in parts}
            codes[province] = {}
            for row in rows:
                whole = self._whole[province].get(row["wardKey"], [])
                goes_on = len(whole) == 1 and row["wardKey"] not in receiving and by_key.get(whole[0], {}).get("ward")
                codes[province][row["wardKey"]] = (
                    f"vn-c{by_key[whole[0]]['wardCode']}" if goes_on else f"vn-c{row['wardCode']}-2025"
                )
        return codes

    @cached_property
    def _heir_by_key(self) -> dict[str, str]:
        return {old: new for wards in self._whole.values() for new, olds in wards.items() for old in olds}

    def _heirs_of(self, province: str, row: dict[str, Any]) -> list[tuple[str, bool, bool]]:
        """(code, whole, custodian) of those that a commune, or a district without communes, went to."""
        codes, key = self._codes_of(province), _old_key(row)
        if key in self._heir_by_key:
            return [(codes[self._heir_by_key[key]], True, True)]
        parts = self._divided[province][key]
        return [(codes[part["newWardKey"]], False, bool(part["isDefaultNewWard"])) for part in parts]

    def _new_row(self, province: str, row: dict[str, Any]) -> dict[str, Any]:
        ward = self._heir_by_key[_old_key(row)]
        return next(one for one in self._new_by_province[province] if one["wardKey"] == ward)


def _old_key(row: dict[str, Any]) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _name(row: dict[str, Any], column: str, start: date, end: date, source: str) -> Name:
    """The name says of what kind it is; the columns beside it contradict it in places, and “Thị Xã” is “Thị xã”."""
    name, place = row[column], (row.get(f"{column}Lat"), row.get(f"{column}Lon"))
    word = next(word for word in _WORDS if name.lower().startswith(f"{word.lower()} "))
    short = name[len(word) :].strip()
    kind = _KINDS.get(word) or ("thanh-pho-tw" if column == "province" else "thanh-pho")
    return Name(f"{word} {short}", short, kind, start, end, *place, source)


def _going_on(old: Name, new: Name) -> list[Name]:
    """The names of what goes on: one where nothing changed, at the place that it has today."""
    if (old.name, old.kind) != (new.name, new.kind):
        return [old, new]
    return [replace(new, start=old.start, source=old.source)]


def _grouped(rows: list[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return dict(groups)


def _bare(name: str) -> str:
    folded = " ".join(plain(name).split())
    for word in ("tinh ", "thanh pho ", "tp. ", "tp "):
        folded = folded.removeprefix(word)
    return folded

"""A sample to try the platform on: Tây Ninh's real units, and invented people named by what they are.

Every sample person is made by the same actions as a real one; each signs in with the one password that this
installation made for its sample (`password_of`). Nothing of it belongs on an installation that serves an office.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from kheo.core.access import System
from kheo.core.access.visibility import day_of
from kheo.core.actions.receipts import Unremembered
from kheo.i18n import mark
from kheo.organisations.actions.grants import Access, give_access
from kheo.organisations.actions.mandates import appoint, assign_locality, offer_handover, take_leave
from kheo.organisations.actions.people import open_account, register_person
from kheo.organisations.actions.second_step import require_second_step
from kheo.organisations.groups import load_groups
from kheo.organisations.loading.everything import load
from kheo.organisations.models import Mandate, Person, Role, Unit
from kheo.organisations.policies import LOADER

PROVINCE = "Tây Ninh"
_P = "vn-p80-2025"
_C = "vn-c25657-2025"
_BEGAN = date(2025, 7, 1)


class Part(NamedTuple):
    """Someone of the sample: sign-in name, name, role, and the code of the unit."""

    username: str
    name: str
    role: str
    unit: str


CAST = (
    Part("quantri", "Quản trị viên (giả định)", "administrator", "vn"),
    Part("bithu", "Bí thư Tỉnh uỷ (giả định)", "secretary", f"{_P}.committee"),
    Part("truongban", "Trưởng Ban Tuyên giáo và Dân vận (giả định)", "head", f"{_P}.guide.ban-tgdv"),
    Part("thuongtruc", "Chuyên viên Thường trực (giả định)", "secretariat", f"{_P}.guide.ban-tgdv"),
    Part("thuongtruc2", "Chuyên viên Tổng hợp (giả định)", "secretariat", f"{_P}.guide.ban-tgdv"),
    Part("tinhuyvien", "Tỉnh uỷ viên phụ trách địa bàn (giả định)", "committee-member", f"{_P}.committee"),
    Part("mattran", "Cán bộ Mặt trận tỉnh (giả định)", "focal", f"{_P}.front"),
)


def password_of(home: Path) -> str:
    """The password of the sample people of an installation, made once and kept in its folder."""
    path = home / "sample-password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"mau-{secrets.token_hex(5)}", "ascii")
    return path.read_text("ascii")


def load_sample(password: str, *, clock: Callable[[], datetime]) -> Iterator[str]:
    """Load what is missing of the sample, telling it line by line. Raises Invalid where the data is not installed."""
    by = System(LOADER)
    for _done, _of, name, count in load(PROVINCE, by=by, clock=clock):
        yield f"{name}: {count}"
    load_groups(by=by, at=clock())
    if Person.objects.exists():
        return
    at = clock()
    require_second_step(Role.objects.get(code="administrator"), by=by, at=at, required=False)  # no phone at hand to try
    people = {part.username: _join(part, password, by, at) for part in (*CAST, *_communes())}
    _relate(people, by, at)
    yield mark("sample people were made")


def _communes() -> Iterator[Part]:
    """Focal officers of the first communes of the province."""
    under = Unit.objects.filter(code__startswith="vn-c", code__endswith=".committee", spells__end=date.max)
    for number, unit in enumerate(under.order_by("code")[:6], 1):
        spell = unit.spells.latest("start")
        yield Part(f"xa{number}", f"Cán bộ đầu mối {number}, {spell.name} (giả định)", "focal", unit.code)


def _join(part: Part, password: str, by: System, at: datetime) -> Person:
    expires = day_of(at) + timedelta(days=3 * 365)
    unit, role = Unit.objects.get(code=part.unit), Role.objects.get(code=part.role)
    email = f"{part.username}@example.invalid"
    person: Person = register_person(by=by, at=at, name=part.name, expires=expires, email=email)
    appoint(unit, by=by, at=at, person=person, role=role, start=_BEGAN, basis="Quyết định mẫu số 01-QĐ/MAU")
    opened: Person = open_account(person, by=by, at=at, username=part.username, password=Unremembered(password))
    return opened


def _relate(people: dict[str, Person], by: System, at: datetime) -> None:
    """A locality assigned, a leave with its deputy, work being handed over, access given: one of each to look at."""
    today = day_of(at)
    mandates = {name: Mandate.objects.get(person=person) for name, person in people.items()}
    locality = Unit.objects.get(pk=mandates["xa1"].unit_id)
    place = Unit.objects.get(code=locality.code.removesuffix(".committee"))
    assign_locality(mandates["tinhuyvien"], by=by, at=at, unit=place, start=today)
    values: dict[str, Any] = {"start": today, "end": today + timedelta(days=14)}
    take_leave(mandates["xa2"], by=by, at=at, deputy=people["xa3"], **values)
    from kheo.organisations.actor import PersonActor

    officer = PersonActor(people["thuongtruc"].pk)
    offer_handover(mandates["thuongtruc"], by=officer, at=at, taker=mandates["thuongtruc2"], note="Hồ sơ quý IV (mẫu)")
    reason = "Phối hợp kiểm tra quý IV (mẫu)"
    access = Access("people.read", people["mattran"], reason, today, **_one(mandates["xa1"]))
    give_access(locality, by=by, at=at, access=access)


def _one(mandate: Mandate) -> dict[str, Any]:
    return {"kind": "organisations.mandate", "key": mandate.pk}

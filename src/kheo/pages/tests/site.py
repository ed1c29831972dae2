"""A small site over the sample area of the floor: a list, a record, a form, a step to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path

from kheo.core.access import fetch
from kheo.core.errors import Invalid
from kheo.core.expressions import Column
from kheo.core.tests.people import LAN, MINH, Person, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Unit
from kheo.pages.answering import answer
from kheo.pages.forms import DeedForm
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.listing.showing import Page
from kheo.pages.states import looks, state_of
from kheo.pages.timeline import timeline

PEOPLE = {"lan": LAN, "minh": MINH}

looks("sample.paper", {"draft": "working", "sent": "waiting", "kept": "accepted", "dropped": "retired"})

PAPERS = Listing(
    name="papers",
    title="Models",
    columns=(
        Col("title", "Name of the model", lambda paper: paper.title, by="title"),
        Col("state", "State", state_of, kind="state", plain=lambda paper: paper.state),
        Col("unit", "Unit", lambda paper: paper.unit.name, by="unit__name"),
        Col("households", "Households", lambda paper: paper.households, by="households", kind="number"),
        Col("public", "Show it to the public", lambda paper: paper.public),
    ),
    order="title",
    link=lambda paper: f"/papers/{paper.pk}/",
    empty="No model has been registered yet. The focal officer of a unit registers one.",
    filters=(
        Column("title", "text", ("name",), path="title", folded="title"),
        Column("households", "number", ("households",), path="households"),
    ),
    words="title",
)


class PaperForm(DeedForm):
    title = forms.CharField(label="Name of the model", max_length=60)
    households = forms.IntegerField(label="Households", required=False)


class Confirm(DeedForm):
    submit = "Send the report"


def actor_of(account: Any, at: datetime) -> Person:
    person = PEOPLE[account.username]
    return over(person, 1, "read", "edit") if person is LAN else over(person, 1, "read")


def names_of(keys: Iterable[str]) -> dict[str, str]:
    return {key: {"person:lan": "Lan", "person:minh": "Minh"}[key] for key in keys}


def papers(request: Any) -> HttpResponse:
    page = listed(PAPERS, request, Paper.objects.visible_to(request.actor, request.at).select_related("unit"))
    return render(request, "pages/list.html", {"page": page}) if isinstance(page, Page) else page


def paper(request: Any, pk: int) -> HttpResponse:
    found = fetch(Paper.objects.visible_to(request.actor, request.at), pk)
    return HttpResponse("\n".join(f"{step.what}|{step.who}|{step.differences}" for step in timeline(found, LABELS)))


LABELS = {"title": "Name of the model", "households": "Households", "state": "State"}


def edit(request: Any, pk: int) -> HttpResponse:
    found = fetch(Paper.objects.visible_to(request.actor, request.at), pk)
    form = PaperForm.of(request, found)

    def act(**how: Any) -> Paper:
        if form.cleaned_data["title"] == "cấm":
            raise Invalid("title", "This cannot be kept", fields={"title": ["This cannot be kept"]})
        values = {name: form.cleaned_data[name] for name in ("title", "households")}
        return actions.edit(found, **values, **how)

    return answer(request, form, act, done=lambda done: f"/papers/{done.pk}/", said="Save", title="Change the report")


def send(request: Any, pk: int) -> HttpResponse:
    found = fetch(Paper.objects.visible_to(request.actor, request.at), pk)
    form = Confirm.of(request, found)
    act = partial(actions.send, found)
    return answer(
        request, form, act, done=lambda done: "/papers/", said="Save", template="pages/confirm.html", title="Send"
    )


def fails(request: Any) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [
    path("", include("kheo.config.urls")),
    path("papers/", papers),
    path("papers/<int:pk>/", paper),
    path("papers/<int:pk>/edit/", edit),
    path("papers/<int:pk>/send/", send),
    path("fails/", fails),
]
handler400, handler403, handler404, handler500 = (
    f"kheo.pages.views.{name}" for name in ("bad_request", "forbidden", "not_found", "broken")
)


def write(count: int, **values: Any) -> list[Paper]:
    """Papers of one unit that both people see."""
    unit = Unit.objects.filter(pk=1).first() or actions.found(by=LAN, at=AT, name="Xã Tân Lập")
    return [
        actions.write(unit, by=LAN, at=AT, **{"title": f"Ngõ {number:03}", "households": number, **values})
        for number in range(count)
    ]


AT = datetime.fromisoformat("2026-07-01T02:00:00+00:00")


def account(name: str, password: str, **values: Any) -> Any:
    """An account as the area that keeps them has it; the floor's people stand for the person behind it."""
    model: Any = get_user_model()
    person: Any = model._meta.get_field("person").related_model
    [made] = QuerySet(person).bulk_create([person(expires=AT.date())])
    fresh = model(username=name, person=made, **values)
    fresh.set_password(password)
    fresh.save()
    return fresh


@pytest.fixture
def site(db: str) -> Iterator[None]:
    """The site over an empty database: unit 1 stands, Lan and Minh read it and have accounts."""
    here = "kheo.pages.tests.site"
    stands_under(1)
    for name in PEOPLE:
        account(name, f"mật khẩu của {name}")
    with override_settings(ROOT_URLCONF=here, KHEO_ACTOR=f"{here}.actor_of", KHEO_NAMES=f"{here}.names_of"):
        yield


@pytest.fixture
def client(site: None) -> Client:
    """Lan, signed in."""
    return signed_in("lan")


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(username=name))
    assert settings.KHEO_ACTOR
    return client

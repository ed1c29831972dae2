"""Addresses of the area, grouped by what they are about."""

from __future__ import annotations

from django.urls import path

from kheo.organisations.views import access, files, home, journal, mandates, people, second_step, signing, units

app_name = "organisations"
urlpatterns = [
    path("", home.home, name="home"),
    path("units/", units.tree, name="units"),
    path("units/file/", files.download, {"kind": files.UNITS}, name="units-file"),
    path("units/import/", files.upload, {"kind": files.UNITS}, name="units-import"),
    path("units/import/<str:token>/", files.rehearsal, {"kind": files.UNITS}, name="units-rehearsal"),
    path("people/file/", files.download, {"kind": files.PEOPLE}, name="people-file"),
    path("people/import/", files.upload, {"kind": files.PEOPLE}, name="people-import"),
    path("people/import/<str:token>/", files.rehearsal, {"kind": files.PEOPLE}, name="people-rehearsal"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/journal/", units.timeline, name="unit-journal"),
    path("units/<int:pk>/found/", units.found, name="unit-found"),
    path("units/<int:pk>/rename/", units.rename, name="unit-rename"),
    path("units/<int:pk>/move/", units.move, name="unit-move"),
    path("units/<int:pk>/merge/", units.merge, name="unit-merge"),
    path("units/<int:pk>/split/", units.split, name="unit-split"),
    path("units/<int:pk>/close/", units.close, name="unit-close"),
    path("units/<int:pk>/document/", units.document, name="unit-document"),
    path("units/<int:pk>/appoint/", mandates.appoint, name="appoint"),
    path("units/<int:pk>/give/", access.give, name="give"),
    path("people/", people.people, name="people"),
    path("people/new/", people.register, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/correct/", people.correct, name="person-correct"),
    path("people/<int:pk>/keep/", people.keep, name="person-keep"),
    path("people/<int:pk>/erase/", people.erase, name="person-erase"),
    path("people/<int:pk>/account/", people.account, name="person-account"),
    path("people/<int:pk>/password/", people.password, name="person-password"),
    path("people/<int:pk>/second-step/", people.second_step, name="person-second-step"),
    path("mandates/<int:pk>/", mandates.mandate, name="mandate"),
    path("mandates/<int:pk>/end/", mandates.end, name="mandate-end"),
    path("mandates/<int:pk>/locality/", mandates.locality, name="mandate-locality"),
    path("mandates/<int:pk>/leave/", mandates.leave, name="mandate-leave"),
    path("mandates/<int:pk>/deputy/", mandates.deputy, name="mandate-deputy"),
    path("mandates/<int:pk>/handover/", mandates.handover, name="mandate-handover"),
    path("handovers/<int:pk>/<str:move>/", mandates.settle, name="handover"),
    path("account/sessions/", signing.sessions, name="sessions"),
    path("account/second-step/", second_step.overview, name="second-step"),
    path("account/second-step/phone/", second_step.phone, name="second-step-phone"),
    path("account/second-step/passkey/", second_step.passkey, name="second-step-passkey"),
    path("account/second-step/codes/", second_step.codes, name="second-step-codes"),
    path("account/second-step/<int:pk>/remove/", second_step.remove, name="second-step-remove"),
    path("access/", access.grants, name="grants"),
    path("access/<int:pk>/withdraw/", access.withdraw, name="grant-withdraw"),
    path("journal/", journal.deeds, name="journal"),
    path("journal/seals/", journal.seals, name="seals"),
    path("journal/<uuid:pk>/", journal.deed, name="deed"),
]

"""Addresses of notices."""

from __future__ import annotations

from django.urls import path

from kheo.pages.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read, name="read"),
    path("settings/", views.settings, name="settings"),
]

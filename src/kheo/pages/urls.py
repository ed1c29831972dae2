"""Addresses of the house itself."""

from __future__ import annotations

from django.urls import path

from kheo.pages import searching, views

app_name = "pages"
urlpatterns = [
    path("choose/", views.choose, name="choose"),
    path("search/", searching.search, name="search"),
    path("parts/", views.parts, name="parts"),
]

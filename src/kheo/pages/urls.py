"""Addresses of the house itself."""

from __future__ import annotations

from django.urls import path

from kheo.pages import files, searching, views

app_name = "pages"
urlpatterns = [
    path("choose/", views.choose, name="choose"),
    path("files/<int:pk>/", files.download, name="file"),
    path("files/<int:pk>/remove/", files.remove, name="file-remove"),
    path("files/waiting/<str:token>/", files.review, name="file-review"),
    path("files/waiting/<str:token>/picture/", files.waiting_picture, name="file-waiting"),
    path("search/", searching.search, name="search"),
    path("parts/", views.parts, name="parts"),
]

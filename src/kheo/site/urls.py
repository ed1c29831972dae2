"""The reader within the platform, at /read/."""

from __future__ import annotations

from django.urls import path

from kheo.site import views

app_name = "reader"
urlpatterns = [path("", views.read_document, name="read"), path("page.css", views.page_style, name="style")]

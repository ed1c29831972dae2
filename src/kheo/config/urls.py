"""Every address of the platform."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from kheo.organisations.views.invitations import accept, arrive
from kheo.organisations.views.second_step import second
from kheo.organisations.views.signing import SignIn

urlpatterns = [
    path("", include("kheo.organisations.urls")),
    path("", include("kheo.pages.urls")),
    path("notices/", include("kheo.pages.notices.urls")),
    path("read/", include("kheo.site.urls")),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-in/second/", second, name="second-step"),
    path("invitation/", accept, name="invitation"),
    path("invitation/<str:token>/", arrive, name="invitation-arrive"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]

handler400 = "kheo.pages.views.bad_request"
handler403 = "kheo.pages.views.forbidden"
handler404 = "kheo.pages.views.not_found"
handler500 = "kheo.pages.views.broken"

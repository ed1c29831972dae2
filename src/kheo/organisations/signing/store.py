"""Where sessions are kept (setting SESSION_ENGINE): as Django does, with the sign-in beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db

if TYPE_CHECKING:
    from kheo.organisations.models import Session


class SessionStore(db.SessionStore):
    """Keeps which sign-in a session belongs to in a column of its own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        from kheo.organisations.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A row for what the session holds."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of get_model_class
        row.sign_in_id = data.get("sign_in")
        return row

"""Publishing a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kheo.core.forms.models import FormVersion
from kheo.core.forms.schema import read_schema

if TYPE_CHECKING:
    from kheo.core.actions import Deed


def publish(deed: Deed, *, code: str, definition: dict[str, Any]) -> FormVersion:
    """Publish the next version of a form; the same definition as the last gives that one. Raises Invalid.

    Who may is the business of the action that calls this.
    """
    read_schema(definition)
    last: FormVersion | None = FormVersion.objects.filter(code=code).order_by("-number").first()
    if last is not None and last.definition == definition:
        return last
    return deed.create(FormVersion, code=code, number=last.number + 1 if last else 1, definition=definition)

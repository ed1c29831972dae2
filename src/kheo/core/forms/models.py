"""The table of published forms."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from kheo.core.access import Visibility
from kheo.core.forms.schema import Schema, read_schema
from kheo.core.record import Record


class FormVersion(Record):
    """A version of a form. It is never changed: what was filled on it must stay readable as it was."""

    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    definition: models.JSONField[Any, Any] = models.JSONField()

    visibility: ClassVar[Visibility] = Visibility("read", unit=None, published=models.Q(pk__isnull=False))

    class Meta:
        """A number is given once."""

        db_table = "form_version"
        constraints = (models.UniqueConstraint(fields=["code", "number"], name="form_version_number"),)

    @property
    def schema(self) -> Schema:
        """The form itself."""
        return read_schema(self.definition)

"""A column that rows are put in order by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Column = models.CharField[Any, Any]
else:
    _Column = models.CharField


class SortKeyField(_Column):
    """Keys of kheo.text.sort_key, which any database must compare by code point, whatever its locale."""

    def db_parameters(self, connection: Any) -> Any:
        """SQLite compares so by itself."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

"""A record: a row that only deeds write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

    from kheo.core.access import Actor, Visibility
    from kheo.core.lifecycle import Lifecycle

_WRITTEN_BY_DEEDS = "records are written by a deed (kheo.core.actions), so that nothing misses the journal"


class RecordQuerySet(models.QuerySet[Any]):
    """Reads records; the ways in which Django would write them past the journal are closed."""

    def visible_to(self, actor: Actor, at: datetime) -> Self:
        """The rows that a person may see at a moment, as their model's `visibility` says."""
        return self.filter(self.model.visibility.rows(self.model, actor, at))

    def _refused(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError(_WRITTEN_BY_DEEDS)

    create = update = delete = bulk_create = bulk_update = _refused
    get_or_create = update_or_create = _refused


class Record(models.Model):
    """Base of every table that actions change.

    `version` counts the writes; a write names the version that it saw, and is refused when another came between.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordQuerySet.as_manager()

    lifecycle: ClassVar[Lifecycle | None] = None
    """The table of states and moves, for models with a `state`; only `deed.move` writes that field."""

    visibility: ClassVar[Visibility]
    """Who may see a row."""

    personal: ClassVar[frozenset[str]] = frozenset()
    """Fields with values of a person that stand here in clear; the journal keeps only commitments to them. Encrypted
    fields count as personal by themselves."""

    data_key: Any
    """For models with personal values: the name of the key under which they are encrypted (kheo.core.secrets)."""

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Closed: see `Deed.create` and `Deed.change`."""
        raise TypeError(_WRITTEN_BY_DEEDS)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Closed: see `Deed.remove`."""
        raise TypeError(_WRITTEN_BY_DEEDS)


def kind_of(record: Record | type[Record]) -> str:
    """The name of a record's kind in the journal and in addresses, such as `organisations.unit`."""
    return record._meta.label_lower

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from kheo.core.search import Document, searched
from kheo.core.tests.sample.models import Paper, Thread

FIRST_DAY = date(2020, 1, 1)


@searched("paper", Paper)
def papers(keys: Collection[int]) -> Iterator[Document]:
    """A paper is newer by a day for each household, so that tests choose."""
    rows = Paper.objects.filter(pk__in=keys).exclude(title="secret")
    for pk, title, writer, households in rows.values_list("pk", "title", "writer", "households"):
        yield Document(pk, (title, writer), FIRST_DAY + timedelta(days=households or 0))


@searched("thread", Thread, hides=lambda word: f"x{sum(map(ord, word))}")
def threads(keys: Collection[int]) -> Iterator[Document]:
    """Seen by nobody but by grant; only marks of the nickname are kept."""
    for pk, nickname in Thread.objects.filter(pk__in=keys).values_list("pk", "nickname"):
        yield Document(pk, (" ".join(f"x{sum(map(ord, word))}" for word in nickname.split()),), FIRST_DAY)

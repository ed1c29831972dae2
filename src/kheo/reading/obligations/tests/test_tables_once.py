"""A table that the format knows is read once."""

from __future__ import annotations

from kheo.reading import read_path
from kheo.reading.samples import folder


def test_the_rows_of_a_word_table_give_one_order_each() -> None:
    reading = read_path(folder() / "ke-hoach-ubnd.docx")
    spans = [order.span for order in reading.obligations]
    assert len(spans) == len(set(spans))

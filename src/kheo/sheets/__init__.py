"""Tables that travel as .xlsx: written so that nothing in them runs, read with every fault named by its cell, handed
back with the faults marked. Plain Python over openpyxl; what rows mean, areas know.
"""

from kheo.sheets.marking import marked
from kheo.sheets.reading import Fault, Row, Table, TooMuch, read
from kheo.sheets.schema import Field, Sheet
from kheo.sheets.writing import write

__all__ = ["Fault", "Field", "Row", "Sheet", "Table", "TooMuch", "marked", "read", "write"]

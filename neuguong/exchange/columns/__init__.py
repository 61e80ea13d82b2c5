"""Columns of the lists that go out and come back: one heading, one key of our reader, one value."""

from neuguong.exchange.columns.column import ListColumn, heads_of, lines_of
from neuguong.exchange.columns.deeds import DEED_COLUMNS
from neuguong.exchange.columns.people import PERSON_COLUMNS
from neuguong.exchange.columns.units import UNIT_COLUMNS

__all__ = [
    "DEED_COLUMNS",
    "PERSON_COLUMNS",
    "UNIT_COLUMNS",
    "ListColumn",
    "heads_of",
    "lines_of",
]

"""What a column of a list is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from neuguong.lib.tables import Head, Value

Row = TypeVar("Row")


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """A column: the key under which our reader knows it ("" if it does not), its heading, its value."""

    key: str
    heading: str
    value: Callable[[Row], Value]
    width: int = 16


def heads_of(columns: Sequence[ListColumn[Row]]) -> list[Head]:
    """The headings of a list."""
    return [Head(column.heading, column.width) for column in columns]


def lines_of(columns: Sequence[ListColumn[Row]], rows: Iterable[Row]) -> Iterator[list[Value]]:
    """The values of a list, line by line."""
    return ([column.value(row) for column in columns] for row in rows)

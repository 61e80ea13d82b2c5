"""Cells, rows and sheets of a file, whatever its format; knows places and merges, not meanings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from neuguong.exchange.workbook.places import Merge, cell_position
from neuguong.exchange.workbook.refusals import too_big
from neuguong.lib.vietnamese import nfc

_MAX_COVERED: Final = 2_000_000  # cells under merged ranges


@dataclass(frozen=True, slots=True)
class CellFault:
    """What stands where a value should be: a formula never counted, or an error of Excel."""

    code: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown


Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | CellFault | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it: its number in the workbook, and values from column A on."""

    number: int
    values: tuple[Value, ...]
    hidden: bool = False

    def at(self, column: int) -> Value:
        """The value in a column counted from 1; None beyond the last."""
        return self.values[column - 1] if 0 < column <= len(self.values) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows that are not blank, in order, and which cells are merged."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    _tops: dict[tuple[int, int], Merge] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _numbers: dict[int, Row] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._numbers.update((row.number, row) for row in self.rows)
        last_row = self.rows[-1].number if self.rows else 0
        width = max((len(row.values) for row in self.rows), default=0)
        covered = 0
        for merge in self.merges:
            bottom, right = min(merge.bottom, last_row), min(merge.right, width)
            covered += max(0, bottom - merge.top + 1) * max(0, right - merge.left + 1)
            if covered > _MAX_COVERED:
                raise too_big()
            for row in range(merge.top, bottom + 1):
                for column in range(merge.left, right + 1):
                    self._tops.setdefault((row, column), merge)

    def mended(self, cells: Mapping[str, str]) -> "Sheet":
        """The same sheet with what a person typed over some cells ({"E8": "15.500.000"})."""
        rows = {row.number: list(row.values) for row in self.rows}
        hidden = {row.number for row in self.rows if row.hidden}
        for reference, text in cells.items():
            number, column = cell_position(reference)
            values = rows.setdefault(number, [])
            values.extend([None] * (column - len(values)))
            values[column - 1] = clean_value(text)
        fresh = tuple(Row(n, tuple(rows[n]), n in hidden) for n in sorted(rows))
        return Sheet(self.name, fresh, self.merges, self.hidden, self.hidden_columns)

    def part(self, top: int, bottom: int) -> "Sheet":
        """The same sheet with its rows from `top` to before `bottom` only; they keep their numbers."""
        rows = tuple(row for row in self.rows if top <= row.number < bottom)
        return Sheet(self.name, rows, self.merges, self.hidden, self.hidden_columns)

    def row(self, number: int) -> Row | None:
        """The row of this number, or None when it is blank."""
        return self._numbers.get(number)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that covers a cell, its own top left corner included."""
        return self._tops.get((row, column))

    def value(self, row: int, column: int) -> Value:
        """What stands in the cell itself, None when blank."""
        found = self._numbers.get(row)
        return found.at(column) if found else None

    def merged_value(self, row: int, column: int) -> Value:
        """The same, but a covered cell answers with the value of its range."""
        merge = self._tops.get((row, column))
        return self.value(merge.top, merge.left) if merge else self.value(row, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of a file in their order, and what kind of file it was, such as "xlsx"."""

    kind: str
    sheets: tuple[Sheet, ...]

    def mended(self, cells: Mapping[str, Mapping[str, str]]) -> "Workbook":
        """The same workbook with cells typed over, by the name of their sheet."""
        return Workbook(
            self.kind, tuple(s.mended(cells[s.name]) if s.name in cells else s for s in self.sheets)
        )


def clean_value(value: Value) -> Value:
    """NFC on the way in; blank text is nothing, whole floats are integers."""
    if isinstance(value, str):
        if not value or value.isspace():
            return None
        return value if value.isascii() else nfc(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def as_text(value: Value) -> str:
    """What a cell shows, in one line less spaces around; whole numbers without decimals."""
    return "" if value is None else str(value).strip()

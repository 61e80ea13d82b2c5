"""Opens a workbook or a table of text from its bytes; knows cells and merges, not what they mean."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from neuguong.exchange.workbook.archive import (
    MAX_COLUMN,
    MAX_ROW,
    Merge,
    SheetShape,
    cell_position,
    locked_workbook,
    measure_archive,
    not_a_workbook,
    too_big,
    too_many_columns,
    too_many_rows,
)
from neuguong.exchange.workbook.oldfonts import from_tcvn3, is_tcvn3, may_be_tcvn3
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

MAX_FILE: Final = 20 * 1024 * 1024
_MAX_COVERED: Final = 2_000_000  # cells under merged ranges
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_SIGN: Final = "EncryptedPackage".encode("utf-16-le")
_SEPARATORS: Final = (",", ";", "\t", "|")
_CONTROLS: Final = frozenset(range(9)) | frozenset(range(14, 32))


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
            values[column - 1] = _clean(text)
        fresh = tuple(Row(n, tuple(rows[n]), n in hidden) for n in sorted(rows))
        return Sheet(self.name, fresh, self.merges, self.hidden)

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
    """All sheets of a file in their order, and what kind of file it was: "xlsx" or "csv"."""

    kind: str
    sheets: tuple[Sheet, ...]

    def mended(self, cells: Mapping[str, Mapping[str, str]]) -> "Workbook":
        """The same workbook with cells typed over, by the name of their sheet."""
        return Workbook(
            self.kind, tuple(s.mended(cells[s.name]) if s.name in cells else s for s in self.sheets)
        )


def read_workbook(data: bytes) -> Workbook:
    """The sheets of a file, whose kind is found in its bytes, never in its name; Refused otherwise."""
    if len(data) > MAX_FILE:
        text = _(
            "Tệp lớn hơn 20 MB nên không được nhận; hãy bỏ ảnh và các trang không cần rồi gửi lại."
        )
        raise Refused(Refusal("file_too_large", text))
    if not data.strip():
        raise Refused(
            Refusal(
                "file_empty",
                _("Tệp trống, không có dòng nào; hãy chọn lại tệp có số liệu."),
            )
        )
    if data.startswith(_ZIP):
        return Workbook("xlsx", _xlsx_sheets(data))
    if data.startswith(_OLE):
        raise locked_workbook() if _LOCKED_SIGN in data else _old_workbook()
    return Workbook("csv", (_text_sheet(_decoded(data)),))


def _xlsx_sheets(data: bytes) -> tuple[Sheet, ...]:
    shapes = measure_archive(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                _xlsx_sheet(
                    meta.name,
                    book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False),
                    shapes.get(meta.name, SheetShape()),
                    hidden=meta.visible != SheetVisibleEnum.Visible,
                )
                for meta in book.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet and meta.name in shapes
            )
    except PasswordError:
        raise locked_workbook() from None
    except (CalamineError, OSError, ValueError):
        raise not_a_workbook() from None


def _xlsx_sheet(
    name: str, table: Sequence[Sequence[Value]], shape: SheetShape, *, hidden: bool
) -> Sheet:
    faults: dict[int, dict[int, str]] = {}
    for (row, column), shown in shape.faults.items():
        faults.setdefault(row, {})[column] = shown
    rows = []
    for number in range(1, max(len(table), shape.last_row) + 1):
        values = [_clean(value) for value in table[number - 1]] if number <= len(table) else []
        for column, shown in faults.get(number, {}).items():
            values.extend([None] * (column - len(values)))
            code = "excel_error" if shown else "formula_without_value"
            values[column - 1] = CellFault(code, shown)
        if any(value is not None for value in values):
            rows.append(Row(number, tuple(values), number in shape.hidden_rows))
    return Sheet(nfc(name), tuple(_modern(rows)), tuple(shape.merges), hidden)


def _modern(rows: Sequence[Row]) -> list[Row]:
    """Rows typed in an old font, in Unicode; a doubtful cell follows its own row."""
    return [
        Row(row.number, tuple(map(_modern_value, row.values)), row.hidden)
        if any(isinstance(value, str) and is_tcvn3(value) for value in row.values)
        else row
        for row in rows
    ]


def _modern_value(value: Value) -> Value:
    return from_tcvn3(value) if isinstance(value, str) and may_be_tcvn3(value) else value


def _clean(value: Value) -> Value:
    """NFC on the way in; blank text is nothing, whole floats are integers."""
    if isinstance(value, str):
        if not value or value.isspace():
            return None
        return nfc(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _decoded(data: bytes) -> str:
    """The text of a file of text: UTF-8, or UTF-16 with its mark."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise not_a_workbook() from None
    if text.lstrip().startswith(("<", "{", "%PDF")) or not _CONTROLS.isdisjoint(
        map(ord, text[:4096])
    ):
        raise not_a_workbook()
    return nfc(text)


def _text_sheet(text: str) -> Sheet:
    separator = _separator(text)
    rows = []
    try:
        for number, values in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1
        ):
            if number > MAX_ROW:
                raise too_many_rows()
            if len(values) > MAX_COLUMN:
                raise too_many_columns()
            cells = tuple(_clean(value) for value in values)
            if any(value is not None for value in cells):
                rows.append(Row(number, cells))
    except csv.Error:
        raise not_a_workbook() from None
    return Sheet("CSV", tuple(_modern(rows)))


def _separator(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of fields."""
    start = text.splitlines()[:40]
    counted = [(_regularity(start, sign), sign) for sign in _SEPARATORS]
    best, sign = max(counted, key=lambda pair: pair[0])
    if best[0] == 0:
        raise not_a_workbook()
    return sign


def _regularity(lines: Iterable[str], sign: str) -> tuple[int, int]:
    """How many lines share the commonest number of fields (when above one), and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return 0, 0
    widths.pop(1, None)
    if not widths:
        return 0, 0
    width, times = widths.most_common(1)[0]
    return times, width


def _old_workbook() -> Refused:
    text = _("Tệp là bảng tính đời cũ (.xls); hãy lưu thành “Excel Workbook (.xlsx)” rồi gửi lại.")
    return Refused(Refusal("workbook_old", text))

"""Opens a workbook or a table of text from its bytes, whatever its name says; knows no meanings."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from neuguong.exchange.workbook.archive import listed_parts
from neuguong.exchange.workbook.binarybook import measure_records
from neuguong.exchange.workbook.compound import SIGN
from neuguong.exchange.workbook.marked import unmarked
from neuguong.exchange.workbook.oldfonts import modernised
from neuguong.exchange.workbook.opendocument import is_opendocument, opendocument_sheets
from neuguong.exchange.workbook.plaintext import text_sheet
from neuguong.exchange.workbook.refusals import (
    file_empty,
    file_too_large,
    locked_workbook,
    not_a_workbook,
)
from neuguong.exchange.workbook.shapes import SheetShape, measure_parts
from neuguong.exchange.workbook.sheets import (
    CellFault,
    Row,
    Sheet,
    Value,
    Workbook,
    clean_value,
)
from neuguong.lib.vietnamese import nfc

__all__ = ["MAX_FILE", "CellFault", "Row", "Sheet", "Value", "Workbook", "read_workbook"]

MAX_FILE: Final = 20 * 1024 * 1024
_ZIP: Final = b"PK\x03\x04"


def read_workbook(data: bytes) -> Workbook:
    """The sheets of a file, whose kind is found in its bytes, never in its name; Refused otherwise.

    Kinds are "xlsx", "xls", "ods" and "csv". Refused, too, when a cell carries a marking of state secrets.
    """
    book = _opened(data)
    for sheet in book.sheets:
        for row in sheet.rows:
            unmarked(row, sheet.name if len(book.sheets) > 1 else "")
    return book


def _opened(data: bytes) -> Workbook:
    if len(data) > MAX_FILE:
        raise file_too_large()
    if not data.strip():
        raise file_empty()
    if data.startswith(_ZIP):
        parts = listed_parts(data)
        if is_opendocument(data, parts):
            return Workbook("ods", opendocument_sheets(data, parts))
        return Workbook("xlsx", _modern_sheets(data, parts))
    if data.startswith(SIGN):
        return Workbook("xls", _calamine_sheets(data, measure_records(data)))
    return Workbook("csv", (text_sheet(data),))


def _modern_sheets(data: bytes, parts: Sequence[zipfile.ZipInfo]) -> tuple[Sheet, ...]:
    return _calamine_sheets(data, measure_parts(data, parts))


def _calamine_sheets(data: bytes, shapes: Mapping[str, SheetShape]) -> tuple[Sheet, ...]:
    """The worksheets, after they were measured."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                _sheet(
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


def _sheet(
    name: str, table: Sequence[Sequence[Value]], shape: SheetShape, *, hidden: bool
) -> Sheet:
    faults: dict[int, dict[int, str]] = {}
    for (row, column), shown in shape.faults.items():
        faults.setdefault(row, {})[column] = shown
    rows = []
    for number in range(1, max(len(table), shape.last_row) + 1):
        values = [clean_value(value) for value in table[number - 1]] if number <= len(table) else []
        for column, shown in faults.get(number, {}).items():
            values.extend([None] * (column - len(values)))
            code = "excel_error" if shown else "formula_without_value"
            values[column - 1] = CellFault(code, shown)
        if any(value is not None for value in values):
            rows.append(Row(number, tuple(values), number in shape.hidden_rows))
    return Sheet(
        nfc(name),
        tuple(modernised(rows, shape.fonts)),
        tuple(shape.merges),
        hidden,
        frozenset(shape.hidden_columns),
    )

"""Gives a workbook back with its faults marked: red cells, comments, and a column of advice."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.workbook.archive import column_letter
from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.reader import CellFault, Sheet, Workbook
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _

_FAULT: Final = PatternFill("solid", fgColor="F6D5D5")
_DOUBT: Final = PatternFill("solid", fgColor="FBE7C6")
_ADVICE_WIDTH: Final = 60
_LONGEST_COMMENT: Final = 400
_NOT_IN_TITLE: Final = re.compile(r"[\\/*?:\[\]]")
_NEVER: Final = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f"


def marked_workbook(
    data: bytes, book: Workbook, *, faults: Iterable[Finding], warnings: Iterable[Finding]
) -> bytes:
    """The workbook as its writer knows it, faults in red and doubts in amber; text stays text.

    Formulas come back as the values they had, so that nothing in the file can act.
    """
    if book.kind == "xlsx":
        result = _reopened(data)
        sheets = {nfc(sheet.title): sheet for sheet in result.worksheets}
    else:
        result = _written(book)
        names = [sheet.name for sheet in book.sheets]
        sheets = dict(zip(names, result.worksheets, strict=True))
    by_sheet: dict[str, list[tuple[Finding, PatternFill]]] = defaultdict(list)
    for each in warnings:
        by_sheet[each.sheet].append((each, _DOUBT))
    for each in faults:
        by_sheet[each.sheet].append((each, _FAULT))
    for name, found in by_sheet.items():
        if name in sheets:
            _mark(sheets[name], found)
    stream = io.BytesIO()
    result.save(stream)
    return stream.getvalue()


def _reopened(data: bytes) -> openpyxl.Workbook:
    """Their own workbook with formulas replaced by the values they had."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell):
                    _make_harmless(cell)
    return book


def _written(book: Workbook) -> openpyxl.Workbook:
    """A workbook made of the sheets of another format."""
    result = openpyxl.Workbook()
    for number, sheet in enumerate(book.sheets):
        made = result.active if number == 0 else result.create_sheet()
        assert isinstance(made, Worksheet)
        made.title = _NOT_IN_TITLE.sub(" ", sheet.name)[:31] or "1"
        if sheet.hidden and number:
            made.sheet_state = "hidden"
        _write(made, sheet)
    return result


def _write(made: Worksheet, sheet: Sheet) -> None:
    for row in sheet.rows:
        for column, value in enumerate(row.values, start=1):
            if value is not None and not isinstance(value, CellFault):
                cell = made.cell(
                    row.number, column, _clean(value) if isinstance(value, str) else value
                )
                if isinstance(cell, Cell):
                    _make_harmless(cell)
    for merge in sheet.merges:
        made.merge_cells(None, merge.top, merge.left, merge.bottom, merge.right)


def _clean(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _NEVER)))


def _make_harmless(cell: Cell) -> None:
    """Text that begins like a formula stays text, also when the file is edited and saved again."""
    cell.hyperlink = None
    if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@", "\t"):
        cell.data_type = "s"
        cell.quotePrefix = True


def _mark(sheet: Worksheet, found: list[tuple[Finding, PatternFill]]) -> None:
    column = sheet.max_column + 1
    advice: dict[int, list[str]] = defaultdict(list)
    for each, fill in found:
        advice[each.row].append(each.message)
        if not each.column:
            continue
        cell = sheet[f"{each.column}{each.row}"]
        if isinstance(cell, Cell):
            cell.fill = fill
            cell.comment = Comment(
                each.message[:_LONGEST_COMMENT], _("Nêu Gương"), width=320, height=110
            )
    first = min(advice)
    head = sheet.cell(max(1, _header_row(sheet, first)), column)
    head.value, head.font = _("Cần sửa"), Font(bold=True, color="8F1D1D")
    for row, messages in advice.items():
        cell = sheet.cell(row, column)
        cell.value, cell.data_type = "\n".join(messages), "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(color="8F1D1D")
    sheet.column_dimensions[column_letter(column)].width = _ADVICE_WIDTH


def _header_row(sheet: Worksheet, before: int) -> int:
    """The nearest row above the first fault in which most columns have words."""
    for number in range(before - 1, 0, -1):
        texts = sum(isinstance(cell.value, str) for cell in sheet[number])
        if texts >= 3 and not any(isinstance(cell.value, int | float) for cell in sheet[number]):
            return number
    return before - 1

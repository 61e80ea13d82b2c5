"""Writes lists as XLSX and CSV, and forms to fill in; text stays text wherever it is opened.

Text that begins like a formula is a string cell with the mark of text in a workbook, and stands
behind an apostrophe in CSV, where a spreadsheet would otherwise run it; our reader takes it off.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from neuguong.lib.dates import format_day

Value = str | int | Decimal | date | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(
    tzinfo=None
)  # the same rows, the same bytes
EXAMPLES: Final = "Ví dụ"  # the sheet of a form that no reader takes for a list
_FORM_ROWS: Final = 1_000
_LISTS: Final = "Danh mục"
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its heading, its width in letters, and the choices of a form, if it has any.

    With `strict` nothing but a choice can be typed.
    """

    text: str
    width: int = 16
    choices: Sequence[str] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One list: `name` is that of the file; classification, title and `above` stand above the heads.

    `notes` are the guide of a form, `examples` the rows of a sheet that shows how one is filled in;
    the first `frozen` columns stay in sight.
    """

    name: str
    classification: str
    title: str
    sheet: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()
    examples: Sequence[Sequence[Value]] = ()
    above: Sequence[str] = ()
    frozen: int = 0


def as_csv(table: Table) -> bytes:
    """The list as CSV in UTF-8 with a mark at the front, so that spreadsheets read the letters."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_safe(table.classification)])
    writer.writerow([_safe(table.title)])
    writer.writerows([_safe(line)] for line in table.above)
    writer.writerow([_safe(head.text) for head in table.heads])
    writer.writerows([_safe(value) for value in row] for row in table.rows)
    return "\ufeff".encode() + out.getvalue().encode()


def as_xlsx(table: Table) -> bytes:
    """The list as a workbook; the same rows give the same bytes."""
    out = io.BytesIO()
    book = _Book(out, table.title)
    page, top = book.head(table)
    for line, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row):
            book.write(page, line, column, value)
    page.freeze_panes(top + 1, table.frozen)
    page.repeat_rows(top)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def as_form(table: Table) -> bytes:
    """An empty list to fill in: heads that cannot be typed over, choices to pick from, and notes."""
    out = io.BytesIO()
    book = _Book(out, table.title)
    page, top = book.head(table, is_form=True)
    for line, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row):
            book.write(page, line, column, value, is_form=True)
    _add_choices(book, page, table.heads, top)
    page.protect("", {
        "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
        "delete_rows": True, "sort": True, "autofilter": True,
    })  # fmt: skip
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    if table.examples:
        book.examples(table)
    guide = book.book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 100, book.look(text_wrap=True))
    for line, note in enumerate(table.notes):
        guide.write_string(line, 0, note, book.look(text_wrap=True, valign="top"))
    book.close()
    return out.getvalue()


class _Book:
    """A workbook being written, with its formats made once each."""

    def __init__(self, out: io.BytesIO, title: str) -> None:
        self.book = xlsxwriter.Workbook(out, _OPTIONS)
        self.book.set_properties({"title": title, "created": _MADE})
        self._looks: dict[str, Any] = {}

    def look(self, **wanted: object) -> Any:
        """The format with these properties."""
        key = repr(sorted(wanted.items()))
        if key not in self._looks:
            self._looks[key] = self.book.add_format(wanted)
        return self._looks[key]

    def head(self, table: Table, *, is_form: bool = False) -> tuple[Any, int]:
        """The first sheet with classification, title and heads; and the row of the heads."""
        page = self.book.add_worksheet(table.sheet)
        page.write_string(0, 0, table.classification, self.look(italic=True))
        page.write_string(1, 0, table.title, self.look(bold=True))
        for line, text in enumerate(table.above, start=2):
            page.write_string(line, 0, text)
        top = 3 + len(table.above)
        bold = self.look(bold=True, text_wrap=True, valign="vcenter", border=1, bg_color="#EEF1F4")
        body = self.look(locked=False) if is_form else None
        for column, head in enumerate(table.heads):
            page.set_column(column, column, head.width, body)
            page.write_string(top, column, head.text, bold)
        return page, top

    def examples(self, table: Table) -> None:
        """A sheet that shows the list filled in; nobody types there."""
        page, top = self.head(replace(table, sheet=EXAMPLES))
        for line, row in enumerate(table.examples, start=top + 1):
            for column, value in enumerate(row):
                self.write(page, line, column, value)
        page.freeze_panes(top + 1, 0)
        page.protect()

    def write(
        self, page: Any, line: int, column: int, value: Value, *, is_form: bool = False
    ) -> None:
        """One value as what it is."""
        wanted: dict[str, object] = {"locked": False} if is_form else {}
        match value:
            case None | "":
                pass
            case str():
                if value.startswith(_FORMULA):
                    wanted["quote_prefix"] = True
                wanted |= {"text_wrap": True, "valign": "top"}
                page.write_string(line, column, value, self.look(**wanted))
            case date():
                wanted |= {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}
                page.write_datetime(line, column, value, self.look(**wanted))
            case _:
                whole = value == int(value)
                wanted |= {"num_format": "#,##0" if whole else "#,##0.######", "valign": "top"}
                page.write_number(line, column, value, self.look(**wanted))

    def close(self) -> None:
        """Write it out."""
        self.book.close()


def _add_choices(book: _Book, page: Any, heads: Sequence[Head], top: int) -> None:
    """Choices stand in a hidden sheet, since a list inside a cell may only have 255 letters."""
    lists = book.book.add_worksheet(_LISTS)
    lists.hide()
    place = 0
    for column, head in enumerate(heads):
        if not head.choices:
            continue
        for line, choice in enumerate(head.choices):
            lists.write_string(line, place, choice)
        letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
        page.data_validation(top + 1, column, top + _FORM_ROWS, column, {
            "validate": "list",
            "source": f"='{_LISTS}'!{letter}$1:{letter}${len(head.choices)}",
            "error_type": "stop" if head.strict else "information",
            "error_title": head.text[:32],
            "error_message": "Chọn trong danh sách, hoặc gõ tên mới nếu chưa có.",
        })  # fmt: skip
        place += 1


def _safe(value: Value) -> str:
    """A value as CSV text that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case date():
            return format_day(value)
        case int():
            return f"{value}"
        case _:
            return _figures(value)


def _figures(value: Decimal) -> str:
    """A number with a decimal comma; three decimals get a fourth, so that none is taken for thousands."""
    text = f"{value.normalize():f}"
    whole, _dot, decimals = text.partition(".")
    if not decimals:
        return whole
    return f"{whole},{decimals}0" if len(decimals) == 3 else f"{whole},{decimals}"

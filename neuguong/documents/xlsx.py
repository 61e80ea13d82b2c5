"""The annexes of a document as a workbook: figures are numbers, words are never formulas."""

import io
import re
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from neuguong.documents import shape
from neuguong.documents.document import Annex, Bound, Column, Document, Row, Run, Table, Text
from neuguong.documents.rules import Layout
from neuguong.documents.widths import PADDING, count_lines, fit, text_of

SOURCES_SHEET: Final = "Nguồn"
_LONGEST_NAME: Final = 31
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?")
_MM_PER_LETTER: Final = 1.95  # the unit in which a workbook measures its columns
_MM_PER_INCH: Final = 25.4
_SIZE: Final = 12
_LINE: Final = 15.75  # points from line to line in letters of that size
_FONT: Final = {"font_name": "Times New Roman", "font_size": _SIZE, "valign": "top"}
_SOURCE_COLUMNS: Final = (
    Column("Mã số liệu", "code"), Column("Chỉ tiêu"), Column("Đơn vị tính", "unit"),
    Column("Cách đếm"),
)  # fmt: skip


class _Book:
    """A workbook being written, with its formats made once each."""

    def __init__(self, file: io.BytesIO) -> None:
        self.book = Workbook(
            file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[str, Any] = {}
        self._names: set[str] = set()

    def look(self, **wanted: object) -> Any:
        """The format with these properties on top of our font."""
        key = repr(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**_FONT, **wanted})
        return self._formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet under this name, shortened and numbered as workbooks require."""
        plain = _NOT_IN_A_NAME.sub(" ", name).strip(" '")[:_LONGEST_NAME] or "Bảng"
        taken, n = plain, 2
        while taken.casefold() in self._names:
            taken, n = f"{plain[: _LONGEST_NAME - len(str(n)) - 1]} {n}", n + 1
        self._names.add(taken.casefold())
        return self.book.add_worksheet(taken)


def render(document: Document, layout: Layout | None = None) -> bytes:
    """The XLSX of the annexes and the sources of a document; same input, same bytes."""
    document = shape.tidied(document)
    layout = layout or shape.layout_of(document)
    file = io.BytesIO()
    book = _Book(file)
    book.book.set_properties(
        {
            "title": document.title,
            "author": document.issuer,
            "created": datetime.combine(document.document_date, time.min),
        }
    )
    for n, annex in enumerate(document.annexes):
        _annex(book, document, layout, n, annex)
    if document.sources:
        _sources(book, document, layout)
    book.book.close()
    return file.getvalue()


def number_format(figure: Bound) -> str:
    """The format that shows a figure's value as its text has it: "ít nhất "#,##0, #,##0.0.

    Words without a number ("hàng trăm") are shown alone, with the value kept beneath them.
    """
    found = _NUMBER.search(figure.text)
    if found is None or _value_of(found[0]) != figure.value:
        return _quoted(figure.text)
    places = len(found[0].partition(",")[2])
    grouped = "#,##0" if "." in found[0] or abs(figure.value) < 1000 else "0"
    digits = f"{grouped}.{'0' * places}" if places else grouped
    return f"{_quoted(figure.text[: found.start()])}{digits}{_quoted(figure.text[found.end() :])}"


def _value_of(digits: str) -> Decimal:
    """The number that Vietnamese digits stand for."""
    return Decimal(digits.replace(".", "").replace(",", "."))


def _quoted(words: str) -> str:
    """Words as a literal part of a number format."""
    bare = words.replace('"', "”")
    return f'"{bare}"' if bare else ""


def _annex(book: _Book, document: Document, layout: Layout, n: int, annex: Annex) -> None:
    """One annex on one sheet: title, what it belongs to, its tables."""
    label = shape.annex_label(document, layout, n)
    landscape = shape.is_landscape(annex, layout)
    sheet = book.sheet(annex.sheet or label)
    _prepare(sheet, layout, landscape, document.foot)
    sheet.write_string(0, 0, f"{label}. {annex.title}", book.look(bold=True, font_size=14))
    sheet.write_string(1, 0, document.issuer, book.look())
    before, number, after = shape.annex_bond(document, layout)
    sheet.write_string(2, 0, f"{before}{number or '…'}{after}", book.look(italic=True))
    top = 4
    if len(annex.tables) == 1:
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
    for table in annex.tables:
        top = _table(book, sheet, table, top, shape.table_space(layout, landscape)) + 1


def _sources(book: _Book, document: Document, layout: Layout) -> None:
    """How each measure is counted."""
    sheet = book.sheet(SOURCES_SHEET)
    _prepare(sheet, layout, landscape=True, foot=document.foot)
    rows = tuple(
        Row((Text(source.key), Text(source.label), Text(source.unit), Text(source.how)))
        for source in document.sources
    )
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    space = shape.table_space(layout, landscape=True)
    _table(book, sheet, Table(_SOURCE_COLUMNS, rows), 0, space)


def _prepare(sheet: Worksheet, layout: Layout, landscape: bool, foot: str) -> None:
    """Paper and margins, one page wide, with page numbers and the line at the foot."""
    sheet.set_paper(9)  # A4
    if landscape:
        sheet.set_landscape()
    sides = (layout.left, layout.right, layout.top, layout.bottom)
    left, right, top, bottom = (side / _MM_PER_INCH for side in sides)
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&P")
    if foot:
        sheet.set_footer(f"&R&8{foot.replace('&', '&&')}")


def _table(book: _Book, sheet: Worksheet, table: Table, top: int, space: float) -> int:
    """Writes a table with its heads at row `top`; returns the row after it."""
    widths = _roomy(table, space)
    for n, width in enumerate(widths):
        sheet.set_column(n, n, width / _MM_PER_LETTER)
    sheet.set_row(top, _height([column.text for column in table.columns], widths, bold=True))
    heads = book.look(bold=True, border=1, align="center", valign="vcenter", text_wrap=True)
    for n, column in enumerate(table.columns):
        sheet.write_string(top, n, column.text, heads)
    line = top
    for line, row in enumerate(table.rows, top + 1):
        if row.kind == "section":
            look = book.look(bold=True, border=1)
            sheet.merge_range(line, 0, line, len(table.columns) - 1, "", look)
            sheet.write_string(line, 0, text_of(row.cells[0]), look)
            continue
        texts = [text_of(run) for run in row.cells]
        sheet.set_row(line, _height(texts, widths, bold=row.kind == "total"))
        for n, (column, run) in enumerate(zip(table.columns, row.cells, strict=True)):
            _cell(book, sheet, (line, n), column, run, bold=row.kind == "total")
    if table.note:
        line += 1
        sheet.write_string(line, 0, table.note, book.look(italic=True))
    return line + 1


def _roomy(table: Table, space: float) -> tuple[float, ...]:
    """Widths in which the letters keep their size; a sheet may be wider than paper, printing shrinks it."""
    while (widths := fit(table, space, _SIZE)).size < _SIZE:
        space *= 1.1
    return widths.columns


def _height(texts: list[str], widths: tuple[float, ...], bold: bool) -> float:
    """Points for a row: not every program makes it high enough by itself."""
    pairs = zip(texts, widths, strict=True)
    lines = max(count_lines(text, width - 2 * PADDING, _SIZE, bold) for text, width in pairs)
    return lines * _LINE + 2


def _cell(
    book: _Book, sheet: Worksheet, at: tuple[int, int], column: Column, run: Run, bold: bool
) -> None:
    """A number where the run has one, its words otherwise."""
    look: dict[str, object] = {"border": 1, "bold": bold, "text_wrap": column.kind == "text"}
    if column.kind == "figure":
        look["align"] = "right"
    if isinstance(run, Bound) and run.value is not None:
        number = book.look(**look, num_format=number_format(run))
        sheet.write_number(*at, float(run.value), number)
    else:
        sheet.write_string(*at, text_of(run), book.look(**look))

"""Reads an .ods from its XML: values, merges, hidden rows; repeated cells are counted, not believed."""

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from neuguong.exchange.workbook.archive import Budget, unpacked, whole_part
from neuguong.exchange.workbook.oldfonts import Font, font_named, modernised
from neuguong.exchange.workbook.refusals import (
    MAX_AREA,
    MAX_COLUMN,
    locked_workbook,
    macros_inside,
    not_a_workbook,
    too_big,
)
from neuguong.exchange.workbook.shapes import Attributes, SheetShape, XmlScan
from neuguong.exchange.workbook.sheets import CellFault, Row, Sheet, Value, clean_value

MIMETYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_DAY: Final = re.compile(r"(-?\d{4,5})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)[\d.,]*)?)?")
_ERROR: Final = re.compile(r"(?:#[A-Z/0]+[!?]?|Err:\d+)")
_MAX_TEXT: Final = 32 * 1024 * 1024  # letters of all cells, also those repeated
_MAX_CELLS: Final = 5_000_000
_NUMBERS: Final = ("float", "percentage", "currency")


def is_opendocument(data: bytes, parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the zip says of itself that it is a spreadsheet of OpenDocument."""
    first = next((info for info in parts if info.filename == "mimetype"), None)
    if first is None or first.file_size > 200:
        return False
    return whole_part(data, first, Budget()).strip().startswith(MIMETYPE)


def opendocument_sheets(data: bytes, parts: Sequence[zipfile.ZipInfo]) -> tuple[Sheet, ...]:
    """The sheets of an .ods; refuses what is locked, holds a program, or swells."""
    budget = Budget()
    by_name = {info.filename: info for info in parts}
    manifest = by_name.get("META-INF/manifest.xml")
    if manifest and b"encryption-data" in whole_part(data, manifest, budget):
        raise locked_workbook()
    if any(
        name.startswith(("Basic/", "Scripts/")) and not name.endswith("-lc.xml") for name in by_name
    ):
        raise macros_inside()
    content = by_name.get("content.xml")
    if content is None:
        raise not_a_workbook()
    scan = _ContentScan()
    for chunk in unpacked(data, content):
        budget.spend(len(chunk))
        scan.feed(chunk)
    scan.close()
    return tuple(scan.sheets)


class _ContentScan(XmlScan):
    """Builds the sheets as the XML goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._styles = _Styles()
        self._shape = SheetShape()
        self._name = ""
        self._hidden = self._row_hidden = False
        self._rows: list[Row] = []
        self._row = self._row_times = 0
        self._column = 0
        self._columns: list[tuple[int, str]] = []
        self._values: dict[int, Value] = {}
        self._cell: Attributes | None = None
        self._texts: list[str] = []
        self._in_note = 0
        self._letters = self._cells = 0
        self._parser.CharacterDataHandler = self._text

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._texts = attributes, []
            case "table:table-row":
                self._row += self._row_times
                self._row_times = _times(attributes, "table:number-rows-repeated")
                self._row_hidden = attributes.get("table:visibility") in ("collapse", "filter")
                self._column, self._values = 1, {}
            case "table:table-column":
                self._start_column(attributes)
            case "table:table":
                self._start_table(attributes)
            case "office:annotation":
                self._in_note += 1
            case "text:p" if self._texts and not self._in_note:
                self._texts.append("\n")
            case "text:s" if not self._in_note:
                self._texts.append(" ")
            case "text:line-break" if not self._in_note:
                self._texts.append("\n")
            case "text:tab" if not self._in_note:
                self._texts.append("\t")
            case _:
                self._styles.start(name, attributes)

    def end(self, name: str) -> None:
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "table:table-row":
                self._end_row()
            case "office:annotation":
                self._in_note -= 1
            case "table:table":
                rows = modernised(self._rows, self._shape.fonts)
                merges = tuple(self._shape.merges)
                columns = frozenset(self._shape.hidden_columns)
                self.sheets.append(Sheet(self._name, tuple(rows), merges, self._hidden, columns))

    def _start_table(self, attributes: Attributes) -> None:
        self._shape, self._rows, self._columns = SheetShape(), [], []
        self._row, self._row_times, self._column = 1, 0, 1
        self._name = str(clean_value(attributes.get("table:name", "")) or "")
        self._hidden = attributes.get("table:style-name", "") in self._styles.hidden

    def _start_column(self, attributes: Attributes) -> None:
        times = min(_times(attributes, "table:number-columns-repeated"), MAX_COLUMN + 1)
        if attributes.get("table:visibility") in ("collapse", "filter"):
            self._shape.hidden_columns.update(range(self._column, self._column + times))
        self._columns.append(
            (self._column + times, attributes.get("table:default-cell-style-name", ""))
        )
        self._column += times

    def _text(self, text: str) -> None:
        if self._cell is not None and not self._in_note:
            self._texts.append(text)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        times = _times(attributes, "table:number-columns-repeated")
        self._cells += 1
        if self._cells > _MAX_CELLS:
            raise too_big()
        text = "".join(self._texts)
        value = _value_of(attributes, text)
        if value is not None:
            self._shape.reach(self._row, self._column + times - 1)
            self._letters += len(text) * times * self._row_times
            if self._letters > _MAX_TEXT:
                raise too_big()
            font = self._font(attributes)
            for column in range(self._column, self._column + times):
                self._values[column] = value
                if font:
                    self._shape.fonts[self._row, column] = font
        across = _times(attributes, "table:number-columns-spanned")
        down = _times(attributes, "table:number-rows-spanned")
        self._shape.merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
        self._column += times

    def _end_row(self) -> None:
        if not self._values:
            return
        width = max(self._values)
        self._shape.reach(self._row + self._row_times - 1, width)
        values = tuple(self._values.get(column) for column in range(1, width + 1))
        if len(self._rows) * width > MAX_AREA:
            raise too_big()
        for number in range(self._row, self._row + self._row_times):
            self._rows.append(Row(number, values, self._row_hidden))

    def _font(self, attributes: Attributes) -> Font | None:
        style = attributes.get("table:style-name")
        if style is None:
            style = next((name for end, name in self._columns if self._column < end), "")
        return self._styles.fonts.get(style)


class _Styles:
    """Names of styles that hide a sheet, or write in a font of before Unicode."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.fonts: dict[str, Font] = {}
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element outside the cells begins."""
        if name == "style:style":
            self._name = attributes.get("style:name", "")
            parent = self.fonts.get(attributes.get("style:parent-style-name", ""))
            if parent:
                self.fonts[self._name] = parent
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._name)
        elif name == "style:text-properties" and self._name:
            used = attributes.get("style:font-name") or attributes.get("fo:font-family", "")
            if font := font_named(used.strip("'\"")):
                self.fonts[self._name] = font


def _times(attributes: Mapping[str, str], key: str) -> int:
    """How often something is repeated or how far it spans; 1 if nothing is said."""
    typed = attributes.get(key, "1")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 9 else 1


def _value_of(attributes: Mapping[str, str], text: str) -> Value:
    """The value of a cell by its type; what is shown if the type says nothing."""
    kind = attributes.get("office:value-type", "")
    if attributes.get("table:formula") and _ERROR.fullmatch(text.strip()):
        return CellFault("excel_error", text.strip())
    if kind in _NUMBERS:
        try:
            return clean_value(float(attributes.get("office:value", "")))
        except ValueError:
            return clean_value(text)
    if kind == "date" and (day := _day(attributes.get("office:date-value", ""))):
        return day
    if kind == "boolean":
        return attributes.get("office:boolean-value") == "true"
    if attributes.get("table:formula") and not kind and not text.strip():
        return CellFault("formula_without_value")
    return clean_value(attributes.get("office:string-value", "") or text)


def _day(typed: str) -> dt.datetime | dt.date | None:
    match = _DAY.match(typed)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        if hour or minute or second:
            return dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
        return dt.date(year, month, day)
    except ValueError:
        return None

"""The same rows written as .xlsx, .xls, .ods and .csv, by the least that each format asks for."""

import csv
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from neuguong.exchange.tests.samples import workbook

Rows = Sequence[Sequence[Any]]
Spans = Iterable[tuple[int, int, int, int]]  # top, left, bottom, right, from 1
_EPOCH = dt.date(1899, 12, 30)
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def as_xlsx(rows: Rows, spans: Spans = ()) -> bytes:
    """A workbook of today."""

    def merge(sheet: Any) -> None:
        for top, left, bottom, right in spans:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    return workbook(rows, change=merge)


def as_csv(
    rows: Rows, spans: Spans = (), *, separator: str = ",", encoding: str = "utf-8-sig"
) -> bytes:
    """A table of text; merged cells are blank but for the first, as programs export them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(
        [[_as_typed(value) for value in row] for row in rows]
    )
    return stream.getvalue().encode(encoding)


def as_ods(
    rows: Rows, spans: Spans = (), *, font: str = "Arial", hidden: Sequence[int] = ()
) -> bytes:
    """A spreadsheet of OpenDocument."""
    merged = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in spans
    }
    body = []
    for number, row in enumerate(rows, start=1):
        cells = [_ods_cell(value, merged.get((number, c))) for c, value in enumerate(row, start=1)]
        kind = ' table:visibility="collapse"' if number in hidden else ""
        body.append(f"<table:table-row{kind}>{''.join(cells)}</table:table-row>")
    # What programs write below the last row.
    body.append(
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    styles = (
        '<style:style style:name="ce1" style:family="table-cell">'
        f"<style:text-properties style:font-name={quoteattr(font)}/></style:style>"
    )
    return ods_of("".join(body), styles)


def ods_of(rows: str, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """An .ods around the XML of its rows."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}"
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Trang 1">'
        '<table:table-column table:default-cell-style-name="ce1" table:number-columns-repeated="1024"/>'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return stream.getvalue()


def as_xls(
    rows: Rows,
    spans: Spans = (),
    *,
    font: str = "Arial",
    hidden: Sequence[int] = (),
    streams: Sequence[str] = (),
    start: bytes = b"",
    shared: bool = False,
) -> bytes:
    """A workbook of 1997; `streams` are names of more streams, `start` more records at the front.

    Texts are kept once for each cell, or once for all cells alike if `shared`.
    """
    texts: list[str] = []
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for number in hidden:
        sheet += _record(0x208, struct.pack("<8H", number - 1, 0, 9, 255, 0, 0, 0x20, 0))
    cells = []
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                cells.append(_xls_cell(number, column, value, texts, shared=shared))
    sheet += b"".join(cells)
    boxes = [struct.pack("<4H", t - 1, b - 1, x - 1, y - 1) for t, x, b, y in spans]
    if boxes:
        sheet += _record(0xE5, struct.pack("<H", len(boxes)) + b"".join(boxes))
    sheet += _record(0x0A, b"")
    book = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + start
    book += _record(0x31, bytes(14) + bytes([len(font), 0]) + font.encode("latin-1"))
    for format_number in (0, 14):
        book += _record(0xE0, struct.pack("<HH", 0, format_number) + bytes(16))
    name = "Trang 1".encode("utf-16-le")
    tail = _shared_texts(texts) + _record(0x0A, b"")
    offset = len(book) + 4 + 8 + len(name) + len(tail)
    book += _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name) // 2, 1) + name)
    return _compound(book + tail + sheet, streams)


WRITERS: dict[str, Callable[..., bytes]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "ods": as_ods,
    "csv": as_csv,
}


def _as_typed(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else str(value)


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    said = ""
    if span:
        said = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if value is None:
        return f"<table:table-cell{said}/>"
    if isinstance(value, dt.date):
        said += f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        said += f' office:value-type="float" office:value="{value}"'
    else:
        said += ' office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _as_typed(value).split("\n"))
    return f"<table:table-cell{said}>{lines}</table:table-cell>"


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xls_cell(row: int, column: int, value: Any, texts: list[str], *, shared: bool) -> bytes:
    if isinstance(value, dt.date):
        days = float((value - _EPOCH).days)
        return _record(0x203, struct.pack("<HHHd", row, column, 1, days))
    if isinstance(value, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, float(value)))
    if not (shared and texts and texts[-1] == value):
        texts.append(str(value))
    return _record(0xFD, struct.pack("<HHHI", row, column, 0, len(texts) - 1))


def _shared_texts(texts: Sequence[str]) -> bytes:
    """The table of texts; a record holds 8,224 bytes, so it goes on in others between two texts."""
    parts = [struct.pack("<II", len(texts), len(texts))]
    for text in texts:
        body = text.encode("utf-16-le")
        entry = struct.pack("<HB", len(body) // 2, 1) + body
        if len(parts[-1]) + len(entry) > 8224:
            parts.append(b"")
        parts[-1] += entry
    return b"".join(_record(0x3C if n else 0xFC, part) for n, part in enumerate(parts))


def _compound(stream: bytes, more: Sequence[str]) -> bytes:
    """The container: a header, one table of sectors, one directory, the stream."""
    stream = stream.ljust(4096, b"\0")
    size = len(stream)
    stream += bytes(-size % _SECTOR)
    sectors = len(stream) // _SECTOR
    directories = 1 + (len(more) + 2) // 4
    tables = 1
    while tables * 128 < tables + directories + sectors:
        tables += 1
    chain = [_FAT] * tables
    chain += [tables + n + 1 for n in range(directories - 1)] + [_END]
    first = tables + directories
    chain += [first + n + 1 for n in range(sectors - 1)] + [_END]
    chain += [_FREE] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    places = [*range(tables), *[_FREE] * (109 - tables)]
    header += struct.pack("<109I", *places)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, first, size)
    directory += b"".join(_entry(name, 1, _END, 0) for name in more)
    return (
        header
        + struct.pack(f"<{len(chain)}I", *chain)
        + directory.ljust(directories * _SECTOR, b"\0")
        + stream
    )


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        (raw + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBB", len(raw) + 2, kind, 1)
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )

"""What the records of an .xls say beside its values: extents, merges, hidden rows, old fonts."""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from neuguong.exchange.workbook.compound import Compound
from neuguong.exchange.workbook.oldfonts import font_named
from neuguong.exchange.workbook.refusals import (
    MAX_TEXT,
    locked_workbook,
    macros_inside,
    not_a_workbook,
    too_big,
)
from neuguong.exchange.workbook.shapes import SheetShape

_BOF: Final = 0x809
_EOF: Final = 0x0A
_FILEPASS: Final = 0x2F
_BOUNDSHEET: Final = 0x85
_FONT: Final = 0x31
_XF: Final = 0xE0
_SST: Final = 0xFC
_CONTINUE: Final = 0x3C
_ROW: Final = 0x208
_COLINFO: Final = 0x7D
_MERGED: Final = 0xE5
_BOOLERR: Final = 0x205
_FORMULA: Final = 0x06
_LABELSST: Final = 0xFD
# NUMBER, LABEL, RSTRING, RK, BOOLERR, FORMULA, LABELSST: row, column and format come first.
_CELLS: Final = frozenset({0x203, 0x204, 0xD6, 0x27E, _BOOLERR, _FORMULA, _LABELSST})
_MANY_CELLS: Final = 0xBD  # MULRK: as many columns as fit
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
_MACRO_SIGNS: Final = ("_vba_project", "_vba_project_cur", "vba", "macros")
_WORKSHEET: Final = 0
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_MACRO_SHEETS: Final = (1, 6)


def measure_records(data: bytes) -> dict[str, SheetShape]:
    """Shapes of the worksheets of an .xls by name; refuses whatever should not be opened."""
    if _LOCKED in data:
        raise locked_workbook()
    try:
        container = Compound(data)
        names = {name.casefold() for name in container.names}
        if names & set(_MACRO_SIGNS):
            raise macros_inside()
        stream = container.stream("Workbook", "Book")
        if stream is None:
            raise not_a_workbook()
        return _Records(stream).shapes
    except (struct.error, IndexError):
        raise not_a_workbook() from None


class _Records:
    """Walks the records of the stream once for the book and once for each sheet."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._sheets: list[tuple[str, int]] = []
        self._font_names: list[str] = []
        self._formats: list[int] = []
        self._lengths: list[int] = []
        self._letters = 0
        self._read_globals()
        known = {number: font_named(name) for number, name in enumerate(self._font_names)}
        # Number 4 is never written: what is written fifth is font 5.
        self._fonts = {
            style: font
            for style, number in enumerate(self._formats)
            if (font := known.get(number if number < 4 else number - 1))
        }
        self.shapes = {name: self._shape(start) for name, start in self._sheets}

    def _records(self, start: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place and length of each record up to the end of the part."""
        at, depth = start, 0
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            yield kind, at + 4, length
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            at += 4 + length

    def _read_globals(self) -> None:
        texts: list[bytes] = []
        before = 0
        for kind, at, length in self._records(0):
            if kind == _FILEPASS:
                raise locked_workbook()
            if kind == _BOUNDSHEET:
                self._bound_sheet(at)
            elif kind == _FONT:
                self._font_names.append(_short_text(self._stream, at + 14))
            elif kind == _XF:
                self._formats.append(struct.unpack_from("<H", self._stream, at)[0])
            elif kind == _SST or (kind == _CONTINUE and before == _SST):
                texts.append(self._stream[at : at + length])
                kind = _SST
            before = kind
        self._lengths = _text_lengths(texts)

    def _bound_sheet(self, at: int) -> None:
        start, _visible, kind = struct.unpack_from("<IBB", self._stream, at)
        if kind in _MACRO_SHEETS:
            raise macros_inside()
        if kind == _WORKSHEET:
            self._sheets.append((_short_text(self._stream, at + 6), start))

    def _shape(self, start: int) -> SheetShape:
        shape, stream = SheetShape(), self._stream
        for kind, at, length in self._records(start):
            if kind in _CELLS:
                row, column, style = struct.unpack_from("<HHH", stream, at)
                self._cell(shape, row + 1, column + 1, style)
                if kind == _BOOLERR and stream[at + 7]:
                    shape.faults[row + 1, column + 1] = _ERRORS.get(stream[at + 6], "#?")
                elif kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff":
                    if stream[at + 6] == 2:
                        shape.faults[row + 1, column + 1] = _ERRORS.get(stream[at + 8], "#?")
                elif kind == _LABELSST:
                    self._text(struct.unpack_from("<I", stream, at + 6)[0])
            elif kind == _MANY_CELLS:
                row, first = struct.unpack_from("<HH", stream, at)
                last = struct.unpack_from("<H", stream, at + length - 2)[0]
                shape.reach(row + 1, last + 1)
                shape.reach(row + 1, first + 1)
            else:
                self._furniture(shape, kind, at)
        return shape

    def _cell(self, shape: SheetShape, row: int, column: int, style: int) -> None:
        if row > shape.last_row or column > shape.last_column:
            shape.reach(row, column)
        if font := self._fonts.get(style):
            shape.fonts[row, column] = font

    def _text(self, number: int) -> None:
        """A long text kept once but used in a million cells would be unfolded a million times."""
        self._letters += self._lengths[number] if number < len(self._lengths) else 0
        if self._letters > MAX_TEXT:
            raise too_big()

    def _furniture(self, shape: SheetShape, kind: int, at: int) -> None:
        stream = self._stream
        if kind == _ROW:
            row = struct.unpack_from("<H", stream, at)[0]
            if stream[at + 12] & 0x20:
                shape.hidden_rows.add(row + 1)
        elif kind == _COLINFO:
            first, last, _width, _style, options = struct.unpack_from("<5H", stream, at)
            if options & 1:
                shape.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _MERGED:
            count = struct.unpack_from("<H", stream, at)[0]
            for number in range(count):
                top, bottom, left, right = struct.unpack_from("<4H", stream, at + 2 + 8 * number)
                shape.merge(top + 1, left + 1, bottom + 1, right + 1)


def _short_text(stream: bytes, at: int) -> str:
    """A text whose length is one byte, with a flag for two bytes a letter."""
    length, wide = stream[at], stream[at + 1] & 1
    raw = stream[at + 2 : at + 2 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _text_lengths(parts: Sequence[bytes]) -> list[int]:
    """The letters of each shared text; `parts` are the table and the records that go on with it."""
    found: list[int] = []
    number, at = 0, 8
    while number < len(parts):
        if at + 3 > len(parts[number]):
            number, at = number + 1, 0
            continue
        letters, flags = struct.unpack_from("<HB", parts[number], at)
        at += 3
        tail = 0
        if flags & 8:
            tail, at = 4 * struct.unpack_from("<H", parts[number], at)[0], at + 2
        if flags & 4:
            tail, at = tail + struct.unpack_from("<I", parts[number], at)[0], at + 4
        found.append(letters)
        number, at = _past_letters(parts, number, at, letters, 1 + (flags & 1))
        while tail > 0 and number < len(parts):
            taken = min(tail, len(parts[number]) - at)
            tail, at = tail - taken, at + taken
            if tail:
                number, at = number + 1, 0
    return found


def _past_letters(
    parts: Sequence[bytes], number: int, at: int, letters: int, width: int
) -> tuple[int, int]:
    """Where the letters of a text end; the part that goes on with them says their width anew."""
    while True:
        taken = min(letters, (len(parts[number]) - at) // width)
        letters, at = letters - taken, at + taken * width
        if letters <= 0 or number + 1 >= len(parts):
            return number + (letters > 0), at
        number, at = number + 1, 1
        width = 1 + (parts[number][0] & 1)

"""A table of text too long to hold: read piece by piece, each under the headings of the first."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, TextIO

from neuguong.exchange.workbook.compound import SIGN
from neuguong.exchange.workbook.layout import Table, Understanding, as_text, understand
from neuguong.exchange.workbook.lines import LineKind, lines_of
from neuguong.exchange.workbook.marked import unmarked
from neuguong.exchange.workbook.oldfonts import Code, from_tcvn3, from_vni, modernised
from neuguong.exchange.workbook.plaintext import (
    SAID_SEPARATOR,
    bare,
    code_of_bytes,
    separator_of,
    utf16_of,
)
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.refusals import MAX_COLUMN, not_a_workbook, too_many_columns
from neuguong.exchange.workbook.rows import draft_of
from neuguong.exchange.workbook.sheets import Row, Sheet, clean_value
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

_HEAD_ROWS: Final = 60
_PIECE_ROWS: Final = 10_000
_MOST_ROWS: Final = 5_000_000
_WHO: Final = ("name", "family_name", "collective", "unit", "birth")
_SAMPLE: Final = 64 * 1024
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Letters:
    """How the bytes of a file are read as letters: an encoding, and an old code on top of it."""

    encoding: str
    code: Code | None = None

    def text(self, value: str) -> str:
        """A value as it was meant."""
        if self.code is None or value.isascii():
            return value
        return from_tcvn3(value) if self.code is Code.TCVN3 else from_vni(value)


@dataclass(slots=True)
class _Standing:
    """The group and the section in which the next piece begins."""

    group: str = ""
    section: SubjectForm | None = None


def is_long_text(path: Path, beyond: int) -> bool:
    """Whether a file is text of more than so many bytes; workbooks are held whole, however long."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    is_text = not start.startswith((b"PK", SIGN)) and (b"\0" not in start or bool(utf16_of(start)))
    return is_text and path.stat().st_size > beyond


def stream_deeds(path: Path, *, year: int) -> Iterator[Reading]:
    """The deeds of a long CSV file, some thousand rows at a time, in bounded memory.

    All pieces stand under the headings of the first; rows of one subject that follow each other stay
    together, and a row that names a group holds until the next one. The encodings are those of a short
    file: UTF-8, UTF-16, Windows-1258, TCVN3, VNI. Raises `Refused` for what is no such table.
    """
    letters = letters_of(path)
    errors = "strict" if letters.encoding.startswith("utf") else "replace"
    with path.open(encoding=letters.encoding, errors=errors, newline="") as stream:
        try:
            rows = _rows(stream, letters)
            head = list(islice(rows, _HEAD_ROWS))
            is_old = modernised(head, {}) != head
            understood = understand(_sheet(head, is_old=is_old))
            if understood is None:
                raise Refused(_no_table())
            standing = _Standing()
            for piece in _pieces(chain(head, rows), understood):
                table = Table(_sheet(piece, is_old=is_old), understood)
                yield _reading(table, standing, year)
        except (UnicodeError, csv.Error):
            raise not_a_workbook() from None


def letters_of(path: Path) -> Letters:
    """How the whole of a file is to be read as letters; Refused where it is no text."""
    with path.open("rb") as stream:
        start = stream.read(4096)
        if encoding := utf16_of(start):
            return Letters(encoding)
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        while block := stream.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as fault:
                return _of_one_byte(block, fault.start)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise not_a_workbook() from None
    return Letters("utf-8-sig")


def _of_one_byte(block: bytes, first: int) -> Letters:
    """The letters of a file with one byte for each, by a sample around the first that is no UTF-8."""
    sample = block[max(0, first - _SAMPLE // 4) :][:_SAMPLE]
    code = code_of_bytes(sample)
    return Letters("cp1252" if code else "cp1258", code)


def _sheet(rows: Sequence[Row], *, is_old: bool) -> Sheet:
    """A piece as a sheet; text of old fonts inside Unicode is turned only where the head has some."""
    return Sheet("CSV", tuple(modernised(rows, {}) if is_old else rows))


def _reading(table: Table, standing: _Standing, year: int) -> Reading:
    reading = Reading(understood=[replace(table.understood)])
    for line in lines_of(table, group=standing.group, section=standing.section):
        if line.kind in (LineKind.GROUP, LineKind.DATA):
            standing.group, standing.section = line.group, line.section
        if line.kind is LineKind.DATA:
            reading.rows.append(draft_of(table, line, year=year))
    return reading


def _rows(stream: TextIO, letters: Letters) -> Iterator[Row]:
    separator = _separator(stream, letters)
    for number, values in enumerate(csv.reader(stream, delimiter=separator), start=1):
        if number > _MOST_ROWS:
            raise Refused(_too_long())
        if len(values) > MAX_COLUMN:
            raise too_many_columns()
        if number == 1 and values and values[0].startswith("\ufeff"):
            values[0] = values[0][1:]
        if letters.code is not None:
            values = [letters.text(value) for value in values]
        cells = tuple(
            clean_value(bare(value) if value[:1] == "'" else value) for value in values
        )  # fmt: skip
        is_told = number == 1 and cells and str(cells[0]).casefold() == "sep="
        if not is_told and any(value is not None for value in cells):
            yield unmarked(Row(number, cells))


def _pieces(rows: Iterable[Row], understood: Understanding) -> Iterator[list[Row]]:
    """Rows in pieces that end before a row which names somebody else, never after a heading."""
    who = [use.column for key in _WHO if (use := understood.use(key))]
    deed = understood.use("deed")
    piece: list[Row] = []
    last: list[str] = []
    for row in rows:
        named = [as_text(row.at(column)) for column in who]
        is_full = len(piece) >= _PIECE_ROWS and any(named) and named != last
        if is_full and (deed is None or piece[-1].at(deed.column) is not None):
            yield piece
            piece = []
        if any(named):
            last = named
        piece.append(row)
    if piece:
        yield piece


def _separator(stream: TextIO, letters: Letters) -> str:
    """The sign between fields: the one the file names itself, else the one that cuts most evenly."""
    start = letters.text(stream.read(_SAMPLE)).lstrip("\ufeff")
    stream.seek(0)
    said = SAID_SEPARATOR.match(start)
    return said[1] if said else separator_of(start)


def _no_table() -> Refusal:
    return Refusal(
        "no_table",
        _(
            "Không tìm thấy bảng việc làm theo trong tệp; "
            "hãy đặt tên cột như “Họ và tên”, “Chi bộ”, “Nội dung đăng ký” ở dòng đầu bảng."
        ),
    )


def _too_long() -> Refusal:
    return Refusal("file_too_long", _("Tệp dài quá 5.000.000 dòng; hãy chia tệp theo đơn vị."))

"""A table of text too long to hold: read piece by piece, each under the headings of the first."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, TextIO

from neuguong.exchange.workbook.layout import Table, as_text, understand
from neuguong.exchange.workbook.lines import LineKind, lines_of
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.refusals import not_a_workbook
from neuguong.exchange.workbook.rows import draft_of
from neuguong.exchange.workbook.sheets import Row, Sheet, clean_value
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

_HEAD_ROWS: Final = 60
_PIECE_ROWS: Final = 10_000
_MOST_ROWS: Final = 5_000_000
_SEPARATORS: Final = ",;\t|"
_WHO: Final = ("name", "family_name", "collective", "unit", "birth")
_SAMPLE: Final = 64 * 1024


def is_long_text(path: Path, beyond: int) -> bool:
    """Whether a file is text of more than so many bytes; workbooks are held whole, however long."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    return path.stat().st_size > beyond and b"\0" not in start and not start.startswith(b"PK")


def stream_deeds(path: Path, *, year: int) -> Iterator[Reading]:
    """The deeds of a long CSV file in UTF-8, some thousand rows at a time, in bounded memory.

    All pieces stand under the headings of the first; rows of one subject that follow each other stay
    together. Refused for another encoding, and for rows that name a group, whose end is not in sight.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            rows = _rows(stream)
            head = list(islice(rows, _HEAD_ROWS))
            understood = understand(Sheet("CSV", tuple(head)))
            if understood is None:
                raise Refused(_no_table())
            who = [use.column for key in _WHO if (use := understood.use(key))]
            for piece in _pieces(chain(head, rows), who):
                yield _reading(Table(Sheet("CSV", tuple(piece)), understood), year)
        except (UnicodeDecodeError, csv.Error):
            raise not_a_workbook() from None


def _reading(table: Table, year: int) -> Reading:
    reading = Reading(understood=[replace(table.understood)])
    for line in lines_of(table):
        if line.kind is LineKind.GROUP:
            raise Refused(_grouped(line.row))
        if line.kind is LineKind.DATA:
            reading.rows.append(draft_of(table, line, year=year))
    return reading


def _rows(stream: TextIO) -> Iterator[Row]:
    separator = _separator(stream)
    for number, values in enumerate(csv.reader(stream, delimiter=separator), start=1):
        if number > _MOST_ROWS:
            raise Refused(_too_long())
        cells = tuple(clean_value(value) for value in values)
        if any(value is not None for value in cells):
            yield Row(number, cells)


def _pieces(rows: Iterable[Row], who: Sequence[int]) -> Iterator[list[Row]]:
    """Rows in pieces that end before a row which names somebody else."""
    piece: list[Row] = []
    last: list[str] = []
    for row in rows:
        named = [as_text(row.at(column)) for column in who]
        if len(piece) >= _PIECE_ROWS and any(named) and named != last:
            yield piece
            piece = []
        if any(named):
            last = named
        piece.append(row)
    if piece:
        yield piece


def _separator(stream: TextIO) -> str:
    start = stream.read(_SAMPLE)
    stream.seek(0)
    lines = start.splitlines()[:_HEAD_ROWS]
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in lines))


def _no_table() -> Refusal:
    return Refusal(
        "no_table",
        _(
            "Không tìm thấy bảng việc làm theo trong tệp; "
            "hãy đặt tên cột như “Họ và tên”, “Chi bộ”, “Nội dung đăng ký” ở dòng đầu bảng."
        ),
    )


def _grouped(row: int) -> Refusal:
    text = _(
        "Dòng %(row)d là tên một nhóm. Tệp dài phải có cột chi bộ ở từng dòng; hãy thêm cột đó hoặc"
        " chia tệp theo chi bộ."
    )
    return Refusal("stream_groups", text % {"row": row})


def _too_long() -> Refusal:
    return Refusal("file_too_long", _("Tệp dài quá 5.000.000 dòng; hãy chia tệp theo đơn vị."))

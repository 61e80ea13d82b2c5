"""How wide the columns of a table become, estimated from its words, so PDF and DOCX agree."""

from dataclasses import dataclass
from typing import Final

from neuguong.documents.document import Bound, Gap, Row, Run, Table

PADDING: Final = 1.8  # millimetres on each side of a cell
_MM_PER_POINT: Final = 25.4 / 72
_SMALLEST_SIZE: Final = 9
_SLACK: Final = 0.4  # rules of a table are not of no width
_ABOUT: Final = 1.1  # what is wanted may be this much more than what there is
_NAMES_AT_MOST: Final = 0.5  # of the table, before the headings of figures have had their part
_TEXT_AT_LEAST: Final = 32.0  # a column of words narrower than this is tiring to read
_NARROW: Final = frozenset(" \u00a0.,;:'|/()-!ijltfrIíìỉĩịÍÌỈĨỊ")
_WIDE: Final = frozenset("mwMW%—")


@dataclass(frozen=True, slots=True)
class Widths:
    """Size of the letters in points, and the width of each column in millimetres."""

    size: float
    columns: tuple[float, ...]


def fit(table: Table, available: float, size: float) -> Widths:
    """Widths that fill `available` millimetres, in letters of `size` or a little smaller.

    A point or two is given up when all columns then have about what they would use; more only when
    a word would otherwise leave its cell.
    """
    for smaller in (size, size - 1, size - 2):
        if _is_roomy(table, available, smaller):
            least = _all_least(table, smaller)
            return Widths(smaller, _share(table, least, available, smaller))
    size -= 2
    least = _all_least(table, size)
    while sum(least) > available and size > _SMALLEST_SIZE:
        size -= 1
        least = _all_least(table, size)
    if sum(least) > available:
        return Widths(size, tuple(round(width * available / sum(least), 2) for width in least))
    return Widths(size, _share(table, least, available, size))


def wants_turning(table: Table, available: float, size: float) -> bool:
    """Whether a page on its side would serve a table better, even in the smaller letters."""
    return not _is_roomy(table, available, size - 2)


def line_width(text: str, size: float, bold: bool = False) -> float:
    """Millimetres of a line in letters of Times, on the generous side."""
    ems = sum(_ems(char) for char in text)
    return ems * size * _MM_PER_POINT * (1.12 if bold else 1.0)


def count_lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes in so many millimetres."""
    lines, used = 1, 0.0
    space = line_width(" ", size, bold)
    for word in text.split(" "):
        length = line_width(word, size, bold)
        if used and used + space + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (space if used else 0.0)
    return lines


def _is_roomy(table: Table, available: float, size: float) -> bool:
    """Whether every column has about what it would use."""
    least = _all_least(table, size)
    wanted = _wanted(table, least, available, size)
    return sum(least) <= available and sum(wanted) <= available * _ABOUT


def text_of(run: Run) -> str:
    """The words of a run as they stand in a cell."""
    if isinstance(run, Bound):
        return run.shown
    return run.prompt if isinstance(run, Gap) else run.text


def _all_least(table: Table, size: float) -> list[float]:
    """The least width of each column."""
    return [_least(table, n, size) for n in range(len(table.columns))]


def _wanted(table: Table, least: list[float], available: float, size: float) -> list[float]:
    """What each column would use, names at most half of the table."""
    limits = {"text": available * _NAMES_AT_MOST}
    return [
        max(least[n], min(_natural(table, n, size), limits.get(column.kind, available)))
        for n, column in enumerate(table.columns)
    ]


def _share(table: Table, least: list[float], available: float, size: float) -> tuple[float, ...]:
    """The least widths, and what is left: first to names, so they stay on one line, then to headings."""
    widths, wanted = list(least), _wanted(table, least, available, size)
    words = [n for n, column in enumerate(table.columns) if column.kind == "text"]
    others = [n for n in range(len(widths)) if n not in words]
    for some in (words, others):
        wants = [wanted[n] - widths[n] for n in some]
        part = min(1.0, (available - sum(widths)) / sum(wants)) if sum(wants) else 0.0
        for n, want in zip(some, wants, strict=True):
            widths[n] += want * part
    widths[words[0] if words else -1] += available - sum(widths)
    return tuple(round(width, 2) for width in widths)


def _least(table: Table, n: int, size: float) -> float:
    """Below this a word would leave its cell; figures, codes and units stay on one line."""
    column = table.columns[n]
    words = max(
        _longest_word(column.text, size, bold=True), _TEXT_AT_LEAST * (column.kind == "text")
    )
    for row in _lines(table):
        text = text_of(row.cells[n])
        bold = row.kind == "total"
        cell = (
            _longest_word(text, size, bold)
            if column.kind == "text"
            else line_width(text, size, bold)
        )
        words = max(words, cell)
    return words + 2 * PADDING + _SLACK


def _natural(table: Table, n: int, size: float) -> float:
    """What a column would use: all of its words, or half of a long heading over figures."""
    column = table.columns[n]
    heading = line_width(column.text, size, bold=True)
    if column.kind != "text":
        return heading / 2 + 2 * PADDING
    cells = (line_width(text_of(row.cells[n]), size, row.kind == "total") for row in _lines(table))
    return max((heading, *cells)) + 2 * PADDING + _SLACK


def _lines(table: Table) -> list[Row]:
    """The rows that have a cell in every column."""
    return [row for row in table.rows if row.kind != "section"]


def _longest_word(text: str, size: float, bold: bool) -> float:
    """The widest part of a text that does not break; a no-break space holds its neighbours."""
    return max((line_width(word, size, bold) for word in text.split(" ")), default=0.0)


def _ems(char: str) -> float:
    """The width of one letter in parts of the letter size."""
    if char in _NARROW:
        return 0.31
    if char in _WIDE:
        return 0.9
    if char.isdigit():
        return 0.5
    return 0.72 if char.isupper() else 0.49

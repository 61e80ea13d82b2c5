"""Places in a sheet: letters of columns, references such as "$B$12", merged ranges."""

from dataclasses import dataclass

from neuguong.exchange.workbook.refusals import too_big


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all four bounds counted from 1 and included."""

    top: int
    left: int
    bottom: int
    right: int


def column_letter(column: int) -> str:
    """The letter of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as "$B$12"; zeros where a part is missing."""
    column = row = 0
    for char in reference:
        if char.isdigit():
            row = row * 10 + int(char)
        elif char.isalpha() and char.isascii():
            column = column * 26 + ord(char.upper()) - ord("A") + 1
        if row > 10_000_000 or column > 1_000_000:
            raise too_big()
    return row, column

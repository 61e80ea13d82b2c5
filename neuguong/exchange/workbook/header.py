"""Finds the rows of headings in a sheet, and a key for each column; cells below are not judged here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from neuguong.exchange.workbook.contents import found_by_content
from neuguong.exchange.workbook.headings import SUBJECT_KEYS, score, score_path
from neuguong.exchange.workbook.sheets import Row, Sheet, Value, as_text

_SEARCHED_ROWS: Final = 60
_HEADER_ROWS: Final = 3
_MIN_SCORE: Final = 6.0
_HEADS: Final = frozenset({"number", "name", "collective", "unit", "deed", "family_name"})


def best_header(
    sheet: Sheet, *, by_content: bool = False
) -> tuple[int, int, dict[int, str]] | None:
    """First row, last row and keys by column of the header that explains most.

    If no header names deeds, what the columns hold may tell which one does.
    """
    best: tuple[float, int, int, dict[int, str]] | None = None
    for row in sheet.rows[:_SEARCHED_ROWS]:
        for last in _possible_ends(sheet, row.number):
            paths = paths_of(sheet, row.number, last)
            keys, total = assigned_keys(paths)
            if by_content and len(keys) > 1:
                keys = found_by_content(sheet, last, keys, headed(paths))
            found = set(keys.values())
            if "deed" not in found or not (found & SUBJECT_KEYS or len(found) >= 3):
                continue
            worth = len(keys) + total / 10_000 + _worth_of_rows(sheet, row.number, last)
            if best is None or worth > best[0]:
                best = (worth, row.number, last, keys)
    if best is None and not by_content:
        return best_header(sheet, by_content=True)
    return best[1:] if best else None


def _worth_of_rows(sheet: Sheet, first: int, last: int) -> float:
    """A row whose cells all stand under wider headings is a part of the header; another hardly is."""
    worth = 0.0
    for number in range(first + 1, last + 1):
        row = sheet.row(number)
        filled = [c for c, v in enumerate(row.values, 1) if v is not None] if row else []
        above = [sheet.merge_at(number - 1, column) for column in filled]
        worth += 0.5 if all(merge and merge.right > merge.left for merge in above) else -0.01
    return worth


def header_rows(sheet: Sheet) -> list[int]:
    """Where tables begin: rows of headings whose columns differ from those of the table above."""
    found: list[int] = []
    known: dict[int, str] = {}
    after = 0
    for row in sheet.rows:
        if row.number <= after or not _begins_as_header(row):
            continue
        for last in _possible_ends(sheet, row.number):
            keys = assigned_keys(paths_of(sheet, row.number, last))[0]
            if "deed" in keys.values() and len(keys) >= 3 and set(keys.values()) & SUBJECT_KEYS:
                after = last
                if keys != known:
                    found.append(row.number)
                    known = keys
                break
    return found


def _begins_as_header(row: Row) -> bool:
    """Whether the first cell of a row is a very heading and all others are words."""
    first = next((value for value in row.values if value is not None), None)
    if not isinstance(first, str) or len(first) > 40:
        return False
    if not any(score(first).get(key, 0) >= 100 for key in _HEADS):
        return False
    return all(isinstance(value, str) for value in row.values if value is not None)


def headed(paths: Mapping[int, Sequence[str]]) -> list[int]:
    """The columns that have a heading at all."""
    return [column for column, path in paths.items() if path]


def _possible_ends(sheet: Sheet, first: int) -> Iterator[int]:
    """Last rows a header may have: the row itself, and those that only divide the headings above."""
    row = sheet.row(first)
    words = sum(isinstance(v, str) for v in row.values) if row else 0
    numbers = sum(isinstance(v, int | float) for v in row.values) if row else 0
    if words < 2 or numbers * 3 > words:
        return
    yield first
    for last in range(first + 1, first + _HEADER_ROWS):
        below = sheet.row(last)
        if below is None or not all(
            _divides(sheet, first, last, column, value)
            for column, value in enumerate(below.values, start=1)
            if value is not None
        ):
            return
        yield last


def _divides(sheet: Sheet, first: int, row: int, column: int, value: Value) -> bool:
    """Whether a cell is a heading under a wider one, or under nothing."""
    if not isinstance(value, str):
        return False
    above = sheet.merge_at(row - 1, column)
    if above is None:
        return (
            sheet.value(row - 1, column) is None
            or _is_heading(value)
            or _was_merged(sheet, row - 1, column)
        )
    return above.top >= first and above.right > above.left and above.bottom < row


def _is_heading(value: Value) -> bool:
    return isinstance(value, str) and max(score(value).values(), default=0) >= 100


def _was_merged(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a wide heading has lost its merge, as in CSV: nothing beside it, and a heading below that."""
    beside = sheet.value(row, column + 1)
    return beside is None and _is_heading(sheet.value(row + 1, column + 1))


def paths_of(sheet: Sheet, first: int, last: int) -> dict[int, list[str]]:
    """For each column the headings over it, from the top."""
    width = max((len(row.values) for row in sheet.rows), default=0)
    paths: dict[int, list[str]] = {}
    for column in range(1, width + 1):
        path: list[str] = []
        for number in range(first, last + 1):
            merge = sheet.merge_at(number, column)
            value = sheet.value(number, column)
            if merge and merge.top >= first:
                value = sheet.value(merge.top, merge.left)
            text = " ".join(as_text(value).split()) if isinstance(value, str) else ""
            if text and (not path or path[-1] != text):
                path.append(text)
        paths[column] = path
    return paths


def assigned_keys(paths: Mapping[int, Sequence[str]]) -> tuple[dict[int, str], float]:
    """A key for each column, best matches first, each key once; and the sum of the scores."""
    offers: list[tuple[float, int, str]] = []
    for column, path in paths.items():
        for key, value in score_path(path).items():
            name = "achieved" if key == "quantity" and _under_result(path) else key
            offers.append((min(value, 200.0), column, name))
    offers.sort(key=lambda offer: (-offer[0], offer[1]))
    keys: dict[int, str] = {}
    total = 0.0
    best_of: dict[int, float] = {}
    for value, column, key in offers:
        close = value >= best_of.setdefault(column, value) * 0.6
        if column not in keys and key not in keys.values() and value >= _MIN_SCORE and close:
            keys[column] = key
            total += value
    return keys, total


def _under_result(path: Sequence[str]) -> bool:
    return len(path) > 1 and "result" in score(path[0])

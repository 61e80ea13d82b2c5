"""Finds the table in a sheet: header rows, columns, groups, totals, its end; values are not judged here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from neuguong.exchange.workbook.archive import column_letter
from neuguong.exchange.workbook.contents import found_by_content
from neuguong.exchange.workbook.headings import (
    BY_KEY,
    MONEY_KEYS,
    SUBJECT_KEYS,
    Spread,
    heading_unit,
    money_factor,
    score,
    score_path,
)
from neuguong.exchange.workbook.reader import Row, Sheet, Value
from neuguong.exchange.workbook.subjects import is_collective
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_SEARCHED_ROWS: Final = 60
_HEADER_ROWS: Final = 3
_SAMPLE: Final = 50
_MIN_SCORE: Final = 6.0
_TITLE_FACTOR: Final = re.compile(
    r"(?:don vi tinh|dvt|don vi)\s*:?\s*((?:nghin|ngan|trieu|tr|ty|1[. ]?000) ?(?:dong|d)?)\W*$"
)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column as understood: its number from 1, its key, the heading as typed.

    `factor` is how many đồng one of it stands for, `unit` the unit named in the heading.
    """

    column: int
    key: str
    heading: str
    factor: int = 1
    unit: str = ""

    @property
    def letter(self) -> str:
        """The letter over the column in the workbook."""
        return column_letter(self.column)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a sheet where the reader was wrong.

    `header` are the first and last row of the headings; `columns` gives keys and `factors` đồng by
    column number, an empty key for a column that shall not be read.
    """

    read: bool = True
    header: tuple[int, int] | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    factors: Mapping[int, int] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The same for JSON, whose keys are text."""
        return {
            "read": self.read,
            "header": list(self.header) if self.header else None,
            "columns": {str(column): key for column, key in self.columns.items()},
            "factors": {str(column): factor for column, factor in self.factors.items()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Said":
        """The same again."""
        header = data.get("header")
        return cls(
            bool(data.get("read", True)),
            (int(header[0]), int(header[1])) if header else None,
            {int(column): str(key) for column, key in data.get("columns", {}).items()},
            {int(column): int(factor) for column, factor in data.get("factors", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a sheet, as plain data that a person can look at and correct."""

    sheet: str
    titles: tuple[str, ...]
    header_first: int
    header_last: int
    columns: tuple[ColumnUse, ...]
    unread: tuple[str, ...]
    notes: tuple[str, ...]

    def use(self, key: str) -> ColumnUse | None:
        """The column that stands for a key, if the sheet has one."""
        return next((use for use in self.columns if use.key == key), None)

    def as_data(self) -> dict[str, Any]:
        """The same as lists and dictionaries, for JSON."""
        return asdict(self)


class Table:
    """A sheet seen through its understanding: values by row and key."""

    def __init__(self, sheet: Sheet, understood: Understanding) -> None:
        self.sheet = sheet
        self.understood = understood
        self._uses = {use.key: use for use in understood.columns}

    def use(self, key: str) -> ColumnUse | None:
        """The column of a key."""
        return self._uses.get(key)

    def value(self, row: int, key: str) -> Value:
        """The value of a key in a row; a name merged over several rows is in each of them."""
        use = self._uses.get(key)
        if use is None:
            return None
        if BY_KEY[key].spread is Spread.DOWN:
            merge = self.sheet.merge_at(row, use.column)
            if merge and merge.left == use.column and merge.top > self.understood.header_last:
                row = merge.top
        return self.sheet.value(row, use.column)

    def own_text(self, row: int, key: str) -> str:
        """What is typed in the very cell, never what is merged over it."""
        use = self._uses.get(key)
        return as_text(self.sheet.value(row, use.column)) if use else ""

    def text(self, row: int, key: str) -> str:
        """The value as text without spaces around; empty when blank."""
        return as_text(self.value(row, key))

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not blank."""
        return (row for row in self.sheet.rows if row.number > self.understood.header_last)


def as_text(value: Value) -> str:
    """What a cell shows, in one line less spaces around; whole numbers without decimals."""
    return "" if value is None else str(value).strip()


def understand(sheet: Sheet, said: Said | None = None) -> Understanding | None:
    """The table of deeds in a sheet, or None if no row reads as its header.

    `said` is what a person knows better; a column that shall not be read is among the unread ones.
    """
    said = said or Said()
    if not said.read:
        return None
    if said.header:
        first, last = said.header
        keys = _assigned(_paths(sheet, first, last))[0]
    else:
        best = _best_header(sheet)
        if best is None:
            return None
        first, last, keys = best
    keys = _renamed_by_content(sheet, last, keys)
    keys = found_by_content(sheet, last, keys, _headed(_paths(sheet, first, last)))
    for column, key in said.columns.items():
        keys = {c: k for c, k in keys.items() if k != key and c != column}
        if key in BY_KEY:
            keys[column] = key
    if "deed" not in keys.values():
        return None
    titles = tuple(
        as_text(value)
        for row in sheet.rows
        if row.number < first
        for value in row.values
        if isinstance(value, str)
    )
    paths = _paths(sheet, first, last)
    uses = tuple(
        _column_use(
            column,
            keys[column],
            paths.get(column, []),
            _factor_of(titles),
            said.factors.get(column),
        )
        for column in sorted(keys)
    )
    unread = tuple(
        _("cột %(letter)s “%(heading)s”") % {"letter": column_letter(c), "heading": _shown(path)}
        for c, path in sorted(paths.items())
        if path and c not in keys
    )
    return Understanding(sheet.name, titles, first, last, uses, unread, _notes(sheet))


def _best_header(
    sheet: Sheet, *, by_content: bool = False
) -> tuple[int, int, dict[int, str]] | None:
    """First row, last row and keys by column of the header that explains most.

    If no header names deeds, what the columns hold may tell which one does.
    """
    best: tuple[float, int, int, dict[int, str]] | None = None
    for row in sheet.rows[:_SEARCHED_ROWS]:
        for last in _possible_ends(sheet, row.number):
            paths = _paths(sheet, row.number, last)
            keys, total = _assigned(paths)
            if by_content and len(keys) > 1:
                keys = found_by_content(sheet, last, keys, _headed(paths))
            found = set(keys.values())
            if "deed" not in found or not (found & SUBJECT_KEYS or len(found) >= 3):
                continue
            worth = len(keys) + total / 10_000 - (last - row.number) / 100
            if best is None or worth > best[0]:
                best = (worth, row.number, last, keys)
    if best is None and not by_content:
        return _best_header(sheet, by_content=True)
    return best[1:] if best else None


def _headed(paths: Mapping[int, Sequence[str]]) -> list[int]:
    return [column for column, path in paths.items() if path]


def _possible_ends(sheet: Sheet, first: int) -> Iterator[int]:
    """Last rows a header may have: the row itself, and those that only divide the headings above."""
    row = sheet.row(first)
    if row is None or sum(isinstance(v, str) for v in row.values) < 2:
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
        return sheet.value(row - 1, column) is None or max(score(value).values(), default=0) >= 100
    return above.top >= first and above.right > above.left and above.bottom < row


def _paths(sheet: Sheet, first: int, last: int) -> dict[int, list[str]]:
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


def _assigned(paths: Mapping[int, Sequence[str]]) -> tuple[dict[int, str], float]:
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


def _renamed_by_content(sheet: Sheet, last: int, keys: dict[int, str]) -> dict[int, str]:
    """ "Đơn vị" beside "Số lượng" may be the unit of measure: its values tell."""
    unit = next((c for c, k in keys.items() if k == "unit"), None)
    if unit is None or "quantity" not in keys.values() or "quantity_unit" in keys.values():
        return keys
    values = [as_text(row.at(unit)) for row in sheet.rows if row.number > last][:_SAMPLE]
    words = [text for text in values if text]
    short = [text for text in words if len(text) <= 10 and not is_collective(text)]
    if words and keys.get(unit - 1) == "quantity" and len(short) > 0.8 * len(words):
        return {**keys, unit: "quantity_unit"}
    return keys


def _column_use(
    column: int, key: str, path: Sequence[str], default: int, said: int | None
) -> ColumnUse:
    heading = _shown(path)
    factor = 1
    if key in MONEY_KEYS:
        named = said or money_factor(" ".join(path))
        factor = int(named) if named is not None else default
    unit = heading_unit(heading) if key in ("quantity", "achieved") else ""
    return ColumnUse(column, key, heading, factor, unit)


def _shown(path: Sequence[str]) -> str:
    return " / ".join(path)


def _factor_of(titles: Sequence[str]) -> int:
    """The factor that a line above the table gives to all its money: "ĐVT: triệu đồng"."""
    for title in titles:
        match = _TITLE_FACTOR.search(fold(title))
        if match:
            return int(money_factor(match[1]) or 1)
    return 1


def _notes(sheet: Sheet) -> tuple[str, ...]:
    hidden = sum(row.hidden for row in sheet.rows)
    if not hidden:
        return ()
    return (_("Trang có %(count)d dòng ẩn; các dòng đó vẫn được đọc.") % {"count": hidden},)

"""The tables of a sheet, each with its columns as understood; values are not judged here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any, Final

from neuguong.exchange.workbook.archive import column_letter
from neuguong.exchange.workbook.contents import (
    found_by_content,
    further_deeds,
    parted_names,
    refuted_by_content,
)
from neuguong.exchange.workbook.header import (
    assigned_keys,
    best_header,
    headed,
    header_rows,
    paths_of,
)
from neuguong.exchange.workbook.headings import (
    BY_KEY,
    MONEY_KEYS,
    Spread,
    heading_unit,
    money_factor,
)
from neuguong.exchange.workbook.sheets import CellFault, Row, Sheet, Value, as_text
from neuguong.exchange.workbook.subjects import is_collective
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

__all__ = ["ColumnUse", "Said", "Table", "Understanding", "as_text", "tables_of", "understand"]

_SAMPLE: Final = 50
_MOST_TITLES: Final = 5
_TITLE_FACTOR: Final = re.compile(
    r"(?:don vi tinh|dvt|don vi)\s*:?\s*((?:nghin|ngan|trieu|tr|ty|1[. ]?000) ?(?:dong|d)?)\W*$"
)


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column as understood: its number from 1, its key, the heading as typed.

    `factor` is how many đồng one of it stands for, `unit` the unit named in the heading; `also` are
    columns that say the same of further deeds ("Việc 1", "Việc 2").
    """

    column: int
    key: str
    heading: str
    factor: int = 1
    unit: str = ""
    also: tuple[int, ...] = ()

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
    others: tuple[tuple[int, str], ...] = ()

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
        # Most tables have no merged cells below the header: their values need no looking up.
        below = any(merge.bottom > understood.header_last for merge in sheet.merges)
        self._plain = {
            use.key: use.column - 1 for use in understood.columns if not below and not use.also
        }
        self._values = {row.number: row.values for row in sheet.rows}
        self._told: dict[frozenset[str], tuple[str, ...]] = {}
        self.alike: dict[tuple[Any, ...], Any] = {}  # what rows with equal cells said

    def use(self, key: str) -> ColumnUse | None:
        """The column of a key."""
        return self._uses.get(key)

    def value(self, row: int, key: str) -> Value:
        """The value of a key in a row; a name merged over several rows is in each of them."""
        place = self._plain.get(key)
        if place is not None:
            values = self._values.get(row, ())
            return values[place] if place < len(values) else None
        use = self._uses.get(key)
        if use is None:
            return None
        if BY_KEY[key].spread is Spread.DOWN:
            merge = self.sheet.merge_at(row, use.column)
            if merge and merge.left == use.column and merge.top > self.understood.header_last:
                row = merge.top
        if use.also:
            return self._joined(row, use)
        return self.sheet.value(row, use.column)

    def cells(self, row: int, apart: frozenset[str] = frozenset()) -> tuple[Value, ...]:
        """The values of a row under all columns that were understood, `apart` from some keys."""
        keys = self._told.get(apart)
        if keys is None:
            keys = self._told[apart] = tuple(key for key in self._uses if key not in apart)
        value = self.value
        return tuple([value(row, key) for key in keys])

    def _joined(self, row: int, use: ColumnUse) -> Value:
        """Deeds of several columns as one numbered text; a single one as it is."""
        values = [self.sheet.value(row, column) for column in (use.column, *use.also)]
        filled = [value for value in values if value is not None]
        fault = next((value for value in filled if isinstance(value, CellFault)), None)
        if fault or len(filled) < 2:
            return fault or next(iter(filled), None)
        return "\n".join(f"{n}. {as_text(value)}" for n, value in enumerate(filled, start=1))

    def other_texts(self, row: int) -> tuple[tuple[str, str], ...]:
        """Headings and texts of the columns that stand for nothing known, and of notes."""
        return tuple(
            (heading, text)
            for column, heading in self.understood.others
            if (text := " ".join(as_text(self.sheet.merged_value(row, column)).split()))
        )

    def own_text(self, row: int, key: str) -> str:
        """What is typed in the very cell, never what is merged over it."""
        if key in self._plain:
            return self.text(row, key)
        use = self._uses.get(key)
        if use is None:
            return ""
        return as_text(self._joined(row, use) if use.also else self.sheet.value(row, use.column))

    def text(self, row: int, key: str) -> str:
        """The value as text without spaces around; empty when blank."""
        value = self.value(row, key)
        return "" if value is None else str(value).strip()

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not blank."""
        return (row for row in self.sheet.rows if row.number > self.understood.header_last)


def tables_of(sheet: Sheet, said: Said | None = None) -> list[Table]:
    """Every table of deeds in a sheet, from the top; what a person said is of the uppermost.

    A lower table has the lines right above it as titles; a unit of money holds until another is named.
    """
    starts = header_rows(sheet)
    if said is not None:
        starts = [0, *(row for row in starts if said.header and row > said.header[1])]
    if said is not None and not said.read:
        return []
    bounds = [0, *starts[1:], sheet.rows[-1].number + 1] if sheet.rows else []
    tables = []
    titles: tuple[str, ...] = ()
    for top, bottom in pairwise(bounds):
        part = sheet if len(bounds) == 2 else sheet.part(top, bottom)
        if top:
            titles += _lines_above(sheet, top)
        if understood := understand(part, None if top else said, titles):
            tables.append(Table(part, understood))
            titles = understood.titles
    return tables


def _lines_above(sheet: Sheet, number: int) -> tuple[str, ...]:
    """Lines of a text or two that end right above a row of headings."""
    lines: list[str] = []
    for row in reversed([row for row in sheet.rows if row.number < number][-_MOST_TITLES:]):
        texts = [as_text(value) for value in row.values if value is not None]
        if len(texts) > 2 or not all(isinstance(value, str | None) for value in row.values):
            break
        lines = [*texts, *lines]
    return tuple(lines)


def understand(
    sheet: Sheet, said: Said | None = None, above: Sequence[str] = ()
) -> Understanding | None:
    """The table of deeds in a sheet, or None if no row reads as its header; `above` are further titles.

    `said` is what a person knows better; a column that shall not be read is among the unread ones.
    """
    said = said or Said()
    if not said.read:
        return None
    if said.header:
        first, last = said.header
        keys = assigned_keys(paths_of(sheet, first, last))[0]
    else:
        best = best_header(sheet)
        if best is None:
            return None
        first, last, keys = best
    keys = _renamed_by_content(sheet, last, keys)
    paths = paths_of(sheet, first, last)
    keys = refuted_by_content(sheet, last, keys)
    keys = parted_names(sheet, last, keys, paths)
    keys = found_by_content(sheet, last, keys, headed(paths))
    for column, key in said.columns.items():
        keys = {c: k for c, k in keys.items() if k != key and c != column}
        if key in BY_KEY:
            keys[column] = key
    if "deed" not in keys.values():
        return None
    titles = (*above, *_titles(sheet, first))
    further = further_deeds(keys, paths)
    uses = tuple(
        _column_use(
            column,
            keys[column],
            paths.get(column, []),
            _factor_of(titles),
            said.factors.get(column),
            further if keys[column] == "deed" else (),
        )
        for column in sorted(keys)
    )
    unread = tuple(
        _("cột %(letter)s “%(heading)s”") % {"letter": column_letter(c), "heading": _shown(path)}
        for c, path in sorted(paths.items())
        if path and c not in keys and c not in further
    )
    others = tuple(
        (c, _shown(path))
        for c, path in sorted(paths.items())
        if path and c not in further and keys.get(c, "note") == "note"
    )
    notes = _notes(sheet, keys)
    return Understanding(sheet.name, titles, first, last, uses, unread, notes, others)


def _titles(sheet: Sheet, first: int) -> Iterator[str]:
    """Every text above the headings."""
    for row in sheet.rows:
        if row.number < first:
            yield from (as_text(value) for value in row.values if isinstance(value, str))


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
    column: int,
    key: str,
    path: Sequence[str],
    default: int,
    said: int | None,
    also: tuple[int, ...],
) -> ColumnUse:
    heading = _shown(path)
    factor = 1
    if key in MONEY_KEYS:
        named = said or money_factor(" ".join(path))
        factor = int(named) if named is not None else default
    unit = heading_unit(heading) if key in ("quantity", "achieved") else ""
    return ColumnUse(column, key, heading, factor, unit, also)


def _shown(path: Sequence[str]) -> str:
    return " / ".join(path)


def _factor_of(titles: Sequence[str]) -> int:
    """The factor that the nearest line above the table gives to all its money: "ĐVT: triệu đồng"."""
    for title in reversed(titles):
        match = _TITLE_FACTOR.search(fold(title))
        if match:
            return int(money_factor(match[1]) or 1)
    return 1


def _notes(sheet: Sheet, keys: Mapping[int, str]) -> tuple[str, ...]:
    """What is hidden is read all the same, and said."""
    notes = []
    if rows := sum(row.hidden for row in sheet.rows):
        notes.append(_("Trang có %(count)d dòng ẩn; các dòng đó vẫn được đọc.") % {"count": rows})
    if hidden := sorted(sheet.hidden_columns & set(keys)):
        letters = ", ".join(map(column_letter, hidden))
        notes.append(_("Cột ẩn %(letters)s vẫn được đọc.") % {"letters": letters})
    return tuple(notes)

"""What is typed into the grids, cell by cell, and how a block copied from a sheet spreads over them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from neuguong.lib.listing import one_line, split_block, split_items
from neuguong.lib.vietnamese import fold

MOST_CELLS: Final = 2_000
_CELL: Final = re.compile(r"(u|p[0-9]{1,18})\.(?:d([0-9]{1,18})|n([0-9]{1,4}))")


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell that was typed in: its row (`person_id` None is the unit), its deed or its place.

    `more` holds further deeds when the cell holds a list: "1. … 2. …".
    """

    name: str
    row: str
    person_id: int | None
    deed_id: int | None
    number: int
    text: str
    was: str
    more: tuple[str, ...] = ()


def typed_cells(data: Mapping[str, str], left_out: str = "") -> list[TypedCell]:
    """The cells whose words differ from those they were edited from, row by row, emptied ones last.

    A cell stands in the field "o.ROW.CELL" beside "w.ROW.CELL", the words it was edited from;
    `left_out` names one that is not to be saved.
    """
    found = []
    for field in list(data)[:MOST_CELLS]:
        match = _CELL.fullmatch(field[2:]) if field.startswith("o.") else None
        if match is None or field[2:] == left_out:
            continue
        name, row, deed, place = match[0], match[1], match[2], match[3]
        items, was = split_items(data[field], semicolons=False), one_line(data.get(f"w.{name}", ""))
        if one_line(data[field]) == was or (not items and not was):
            continue
        found.append(
            TypedCell(
                name=name,
                row=row,
                person_id=int(row[1:]) if row != "u" else None,
                deed_id=int(deed) if deed else None,
                number=int(place) if place else 0,
                text=items[0] if items else "",
                was=was,
                more=tuple(items[1:]),
            )
        )
    return sorted(found, key=lambda cell: not cell.text)


@dataclass(frozen=True, slots=True)
class Spread:
    """A pasted block: for each row its cells, each as its deeds; `keys` when rows go by name.

    `left` are names that no row of the grid has, or that two have.
    """

    rows: Sequence[Sequence[Sequence[str]]]
    keys: Sequence[str] = ()
    left: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the grid as a pasted list may name it."""

    key: str
    name: str
    birth_year: int | None = None


_TITLES: Final = re.compile(r"^(?:dong chi|d/c|dc|ong|ba)\s+")
_DEED_HEADS: Final = ("viec", "noi dung", "dang ky", "lam theo")
_NOT_DEEDS: Final = ("stt", "tt", "sinh", "chuc vu", "ghi chu", "doi tuong", "chi bo", "don vi")


def spread(text: str, known: Iterable[Named]) -> Spread:
    """How a block copied from a sheet spreads over the grid.

    Where a column holds names of the grid, every row goes to its person wherever the block is put;
    otherwise rows follow each other from the cell in which one stands. Numbered deeds in one cell are
    parted.
    """
    block = [row for row in split_block(text) if any(cell.strip() for cell in row)]
    rows_named: dict[str, list[Named]] = {}
    for one in known:
        rows_named.setdefault(fold(one.name), []).append(one)
    column = _name_column(block, rows_named)
    found = _by_name(block, column, rows_named) if column is not None else None
    if found is not None and (found.rows or found.left):
        return found
    return Spread([[split_items(cell) for cell in row] for row in block])


def _bare(cell: str) -> str:
    return _TITLES.sub("", fold(cell))


def _name_column(block: Sequence[Sequence[str]], known: Mapping[str, object]) -> int | None:
    """The first column in which half of what is written, or more, are names of the grid."""
    for column in range(max((len(row) for row in block), default=0)):
        written = [row[column] for row in block if column < len(row) and row[column].strip()]
        hits = sum(_bare(cell) in known for cell in written)
        if hits and hits * 2 >= len(written):
            return column
    return None


def _by_name(
    block: Sequence[Sequence[str]], column: int, known: Mapping[str, Sequence[Named]]
) -> Spread:
    columns = _deed_columns(block, column, known)
    rows: dict[str, list[list[str]]] = {}
    left: list[str] = []
    key = ""
    for row in block:
        name = row[column].strip() if column < len(row) else ""
        cells = [split_items(row[at]) for at in columns if at < len(row)]
        if name:
            key = _key_of(row, name, known)
            if not key and any(cells) and not _is_head(row, column):
                left.append(one_line(name))
        if key and any(cells):
            rows.setdefault(key, []).extend(items for items in cells if items)
    return Spread(list(rows.values()), list(rows), left)


def _key_of(row: Sequence[str], name: str, known: Mapping[str, Sequence[Named]]) -> str:
    """The row of that name; of two, the one whose year of birth stands beside it."""
    alike = known.get(_bare(name), ())
    if len(alike) > 1:
        years = {cell.strip()[-4:] for cell in row}
        alike = [one for one in alike if str(one.birth_year) in years]
    return alike[0].key if len(alike) == 1 else ""


def _is_head(row: Sequence[str], column: int) -> bool:
    words = fold(row[column]).split()
    return "ten" in words or "ho" in words


def _deed_columns(
    block: Sequence[Sequence[str]], column: int, known: Mapping[str, object]
) -> list[int]:
    """The columns that hold deeds: those headed so, else those beside the name that hold words."""
    width = max(len(row) for row in block)
    others = [at for at in range(width) if at != column]
    heads = block[0] if _bare(block[0][column]) not in known else []
    folded = {at: fold(heads[at]) if at < len(heads) else "" for at in others}
    headed = [
        at
        for at in others
        if any(word in folded[at] for word in _DEED_HEADS)
        and not any(word in folded[at].split() for word in ("tt", "stt"))
    ]
    if headed:
        return headed
    return [
        at
        for at in others
        if not any(word in folded[at] for word in _NOT_DEEDS)
        and any(len(_written(row, at).split()) >= 3 for row in block)
    ]


def _written(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""

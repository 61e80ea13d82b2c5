"""Deeds of rows whose cells are equal are read once: lists say the same of many people."""

from collections.abc import Callable, Iterable
from typing import Final

from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft

_MOST: Final = 20_000  # kept of one table, so that memory stays bounded
_OF_SUBJECT: Final = frozenset(
    {"number", "name", "family_name", "collective", "unit", "category", "post", "birth", "sex"}
)


def deeds_alike(row: RowDraft, read: Callable[[], Iterable[DeedDraft]]) -> tuple[DeedDraft, ...]:
    """The very deeds of an earlier row with the same cells, if there was nothing to say of it; else read.

    Cells that tell who it is do not matter; `read` may use nothing of the row beside its other cells.
    """
    table = row.table
    if table is None:
        return tuple(read())
    cells = table.cells(row.number, _OF_SUBJECT)
    key = (
        row.form,
        cells,
        tuple(map(type, cells)),
    )  # True, 1 and 1.0 are equal, and say other things
    known = table.alike.get(key)
    if known is not None:
        deeds: tuple[DeedDraft, ...]
        deeds, read_as = known
        row.read_as.update((column, list(words)) for column, words in read_as)
        return deeds
    before, noted = len(row.faults) + len(row.warnings), set(row.read_as)
    deeds = tuple(read())
    if len(row.faults) + len(row.warnings) == before and len(table.alike) < _MOST:
        read_as = tuple((column, tuple(words)) for column, words in row.read_as.items()
                        if column not in noted)  # fmt: skip
        table.alike[key] = deeds, read_as
    return deeds

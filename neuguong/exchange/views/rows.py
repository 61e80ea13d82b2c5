"""The rows of a file as a preview shows them: a state for each row and each cell, in words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from neuguong.exchange.queries import CellChange, Doubt, Plan
from neuguong.exchange.workbook.drafts import CellView, Finding, RowDraft

ROWS_OF_A_PAGE: Final = 30
_LONGEST: Final = 300
_ENDLESS: Final = re.compile(r"\S{24}")
_MAY_BREAK: Final = "\u200b"  # a sign of no width, where a word too long for its column may break
_ICONS: Final = {
    "read": "ok",
    "new": "plus",
    "look": "warn",
    "err": "late",
    "changed": "swap",
    "same": "lock",
}
STATES: Final = ("ok", "same", "changed", "new", "look", "fault")


class CellShown(NamedTuple):
    """A cell: its text as typed, and what was made of it."""

    label: str
    text: str
    state: str = ""
    note: str = ""
    kind: str = ""

    @property
    def icon(self) -> str:
        """The sign before the note."""
        return _ICONS.get(self.kind or self.state, "ok")


@dataclass(frozen=True, slots=True)
class FaultShown:
    """A fault with the cell that would be typed over to mend it, "" when another fault has it."""

    finding: Finding
    sheet: str
    cell: str
    typed: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the file under its columns."""

    number: int
    state: str
    cells: Sequence[CellShown]
    faults: Sequence[FaultShown]
    doubts: Sequence[Doubt] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview says of a whole file, as plain values, and how to come by the rows at some places.

    In `head` the lists "names", "numbers" and "states" tell sheet, number and state of every row.
    """

    head: dict[str, Any]
    rows_at: Callable[[Sequence[int]], list[RowShown]]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One page of rows of one sheet, and how many of each state the file has."""

    index: int
    columns: Sequence[tuple[str, str, str]]  # letter, heading, meaning
    unread: Sequence[str]
    rows: Sequence[RowShown]
    counts: Counter[str]
    total: int
    shown_before: int
    next_after: int


def state_of(plan: Plan, row: RowDraft) -> str:
    """The gravest thing to say of a row."""
    key = (row.sheet, row.number)
    if row.faults:
        return "fault"
    if row.warnings:
        return "look"
    if key in plan.changed_cells:
        return "changed"
    if key in plan.known_rows:
        return "same"
    return "new" if row.news else "ok"


def sheet_shown(preview: Preview, *, index: int, state: str, after: int) -> SheetShown:
    """A page of the rows of one sheet: those of a state, from the row after a number on."""
    head = preview.head
    index = min(index, len(head["sheets"]) - 1)
    sheet, numbers = head["sheets"][index], head["numbers"]
    wanted = [
        place
        for place, (name, kind) in enumerate(zip(head["names"], head["states"], strict=True))
        if name == sheet["name"] and (not state or kind == state)
    ]
    rest = [place for place in wanted if numbers[place] > after]
    page = rest[:ROWS_OF_A_PAGE]
    return SheetShown(
        index=index,
        columns=[(letter, heading, meaning) for letter, heading, meaning in sheet["columns"]],
        unread=sheet["unread"],
        rows=preview.rows_at(page),
        counts=Counter(head["states"]),
        total=len(wanted),
        shown_before=len(wanted) - len(rest),
        next_after=numbers[page[-1]] if len(rest) > len(page) else 0,
    )


def as_data(row: RowShown) -> list[Any]:
    """The row as plain values that can be kept."""
    return [
        row.number,
        row.state,
        row.cells,
        [(asdict(each.finding), each.sheet, each.cell, each.typed) for each in row.faults],
        [(d.row.sheet, d.column, d.key, d.code, d.text, d.typed, d.options, d.chosen)
         for d in row.doubts],
    ]  # fmt: skip


def from_data(data: Sequence[Any]) -> RowShown:
    """The same row again."""
    number, state, cells, faults, doubts = data
    return RowShown(
        number,
        state,
        [CellShown(*cell) for cell in cells],
        [FaultShown(Finding(**finding), *rest) for finding, *rest in faults],
        [Doubt(RowDraft(sheet, number), *rest) for sheet, *rest in doubts],
    )


def row_shown(plan: Plan, row: RowDraft) -> RowShown:
    """A row of a plan under its columns, with what there is to say of each cell."""
    said: dict[str, tuple[str, str]] = {}
    for state, found in (("new", row.news), ("look", row.warnings), ("err", row.faults)):
        for each in found:
            said[each.column] = (state, _("cần sửa") if state == "err" else each.text)
    key = (row.sheet, row.number)
    known = key in plan.known_rows
    changed = plan.changed_cells.get(key, {})
    typed: dict[str, str] = defaultdict(str)
    cells = []
    for view in row.cells():
        typed[view.use.letter] = view.shown
        cells.append(
            _changed_shown(view, changed[view.use.key])
            if view.use.key in changed and view.use.letter not in said
            else _cell_shown(view, said.get(view.use.letter), known=known)
        )
    faults = list(_faults_shown(row, typed))
    return RowShown(row.number, state_of(plan, row), cells, faults, plan.doubts.get(key, ()))


def _faults_shown(row: RowDraft, typed: Mapping[str, str]) -> Iterator[FaultShown]:
    """Each fault; the first of a cell carries the cell to be typed over."""
    mended: set[str] = set()
    for each in row.faults:
        cell = f"{each.column}{each.row}" if each.column not in mended else ""
        mended.add(each.column)
        yield FaultShown(each, row.sheet, cell, typed[each.column][:_LONGEST])


def _changed_shown(view: CellView, change: CellChange) -> CellShown:
    """What stands in the system beside what the file says."""
    note = _("đang là %(was)s, sẽ là %(will)s") % {"was": change.was, "will": change.will}
    return CellShown(_label(view), _short(view.shown), "new", note, "changed")


def _label(view: CellView) -> str:
    return _last(view.use.heading)


@lru_cache(maxsize=1024)
def _last(heading: str) -> str:
    return heading.split(" / ")[-1]


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return _ENDLESS.sub(lambda word: word[0] + _MAY_BREAK, text)


def _cell_shown(view: CellView, said: tuple[str, str] | None, *, known: bool) -> CellShown:
    label, text = _label(view), _short(view.shown)
    if said:
        return CellShown(label, text, *said)
    if known and view.use.key == "deed":
        return CellShown(label, text, "read", _("đã có, không nhập lại"), "same")
    if view.read_as:
        return CellShown(label, text, "read", _("đọc là %(value)s") % {"value": view.read_as})
    return CellShown(label, text)

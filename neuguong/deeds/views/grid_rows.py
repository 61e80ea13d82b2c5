"""The rows of the grids as they are drawn: who, in which state, each cell with what is said under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from neuguong.deeds.actions.grid import target_in
from neuguong.deeds.forms.deed import FIRST_LINES
from neuguong.deeds.measures import RESULT_KIND
from neuguong.deeds.models import DEED_LABELS, Deed
from neuguong.deeds.queries.grid import GridRow
from neuguong.deeds.rights import Right
from neuguong.deeds.rules import (
    OPEN_STATES,
    DeedState,
    Hint,
    RegistrationState,
    Standing,
    quantity_hints,
)
from neuguong.deeds.views.cards import Badge, badge_of
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import format_amount
from neuguong.lib.listing import one_line


@dataclass(frozen=True, slots=True)
class Note:
    """A gentle check under a cell; a mild one asks for nothing."""

    text: str
    mild: bool = False


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell was not saved; `theirs` is what somebody else wrote there meanwhile.

    `beside` says that theirs stands in a cell of its own, so that both may be kept.
    """

    text: str
    theirs: str | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: its name in the form, what stands in it, what it was edited from, what is said of it.

    `notes` are gentle checks, `read_as` is the amount that was understood.
    """

    name: str
    place: int
    label: str
    text: str = ""
    was: str = ""
    locked: bool = False
    read_as: str = ""
    notes: Sequence[Note] = ()
    fault: CellFault | None = None

    @property
    def told(self) -> bool:
        """Whether anything is said under the cell."""
        return bool(self.read_as or self.notes or self.fault)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: number in the list ("" for the unit), name, second line, state, cells.

    `least` cells are drawn on a phone, more when more is written.
    """

    key: str
    place: str
    name: str
    note: str
    badge: Badge
    lines: Sequence[str]
    cells: Sequence[CellView]
    mark: str
    locked: bool
    least: int


Typed = Mapping[str, tuple[str, CellFault]]


def row_views(
    by: Actor, rows: Sequence[GridRow], *, open_year: bool, faults: Typed | None = None
) -> list[RowView]:
    """The rows with as many cells as the longest needs, and one more; `faults` by the cell's name."""
    places, asked = columns(rows), any(row.minimum for row in rows)
    numbers = iter(range(1, len(rows) + 1))
    return [
        row_view(
            by, row, places, str(next(numbers)) if row.person else "", open_year=open_year,
            faults=faults or {}, least=row.minimum if asked else FIRST_LINES,
        )
        for row in rows
    ]  # fmt: skip


def columns(rows: Sequence[GridRow]) -> int:
    """How many deeds a row has room for: what the plan asks, what the longest holds, and one more."""
    return max(plan_of(rows), max((len(row.deeds) for row in rows), default=0)) + 1


def plan_of(rows: Sequence[GridRow]) -> int:
    """The most that the plan asks of a row; three where it asks nothing of anybody."""
    return max((row.minimum for row in rows), default=0) or FIRST_LINES


def row_view(
    by: Actor, row: GridRow, places: int, place: str, *, open_year: bool, faults: Typed, least: int
) -> RowView:
    """One row of the grid with `places` cells."""
    locked = not (open_year and _may_write(by, row))
    cells = [_cell(row, deed, at, locked, faults) for at, deed in enumerate(row.deeds, start=1)]
    for free in range(max(1, places - len(cells))):
        cells.append(_empty(row, row.next_number + free, len(cells) + 1, locked, faults))
    _move_strangers(row, cells, faults)
    return RowView(
        key=row.key,
        place=place,
        name=_name(row),
        note=_who(row),
        badge=badge_of(row.registration),
        lines=_under_state(row),
        cells=cells,
        mark=row.mark,
        locked=locked,
        least=least,
    )


def _may_write(by: Actor, row: GridRow) -> bool:
    found = row.registration
    if row.elsewhere or (found and found.state == RegistrationState.WITHDRAWN):
        return False
    own = row.person is not None and row.person.pk == by.person_id
    return own or by.may(Right.REGISTER, at=row.unit)


def _name(row: GridRow) -> str:
    return row.person.full_name if row.person else row.unit.name


def _who(row: GridRow) -> str:
    if row.person is None:
        return _("việc của tập thể")
    born = _("sinh %(year)s") % {"year": row.person.birth_year} if row.person.birth_year else ""
    account = _("có tài khoản") if row.has_account else _("ghi giúp")
    return " · ".join(filter(None, (born, row.person.nickname, account)))


def _under_state(row: GridRow) -> list[str]:
    found = row.registration
    if row.elsewhere:
        return [_("đăng ký tại %(unit)s") % {"unit": row.elsewhere}]
    lines = []
    if found and found.state == RegistrationState.RETURNED and found.return_reason:
        lines.append(found.return_reason)
    missing = row.minimum - len(row.deeds)
    if row.deeds and missing > 0:
        lines.append(_("còn thiếu %(missing)s việc") % {"missing": missing})
    return lines


def _label(row: GridRow, at: int) -> str:
    return _("%(name)s, việc %(number)s") % {"name": _name(row), "number": at}


def _cell(row: GridRow, deed: Deed, at: int, locked: bool, faults: Typed) -> CellView:
    name = f"{row.key}.d{deed.pk}"
    typed, fault = faults.get(name, (deed.text, None))
    ended = deed.state not in OPEN_STATES
    notes = (
        []
        if ended
        else [_note(hint, deed) for hint in [*row.hints.get(deed.pk, ()), *_slips(deed)]]
    )
    return CellView(
        name=name,
        place=at,
        label=_label(row, at),
        text=typed,
        was=deed.text,
        locked=locked or (ended and deed.standing == Standing.COUNTED),
        read_as=str(DEED_LABELS[DeedState(deed.state)]) if ended else _read_as(deed),
        notes=notes,
        fault=fault,
    )


def _empty(row: GridRow, number: int, at: int, locked: bool, faults: Typed) -> CellView:
    name = f"{row.key}.n{number}"
    typed, fault = faults.get(name, ("", None))
    return CellView(name, at, _label(row, at), typed, locked=locked, fault=fault)


def _move_strangers(row: GridRow, cells: list[CellView], faults: Typed) -> None:
    """What was typed for a cell that is gone or taken comes to stand in the next empty one."""
    shown = {cell.name for cell in cells}
    lost = [name for name in faults if name.startswith(f"{row.key}.") and name not in shown]
    for name in lost:
        text, fault = faults[name]
        at = next((i for i, cell in enumerate(cells) if not cell.text and not cell.fault), None)
        if at is None:
            number = row.next_number + sum(cell.name.startswith(f"{row.key}.n") for cell in cells)
            cells.append(_empty(row, number, len(cells) + 1, False, {}))
            at = len(cells) - 1
        free = cells[at]
        cells[at] = CellView(free.name, free.place, free.label, text, fault=fault)


def _read_as(deed: Deed) -> str:
    """The amount understood from the sentence, or the target that was set beside it."""
    if deed.target_amount is None:
        return ""
    amount = format_amount(deed.target_amount, deed.target_unit)
    read = target_in(deed.text)
    from_text = read is not None and (read.value, read.unit_text or "") == (
        deed.target_amount,
        deed.target_unit,
    )
    words = _("đọc là %(amount)s") if from_text else _("chỉ tiêu %(amount)s")
    return words % {"amount": amount}


def _note(hint: Hint, deed: Deed) -> Note:
    """A check in the few words a cell has room for."""
    match hint.code:
        case "general":
            return Note(_("Còn chung chung. Thêm: làm gì, ở đâu, bao nhiêu?"))
        case "as_last_year":
            return Note(
                _("Giống năm %(year)s. Giữ cũng được.") % {"year": deed.year - 1}, mild=True
            )
        case "as_beside":
            return Note(_("Trong đơn vị đã có việc cùng lời."), mild=True)
        case _:
            return Note(hint.text)


def _slips(deed: Deed) -> list[Hint]:
    """What may be asked about the amount that is promised."""
    kind = RESULT_KIND.get(deed.target_kind)
    word = one_line(deed.target_unit).lower()
    if kind is None or deed.target_amount is None or word not in kind.words:
        return []
    scaled = int(deed.target_amount * Decimal(kind.words[word]))
    return quantity_hints(kind.number, scaled, kind.words, word)

"""The desk of an officer or leader: what waits here, who is silent below, the children."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.home.queries.desk import BRANCH_COLUMNS, BRANCH_FIGURES, BranchDesk
from neuguong.home.views.asked import Doors, unit_word
from neuguong.home.views.todo import Todo, deadlines_of
from neuguong.lib.amounts import format_number
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor
from neuguong.rollup.queries import Figure as Counted
from neuguong.rollup.queries import Row, measure_of
from neuguong.ui.parts import Cell, Column, Figure, Table

_NAMES = 6  # in a sentence
_ROWS = 60  # of the table of children


def branch_words(by: AccountActor, desk: BranchDesk, day: date) -> dict[str, Any]:
    """What the page of a branch's desk shows."""
    place = desk.place
    unit, doors = place.unit, Doors.of(place.period)
    listed = f"{reverse('deeds:list', args=[unit.slug])}?nam={place.year}"
    return {
        "unit": unit,
        "parent": unit.parent,
        "year": place.year,
        "todo": list(_branch_todo(by, desk, listed)),
        "tiles": [
            _tile(desk.figures[key], doors.records(unit, key)) for key in BRANCH_FIGURES
        ],
        "table": _branch_table(desk, doors),
        "missing": desk.missing,
        "figures_url": doors.figures(unit),
        "report_url": f"{reverse('reports:report', args=[unit.slug])}?ky={place.period.key}"
        if by.may("reports.view", at=unit)
        else "",
        **deadlines_of(desk.phases, day),
    }  # fmt: skip


def _tile(figure: Counted, url: str) -> Figure:
    return Figure(figure.label, figure.number, url, unit_word(figure))


def _branch_todo(by: AccountActor, desk: BranchDesk, listed: str) -> Iterator[Todo]:
    """What waits for an officer or leader."""
    unit, doors = desk.place.unit, Doors.of(desk.place.period)
    works = by.may("deeds.confirm", at=unit)
    if desk.waiting and works:
        title = _("%(count)s bản gửi đến đơn vị, chờ xác nhận") % {"count": desk.waiting}
        yield Todo("sent", "t-sent", title, "", listed, _("Đọc và xác nhận"), go=True)
    if desk.told and works:
        title = _("%(count)s việc của đơn vị đã báo xong") % {"count": desk.told}
        yield Todo("sent", "t-sent", title, _("Chờ xác nhận kết quả."), listed, _("Đọc kết quả"))
    silent = desk.missing.units
    if silent:
        title = _("%(count)s trên %(all)s đơn vị chưa có ai đăng ký") % {
            "count": format_number(len(silent)),
            "all": format_number(desk.missing.of_units),
        }
        yield Todo("none", "t-none", title, _named(silent), doors.figures(unit), _("Xem số liệu"))
    if desk.missing.people_count:
        title = _("%(count)s đảng viên chưa gửi đăng ký") % {
            "count": format_number(desk.missing.people_count)
        }
        where = _named([found for found, _number in desk.missing.people])
        yield Todo(
            "none", "t-none", title, where, doors.figures(unit) + "#con-thieu", _("Xem nơi nào")
        )
    waits = sum(row.figures["deeds.people_waiting"].scaled for row in desk.rows if row.unit)
    if waits:
        title = _("%(count)s bản chờ xác nhận ở cấp dưới") % {"count": format_number(waits)}
        url = doors.records(unit, "deeds.people_waiting")
        yield Todo("sent", "t-sent", title, "", url, _("Xem"))


def _named(units: Sequence[Unit]) -> str:
    """The first of some units by name."""
    names = ", ".join(unit.short_name for unit in units[:_NAMES])
    rest = len(units) - _NAMES
    return names + (_(" và %(rest)s đơn vị khác") % {"rest": rest} if rest > 0 else "") + "."


def _branch_table(desk: BranchDesk, doors: Doors) -> Table | None:
    """The children with what an officer watches; the last line is the unit."""
    if not any(row.unit for row in desk.rows):
        return None
    unit = desk.place.unit
    head = [
        Column(_("Đơn vị")),
        *(Column(str(measure_of(key).label), number=True) for key in BRANCH_COLUMNS),
    ]
    rows = [[_first(row, doors), *_numbers(row, unit, doors)] for row in desk.rows[:_ROWS]]
    caption = _("Đơn vị trực thuộc, năm %(year)s") % {"year": f"{desk.place.year}"}
    return Table(caption, head, rows, shape="cards rows5 k4")


def _first(row: Row, doors: Doors) -> Cell:
    return Cell(row.label, doors.figures(row.unit) if row.unit else "")


def _numbers(row: Row, unit: Unit, doors: Doors) -> list[Cell]:
    extra = {} if row.unit else {"rieng": "1"}
    return [
        Cell(row.figures[key].number, doors.records(row.unit or unit, key, **extra))
        for key in BRANCH_COLUMNS
    ]

"""The wall of green and red, the list to phone through, and both as files."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.duties.columns import calls_sheet, wall_sheet
from neuguong.duties.queries import CallLine, Wall, WallCell, calls_of, wall_of
from neuguong.duties.rights import Right
from neuguong.duties.views.asked import address, unit_asked
from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table
from neuguong.ui.sheet import sheet_answer


@login_required
@require_safe
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """Each unit beneath against each deadline: in time, late, missing, nothing due."""
    found = unit_asked(request, slug)
    seen = wall_of(found.unit, found.year, today=today())
    context = {
        "unit": found.unit,
        "year": found.year,
        "tabs": found.tabs("wall"),
        "table": _table(seen, found.year) if seen.units else None,
        "sheet_url": found.url("sheet"),
        "may_set": found.by.may(Right.SET, at=found.unit),
        "calendar_url": found.url("calendar"),
    }
    return render(request, "duties/wall.html", context)


def _table(seen: Wall, year: int) -> Table:
    head = [Column(_("Đơn vị")), *(Column(rule.title) for rule in seen.rules)]
    rows = [
        [
            Cell(unit.short_name, _door(unit, year)),
            *(_cell(seen.cell(unit, rule)) for rule in seen.rules),
        ]
        for unit in seen.units
    ]
    foot = [Cell(_("Cả nhánh")), *(_cell(seen.whole(rule)) for rule in seen.rules)]
    return Table(_("Bảng theo dõi"), head, rows, foot=foot)


def _door(unit: Unit, year: int) -> str:
    return address("owed" if unit.type.is_cell else "wall", unit, year)


def _cell(cell: WallCell) -> Cell:
    if not cell.due:
        return Cell(_("chưa đến hạn"))
    words = f"{cell.done}/{cell.due}"
    note = (
        _("%(count)s muộn") % {"count": cell.done - cell.in_time}
        if cell.done > cell.in_time
        else ""
    )
    if cell.late:
        note = _("%(count)s còn thiếu") % {"count": cell.late}
    return Cell(words, note=note, state=cell.state)


@login_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The wall to take away."""
    found = unit_asked(request, slug)
    seen = wall_of(found.unit, found.year, today=today())
    return sheet_answer(wall_sheet(found.unit, found.year, seen), request.GET.get("dang", "xlsx"))


@login_required
@require_safe
def calls(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to call today: units with what is late or soon due, printable, or as a file."""
    found = unit_asked(request, slug)
    lines = calls_of(found.unit, today=today())
    if lines:
        record_read_list(
            by=found.by, act=Right.VIEW, subject_type="duties.dutycontact", part=Part.LIST,
            unit_id=found.unit.pk, ids=[line.unit.pk for line in lines],
        )  # fmt: skip
    if shape := request.GET.get("dang", ""):
        return sheet_answer(calls_sheet(found.unit, lines), shape)
    context = {
        "unit": found.unit,
        "year": found.year,
        "tabs": found.tabs("calls"),
        "table": _call_table(lines) if lines else None,
        "day": today(),
        "file_url": found.url("calls"),
    }
    return render(request, "duties/calls.html", context)


def _call_table(lines: list[CallLine]) -> Table:
    head = [
        Column(_("Đơn vị")), Column(_("Người nhận")), Column(_("Điện thoại")),
        Column(_("Cần nhắc")), Column(_("Đã gọi")),
    ]  # fmt: skip
    return Table(
        _("Danh sách gọi"), head,
        [
            [
                Cell(line.unit.short_name), Cell(line.name or _("chưa có đầu mối")),
                Cell(line.phone), Cell(", ".join(_owed(line))), Cell("…………"),
            ]
            for line in lines
        ],
    )  # fmt: skip


def _owed(line: CallLine) -> list[str]:
    return [
        (
            _("%(title)s, quá hạn từ %(day)s")
            if duty.due_on < today()
            else _("%(title)s, hạn %(day)s")
        )
        % {"title": duty.rule.title, "day": format_day(duty.due_on)}
        for duty in line.duties
    ]

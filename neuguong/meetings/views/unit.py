"""The meetings of a unit in a year, or how far the cells beneath it are; the list as a file."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.lib.dates import Period, PeriodError, format_day
from neuguong.meetings.actions import note_export
from neuguong.meetings.columns import meetings_sheet
from neuguong.meetings.models import Meeting, Task
from neuguong.meetings.queries.place import Reading, reading_of, rule_for, unit_of_meetings
from neuguong.meetings.queries.unit import (
    MOST_CELLS,
    CellLine,
    MonthOf,
    cells_below,
    cells_of_quarter,
    first_unit_of,
    meetings_below,
    meetings_of,
    missing_months,
    months_of,
    next_meeting_of,
    own_tasks,
    tasks_of,
    unsent_of,
)
from neuguong.meetings.rights import Right
from neuguong.meetings.views import words
from neuguong.org.models import Unit
from neuguong.org.queries import children_of
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The meetings of the unit one works for or belongs to."""
    unit = first_unit_of(reader(request))
    return redirect("home:home") if unit is None else redirect("meetings:unit", unit.slug)


@require_safe
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """A cell's own meetings; for a unit with cells beneath it, how far they are."""
    by = reader(request)
    found = unit_of_meetings(by, slug)
    reading = reading_of(by, found)
    year = number_asked(request, "nam") or today().year
    if found.type.is_cell:
        return _own(request, by, found, reading, year)
    return _below(request, by, found, reading)


@require_safe
@login_required
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a unit or branch in a year as a file: counts, theme, grade."""
    by = reader(request)
    found = unit_of_meetings(by, slug)
    year = number_asked(request, "nam") or today().year
    meetings = meetings_below(found, year)
    with translation.override("vi"):
        answer = sheet_answer(
            meetings_sheet(found, year, meetings), request.GET.get("dang", "xlsx")
        )
    note_export(by=by, unit_id=found.pk, year=year, ids=[each.pk for each in meetings])
    return answer


def _own(
    request: HttpRequest, by: AccountActor, found: Unit, reading: Reading, year: int
) -> HttpResponse:
    meetings = meetings_of(found, year)
    rule = rule_for(found, today())
    is_whole = reading is Reading.WHOLE
    upcoming = next_meeting_of(found) if reading is not Reading.COUNTS else None
    context = {
        **_frame(by, found, year),
        "tabs": _years(found, year),
        "year": year,
        "upcoming": upcoming,
        "upcoming_when": words.when(upcoming) if upcoming else "",
        "upcoming_url": words.url("meeting", upcoming) if upcoming else "",
        "upcoming_title": words.title(upcoming) if upcoming else "",
        "unsent": [(words.title(each), words.url("send", each)) for each in unsent_of(found)]
        if is_whole
        else [],
        "may_write": is_whole and found.closed_on is None,
        "table": _meetings_table(meetings),
        "months": [_month_face(each) for each in months_of(meetings, year)],
        "tasks": _tasks_table(tasks_of(found) if is_whole else _mine(by, found)),
        "tasks_are_own": not is_whole,
        "rule": rule.citation if rule else "",
    }
    return render(request, "meetings/unit.html", context)


def _mine(by: AccountActor, found: Unit) -> list[Task]:
    return [task for task in own_tasks(by) if task.unit_id == found.pk]


def _below(request: HttpRequest, by: AccountActor, found: Unit, reading: Reading) -> HttpResponse:
    period = _period(request)
    lines = cells_below(found, period, today())
    met, owing = cells_of_quarter(found, period.months[-1]) if _is_quarter(period) else ([], [])
    context = {
        **_frame(by, found, period.year),
        "period": period,
        "periods": _periods(found, period),
        "table": _cells_table(lines, period),
        "most": MOST_CELLS if len(lines) >= MOST_CELLS else 0,
        "met": [(row.unit.name, words.unit_url(row.unit), row.meeting) for row in met],
        "owing": [(row.unit.name, words.unit_url(row.unit)) for row in owing],
        "is_quarter": _is_quarter(period),
        "owing_state": "late" if period.last_day < today() else "doing",
        "own": _meetings_table(meetings_of(found, period.year))
        if reading is not Reading.COUNTS
        else None,
        "may_write": reading is Reading.WHOLE and found.closed_on is None,
        "upcoming": next_meeting_of(found) if reading is Reading.WHOLE else None,
        "children": [
            Link(child.short_name, f"{words.unit_url(child)}?{urlencode({'ky': period.key})}")
            for child in children_of(found)
            if not child.type.is_cell and child.type.family == found.type.family
        ],
    }
    if context["upcoming"]:
        context["upcoming_url"] = words.url("meeting", context["upcoming"])
        context["upcoming_title"] = words.title(context["upcoming"])
    return render(request, "meetings/below.html", context)


def _frame(by: AccountActor, found: Unit, year: int) -> dict[str, Any]:
    """What both pages have: whose, the way up, the file, the rules."""
    above = found.parent
    trail = [Link(above.short_name, words.unit_url(above))] if (
        above is not None and by.may(Right.VIEW, at=above)
    ) else []  # fmt: skip
    file = f"{reverse('meetings:export', args=[found.slug])}?nam={year}&dang=xlsx"
    return {
        "unit": found,
        "trail": [*trail, Link(found.short_name)],
        "export_url": file,
        "rules_url": words.unit_url(found, "rules"),
        "new_url": words.unit_url(found, "new"),
    }


def _meetings_table(meetings: Sequence[Meeting]) -> Table | None:
    head = [
        Column(_("Kỳ")), Column(_("Ngày")), Column(_("Dự họp"), number=True),
        Column(_("Phút"), number=True), Column(_("Xếp loại")), Column(_("Trạng thái")),
    ]  # fmt: skip
    rows = [
        [
            Cell(words.title(each), words.url("meeting", each), note=each.topic),
            Cell(format_day(each.day)),
            Cell(words.came(each) if each.month else "–"),
            Cell(f"{each.minutes}" if each.minutes else "–"),
            Cell(words.grade(each)),
            words.state_cell(each),
        ]
        for each in meetings
    ]
    return Table(_("Các kỳ sinh hoạt"), head, rows, shape="cards") if rows else None


def _tasks_table(tasks: Sequence[Task]) -> Table | None:
    head = [Column(_("Việc")), Column(_("Phụ trách")), Column(_("Hạn")), Column(_("Trạng thái"))]
    rows = [
        [
            Cell(task.text, reverse("meetings:task", args=[task.uid])),
            Cell(task.name or _("cả chi bộ")),
            Cell(format_day(task.deadline) if task.deadline else "–"),
            words.task_cell(task, today()),
        ]
        for task in tasks
    ]
    return Table(_("Việc theo kết luận"), head, rows, shape="cards") if rows else None


def _month_face(each: MonthOf) -> dict[str, Any]:
    """One month as a face: whether the regular meeting was held, and one on a theme."""
    now = today().year * 100 + today().month
    state, said = "none", _("chưa tới")
    if each.regular is not None:
        state, said = "done", _("đã họp")
    elif each.month < now:
        state, said = "late", _("thiếu kỳ thường kỳ")
    elif each.month == now:
        state, said = "doing", _("chưa họp")
    held = each.regular or each.thematic
    return {
        "label": _("Tháng %(month)s") % {"month": each.month % 100},
        "state": state,
        "said": f"{said}, {_('có chuyên đề')}" if each.thematic else said,
        "theme": each.thematic is not None,
        "url": words.url("meeting", held) if held else "",
    }


def _cells_table(lines: Sequence[CellLine], period: Period) -> Table | None:
    head = [
        Column(_("Chi bộ")), Column(_("Thường kỳ"), number=True),
        Column(_("Chuyên đề"), number=True), Column(_("Dự họp"), number=True),
        Column(_("Còn thiếu")),
    ]  # fmt: skip
    rows = []
    for line in lines:
        months = missing_months(line, period, today())
        now = today().year * 100 + today().month
        late = any(month < now for month in (*months, *line.owes))
        missing = [f"{month % 100}" for month in months]
        said = _("tháng %(months)s") % {"months": ", ".join(missing)} if missing else ""
        if line.owes:
            quarters = ", ".join(
                ("I", "II", "III", "IV")[month % 100 // 3 - 1] for month in line.owes
            )
            theme = _("chuyên đề quý %(quarters)s") % {"quarters": quarters}
            said = f"{said}; {theme}" if said else theme
        rows.append([
            Cell(line.unit.short_name, words.unit_url(line.unit)),
            Cell(f"{len(line.regular)}"),
            Cell(f"{len(line.thematic)}"),
            Cell(f"{line.attendance}%" if line.attendance is not None else "–"),
            _missing(said, late) if said else Cell(_("đủ"), state="done"),
        ])  # fmt: skip
    return Table(_("Các chi bộ"), head, rows, shape="cards") if rows else None


def _missing(said: str, late: bool) -> Cell:
    """What a cell still has to do: late once its month or quarter is over."""
    return Cell(said, state="late" if late else "doing")


def _years(found: Unit, year: int) -> list[Link]:
    first = max(found.opened_on.year, today().year - 3)
    years = sorted({year, *range(first, today().year + 1)}, reverse=True)
    here = words.unit_url(found)
    return [Link(f"{each}", f"{here}?nam={each}", each == year) for each in years]


def _period(request: HttpRequest) -> Period:
    asked = request.GET.get("ky", "")
    if not asked:
        return Period("quarter", today().year, (today().month - 1) // 3 + 1)
    try:
        return Period.parse(asked)
    except PeriodError as fault:
        raise Http404 from fault


def _is_quarter(period: Period) -> bool:
    return period.kind == "quarter"


def _periods(found: Unit, period: Period) -> list[Link]:
    """The quarters of the year one looks at and the year itself, and the year before."""
    year = period.year
    offered = [Period("quarter", year, n) for n in range(1, 5)]
    offered += [Period("year", year), Period("year", year - 1)]
    if period not in offered:
        offered.insert(0, period)
    if year < today().year:
        offered.append(Period("year", today().year))
    here = words.unit_url(found)
    return [
        Link(each.label[:1].upper() + each.label[1:], f"{here}?ky={each.key}", each == period)
        for each in offered
    ]

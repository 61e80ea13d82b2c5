"""The year of a unit: visits it makes, visits made to it, letters as a number; and a new visit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.inspections.actions import plan_inspection
from neuguong.inspections.columns import visits_sheet
from neuguong.inspections.forms import VisitForm
from neuguong.inspections.models import KIND_LABELS, STATE_LABELS, Inspection
from neuguong.inspections.queries import (
    first_unit,
    letters_of,
    open_faults_beneath,
    units_to_inspect,
    visits_of,
    visits_to,
)
from neuguong.inspections.rights import Right
from neuguong.inspections.rules import InspectionKind, InspectionState
from neuguong.inspections.views.asked import Asked, form_page, visit_url, year_asked, year_url
from neuguong.lib.dates import format_day
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, attempt, today, told, typed
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer

_MOST_FAULTS = 20
_STATE_KEYS = {
    InspectionState.PLANNED: "registered",
    InspectionState.VISITED: "doing",
    InspectionState.CONCLUDED: "done",
    InspectionState.CALLED_OFF: "closed",
}


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The year of the unit one works for."""
    unit = first_unit(reader(request))
    if unit is None:
        return redirect("home:home")
    return redirect("inspections:year", unit.slug)


@login_required
@require_safe
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of the year with what became of it, what came to this unit, what still stands."""
    found = year_asked(request, slug)
    by, unit = found.by, found.unit
    own, came = visits_of(unit, found.year), visits_to(unit, found.year)
    faults = open_faults_beneath(by, unit, limit=_MOST_FAULTS)
    context = {
        "unit": unit,
        "year": found.year,
        "years": _years(found),
        "own": _table(_("Cuộc kiểm tra, giám sát của đơn vị"), own, by_whom=False),
        "came": _table(_("Cấp trên kiểm tra, giám sát đơn vị"), came, by_whom=True),
        "faults": [
            (finding, reverse("inspections:inspection", args=[finding.inspection_id]),
             finding.due_on is not None and finding.due_on < today())
            for finding in faults
        ],
        "letters": letters_of(unit, found.year),
        "new_url": year_url(unit, found.year, "new") if by.may(Right.WRITE, at=unit) else "",
        "letters_url": year_url(unit, found.year, "letters"),
        "sheet_url": year_url(unit, found.year, "sheet") if own else "",
    }  # fmt: skip
    return render(request, "inspections/year.html", context)


@login_required
@require_http_methods(ASKS)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a visit into the plan."""
    found = year_asked(request, slug)
    by, unit = found.by, found.unit
    by.require(Right.WRITE, at=unit)
    form = VisitForm(
        typed(request), units=units_to_inspect(unit), year=found.year, closed=found.closed
    )
    if request.method == "POST" and attempt(form, lambda: plan_inspection(
        by=by, unit_id=unit.pk, year=found.year, entry=form.entry, reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã đưa vào kế hoạch."), found.home)
    return form_page(
        request, form, title=_("Thêm cuộc kiểm tra, giám sát"), go=_("Đưa vào kế hoạch"),
        over=_("%(unit)s, năm %(year)s") % {"unit": unit.name, "year": found.year},
        trail=[Link(unit.name, found.home), Link(_("Thêm cuộc"))],
    )  # fmt: skip


@login_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The visits of the year to take away."""
    found = year_asked(request, slug)
    rows = visits_of(found.unit, found.year)
    record_read_list(
        by=found.by, act=Right.VIEW, subject_type="inspections.inspection",
        part=Part.LIST, unit_id=found.unit.pk, ids=[row.pk for row in rows],
    )  # fmt: skip
    return sheet_answer(visits_sheet(found.unit, found.year, rows), request.GET.get("dang", "xlsx"))


def _years(found: Asked) -> list[Link]:
    last = found.unit.closed_on.year if found.unit.closed_on else today().year
    offered = sorted({found.year, last, last - 1, last - 2}, reverse=True)
    return [
        Link(f"{year}", year_url(found.unit, year), year == found.year)
        for year in offered
        if year >= found.unit.opened_on.year
    ]


def _table(caption: str, rows: list[Inspection], *, by_whom: bool) -> Table | None:
    if not rows:
        return None
    head = [
        Column(_("Ngày")),
        Column(_("Cấp kiểm tra") if by_whom else _("Đơn vị")),
        Column(_("Nội dung")),
        Column(_("Trạng thái")),
        Column(_("Chưa khắc phục"), number=True),
    ]
    return Table(caption, head, [_line(row, by_whom=by_whom) for row in rows])


def _line(row: Inspection, *, by_whom: bool) -> list[Cell]:
    state = InspectionState(row.state)
    faults = int(getattr(row, "open_faults", 0))
    return [
        Cell(format_day(row.visited_on or row.planned_on)),
        Cell(row.unit.short_name if by_whom else row.inspected.short_name),
        Cell(row.title, visit_url(row), note=str(KIND_LABELS[InspectionKind(row.kind)])),
        Cell(str(STATE_LABELS[state]), state=_STATE_KEYS[state]),
        Cell(f"{faults}" if faults else "0"),
    ]

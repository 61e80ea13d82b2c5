"""Flag salutes: the year of a unit as ticks, and the months of all units beneath as one grid."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.ceremonies.actions import note_salutes, tick_branch
from neuguong.ceremonies.forms import BranchTicksForm, TicksForm
from neuguong.ceremonies.queries import months_beneath, salutes_of
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import SaluteKind, mondays_of, month_day
from neuguong.ceremonies.views.asked import address, is_closed, trail_of, year_asked, years_of
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import reader
from neuguong.ui.asked import ASKS, attempt, shown, today, told, typed
from neuguong.ui.parts import Link


@require_http_methods(ASKS)
@login_required
def salutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The year of a unit: a tick for each month and each Monday."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    mondays = [day for month in range(1, 13) for day in mondays_of(year, month)]
    form = TicksForm(typed(request), mondays=mondays, closed=is_closed(by, unit, year))
    if request.method == "POST" and attempt(
        form,
        lambda: note_salutes(
            by=by, unit_id=unit.pk, year=year, months=form.cleaned_data["months"],
            weeks=form.days, today=today(), reason=form.reason,
        ),
    ):  # fmt: skip
        return told(request, _("Đã lưu các buổi chào cờ."), address("unit", unit, year))
    context = {
        "unit": unit, "year": year, "form": form, "rows": _rows(unit, year, typed(request)),
        "years": years_of(request, unit, year), "back": address("unit", unit, year),
        "trail": trail_of(unit, year, Link(_("Chào cờ"))),
    }  # fmt: skip
    return shown(request, "ceremonies/salutes.html", context)


def _rows(unit: Unit, year: int, written: QueryDict | None) -> list[dict[str, Any]]:
    """Each month with its tick and its Mondays; days to come cannot be ticked."""
    there = salutes_of(unit, year)
    months = {row.day.month for row in there if row.kind == SaluteKind.MONTH}
    days = {row.day for row in there if row.kind == SaluteKind.WEEK}
    if written is not None:
        months = {int(each) for each in written.getlist("months") if each.isdecimal()}
        days = {day for day in days if day.isoformat() in written.getlist("weeks")}
    rows = []
    for month in range(1, 13):
        mondays = [
            {"day": day, "on": day in days, "ahead": day > today()}
            for day in mondays_of(year, month)
        ]
        rows.append(
            {"month": month, "on": month in months, "mondays": mondays,
             "ahead": month_day(year, month) > today()}
        )  # fmt: skip
    return rows


@require_http_methods(ASKS)
@login_required
def branch(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of all Party units beneath one, in one grid."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    by.require(Right.WRITE, at=unit)
    year = year_asked(request, unit)
    lines = months_beneath(unit, year)[:200]
    units = [line.unit.pk for line in lines]
    form = BranchTicksForm(typed(request), units=units, closed=is_closed(by, unit, year))
    if request.method == "POST" and attempt(
        form,
        lambda: tick_branch(
            by=by, unit_id=unit.pk, year=year, shown=units, ticks=form.pairs, today=today(),
            reason=form.reason,
        ),
    ):  # fmt: skip
        return told(request, _("Đã lưu các buổi chào cờ."), address("branch", unit, year))
    ahead = {month for month in range(1, 13) if month_day(year, month) > today()}
    context = {
        "unit": unit, "year": year, "form": form, "months": range(1, 13),
        "lines": [
            (line, [(month, month in line.months, month in ahead) for month in range(1, 13)])
            for line in lines
        ],
        "years": years_of(request, unit, year), "back": address("unit", unit, year),
        "trail": trail_of(unit, year, Link(_("Chào cờ của các đơn vị"))),
    }  # fmt: skip
    return shown(request, "ceremonies/branch.html", context)

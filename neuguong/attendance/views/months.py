"""The months of a unit, one month with its people for those who work there, hours, taking back."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.attendance.actions import drop_month, set_hours
from neuguong.attendance.columns import months_sheet
from neuguong.attendance.forms import DropForm, HoursForm
from neuguong.attendance.models import AttendanceMonth
from neuguong.attendance.queries import (
    first_unit,
    hours_on,
    month_of_unit,
    months_of,
    people_of_month,
    reads_days,
)
from neuguong.attendance.rights import Right
from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import format_month
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import (
    ASKS,
    Question,
    asked,
    attempt,
    number_asked,
    shown,
    today,
    told,
    typed,
)
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.sheet import sheet_answer


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about which unit, in which year."""

    by: AccountActor
    unit: Unit
    year: int


def _asked(request: HttpRequest, slug: str) -> Asked:
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    year = number_asked(request, "nam")
    return Asked(by, unit, year if 2000 <= year <= today().year else today().year)


def _url(name: str, unit: Unit, **extra: object) -> str:
    query = urlencode({key: value for key, value in extra.items() if value})
    base = reverse(f"attendance:{name}", args=[unit.slug])
    return f"{base}?{query}" if query else base


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The months of the unit one works for."""
    unit = first_unit(reader(request))
    if unit is None:
        return redirect("home:home")
    return redirect("attendance:year", unit.slug)


@login_required
@require_safe
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of a year with their sums."""
    found = _asked(request, slug)
    unit = found.unit
    months = months_of(unit, found.year)
    writes = found.by.may(Right.WRITE, at=unit)
    context = {
        "unit": unit,
        "year": found.year,
        "years": [
            Link(f"{each}", _url("year", unit, nam=each), each == found.year)
            for each in range(today().year, today().year - 3, -1)
        ],
        "table": _months_table(unit, months),
        "bring_url": f"{reverse('exchange:attendance')}?{urlencode({'dv': unit.slug})}"
        if writes else "",
        "hours_url": _url("hours", unit) if writes else "",
        "sheet_url": _url("sheet", unit, nam=found.year) if months else "",
    }  # fmt: skip
    return render(request, "attendance/year.html", context)


@login_required
@require_safe
def month(request: HttpRequest, slug: str) -> HttpResponse:
    """One month; who was late or away only for those who work for the unit."""
    found = _asked(request, slug)
    by, unit, wanted = found.by, found.unit, number_asked(request, "thang")
    row = month_of_unit(unit, wanted)
    if row is None:
        raise Http404
    people = people_of_month(unit, wanted) if reads_days(by, unit) else []
    if people:
        record_read_list(
            by=by, act=Right.VIEW, subject_type="attendance.attendancemonth", part=Part.LIST,
            unit_id=unit.pk, ids=[row.pk],
        )  # fmt: skip
    lines = [
        [Cell(one.name), *_sums(one.sums.due, one.sums.there),
         Cell(format_number(one.sums.late)), Cell(format_number(one.sums.excused)),
         Cell(format_number(one.sums.absent))]
        for one in people
    ]  # fmt: skip
    context = {
        "unit": unit,
        "row": row,
        "name": format_month(row.month),
        "sums": _months_table(unit, [row]),
        "people": Table(_("Từng người"), _heads(_("Họ tên")), lines) if lines else None,
        "reads": reads_days(by, unit),
        "trail": [Link(unit.name, _url("year", unit, nam=row.month // 100)), Link(_("Một tháng"))],
        "drop_url": _url("drop", unit, thang=row.month) if by.may(Right.WRITE, at=unit) else "",
    }
    return render(request, "attendance/month.html", context)


@login_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sums of the year to take away."""
    found = _asked(request, slug)
    rows = months_of(found.unit, found.year)
    shape = request.GET.get("dang", "xlsx")
    return sheet_answer(months_sheet(found.unit, found.year, rows), shape)


@login_required
@require_http_methods(ASKS)
def hours(request: HttpRequest, slug: str) -> HttpResponse:
    """When work begins, for the unit and those under it."""
    found = _asked(request, slug)
    by, unit = found.by, found.unit
    by.require(Right.WRITE, at=unit)
    form = HoursForm(
        typed(request), initial=HoursForm.initial_of(hours_on(unit, today())) | {"since": today()}
    )
    if request.method == "POST" and attempt(form, lambda: set_hours(
        by=by, unit_id=unit.pk, since=form.cleaned_data["since"], hours=form.hours,
    )):  # fmt: skip
        return told(request, _("Đã đặt giờ làm việc."), _url("year", unit))
    back = _url("year", unit)
    context = {"form": form, "unit": unit, "trail": [Link(unit.name, back), Link(_("Giờ làm việc"))],
               "back": back}  # fmt: skip
    return shown(request, "attendance/hours.html", context)


@login_required
@require_http_methods(ASKS)
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a month back."""
    found = _asked(request, slug)
    by, unit, wanted = found.by, found.unit, number_asked(request, "thang")
    by.require(Right.WRITE, at=unit)
    if month_of_unit(unit, wanted) is None:
        raise Http404
    question = Question(
        title=_("Bỏ bảng chấm công"), go=_("Bỏ"), back=_url("year", unit, nam=wanted // 100),
        sentence=_("%(month)s, %(unit)s") % {"month": format_month(wanted), "unit": unit.name},
        said=_("Đã bỏ. Nhập lại tệp đúng khi cần."),
    )  # fmt: skip
    form = DropForm(typed(request))
    return asked(
        request, question, form,
        lambda: drop_month(
            by=by, unit_id=unit.pk, month=wanted, reason=form.cleaned_data["why"]
        ),
    )  # fmt: skip


def _heads(first: str) -> list[Column]:
    return [
        Column(first), Column(_("Ngày công"), number=True), Column(_("Có mặt"), number=True),
        Column(_("Muộn"), number=True), Column(_("Phép"), number=True),
        Column(_("Vắng"), number=True),
    ]  # fmt: skip


def _months_table(unit: Unit, rows: list[AttendanceMonth]) -> Table | None:
    lines = [
        [
            Cell(format_month(row.month), _url("month", unit, thang=row.month),
                 note=_("%(number)s người") % {"number": row.people}),
            *_sums(row.due, row.there), Cell(format_number(row.late)),
            Cell(format_number(row.excused)), Cell(format_number(row.absent)),
        ]
        for row in rows
    ]  # fmt: skip
    return Table(_("Các tháng"), _heads(_("Tháng")), lines) if lines else None


def _sums(due: int, there: int) -> list[Cell]:
    return [Cell(format_number(Decimal(due) / 2)), Cell(format_number(Decimal(there) / 2))]

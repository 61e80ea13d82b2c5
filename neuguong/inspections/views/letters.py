"""How many letters came: a number for a part of the year, and nothing else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.inspections.actions import state_letters
from neuguong.inspections.forms import LettersForm
from neuguong.inspections.models import LetterCount
from neuguong.inspections.queries import letters_of
from neuguong.inspections.rights import Right
from neuguong.inspections.views.asked import year_asked, year_url
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import Period, format_day
from neuguong.ui.asked import ASKS, attempt, shown, today, told, typed
from neuguong.ui.parts import Cell, Column, Link, Table


@login_required
@require_http_methods(ASKS)
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """What the unit stated in the year; those who state it find a form."""
    found = year_asked(request, slug)
    by, unit = found.by, found.unit
    may = by.may(Right.LETTERS, at=unit)
    if request.method == "POST":
        by.require(Right.LETTERS, at=unit)
    form = LettersForm(typed(request), year=found.year, closed=found.closed) if may else None
    if request.method == "POST" and form and attempt(form, lambda: state_letters(
        by=by, unit_id=unit.pk, period=Period.parse(form.cleaned_data["period"]),
        count=form.cleaned_data["count"], today=today(), reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi số đơn."), year_url(unit, found.year, "letters"))
    context = {
        "unit": unit,
        "year": found.year,
        "table": _table(letters_of(unit, found.year)),
        "form": form,
        "trail": [Link(unit.name, found.home), Link(_("Đơn khiếu nại, tố cáo"))],
    }
    return shown(request, "inspections/letters.html", context)


def _table(rows: list[LetterCount]) -> Table | None:
    head = [Column(_("Kỳ")), Column(_("Số đơn"), number=True), Column(_("Người khai"))]
    lines = [
        [
            Cell(Period.parse(row.period).label),
            Cell(format_number(row.count)),
            Cell(row.stated_by_name, note=format_day(row.stated_on)),
        ]
        for row in rows
    ]
    return Table(_("Số đơn đơn vị tự khai"), head, lines) if lines else None

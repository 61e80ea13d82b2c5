"""Figures that others published about a unit: shown apart with their source, stated by an act."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.indicators.actions import drop_external as drop
from neuguong.indicators.actions import state_external
from neuguong.indicators.forms import ExternalForm
from neuguong.indicators.measures import MEASURES
from neuguong.indicators.queries.external import external_of, history_of
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.rights import Right
from neuguong.indicators.rules import written
from neuguong.indicators.views.asked import (
    address,
    confirmed,
    frame_of,
    row_asked,
    spot_asked,
)
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import Question, today
from neuguong.ui.parts import Cell, Column, Table


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def external(request: HttpRequest, slug: str) -> HttpResponse:
    """The published figures of a unit by year; those who may state them find a form."""
    by, spot = reader(request), spot_asked(request, slug)
    form = None
    may = by.may(Right.ENTER, at=spot.unit)
    if may:
        typed = request.POST if request.method == "POST" else None
        form = ExternalForm(typed, initial={"year": spot.period.last_year})
    if request.method == "POST":
        by.require(Right.ENTER, at=spot.unit)
        if form is not None and form.is_valid():
            try:
                state_external(by=by, unit_id=spot.unit.pk, entry=form.entry, today=today())
            except Refused as refused:
                form.add_error(None, refused.refusal.text)
            else:
                messages.success(request, _("Đã lưu số và nguồn."))
                return redirect(address("external", spot, spot.unit))
    context = {
        **frame_of(request, by, spot, "external"),
        "table": _table(spot, may=may),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "indicators/external.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_external(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the published figure `so` after asking once."""
    by = reader(request)
    spot = spot_asked(request, slug)
    by.require(Right.ENTER, at=spot.unit)
    found = row_asked(request, "so", partial(external_of, spot.unit))
    question = Question(
        _("Bỏ số ghi sai"), _("Nhật ký giữ số đã ghi, nguồn và người ghi."), _("Bỏ số này"),
        address("external", spot, spot.unit), _("Đã bỏ số này."),
    )  # fmt: skip
    return confirmed(request, question, lambda: drop(by=by, figure_id=found.pk))


def _table(spot: Spot, *, may: bool) -> Table | None:
    """Which, of what year, how much, who says so, who typed it."""
    known = {measure.key: measure for measure in MEASURES}
    rows = []
    for row in history_of(spot.unit):
        measure = known.get(row.key)
        if measure is None:
            continue
        note = _("%(who)s ghi ngày %(day)s") % {
            "who": row.entered_by_name,
            "day": format_day(row.entered_on),
        }
        cells = [
            Cell(str(measure.label)),
            Cell(f"{row.year}", ""),
            Cell(written(row.value, str(measure.unit), 4)),
            Cell(row.source, note=note),
        ]
        if may:
            url = address("drop_external", spot, spot.unit, so=f"{row.pk}")
            cells.append(Cell(_("Bỏ"), url))
        rows.append(cells)
    head = [
        Column(_("Chỉ tiêu")),
        Column(_("Năm"), number=True),
        Column(_("Giá trị"), number=True),
        Column(_("Nguồn")),
        *([Column(_("Sửa"))] if may else []),
    ]
    return Table(_("Số do nơi khác công bố"), head, rows, shape="cards") if rows else None

"""A file of an attendance machine is brought in: read whole or not at all, what is wrong is named."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.attendance.actions import bring_month
from neuguong.attendance.queries import month_of_unit
from neuguong.attendance.rights import Right
from neuguong.attendance.rules import Reading
from neuguong.exchange.forms import AttendanceForm
from neuguong.exchange.queries import import_places
from neuguong.exchange.queries.attendance import attendance_in
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.people.access import denial, reader
from neuguong.ui.asked import ASKS, shown, today

_MOST_FAULTS = 50


@login_required
@require_http_methods(ASKS)
def attendance(request: HttpRequest) -> HttpResponse:
    """Bring the month of a unit from a file."""
    by = reader(request)
    if not by.may_anywhere(Right.WRITE):
        raise PermissionDenied(denial(Right.WRITE))
    places = import_places(by, request.GET.get("dv", ""), right=Right.WRITE)
    form = AttendanceForm(request.POST or None, request.FILES or None, places=places, today=today())
    context: dict[str, Any] = {"form": form, "faults": [], "more": 0}
    if request.method == "POST" and form.is_valid():
        unit = next(each for each in places if each.pk == form.cleaned_data["unit"])
        try:
            found = attendance_in(form.cleaned_data["file"].read(), form.month)
            month = _month_in(found, form.month)
            context |= _faults(found)
            if found.shape is None or not _is_ready(form, unit, month, found):
                return shown(request, "exchange/attendance.html", context)
            bring_month(
                by=by, unit_id=unit.pk, month=month, marks=found.marks, shape=found.shape,
                today=today(), reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Đã nhập. Xem lại số tổng; sai tệp thì bỏ tháng này."))
            query = urlencode({"thang": month})
            return redirect(f"{reverse('attendance:month', args=[unit.slug])}?{query}")
    return shown(request, "exchange/attendance.html", context)


def _month_in(found: Reading, typed: int) -> int:
    """The month of the file; the typed one where it speaks of none or of several."""
    return next(iter(found.months)) if len(found.months) == 1 else typed


def _faults(found: Reading) -> dict[str, object]:
    return {
        "faults": found.faults[:_MOST_FAULTS], "more": max(0, len(found.faults) - _MOST_FAULTS),
    }  # fmt: skip


def _is_ready(form: forms.Form, unit: Unit, month: int, found: Reading) -> bool:
    """Whether nothing stands in the way: no fault, or the rest is wanted; no month that stands already."""
    if found.faults and not form.cleaned_data["good_cells"]:
        words = _("Có %(count)s ô không đọc được. Sửa tệp, hoặc chọn nhập phần đọc được.")
        form.add_error("good_cells", words % {"count": len(found.faults)})
    if month_of_unit(unit, month) is not None and not form.cleaned_data["replace"]:
        form.add_error("replace", _("Tháng này đã có. Chọn ô này để thay bằng tệp mới."))
    return not form.errors

"""Targets of a unit: set them, see where one stands, take one back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.indicators.actions import drop_target as drop
from neuguong.indicators.actions import set_target
from neuguong.indicators.forms import TargetForm
from neuguong.indicators.queries.defined import addable_measures, indicators_for
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.queries.targets import own_targets, target_of
from neuguong.indicators.rights import Right
from neuguong.indicators.views.aims import aim_lines
from neuguong.indicators.views.asked import (
    address,
    confirmed,
    frame_of,
    row_asked,
    spot_asked,
)
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.access import reader
from neuguong.ui.asked import Question, today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """What a unit means to reach; those who may set targets find a form."""
    by, spot = reader(request), spot_asked(request, slug)
    form = None
    if by.may(Right.TARGET, at=spot.unit):
        form = TargetForm(
            request.POST if request.method == "POST" else None,
            choices=_choices(spot),
            initial={"period": spot.period.key, "key": request.GET.get("do", "")},
        )
    if request.method == "POST":
        by.require(Right.TARGET, at=spot.unit)
        if form is not None and form.is_valid():
            try:
                set_target(by=by, unit_id=spot.unit.pk, entry=form.entry, today=today())
            except Refused as refused:
                form.add_error(None, refused.refusal.text)
            else:
                messages.success(request, _("Đã lưu mục tiêu."))
                return redirect(address("targets", spot, spot.unit, ky=form.entry.period.key))
    context = {
        **frame_of(request, by, spot, "targets"),
        "aims": aim_lines(by, spot, {}),
        "other_periods": _other_periods(spot),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "indicators/targets.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_target(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the target `so` after asking once."""
    by = reader(request)
    spot = spot_asked(request, slug)
    by.require(Right.TARGET, at=spot.unit)
    found = row_asked(request, "so", partial(target_of, spot.unit))
    question = Question(
        _("Bỏ mục tiêu"),
        _("Số liệu không đổi; chỉ mức cần đạt không còn. Nhật ký giữ mức đã đặt."),
        _("Bỏ mục tiêu"), address("targets", spot, spot.unit), _("Đã bỏ mục tiêu."),
    )  # fmt: skip
    return confirmed(request, question, lambda: drop(by=by, target_id=found.pk))


def _choices(spot: Spot) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators first, then every measure that adds up."""
    indicators = indicators_for(spot.unit, spot.period.last_day)
    return [
        (_("Chỉ số"), [(one.key, one.name) for one in indicators]),
        (_("Chỉ tiêu"), [(m.key, str(m.label)) for m in addable_measures()]),
    ]


def _other_periods(spot: Spot) -> list[dict[str, Any]]:
    """Periods in which the unit has targets of its own, beside the one shown."""
    keys = dict.fromkeys(target.period for target in own_targets(spot.unit))
    return [
        {"label": Period.parse(key).label, "url": address("targets", spot, spot.unit, ky=key)}
        for key in keys
        if key != spot.period.key
    ]

"""Whether the counting is whole: the last recount, what waits, what is missing; ask for a recount."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.home.queries.desk import CHECK, integrity_of
from neuguong.jobs.actions import enqueue
from neuguong.lib.figures import format_number
from neuguong.people.access import AccountActor, denial, reader
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import hindered, may_see
from neuguong.rollup.models import Check
from neuguong.shield.models import PolicyReport
from neuguong.shield.queries import reports_since
from neuguong.ui.parts import Cell, Column, Table

_BLOCKED_WITHIN: Final = timedelta(days=30)
_MOST_BLOCKED: Final = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def integrity(request: HttpRequest) -> HttpResponse:
    """The state of the counting, for those who run the machine; a recount is a job."""
    by = reader(request)
    if not by.may_anywhere(CHECK):
        raise PermissionDenied(denial(CHECK))
    if request.method == "POST":
        job = enqueue("rollup.recount", by=by, unique_key="rollup.recount")
        if job.asked_by_id == by.id:
            return redirect("jobs:job", job.uid)
        messages.info(request, _("Người khác vừa bảo đếm lại. Kết quả sẽ hiện ở đây."))
    found = integrity_of()
    rolling = _rolling(found.rolling) if found.rolling else None
    return render(
        request,
        "home/integrity.html",
        {
            "found": found,
            "rolling": rolling,
            "hindered": _hindered(by),
            "blocked": _blocked(
                reports_since(timezone.localdate() - _BLOCKED_WITHIN)[:_MOST_BLOCKED]
            ),
        },
    )


def _blocked(reports: Iterable[PolicyReport]) -> Table | None:
    """A line for each kind of thing that browsers blocked on a day; None when there was nothing."""
    columns = [
        Column(_("Ngày")), Column(_("Bị chặn")), Column(_("Điều khoản")), Column(_("Loại trang")),
        Column(_("Số lần"), number=True),
    ]  # fmt: skip
    rows = [
        [
            Cell(report.day.strftime("%d/%m/%Y")),
            Cell(report.what),
            Cell(report.directive),
            Cell(report.page or _("trang khác")),
            Cell(format_number(report.count)),
        ]
        for report in reports
    ]
    return Table(_("Trình duyệt báo bị chặn"), columns, rows) if rows else None


def _hindered(by: AccountActor) -> list[tuple[Reorganisation, str]]:
    """Reorganisations that the worker could not apply, with their doors for those who may."""
    return [
        (plan, reverse("reorganisations:plan", args=[plan.pk]) if may_see(by, plan) else "")
        for plan in hindered()
    ]


def _rolling(checks: Sequence[Check]) -> Table:
    """A line for each recount of one branch, newest first."""
    columns = [
        Column(_("Nơi")), Column(_("Lúc")), Column(_("Số đã so"), number=True),
        Column(_("Khác"), number=True),
    ]  # fmt: skip
    rows = [
        [
            Cell(check.scope),
            Cell(timezone.localtime(check.at).strftime("%H:%M %d/%m/%Y")),
            Cell(format_number(check.checked)),
            Cell(format_number(check.difference_count)),
        ]
        for check in checks
    ]
    return Table(_("Đếm lại từng nơi trong ngày"), columns, rows)

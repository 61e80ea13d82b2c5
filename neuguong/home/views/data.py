"""What the last look over the data found, in the branches of the reader, with the rows behind it."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from neuguong.home.models import DataFault
from neuguong.home.queries.desk import CHECK, DATA_LOOK
from neuguong.home.queries.faults import (
    CHECKS,
    MOST,
    SEVERITY_WORDS,
    DataCheck,
    Kind,
    counts_seen,
    faults_seen,
    last_look,
)
from neuguong.jobs.actions import enqueue
from neuguong.lib.actor import PathRange
from neuguong.lib.figures import format_number
from neuguong.org.rules import Place
from neuguong.people.access import EVERYWHERE, AccountActor, denial, reader
from neuguong.people.rights import Right as PeopleRight
from neuguong.ui.asked import number_asked
from neuguong.ui.parts import Cell, Column, Link, Table

_LINES: Final = 50
# Kind of a row -> its page and the right one needs to open it.
_DOORS: Final = {
    Kind.UNIT: ("home:unit", "org.view"),
    Kind.PERSON: ("home:person", "people.view"),
    Kind.REGISTRATION: ("deeds:registration", "deeds.view"),
    Kind.DEED: ("deeds:deed", "deeds.view"),
    Kind.WORK: ("deeds:work", "deeds.view"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """The checks with how much each found, or the rows of one; a new look is a job of the machine."""
    by = reader(request)
    ranges = _ranges(by)
    may_look = by.may_anywhere(CHECK)
    if not ranges:
        raise PermissionDenied(denial(CHECK))
    if request.method == "POST":
        if not may_look:
            raise PermissionDenied(denial(CHECK))
        job = enqueue(DATA_LOOK, by=by, unique_key=DATA_LOOK)
        mine = job.asked_by_id == by.id
        return redirect("jobs:job", job.uid) if mine else redirect("home:data")
    check = CHECKS.get(request.GET.get("loi", ""))
    context = {"at": last_look(), "may_look": may_look}
    if check is None:
        return render(request, "home/data.html", context | _checks(ranges))
    after = number_asked(request, "sau")
    return render(request, "home/data_rows.html", context | _rows(by, ranges, check, after))


def _ranges(by: AccountActor) -> Collection[PathRange]:
    """Everything for those who run the machine; for others the branches whose people they write."""
    if by.may_anywhere(CHECK):
        return [EVERYWHERE]
    return by.scope(PeopleRight.CHANGE)


def _checks(ranges: Collection[PathRange]) -> dict[str, Any]:
    """A line for each check, those that found something first."""
    counts = counts_seen(ranges)
    order = sorted(CHECKS.values(), key=lambda check: not counts.get(check.code))
    lines = [
        [
            Cell(str(check.sentence), note=str(check.remedy) if counts.get(check.code) else ""),
            Cell(str(SEVERITY_WORDS[check.severity]) if counts.get(check.code) else _("Ổn")),
            Cell(_told(counts.get(check.code, 0)), _url(check) if counts.get(check.code) else ""),
        ]
        for check in order
    ]
    columns = [Column(_("Mục soát")), Column(_("Mức độ")), Column(_("Số chỗ"), number=True)]
    table = Table(_("Các mục soát dữ liệu"), columns, lines)
    return {"table": table, "found": sum(1 for check in order if counts.get(check.code))}


def _told(count: int) -> str:
    """The number, or that there are more than are listed."""
    if count >= MOST:
        return _("từ %(most)s") % {"most": format_number(MOST)}
    return format_number(count)


def _url(check: DataCheck, after: int = 0) -> str:
    return f"{reverse('home:data')}?loi={check.code}" + (f"&sau={after}" if after else "")


def _rows(
    by: AccountActor, ranges: Collection[PathRange], check: DataCheck, after: int
) -> dict[str, Any]:
    """The rows of one check, some at a time; a row opens where the reader may read it."""
    found = faults_seen(check.code, ranges, after, _LINES + 1)
    shown = found[:_LINES]
    lines = [[Cell(_name(fault), _door(by, fault)), Cell(fault.unit_name)] for fault in shown]
    columns = [Column(_("Bản ghi")), Column(_("Đơn vị"))]
    return {
        "check": check,
        "severity": SEVERITY_WORDS[check.severity],
        "table": Table(str(check.sentence), columns, lines) if lines else None,
        "here": _("%(count)s dòng") % {"count": len(shown)},
        "next_url": _url(check, shown[-1].pk) if len(found) > _LINES else "",
        "trail": _trail(check),
    }


def _trail(check: DataCheck) -> Sequence[Link]:
    return [Link(_("Soát dữ liệu"), reverse("home:data")), Link(str(check.sentence), current=True)]


def _name(fault: DataFault) -> str:
    """What a row is called without naming a person."""
    words = {
        Kind.UNIT: fault.unit_name,
        Kind.PERSON: _("Người số %(key)s"),
        Kind.REGISTRATION: _("Bản đăng ký số %(key)s"),
        Kind.DEED: _("Việc số %(key)s"),
        Kind.WORK: _("Công trình số %(key)s"),
        Kind.ACCOUNT: _("Tài khoản"),
    }[Kind(fault.kind)]
    told = words % {"key": fault.target} if "%(key)s" in words else words
    return f"{told} ({fault.words})" if fault.words else told


def _door(by: AccountActor, fault: DataFault) -> str:
    if Kind(fault.kind) not in _DOORS or not fault.path:
        return ""
    name, right = _DOORS[Kind(fault.kind)]
    return reverse(name, args=[fault.target]) if by.may(right, at=Place(fault.path)) else ""

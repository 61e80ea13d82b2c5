"""The breach register, and what was kept too long."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.lib.amounts import format_number
from neuguong.org.queries import tops_of, unit_seen
from neuguong.people.access import denial, reader
from neuguong.privacy.actions.breaches import (
    BreachEntry,
    change_breach,
    close_breach,
    note_told,
    open_breach,
)
from neuguong.privacy.forms import BreachForm, CloseBreachForm
from neuguong.privacy.models import Breach, RetentionRun
from neuguong.privacy.queries.keeping import gone_people_of, kept_too_long, runs
from neuguong.privacy.queries.requests import breach_seen, breaches
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import TERMS, RecordKind
from neuguong.privacy.views.asked import done, page
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table


@require_safe
@never_cache
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Every breach of the branches whose desk one runs."""
    by = reader(request)
    rows = [
        [
            Cell(_moment(found.found_at), reverse("privacy:breach", args=[found.uid])),
            Cell(found.unit.name),
            Cell(format_number(found.people_count)),
            Cell(_clock(found)[0], state=_clock(found)[1]),
        ]
        for found in breaches(by)
    ]
    head = [Column(_("Phát hiện")), Column(_("Đơn vị")), Column(_("Số người"), number=True),
            Column(_("Báo cơ quan chuyên trách"))]  # fmt: skip
    context = {
        "table": Table(_("Sự cố dữ liệu"), head, rows, shape="cards") if rows else None,
        "units": [unit for unit in tops_of(by) if by.may(Right.DESK, at=unit)],
    }
    return render(request, "privacy/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter_breach(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what was found."""
    by = reader(request)
    unit = unit_seen(by, slug)
    by.require(Right.DESK, at=unit)
    form = BreachForm(request.POST or None, initial={"found_on": today()})
    if request.method == "POST" and done(
        request,
        lambda: open_breach(
            by=by, unit_id=unit.pk, found_at=_found_at(form), entry=_entry(form), now=timezone.now()
        ),
        _("Đã ghi sự cố. Báo cơ quan chuyên trách trong 72 giờ."),
        form,
    ):
        return redirect("privacy:register")
    return page(request, "privacy/enter_breach.html", {"unit": unit, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def breach(request: HttpRequest, breach_uid: UUID) -> HttpResponse:
    """One breach: more is learnt, people are told, it is closed."""
    by = reader(request)
    found = breach_seen(by, breach_uid)
    which = request.POST.get("act", "")
    form = BreachForm(request.POST if which == "change" else None, initial=_initial(found))
    close = CloseBreachForm(request.POST if which == "close" else None)
    now = timezone.now()
    acts: dict[str, tuple[Any, str, Any]] = {
        "change": (lambda: change_breach(by=by, uid=found.uid, entry=_entry(form)),
                   _("Đã lưu."), form),
        "authority": (
            lambda: note_told(by=by, uid=found.uid, authority=True, people=False, now=now),
            _("Đã ghi: đã báo cơ quan chuyên trách."), None),
        "people": (
            lambda: note_told(by=by, uid=found.uid, authority=False, people=True, now=now),
            _("Đã ghi: đã báo người bị ảnh hưởng."), None),
        "close": (
            lambda: close_breach(
                by=by, uid=found.uid, why_not=close.cleaned_data["why_not"], now=now),
            _("Đã khép lại."), close),
    }  # fmt: skip
    if which in acts and done(request, *acts[which]):
        return redirect("privacy:breach", breach_uid=found.uid)
    words, state = _clock(found)
    context = {"found": found, "form": form, "close_form": close, "clock": words, "state": state}
    return page(request, "privacy/breach.html", context, form, close)


@require_safe
@never_cache
@login_required
def breach_notice(request: HttpRequest, breach_uid: UUID) -> HttpResponse:
    """The notice to the authority and to the people, to print."""
    found = breach_seen(reader(request), breach_uid)
    return render(request, "privacy/breach_notice.html", {"found": found, "day": today()})


@require_safe
@never_cache
@login_required
def keeping(request: HttpRequest) -> HttpResponse:
    """How long what is kept, what is over it, and what the runs have done."""
    by = reader(request)
    if not (by.may_anywhere(Right.DESK) or by.may_anywhere(Right.SET)):
        raise PermissionDenied(denial(Right.DESK))
    head = [Column(_("Loại")), Column(_("Giữ (tháng)"), number=True), Column(_("Quá hạn"), number=True),
            Column(_("Sắp đến hạn"), number=True), Column(_("Sau đó"))]  # fmt: skip
    rows = [
        [Cell(str(TERMS[kept.kind].label)), Cell(format_number(kept.months)),
         Cell(format_number(kept.due)), Cell(format_number(kept.soon)),
         Cell(str(TERMS[kept.kind].after))]
        for kept in kept_too_long(today())
    ]  # fmt: skip
    context = {
        "table": Table(_("Thời hạn lưu"), head, rows, shape="cards"),
        "people": gone_people_of(by, today()),
        "runs": [(run, _done_words(run)) for run in runs()],
    }
    return render(request, "privacy/keeping.html", context)


def _done_words(run: RetentionRun) -> list[str]:
    """What one run did, kind by kind; nothing where nothing was over its term."""
    return [
        _("%(label)s: %(due)s quá hạn, %(ended)s đã bỏ") % {
            "label": TERMS[RecordKind(line["kind"])].label, "due": format_number(line["due"]),
            "ended": format_number(line["ended"]),
        }
        for line in run.report
        if line["due"]
    ]  # fmt: skip


def _clock(found: Breach) -> tuple[str, str]:
    """How the 72 hours stand, and the state that shows it."""
    if found.authority_told_at is not None:
        return _("đã báo %(at)s") % {"at": _moment(found.authority_told_at)}, "done"
    if found.closed_at is not None:
        return _("khép lại, không phải báo"), "closed"
    hours = int((found.notify_by - timezone.now()).total_seconds() // 3600)
    if hours < 0:
        return _("quá hạn từ %(at)s") % {"at": _moment(found.notify_by)}, "late"
    return _("còn %(hours)s giờ") % {"hours": hours}, "doing"


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%H:%M %d/%m/%Y")


def _found_at(form: BreachForm) -> datetime:
    day, hour = form.cleaned_data["found_on"], form.cleaned_data["found_time"]
    return timezone.make_aware(datetime.combine(day, hour))


def _entry(form: BreachForm) -> BreachEntry:
    data = form.cleaned_data
    return BreachEntry(
        what=data["what"], people_count=data["people_count"], effects=data["effects"],
        measures=data["measures"], contact=data["contact"], happened_on=data["happened_on"],
    )  # fmt: skip


def _initial(found: Breach) -> dict[str, Any]:
    at = timezone.localtime(found.found_at)
    return {
        "found_on": at.date(), "found_time": at.strftime("%H:%M"), "what": found.what,
        "happened_on": found.happened_on, "people_count": found.people_count,
        "effects": found.effects, "measures": found.measures, "contact": found.contact,
    }  # fmt: skip

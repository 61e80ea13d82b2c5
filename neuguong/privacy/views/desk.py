"""The rights desk: what waits, one request, its printed reply; forgetting a person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.audit.actions import record_read
from neuguong.audit.rules import Part
from neuguong.lib.dates import format_day
from neuguong.lib.workdays import missing_in
from neuguong.org.queries import tops_of, unit_seen
from neuguong.people.access import reader
from neuguong.privacy.actions.forgetting import forget_person, hold_person, release_hold
from neuguong.privacy.actions.own import make_copy
from neuguong.privacy.actions.requests import close_request, extend, take_in, take_up
from neuguong.privacy.forms import CloseForm, ExtendForm, ForgetForm, HoldForm, TakeInForm
from neuguong.privacy.models import DataRequest
from neuguong.privacy.queries.consents import notices
from neuguong.privacy.queries.forgetting import ForgetPage, forget_page
from neuguong.privacy.queries.requests import Due, calendar, desk, due_of, request_seen
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import CLOCKS, OPEN, RequestKind, RequestState
from neuguong.privacy.views.asked import done, file_answer, page
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table

_STATES = {
    RequestState.RECEIVED: "submitted",
    RequestState.TAKEN: "doing",
    RequestState.DONE: "done",
    RequestState.REFUSED: "returned",
}


@require_safe
@never_cache
@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """What waits at the desks the reader runs, those due first."""
    by = reader(request)
    closed = request.GET.get("xong") == "1"
    dues = desk(by, today(), closed=closed)
    context = {
        "table": _table(dues),
        "late": sum(due.is_late for due in dues),
        "calendar": missing_in(today().year, calendar()),
        "closed": closed,
        "count": len(dues),
        "units": [unit for unit in tops_of(by) if by.may(Right.DESK, at=unit)],
    }
    return render(request, "privacy/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a request that came on paper or by word."""
    by = reader(request)
    unit = unit_seen(by, slug)
    if not by.may(Right.DESK, at=unit):
        by.require(Right.RECORD, at=unit)
    form = TakeInForm(request.POST or None, initial={"received_on": today()})
    if request.method == "POST" and done(
        request,
        lambda: take_in(
            by=by, unit_id=unit.pk, kind=RequestKind(form.cleaned_data["kind"]),
            received_on=form.cleaned_data["received_on"], note=form.cleaned_data["note"],
            asker=form.cleaned_data["asker"], third_party=form.cleaned_data["third_party"],
            today=today(),
        ),
        _("Đã nhận yêu cầu."),
        form,
    ):  # fmt: skip
        back = "privacy:requests" if by.may_anywhere(Right.DESK) else "privacy:mine"
        return redirect(back)
    return page(request, "privacy/enter.html", {"unit": unit, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def request_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One request: taken up, put off once, answered."""
    by = reader(request)
    found = request_seen(by, uid)
    which = request.POST.get("act", "")
    put_off = ExtendForm(request.POST if which == "extend" else None)
    reply = str(CLOCKS[RequestKind(found.kind)].reply)
    close = CloseForm(request.POST if which == "close" else None, initial={"answer": reply})
    if request.method == "POST" and _acted(request, uid, which, put_off, close):
        return redirect("privacy:request", uid=uid)
    if request.method != "POST" and found.person is not None:
        record_read(
            by=by, act=Right.DESK, subject=found, person_id=found.person.pk, part=Part.PERSON,
            unit_id=found.unit_id,
        )  # fmt: skip
    context = {
        "found": found,
        "due": due_of(found, today(), named=True),
        "is_open": found.state in OPEN,
        "extend_form": put_off,
        "close_form": close,
        "forget_url": _forget_url(found),
        "may_copy": found.person_id is not None and found.kind == RequestKind.ACCESS,
    }
    return page(request, "privacy/request.html", context, put_off, close)


@require_safe
@never_cache
@login_required
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The reply on paper: that it came in, or what came of it."""
    found = request_seen(reader(request), uid)
    clock = CLOCKS[RequestKind(found.kind)]
    context = {
        "found": found,
        "due": due_of(found, today(), named=True),
        "asked": str(clock.label).lower(),
        "is_open": found.state in OPEN,
        "day": today(),
        "notices": list(notices(today()).values()) if found.kind == RequestKind.INFORM else [],
    }
    return render(request, "privacy/reply.html", context)


@require_POST
@never_cache
@login_required
def copy_for(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The copy of a person's data that a request asks for."""
    name, content = make_copy(by=reader(request), uid=uid, now=timezone.now())
    return file_answer(name, content, "application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def forget(request: HttpRequest, person_id: int) -> HttpResponse:
    """Forget a person, after reading which texts may still name them; or say why they must be kept."""
    by = reader(request)
    found = forget_page(by, person_id, today=today())
    which = request.POST.get("act", "")
    form = ForgetForm(request.POST if which == "forget" else None)
    hold = HoldForm(request.POST if which == "hold" else None)
    if request.method == "POST" and _forgot(request, found, which, form, hold):
        return redirect("privacy:forget", person_id=person_id)
    if request.method != "POST" and found.done is None:
        record_read(
            by=by, act=Right.DESK, subject=found.person, person_id=found.person.pk,
            part=Part.PERSON, unit_id=found.unit.pk,
        )  # fmt: skip
    context = {
        "page": found,
        "form": form,
        "hold_form": hold,
        "sure": [mention for mention in found.mentions if mention.is_sure],
        "maybe": [mention for mention in found.mentions if not mention.is_sure],
        "holds": [held for held in found.holds if held.until is None or held.until > today()],
    }
    return page(request, "privacy/forget.html", context, form, hold)


def _acted(
    request: HttpRequest, uid: UUID, which: str, put_off: ExtendForm, close: CloseForm
) -> bool:
    by = reader(request)
    if which == "take_up":
        return done(request, lambda: take_up(by=by, uid=uid, today=today()), _("Đã tiếp nhận."))
    if which == "extend":
        return done(
            request,
            lambda: extend(
                by=by, uid=uid, reason=put_off.cleaned_data["extend_reason"], today=today()
            ),
            _("Đã gia hạn 15 ngày."),
            put_off,
        )
    if which == "close":
        return done(
            request,
            lambda: close_request(
                by=by, uid=uid, is_done=close.cleaned_data["outcome"] == "done",
                answer=close.cleaned_data["answer"], proof=close.cleaned_data["proof"],
                today=today(),
            ),
            _("Đã trả lời và khép lại."),
            close,
        )  # fmt: skip
    return True


def _forgot(
    request: HttpRequest, found: ForgetPage, which: str, form: ForgetForm, hold: HoldForm
) -> bool:
    by, pk = reader(request), found.person.pk
    acts: dict[str, tuple[Callable[[], Any], str, Any]] = {
        "forget": (
            lambda: forget_person(
                by=by, person_id=pk, reason=form.cleaned_data["reason"], now=timezone.now(),
                also=request.POST.getlist("also"), today=today(),
            ),
            _("Đã xóa tên. Mọi con số giữ nguyên."), form,
        ),
        "hold": (
            lambda: hold_person(
                by=by, person_id=pk, reason=hold.cleaned_data["hold_reason"], since=today(),
                until=hold.cleaned_data["until"], today=today(),
            ),
            _("Đã ghi: dữ liệu phải giữ."), hold,
        ),
        "release": (
            lambda: release_hold(by=by, hold_id=_hold_of(request, found), today=today()),
            _("Đã thôi giữ."), None,
        ),
    }  # fmt: skip
    if which not in acts:
        return True
    act, said, beside = acts[which]
    return done(request, act, said, beside)


def _hold_of(request: HttpRequest, found: ForgetPage) -> int:
    typed = request.POST.get("hold", "")
    return next((hold.pk for hold in found.holds if f"{hold.pk}" == typed), 0)


def _forget_url(found: DataRequest) -> str:
    if found.kind != RequestKind.DELETE or found.person_id is None:
        return ""
    return reverse("privacy:forget", args=[found.person_id])


def _table(dues: list[Due]) -> Table | None:
    head = [Column(_("Yêu cầu")), Column(_("Ai, ở đâu")), Column(_("Nhận")), Column(_("Hạn")),
            Column(_("Trạng thái"))]  # fmt: skip
    rows = []
    for due in dues:
        found = due.request
        state = RequestState(found.state)
        rows.append([
            Cell(found.get_kind_display(), reverse("privacy:request", args=[found.uid])),
            Cell(due.who, note=found.unit.name),
            Cell(format_day(found.received_on)),
            Cell(format_day(due.by), note=_("quá hạn") if due.is_late else ""),
            Cell(found.get_state_display(), state="late" if due.is_late else _STATES[state]),
        ])  # fmt: skip
    return Table(_("Yêu cầu về dữ liệu cá nhân"), head, rows, shape="cards") if rows else None

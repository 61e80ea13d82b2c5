"""The pages of lists of units and people: hand in, look, answer doubts, bring in, take back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.exchange.actions import handed
from neuguong.exchange.actions.list_undoing import begin_list_undo
from neuguong.exchange.forms import AnswerForm, ApplyForm, ListForm, UndoForm
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries import import_places
from neuguong.exchange.queries.list_changes import list_undo_plan
from neuguong.exchange.queries.listruns import (
    list_bytes,
    list_seen,
    marked_list,
    plan_of,
    recent_lists,
)
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.views import list_words
from neuguong.exchange.views.exports import bytes_answer
from neuguong.exchange.views.ways_in import NEEDED, ways_in
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.people.access import AccountActor, denial, reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link

_PATHS = {ListKind.UNITS: "exchange:units", ListKind.PEOPLE: "exchange:people"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_units(request: HttpRequest) -> HttpResponse:
    """Hand in a list of units."""
    return _hand_in(request, ListKind.UNITS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_people(request: HttpRequest) -> HttpResponse:
    """Hand in a list of people."""
    return _hand_in(request, ListKind.PEOPLE)


def _hand_in(request: HttpRequest, kind: ListKind) -> HttpResponse:
    by = reader(request)
    for right in (Right.IMPORT, NEEDED[kind]):
        if not by.may_anywhere(right):
            raise PermissionDenied(denial(right))
    places = [
        unit
        for unit in import_places(by, request.GET.get("dv", ""))
        if by.may(NEEDED[kind], at=unit)
    ]
    form = ListForm(
        request.POST or None, request.FILES or None, places=places,
        initial={"on": format_day(today())},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = handed.receive_list(
                by=by, kind=kind, unit_id=int(data["unit"]), upload=data["file"], on=data["on"],
                today=today(), now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect("exchange:list", uid=run.uid)
    return ways_in(
        request, form, list_words.of_kind(kind), kind=kind, runs=recent_lists(by, kind),
        form_url=_form_url(kind, places[0].slug) if places else "",
    )  # fmt: skip


@login_required
@require_safe
@never_cache
def rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every row of a list and what would become of it; or what became of it."""
    by = reader(request)
    run = list_seen(by, uid)
    kind = ListKind(run.kind)
    words, again = list_words.of_kind(kind), reverse(_PATHS[kind])
    base = {"run": run, "words": words, "again_url": again}
    if run.state != RunState.RECEIVED:
        context = {**base, "sentence": list_words.ended(run), **_ended(by, run)}
        return render(request, "exchange/list_ended.html", context)
    plan = plan_of(by, run, today())
    state = request.GET.get("xem", "")
    shown = list_words.shown(plan, state=state, after=number_asked(request, "sau"))
    here = reverse("exchange:list", args=[run.uid])
    further = {**({"xem": state} if state else {}), "sau": f"{shown.next_after}"}
    context = {
        **base,
        "title": list_words.title(plan),
        "trail": [Link(words.title, again), Link(run.name)],
        "tiles": list_words.tiles(plan, here, state),
        "shown": shown,
        "notes": plan.notes,
        "go": list_words.go(plan),
        "refusal": handed.may_bring(plan, good_rows=False),
        "may_apply": handed.may_bring(plan, good_rows=True) is None,
        "faulty": bool(plan.faults or plan.warnings),
        "next_url": f"{here}?{urlencode(further)}#cac-dong" if shown.next_after else "",
        "back_url": f"{here}#cac-dong" if shown.before else "",
    }
    return render(request, "exchange/list_preview.html", context)


def _ended(by: AccountActor, run: ListRun) -> dict[str, object]:
    """How a list stands that no longer waits to be looked at."""
    is_applied = run.state == RunState.APPLIED
    return {
        "is_applied": is_applied,
        "is_running": run.state == RunState.RUNNING,
        "may_undo": is_applied and bool(run.made or any(run.changes.values())),
        "job": reverse("jobs:job", args=[run.job]) if run.job and run.by_id == by.id else "",
    }


@login_required
@require_POST
def answer_row(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say whether a doubtful row is one already known."""
    by = reader(request)
    run = list_seen(by, uid)
    form = AnswerForm(request.POST)
    if form.is_valid():
        row, said = form.cleaned_data["key"], form.cleaned_data["value"]
        _tell(request, handed.answer_doubt, by=by, run_id=run.pk, row=row, answer=said, today=today(),
              now=timezone.now())  # fmt: skip
    return redirect("exchange:list", uid=run.uid)


@login_required
@require_POST
def apply_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Bring the list in: all rows, or those without fault or doubt when that was asked."""
    by = reader(request)
    run = list_seen(by, uid)
    form = ApplyForm(request.POST)
    good = form.is_valid() and form.cleaned_data["good_rows"]
    _tell(request, handed.begin_list, by=by, run_id=run.pk, today=today(), now=timezone.now(),
          good_rows=good)  # fmt: skip
    run.refresh_from_db(fields=["state", "job"])
    if run.state == RunState.RUNNING and run.job:
        return redirect("jobs:job", uid=run.job)
    return redirect("exchange:list", uid=run.uid)


@login_required
@require_POST
def release_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a list back to its sender whose job ended without bringing it in."""
    by = reader(request)
    run = list_seen(by, uid)
    if handed.release_list(by=by, run_id=run.pk).state == RunState.RUNNING:
        messages.info(request, _("Tệp này còn đang được nhập. Chờ thêm một lát."))
    return redirect("exchange:list", uid=run.uid)


@login_required
@require_POST
def discard_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put the list away; nothing of it was written."""
    by = reader(request)
    run = list_seen(by, uid)
    _tell(request, handed.discard_list, by=by, run_id=run.pk, now=timezone.now())
    return redirect(_PATHS[ListKind(run.kind)])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what taking back would do; do it when a reason is given."""
    by = reader(request)
    run = list_seen(by, uid)
    back = reverse("exchange:list", args=[run.uid])
    if run.state != RunState.APPLIED:
        return redirect(back)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = begin_list_undo(
                by=by, run_id=run.pk, today=today(), now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, refused.refusal.text)
        else:
            return redirect("jobs:job", uid=asked) if asked else redirect(back)
    context = {
        "title": _("Hoàn tác lần nhập này?"),
        "sentence": _("Tệp %(name)s, %(unit)s.") % {"name": run.name, "unit": run.unit},
        "points": list_words.undo_points(list_undo_plan(run)),
        "form": form,
        "go": _("Hoàn tác lần nhập"),
        "back": back,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
@never_cache
def marked_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The workbook back, with its faults and doubts marked and a column of advice."""
    by = reader(request)
    run = list_seen(by, uid)
    return bytes_answer(
        marked_list(list_bytes(run), plan_of(by, run, today())), f"can-sua-{run.uid.hex[-8:]}.xlsx"
    )


def _tell(request: HttpRequest, act: Any, **said: Any) -> None:
    """Do it, or say why not."""
    try:
        act(**said)
    except Refused as refused:
        messages.error(request, refused.refusal.text)


def _form_url(kind: ListKind, slug: str) -> str:
    return reverse("exchange:form", args=["don-vi" if kind is ListKind.UNITS else "nguoi", slug])

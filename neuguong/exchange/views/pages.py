"""Pages of files that come in: hand one in, look at it, mend it, bring it in, get it back marked."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.exchange import actions
from neuguong.exchange.actions.writing import without_rubbish_collection
from neuguong.exchange.forms import AnswerForm, ApplyForm, MendForm, UploadForm
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import (
    Plan,
    answers_of,
    bytes_of,
    import_places,
    marked_copy,
    plan_import,
    reading_of,
    recent_runs,
    run_seen,
)
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.exchange.views import words
from neuguong.exchange.views.previews import looked_at, seen_before
from neuguong.exchange.views.rows import STATES, Preview, SheetShown, sheet_shown
from neuguong.exchange.views.ways_in import ways_in, words_of_deeds
from neuguong.lib.refusal import Refusal, Refused
from neuguong.people.access import AccountActor, denial, reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALWAYS_SHOWN = ("ok", "look", "fault")
_TILES = (
    ("ok", "ok", "ok"),
    ("same", "lock", ""),
    ("changed", "swap", "ok"),
    ("look", "warn", "look"),
    ("new", "plus", "ok"),
    ("fault", "late", "late"),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand a file in for a unit and a year."""
    by = reader(request)
    if not by.may_anywhere(Right.IMPORT):
        raise PermissionDenied(denial(Right.IMPORT))
    places = import_places(by, request.GET.get("dv", ""))
    form = UploadForm(request.POST or None, request.FILES or None, places=places, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            run = _received(by, form)
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect("exchange:preview", uid=run.uid)
    form_url = reverse("exchange:form", args=["viec-lam", places[0].slug]) if places else ""
    return ways_in(
        request, form, words_of_deeds(), kind=None, runs=recent_runs(by), form_url=form_url
    )


@login_required
@require_safe
@never_cache
@without_rubbish_collection()
def preview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Everything the file says, cell by cell, and what bringing it in would do."""
    by = reader(request)
    run = run_seen(by, uid)
    if run.state != RunState.RECEIVED:
        return render(request, "exchange/ended.html", _ended_context(by, run))
    further = any(key in request.GET for key in ("sau", "xem", "trang"))
    try:
        found = seen_before(by, run) if further else None
        found = found or looked_at(by, run, _plan(by, run))
    except Refused as refused:  # nobody has said yet where the table is
        messages.info(request, refused.refusal.text)
        return redirect("exchange:meaning", uid=run.uid)
    shown = sheet_shown(
        found,
        index=number_asked(request, "trang"),
        state=request.GET.get("xem", "") if request.GET.get("xem") in STATES else "",
        after=number_asked(request, "sau"),
    )
    return render(request, "exchange/preview.html", _preview_context(request, run, found, shown))


@login_required
@require_POST
def mend(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Type over one cell and look again."""
    by = reader(request)
    run = run_seen(by, uid)
    form = MendForm(request.POST)
    if form.is_valid():
        actions.mend_cell(by=by, run_id=run.pk, **form.cleaned_data)
        messages.success(request, _("Đã sửa ô %(cell)s.") % form.cleaned_data)
    else:
        messages.error(request, _("Không sửa được ô đó. Chữ gõ vào dài quá 2.000 chữ?"))
    return redirect("exchange:preview", uid=run.uid)


@login_required
@require_POST
def answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Answer a doubt and look again."""
    by = reader(request)
    run = run_seen(by, uid)
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_doubt(by=by, run_id=run.pk, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi câu trả lời."))
    return redirect("exchange:preview", uid=run.uid)


@login_required
@require_POST
def apply(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Bring the file in: all rows, or those without fault when that was asked."""
    by, now = reader(request), timezone.now()
    run = run_seen(by, uid)
    form = ApplyForm(request.POST)
    asked = form.cleaned_data if form.is_valid() else {}
    try:
        run = actions.begin_import(by=by, run_id=run.pk, today=today(), now=now, **asked)
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    if run.state == RunState.RUNNING and run.job:
        return redirect("jobs:job", uid=run.job)
    return redirect("exchange:preview", uid=run.uid)


@login_required
@require_POST
def discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put the file away; nothing of it was written."""
    by = reader(request)
    run = run_seen(by, uid)
    actions.discard_import(by=by, run_id=run.pk, now=timezone.now())
    messages.success(request, _("Đã bỏ tệp %(name)s; không có gì được ghi.") % {"name": run.name})
    return redirect("exchange:upload")


@login_required
@require_safe
@never_cache
def marked(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The workbook back, with its faults marked and a column of advice."""
    by = reader(request)
    run = run_seen(by, uid)
    reading = _plan(by, run).reading
    response = HttpResponse(marked_copy(bytes_of(run), reading), content_type=_XLSX)
    stem = run.name.rsplit(".", 1)[0]
    name = content_disposition_header(as_attachment=True, filename=f"{stem}-can-sua.xlsx")
    response["Content-Disposition"] = name or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _received(by: AccountActor, form: UploadForm) -> ImportRun:
    data = form.cleaned_data
    return actions.receive_file(
        by=by, unit_id=int(data["unit"]), year=data["year"], upload=data["file"], today=today(),
        now=timezone.now(), pointed=data["pointed"],
    )  # fmt: skip


def _plan(by: AccountActor, run: ImportRun) -> Plan:
    return plan_import(
        by=by, unit=run.unit, year=run.year, reading=reading_of(run), today=today(),
        answers=answers_of(by, run),
    )  # fmt: skip


def _ended_context(by: AccountActor, run: ImportRun) -> dict[str, Any]:
    """What there is to say of a file that is no longer waiting to be looked at."""
    applied = run.state == RunState.APPLIED
    return {
        "run": run,
        "sentence": words.undone_words(run) if run.undone else words.applied_words(run),
        "may_undo": applied and by.may(Right.IMPORT, at=run.unit),
        "running": run.state == RunState.RUNNING,
        "applied": applied,
        "undone": run.undone,
        "job": reverse("jobs:job", args=[run.job]) if run.job else "",
        "mine": run.by_id == by.id,
    }


def _preview_context(
    request: HttpRequest, run: ImportRun, preview: Preview, shown: SheetShown
) -> dict[str, Any]:
    head = preview.head
    refusal = Refusal(*head["refusal"]) if head["refusal"] else None
    here = reverse("exchange:preview", args=[run.uid])
    state = request.GET.get("xem", "")
    kept = {"trang": request.GET["trang"]} if "trang" in request.GET else {}
    further = {**kept, **({"xem": state} if state else {}), "sau": shown.next_after}
    return {
        "run": run,
        **{key: head[key] for key in ("title", "go", "sums", "notes", "absent", "changes")},
        "trail": [Link(_("Nhập tệp"), reverse("exchange:upload")), Link(run.name)],
        "tiles": _tiles(here, shown, state),
        "sheets": _sheets(here, head, shown),
        "shown": shown,
        "refusal": refusal,
        "needs_reason": refusal is not None and refusal.code == "year_closed",
        "may_apply": head["good"],
        "seen": request.get_full_path(),
        "faults": head["faults"],
        "here": words.here_of(shown),
        "next_url": f"{here}?{urlencode(further)}#cac-dong" if shown.next_after else "",
        "back_url": f"{here}#cac-dong" if shown.shown_before else "",
    }


def _tiles(here: str, shown: SheetShown, state: str) -> list[dict[str, Any]]:
    labels = {
        "ok": _("dòng đọc đúng"),
        "look": _("dòng nên xem lại"),
        "new": _("dòng có người, đơn vị mới"),
        "same": _("dòng đã có, giữ nguyên"),
        "changed": _("dòng sẽ đổi việc đã có"),
        "fault": _("dòng cần sửa"),
    }
    return [
        {
            "count": shown.counts[key],
            "label": labels[key],
            "icon": icon,
            "tone": tone,
            "url": f"{here}?xem={key}#cac-dong" if state != key else f"{here}#cac-dong",
            "current": state == key,
        }
        for key, icon, tone in _TILES
        if shown.counts[key] or key in _ALWAYS_SHOWN
    ]


def _sheets(here: str, head: dict[str, Any], shown: SheetShown) -> list[Link]:
    """A way from sheet to sheet, when there are several."""
    if len(head["sheets"]) < 2:
        return []
    return [
        Link(each["name"], f"{here}?trang={index}", current=index == shown.index)
        for index, each in enumerate(head["sheets"])
    ]

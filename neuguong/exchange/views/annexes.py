"""The pages of annexes of resolutions: hand in, look, answer doubts, make a draft, put away."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from neuguong.exchange.actions import reorganising
from neuguong.exchange.forms import AnnexForm, AnswerForm, ApplyForm
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.listruns import annex_seen, recent_annexes
from neuguong.exchange.queries.mergers import MergerLine, MergersPlan
from neuguong.exchange.rules import RunState
from neuguong.exchange.views.list_words import KindWords
from neuguong.exchange.views.ways_in import ANNEX, ways_in
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.people.access import denial, reader
from neuguong.reorganisations.queries import draft_places
from neuguong.reorganisations.rules import StepKind
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link

_PAGE = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in the annex of a resolution."""
    by = reader(request)
    if not by.may_anywhere(Right.CHANGE):
        raise PermissionDenied(denial(Right.CHANGE))
    places = draft_places(by, request.GET.get("dv", ""))
    form = AnnexForm(
        request.POST or None, request.FILES or None, places=places,
        everywhere=by.may(Right.CHANGE, at=NATION), initial={"on": format_day(today())},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = reorganising.receive_reorganisation(
                by=by, unit_id=int(data["unit"]) if data["unit"] else None, upload=data["file"],
                on=data["on"], now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect("exchange:annex", uid=run.uid)
    return ways_in(
        request, form, _words(), kind=ANNEX, runs=recent_annexes(by), form_url=_form_url(places)
    )


def _form_url(places: Sequence[Unit]) -> str:
    """The empty annex of the branch one most likely means."""
    return reverse("exchange:form", args=["sap-xep", places[0].slug]) if places else ""


def _words() -> KindWords:
    return KindWords(
        _("Lập phương án sắp xếp từ tệp"),
        _("Gửi phụ lục của nghị quyết, quyết định. Hệ thống đọc rồi lập một bản thảo để xem lại."),
        (),
        (
            _("Có cột tên đơn vị cũ và cột tên đơn vị mới; thêm được cấp trên, mã, ngày, ghi chú."),
            _("Nhiều đơn vị cũ vào một đơn vị mới: gộp ô tên mới, để trống, hoặc ghi chung một ô."),
            _("Một đơn vị cũ, tên mới khác: đổi tên. Ghi “giải thể” thì kết thúc."),
            _("“Một phần xã A” ở hai dòng trở lên: chia tách xã A, hỏi chi bộ theo về đâu."),
            _("Tên không dấu, thiếu chữ “xã”, “phường”, “Đảng bộ” cũng nhận ra."),
        ),
    )


@login_required
@require_safe
@never_cache
def annex(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Every line of an annex and what would become of it."""
    run = annex_seen(reader(request), uid)
    if run.state != RunState.RECEIVED:
        if run.state == RunState.APPLIED and run.made:
            return redirect("reorganisations:plan", run.made[0])
        return redirect("exchange:reorganisations")
    plan = reorganising.plan_of_annex(run)
    after, only = number_asked(request, "sau"), request.GET.get("xem", "")
    lines = [line for line in plan.lines if only != "sua" or line.faults or line.doubts]
    shown = lines[after : after + _PAGE]
    here, kept = reverse("exchange:annex", args=[run.uid]), "xem=sua&" if only == "sua" else ""
    wrong = sum(1 for line in plan.lines if line.faults or line.doubts) + len(plan.asked)
    context = {
        "run": run,
        "title": _title(plan, wrong),
        "trail": [Link(_words().title, reverse("exchange:reorganisations")), Link(run.name)],
        "place": run.unit.name if run.unit else _("cả cây"),
        "day": format_day(plan.on),
        "lines": [_line(line) for line in shown],
        "partings": [] if after else plan.asked if only == "sua" else plan.partings,
        "wrong": wrong,
        "only": only == "sua",
        "here": here,
        "refusal": reorganising.may_draft(plan, good_rows=False),
        "may_draft": reorganising.may_draft(plan, good_rows=True) is None,
        "steps": len(plan.steps),
        "next_url": f"{here}?{kept}sau={after + _PAGE}" if after + _PAGE < len(lines) else "",
        "back_url": f"{here}?{kept}" if after else "",
    }
    return render(request, "exchange/annex.html", context)


def _title(plan: MergersPlan, wrong: int) -> str:
    rows = sum(len(line.rows) for line in plan.lines)
    words = {"rows": rows, "steps": len(plan.steps), "wrong": wrong}
    if wrong:
        return _("Đọc %(rows)s dòng: %(steps)s bước, %(wrong)s chỗ cần xem") % words
    return _("Đọc %(rows)s dòng: %(steps)s bước") % words


def _line(line: MergerLine) -> dict[str, Any]:
    rows = [row.number for row in line.rows]
    return {
        "rows": f"{rows[0]}" if len(rows) == 1 else f"{rows[0]}–{rows[-1]}",
        "what": _what(line),
        "units": [
            *(unit.described for unit in line.units),
            *(_("một phần %(name)s") % {"name": unit.described} for unit in line.parts),
        ],
        "new": line.step.name if line.step and line.step.name else line.new,
        "faults": [fault.message for fault in line.faults],
        "doubts": line.doubts,
        "state": "missing" if line.faults or line.doubts else "confirmed",
    }


def _what(line: MergerLine) -> str:
    if line.is_kept:
        return _("giữ nguyên")
    if line.step is None:
        return _("nhận một phần") if line.goal else _("chưa rõ")
    if line.step.kind is StepKind.FOUND:
        return _("lập mới")
    if line.step.kind is StepKind.MERGE:
        return _("hợp nhất vào đơn vị đang có") if line.step.target else _("hợp nhất, lập mới")
    return _("đổi tên") if line.step.kind is StepKind.RENAME else _("kết thúc")


@login_required
@require_POST
def answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say which unit a name means."""
    by = reader(request)
    run = annex_seen(by, uid)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        _tell(request, run, reorganising.answer_name, by=by, key=data["key"], slug=data["value"])
    return redirect(f"{reverse('exchange:annex', args=[run.uid])}?xem=sua")


@login_required
@require_POST
def make_draft(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make the draft: of all lines, or of those without fault or doubt when that was asked."""
    by = reader(request)
    run = annex_seen(by, uid)
    form = ApplyForm(request.POST)
    good = form.is_valid() and form.cleaned_data["good_rows"]
    _tell(request, run, reorganising.draft_from_annex, by=by, now=timezone.now(), good_rows=good)
    return redirect("exchange:annex", uid=run.uid)


@login_required
@require_POST
def discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put the annex away; nothing of it was written."""
    by = reader(request)
    run = annex_seen(by, uid)
    _tell(request, run, reorganising.discard_annex, by=by, now=timezone.now())
    return redirect("exchange:reorganisations")


def _tell(request: HttpRequest, run: ListRun, act: Any, **said: Any) -> None:
    """Do it, or say why not."""
    try:
        act(run_id=run.pk, **said)
    except Refused as refused:
        messages.error(request, refused.refusal.text)

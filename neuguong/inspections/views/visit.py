"""One visit: what it is, what it found, what was mended; its acts and its paper."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.documents import docx, pdf
from neuguong.inspections import actions
from neuguong.inspections.forms import CallOffForm, ConclusionForm, HeldForm, VisitForm
from neuguong.inspections.models import (
    FINDING_LABELS,
    KIND_LABELS,
    MENDING_LABELS,
    STATE_LABELS,
    Finding,
    Inspection,
)
from neuguong.inspections.queries import inspection_seen, units_to_inspect
from neuguong.inspections.queries.papers import conclusion_paper
from neuguong.inspections.rights import Right
from neuguong.inspections.rules import (
    HELD,
    FindingKind,
    FindingState,
    InspectionKind,
    InspectionState,
)
from neuguong.inspections.views.asked import form_page, may_mend, to_write, trail_of, visit_url
from neuguong.people.access import AccountActor, reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, today, told, typed

_TYPES = {
    "pdf": ("application/pdf", pdf.render),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render,
    ),
}  # fmt: skip
_MENDING_KEYS = {
    FindingState.OPEN: "missing",
    FindingState.MENDED: "reported",
    FindingState.FIXED: "done",
    FindingState.NOT_FIXED: "returned",
}


@login_required
@require_safe
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """One visit from the plan to the last fault that was fixed."""
    by = reader(request)
    found = inspection_seen(by, inspection_id)
    state = InspectionState(found.state)
    writes = by.may(Right.WRITE, at=found.unit)
    context = {
        "visit": found,
        "kind": KIND_LABELS[InspectionKind(found.kind)],
        "state": STATE_LABELS[state],
        "findings": [_finding(by, found, each) for each in found.findings.all()],
        "trail": trail_of(found),
        "may_plan": writes and state is InspectionState.PLANNED,
        "may_find": writes and state is InspectionState.VISITED,
        "may_conclude": writes and state in HELD,
        "is_concluded": state is InspectionState.CONCLUDED,
    }
    return render(request, "inspections/inspection.html", context)


def _finding(by: AccountActor, visit: Inspection, found: Finding) -> dict[str, object]:
    kind, state = FindingKind(found.kind), FindingState(found.state)
    is_fault = kind is FindingKind.FAULT
    held = is_fault and state is not FindingState.FIXED
    writes = by.may(Right.WRITE, at=visit.unit)
    return {
        "row": found,
        "kind": FINDING_LABELS[kind],
        "state": MENDING_LABELS[state] if is_fault else "",
        "state_key": _MENDING_KEYS[state],
        "is_late": held and found.due_on is not None and found.due_on < today(),
        "may_mend": held and may_mend(by, visit),
        "may_recheck": held and writes,
        "may_drop": writes and visit.state == InspectionState.VISITED,
    }


@login_required
@require_http_methods(ASKS)
def change(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Change a visit of the plan."""
    by, found = to_write(request, inspection_id)
    form = VisitForm(
        typed(request), units=units_to_inspect(found.unit), year=found.year,
        initial=VisitForm.initial_of(found), closed=year_closed(found.unit, found.year),
    )  # fmt: skip
    if request.method == "POST" and attempt(form, lambda: actions.change_inspection(
        by=by, inspection_id=found.pk, entry=form.entry, reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã sửa kế hoạch."), visit_url(found))
    return form_page(
        request, form, title=_("Sửa cuộc kiểm tra, giám sát"), over=found.unit.name,
        go=_("Lưu"), trail=trail_of(found, _("Sửa")),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def hold(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Note that the visit took place."""
    by, found = to_write(request, inspection_id)
    form = HeldForm(
        typed(request), initial={"day": found.visited_on or min(found.planned_on, today())},
        closed=year_closed(found.unit, found.year),
    )  # fmt: skip
    if request.method == "POST" and attempt(form, lambda: actions.note_visit(
        by=by, inspection_id=found.pk, day=form.cleaned_data["day"], today=today(),
        reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi ngày làm việc. Ghi tiếp điều phát hiện."), visit_url(found))
    return form_page(
        request, form, title=_("Ghi ngày làm việc"), over=found.title, go=_("Ghi đã làm"),
        trail=trail_of(found, _("Ngày làm việc")),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def conclude(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Write the conclusion, or mend its words."""
    by, found = to_write(request, inspection_id)
    initial = {
        "words": found.conclusion, "number": found.number,
        "day": found.concluded_on or today(),
    }  # fmt: skip
    closed = year_closed(found.unit, found.year)
    form = ConclusionForm(typed(request), initial=initial, closed=closed)
    if request.method == "POST" and attempt(form, lambda: actions.conclude(
        by=by, inspection_id=found.pk, day=form.cleaned_data["day"],
        number=form.cleaned_data["number"], words=form.cleaned_data["words"], reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi kết luận."), visit_url(found))
    return form_page(
        request, form, title=_("Ghi kết luận"), over=found.title, go=_("Lưu kết luận"),
        trail=trail_of(found, _("Kết luận")),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def call_off(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Call a planned visit off, with the reason."""
    by, found = to_write(request, inspection_id)
    form = CallOffForm(typed(request))
    question = Question(
        title=_("Hủy cuộc này"), sentence=found.title, go=_("Hủy cuộc"), back=visit_url(found),
        said=_("Đã hủy. Cuộc này vẫn nằm trong kế hoạch, có ghi lý do."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.call_off(
            by=by, inspection_id=found.pk, reason=form.cleaned_data["why"]
        ),
    )  # fmt: skip


@login_required
@require_safe
def paper(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """The conclusion as a paper to sign, `dang` pdf or docx."""
    by = reader(request)
    found = inspection_seen(by, inspection_id)
    form = request.GET.get("dang", "pdf")
    if form not in _TYPES or found.concluded_on is None:
        raise Http404
    mime, render_paper = _TYPES[form]
    response = HttpResponse(render_paper(conclusion_paper(found)), content_type=mime)
    name = f"thong-bao-ket-luan-{found.pk}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""Admission ceremonies of a cell: plan, print the order with the oath, hold."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.audit.actions import record_read_list
from neuguong.audit.rules import Part
from neuguong.ceremonies.actions import hold_admission, plan_admission
from neuguong.ceremonies.forms import AdmissionForm, OathForm
from neuguong.ceremonies.models import Admission
from neuguong.ceremonies.queries import admission_seen, candidates_of, order_of
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.ceremonies.views.asked import address, is_closed, trail_of, year_asked
from neuguong.documents import docx, pdf
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, FormPage, Question, asked, form_page, today, typed
from neuguong.ui.parts import Link

_PAPERS = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (
        docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}  # fmt: skip


@require_http_methods(ASKS)
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan an admission ceremony."""
    by = reader(request)
    unit = unit_seen(by, slug, Right.VIEW)
    _require_names(by, unit)
    year = year_asked(request, unit)
    return _form(request, by, unit, year, None)


@require_http_methods(ASKS)
@login_required
def change(request: HttpRequest, admission_id: int) -> HttpResponse:
    """Change a ceremony that is planned."""
    by = reader(request)
    found = admission_seen(by, admission_id)
    _require_names(by, found.unit)
    return _form(request, by, found.unit, found.day.year, found)


@require_safe
@login_required
def admission(request: HttpRequest, admission_id: int) -> HttpResponse:
    """A ceremony: who is admitted, the decision, the oath, the paper to print."""
    by = reader(request)
    found = admission_seen(by, admission_id)
    named = by.sees_names(found.unit.path)
    people = list(found.admitted.all())
    if named:
        record_read_list(
            by=by, act=Right.VIEW, subject_type="people.person", part=Part.LIST,
            ids=[row.person_id for row in people], unit_id=found.unit_id,
        )  # fmt: skip
    may_write = by.may(Right.WRITE, at=found.unit) and found.state == EventState.PLANNED
    context = {
        "found": found, "people": people, "named": named, "may_write": may_write,
        "may_hold": may_write and found.day <= today(),
        "oath": [line for line in found.oath.splitlines() if line.strip()],
        "trail": trail_of(found.unit, found.day.year, Link(_("Lễ kết nạp"))),
        "paper": reverse("ceremonies:paper", args=[found.pk]),
    }  # fmt: skip
    return render(request, "ceremonies/admission.html", context)


@require_safe
@login_required
def paper(request: HttpRequest, admission_id: int) -> HttpResponse:
    """The order of the ceremony with the oath, to print or to edit."""
    by = reader(request)
    found = admission_seen(by, admission_id)
    by.require(Right.WRITE, at=found.unit)
    if not by.sees_names(found.unit.path):
        raise Http404
    form = request.GET.get("dang", "pdf")
    if form not in _PAPERS:
        raise Http404
    render_paper, mime = _PAPERS[form]
    record_read_list(
        by=by, act=Right.WRITE, subject_type="people.person", part=Part.PRINT,
        ids=[row.person_id for row in found.admitted.all()], unit_id=found.unit_id,
    )  # fmt: skip
    with translation.override("vi"):
        content = render_paper(order_of(found))
    response = HttpResponse(content, content_type=mime)
    name = f"le-ket-nap-{found.day.isoformat()}.{form}"
    shown_as = "inline" if form == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{shown_as}; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(ASKS)
@login_required
def hold(request: HttpRequest, admission_id: int) -> HttpResponse:
    """Say that the ceremony took place and the oath was taken."""
    by = reader(request)
    found = admission_seen(by, admission_id)
    by.require(Right.WRITE, at=found.unit)
    question = Question(
        title=_("Ghi lễ kết nạp đã diễn ra"),
        sentence=_("Đảng viên mới vào danh sách chi bộ là đảng viên dự bị từ ngày lễ."),
        go=_("Đã diễn ra"), said=_("Đã ghi."),
        back=reverse("ceremonies:admission", args=[found.pk]),
    )  # fmt: skip
    form = OathForm(typed(request), closed=is_closed(by, found.unit, found.day.year))
    return asked(
        request, question, form,
        lambda: hold_admission(
            by=by, admission_id=found.pk, oath_taken=form.cleaned_data["oath_taken"],
            today=today(), reason=form.reason,
        ),
    )  # fmt: skip


def _require_names(by: AccountActor, unit: Unit) -> None:
    """Whoever plans an admission reads who is not a member yet."""
    by.require(Right.WRITE, at=unit)
    if not by.sees_names(unit.path):
        raise PermissionDenied(
            _("Tên người chỉ hiện trong tổ chức cơ sở của họ. Chi bộ tự lập lễ kết nạp.")
        )


def _form(
    request: HttpRequest, by: AccountActor, unit: Unit, year: int, found: Admission | None
) -> HttpResponse:
    people = [(p.pk, f"{p.full_name}, {p.birth_year or '–'}") for p in candidates_of(unit, today())]
    initial = {} if found is None else {
        "day": found.day, "place": found.place, "decision": found.decision, "oath": found.oath,
        "people": [row.person_id for row in found.admitted.all()],
        "sponsor": next((row.sponsor for row in found.admitted.all()), ""),
    }  # fmt: skip
    form = AdmissionForm(
        typed(request), people=people, closed=is_closed(by, unit, year), initial=initial
    )
    page = FormPage(
        title=_("Lễ kết nạp đảng viên"), go=_("Lưu"), said=_("Đã lưu."),
        trail=trail_of(unit, year, Link(_("Lễ kết nạp"))), back=address("unit", unit, year),
        over="" if people else _("Chưa có ai để kết nạp: thêm người vào chi bộ, đoàn thể trước."),
    )  # fmt: skip
    return form_page(
        request, page, form,
        lambda: plan_admission(
            by=by, unit_id=unit.pk, entry=form.entry, today=today(), reason=form.reason,
            admission_id=found.pk if found else None,
        ),
        lambda made: reverse("ceremonies:admission", args=[made.pk]),
    )  # fmt: skip

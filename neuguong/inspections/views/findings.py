"""What a visit found: written down, taken back, mended, looked at again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.inspections import actions
from neuguong.inspections.forms import FindingForm, MendForm, RecheckForm
from neuguong.inspections.queries import finding_seen
from neuguong.inspections.rights import Right
from neuguong.inspections.views.asked import form_page, to_mend, to_write, trail_of, visit_url
from neuguong.people.access import reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import ASKS, Question, asked, attempt, today, told, typed
from neuguong.ui.fields import ActForm


@login_required
@require_http_methods(ASKS)
def add(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Write down what was found."""
    by, found = to_write(request, inspection_id)
    form = FindingForm(typed(request), closed=year_closed(found.unit, found.year))
    if request.method == "POST" and attempt(form, lambda: actions.add_finding(
        by=by, inspection_id=found.pk, entry=form.entry, reason=form.reason,
    )):  # fmt: skip
        return told(request, _("Đã ghi."), visit_url(found))
    return form_page(
        request, form, title=_("Ghi điều phát hiện"), over=found.title, go=_("Ghi"),
        trail=trail_of(found, _("Điều phát hiện")),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def drop(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Take back what was written by mistake."""
    by = reader(request)
    finding = finding_seen(by, finding_id)
    visit = finding.inspection
    by.require(Right.WRITE, at=visit.unit)
    form = ActForm(typed(request), closed=year_closed(visit.unit, visit.year))
    question = Question(
        title=_("Bỏ điều này"), sentence=finding.text, go=_("Bỏ"), back=visit_url(visit),
        said=_("Đã bỏ."),
    )  # fmt: skip
    return asked(
        request, question, form,
        lambda: actions.drop_finding(by=by, finding_id=finding.pk, reason=form.reason),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def mend(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Say what was done about a fault."""
    by = reader(request)
    finding = finding_seen(by, finding_id)
    to_mend(by, finding.inspection)
    form = MendForm(typed(request), initial={"remedy": finding.remedy})
    if request.method == "POST" and attempt(form, lambda: actions.state_remedy(
        by=by, finding_id=finding.pk, remedy=form.cleaned_data["remedy"], today=today(),
    )):  # fmt: skip
        return told(request, _("Đã báo khắc phục."), visit_url(finding.inspection))
    return form_page(
        request, form, title=_("Báo đã khắc phục"), over=finding.text, go=_("Báo khắc phục"),
        trail=trail_of(finding.inspection, _("Khắc phục")),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def recheck(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Look again at a fault."""
    by = reader(request)
    finding = finding_seen(by, finding_id)
    by.require(Right.WRITE, at=finding.inspection.unit)
    form = RecheckForm(typed(request), initial={"day": today()})
    if request.method == "POST" and attempt(form, lambda: actions.recheck(
        by=by, finding_id=finding.pk, day=form.cleaned_data["day"], fixed=form.fixed,
        note=form.cleaned_data["note"], today=today(),
    )):  # fmt: skip
        return told(request, _("Đã ghi kết quả kiểm tra lại."), visit_url(finding.inspection))
    return form_page(
        request, form, title=_("Kiểm tra lại"), over=finding.text, go=_("Ghi kết quả"),
        trail=trail_of(finding.inspection, _("Kiểm tra lại")),
    )  # fmt: skip

"""Questions asked before a plan moves on: sent, approved, given back, opened for amending."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.people.access import AccountActor, reader
from neuguong.plans import actions
from neuguong.plans.forms import ReasonForm
from neuguong.plans.models import Plan
from neuguong.plans.queries import level_above, plan_seen
from neuguong.plans.rights import Right
from neuguong.plans.views.asked import is_closed, plan_page, plan_to_write
from neuguong.ui.asked import ASKS, Question, asked, today, typed
from neuguong.ui.fields import ActForm


@login_required
@require_http_methods(ASKS)
def submit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send a plan up."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    above = level_above(plan.unit)
    question = Question(
        title=_("Gửi kế hoạch"),
        sentence=_("%(above)s nhận kế hoạch năm %(year)s của %(unit)s để duyệt.")
        % {"above": above.name, "year": plan.year, "unit": plan.unit.name},
        go=_("Gửi kế hoạch"),
        back=plan_page(plan),
        said=_("Đã gửi kế hoạch."),
    )
    form = ActForm(typed(request), closed=is_closed(plan))
    return asked(
        request, question, form,
        lambda: actions.submit_plan(by=by, plan_id=plan.pk, today=today(), reason=form.reason),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def approve(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Approve a plan that was sent."""
    by = reader(request)
    plan = _to_decide(by, plan_id)
    question = Question(
        title=_("Duyệt kế hoạch"),
        sentence=_("Kế hoạch năm %(year)s của %(unit)s có hiệu lực và được tính vào số liệu.")
        % {"year": plan.year, "unit": plan.unit.name},
        go=_("Duyệt kế hoạch"),
        back=plan_page(plan),
        said=_("Đã duyệt kế hoạch."),
    )
    form = ActForm(typed(request), closed=is_closed(plan))
    return asked(
        request, question, form,
        lambda: actions.approve_plan(by=by, plan_id=plan.pk, today=today(), reason=form.reason),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def give_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give a plan back with the reason."""
    by = reader(request)
    plan = _to_decide(by, plan_id)
    question = Question(
        title=_("Trả lại kế hoạch"),
        sentence=_("%(unit)s đọc được lý do này và sửa rồi gửi lại.") % {"unit": plan.unit.name},
        go=_("Trả lại kế hoạch"),
        back=plan_page(plan),
        said=_("Đã trả lại kế hoạch."),
    )
    form = ReasonForm(typed(request))
    return asked(
        request, question, form,
        lambda: actions.return_plan(
            by=by, plan_id=plan.pk, today=today(), reason=form.cleaned_data["why"]
        ),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def amend(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open an approved plan for changes."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    question = Question(
        title=_("Sửa, bổ sung kế hoạch đã duyệt"),
        sentence=_(
            "Bản đã duyệt được giữ nguyên và vẫn có hiệu lực cho tới khi bản mới được duyệt."
        ),
        go=_("Mở để sửa"),
        back=plan_page(plan),
        said=_("Đã mở kế hoạch để sửa, bổ sung."),
    )
    form = ReasonForm(typed(request))
    return asked(
        request, question, form,
        lambda: actions.amend_plan(
            by=by, plan_id=plan.pk, today=today(), reason=form.cleaned_data["why"]
        ),
    )  # fmt: skip


def _to_decide(by: AccountActor, plan_id: int) -> Plan:
    """A plan the reader may decide on: 404 when not theirs to know of, else 403."""
    plan = plan_seen(by, plan_id)
    by.require(Right.APPROVE, at=level_above(plan.unit))
    return plan

"""Pages on which tasks of a plan are written and their progress is told."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.people.access import reader
from neuguong.plans import actions
from neuguong.plans.forms import MarkForm, TaskForm
from neuguong.plans.models import Plan, PlanTask
from neuguong.plans.queries.plans import people_of
from neuguong.plans.queries.targets import term_targets_for
from neuguong.plans.rules import TaskState
from neuguong.plans.views.asked import (
    form_page,
    is_closed,
    kind_word,
    plan_page,
    plan_to_write,
    task_to_write,
)
from neuguong.ui.asked import ASKS, Question, asked, attempt, today, told, typed
from neuguong.ui.fields import ActForm


@login_required
@require_http_methods(ASKS)
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Add a task."""
    by = reader(request)
    plan = plan_to_write(by, plan_id)
    form = _form(request, plan, None)

    def act() -> None:
        actions.add_task(by=by, plan_id=plan.pk, entry=form.entry, reason=form.reason)

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã thêm nhiệm vụ."), plan_page(plan))
    return _page(request, form, _("Thêm nhiệm vụ"), _("Thêm nhiệm vụ"), plan)


@login_required
@require_http_methods(ASKS)
def change(request: HttpRequest, task_id: int) -> HttpResponse:
    """Change a task."""
    by = reader(request)
    task = task_to_write(by, task_id)
    form = _form(request, task.plan, task)

    def act() -> None:
        actions.change_task(by=by, task_id=task.pk, entry=form.entry, reason=form.reason)

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu nhiệm vụ."), plan_page(task.plan))
    return _page(request, form, _("Sửa nhiệm vụ"), _("Lưu nhiệm vụ"), task.plan)


@login_required
@require_http_methods(ASKS)
def remove(request: HttpRequest, task_id: int) -> HttpResponse:
    """Take a task out, after asking."""
    by = reader(request)
    task = task_to_write(by, task_id)
    question = Question(
        title=_("Bỏ nhiệm vụ"),
        sentence=task.objective,
        go=_("Bỏ nhiệm vụ"),
        back=plan_page(task.plan),
        said=_("Đã bỏ nhiệm vụ."),
    )
    form = ActForm(typed(request), closed=is_closed(task.plan))
    return asked(
        request, question, form,
        lambda: actions.remove_task(by=by, task_id=task.pk, today=today(), reason=form.reason),
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def mark(request: HttpRequest, task_id: int) -> HttpResponse:
    """Write down how far a task has come."""
    by = reader(request)
    task = task_to_write(by, task_id)
    usual = task.state if task.state != TaskState.PLANNED else TaskState.DOING
    initial = {"state": int(usual), "on": today(), "note": task.note}
    form = MarkForm(typed(request), initial=initial, closed=is_closed(task.plan))

    def act() -> None:
        data = form.cleaned_data
        actions.mark_task(
            by=by, task_id=task.pk, state=form.state_typed, on=data["on"], note=data["note"],
            reason=form.reason,
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã ghi tiến độ."), plan_page(task.plan))
    over = f"{kind_word(task)} {task.number}. {task.objective}"
    return _page(request, form, _("Ghi tiến độ"), _("Lưu tiến độ"), task.plan, over)


def _form(request: HttpRequest, plan: Plan, task: PlanTask | None) -> TaskForm:
    initial = {}
    if task is not None:
        names = (
            "kind",
            "objective",
            "roadmap",
            "solution",
            "indicator",
            "deadline",
            "person_words",
        )
        initial = {name: getattr(task, name) for name in names}
        initial |= {"person": task.person_id, "term_target": task.term_target_id}
        if task.person is not None and task.person_words == task.person.full_name:
            initial["person_words"] = ""
    people = people_of(plan.unit, today(), named=reader(request).sees_names(plan.unit.path))
    return TaskForm(
        typed(request), initial=initial, people=people, year=plan.year,
        targets=term_targets_for(plan.unit, plan.year), closed=is_closed(plan),
    )  # fmt: skip


def _page(
    request: HttpRequest, form: ActForm, title: str, go: str, plan: Plan, over: str = ""
) -> HttpResponse:
    over = over or f"{plan.unit.name}, {plan.year}"
    return form_page(request, form, title=title, go=go, back=plan_page(plan), over=over)

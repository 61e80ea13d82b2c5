"""A target with its readings and small chart; writing targets and readings."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.lib.amounts import ParsedAmount, Qualifier, format_amount, format_number
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor, reader
from neuguong.plans import actions
from neuguong.plans.forms import ReadingForm, TargetForm
from neuguong.plans.models import PlanTarget, Reading
from neuguong.plans.queries.targets import (
    Progress,
    progress_of,
    reading_of,
    target_seen,
    term_seen,
)
from neuguong.plans.rights import Right
from neuguong.plans.rules import BEING_WRITTEN
from neuguong.plans.views.asked import (
    bar_of,
    form_page,
    is_closed,
    plan_page,
    task_to_write,
)
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.charts import LineChart, Point, Series
from neuguong.ui.fields import ActForm


@login_required
@require_http_methods(ASKS)
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """One target: what is to be reached, its readings as a line and a table, a form for the next."""
    by = reader(request)
    found = target_seen(by, target_id)
    (progress,) = progress_of([found])
    writes = by.may(Right.WRITE, at=found.unit)
    form = None
    if writes:
        closed = found.task is not None and is_closed(found.task.plan)
        form = ReadingForm(typed(request), initial={"day": today()}, closed=closed)
    if request.method == "POST":
        by.require(Right.WRITE, at=found.unit)
        if form is not None and attempt(form, lambda: _read(by, found, form)):
            return told(request, _("Đã ghi số đo."), request.path)
    year = found.task.plan.year if found.task else today().year
    context = {
        "bar": bar_of(by, found.unit, year, "unit"),
        "target": found,
        "progress": progress,
        "place": _place(found),
        "back": _back(found),
        "chart": _chart(progress),
        "readings": [_line(reading, found) for reading in reversed(progress.readings)],
        "form": form,
        "may": {"write": writes, "change": writes and _being_written(found)},
    }
    return shown(request, "plans/target.html", context)


def _read(by: AccountActor, found: PlanTarget, form: ReadingForm) -> None:
    day, value, qualifier = form.read
    actions.add_reading(
        by=by, target_id=found.pk, day=day, value=value, qualifier=qualifier,
        note=form.cleaned_data["note"], today=today(), reason=form.reason,
    )  # fmt: skip


def _being_written(found: PlanTarget) -> bool:
    if found.task is not None:
        return found.task.plan.state in BEING_WRITTEN
    return found.term is not None and found.term.issued_on is None


def _line(reading: Reading, found: PlanTarget) -> dict[str, Any]:
    return {
        "reading": reading,
        "day": format_day(reading.day),
        "amount": format_amount(reading.value, found.unit_word, Qualifier(reading.qualifier)),
    }


def _place(found: PlanTarget) -> str:
    """Of which task or term it is."""
    if found.task is not None:
        return found.task.objective
    return found.term.title if found.term else ""


def _back(found: PlanTarget) -> str:
    if found.task is not None:
        return plan_page(found.task.plan)
    return reverse("plans:terms", args=[found.unit.slug])


def _chart(progress: Progress) -> LineChart | None:
    """The readings as a line, what is to be reached as the dashed one."""
    readings = progress.readings
    if len(readings) < 2:
        return None
    goal = progress.target.target
    return LineChart(
        progress.target.name,
        [format_day(reading.day) for reading in readings],
        Series(_("Số đo"), _points(readings)),
        Series(_("Cần đạt"), [Point(goal, format_number(goal)) for _reading in readings]),
    )


def _points(readings: Sequence[Reading]) -> list[Point]:
    return [Point(reading.value, format_number(reading.value)) for reading in readings]


@login_required
@require_http_methods(ASKS)
def of_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Write a target of a task."""
    by = reader(request)
    task = task_to_write(by, task_id)
    form = TargetForm(typed(request), of_term=False, closed=is_closed(task.plan))

    def act() -> None:
        actions.set_target(by=by, task_id=task.pk, entry=form.entry, reason=form.reason)

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã thêm chỉ tiêu."), plan_page(task.plan))
    return _page(request, form, _("Thêm chỉ tiêu"), plan_page(task.plan), task.objective)


@login_required
@require_http_methods(ASKS)
def of_term(request: HttpRequest, term_id: int) -> HttpResponse:
    """Write a target of a term."""
    by = reader(request)
    term = term_seen(by, term_id)
    by.require(Right.WRITE, at=term.unit)
    form = TargetForm(typed(request), of_term=True)
    back = reverse("plans:terms", args=[term.unit.slug])

    def act() -> None:
        actions.set_target(by=by, term_id=term.pk, entry=form.entry)

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã thêm chỉ tiêu nhiệm kỳ."), back)
    return _page(request, form, _("Thêm chỉ tiêu nhiệm kỳ"), back, term.title)


@login_required
@require_http_methods(ASKS)
def change(request: HttpRequest, target_id: int) -> HttpResponse:
    """Change a target while its plan or term is written."""
    by = reader(request)
    found = _to_write(by, target_id)
    goal = ParsedAmount(found.target, Qualifier(found.qualifier), found.unit_word)
    initial = {
        "name": found.name, "goal": goal, "standard": found.standard,
        "is_breakthrough": found.is_breakthrough,
    }  # fmt: skip
    form = TargetForm(typed(request), initial=initial, of_term=found.term_id is not None)
    back = reverse("plans:target", args=[found.pk])

    def act() -> None:
        actions.set_target(by=by, target_id=found.pk, entry=form.entry)

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu chỉ tiêu."), back)
    return _page(request, form, _("Sửa chỉ tiêu"), back, _place(found))


@login_required
@require_http_methods(ASKS)
def drop(request: HttpRequest, target_id: int) -> HttpResponse:
    """Take a target out, after asking."""
    by = reader(request)
    found = _to_write(by, target_id)
    question = Question(
        title=_("Bỏ chỉ tiêu"),
        sentence=_("Chỉ tiêu “%(name)s” và các lần đo sẽ mất.") % {"name": found.name},
        go=_("Bỏ chỉ tiêu"),
        back=_back(found),
        said=_("Đã bỏ chỉ tiêu."),
        bad=True,
    )
    form = ActForm(typed(request))
    return asked(request, question, form, lambda: actions.drop_target(by=by, target_id=found.pk))


@login_required
@require_http_methods(ASKS)
def drop_reading(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Take back a reading, after asking."""
    by = reader(request)
    reading = _reading(by, reading_id)
    found = reading.target
    question = Question(
        title=_("Bỏ số đo"),
        sentence=_("Số đo ngày %(day)s sẽ bỏ; nhật ký giữ số đã ghi.")
        % {"day": format_day(reading.day)},
        go=_("Bỏ số đo"),
        back=reverse("plans:target", args=[found.pk]),
        said=_("Đã bỏ số đo."),
    )
    form = ActForm(typed(request), closed=found.task is not None and is_closed(found.task.plan))
    return asked(
        request, question, form,
        lambda: actions.drop_reading(by=by, reading_id=reading.pk, reason=form.reason),
    )  # fmt: skip


def _to_write(by: AccountActor, target_id: int) -> PlanTarget:
    found = target_seen(by, target_id)
    by.require(Right.WRITE, at=found.unit)
    return found


def _reading(by: AccountActor, reading_id: int) -> Reading:
    found = reading_of(reading_id)
    if found is None:
        raise Http404
    target_seen(by, found.target_id)
    by.require(Right.WRITE, at=found.target.unit)
    return found


def _page(request: HttpRequest, form: ActForm, title: str, back: str, over: str) -> HttpResponse:
    return form_page(request, form, title=title, go=_("Lưu chỉ tiêu"), back=back, over=over)

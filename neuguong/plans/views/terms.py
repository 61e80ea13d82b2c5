"""A congress term's own programme above the yearly plans: targets, breakthroughs, how far they are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.plans import actions
from neuguong.plans.forms import IssueForm, ReasonForm, TermForm
from neuguong.plans.models import PlanTask, TermPlan
from neuguong.plans.queries.targets import progress_of, tasks_towards, term_at, term_seen, terms_of
from neuguong.plans.rights import Right
from neuguong.plans.rules import TERM_YEARS
from neuguong.plans.views.asked import bar_of, form_page, plan_page, tabs_of, unit_asked, year_asked
from neuguong.ui.asked import ASKS, Question, asked, attempt, today, told, typed
from neuguong.ui.charts import Sparkline
from neuguong.ui.parts import Link


@require_safe
@login_required
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """The programmes of terms of a unit, newest first, and that of the level above."""
    by = reader(request)
    unit = unit_asked(by, slug)
    year = year_asked(request, unit)
    own = terms_of(unit)
    above = term_at(unit, year)
    context = {
        "bar": bar_of(by, unit, year, "terms"),
        "unit": unit,
        "tabs": tabs_of(by, unit, year, "terms"),
        "terms": [_shown(by, term) for term in own],
        "above": above if above is not None and above.unit_id != unit.pk else None,
        "may": {"write": by.may(Right.WRITE, at=unit) and unit.closed_on is None},
        "new_url": reverse("plans:new_term", args=[unit.slug]),
    }
    return render(request, "plans/terms.html", context)


def _shown(by: AccountActor, term: TermPlan) -> dict[str, Any]:
    """A term with its targets, each with its line and the yearly tasks that lead there."""
    issued = term.issued_on is not None
    towards = tasks_towards([target.pk for target in term.targets.all()])
    lines = []
    for progress in progress_of(list(term.targets.all())):
        values = [reading.value for reading in progress.readings]
        tasks = [
            task for task in towards.get(progress.target.pk, []) if by.may(Right.VIEW, at=task.unit)
        ]
        lines.append(
            {
                "progress": progress,
                "spark": Sparkline(progress.target.name, values) if len(values) > 1 else None,
                "tasks": [
                    (f"{task.unit.short_name}, {task.plan.year}", plan_page(task.plan))
                    for task in tasks[:8]
                ],
            }
        )
    return {
        "term": term,
        "lines": lines,
        "state": ("confirmed", _("Đã ban hành")) if issued else ("draft", _("Đang soạn")),
        "issued": format_day(term.issued_on) if term.issued_on else "",
        "may": {
            "write": not issued and by.may(Right.WRITE, at=term.unit),
            "issue": not issued and by.may(Right.APPROVE, at=term.unit),
            "amend": issued and by.may(Right.APPROVE, at=term.unit),
        },
    }


def _door(task: PlanTask) -> Link:
    return Link(f"{task.unit.short_name}, {task.plan.year}", plan_page(task.plan))


@login_required
@require_http_methods(ASKS)
def new_term(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a term's programme."""
    by = reader(request)
    unit = unit_asked(by, slug)
    by.require(Right.WRITE, at=unit)
    first = today().year // TERM_YEARS * TERM_YEARS
    title = _("Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh nhiệm kỳ %(a)s–%(b)s")
    words = title % {"a": first, "b": first + TERM_YEARS}
    initial = {"first_year": first, "last_year": first + TERM_YEARS, "title": words}
    return _form(request, by, unit, None, initial)


@login_required
@require_http_methods(ASKS)
def change_term(request: HttpRequest, term_id: int) -> HttpResponse:
    """Change a term's programme that is not issued."""
    by = reader(request)
    term = term_seen(by, term_id)
    by.require(Right.WRITE, at=term.unit)
    names = ("first_year", "last_year", "title", "purpose")
    return _form(request, by, term.unit, term, {name: getattr(term, name) for name in names})


def _form(
    request: HttpRequest, by: AccountActor, unit: Unit, term: TermPlan | None,
    initial: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    form = TermForm(typed(request), initial=initial)
    back = reverse("plans:terms", args=[unit.slug])

    def act() -> None:
        actions.write_term(
            by=by, unit_id=unit.pk, entry=form.entry, term_id=term.pk if term else None
        )

    if request.method == "POST" and attempt(form, act):
        return told(request, _("Đã lưu chương trình nhiệm kỳ."), back)
    return form_page(
        request, form, title=_("Chương trình nhiệm kỳ"), go=_("Lưu chương trình"), back=back,
        over=unit.name,
    )  # fmt: skip


@login_required
@require_http_methods(ASKS)
def issue_term(request: HttpRequest, term_id: int) -> HttpResponse:
    """Issue a term's programme under its number."""
    by = reader(request)
    term = term_seen(by, term_id)
    by.require(Right.APPROVE, at=term.unit)
    form = IssueForm(typed(request), initial={"number": term.number, "on": today()})
    question = Question(
        title=_("Ban hành chương trình nhiệm kỳ"),
        sentence=term.title,
        go=_("Ban hành"),
        back=reverse("plans:terms", args=[term.unit.slug]),
        said=_("Đã ban hành chương trình nhiệm kỳ."),
    )

    def act() -> None:
        data = form.cleaned_data
        actions.issue_term(by=by, term_id=term.pk, number=data["number"], on=data["on"])

    return asked(request, question, form, act)


@login_required
@require_http_methods(ASKS)
def amend_term(request: HttpRequest, term_id: int) -> HttpResponse:
    """Open an issued programme again."""
    by = reader(request)
    term = term_seen(by, term_id)
    by.require(Right.APPROVE, at=term.unit)
    form = ReasonForm(typed(request))
    question = Question(
        title=_("Sửa, bổ sung chương trình đã ban hành"),
        sentence=_("Ban hành lại sau khi sửa. Nhật ký giữ lý do."),
        go=_("Mở để sửa"),
        back=reverse("plans:terms", args=[term.unit.slug]),
        said=_("Đã mở chương trình để sửa."),
    )
    return asked(
        request, question, form,
        lambda: actions.amend_term(by=by, term_id=term.pk, reason=form.cleaned_data["why"]),
    )  # fmt: skip

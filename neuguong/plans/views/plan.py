"""The plan of a unit and year, and the paper it becomes."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.documents import docx, html, pdf
from neuguong.documents.document import Document
from neuguong.lib.dates import format_day
from neuguong.lib.refusal import Refusal, Refused
from neuguong.people.access import AccountActor, denial, reader
from neuguong.plans.models import Plan
from neuguong.plans.queries import level_above, plan_above, plan_of, plan_seen
from neuguong.plans.queries.paper import paper_of
from neuguong.plans.queries.place import first_unit
from neuguong.plans.queries.plans import (
    Example,
    PlanPage,
    TaskLine,
    plans_waiting,
    version_of,
)
from neuguong.plans.queries.plans import plan_page as page_of
from neuguong.plans.rights import Right
from neuguong.plans.rules import BEING_WRITTEN, PlanState, TaskKind
from neuguong.plans.views.asked import (
    bar_of,
    kind_word,
    plan_page,
    state_of,
    tabs_of,
    task_state_of,
    tree_page,
    unit_asked,
    year_asked,
    years_for,
)
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link

FILES: Final[dict[str, tuple[Callable[[Document], bytes], str]]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (
        docx.render,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "html": (html.render, "text/html; charset=utf-8"),
}


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The plan of the unit one works for."""
    by = reader(request)
    unit = first_unit(by)
    if unit is None:
        raise PermissionDenied(denial(Right.VIEW))
    return redirect("plans:unit", unit.slug)


@require_safe
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan of a unit and year, or how to begin one."""
    by = reader(request)
    found = unit_asked(by, slug)
    year = year_asked(request, found)
    plan = plan_of(found, year)
    if plan is not None:
        return _shown(request, by, plan_seen(by, plan.pk))
    above = plan_above(found, year)
    lives = found.opened_on.year <= year and (
        found.closed_on is None or year <= found.closed_on.year
    )
    context = {
        "bar": bar_of(by, found, year, "unit", years_for(found)),
        "unit": found,
        "year": year,
        "tabs": tabs_of(by, found, year, "unit"),
        "above": above,
        "above_url": plan_page(above) if above else "",
        "adopt_url": f"{reverse('plans:adopt', args=[found.slug])}?nam={year}",
        "may": {"write": lives and by.may(Right.WRITE, at=found)},
        "waiting": _waiting(by),
    }
    return render(request, "plans/none.html", context)


@require_safe
@login_required
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan."""
    by = reader(request)
    return _shown(request, by, plan_seen(by, plan_id))


@require_safe
@login_required
def paper(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan as a paper: `ban` asks for an approved version, `dang` for a file."""
    by = reader(request)
    found = plan_seen(by, plan_id)
    number = number_asked(request, "ban")
    version = version_of(found, number) if number else None
    if number and version is None:
        raise Http404
    if not (found.counted or by.may(Right.VIEW, at=found.unit)):
        raise Http404
    if version is None and found.counted and not by.may(Right.VIEW, at=found.unit):
        version = version_of(found, found.version)
    document = paper_of(found, version)
    form = request.GET.get("dang", "")
    if form:
        return _file(found, form, document)
    query = f"ban={number}&" if number else ""
    context = {
        "plan": found,
        "paper": html.context(document)["paper"],
        "version": version,
        "back": plan_page(found),
        "files": [Link(name.upper(), f"?{query}dang={name}") for name in FILES],
    }
    return render(request, "plans/paper.html", context)


def _file(plan: Plan, form: str, document: Document) -> HttpResponse:
    if form not in FILES:
        text = _("Không xuất được dạng “%(form)s”. Chọn pdf, docx hoặc html.")
        raise Refused(Refusal("format_unknown", text % {"form": form[:20]}))
    write, mime = FILES[form]
    response = HttpResponse(write(document), content_type=mime)
    name = f"ke-hoach-{plan.year}-{plan.unit.slug.replace('/', '-')}.{form}"
    shown = "inline" if form == "html" else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _shown(request: HttpRequest, by: AccountActor, plan: Plan) -> HttpResponse:
    found, year = plan.unit, plan.year
    page = page_of(plan, today=today())
    key, word = state_of(plan)
    is_mine = by.may(Right.VIEW, at=found)
    context = {
        "bar": bar_of(by, found, year, "unit", years_for(found)) if is_mine else None,
        "page": page,
        "plan": plan,
        "unit": found,
        "state": {"key": key, "word": word},
        "tabs": tabs_of(by, found, year, "unit") if is_mine else [],
        "groups": _groups(page),
        "parent": _parent(by, plan),
        "below": _below(by, page),
        "example": _example(by, page.example),
        "posts": [post for post in page.posts if post.field] if is_mine else [],
        "may": _may(by, plan),
        "is_mine": is_mine,
        "waiting": _waiting(by, plan),
        "approver": level_above(found).name,
    }
    return render(request, "plans/plan.html", context)


def _may(by: AccountActor, plan: Plan) -> dict[str, bool]:
    """What the reader may do with the plan as it stands."""
    state = PlanState(plan.state)
    writes = by.may(Right.WRITE, at=plan.unit)
    decides = by.may(Right.APPROVE, at=level_above(plan.unit))
    return {
        "write": writes and state in BEING_WRITTEN,
        "mark": writes and bool(plan.version),
        "number": writes and bool(plan.version),
        "amend": writes and state is PlanState.APPROVED,
        "assign": writes
        and not plan.unit.type.is_cell
        and state in (PlanState.APPROVED, PlanState.AMENDING),
        "drop": writes and state in BEING_WRITTEN and not plan.version,
        "decide": decides and state is PlanState.SUBMITTED,
    }


def _groups(page: PlanPage) -> list[dict[str, Any]]:
    """The tasks by kind, each with words for a card."""
    titles = {
        TaskKind.TASK: _("Nhiệm vụ"),
        TaskKind.BREAKTHROUGH: _("Nội dung đột phá"),
        TaskKind.MODEL: _("Mô hình"),
    }
    groups = []
    for kind, title in titles.items():
        lines = [_card(line) for line in page.tasks if line.task.kind == kind]
        if lines:
            groups.append({"title": title, "lines": lines, "id": f"nhom-{int(kind)}"})
    return groups


def _card(line: TaskLine) -> dict[str, Any]:
    key, word = task_state_of(line.task)
    if line.is_late:
        key, word = "late", _("Quá hạn")
    return {
        "task": line.task,
        "kind": kind_word(line.task),
        "key": key,
        "word": word,
        "deadline": format_day(line.task.deadline) if line.task.deadline else "",
        "targets": line.targets,
    }


def _parent(by: AccountActor, plan: Plan) -> Link | None:
    """The plan above; its door is open to everyone beneath once it is approved."""
    if plan.parent is None:
        return None
    words = _("Kế hoạch năm %(year)s của %(unit)s") % {
        "year": plan.parent.year,
        "unit": plan.parent.unit.name,
    }
    seen = plan.parent.counted or by.may(Right.VIEW, at=plan.parent.unit)
    return Link(words, plan_page(plan.parent) if seen else "")


def _below(by: AccountActor, page: PlanPage) -> Link | None:
    """How many adopted this plan, with the door to the tree."""
    if not page.below or not by.may(Right.VIEW, at=page.plan.unit):
        return None
    words = _("%(count)s đơn vị đã nhận kế hoạch này") % {"count": page.below}
    return Link(words, tree_page(page.plan.unit, page.plan.year))


def _example(by: AccountActor, example: Example | None) -> dict[str, Any] | None:
    """The gentle check of the head, in a sentence; names only to those who may read them."""
    if example is None:
        return None
    if example.head is None:
        text = _("Kế hoạch yêu cầu người đứng đầu nêu gương; đơn vị chưa ghi ai là bí thư.")
        return {"key": "none", "word": _("Chưa rõ"), "text": text}
    seen = by.sees_names(example.head.unit.path)
    who = example.head.person.full_name if seen else _("Người đứng đầu")
    if example.is_given:
        text = _("%(who)s đã đăng ký %(count)s việc nêu gương.")
        words = {"who": who, "count": example.deeds}
        return {"key": "done", "word": _("Đủ"), "text": text % words}
    text = _("%(who)s chưa đăng ký việc nêu gương nào trong năm, như kế hoạch yêu cầu.")
    return {"key": "returned", "word": _("Nên xem"), "text": text % {"who": who}}


def _waiting(by: AccountActor, but: Plan | None = None) -> list[Link]:
    """Plans that wait for the reader's approval."""
    return [
        Link(plan.unit.name, plan_page(plan))
        for plan in plans_waiting(by, 20)
        if but is None or plan.pk != but.pk
    ]

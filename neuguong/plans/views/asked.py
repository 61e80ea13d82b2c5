"""What every page of this room asks of a request, and the doors and words it draws."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from neuguong.lib.dates import format_day
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor
from neuguong.plans.models import KIND_LABELS, STATE_LABELS, TASK_STATE_LABELS, Plan, PlanTask
from neuguong.plans.queries import plan_seen, years_of
from neuguong.plans.queries.plans import task_seen
from neuguong.plans.rights import Right
from neuguong.plans.rules import PlanState, Standing, TaskKind, TaskState
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import Refusing, number_asked, shown, today
from neuguong.ui.parts import Bar, Choice, Link

STATE_KEYS: Final = {
    PlanState.DRAFT: "draft",
    PlanState.SUBMITTED: "submitted",
    PlanState.RETURNED: "returned",
    PlanState.APPROVED: "confirmed",
    PlanState.AMENDING: "draft",
}
TASK_KEYS: Final = {
    TaskState.PLANNED: "none",
    TaskState.DOING: "doing",
    TaskState.DONE: "done",
    TaskState.DROPPED: "not_done",
}
STANDING_WORDS: Final = {
    Standing.NONE: ("none", gettext_lazy("Chưa có")),
    Standing.WRITING: ("draft", gettext_lazy("Đang soạn")),
    Standing.RETURNED: ("returned", gettext_lazy("Trả lại")),
    Standing.SENT: ("submitted", gettext_lazy("Chờ duyệt")),
    Standing.HAS: ("confirmed", gettext_lazy("Đã có")),
}


def unit_asked(by: AccountActor, slug: str) -> Unit:
    """The unit of the address, for those who may see its plans; else 404."""
    return unit_seen(by, slug, Right.VIEW)


def year_asked(request: HttpRequest, unit: Unit) -> int:
    """The year of the address, else this year, or the last of a unit that has ended."""
    for name in ("ky", "nam"):
        year = number_asked(request, name)
        if 1990 <= year <= 2199:
            return year
    now = today().year
    return min(now, unit.closed_on.year) if unit.closed_on else now


def plan_to_write(by: AccountActor, plan_id: int) -> Plan:
    """A plan one may write: 404 when not theirs to know of, else 403."""
    plan = plan_seen(by, plan_id)
    by.require(Right.WRITE, at=plan.unit)
    return plan


def task_to_write(by: AccountActor, task_id: int) -> PlanTask:
    """A task one may write: 404 when not theirs to know of, else 403."""
    task = task_seen(by, task_id)
    by.require(Right.WRITE, at=task.plan.unit)
    return task


def is_closed(plan: Plan) -> bool:
    """Whether the plan's year is closed, so that a reason is asked."""
    return year_closed(plan.unit, plan.year)


def unit_page(unit: Unit, year: int) -> str:
    """Address of a unit's plan of a year."""
    return f"{reverse('plans:unit', args=[unit.slug])}?nam={year}"


def plan_page(plan: Plan) -> str:
    """Address of a plan."""
    return reverse("plans:plan", args=[plan.pk])


def tree_page(unit: Unit, year: int, **more: str) -> str:
    """Address of the tree of plans beneath a unit."""
    return f"{reverse('plans:tree', args=[unit.slug])}?{urlencode({'nam': year} | more)}"


def bar_of(by: AccountActor, unit: Unit, year: int, name: str, years: Sequence[int] = ()) -> Bar:
    """The bar of unit and year above a page of this room; a page of all years offers none."""
    above = ""
    if unit.parent is not None and by.may(Right.VIEW, at=unit.parent):
        above = f"{reverse(f'plans:{name}', args=[unit.parent.slug])}?nam={year}"
    words = unit.parent.name if unit.parent else ""
    if unit.closed_on is not None:
        words = f"{words} · {_('kết thúc %(day)s') % {'day': format_day(unit.closed_on)}}"
    return Bar(
        unit=unit.name,
        unit_url=reverse("home:unit", args=[unit.slug]),
        above=words,
        above_url=above,
        action=reverse(f"plans:{name}", args=[unit.slug]),
        periods=_offered(year, years) if years else (),
    )


def tabs_of(by: AccountActor, unit: Unit, year: int, current: str) -> list[Link]:
    """The pages of this room for a unit."""
    pages = [
        ("unit", _("Kế hoạch năm"), unit_page(unit, year)),
        ("tree", _("Cấp dưới"), tree_page(unit, year)),
        ("terms", _("Nhiệm kỳ"), reverse("plans:terms", args=[unit.slug])),
        ("bodies", _("Ban Chỉ đạo"), reverse("plans:bodies", args=[unit.slug])),
        ("fields", _("Phân công"), reverse("plans:fields", args=[unit.slug])),
    ]
    if unit.type.is_cell:
        pages = [page for page in pages if page[0] != "tree"]
    return [Link(label, url, name == current) for name, label, url in pages]


def _offered(year: int, known: Sequence[int]) -> list[Choice]:
    """The years that can be looked at, newest first."""
    years = sorted({*known, year}, reverse=True)
    return [Choice(str(each), _("năm %(year)s") % {"year": each}, each == year) for each in years]


def years_for(unit: Unit) -> list[int]:
    """The years of a unit's plans, this one, and the next, for which one plans ahead."""
    now = today().year
    return sorted({*years_of(unit), now, now + 1} if unit.closed_on is None else {*years_of(unit)})


def state_of(plan: Plan) -> tuple[str, str]:
    """Key and word of a plan's state."""
    state = PlanState(plan.state)
    return STATE_KEYS[state], str(STATE_LABELS[state])


def task_state_of(task: PlanTask) -> tuple[str, str]:
    """Key and word of a task's progress."""
    state = TaskState(task.state)
    return TASK_KEYS[state], str(TASK_STATE_LABELS[state])


def kind_word(task: PlanTask) -> str:
    """What a task is, with a capital."""
    words = str(KIND_LABELS[TaskKind(task.kind)])
    return words[:1].upper() + words[1:]


def form_page(
    request: HttpRequest, form: Refusing, *, title: str, go: str, back: str, over: str,
    tall: bool = False,
) -> HttpResponse:  # fmt: skip
    """A page that is one form; `tall` puts choices under each other."""
    context = {"form": form, "title": title, "go": go, "back": back, "over": over, "tall": tall}
    return shown(request, "plans/form.html", context)

"""Reads of one plan: the page, who may see it, its head's example, what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from neuguong.deeds.models import Deed
from neuguong.deeds.rules import DeedState
from neuguong.documents.rules import rank_of_post
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.people.models import Person, Post
from neuguong.people.queries import memberships_on, posts_on
from neuguong.plans.models import Plan, PlanTask, PlanVersion
from neuguong.plans.queries.place import level_above
from neuguong.plans.queries.targets import Progress, progress_of, targets_with_readings
from neuguong.plans.rights import Right
from neuguong.plans.rules import EXAMPLE_CATEGORY, OPEN_TASKS, PlanState, TaskState
from neuguong.programme.models import BasisDocument


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its targets and how far they are."""

    task: PlanTask
    targets: Sequence[Progress]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Example:
    """Whether the head has registered a deed that sets an example; None where nobody is head."""

    head: Post | None
    deeds: int

    @property
    def is_given(self) -> bool:
        """Whether there is one at least."""
        return self.deeds > 0


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All of one plan; `example` is None where the plan does not ask for it."""

    plan: Plan
    tasks: Sequence[TaskLine]
    versions: Sequence[PlanVersion]
    example: Example | None
    posts: Sequence[Post]
    below: int


def plan_page(plan: Plan, *, today: date) -> PlanPage:
    """The plan with its tasks, targets, versions, leaders' fields, and the check of the head."""
    rows = plan.tasks.select_related("copied_from", "term_target").order_by("number")
    tasks = [
        TaskLine(task, progress_of(list(task.targets.all())), _late(task, today))
        for task in rows.prefetch_related(targets_with_readings())
    ]
    day = min(today, date(plan.year, 12, 31))
    posts = list(posts_on(plan.unit, day))
    example = _example(posts, plan.year) if plan.head_sets_example else None
    return PlanPage(
        plan, tasks, list(plan.versions.order_by("-version").defer("content")), example, posts,
        plan.children.count(),
    )  # fmt: skip


def plan_seen(by: Actor, plan_id: int) -> Plan:
    """The plan, for those of its branch, and once approved also for those beneath; else 404."""
    rows = Plan.objects.select_related("unit__type", "unit__parent", "parent__unit")
    plan = rows.filter(pk=plan_id).first()
    if plan is None or not (by.may(Right.VIEW, at=plan.unit) or _comes_down(by, plan)):
        raise Http404
    return plan


def _comes_down(by: Actor, plan: Plan) -> bool:
    """An approved plan is sent to everyone beneath it."""
    above = plan.unit.path
    return bool(plan.counted) and any(
        branch.lo.startswith(above) for branch in by.scope(Right.VIEW)
    )


def task_seen(by: Actor, task_id: int) -> PlanTask:
    """A task, for one who may see its plan; else 404."""
    rows = PlanTask.objects.select_related("plan__unit__type", "plan__unit__parent", "person")
    task = rows.filter(pk=task_id).first()
    if task is None or not by.may(Right.VIEW, at=task.plan.unit):
        raise Http404
    return task


def version_of(plan: Plan, version: int) -> PlanVersion | None:
    """An approved version with its content."""
    return plan.versions.filter(version=version).first()


def example_of_head(unit: Unit, year: int, day: date) -> Example:
    """Whether the head of a unit has registered a deed that sets an example in that year."""
    return _example(list(posts_on(unit, day)), year)


def _example(posts: Sequence[Post], year: int) -> Example:
    head = next((post for post in posts if rank_of_post(post.title) == 0), None)
    if head is None:
        return Example(None, 0)
    deeds = Deed.objects.filter(
        registration__person=head.person_id, year=year, category=EXAMPLE_CATEGORY
    ).exclude(state=DeedState.REPLACED)
    return Example(head, deeds.count())


def _late(task: PlanTask, today: date) -> bool:
    is_open = TaskState(task.state) in OPEN_TASKS
    return bool(task.counted and is_open and task.deadline and task.deadline < today)


def open_tasks(unit: Unit, year: int) -> QuerySet[PlanTask]:
    """The tasks of the unit's approved plan that are not finished, soonest first; for agendas."""
    rows = PlanTask.objects.filter(
        plan__unit=unit, plan__year=year, counted=1, state__in=sorted(OPEN_TASKS)
    )
    return rows.select_related("plan", "person").order_by("deadline", "number")


def plans_waiting(by: Actor, limit: int = 50) -> list[Plan]:
    """Plans that wait for the reader to approve them, longest waiting first."""
    rows = within(
        Plan.objects.filter(state=PlanState.SUBMITTED), by.scope(Right.APPROVE), "unit__path"
    )
    rows = rows.select_related("unit__type", "unit__parent").order_by("submitted_on", "pk")
    found = [plan for plan in rows[:500] if by.may(Right.APPROVE, at=level_above(plan.unit))]
    return found[:limit]


@dataclass(frozen=True, slots=True)
class Todo:
    """What a unit has to do with its plan: nothing there, given back, being written, or nothing."""

    plan: Plan | None
    above: Plan | None
    due_on: date | None
    is_late: bool


def todo_of(unit: Unit, year: int, *, today: date, above: Plan | None) -> Todo | None:
    """What waits for the unit's writer; None where the plan is sent or approved."""
    plan = Plan.objects.filter(unit=unit, year=year).first()
    if plan is not None and plan.state in (PlanState.SUBMITTED, PlanState.APPROVED):
        return None
    if plan is None and above is None:
        return None
    due = above.below_due_on if above else None
    is_late = due is not None and today > due and (plan is None or not plan.counted)
    return Todo(plan, above, due, is_late)


def with_tasks() -> Prefetch[str]:
    """Tasks in their order beside plans asked for."""
    return Prefetch("tasks", queryset=PlanTask.objects.order_by("number"))


def basis_documents() -> QuerySet[BasisDocument]:
    """The documents a plan may rest on, newest first."""
    return BasisDocument.objects.order_by("-issued_on", "number")


def people_of(unit: Unit, day: date, *, named: bool) -> QuerySet[Person]:
    """Who belongs to a unit or holds a post there on a day, by given name; nobody where names are hidden."""
    if not named:
        return Person.objects.none()
    members = memberships_on(unit, day).values("person")
    posts = posts_on(unit, day).values("person")
    rows = Person.objects.filter(Q(pk__in=members) | Q(pk__in=posts))
    return rows.order_by("sort", "birth_year", "pk")


def numbered_tasks(plans: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """The tasks of these numbers in these plans; for acts on many at once."""
    rows = PlanTask.objects.filter(plan__in=plans, number__in=numbers)
    return list(rows.values_list("pk", flat=True))

"""New rows of plans and tasks, not yet written: blank ones, copies of those above, with their targets."""

from collections.abc import Iterable, Sequence
from datetime import date

from neuguong.lib.rows import insert_rows, new_row
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit
from neuguong.org.rules import FAMILY_NUMBERS, Family
from neuguong.plans import rules
from neuguong.plans.actions.entries import BulkPlan, PlanEntry, TargetEntry, TaskEntry
from neuguong.plans.models import Plan, PlanTarget, PlanTask
from neuguong.plans.rules import PlanState

TITLE = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm %(year)s"


def entry_like(parent: Plan | None, year: int, theme: str = "") -> PlanEntry:
    """The words a unit begins with: those of the plan above, its theme, its rule for the head."""
    title = TITLE % {"year": year}
    if parent is None:
        return PlanEntry(title, theme)
    return PlanEntry(title, parent.theme or theme, head_sets_example=parent.head_sets_example)


def new_plan(unit: Unit, year: int, parent: Plan | None, entry: PlanEntry, today: date) -> Plan:
    """A draft that is not written yet."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return new_row(
        Plan, unit=unit, year=year, parent=parent, state=int(PlanState.DRAFT), state_on=today,
        force_from=first, force_to=after, grade=int(grade_of(unit)), **words_of(entry),
    )  # fmt: skip


def words_of(entry: PlanEntry) -> dict[str, object]:
    """The fields of a plan that its writer fills."""
    return {
        "title": nfc(entry.title).strip(),
        "theme": nfc(entry.theme).strip(),
        "purpose": nfc(entry.purpose).strip(),
        "measures_text": nfc(entry.measures_text).strip(),
        "head_sets_example": entry.head_sets_example,
        "below_due_on": entry.below_due_on,
    }


def grade_of(unit: Unit) -> rules.Grade:
    """Which row of the count the unit belongs to, by its type of today."""
    return rules.grade_of(
        FAMILY_NUMBERS[Family(unit.type.family)],
        is_grassroots=unit.type.is_grassroots,
        is_cell=unit.type.is_cell,
        party=FAMILY_NUMBERS[Family.PARTY],
    )


def task_fields(entry: TaskEntry) -> dict[str, object]:
    """The fields of a task that its writer fills."""
    person = entry.person
    return {
        "kind": int(entry.kind),
        "objective": nfc(entry.objective).strip(),
        "roadmap": nfc(entry.roadmap).strip(),
        "solution": nfc(entry.solution).strip(),
        "indicator": nfc(entry.indicator).strip(),
        "person": person,
        "person_words": nfc(entry.person_words).strip() or (person.full_name if person else ""),
        "deadline": entry.deadline,
        "term_target": entry.term_target,
    }


def target_fields(entry: TargetEntry) -> dict[str, object]:
    """The fields of a target that its writer fills."""
    return {
        "name": nfc(entry.name).strip(),
        "standard": entry.standard,
        "unit_word": nfc(entry.unit_word).strip(),
        "target": entry.target,
        "qualifier": int(entry.qualifier),
        "is_breakthrough": entry.is_breakthrough,
    }


def copied_tasks(plan: Plan, tasks: Iterable[PlanTask], *, linked: bool) -> list[PlanTask]:
    """The tasks of another plan for this one; who answers for them is this unit's own affair."""
    year = plan.year
    return [
        new_row(
            PlanTask, plan=plan, number=number, unit=plan.unit, month=year * 100 + 1,
            kind=task.kind, objective=task.objective, roadmap=task.roadmap,
            solution=task.solution, indicator=task.indicator,
            deadline=task.deadline if linked else _same_day(task.deadline, year),
            copied_from=task if linked else None, term_target_id=task.term_target_id,
        )
        for number, task in enumerate(tasks, start=1)
    ]  # fmt: skip


def copied_targets(tasks: Sequence[PlanTask], of: Sequence[PlanTask]) -> list[PlanTarget]:
    """The targets of the tasks that were copied, for the copies that are written."""
    return [
        new_row(
            PlanTarget, unit=task.unit, task=task, number=target.number, name=target.name,
            standard=target.standard, unit_word=target.unit_word, target=target.target,
            qualifier=target.qualifier,
        )
        for task, source in zip(tasks, of, strict=True)
        for target in source.targets.all()
    ]  # fmt: skip


def own_tasks(plan: Plan, entries: Sequence[TaskEntry]) -> list[PlanTask]:
    """The tasks of a bulk entry."""
    return [
        new_row(
            PlanTask, plan=plan, number=number, unit=plan.unit, month=plan.year * 100 + 1,
            **task_fields(entry),
        )
        for number, entry in enumerate(entries, start=1)
    ]  # fmt: skip


def own_targets(tasks: Sequence[PlanTask], entries: Sequence[TaskEntry]) -> list[PlanTarget]:
    """The targets of the tasks of a bulk entry that are written."""
    return [
        new_row(PlanTarget, unit=task.unit, task=task, number=number, **target_fields(target))
        for task, entry in zip(tasks, entries, strict=True)
        for number, target in enumerate(entry.targets, start=1)
    ]


def tasks_of(plan: Plan | None) -> list[PlanTask]:
    """The tasks of a plan that still hold, with their targets."""
    if plan is None:
        return []
    rows = plan.tasks.exclude(state=rules.TaskState.DROPPED).prefetch_related("targets")
    return list(rows.order_by("number"))


def link_basis(plans: Sequence[Plan], basis: Sequence[int]) -> None:
    """Let all these plans rest on the same documents."""
    through = Plan.basis.through
    rows = [
        through(plan_id=plan.pk, basisdocument_id=document) for plan in plans for document in basis
    ]
    through.objects.bulk_create(rows, batch_size=400)


def write_all(plans: Sequence[Plan], entries: Sequence[BulkPlan]) -> list[PlanTask]:
    """Write plans with their tasks and targets at the engine's speed; gives all tasks."""
    insert_rows(plans)
    above = {entry.parent.pk: tasks_of(entry.parent) for entry in entries if entry.parent}
    tasks: list[PlanTask] = []
    sources: list[tuple[PlanTask, PlanTask | TaskEntry]] = []
    for plan, entry in zip(plans, entries, strict=True):
        if entry.tasks:
            made = own_tasks(plan, entry.tasks)
            sources += zip(made, entry.tasks, strict=True)
        else:
            from_above = above.get(entry.parent.pk, []) if entry.parent else []
            made = copied_tasks(plan, from_above, linked=True)
            sources += zip(made, from_above, strict=True)
        tasks += made
    insert_rows(tasks)
    targets: list[PlanTarget] = []
    for task, source in sources:
        if isinstance(source, TaskEntry):
            targets += own_targets([task], [source])
        else:
            targets += copied_targets([task], [source])
    insert_rows(targets)
    return tasks


def _same_day(day: date | None, year: int) -> date | None:
    """The same day of another year; the last of February where there is no such day."""
    if day is None:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)

"""Acts on the tasks of a plan: add, change, remove while it is written; progress once it is approved."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.plans import rules
from neuguong.plans.actions.entries import TaskEntry
from neuguong.plans.actions.guard import (
    did,
    locked_plan,
    locked_task,
    next_number,
    refuse,
    require_writing,
    require_year,
)
from neuguong.plans.actions.making import task_fields
from neuguong.plans.models import Plan, PlanTask
from neuguong.plans.queries.targets import term_targets_for
from neuguong.plans.rights import Right, Verb
from neuguong.plans.rules import TaskState


@transaction.atomic
def add_task(*, by: Actor, plan_id: int, entry: TaskEntry, reason: str = "") -> PlanTask:
    """Add a task to a plan that is in its writer's hands."""
    plan = locked_plan(plan_id)
    require_writing(by, plan, reason)
    _check(plan, entry)
    task = PlanTask(plan=plan, unit=plan.unit, month=plan.year * 100 + 1, **task_fields(entry))
    task.number = next_number(plan.tasks.values_list("number", flat=True))
    task.save()
    _record(by, plan, Verb.TASK_ADDED, task, reason)
    return task


@transaction.atomic
def change_task(*, by: Actor, task_id: int, entry: TaskEntry, reason: str = "") -> PlanTask:
    """Change a task of a plan that is in its writer's hands; its link to the plan above stays."""
    task = locked_task(task_id)
    require_writing(by, task.plan, reason)
    _check(task.plan, entry)
    for name, value in task_fields(entry).items():
        setattr(task, name, value)
    task.save()
    _record(by, task.plan, Verb.TASK_CHANGED, task, reason)
    return task


@transaction.atomic
def remove_task(*, by: Actor, task_id: int, today: date, reason: str = "") -> None:
    """Take a task out; one that was approved already stays in the plan as given up."""
    task = locked_task(task_id)
    require_writing(by, task.plan, reason)
    _record(by, task.plan, Verb.TASK_REMOVED, task, reason)
    if not task.counted:
        task.delete()
        return
    task.state, task.state_on = TaskState.DROPPED, today
    task.note = nfc(reason).strip() or _("Bỏ khi sửa, bổ sung kế hoạch")
    task.save()


@transaction.atomic
def mark_task(
    *, by: Actor, task_id: int, state: TaskState, on: date, note: str = "", reason: str = ""
) -> PlanTask:
    """Write down how far a task of an approved plan has come."""
    task = locked_task(task_id)
    plan = task.plan
    by.require(Right.WRITE, at=plan.unit)
    require_year(plan.unit, plan.year, reason)
    refuse(rules.may_mark(state, plan.version, note))
    task.state, task.state_on, task.note = state, on, nfc(note).strip()
    task.save(update_fields=["state", "state_on", "note"])
    _record(by, plan, Verb.TASK_MARKED, task, reason, state=int(state))
    return task


@transaction.atomic
def mark_tasks(
    *, by: Actor, task_ids: Sequence[int], state: TaskState, on: date, note: str = ""
) -> int:
    """Write down the same progress of many tasks of approved plans in open years; gives how many."""
    rows = PlanTask.objects.filter(pk__in=task_ids).select_related("plan__unit")
    plans = {task.plan_id: task.plan for task in rows}
    for plan in plans.values():
        by.require(Right.WRITE, at=plan.unit)
        require_year(plan.unit, plan.year, "")
        refuse(rules.may_mark(state, plan.version, note))
    done = PlanTask.objects.filter(pk__in=task_ids).update(
        state=state, state_on=on, note=nfc(note).strip()
    )
    record_bulk(
        by=by, act=Right.WRITE, subject_type="plans.plantask", ids=task_ids,
        detail=did(Verb.TASK_MARKED, state=int(state)),
    )  # fmt: skip
    return done


def _check(plan: Plan, entry: TaskEntry) -> None:
    """A task says what for, has its deadline in the year, and points to a target of the line above."""
    if not entry.objective.strip():
        raise Refused(Refusal("objective_missing", _("Ghi mục tiêu, nội dung của nhiệm vụ.")))
    refuse(rules.day_in_year(entry.deadline, plan.year))
    target = entry.term_target
    if target is not None and target not in term_targets_for(plan.unit, plan.year):
        raise Refused(
            Refusal("target_of_others", _("Chỉ tiêu nhiệm kỳ này không của hệ thống mình."))
        )


def _record(by: Actor, plan: Plan, verb: Verb, task: PlanTask, reason: str, **more: object) -> None:
    record(
        by=by, act=Right.WRITE, subject=plan, unit_id=plan.unit_id, reason=reason,
        detail=did(verb, task=task.number, **more),
    )  # fmt: skip

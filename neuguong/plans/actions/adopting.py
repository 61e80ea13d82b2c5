"""Acts that begin plans: adopt the one above, begin one's own, give a plan to a whole level."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.rows import insert_rows
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of
from neuguong.plans import rules
from neuguong.plans.actions.entries import BulkPlan
from neuguong.plans.actions.guard import did, locked_plan, refuse, require_year
from neuguong.plans.actions.making import (
    copied_targets,
    copied_tasks,
    entry_like,
    link_basis,
    new_plan,
    tasks_of,
    write_all,
)
from neuguong.plans.models import Plan
from neuguong.plans.queries.cascade import without_plan
from neuguong.plans.queries.place import above_ids
from neuguong.plans.rights import Right, Verb
from neuguong.plans.rules import Level, PlanState
from neuguong.programme.queries import basis_of, year_of


@transaction.atomic
def adopt_plan(
    *, by: Actor, unit_id: int, year: int, today: date, parent_id: int | None = None,
    like_id: int | None = None, reason: str = "",
) -> Plan:  # fmt: skip
    """Begin a unit's plan of a year: adopted from the plan above with its tasks copied and linked.

    `like_id` takes the tasks of the unit's own earlier plan, or of the plan of a unit it carries on,
    instead; without either the plan is empty.
    """
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(unit, year, reason)
    refuse(rules.may_begin(year, exists=Plan.objects.filter(unit=unit, year=year).exists()))
    parent = _adopted(unit, year, parent_id)
    like = _like(unit, like_id)
    programme = year_of(unit, year)
    plan = new_plan(
        unit, year, parent, entry_like(parent, year, programme.theme if programme else ""), today
    )
    plan.written_by_name = by.name[:160]
    plan.save()
    sources = tasks_of(like or parent)
    tasks = copied_tasks(plan, sources, linked=like is None)
    insert_rows(tasks)
    insert_rows(copied_targets(tasks, sources))
    if parent is not None:
        plan.basis.set(parent.basis.all())
    elif programme is not None:
        plan.basis.set(basis_of(programme))
    detail = did(Verb.ADOPTED, parent=parent_id, like=like_id, tasks=len(tasks))
    record(by=by, act=Right.WRITE, subject=plan, unit_id=unit.pk, reason=reason, detail=detail)
    return plan


@transaction.atomic
def assign_plan(
    *, by: Actor, plan_id: int, level: Level, today: date, due_on: date | None = None
) -> list[Plan]:
    """Give an approved plan to a whole level: each unit there without one gets a draft to make its own."""
    plan = locked_plan(plan_id)
    by.require(Right.WRITE, at=plan.unit)
    require_year(plan.unit, plan.year, "")
    units = without_plan(plan.unit, plan.year, level)
    refuse(
        rules.may_assign(PlanState(plan.state), plan.version, len(units))
        or rules.day_in_year(due_on, plan.year)
    )
    entry = entry_like(plan, plan.year)
    made = [new_plan(unit, plan.year, plan, entry, today) for unit in units]
    for one in made:
        one.assigned_on, one.written_by_name = today, by.name[:160]
    write_all(made, [BulkPlan(unit, plan, entry) for unit in units])
    link_basis(made, list(plan.basis.values_list("pk", flat=True)))
    if due_on is not None:
        plan.below_due_on = due_on
        plan.save(update_fields=["below_due_on"])
    record_bulk(
        by=by, act=Right.WRITE, subject_type="plans.plan", ids=[one.pk for one in made],
        unit_id=plan.unit_id, detail=did(Verb.ASSIGNED, plan=plan.pk, level=int(level)),
    )  # fmt: skip
    return made


def _adopted(unit: Unit, year: int, parent_id: int | None) -> Plan | None:
    """The plan above that is adopted, if it may be."""
    if parent_id is None:
        return None
    parent = Plan.objects.select_related("unit").filter(pk=parent_id).first()
    refuse(
        rules.may_adopt(
            year,
            above_year=parent.year if parent else 0,
            above_state=PlanState(PlanState.APPROVED if parent and parent.counted else 1),
            in_line=parent is not None and parent.unit_id in above_ids(unit, year),
        )
    )
    return parent


def _like(unit: Unit, like_id: int | None) -> Plan | None:
    """The earlier plan whose tasks are taken: the unit's own, or of one it carries on."""
    if like_id is None:
        return None
    known = [unit.pk, *(found.pk for found in predecessors_of(unit))]
    return Plan.objects.filter(pk=like_id, unit__in=known).first()

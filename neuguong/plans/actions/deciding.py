"""Acts that move a plan on: sent, approved, given back, opened for amending, thrown away."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import nfc
from neuguong.plans import rules
from neuguong.plans.actions.guard import (
    did,
    locked_plan,
    refuse,
    require_deciding,
    require_writing,
    require_year,
)
from neuguong.plans.actions.making import grade_of
from neuguong.plans.models import Plan, PlanVersion
from neuguong.plans.queries.place import plan_above
from neuguong.plans.queries.written import written
from neuguong.plans.rights import Right, Verb
from neuguong.plans.rules import PlanState, TaskState
from neuguong.programme.queries import month_for


@transaction.atomic
def submit_plan(*, by: Actor, plan_id: int, today: date, reason: str = "") -> Plan:
    """Send a plan to the level above."""
    plan = locked_plan(plan_id)
    require_writing(by, plan, reason)
    above = plan_above(plan.unit, plan.year)
    refuse(
        rules.may_submit(
            PlanState(plan.state),
            tasks=plan.tasks.exclude(state=TaskState.DROPPED).count(),
            theme=plan.theme,
            has_parent=plan.parent_id is not None,
            above=above.unit.name if above else "",
        )
    )
    plan.submitted_on, plan.return_reason = today, ""
    return _moved(by, plan, PlanState.SUBMITTED, today, Right.WRITE, Verb.SUBMITTED, reason)


@transaction.atomic
def approve_plan(*, by: Actor, plan_id: int, today: date, reason: str = "") -> Plan:
    """Approve what was sent: the version is kept, the plan is in force and counts with its tasks."""
    plan = locked_plan(plan_id)
    require_deciding(by, plan, reason)
    refuse(rules.may_decide(PlanState(plan.state)))
    put_in_force(plan, today, by.name)
    return _moved(by, plan, PlanState.APPROVED, today, Right.APPROVE, Verb.APPROVED, reason)


@transaction.atomic
def return_plan(*, by: Actor, plan_id: int, today: date, reason: str) -> Plan:
    """Give back what was sent, with the reason its writer reads."""
    plan = locked_plan(plan_id)
    require_deciding(by, plan, reason)
    refuse(rules.may_return(PlanState(plan.state), reason))
    plan.return_reason = nfc(reason).strip()
    return _moved(by, plan, PlanState.RETURNED, today, Right.APPROVE, Verb.RETURNED, reason)


@transaction.atomic
def amend_plan(*, by: Actor, plan_id: int, today: date, reason: str) -> Plan:
    """Open an approved plan for changes; the approved version is kept and goes on counting."""
    plan = locked_plan(plan_id)
    by.require(Right.WRITE, at=plan.unit)
    require_year(plan.unit, plan.year, reason)
    refuse(rules.may_amend(PlanState(plan.state), reason))
    newest = plan.versions.filter(version=plan.version)
    newest.update(reason=nfc(reason).strip()[:400])
    return _moved(by, plan, PlanState.AMENDING, today, Right.WRITE, Verb.AMENDED, reason)


@transaction.atomic
def drop_plan(*, by: Actor, plan_id: int) -> None:
    """Throw away a draft that was never approved and that nobody adopted."""
    plan = locked_plan(plan_id)
    by.require(Right.WRITE, at=plan.unit)
    refuse(rules.may_drop(PlanState(plan.state), version=plan.version, below=plan.children.count()))
    record(by=by, act=Right.WRITE, subject=plan, unit_id=plan.unit_id, detail=did(Verb.DROPPED))
    plan.delete()


def put_in_force(plan: Plan, on: date, by_name: str) -> None:
    """Make the plan as it is now its next approved version, in force and counted."""
    plan.version, plan.counted = plan.version + 1, 1
    plan.approved_on, plan.approved_by_name = on, nfc(by_name)[:160]
    if plan.version == 1:
        plan.force_from, plan.force_to = rules.in_force(plan.year, on)
    plan.grade = grade_of(plan.unit)
    PlanVersion.objects.create(
        plan=plan, version=plan.version, approved_on=on, approved_by_name=plan.approved_by_name,
        content=written(plan),
    )  # fmt: skip
    month = month_for(plan.unit, on, plan.year)
    plan.tasks.filter(counted=0).update(counted=1, month=month)


def _moved(
    by: Actor, plan: Plan, state: PlanState, today: date, act: Right, verb: Verb, reason: str
) -> Plan:
    plan.state, plan.state_on = state, today
    plan.save()
    record(
        by=by, act=act, subject=plan, unit_id=plan.unit_id, reason=nfc(reason),
        detail=did(verb, version=plan.version),
    )  # fmt: skip
    return plan

"""Acts on the words of a plan: theme, purpose, rule for the head, basis, its number once signed."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import nfc
from neuguong.plans import rules
from neuguong.plans.actions.entries import PlanEntry
from neuguong.plans.actions.guard import did, locked_plan, refuse, require_writing, require_year
from neuguong.plans.actions.making import words_of
from neuguong.plans.models import Plan
from neuguong.plans.rights import Right, Verb


@transaction.atomic
def change_plan(
    *, by: Actor, plan_id: int, entry: PlanEntry, today: date, reason: str = ""
) -> Plan:
    """Write the words of a plan that is in its writer's hands."""
    plan = locked_plan(plan_id)
    require_writing(by, plan, reason)
    refuse(rules.day_in_year(entry.below_due_on, plan.year))
    for name, value in words_of(entry).items():
        setattr(plan, name, value)
    plan.written_by_name = by.name[:160]
    plan.save()
    plan.basis.set(entry.basis)
    record(
        by=by, act=Right.WRITE, subject=plan, unit_id=plan.unit_id, reason=reason,
        detail=did(Verb.CHANGED, on=today),
    )  # fmt: skip
    return plan


@transaction.atomic
def set_number(
    *, by: Actor, plan_id: int, number: str, signed_on: date | None, reason: str = ""
) -> Plan:
    """Write the number and the day that the signed paper bears."""
    plan = locked_plan(plan_id)
    by.require(Right.WRITE, at=plan.unit)
    require_year(plan.unit, plan.year, reason)
    plan.number, plan.signed_on = nfc(number).strip(), signed_on
    plan.save(update_fields=["number", "signed_on"])
    detail = did(Verb.CHANGED, number=plan.number)
    record(by=by, act=Right.WRITE, subject=plan, unit_id=plan.unit_id, reason=reason, detail=detail)
    return plan

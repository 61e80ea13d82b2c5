"""The checks every act on plans shares: the right, the unit's life, the closed year."""

from collections.abc import Iterable

from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.plans import rules
from neuguong.plans.models import Plan, PlanTask, TermPlan
from neuguong.plans.queries.place import level_above
from neuguong.plans.rights import Right, Verb
from neuguong.plans.rules import PlanState
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import year_closed


def refuse(refusal: Refusal | None) -> None:
    """Raise the refusal of a rule, if there is one."""
    if refusal is not None:
        raise Refused(refusal)


def did(verb: Verb, **more: object) -> dict[str, object]:
    """The detail of a record line: what was done, and what belongs to it."""
    return {"verb": verb, **more}


def locked_plan(plan_id: int) -> Plan:
    """The plan with its unit, locked until the act is over."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("unit__type", "unit__parent")
    return rows.get(pk=plan_id)


def locked_task(task_id: int) -> PlanTask:
    """The task with its plan and unit, locked until the act is over."""
    rows = PlanTask.objects.select_for_update(of=("self",))
    return rows.select_related("plan__unit__type", "plan__unit__parent").get(pk=task_id)


def locked_term(term_id: int) -> TermPlan:
    """The term's programme with its unit, locked until the act is over."""
    return TermPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=term_id)


def require_year(unit: Unit, year: int, reason: str) -> None:
    """The unit lived in that year, and the year is open or a reason is given."""
    refuse(
        org_rules.accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or programme_rules.may_write(year, closed=year_closed(unit, year), reason=reason)
    )


def require_writing(by: Actor, plan: Plan, reason: str = "") -> None:
    """The right to write there, in an open year, a plan that is in its writer's hands."""
    by.require(Right.WRITE, at=plan.unit)
    require_year(plan.unit, plan.year, reason)
    refuse(rules.may_change(PlanState(plan.state)))


def require_deciding(by: Actor, plan: Plan, reason: str = "") -> None:
    """The right to approve at the level above, in a year that is open."""
    by.require(Right.APPROVE, at=level_above(plan.unit))
    require_year(plan.unit, plan.year, reason)


def next_number(numbers: Iterable[int]) -> int:
    """The number after the last one."""
    return max(numbers, default=0) + 1

"""Many whole plans at once, for lists that are brought in and for histories."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects

from neuguong.audit.actions import record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.dates import clamp_month, month_of
from neuguong.lib.rows import insert_rows, new_row
from neuguong.plans import rules
from neuguong.plans.actions.entries import BulkPlan
from neuguong.plans.actions.guard import did, refuse, require_year
from neuguong.plans.actions.making import link_basis, new_plan, write_all
from neuguong.plans.models import Plan, PlanTask, PlanVersion
from neuguong.plans.queries.place import level_above
from neuguong.plans.queries.written import written_of
from neuguong.plans.rights import Right, Verb
from neuguong.plans.rules import PlanState
from neuguong.programme.models import BasisDocument
from neuguong.programme.queries import cut_days


@transaction.atomic
def add_many(
    *, by: Actor, year: int, entries: Sequence[BulkPlan], today: date, reason: str = ""
) -> list[Plan]:
    """Write whole plans of a year at once; who may approve brings approved ones in."""
    units = [entry.unit for entry in entries]
    for unit in units:
        by.require(Right.WRITE, at=unit)
        require_year(unit, year, reason)
    for entry in entries:
        if entry.approved_on is not None:
            by.require(Right.APPROVE, at=level_above(entry.unit))
    taken = Plan.objects.filter(unit__in=units, year=year).exists()
    refuse(rules.may_begin(year, exists=taken))
    plans = [_planned(entry, year, today, by.name) for entry in entries]
    tasks = write_all(plans, entries)
    _approve(plans, entries, tasks, by.name)
    for basis in {tuple(entry.entry.basis) for entry in entries}:
        of = [p for p, e in zip(plans, entries, strict=True) if tuple(e.entry.basis) == basis]
        link_basis(of, basis)
    record_bulk(
        by=by, act=Right.WRITE, subject_type="plans.plan", ids=[plan.pk for plan in plans],
        reason=reason, detail=did(Verb.ADOPTED, year=year),
    )  # fmt: skip
    return plans


def _planned(entry: BulkPlan, year: int, today: date, by_name: str) -> Plan:
    plan = new_plan(entry.unit, year, entry.parent, entry.entry, today)
    plan.written_by_name, plan.number = by_name[:160], entry.number
    plan.submitted_on = entry.submitted_on or entry.approved_on
    if plan.submitted_on is not None:
        plan.state, plan.state_on = int(PlanState.SUBMITTED), plan.submitted_on
    if entry.approved_on is not None:
        plan.state, plan.state_on = int(PlanState.APPROVED), entry.approved_on
        plan.approved_on, plan.approved_by_name = entry.approved_on, by_name[:160]
        plan.signed_on = entry.approved_on
        plan.version, plan.counted = 1, 1
        plan.force_from, plan.force_to = rules.in_force(year, entry.approved_on)
    return plan


def _approve(
    plans: Sequence[Plan], entries: Sequence[BulkPlan], tasks: Sequence[PlanTask], by_name: str
) -> None:
    """Count the tasks of approved plans, and keep their first versions."""
    year = plans[0].year if plans else 0
    cuts = cut_days([plan.unit for plan in plans], year)
    prefetch_related_objects(list(tasks), "targets")
    documents = BasisDocument.objects.in_bulk({pk for entry in entries for pk in entry.entry.basis})
    by_month: dict[int, list[int]] = {}
    of: dict[int, list[PlanTask]] = {}
    for task in tasks:
        of.setdefault(task.plan_id, []).append(task)
    versions = []
    for plan, entry in zip(plans, entries, strict=True):
        if plan.approved_on is None:
            continue
        basis = [documents[pk] for pk in entry.entry.basis]
        month = clamp_month(month_of(plan.approved_on, cuts.get(plan.unit_id, 0)), year)
        by_month.setdefault(month, []).append(plan.pk)
        versions.append(
            new_row(
                PlanVersion, plan=plan, version=1, approved_on=plan.approved_on,
                approved_by_name=by_name[:160], content=written_of(plan, of.get(plan.pk, []), basis),
            )
        )  # fmt: skip
    insert_rows(versions)
    for month, ids in by_month.items():
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            PlanTask.objects.filter(plan__in=part).update(counted=1, month=month)

"""The records behind figures of plans, tasks and bodies, in the order of the key; copies that are wrong."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from neuguong.lib.amounts import Qualifier
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.queries import page_within
from neuguong.plans.models import (
    BODY_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    TASK_STATE_LABELS,
    Body,
    Plan,
    PlanTask,
)
from neuguong.plans.rules import BodyKind, PlanState, TaskKind, TaskState

Row = TypeVar("Row", bound=Model)


def _facets(rows: QuerySet[Row], ask: Ask) -> QuerySet[Row]:
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    return rows


def list_plans(ask: Ask) -> Iterator[Record]:
    """Plans in force on the day asked."""
    rows = Plan.objects.filter(force_from__lte=ask.at, force_to__gt=ask.at).select_related("unit")
    for plan in page_within(_facets(rows, ask), ask):
        yield Record(
            id=plan.pk,
            kind="plans.Plan",
            unit_id=plan.unit_id,
            unit_name=plan.unit.name,
            unit_slug=plan.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=plan.title,
            who=plan.unit.name,
            day=plan.approved_on,
            state=str(STATE_LABELS[PlanState(plan.state)]),
            link=("plans:plan", plan.pk),
        )


def list_tasks(ask: Ask) -> Iterator[Record]:
    """Tasks of approved plans of the months asked."""
    rows = PlanTask.objects.filter(month__in=ask.months).select_related("unit")
    for task in page_within(_facets(rows, ask), ask):
        yield Record(
            id=task.pk,
            kind="plans.PlanTask",
            unit_id=task.unit_id,
            unit_name=task.unit.name,
            unit_slug=task.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=task.objective if ask.sees_names(task.unit.path) else _kind(task),
            who=task.unit.name,
            day=task.deadline,
            state=str(TASK_STATE_LABELS[TaskState(task.state)]),
            link=("plans:plan", task.plan_id),
        )


def list_bodies(ask: Ask) -> Iterator[Record]:
    """Bodies that stand on the day asked."""
    rows = Body.objects.filter(valid_from__lte=ask.at).select_related("unit")
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=ask.at))
    for body in page_within(_facets(rows, ask), ask):
        yield Record(
            id=body.pk,
            kind="plans.Body",
            unit_id=body.unit_id,
            unit_name=body.unit.name,
            unit_slug=body.unit.slug,
            amount=1,
            qualifier=Qualifier.EXACTLY,
            text=body.name,
            who=f"{body.decision}, {body.issuer}",
            day=body.decided_on,
            state=str(BODY_LABELS[BodyKind(body.kind)]),
            link=("plans:body", body.pk),
        )


def _kind(task: PlanTask) -> str:
    """What a task is, for those who may not read who is meant."""
    return str(KIND_LABELS[TaskKind(task.kind)])


def wrong_copies() -> list[str]:
    """Plans and tasks whose copied columns differ from where they came from (invariant)."""
    tasks = PlanTask.objects.filter(
        ~Q(unit=F("plan__unit")) | Q(counted=1) & ~Q(plan__counted=1)
    ).values_list("pk", flat=True)
    plans = Plan.objects.filter(
        counted=1, unit__closed_on__isnull=False, force_to__gt=F("unit__closed_on"),
        force_from__lt=F("unit__closed_on"),
    ).values_list("pk", flat=True)  # fmt: skip
    return [
        *(_("Nhiệm vụ số %(pk)s: cột chép lại khác với kế hoạch.") % {"pk": pk} for pk in tasks),
        *(
            _("Kế hoạch số %(pk)s còn hiệu lực khi đơn vị đã kết thúc.") % {"pk": pk}
            for pk in plans
        ),
    ]

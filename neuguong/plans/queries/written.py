"""A plan written down as JSON holds it: what a version keeps, and what the paper is drawn from."""

from collections.abc import Iterable, Sequence
from typing import Any

from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import format_day
from neuguong.plans.models import Plan, PlanTask
from neuguong.plans.rules import TaskState
from neuguong.programme.models import BasisDocument


def written(plan: Plan) -> dict[str, Any]:
    """The plan as it stands now, with tasks that hold, targets and basis."""
    rows = plan.tasks.exclude(state=TaskState.DROPPED).order_by("number")
    tasks = list(rows.prefetch_related("targets").select_related("copied_from"))
    return written_of(plan, tasks, list(plan.basis.order_by("issued_on", "number")))


def written_of(
    plan: Plan, tasks: Sequence[PlanTask], basis: Iterable[BasisDocument]
) -> dict[str, Any]:
    """The same of rows at hand."""
    return {
        "title": plan.title,
        "theme": plan.theme,
        "purpose": plan.purpose,
        "measures_text": plan.measures_text,
        "head_sets_example": plan.head_sets_example,
        "below_due_on": format_day(plan.below_due_on) if plan.below_due_on else "",
        "basis": [_cited(document) for document in basis],
        "tasks": [_task(task) for task in tasks],
    }


def _task(task: PlanTask) -> dict[str, Any]:
    """One task; its targets are asked only where it is written in the database."""
    return {
        "kind": int(task.kind),
        "objective": task.objective,
        "roadmap": task.roadmap,
        "solution": task.solution,
        "indicator": task.indicator,
        "targets": targets_in_words(task),
        "person": task.person_words,
        "deadline": format_day(task.deadline) if task.deadline else "",
    }


def targets_in_words(task: PlanTask) -> list[str]:
    """Each target with its amount: "chứng từ gửi trực tuyến: ít nhất 96%"."""
    return [
        f"{target.name}: {format_amount(target.target, target.unit_word, Qualifier(target.qualifier))}"
        for target in task.targets.all()
    ]


def _cited(document: BasisDocument) -> str:
    """As a document is cited first: number, day, issuer, what it is about."""
    day = format_day(document.issued_on)
    head = f"{document.kind} số {document.number}, ngày {day} của {document.issuer}"
    return f"{head} {document.abstract}".strip()

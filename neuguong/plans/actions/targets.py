"""Acts on targets of tasks and terms, and on their dated readings."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.plans import rules
from neuguong.plans.actions.entries import TargetEntry
from neuguong.plans.actions.guard import (
    did,
    locked_task,
    locked_term,
    next_number,
    refuse,
    require_writing,
    require_year,
)
from neuguong.plans.actions.making import target_fields
from neuguong.plans.models import PlanTarget, Reading
from neuguong.plans.rights import Right, Verb


@transaction.atomic
def set_target(
    *, by: Actor, entry: TargetEntry, task_id: int | None = None, term_id: int | None = None,
    target_id: int | None = None, reason: str = "",
) -> PlanTarget:  # fmt: skip
    """Write a target of a task or of a term, a new one or, with `target_id`, one that is there."""
    found = _locked_target(target_id) if target_id else None
    if found is not None:
        task_id, term_id = found.task_id, found.term_id
    target = found or PlanTarget()
    if task_id is not None:
        task = locked_task(task_id)
        require_writing(by, task.plan, reason)
        target.task, target.unit = task, task.plan.unit
        siblings = task.targets.all()
    else:
        term = locked_term(term_id or 0)
        by.require(Right.WRITE, at=term.unit)
        refuse(_term_open(term.issued_on))
        target.term, target.unit = term, term.unit
        siblings = term.targets.all()
    if not entry.name.strip() or entry.target < 0:
        raise Refused(Refusal("target_unclear", _("Ghi tên chỉ tiêu và mức cần đạt.")))
    if found is None:
        target.number = next_number(siblings.values_list("number", flat=True))
    for name, value in target_fields(entry).items():
        setattr(target, name, value)
    target.save()
    record(
        by=by, act=Right.WRITE, subject=target, unit_id=target.unit_id, reason=reason,
        detail=did(Verb.TARGET_SET, target=str(target.target)),
    )  # fmt: skip
    return target


@transaction.atomic
def drop_target(*, by: Actor, target_id: int, reason: str = "") -> None:
    """Take a target out while its plan or term is being written; its readings go with it."""
    target = _locked_target(target_id)
    if target.task is not None:
        require_writing(by, target.task.plan, reason)
    else:
        by.require(Right.WRITE, at=target.unit)
        refuse(_term_open(target.term.issued_on if target.term else None))
    record(
        by=by, act=Right.WRITE, subject=target, unit_id=target.unit_id, reason=reason,
        detail=did(Verb.TARGET_DROPPED),
    )  # fmt: skip
    target.delete()


@transaction.atomic
def add_reading(
    *, by: Actor, target_id: int, day: date, value: Decimal, today: date,
    qualifier: Qualifier = Qualifier.EXACTLY, note: str = "", reason: str = "",
) -> Reading:  # fmt: skip
    """Write down what a target stood at on a day; the same day again corrects it."""
    target = _locked_target(target_id)
    by.require(Right.WRITE, at=target.unit)
    if target.task is not None:
        require_year(target.unit, target.task.plan.year, reason)
    refuse(rules.reading_day(day, today))
    reading, _is_new = Reading.objects.update_or_create(
        target=target,
        day=day,
        defaults={
            "value": value,
            "qualifier": int(qualifier),
            "note": nfc(note).strip()[:200],
            "entered_by_name": by.name[:160],
        },
    )
    record(
        by=by, act=Right.WRITE, subject=target, unit_id=target.unit_id, reason=reason,
        detail=did(Verb.READ, day=day, value=str(value)),
    )  # fmt: skip
    return reading


@transaction.atomic
def drop_reading(*, by: Actor, reading_id: int, reason: str = "") -> None:
    """Take back a reading that was written by mistake."""
    reading = Reading.objects.select_related("target__unit", "target__task__plan").get(
        pk=reading_id
    )
    target = reading.target
    by.require(Right.WRITE, at=target.unit)
    if target.task is not None:
        require_year(target.unit, target.task.plan.year, reason)
    record(
        by=by, act=Right.WRITE, subject=target, unit_id=target.unit_id, reason=reason,
        detail=did(Verb.READING_DROPPED, day=reading.day),
    )  # fmt: skip
    reading.delete()


def _locked_target(target_id: int) -> PlanTarget:
    rows = PlanTarget.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "term", "task__plan__unit__type").get(pk=target_id)


def _term_open(issued_on: date | None) -> Refusal | None:
    if issued_on is None:
        return None
    return Refusal("term_issued", _("Chương trình đã ban hành. Mở để sửa, bổ sung trước."))

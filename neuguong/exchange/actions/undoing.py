"""Taking a whole import back: what nobody touched since goes, the rest stays and is named."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions.lists import amend_many, unregister_many
from neuguong.exchange import rules
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import UndoPlan, undo_plan
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.jobs.actions import enqueue
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.actions import unfound_units
from neuguong.people.actions import remove_people
from neuguong.rollup.actions import fold_all

_MOST_NAMED: Final = 500


@transaction.atomic
def undo_import(
    *, by: Actor, run_id: int, reason: str, today: date, now: datetime, whole: bool = False
) -> ImportRun:
    """Take an import back: what nobody touched since is removed or put back, the rest stays and is named.

    With `whole` nothing is done unless all of it can be taken back.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit)
    if refusal := rules.may_undo(run.state, reason):
        raise Refused(refusal)
    plan = undo_plan(run)
    if plan.left and (whole or plan.is_empty):
        raise Refused(_all_touched(plan))
    if plan.changes:
        amend_many(by=by, facts=plan.changes, today=today, now=now, reason=reason)
    if plan.deeds or plan.gifts or plan.works or plan.registrations:
        unregister_many(
            by=by, deed_ids=plan.deeds, registration_ids=plan.registrations, reason=reason,
            gift_ids=plan.gifts, work_ids=plan.works,
        )  # fmt: skip
    people = remove_people(by=by, person_ids=plan.people, reason=reason) if plan.people else set()
    units: set[int] = set()
    if plan.units:
        units = unfound_units(by=by, unit_ids=plan.units, reason=reason, settle=fold_all)
    run.state = RunState.UNDONE
    run.undone = {
        "at": now.isoformat(),
        "by": by.name,
        "reason": nfc(reason).strip(),
        "deeds": len(plan.deeds),
        "changed": len(plan.changes),
        "registrations": len(plan.registrations),
        "gifts": len(plan.gifts),
        "works": len(plan.works),
        "people": len(people),
        "units": len(units),
        "units_left": len(plan.units) - len(units),
        "left": [_as_data(left.text, left.link) for left in plan.left[:_MOST_NAMED]],
        "left_count": len(plan.left),
    }
    run.save(update_fields=["state", "undone"])
    detail = {key: value for key, value in run.undone.items() if isinstance(value, int)}
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, reason=reason,
        detail={"undone": run.sha256, **detail},
    )  # fmt: skip
    return run


@transaction.atomic
def begin_undo(*, by: Actor, run_id: int, reason: str, today: date, now: datetime) -> UUID | None:
    """Take an import back at once, or ask for a job when it made much; returns the uid of the job."""
    run = ImportRun.objects.select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit)
    if refusal := rules.may_undo(run.state, reason):
        raise Refused(refusal)
    if run.rows.count() <= rules.LONG_ROWS:
        undo_import(by=by, run_id=run_id, reason=reason, today=today, now=now)
        return None
    job = enqueue(
        "exchange.take_back",
        by=by,
        unique_key=f"exchange.run:{run.pk}",
        run_id=run.pk,
        reason=reason,
    )
    return job.uid


def _as_data(text: str, link: tuple[str, int | str] | None) -> dict[str, Any]:
    return {"text": text, "link": list(link) if link else None}


def _all_touched(plan: UndoPlan) -> Refusal:
    text = _("Chưa hoàn tác gì: %(count)s mục đã được dùng hoặc sửa sau khi nhập. Ví dụ: %(first)s")
    return Refusal("undo_touched", text % {"count": len(plan.left), "first": plan.left[0].text})

"""Taking a list of units or people back: what it made goes, what it changed is put back."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.list_changes import ListUndo, list_undo_plan
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import ListKind, RunState
from neuguong.jobs.actions import enqueue
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.actions import unfound_units, unrename_unit
from neuguong.org.rules import NATION
from neuguong.people.actions import PersonEntry, correct_person, remove_people, remove_ties
from neuguong.people.models import Person
from neuguong.people.rules import Category
from neuguong.rollup.actions import fold_all

_MOST_NAMED: Final = 500


@transaction.atomic
def undo_list(*, by: Actor, run_id: int, reason: str, today: date, now: datetime) -> ListRun:
    """Take back what a list made or changed and nobody touched since; what stays is named, with why."""
    run = ListRun.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit or NATION)
    if refusal := rules.may_undo(run.state, reason):
        raise Refused(refusal)
    plan = list_undo_plan(run)
    if plan.is_empty and plan.left:
        raise Refused(_all_used(plan))
    if run.kind == ListKind.UNITS:
        for each in reversed(plan.units):
            unrename_unit(
                by=by, unit_id=each.unit_id, on=each.on, renamed=each.now, before=each.was,
                reason=reason,
            )  # fmt: skip
        gone = unfound_units(by=by, unit_ids=plan.made, reason=reason, settle=fold_all)
    else:
        gone = _take_people_back(by, plan, reason, today)
    run.state, run.ended_at = RunState.UNDONE, now
    run.undone = {
        "at": now.isoformat(),
        "by": by.name,
        "reason": nfc(reason).strip(),
        "gone": len(gone),
        "put_back": plan.changed,
        "left": [
            {"text": left.text, "link": list(left.link) if left.link else None}
            for left in plan.left[:_MOST_NAMED]
        ],
        "left_count": len(plan.left),
    }
    run.save(update_fields=["state", "ended_at", "undone"])
    figures = {key: value for key, value in run.undone.items() if isinstance(value, int)}
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, reason=reason,
        detail={"undone": run.sha256, **figures},
    )  # fmt: skip
    return run


def _take_people_back(by: Actor, plan: ListUndo, reason: str, today: date) -> set[int]:
    """Write to each person what stood there before, then take ties and new people out."""
    for person_id, was in plan.people.items():
        person = Person.objects.get(pk=person_id)
        entry = PersonEntry(
            full_name=person.full_name,
            category=Category.RESIDENT,  # of no matter to a correction
            birth_year=was.get("birth_year", person.birth_year),
            nickname=was.get("nickname", person.nickname),
            sex=was.get("sex", person.sex),
        )
        correct_person(by=by, person_id=person_id, entry=entry, today=today)
    remove_ties(by=by, memberships=plan.memberships, posts=plan.posts, reason=reason)
    return remove_people(by=by, person_ids=plan.made, reason=reason, posts=plan.made_posts)


@transaction.atomic
def begin_list_undo(
    *, by: Actor, run_id: int, reason: str, today: date, now: datetime
) -> UUID | None:
    """Take a list back at once, or ask for a job when it made or changed much; the uid of the job."""
    run = ListRun.objects.select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit or NATION)
    if refusal := rules.may_undo(run.state, reason):
        raise Refused(refusal)
    touched = len(run.made) + sum(len(rows) for rows in run.changes.values())
    if touched <= rules.LONG_LIST:
        undo_list(by=by, run_id=run_id, reason=reason, today=today, now=now)
        return None
    job = enqueue(
        "exchange.take_list_back",
        by=by,
        unique_key=f"exchange.list:{run.pk}",
        run_id=run.pk,
        reason=reason,
    )
    return job.uid


def _all_used(plan: ListUndo) -> Refusal:
    text = _("Chưa hoàn tác gì: %(count)s bản ghi đã được dùng hoặc sửa. Ví dụ: %(first)s")
    return Refusal("undo_touched", text % {"count": len(plan.left), "first": plan.left[0].text})

"""Acts on annexes of resolutions: hand one in, answer a doubt, make a draft of it, put it away."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.listruns import list_bytes
from neuguong.exchange.queries.mergers import MergersPlan, plan_mergers
from neuguong.exchange.rules import ListKind, RunState
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.files.actions import store_upload
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.reorganisations.actions import ReorganisationEntry, draft_reorganisation
from neuguong.reorganisations.models import Reorganisation

_MOST_ANSWERED = 2_000


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """What became of an annex: its plan, the draft made of it, and the rule that kept it out."""

    plan: MergersPlan
    draft: Reorganisation | None = None
    refusal: Refusal | None = None

    def summary(self) -> dict[str, Any]:
        """The command's JSON."""
        refused = {"refused": self.refusal.text, "code": self.refusal.code} if self.refusal else {}
        made = {"draft": self.draft.pk} if self.draft else {}
        return {**self.plan.summary(), **refused, **made, "applied": self.draft is not None}


def may_draft(plan: MergersPlan, *, good_rows: bool) -> Refusal | None:
    """All rows or none, unless the good ones were asked for; and at least one step."""
    wrong = len(plan.faults) + len(plan.doubts) + len(plan.asked)
    return rules.may_import_rows(wrong, len(plan.steps), good_rows=good_rows)


@transaction.atomic
def import_reorganisation(
    *, by: Actor, unit_id: int | None, data: bytes, name: str, on: date, dry_run: bool = False,
    good_rows: bool = False,
) -> DraftOutcome:  # fmt: skip
    """Make a draft of an annex at once, all rows or none; `good_rows` leaves faulty ones out."""
    unit = Unit.objects.get(pk=unit_id) if unit_id is not None else None
    by.require(Right.CHANGE, at=unit or NATION)
    plan = plan_mergers(unit=unit, data=data, on=on)
    refusal = may_draft(plan, good_rows=good_rows)
    if dry_run or refusal:
        return DraftOutcome(plan, refusal=refusal)
    return DraftOutcome(plan, _drafted(by, plan, unit, name))


@transaction.atomic
def receive_reorganisation(
    *, by: Actor, unit_id: int | None, upload: File[Any], on: date, now: datetime
) -> ListRun:
    """Take an annex in for a branch, if it is one; nothing of it counts yet."""
    unit = Unit.objects.get(pk=unit_id) if unit_id is not None else None
    by.require(Right.CHANGE, at=unit or NATION)
    upload.seek(0)
    data = bytes(upload.read())
    plan = plan_mergers(unit=unit, data=data, on=on)
    run = ListRun.objects.create(
        kind=ListKind.REORGANISATION, unit=unit,
        file=store_upload(by=by, upload=upload, read_as=read_workbook(data).kind),
        name=nfc(upload.name or "")[-160:], sha256=hashlib.sha256(data).hexdigest(), on=on,
        counts={"rows": plan.summary()["rows"]}, by_id=by.id, by_name=by.name, received_at=now,
    )  # fmt: skip
    detail = {"received": run.sha256}
    record(by=by, act=Right.CHANGE, subject=run, unit_id=run.unit_id, detail=detail)
    return run


@transaction.atomic
def answer_name(*, by: Actor, run_id: int, key: str, slug: str) -> ListRun:
    """Say which unit a name of an annex means, or which unit takes what is left of one that is split."""
    run = _waiting(by, run_id)
    plan = plan_of_annex(run)
    asked = {old.key: {unit.slug for unit in old.near} for old in plan.doubts}
    asked |= {parting.key: set(parting.goals) for parting in plan.partings if parting.ends}
    known = slug in asked.get(key, ())
    if not known or len(run.answers) >= _MOST_ANSWERED:
        raise Refused(Refusal("answer_unknown", _("Dòng này không còn phải trả lời như vậy.")))
    run.answers = {**run.answers, key: slug}
    run.save(update_fields=["answers"])
    record(by=by, act=Right.CHANGE, subject=run, unit_id=run.unit_id, detail={"answered": key})
    return run


@transaction.atomic
def draft_from_annex(
    *, by: Actor, run_id: int, now: datetime, good_rows: bool = False
) -> Reorganisation:
    """Make one draft of all steps of an annex; refused while rows are faulty or doubtful."""
    run = _waiting(by, run_id)
    plan = plan_of_annex(run)
    if refusal := may_draft(plan, good_rows=good_rows):
        raise Refused(refusal)
    found = _drafted(by, plan, run.unit, run.name)
    run.state, run.ended_at, run.made = RunState.APPLIED, now, [found.pk]
    run.save()
    detail = {"applied": run.sha256, "draft": found.pk}
    record(by=by, act=Right.CHANGE, subject=run, unit_id=run.unit_id, detail=detail)
    return found


@transaction.atomic
def discard_annex(*, by: Actor, run_id: int, now: datetime) -> ListRun:
    """Put an annex away; nothing of it was written."""
    run = _waiting(by, run_id)
    run.state, run.ended_at = RunState.DISCARDED, now
    run.save(update_fields=["state", "ended_at"])
    record(by=by, act=Right.CHANGE, subject=run, unit_id=run.unit_id, detail={"discarded": True})
    return run


def plan_of_annex(run: ListRun) -> MergersPlan:
    """The plan of an annex that was handed in, with the answers given so far."""
    return plan_mergers(unit=run.unit, data=list_bytes(run), on=run.on, answers=run.answers)


def _drafted(by: Actor, plan: MergersPlan, unit: Unit | None, name: str) -> Reorganisation:
    title = _("Sắp xếp theo tệp %(name)s") % {"name": PurePath(nfc(name)).stem}
    entry = ReorganisationEntry(title[:200], plan.on, unit.pk if unit else None)
    return draft_reorganisation(by=by, entry=entry, steps=plan.steps)


def _waiting(by: Actor, run_id: int) -> ListRun:
    runs = ListRun.objects.select_for_update(of=("self",)).filter(kind=ListKind.REORGANISATION)
    run = runs.select_related("unit__type", "file").get(pk=run_id)
    by.require(Right.CHANGE, at=run.unit or NATION)
    if refusal := rules.may_apply(run.state):
        raise Refused(refusal)
    return run

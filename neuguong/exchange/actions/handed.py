"""Acts on lists of units and people: hand in, answer a doubt, bring in, put away."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.actions.people import write_people
from neuguong.exchange.actions.units import write_units
from neuguong.exchange.actions.writing import Progress, untold
from neuguong.exchange.models import ImportHabit, ListRun
from neuguong.exchange.queries.list_changes import fillings_of
from neuguong.exchange.queries.listruns import ListPlan, list_bytes, plan_list
from neuguong.exchange.queries.roster import PeoplePlan
from neuguong.exchange.queries.tree import RowState, UnitsPlan
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import HabitKind, ListKind, RunState
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.files.actions import store_upload
from neuguong.jobs.actions import enqueue
from neuguong.jobs.models import OPEN_STATES, Job
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.rules import NATION

_MOST_ANSWERED = 2_000


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What became of a list: its plan, whether it was written, and the rule that kept it out."""

    plan: ListPlan
    applied: bool
    refusal: Refusal | None = None
    run: ListRun | None = None

    def summary(self) -> dict[str, Any]:
        """The command's JSON."""
        refused = {"refused": self.refusal.text, "code": self.refusal.code} if self.refusal else {}
        return {**self.plan.summary(), **refused, "applied": self.applied}


@transaction.atomic
def import_list(
    *, by: Actor, kind: ListKind, unit_id: int | None, data: bytes, name: str, on: date,
    today: date, now: datetime, dry_run: bool = False, good_rows: bool = False,
) -> ListOutcome:  # fmt: skip
    """Bring a list into a branch, all rows or none; `good_rows` leaves faulty and doubtful ones out."""
    unit = _held(unit_id)
    by.require(Right.IMPORT, at=unit or NATION)
    plan = plan_list(by=by, kind=kind, unit=unit, data=data, on=on, today=today)
    refusal = may_bring(plan, good_rows=good_rows)
    if dry_run or refusal:
        return ListOutcome(plan, applied=False, refusal=refusal)
    run = ListRun(
        kind=kind,
        unit=unit,
        file=store_upload(
            by=by, upload=ContentFile(data, name=name), read_as=read_workbook(data).kind
        ),
        name=nfc(name)[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        on=on,
        by_id=by.id,
        by_name=by.name,
        received_at=now,
    )
    return _written(by, plan, run, today, now)


@transaction.atomic
def receive_list(
    *, by: Actor, kind: ListKind, unit_id: int, upload: File[Any], on: date, today: date,
    now: datetime,
) -> ListRun:  # fmt: skip
    """Take a list in for a branch, if it is one; nothing of it counts yet."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    by.require(Right.IMPORT, at=unit)
    upload.seek(0)
    data = bytes(upload.read())
    plan = plan_list(by=by, kind=kind, unit=unit, data=data, on=on, today=today)
    run = ListRun.objects.create(
        kind=kind,
        unit=unit,
        file=store_upload(by=by, upload=upload, read_as=read_workbook(data).kind),
        name=nfc(upload.name or "")[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        on=on,
        counts=dict(plan.counts),
        by_id=by.id,
        by_name=by.name,
        received_at=now,
    )
    record(by=by, act=Right.IMPORT, subject=run, unit_id=unit.pk, detail={"received": run.sha256})
    return run


@transaction.atomic
def answer_doubt(
    *, by: Actor, run_id: int, row: str, answer: str, today: date, now: datetime
) -> ListRun:
    """Say whether a doubtful row is one already known or another; of people it is remembered."""
    run = _waiting(by, run_id)
    plan = _plan(by, run, today)
    line = next((each for each in plan.lines if each.row.key == row), None)
    allowed = {"new"}
    if line is not None:
        allowed |= {str(getattr(each, "person_id", each.pk)) for each in line.near}
    if line is None or answer not in allowed or len(run.answers) >= _MOST_ANSWERED:
        raise Refused(Refusal("answer_unknown", _("Dòng này không còn phải trả lời như vậy.")))
    run.answers = {**run.answers, row: answer}
    run.save(update_fields=["answers"])
    if run.kind == ListKind.PEOPLE:
        _remember(by, run, {line.doubt_key: answer}, now)  # type: ignore[union-attr]
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"answered": row})
    return run


@transaction.atomic
def apply_list(
    *, by: Actor, run_id: int, today: date, now: datetime, good_rows: bool = False
) -> ListOutcome:
    """Bring in a list that was handed in; raises `Refused` when a rule keeps it out."""
    run = _waiting(by, run_id)
    _held(run.unit_id)
    plan = _plan(by, run, today)
    if refusal := may_bring(plan, good_rows=good_rows):
        raise Refused(refusal)
    return _written(by, plan, run, today, now)


@transaction.atomic
def discard_list(*, by: Actor, run_id: int, now: datetime) -> ListRun:
    """Put a list away that will not be brought in."""
    run = _waiting(by, run_id)
    run.state, run.ended_at = RunState.DISCARDED, now
    run.save(update_fields=["state", "ended_at"])
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"discarded": True})
    return run


@transaction.atomic
def begin_list(
    *, by: Actor, run_id: int, today: date, now: datetime, good_rows: bool = False
) -> ListRun:
    """Bring a list in at once, or ask for a job when it is long; the run then says which job."""
    run = _waiting(by, run_id)
    if sum(run.counts.values()) <= rules.LONG_LIST:
        apply_list(by=by, run_id=run_id, today=today, now=now, good_rows=good_rows)
        run.refresh_from_db()
        return run
    run.state, run.wanted = RunState.RUNNING, {"good_rows": good_rows}
    run.job = enqueue(
        "exchange.bring_list", by=by, unique_key=f"exchange.list:{run.pk}", run_id=run.pk
    ).uid
    run.save(update_fields=["state", "wanted", "job"])
    return run


def finish_list(*, by: Actor, run_id: int, today: date, now: datetime, told: Progress) -> ListRun:
    """What the job does: bring the list in, once however often it is called; all of it or nothing.

    A rule that keeps the list out gives it back to its sender and is raised.
    """
    try:
        with transaction.atomic():
            run = ListRun.objects.select_for_update(of=("self",)).get(pk=run_id)
            if run.state == RunState.APPLIED:
                return run
            if run.state != RunState.RUNNING:
                raise Refused(rules.may_apply(run.state) or rules.already_running())
            unit = _held(run.unit_id)
            by.require(Right.IMPORT, at=unit or NATION)
            plan = _plan(by, run, today)
            if refusal := may_bring(plan, **run.wanted):
                raise Refused(refusal)
            _written(by, plan, run, today, now, told)
            return run
    except Refused:
        with transaction.atomic():
            _give_back(run_id)
        raise


@transaction.atomic
def release_list(*, by: Actor, run_id: int) -> ListRun:
    """Give a list back to its sender when its job has ended without bringing it in."""
    run = ListRun.objects.select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit or NATION)
    if run.job and Job.objects.filter(uid=run.job, state__in=OPEN_STATES).exists():
        return run
    run = _give_back(run_id)
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"released": True})
    return run


def _give_back(run_id: int) -> ListRun:
    run = ListRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == RunState.RUNNING:
        run.state, run.job = RunState.RECEIVED, None
        run.save(update_fields=["state", "job"])
    return run


def may_bring(plan: ListPlan, *, good_rows: bool) -> Refusal | None:
    """All rows or none, unless the good ones were asked for; a doubt counts as not good."""
    counts = plan.counts
    if not plan.lines:
        return Refusal("list_empty", _("Tệp có tên cột nhưng không có dòng nào."))
    if counts[RowState.WRONG] and not good_rows:
        return rules.may_import_rows(counts[RowState.WRONG], 1, good_rows=False)
    if counts[RowState.DOUBTFUL] and not good_rows:
        text = _("Tệp còn %(count)s dòng chưa rõ nên chưa nhập dòng nào; hãy trả lời từng dòng.")
        return Refusal("rows_doubtful", text % {"count": counts[RowState.DOUBTFUL]})
    good = len(plan.lines) - counts[RowState.WRONG] - counts[RowState.DOUBTFUL]
    return rules.may_import_rows(0, good, good_rows=good_rows)


def _held(unit_id: int | None) -> Unit | None:
    """The unit, held until the end, so that two imports take turns."""
    if unit_id is None:
        return None
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("type")
    return unit.get(pk=unit_id)


def _waiting(by: Actor, run_id: int) -> ListRun:
    runs = ListRun.objects.select_for_update(of=("self",)).select_related("unit__type", "file")
    run = runs.get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit or NATION)
    if refusal := rules.may_apply(run.state):
        raise Refused(refusal)
    return run


def _plan(by: Actor, run: ListRun, today: date) -> ListPlan:
    return plan_list(
        by=by, kind=ListKind(run.kind), unit=run.unit, data=list_bytes(run), on=run.on,
        today=today, answers=run.answers,
    )  # fmt: skip


def _written(
    by: Actor, plan: ListPlan, run: ListRun, today: date, now: datetime, told: Progress = untold
) -> ListOutcome:
    told(0, 0)
    counts = dict(plan.counts)
    if isinstance(plan, UnitsPlan):
        run.made, renamed = write_units(by=by, plan=plan, told=told)
        run.changes = {"units": [each.as_data() for each in renamed]}
    else:
        written = write_people(by=by, plan=plan, today=today, told=told)
        run.made = [person.pk for _line, person in written.made]
        run.changes = {"people": fillings_of(written.changes)}
        said = {line.doubt_key: str(person.pk) for line, person in written.made if line.asked}
        _remember(by, run, said, now)
    run.state, run.ended_at, run.counts = RunState.APPLIED, now, counts
    run.save()
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id,
        detail={"applied": run.sha256, **counts},
    )  # fmt: skip
    return ListOutcome(plan, applied=True, run=run)


def _remember(by: Actor, run: ListRun, said: dict[str, str], now: datetime) -> None:
    """Keep answers for the next list; whoever was new is known from now on."""
    for key, answer in said.items():
        ImportHabit.objects.update_or_create(
            unit=run.unit, account=by.id or 0, kind=HabitKind.DOUBT, key=key,
            defaults={"value": {"answer": answer}, "said_at": now},
        )  # fmt: skip


__all__ = [
    "ListOutcome", "PeoplePlan", "UnitsPlan", "answer_doubt", "apply_list", "begin_list",
    "discard_list", "finish_list", "import_list", "may_bring", "receive_list", "release_list",
]  # fmt: skip

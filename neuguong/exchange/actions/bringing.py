"""Bringing a file in: the plan made under a lock and written through the acts of the rooms below."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from neuguong.audit.actions import record
from neuguong.exchange import rules
from neuguong.exchange.actions.previews import forget_preview
from neuguong.exchange.actions.runs import figures_only
from neuguong.exchange.actions.writing import Progress, Writer, without_rubbish_collection
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import Plan, answers_of, plan_import, reading_of
from neuguong.exchange.queries.entries import Moment
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import read_deeds
from neuguong.files.actions import store_upload
from neuguong.jobs.actions import enqueue
from neuguong.jobs.models import OPEN_STATES, Job
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its plan, whether it was written, and the rule that kept it out."""

    plan: Plan
    applied: bool
    refusal: Refusal | None = None
    run: ImportRun | None = None

    def summary(self) -> dict[str, Any]:
        """The command's JSON."""
        refused = {"refused": self.refusal.text, "code": self.refusal.code} if self.refusal else {}
        run = {"run": str(self.run.uid)} if self.run else {}
        return {**self.plan.summary(), **refused, **run, "applied": self.applied}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file shall be brought in: without its faulty rows, leaving what is there as it is, why."""

    good_rows: bool = False
    keep: bool = False
    reason: str = ""


@transaction.atomic
@without_rubbish_collection()
def import_deeds(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    data: bytes,
    name: str,
    today: date,
    now: datetime,
    dry_run: bool = False,
    good_rows: bool = False,
    known_only: bool = False,
    keep: bool = False,
    reason: str = "",
) -> Outcome:
    """Bring a file into a unit's branch and year, all rows or none; `good_rows` leaves faulty ones out.

    With `dry_run`, with faults, or when a rule refuses, nothing is written; with `keep` what is there
    already is not changed.
    """
    unit = held_unit(unit_id)
    by.require(Right.IMPORT, at=unit)
    book = read_workbook(data)
    reading = read_deeds(book, year=year)
    plan = plan_import(
        by=by, unit=unit, year=year, reading=reading, today=today,
        known_only=known_only, reason=reason,
    )  # fmt: skip
    refusal = plan.refusal or rules.may_import_rows(
        plan.fault_rows, len(reading.good), good_rows=good_rows
    )
    if dry_run or refusal:
        return Outcome(plan, applied=False, refusal=refusal)
    run = ImportRun(
        unit=unit,
        year=year,
        file=store_upload(by=by, upload=ContentFile(data, name=name), read_as=book.kind),
        name=nfc(name)[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        by_id=by.id,
        by_name=by.name,
        received_at=now,
    )
    return _written(by, plan, run, Moment(today, now, reason), keep=keep)


@transaction.atomic
@without_rubbish_collection()
def apply_import(
    *,
    by: Actor,
    run_id: int,
    today: date,
    now: datetime,
    good_rows: bool = False,
    keep: bool = False,
    reason: str = "",
) -> Outcome:
    """Bring in a file that was taken in before; raises `Refused` when a rule keeps it out."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    unit = held_unit(run.unit_id)
    by.require(Right.IMPORT, at=unit)
    if refusal := rules.may_apply(run.state) or _same_running(run):
        raise Refused(refusal)
    return _applied(by, run, unit, Wanted(good_rows, keep, reason), today, now)


@transaction.atomic
def begin_import(
    *,
    by: Actor,
    run_id: int,
    today: date,
    now: datetime,
    good_rows: bool = False,
    keep: bool = False,
    reason: str = "",
) -> ImportRun:
    """Bring a file in at once, or ask for a job when it is long; the run then says which job."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if int(run.counts.get("rows", 0)) <= rules.LONG_ROWS:
        apply_import(
            by=by, run_id=run_id, today=today, now=now, good_rows=good_rows, keep=keep,
            reason=reason,
        )  # fmt: skip
        run.refresh_from_db()
        return run
    by.require(Right.IMPORT, at=run.unit)
    if refusal := rules.may_apply(run.state) or _same_running(run):
        raise Refused(refusal)
    run.state = RunState.RUNNING
    run.wanted = {"good_rows": good_rows, "keep": keep, "reason": nfc(reason)}
    run.job = enqueue(
        "exchange.bring_in", by=by, unique_key=f"exchange.run:{run.pk}", run_id=run.pk
    ).uid
    try:
        with transaction.atomic():
            run.save(update_fields=["state", "wanted", "job"])
    except IntegrityError:  # the same bytes were asked for in another browser a moment ago
        raise Refused(rules.already_running()) from None
    return run


@without_rubbish_collection()
def finish_import(
    *, by: Actor, run_id: int, today: date, now: datetime, told: Progress
) -> ImportRun:
    """What the job does: bring the file in, once however often it is called; all of it or nothing.

    A rule that keeps the file out gives it back to its sender and is raised.
    """
    try:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
            if run.state == RunState.APPLIED:
                return run
            unit = held_unit(run.unit_id)
            by.require(Right.IMPORT, at=unit)
            if run.state != RunState.RUNNING:
                raise Refused(rules.may_apply(run.state) or rules.already_running())
            _applied(by, run, unit, Wanted(**run.wanted), today, now, told)
            return run
    except Refused:
        with transaction.atomic():
            _give_back(run_id)
        raise


@transaction.atomic
def release_import(*, by: Actor, run_id: int) -> ImportRun:
    """Give a file back to its sender when its job has ended without bringing it in."""
    run = ImportRun.objects.select_related("unit").get(pk=run_id)
    by.require(Right.IMPORT, at=run.unit)
    if run.job and Job.objects.filter(uid=run.job, state__in=OPEN_STATES).exists():
        return run
    run = _give_back(run_id)
    record(by=by, act=Right.IMPORT, subject=run, unit_id=run.unit_id, detail={"released": True})
    return run


def _give_back(run_id: int) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == RunState.RUNNING:
        run.state, run.job = RunState.RECEIVED, None
        run.save(update_fields=["state", "job"])
    return run


def _same_running(run: ImportRun) -> Refusal | None:
    """Whether the same bytes are being brought into the same unit and year from somewhere else."""
    others = ImportRun.objects.filter(
        unit=run.unit_id, year=run.year, sha256=run.sha256, state=RunState.RUNNING
    )
    return rules.already_running() if others.exclude(pk=run.pk).exists() else None


def held_unit(unit_id: int) -> Unit:
    """The unit, held with its grassroots organisation until the end, so that two imports take turns."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    paths = sorted({unit.path, grassroots_path(unit)})
    list(Unit.objects.select_for_update(no_key=True).filter(path__in=paths).order_by("path"))
    return unit


def _applied(
    by: Actor, run: ImportRun, unit: Unit, wanted: Wanted, today: date, now: datetime,
    told: Progress | None = None,
) -> Outcome:  # fmt: skip
    if told:
        told(0, 0)
    reading = reading_of(run)
    plan = plan_import(
        by=by, unit=unit, year=run.year, reading=reading, today=today, reason=wanted.reason,
        answers=answers_of(by, run),
    )  # fmt: skip
    refusal = plan.refusal or rules.may_import_rows(
        plan.fault_rows, len(reading.good), good_rows=wanted.good_rows
    )
    if refusal:
        raise Refused(refusal)
    return _written(by, plan, run, Moment(today, now, wanted.reason), keep=wanted.keep, told=told)


def _written(
    by: Actor, plan: Plan, run: ImportRun, moment: Moment, *, keep: bool,
    told: Progress | None = None,
) -> Outcome:  # fmt: skip
    run.state, run.ended_at, run.reason = RunState.APPLIED, moment.now, moment.reason
    run.save()
    made = Writer(by, plan, run, moment, told).write(changes=not keep)
    forget_preview(run_id=run.pk)
    run.counts = {**figures_only(plan.summary()), **made}
    run.save(update_fields=["counts"])
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=plan.unit.pk, reason=moment.reason,
        detail={"applied": run.sha256, **run.counts},
    )  # fmt: skip
    return Outcome(plan, applied=True, run=run)

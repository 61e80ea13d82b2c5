"""Bringing a file in: the plan made under a lock and written through the acts of the rooms below."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds.actions import (
    add_contribution,
    add_deed,
    confirm_done,
    register_many,
    report_result,
    start_deed,
)
from neuguong.deeds.actions.entries import BulkRegistration
from neuguong.deeds.models import Registration
from neuguong.deeds.rights import Right as DeedRight
from neuguong.deeds.rules import Standing
from neuguong.exchange import rules
from neuguong.exchange.actions.entries import Moment, bulk_deed, deed_entry, gifts_of, quantities_of
from neuguong.exchange.actions.runs import figures_only
from neuguong.exchange.models import ImportRun
from neuguong.exchange.queries import NewUnit, Plan, Subject, plan_import, workbook_of
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import RunState
from neuguong.exchange.workbook.drafts import DeedDraft
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import read_deeds
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.files.actions import store_upload
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc, slugify_vi
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.models import Person


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
        return {**self.plan.summary(), **refused, "applied": self.applied}


@transaction.atomic
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
    reason: str = "",
) -> Outcome:
    """Bring a file into a unit's branch and year, all rows or none; `good_rows` leaves faulty ones out.

    With `dry_run`, with faults, or when a rule refuses, nothing is written.
    """
    unit = _held(unit_id)
    by.require(Right.IMPORT, at=unit)
    reading = read_deeds(read_workbook(data), year=year)
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
        file=store_upload(by=by, upload=ContentFile(data, name=name)),
        name=nfc(name)[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        by_id=by.id,
        by_name=by.name,
        received_at=now,
    )
    return _written(by, plan, run, Moment(today, now, reason))


@transaction.atomic
def apply_import(
    *,
    by: Actor,
    run_id: int,
    today: date,
    now: datetime,
    good_rows: bool = False,
    reason: str = "",
) -> Outcome:
    """Bring in a file that was taken in before; raises `Refused` when a rule keeps it out."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    unit = _held(run.unit_id)
    by.require(Right.IMPORT, at=unit)
    if refusal := rules.may_apply(run.state):
        raise Refused(refusal)
    reading = read_deeds(workbook_of(run), year=run.year)
    plan = plan_import(by=by, unit=unit, year=run.year, reading=reading, today=today, reason=reason)
    refusal = plan.refusal or rules.may_import_rows(
        plan.fault_rows, len(reading.good), good_rows=good_rows
    )
    if refusal:
        raise Refused(refusal)
    return _written(by, plan, run, Moment(today, now, reason))


def _held(unit_id: int) -> Unit:
    """The unit, held with its grassroots organisation until the end, so that two imports take turns."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    paths = sorted({unit.path, grassroots_path(unit)})
    list(Unit.objects.select_for_update(no_key=True).filter(path__in=paths).order_by("path"))
    return unit


def _written(by: Actor, plan: Plan, run: ImportRun, moment: Moment) -> Outcome:
    units = _found_units(by, plan)
    people = _add_people(by, plan, units)
    fresh = [subject for subject in plan.subjects if subject.registration is None]
    entries = [_bulk(subject, units, people, plan.year, moment) for subject in fresh]
    if entries:
        register_many(
            by=by, year=plan.year, entries=entries, today=moment.today, now=moment.now,
            reason=moment.reason,
        )  # fmt: skip
    for subject in plan.subjects:
        if subject.registration is not None:
            for deed in subject.deeds:
                _add_deed(by, subject.registration, deed, plan.year, moment)
    run.state, run.ended_at, run.reason = RunState.APPLIED, moment.now, moment.reason
    run.counts = {
        **figures_only(plan.summary()),
        "units_new": len(units),
        "people_new": len(people),
    }
    run.save()
    record(
        by=by, act=Right.IMPORT, subject=run, unit_id=plan.unit.pk, reason=moment.reason,
        detail={"applied": run.sha256, **run.counts},
    )  # fmt: skip
    return Outcome(plan, applied=True, run=run)


def _found_units(by: Actor, plan: Plan) -> dict[str, Unit]:
    """The proposed units, founded with the year or with the unit above, whichever came later."""
    proposed = plan.new_units
    if not proposed:
        return {}
    entries = [
        UnitEntry(
            slug=f"{plan.unit.slug}/{slugify_vi(new.name).removeprefix('chi-bo-')}",
            name=new.name,
            type=new.kind,
            parent=plan.unit,
        )
        for new in proposed
    ]
    founded = found_units(by=by, entries=entries, on=_since(plan.year, plan.unit))
    return {new.key: unit for new, unit in zip(proposed, founded, strict=True)}


def _since(year: int, unit: Unit) -> date:
    return max(date(year, 1, 1), unit.opened_on)


def _place(subject: Subject, units: dict[str, Unit]) -> Unit:
    return units[subject.place.key] if isinstance(subject.place, NewUnit) else subject.place


def _add_people(by: Actor, plan: Plan, units: dict[str, Unit]) -> dict[int, Person]:
    """New people by the identity of their subject, members since the year began."""
    by_day: dict[date, list[Subject]] = defaultdict(list)
    for subject in plan.new_people:
        by_day[_since(plan.year, _place(subject, units))].append(subject)
    made: dict[int, Person] = {}
    for day, subjects in sorted(by_day.items()):
        rows = [(_place(subject, units), _person_entry(subject)) for subject in subjects]
        for subject, person in zip(subjects, add_people(by=by, rows=rows, since=day), strict=True):
            made[id(subject)] = person
    return made


def _person_entry(subject: Subject) -> PersonEntry:
    return PersonEntry(
        full_name=subject.name,
        category=subject.category,
        birth_year=subject.birth_year or None,
        nickname=subject.first.nickname,
        sex=next((row.sex for row in subject.rows if row.sex), ""),
    )


def _bulk(
    subject: Subject, units: dict[str, Unit], people: dict[int, Person], year: int, moment: Moment
) -> BulkRegistration:
    unit = _place(subject, units)
    deeds = [bulk_deed(deed, year, moment) for deed in subject.deeds]
    if subject.form is SubjectForm.COLLECTIVE:
        return BulkRegistration(
            unit=unit, deeds=deeds, registered_on=moment.day_in(year), collective=unit
        )
    return BulkRegistration(
        unit=unit,
        deeds=deeds,
        registered_on=moment.day_in(year),
        person=subject.known.person if subject.known else people[id(subject)],
        category=subject.category,
        post=subject.first.post,
    )


def _add_deed(
    by: Actor, registration: Registration, draft: DeedDraft, year: int, moment: Moment
) -> None:
    """One more deed in a registration that is there, with what came of it."""
    day = moment.day_of(draft, year)
    shared: dict[str, Any] = {"by": by, "today": moment.today, "reason": moment.reason}
    deed = add_deed(registration_id=registration.pk, entry=deed_entry(draft), **shared)
    gifts = gifts_of(draft, day)
    if draft.completed:
        report_result(
            deed_id=deed.pk, day=day, text=draft.result_text, quantities=quantities_of(draft),
            contributions=gifts, finished=True, now=moment.now, **shared,
        )  # fmt: skip
        registration.refresh_from_db()
        counted = registration.standing == Standing.COUNTED
        if counted and by.may(DeedRight.CONFIRM, at=registration.unit):
            confirm_done(deed_id=deed.pk, day=day, **shared)
        return
    if draft.started:
        start_deed(deed_id=deed.pk, **shared)
    for gift in gifts:
        add_contribution(registration_id=registration.pk, deed_id=deed.pk, entry=gift, **shared)

"""Acts on whole lists: registrations with deeds and what came of them, as files bring them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record_bulk
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, OutcomeEntry
from neuguong.deeds.actions.guard import collective_kind, guess_category, guess_kind, refuse
from neuguong.deeds.actions.outcome import contribution_row, quantity_row
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.queries import category_hints
from neuguong.deeds.queries.facts import deed_stamp
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import STANDING, DeedState, RegistrationState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.dates import clamp_month, month_of
from neuguong.lib.rows import insert_rows, new_row
from neuguong.lib.vietnamese import fold, nfc, person_sort_key, sort_key
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import closed_among, cut_days


@dataclass(slots=True)
class _Batch:
    """Rows of one bulk registration, kept until they are written together."""

    by: Actor
    year: int
    today: date
    now: datetime
    cuts: dict[int, int]
    hints: list[tuple[int, list[str]]]
    registrations: list[Registration] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    guessed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registered:
    """What a list has made, each in the order given; `stamps` go with `deeds`."""

    registrations: Sequence[Registration]
    deeds: Sequence[Deed]
    stamps: Sequence[str]


@transaction.atomic
def register_many(
    *,
    by: Actor,
    year: int,
    entries: Sequence[BulkRegistration],
    today: date,
    now: datetime,
    reason: str = "",
) -> list[Registration]:
    """Register many subjects at once; who may not confirm makes submitted rows, not confirmed ones.

    One entry of the log for the whole list. All or nothing: the first refusal refuses the list.
    """
    made = register_list(by=by, year=year, entries=entries, today=today, now=now, reason=reason)
    return list(made.registrations)


@transaction.atomic
def register_list(
    *,
    by: Actor,
    year: int,
    entries: Sequence[BulkRegistration],
    today: date,
    now: datetime,
    reason: str = "",
) -> Registered:
    """The same, telling also the deeds with their stamps, for one who may have to take them back."""
    units = {entry.unit.pk: entry.unit for entry in entries}
    _check(by, units, year, reason)
    batch = _Batch(by, year, today, now, cut_days(units.values(), year), category_hints())
    may_confirm = {pk: by.may(Right.CONFIRM, at=unit) for pk, unit in units.items()}
    for entry in entries:
        _plan(batch, entry, confirmed=may_confirm[entry.unit.pk])
    _write(batch)
    record_bulk(
        by=by,
        act=Right.REGISTER,
        subject_type="deeds.registration",
        ids=[found.pk for found in batch.registrations],
        reason=reason,
        detail={"year": year, "deeds": len(batch.deeds)},
    )
    return Registered(batch.registrations, batch.deeds, _stamps(batch))


@transaction.atomic
def add_list(
    *,
    by: Actor,
    year: int,
    entries: Sequence[tuple[Registration, Sequence[BulkDeed]]],
    today: date,
    now: datetime,
    reason: str = "",
) -> Registered:
    """Add deeds to registrations that are there, after their last; all or nothing, one entry of the log.

    Without the right to confirm, what is done is only reported, and what was confirmed waits anew.
    """
    units = {found.unit_id: found.unit for found, _deeds in entries}
    _check(by, units, year, reason)
    batch = _Batch(by, year, today, now, cut_days(units.values(), year), category_hints())
    may_confirm = {pk: by.may(Right.CONFIRM, at=unit) for pk, unit in units.items()}
    tops = _last_numbers([found.pk for found, _deeds in entries])
    amended = []
    for found, deeds in entries:
        for number, promised in enumerate(deeds, start=tops.get(found.pk, 0) + 1):
            plan_deed(
                batch, found, number, promised, on=today, confirmed=may_confirm[found.unit_id]
            )
        if found.state == RegistrationState.CONFIRMED and not may_confirm[found.unit_id]:
            amended.append(found.pk)
    _write(batch)
    for ids in _batches(amended):
        Registration.objects.filter(pk__in=ids).update(state=RegistrationState.AMENDED)
    record_bulk(
        by=by, act=Right.REGISTER, subject_type="deeds.deed", reason=reason,
        ids=[deed.pk for deed in batch.deeds], detail={"year": year, "verb": Verb.ADDED},
    )  # fmt: skip
    return Registered([found for found, _deeds in entries], batch.deeds, _stamps(batch))


def _last_numbers(ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in _batches(ids):
        rows = Deed.objects.filter(registration__in=part).values_list("registration_id")
        found.update(rows.annotate(top=Max("number")).order_by())
    return found


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), 400):
        yield ids[start : start + 400]


def _check(by: Actor, units: dict[int, Unit], year: int, reason: str) -> None:
    closed = closed_among(units.values(), year)
    for unit in units.values():
        by.require(Right.REGISTER, at=unit)
        refuse(
            org_rules.accepts(
                year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name
            )
            or programme_rules.may_write(year, closed=unit.pk in closed, reason=reason)
        )


def _plan(batch: _Batch, entry: BulkRegistration, *, confirmed: bool) -> None:
    state = entry.state
    if state is RegistrationState.CONFIRMED and not confirmed:
        state = RegistrationState.SUBMITTED
    found = new_row(
        Registration,
        year=batch.year,
        unit=entry.unit,
        person=entry.person,
        collective=entry.collective,
        state=state,
        standing=STANDING[state],
        registered_on=entry.registered_on,
        month=_month(batch, entry.unit, entry.registered_on),
        post=entry.post,
        unit_name=entry.unit.name,
        entered_by_id=batch.by.id,
        entered_by_name=batch.by.name,
    )
    if entry.person is not None:
        found.subject_kind, found.category = rules.SubjectKind.INDIVIDUAL, entry.category
        found.name, found.sort = entry.person.full_name, person_sort_key(entry.person.full_name)
    else:
        subject = entry.collective or entry.unit
        found.collective, found.subject_kind = subject, collective_kind(subject)
        found.name, found.sort = subject.name, sort_key(subject.name)
    found.search = fold(found.name)
    found.submitted_on = entry.registered_on if state != RegistrationState.DRAFT else None
    found.confirmed_on = entry.registered_on if state == RegistrationState.CONFIRMED else None
    batch.registrations.append(found)
    for number, promised in enumerate(entry.deeds, start=1):
        plan_deed(batch, found, number, promised, on=found.registered_on, confirmed=True)


def _category(batch: _Batch, text: str) -> int:
    if text not in batch.guessed:
        batch.guessed[text] = guess_category(text, batch.hints)
    return batch.guessed[text]


def _month(batch: _Batch, unit: Unit, day: date) -> int:
    return clamp_month(month_of(day, batch.cuts.get(unit.pk, 0)), batch.year)


def plan_deed(
    batch: _Batch,
    found: Registration,
    number: int,
    promised: BulkDeed,
    *,
    on: date,
    confirmed: bool,
) -> None:
    """Plan one deed of a registration, written on a day, with its outcome."""
    entry, outcome = promised.deed, promised.outcome
    refuse(rules.text_problem(entry.text))
    text = " ".join(nfc(entry.text).split())
    state = outcome.state if outcome else DeedState.REGISTERED
    if state == DeedState.DONE and not (confirmed and found.standing == Standing.COUNTED):
        state = DeedState.REPORTED
    deed = new_row(
        Deed,
        registration=found,
        number=number,
        text=text,
        search=fold(text),
        category_id=entry.category or _category(batch, text),
        field=nfc(entry.field),
        tags=nfc(entry.tags),
        target_amount=entry.target_amount,
        target_kind=entry.target_kind or guess_kind(text, entry.target_unit),
        target_unit=nfc(entry.target_unit),
        planned_cost=entry.planned_cost,
        place=nfc(entry.place),
        beneficiary_kind=entry.beneficiary_kind,
        beneficiary_count=entry.beneficiary_count,
        partners=nfc(entry.partners),
        deadline=entry.deadline,
        expected_evidence=nfc(entry.expected_evidence),
        state=state,
        state_on=outcome.day if outcome else on,
        reason=nfc(outcome.reason) if outcome else "",
        unit=found.unit,
        year=found.year,
        month=_month(batch, found.unit, on),
        done_month=_month(batch, found.unit, outcome.day)
        if outcome and state == DeedState.DONE
        else None,
        subject_kind=found.subject_kind,
        standing=Standing.NONE if state == DeedState.REPLACED else found.standing,
    )
    batch.deeds.append(deed)
    if outcome is not None:
        _plan_outcome(batch, deed, outcome)


def _plan_outcome(batch: _Batch, deed: Deed, outcome: OutcomeEntry) -> None:
    counted = int(deed.state == DeedState.DONE and deed.standing == Standing.COUNTED)
    if outcome.text or outcome.quantities:
        result = new_row(
            Result,
            deed=deed,
            day=outcome.day,
            text=nfc(outcome.text).strip(),
            by_id=batch.by.id,
            by_name=batch.by.name,
            at=batch.now,
        )
        batch.results.append(result)
        for amount in outcome.quantities:
            month = _month(batch, deed.unit, result.day)
            quantity = quantity_row(amount, deed, result, month=month)
            quantity.counted = counted
            batch.quantities.append(quantity)
    for given in outcome.contributions:
        gift = contribution_row(
            given, deed.registration, deed, batch.today, month=_month(batch, deed.unit, given.day)
        )
        gift.counted, gift.accepted_on = counted, outcome.day if counted else None
        batch.contributions.append(gift)


def _write(batch: _Batch) -> None:
    insert_rows(batch.registrations)
    insert_rows(batch.deeds)
    insert_rows(batch.results)
    insert_rows(batch.quantities)
    insert_rows(batch.contributions)


def _stamps(batch: _Batch) -> list[str]:
    """The stamp of each deed, from what was written of it."""
    quantities: dict[int, list[Quantity]] = defaultdict(list)
    results: dict[int, list[tuple[Result, list[Quantity]]]] = defaultdict(list)
    gifts: dict[int, list[Contribution]] = defaultdict(list)
    for quantity in batch.quantities:
        quantities[quantity.result_id or 0].append(quantity)
    for result in batch.results:
        results[result.deed_id].append((result, quantities[result.pk]))
    for gift in batch.contributions:
        gifts[gift.deed_id or 0].append(gift)
    return [deed_stamp(deed, results[deed.pk], gifts[deed.pk]) for deed in batch.deeds]

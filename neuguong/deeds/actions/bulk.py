"""Acts on whole lists: registrations with deeds and what came of them, as files bring them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record_bulk
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
)
from neuguong.deeds.actions.guard import collective_kind, guess_category, guess_kind, refuse
from neuguong.deeds.actions.outcome import contribution_values, quantity_values
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.queries import category_hints
from neuguong.deeds.queries.facts import values_stamp
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import STANDING, DeedState, RegistrationState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.dates import clamp_month, month_of
from neuguong.lib.rows import PlainRow, PlainRows, insert_rows, new_row
from neuguong.lib.vietnamese import fold, nfc, sort_key
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import closed_among, cut_days

# What only one who may confirm can say of a deed, and what it is until then.
_UNCONFIRMED = {DeedState.DONE: DeedState.REPORTED, DeedState.CARRIED_OVER: DeedState.IN_PROGRESS}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The rows of one deed and what came of it, still without ids, and the stamp of the deed."""

    deed: PlainRow
    stamp: str
    result: PlainRow | None = None
    quantities: Sequence[PlainRow] = ()
    gifts: Sequence[PlainRow] = ()


class _Batch:
    """Rows of one bulk registration, kept until they are written together.

    Deeds that say the same in the same place are drawn once: lists repeat themselves.
    """

    def __init__(
        self, by: Actor, units: Mapping[int, Unit], year: int, today: date, now: datetime
    ) -> None:
        self.by, self.year, self.today, self.now = by, year, today, now
        self.may_confirm = {pk: by.may(Right.CONFIRM, at=unit) for pk, unit in units.items()}
        self.stamps: list[str] = []
        self.registrations: list[Registration] = []
        self.deeds, self.results = PlainRows(Deed), PlainRows(Result)
        self.quantities, self.contributions = PlainRows(Quantity), PlainRows(Contribution)
        self._cuts = cut_days(units.values(), year)
        self._hints = category_hints()
        self._guessed: dict[str, int] = {}
        self._drawn: dict[tuple[object, ...], _Drawn] = {}
        self._beside: list[PlainRow] = []

    def month(self, unit_id: int, day: date) -> int:
        """The month (yyyymm) of the year in which a day counts at a unit."""
        return clamp_month(month_of(day, self._cuts.get(unit_id, 0)), self.year)

    def category(self, text: str) -> int:
        """The category that the words of a deed point to."""
        if text not in self._guessed:
            self._guessed[text] = guess_category(text, self._hints)
        return self._guessed[text]

    def add(
        self, found: Registration, number: int, promised: BulkDeed, *, on: date, confirmed: bool
    ) -> None:
        """One deed of a registration, written on a day, with its outcome."""
        key = (id(promised), found.unit_id, found.subject_kind, found.standing, on, confirmed)
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = _draw(self, found, promised, on=on, confirmed=confirmed)
        deed = self.deeds.add(drawn.deed, registration_id=found, number=number)
        self.stamps.append(drawn.stamp)
        if drawn.result is not None:
            result = self.results.add(drawn.result, deed_id=deed)
            for quantity in drawn.quantities:
                self.quantities.add(quantity, result_id=result)
        for gift in drawn.gifts:
            self.contributions.add(gift, registration_id=found, deed_id=deed)

    def give(self, found: Registration, given: ContributionEntry, *, confirmed: bool) -> None:
        """What a registrant gave beside all deeds."""
        values = _gift(self, found, given, given.accepted_on if confirmed else None)
        drawn = self.contributions.draw(values)
        self._beside.append(self.contributions.add(drawn, registration_id=found))

    def write(self) -> None:
        """Everything into its table, what others point at first."""
        insert_rows(self.registrations)
        self.write_deeds()

    def write_deeds(self) -> None:
        """The same for registrations that are there."""
        self.deeds.write(registration_id=attrgetter("pk"))
        self.results.write(deed_id=self.deeds.id_of)
        self.quantities.write(result_id=self.results.id_of)
        self.contributions.write(registration_id=attrgetter("pk"), deed_id=self._deed_id)

    def _deed_id(self, row: PlainRow | None) -> int | None:
        return self.deeds.id_of(row) if row is not None else None

    def made(self, registrations: Sequence[Registration]) -> "Registered":
        """What was written, in the order given."""
        return Registered(
            registrations,
            [self.deeds.id_of(row) for row in self.deeds.rows],
            self.stamps,
            [self.contributions.id_of(row) for row in self._beside],
        )


@dataclass(frozen=True, slots=True)
class Registered:
    """What a list has made, each in the order given: `deeds` are ids, `stamps` go with them.

    `gifts` are the ids of what was given beside all deeds.
    """

    registrations: Sequence[Registration]
    deeds: Sequence[int]
    stamps: Sequence[str]
    gifts: Sequence[int] = ()


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
    batch = _Batch(by, units, year, today, now)
    for entry in entries:
        _plan(batch, entry)
    batch.write()
    record_bulk(
        by=by,
        act=Right.REGISTER,
        subject_type="deeds.registration",
        ids=[found.pk for found in batch.registrations],
        reason=reason,
        detail={"year": year, "deeds": len(batch.stamps)},
    )
    return batch.made(batch.registrations)


@transaction.atomic
def add_list(
    *,
    by: Actor,
    year: int,
    entries: Sequence[tuple[Registration, Sequence[BulkDeed]]],
    today: date,
    now: datetime,
    reason: str = "",
    gifts: Sequence[tuple[Registration, ContributionEntry]] = (),
) -> Registered:
    """Add deeds to registrations that are there, after their last; all or nothing, one entry of the log.

    `gifts` are what they gave beside all deeds. Without the right to confirm, what is done is only
    reported, and what was confirmed waits anew.
    """
    units = {found.unit_id: found.unit for found, _what in (*entries, *gifts)}
    _check(by, units, year, reason)
    batch = _Batch(by, units, year, today, now)
    tops = _last_numbers([found.pk for found, _deeds in entries])
    amended = []
    for found, deeds in entries:
        confirmed = batch.may_confirm[found.unit_id]
        for number, promised in enumerate(deeds, start=tops.get(found.pk, 0) + 1):
            batch.add(found, number, promised, on=today, confirmed=confirmed)
        if found.state == RegistrationState.CONFIRMED and not confirmed:
            amended.append(found.pk)
    for found, given in gifts:
        batch.give(found, given, confirmed=batch.may_confirm[found.unit_id])
    batch.write_deeds()
    for ids in _batches(amended):
        Registration.objects.filter(pk__in=ids).update(state=RegistrationState.AMENDED)
    made = batch.made([found for found, _deeds in entries])
    record_bulk(
        by=by, act=Right.REGISTER, subject_type="deeds.deed", reason=reason, ids=made.deeds,
        detail={"year": year, "verb": Verb.ADDED},
    )  # fmt: skip
    return made


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


def _plan(batch: _Batch, entry: BulkRegistration) -> None:
    state = entry.state
    if STANDING[state] is Standing.COUNTED and not batch.may_confirm[entry.unit.pk]:
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
        month=batch.month(entry.unit.pk, entry.registered_on),
        post=entry.post,
        unit_name=entry.unit.name,
        entered_by_id=batch.by.id,
        entered_by_name=batch.by.name,
    )
    if entry.person is not None:
        found.subject_kind, found.category = rules.SubjectKind.INDIVIDUAL, entry.category
        found.name, found.sort = entry.person.full_name, entry.person.sort
    else:
        subject = entry.collective or entry.unit
        found.collective, found.subject_kind = subject, collective_kind(subject)
        found.name, found.sort = subject.name, sort_key(subject.name)
    found.search = fold(found.name)
    found.submitted_on = entry.registered_on if state != RegistrationState.DRAFT else None
    found.confirmed_on = entry.registered_on if state == RegistrationState.CONFIRMED else None
    batch.registrations.append(found)
    for number, promised in enumerate(entry.deeds, start=1):
        batch.add(found, number, promised, on=entry.registered_on, confirmed=True)
    for given in entry.gifts:
        batch.give(found, given, confirmed=True)


def _draw(
    batch: _Batch, found: Registration, promised: BulkDeed, *, on: date, confirmed: bool
) -> _Drawn:
    """The rows of one deed, for this registration and others like it."""
    outcome, work = promised.outcome, promised.work
    state = outcome.state if outcome else DeedState.REGISTERED
    counts = confirmed and found.standing == Standing.COUNTED
    if not counts:
        state = _UNCONFIRMED.get(state, state)
    if work is not None:
        within = found.unit.path.startswith(work.unit.path)
        refuse(rules.may_join_work(same_year=work.year == found.year, within=within))
    done = state == DeedState.DONE
    standing = Standing.NONE if state == DeedState.REPLACED else Standing(found.standing)
    whose = {"unit_id": found.unit_id, "subject_kind": found.subject_kind}
    deed = {
        **_promise(batch, promised.deed),
        **whose,
        "state": state,
        "state_on": outcome.day if outcome else on,
        "reason": nfc(outcome.reason) if outcome else "",
        "year": found.year,
        "month": batch.month(found.unit_id, on),
        "done_month": batch.month(found.unit_id, outcome.day) if outcome and done else None,
        "standing": standing,
        "work_id": work.pk if work else None,
    }
    if outcome is None:
        return _Drawn(batch.deeds.draw(deed), values_stamp(deed, (), ()))
    counted = int(done and standing == Standing.COUNTED)
    own = 0 if work else counted  # the amounts of a shared work count at the work, once
    result, quantities = _told(batch, deed["text"], outcome, {**whose, "counted": own})
    accepted = outcome.day if counted else None
    gifts = [
        {
            **_gift(batch, found, given, (given.accepted_on if counts else None) or accepted),
            "work_id": deed["work_id"],
        }
        for given in outcome.contributions
    ]
    return _Drawn(
        batch.deeds.draw(deed),
        values_stamp(deed, [(result, quantities)] if result else (), gifts),
        batch.results.draw(result) if result else None,
        [batch.quantities.draw(each) for each in quantities],
        [batch.contributions.draw(each) for each in gifts],
    )


def _gift(
    batch: _Batch, found: Registration, given: ContributionEntry, accepted_on: date | None
) -> dict[str, Any]:
    """A contribution by columns; it counts from the day it is accepted, if its giver counts."""
    return {
        **contribution_values(given, found.year, batch.today),
        "unit_id": found.unit_id,
        "subject_kind": found.subject_kind,
        "month": batch.month(found.unit_id, given.day),
        "accepted_on": accepted_on,
        "counted": int(accepted_on is not None and found.standing == Standing.COUNTED),
    }


def _promise(batch: _Batch, entry: DeedEntry) -> dict[str, Any]:
    """What is promised, by columns."""
    refuse(rules.text_problem(entry.text))
    text = " ".join(nfc(entry.text).split())
    return {
        "text": text,
        "search": fold(text),
        "category_id": entry.category or batch.category(text),
        "field": nfc(entry.field),
        "tags": nfc(entry.tags),
        "target_amount": entry.target_amount,
        "target_kind": entry.target_kind or guess_kind(text, entry.target_unit),
        "target_unit": nfc(entry.target_unit),
        "planned_cost": entry.planned_cost,
        "place": nfc(entry.place),
        "beneficiary_kind": entry.beneficiary_kind,
        "beneficiary_count": entry.beneficiary_count,
        "partners": nfc(entry.partners),
        "deadline": entry.deadline,
        "expected_evidence": nfc(entry.expected_evidence),
    }


def _told(
    batch: _Batch, text: str, outcome: OutcomeEntry, whose: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The result that was told, if any was, and its quantities, by columns."""
    if not (outcome.text or outcome.quantities):
        return None, []
    result = {
        "day": outcome.told_on or outcome.day,
        "text": nfc(outcome.text).strip(),
        "by_id": batch.by.id,
        "by_name": batch.by.name,
        "at": batch.now,
    }
    month = batch.month(whose["unit_id"], outcome.told_on or outcome.day)
    quantities = [
        {**quantity_values(amount, f"{text} {result['text']}"), **whose, "month": month}
        for amount in outcome.quantities
    ]
    return result, quantities

"""Writes the plan of an import in its order, and keeps for each row of the file what it became."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from neuguong.deeds.actions.bulk import Registered, add_list, register_list
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, ContributionEntry
from neuguong.deeds.actions.lists import amend_many
from neuguong.deeds.actions.work import finish_work, open_work
from neuguong.deeds.models import Work
from neuguong.deeds.queries.facts import (
    deed_stamps,
    gift_stamps,
    registration_stamp,
    stamp_of,
    work_stamps,
)
from neuguong.deeds.rights import Right as DeedRight
from neuguong.deeds.rules import RegistrationState
from neuguong.exchange.models import ImportRow, ImportRun
from neuguong.exchange.queries import NewUnit, Plan, Subject, person_stamp
from neuguong.exchange.queries.changes import Change
from neuguong.exchange.queries.entries import Moment, bulk_deed, gift_entry
from neuguong.exchange.queries.units import Place
from neuguong.exchange.queries.works import entries_of
from neuguong.exchange.rules import MadeKind
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.lib.actor import Actor
from neuguong.lib.rows import insert_rows, insert_values
from neuguong.lib.vietnamese import slugify_vi
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.models import Person

Progress = Callable[[int, int], None]  # how many deeds are written, of how many
_CHUNK: Final = 1_000  # subjects written together: bounded memory, and progress to tell
_COLUMNS: Final = ("run_id", "sheet", "number", "digest", "kind", "object_id", "stamp")
Item = TypeVar("Item")


def untold(done: int, total: int) -> None:
    """Progress of work that nobody watches."""


class Writer:
    """One import being written; every chunk is followed by the rows that tell what it made."""

    def __init__(
        self, by: Actor, plan: Plan, run: ImportRun, moment: Moment, told: Progress | None
    ) -> None:
        assert moment.now is not None  # plans are made without a clock, acts are not
        self.by, self.plan, self.run, self.moment = by, plan, run, moment
        self._now = moment.now
        self._told = told or untold
        self._units: dict[str, Unit] = {}
        self._people: dict[int, Person] = {}
        self._digests: dict[tuple[str, int], str] = {}
        self._brought: dict[int, BulkDeed] = {}
        self._opened: dict[int, Work] = {}
        self._done = 0

    def write(self, *, changes: bool) -> dict[str, int]:
        """Everything in the order in which one thing needs another; returns how much was made."""
        plan = self.plan
        self._found_units()
        self._open_works()
        self._add_people()
        fresh = [subject for subject in plan.subjects if subject.registration is None]
        for part in _chunks(fresh):
            self._register(part)
        for part in _chunks([s for s in plan.subjects if s.registration is not None]):
            self._add(part)
        wanted = plan.changes if changes else []
        for some in _chunks(wanted):
            self._amend(some)
        self._finish_works()
        return {
            "units_new": len(self._units),
            "people_new": len(self._people),
            "changed": len({change.deed_id for change in wanted}),
        }

    def _found_units(self) -> None:
        """The proposed units, founded with the year or with the unit above, whichever came later."""
        proposed = self.plan.new_units
        if not proposed:
            return
        unit = self.plan.unit
        entries = [
            UnitEntry(
                slug=f"{unit.slug}/{slugify_vi(new.name).removeprefix('chi-bo-')}",
                name=new.name,
                type=new.kind,
                parent=unit,
            )
            for new in proposed
        ]
        founded = found_units(by=self.by, entries=entries, on=self._since(unit))
        self._units = {new.key: unit for new, unit in zip(proposed, founded, strict=True)}
        first = {
            place.key: row
            for place, row in (
                *((work.place, work.row) for work in self.plan.new_works),
                *((s.place, s.first) for s in reversed(self.plan.subjects)),
            )
            if isinstance(place, NewUnit)
        }
        self._keep(
            (first[key], MadeKind.UNIT, unit.pk, stamp_of([unit.name]))
            for key, unit in self._units.items()
        )

    def _since(self, unit: Unit) -> date:
        return max(date(self.plan.year, 1, 1), unit.opened_on)

    def _open_works(self) -> None:
        """Shared works that are not there, before the deeds that are part of them."""
        for planned in self.plan.new_works:
            self._opened[id(planned)] = open_work(
                by=self.by, unit_id=self._unit(planned.place).pk, year=self.plan.year,
                title=planned.title, place=planned.draft.place if planned.draft else "",
                today=self.moment.today, reason=self.moment.reason,
            )  # fmt: skip

    def _finish_works(self) -> None:
        """What the new works came to, where one may say so; and what became of their rows."""
        for planned in self.plan.new_works:
            work, draft = self._opened[id(planned)], planned.draft
            amounts = entries_of(draft) if draft is not None and draft.is_done else []
            if draft and amounts and self.by.may(DeedRight.CONFIRM, at=self._unit(planned.place)):
                day = min(draft.done_on or self.moment.day_in(self.plan.year), self.moment.today)
                work = finish_work(
                    by=self.by, work_id=work.pk, day=day, quantities=amounts,
                    today=self.moment.today, reason=self.moment.reason,
                )  # fmt: skip
            stamp = work_stamps([work.pk])[work.pk]
            self._keep(iter([(planned.row, MadeKind.WORK, work.pk, stamp)]))

    def _unit(self, place: Place) -> Unit:
        return self._units[place.key] if isinstance(place, NewUnit) else place

    def _place(self, subject: Subject) -> Unit:
        return self._unit(subject.place)

    def _add_people(self) -> None:
        """New people, members since the year began."""
        by_day: dict[date, list[Subject]] = defaultdict(list)
        for subject in self.plan.new_people:
            by_day[self._since(self._place(subject))].append(subject)
        for day, subjects in sorted(by_day.items()):
            rows = [(self._place(subject), _person_entry(subject)) for subject in subjects]
            made = add_people(by=self.by, rows=rows, since=day)
            pairs = list(zip(subjects, made, strict=True))
            self._people.update((id(subject), person) for subject, person in pairs)
            self._keep(
                (subject.first, MadeKind.PERSON, person.pk, person_stamp(person))
                for subject, person in pairs
            )

    def _register(self, subjects: Sequence[Subject]) -> None:
        made = register_list(
            by=self.by, year=self.plan.year, entries=[self._entry(s) for s in subjects],
            today=self.moment.today, now=self._now, reason=self.moment.reason,
        )  # fmt: skip
        self._keep(
            (subject.first, MadeKind.REGISTRATION, found.pk, registration_stamp(found))
            for subject, found in zip(subjects, made.registrations, strict=True)
        )
        self._keep_deeds(subjects, made)
        self._keep_gifts(subjects, made.gifts)

    def _add(self, subjects: Sequence[Subject]) -> None:
        made = add_list(
            by=self.by, year=self.plan.year,
            entries=[(s.registration, self._deeds(s)) for s in subjects if s.registration and s.deeds],
            gifts=[(s.registration, gift) for s in subjects if s.registration for gift in self._given(s)],
            today=self.moment.today, now=self._now, reason=self.moment.reason,
        )  # fmt: skip
        self._keep_deeds(subjects, made)
        self._keep_gifts(subjects, made.gifts)

    def _keep_deeds(self, subjects: Sequence[Subject], made: Registered) -> None:
        rows = [row for subject in subjects for row, _draft in subject.deeds]
        self._keep(
            (row, MadeKind.DEED, deed, stamp)
            for row, deed, stamp in zip(rows, made.deeds, made.stamps, strict=True)
        )
        self._done += len(rows)
        self._told(self._done, self.plan.deeds_new)

    def _keep_gifts(self, subjects: Sequence[Subject], ids: Sequence[int]) -> None:
        """What became of the rows that tell of gifts beside deeds."""
        rows = [row for subject in subjects for row, _gift in subject.gifts]
        stamps = gift_stamps(ids)
        self._keep((row, MadeKind.GIFT, pk, stamps[pk]) for row, pk in zip(rows, ids, strict=True))

    def _amend(self, changes: Sequence[Change]) -> None:
        facts = {change.deed_id: change.after for change in changes}
        amend_many(
            by=self.by, facts=facts, today=self.moment.today, now=self._now,
            reason=self.moment.reason,
        )  # fmt: skip
        stamps = deed_stamps(facts)
        insert_rows([
            ImportRow(
                run=self.run, sheet=change.row.sheet[:100], number=change.row.number,
                digest=self._digest(change.row), kind=MadeKind.CHANGE, object_id=change.deed_id,
                stamp=stamps[change.deed_id], before=change.before.as_data(),
                after=change.after.as_data(),
            )
            for change in changes
        ])  # fmt: skip

    def _entry(self, subject: Subject) -> BulkRegistration:
        unit, rows = self._place(subject), subject.rows
        typed = next((row.registered_on for row in rows if row.registered_on), None)
        day = min(typed or self.moment.day_in(self.plan.year), self.moment.today)
        state = next((row.state for row in rows if row.state), RegistrationState.CONFIRMED)
        entry = BulkRegistration(
            unit=unit,
            deeds=self._deeds(subject),
            registered_on=day,
            state=state,
            gifts=self._given(subject),
        )
        if subject.form is SubjectForm.COLLECTIVE:
            return replace(entry, collective=unit)
        return replace(
            entry,
            person=subject.known.person if subject.known else self._people[id(subject)],
            category=subject.category,
            post=subject.first.post,
        )

    def _deeds(self, subject: Subject) -> list[BulkDeed]:
        return [self._deed(row, draft, subject.place) for row, draft in subject.deeds]

    def _given(self, subject: Subject) -> list[ContributionEntry]:
        day = self.moment.day_in(self.plan.year)
        return [gift_entry(gift, day) for _row, gift in subject.gifts]

    def _deed(self, row: RowDraft, draft: DeedDraft, place: Place) -> BulkDeed:
        """What a draft brings; drafts that several rows share bring the very same."""
        if draft.work and self.plan.works:
            planned = self.plan.works.join(row, draft.work, place)
            brought = bulk_deed(draft, self.plan.year, self.moment)
            return replace(brought, work=planned.work or self._opened.get(id(planned)))
        key = id(draft)
        if key not in self._brought:
            self._brought[key] = bulk_deed(draft, self.plan.year, self.moment)
        return self._brought[key]

    def _keep(self, made: Iterator[tuple[RowDraft, MadeKind, int, str]]) -> None:
        run = self.run.pk
        insert_values(
            ImportRow,
            _COLUMNS,
            (
                (run, row.sheet[:100], row.number, self._digest(row), kind, pk, stamp)
                for row, kind, pk, stamp in made
            ),
        )

    def _digest(self, row: RowDraft) -> str:
        """Sixteen letters for the cells of a row as they stand in the file."""
        key = (row.sheet, row.number)
        if key not in self._digests:
            cells = row.table.sheet.row(row.number) if row.table else None
            self._digests[key] = stamp_of(cells.values if cells else ())
        return self._digests[key]


@contextmanager
def without_rubbish_collection() -> Iterator[None]:
    """Thousands of rows are made and dropped without a cycle among them: a quarter of the time is saved."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def _person_entry(subject: Subject) -> PersonEntry:
    return PersonEntry(
        full_name=subject.name,
        category=subject.category,
        birth_year=subject.birth_year or None,
        nickname=subject.first.nickname,
        sex=next((row.sex for row in subject.rows if row.sex), ""),
    )

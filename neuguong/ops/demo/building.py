"""What every branch of the demo is built with: the machine that acts, chance, and lists to fill."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.actions.guard import guess_kind
from neuguong.deeds.models import Registration
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.ops.demo.names import Namer
from neuguong.ops.demo.texts import Drawn, draw, draw_plain
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import PersonEntry, add_people
from neuguong.people.models import Person
from neuguong.people.rules import Category

BEGAN = date(2005, 1, 1)


@dataclass
class Branch:
    """One branch being built: its units by slug, its people by unit, its registrations to come."""

    by: SystemActor
    chance: Random
    year: int
    today: date
    now: datetime
    areas: tuple[str, ...]
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[int, list[Person]] = field(default_factory=dict)
    entries: list[BulkRegistration] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.namer = Namer(self.chance)

    def found(self, entries: Sequence[UnitEntry], on: date = BEGAN) -> list[Unit]:
        """Found units and remember them by the slug asked for."""
        units = found_units(by=self.by, entries=entries, on=on)
        for entry, unit in zip(entries, units, strict=True):
            self.units[entry.slug] = unit
        return units

    def settle(
        self, rows: Iterable[tuple[Unit, Category, int]], since: date = BEGAN
    ) -> dict[int, list[Person]]:
        """Put so many invented people of a category into each unit; gives them by unit."""
        wanted: list[tuple[Unit, PersonEntry]] = []
        for unit, category, number in rows:
            taken: set[tuple[str, int]] = set()
            while len(taken) < number:
                name, sex, year = self.namer.person(*self.areas)
                if (name, year) not in taken:
                    taken.add((name, year))
                    wanted.append((unit, PersonEntry(name, category, year, sex=sex)))
        made = add_people(by=self.by, rows=wanted, since=since)
        settled: dict[int, list[Person]] = {}
        for (unit, _entry), person in zip(wanted, made, strict=True):
            settled.setdefault(unit.pk, []).append(person)
            self.people.setdefault(unit.pk, []).append(person)
        return settled

    def registration_day(self) -> date:
        """A day in the registering season: 70 in a hundred in February (domain 11.4)."""
        month = self.chance.choices((1, 2, 3, 4), (6, 70, 22, 2))[0]
        return date(self.year, month, self.chance.randint(1, 28))

    def done_day(self) -> date:
        """A day on which a deed was finished: mostly in the second half of the year."""
        month = self.chance.choices(range(3, 13), (1, 2, 4, 6, 8, 11, 14, 18, 20, 16))[0]
        return date(self.year, month, self.chance.randint(1, 28))

    def outcome(
        self, drawn: Drawn, rate: float, *, collective: bool, counted: bool = True
    ) -> OutcomeEntry:
        """What came of a drawn deed: done at that rate, with its amounts; else open or ended."""
        day = self.done_day()
        if self.chance.random() < rate:
            quantities = self._achieved(drawn) if counted else []
            return OutcomeEntry(
                DeedState.DONE,
                day,
                quantities=quantities,
                contributions=self._given(drawn, day, collective) if counted else (),
            )
        state = self.chance.choices(
            (DeedState.IN_PROGRESS, DeedState.CARRIED_OVER, DeedState.NOT_DONE), (2, 4, 2)
        )[0]
        reason = {
            DeedState.IN_PROGRESS: "",
            DeedState.CARRIED_OVER: "Mưa kéo dài, chuyển sang năm sau",
            DeedState.NOT_DONE: "Chưa có kinh phí",
        }[state]
        return OutcomeEntry(state, day, reason=reason)

    def _achieved(self, drawn: Drawn) -> list[QuantityEntry]:
        if drawn.amount is None or self.chance.random() < 0.35:
            return []
        kind = guess_kind(drawn.entry.text, drawn.unit)
        return [QuantityEntry(kind, drawn.amount, drawn.unit)]

    def _given(self, drawn: Drawn, day: date, collective: bool) -> Sequence[ContributionEntry]:
        if drawn.entry.category not in (5, 6, 8, 10, 12, 13) or self.chance.random() < 0.6:
            return ()
        if self.chance.random() < 0.5:
            days = Decimal(self.chance.choice(("0.5", "1", "2", "3")))
            return (ContributionEntry(ContributionKind.LABOUR_DAYS, days, day),)
        kind = self.chance.choices(
            (ContributionKind.OWN_MONEY, ContributionKind.MOBILISED_MONEY), (6, 4)
        )[0]
        usual = 9_000_000 if collective else 1_800_000  # đồng; spread as in domain 11.5
        amount = Decimal(
            50_000 * max(4, round(usual * self.chance.lognormvariate(0, 0.8) / 50_000))
        )
        return (ContributionEntry(kind, amount, day),)

    def draws(
        self, number: int, place: str, rate: float, *, collective: bool, plain: bool = False
    ) -> list[BulkDeed]:
        """So many deeds of one subject with what came of them; `plain` ones carry no amounts."""
        seen: set[str] = set()
        deeds: list[BulkDeed] = []
        for _deed in range(number):
            drawn = (
                draw_plain(self.chance, seen)
                if plain
                else draw(self.chance, place, collective=collective, seen=seen)
            )
            deeds.append(
                BulkDeed(
                    drawn.entry, self.outcome(drawn, rate, collective=collective, counted=not plain)
                )
            )
        return deeds

    def register_collective(self, unit: Unit, deeds: Sequence[BulkDeed]) -> None:
        """Let a unit register for itself."""
        self.entries.append(
            BulkRegistration(
                unit=unit, collective=unit, deeds=deeds, registered_on=self.registration_day()
            )
        )

    def register_person(
        self,
        unit: Unit,
        person: Person,
        category: Category,
        deeds: Sequence[BulkDeed],
        state: RegistrationState = RegistrationState.CONFIRMED,
    ) -> None:
        """Let a person register at a unit."""
        self.entries.append(
            BulkRegistration(
                unit=unit,
                person=person,
                category=category,
                deeds=deeds,
                registered_on=self.registration_day(),
                state=state,
            )
        )

    def write(self, reason: str = "") -> list[Registration]:
        """Write all registrations planned so far, together."""
        entries, self.entries = self.entries, []
        return register_many(
            by=self.by,
            year=self.year,
            entries=entries,
            today=self.today,
            now=self.now,
            reason=reason,
        )


def place_of(unit: Unit) -> str:
    """The hamlet or office a unit stands for, without the words of its kind."""
    name = unit.short_name
    for words in ("Chi bộ thôn ", "Chi bộ ", "Đảng bộ xã ", "Đảng bộ "):
        name = name.removeprefix(words)
    return name


def days_before(today: date, number: int) -> date:
    """A day so many days ago."""
    return today - timedelta(days=number)

"""Reads for the cell's list: everybody of the unit, and what waits for the cell's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.deeds.queries.pages import full_registrations
from neuguong.deeds.rules import DeedState, RegistrationState, Standing
from neuguong.org.models import Unit
from neuguong.people.models import Account, Person
from neuguong.people.queries import memberships_on
from neuguong.programme.models import MinimumDeeds
from neuguong.programme.queries import years_along


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the secretary's list: a person of the unit and how far their year has come."""

    person: Person
    category: int
    registration: Registration | None
    deeds: int
    done: int
    told: int
    minimum: int
    has_account: bool = False

    @property
    def missing(self) -> int:
        """How many deeds are still missing to the minimum of the plan."""
        return max(0, self.minimum - self.deeds)

    @property
    def elsewhere(self) -> str:
        """The unit where the person registered this year, when it is not this one."""
        found = self.registration
        return found.unit_name if found and not getattr(found, "is_here", True) else ""


def minimums_of(unit: Unit, year: int) -> dict[int, int]:
    """The least number of deeds by category, 0 for collectives; the nearest level's word holds."""
    levels = [found.pk for found in years_along(unit, year)]
    found: dict[int, int] = {}
    rows = MinimumDeeds.objects.filter(programme_year__in=levels)
    for row in sorted(rows, key=lambda row: levels.index(row.programme_year_id)):
        found.setdefault(row.category, row.minimum)
    return found


def secretary_list(unit: Unit, year: int, day: date) -> list[ListLine]:
    """Everybody of the unit with their registration of the year, by given name.

    Who registered here and has left since stays on the list of that year.
    """
    members = {row.person_id: row for row in memberships_on(unit, day)}
    registrations = {
        found.person_id: found
        for found in _counted_registrations(year).filter(
            Q(unit=unit, person__isnull=False) | Q(person_id__in=list(members))
        )
    }
    minimums = minimums_of(unit, year)
    accounts = _with_account({*members, *filter(None, registrations)})
    lines = []
    for person_id in {*members, *registrations}:
        found, row = registrations.get(person_id), members.get(person_id or 0)
        person = row.person if row else found.person if found else None
        if person is None:
            continue
        if found is not None:
            found.is_here = found.unit_id == unit.pk  # type: ignore[attr-defined]
        category = row.category if row else found.category if found else 0
        lines.append(
            ListLine(
                person=person,
                category=category,
                registration=found,
                deeds=getattr(found, "deed_count", 0),
                done=getattr(found, "done_count", 0),
                told=getattr(found, "told_count", 0),
                minimum=minimums.get(category, 0),
                has_account=person.pk in accounts,
            )
        )
    return sorted(lines, key=_place)


def _place(line: ListLine) -> tuple[str, int, int]:
    return line.person.sort, line.person.birth_year or 0, line.person.pk


def _counted_registrations(year: int) -> QuerySet[Registration]:
    """Registrations of a year with the numbers of their deeds."""
    rows = Registration.objects.filter(year=year).select_related("unit", "person")
    return rows.annotate(
        deed_count=Count("deeds", filter=~Q(deeds__state=DeedState.REPLACED)),
        done_count=Count("deeds", filter=Q(deeds__state=DeedState.DONE)),
        told_count=Count("deeds", filter=Q(deeds__state=DeedState.REPORTED)),
    )


def _with_account(people: Iterable[int]) -> set[int]:
    rows = Account.objects.filter(person_id__in=list(people), is_active=True)
    return {pk for pk in rows.values_list("person_id", flat=True) if pk is not None}


def waiting_registrations(unit: Unit, year: int) -> QuerySet[Registration]:
    """What the cell has to read: sent or amended, with the deeds, oldest first."""
    states = (RegistrationState.SUBMITTED, RegistrationState.AMENDED)
    rows = full_registrations().filter(unit=unit, year=year, state__in=states)
    return rows.order_by("submitted_on", "sort")


def told_deeds(unit: Unit, year: int) -> QuerySet[Deed]:
    """Deeds whose result was told and waits for the cell's word."""
    rows = Deed.objects.filter(unit=unit, year=year, state=DeedState.REPORTED)
    rows = rows.filter(standing=Standing.COUNTED).order_by("registration__sort", "number")
    return rows.select_related("registration__unit", "registration__person").prefetch_related(
        "results__quantities", "contributions", "evidence__file"
    )


def waiting_gifts(unit: Unit, year: int) -> QuerySet[Contribution]:
    """Gifts the unit has not accepted yet; those of a told deed wait for the word on the deed."""
    rows = Contribution.objects.filter(unit=unit, registration__year=year, accepted_on=None)
    rows = rows.filter(registration__standing=Standing.COUNTED)
    rows = rows.exclude(deed__state=DeedState.REPORTED)
    return rows.select_related("registration__person", "deed").order_by("day", "pk")

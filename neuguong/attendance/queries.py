"""Reads of attendance: months for those above, days within the unit, hours, and what is old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet

from neuguong.attendance.models import AttendanceDay, AttendanceMonth, WorkHours
from neuguong.attendance.rights import Right
from neuguong.attendance.rules import DayMark, Hours, Mark, MonthSums, summed
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import format_month
from neuguong.lib.measure import Ask, Record
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, page_within
from neuguong.people.access import acts_at
from neuguong.people.models import Person
from neuguong.people.queries import memberships_on


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """The sums of one person in one month."""

    name: str
    sums: MonthSums


def first_unit(by: Actor) -> Unit | None:
    """The unit one works for: the highest of those whose attendance one may see."""
    paths = [branch.lo for branch in by.scope(Right.VIEW)]
    return Unit.objects.filter(path__in=paths).order_by("path").first()


def reads_days(by: Actor, unit: Unit) -> bool:
    """Whether the reader may read who was at work: only those who work for that very unit."""
    return acts_at(by, Right.WRITE, unit)


def months_of(unit: Unit, year: int) -> list[AttendanceMonth]:
    """The months of a year that were brought, in order."""
    rows = AttendanceMonth.objects.filter(unit=unit, month__range=(year * 100 + 1, year * 100 + 12))
    return list(rows.order_by("month"))


def month_of_unit(unit: Unit, month: int) -> AttendanceMonth | None:
    """One month of a unit."""
    return AttendanceMonth.objects.filter(unit=unit, month=month).first()


def people_of_month(unit: Unit, month: int) -> list[PersonMonth]:
    """The sums of each person, by name; empty once the days are gone."""
    rows = AttendanceDay.objects.filter(unit=unit, month=month).order_by("name", "code", "day")
    made = []
    for (name, _code), days in groupby(rows, key=attrgetter("name", "code")):
        made.append(PersonMonth(name, summed(_mark(day) for day in days)))
    return made


def days_of_person(person_id: int, limit: int = 62) -> list[AttendanceDay]:
    """One's own days, the newest first; for one's own page."""
    rows = AttendanceDay.objects.filter(person=person_id).select_related("unit")
    return list(rows.order_by("-day")[:limit])


def _mark(day: AttendanceDay) -> DayMark:
    return DayMark(day.name, day.code, day.day, Mark(day.mark), day.first, day.last)


def hours_on(unit: Unit, day: date) -> Hours:
    """When work begins for a unit on a day: its own rule, or that of the nearest level above."""
    paths = [*ancestor_paths(unit.path), unit.path]
    rows = WorkHours.objects.filter(unit__path__in=paths, valid_from__lte=day)
    found = rows.order_by("-unit__path", "-valid_from").first()
    return Hours(found.starts, found.grace) if found else Hours()


def people_named(unit: Unit, day: date) -> dict[str, Person]:
    """The people of a unit by name without marks, without those who share a name."""
    found: dict[str, Person | None] = {}
    for row in memberships_on(unit, day).select_related("person"):
        key = fold(row.person.full_name)
        found[key] = None if key in found else row.person
    return {key: person for key, person in found.items() if person is not None}


def older_days(before: date) -> QuerySet[AttendanceDay]:
    """The days of months that ended before a day."""
    return AttendanceDay.objects.filter(month__lt=before.year * 100 + before.month)


def count_older_days(before: date) -> int:
    """How many days of months that ended before a day are still there."""
    return older_days(before).count()


def list_months(ask: Ask) -> Iterator[Record]:
    """Months of units behind a sum; no person is named."""
    rows = AttendanceMonth.objects.select_related("unit").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for found in page_within(rows, ask):
        yield Record(
            id=found.pk, kind=_("Tháng chấm công"), unit_id=found.unit_id,
            unit_name=found.unit.name, unit_slug=found.unit.slug,
            amount=int(getattr(found, ask.value or "kept")), qualifier=Qualifier.EXACTLY,
            text=_("Chấm công %(month)s, %(people)s người")
            % {"month": format_month(found.month), "people": found.people},
            who=found.unit.name, day=found.brought_on, state="", link=None,
        )  # fmt: skip

"""Reads of the year: what holds for a unit, its deadlines, minimums, and whether it is closed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from neuguong.lib.dates import Period, clamp_month, month_of
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths
from neuguong.people.rules import Category
from neuguong.programme.models import BasisDocument, PledgeItem, ProgrammeYear
from neuguong.programme.rules import PhaseKind


def years_along(unit: Unit, year: int) -> list[ProgrammeYear]:
    """The year as set by the levels at and above the unit, nearest first."""
    paths = [*ancestor_paths(unit.path), unit.path]
    rows = ProgrammeYear.objects.filter(unit__path__in=paths, year=year)
    return list(rows.select_related("unit").order_by("-unit__path"))


def year_of(unit: Unit, year: int) -> ProgrammeYear | None:
    """The programme year that holds for the unit: its own or that of the nearest level above."""
    return next(iter(years_along(unit, year)), None)


def year_closed(unit: Unit, year: int) -> bool:
    """Whether the unit or a level above it has closed the year."""
    return any(found.closed_on is not None for found in years_along(unit, year))


def closed_among(units: Iterable[Unit], year: int) -> set[int]:
    """Ids of those of the units whose year is closed, asked at once."""
    wanted = {unit.pk: [*ancestor_paths(unit.path), unit.path] for unit in units}
    closed = ProgrammeYear.objects.filter(year=year, closed_on__isnull=False)
    paths = set(closed.values_list("unit__path", flat=True))
    return {pk for pk, line in wanted.items() if paths & set(line)}


def minimum_for(unit: Unit, year: int, category: int) -> int:
    """The least number of deeds asked of that category; 0 where the plan asks none."""
    for found in years_along(unit, year):
        row = found.minimums.filter(category=category).first()
        if row is not None:
            return row.minimum
    return 0


def minimum_of_members(unit: Unit, period: Period) -> int | None:
    """The attribute `plans.minimum_deeds_per_member` of a unit in the period's last year."""
    if year_of(unit, period.years[-1]) is None:
        return None
    return minimum_for(unit, period.years[-1], Category.OFFICIAL) or None


def pledge_items(unit: Unit, period: Period) -> int | None:
    """The attribute `pledges.items`: how many manifestations the pledge of the year refers to."""
    if year_of(unit, period.years[-1]) is None:
        return None
    newest = PledgeItem.objects.order_by("-version").values_list("version", flat=True).first()
    return PledgeItem.objects.filter(version=newest).count() or None


def deadline_of(unit: Unit, year: int, kind: PhaseKind) -> date | None:
    """The last day of a phase for the unit."""
    for found in years_along(unit, year):
        phase = found.phases.filter(kind=kind).first()
        if phase is not None:
            return phase.last_day
    return None


def month_for(unit: Unit, day: date, year: int) -> int:
    """The month (yyyymm) a record of that day counts in: cut as the year cuts, kept in the year."""
    found = year_of(unit, year)
    return clamp_month(month_of(day, found.cut_day if found else 0), year)


def cut_days(units: Iterable[Unit], year: int) -> dict[int, int]:
    """The day on which months are cut for each of the units, asked at once."""
    rows = ProgrammeYear.objects.filter(year=year).values_list("unit__path", "cut_day")
    by_path = dict(rows)
    found: dict[int, int] = {}
    for unit in units:
        line = [unit.path, *reversed(ancestor_paths(unit.path))]
        found[unit.pk] = next((by_path[path] for path in line if path in by_path), 0)
    return found


def years_set(unit: Unit) -> list[int]:
    """The years that exist at or above the unit, newest first."""
    paths = [*ancestor_paths(unit.path), unit.path]
    rows = ProgrammeYear.objects.filter(unit__path__in=paths).values_list("year", flat=True)
    return sorted(set(rows), reverse=True)


def basis_of(programme_year: ProgrammeYear) -> QuerySet[BasisDocument]:
    """The documents the year rests on, oldest first."""
    return programme_year.basis.order_by("issued_on", "number")


def pledge_list(version: str = "") -> list[PledgeItem]:
    """The manifestations of a version, or of the newest one."""
    rows = PledgeItem.objects.all()
    newest = version or rows.order_by("-version").values_list("version", flat=True).first()
    return list(rows.filter(version=newest).order_by("group", "number"))

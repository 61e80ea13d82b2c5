"""Reads of the year: what holds for a unit, its deadlines, minimums, and whether it is closed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from neuguong.lib.dates import Period, clamp_month, month_of
from neuguong.org.models import Unit
from neuguong.org.queries import ids_ever_above, line_ids, lines_on
from neuguong.people.rules import Category
from neuguong.programme.models import BasisDocument, PledgeItem, ProgrammeYear
from neuguong.programme.rules import PhaseKind


def years_along(unit: Unit, year: int) -> list[ProgrammeYear]:
    """The year as set by the unit and by the levels it stood under then, nearest first."""
    ids, far = line_ids(unit, date(year, 12, 31))
    rows = ProgrammeYear.objects.filter(unit__in=ids, year=year)
    return list(rows.select_related("unit").order_by(far))


def year_of(unit: Unit, year: int) -> ProgrammeYear | None:
    """The programme year that holds for the unit: its own or that of the nearest level above."""
    return next(iter(years_along(unit, year)), None)


def year_closed(unit: Unit, year: int) -> bool:
    """Whether the unit or a level above it has closed the year."""
    return any(found.closed_on is not None for found in years_along(unit, year))


def closed_among(units: Iterable[Unit], year: int) -> set[int]:
    """Ids of those of the units whose year is closed, asked at once."""
    rows = ProgrammeYear.objects.filter(year=year, closed_on__isnull=False)
    closed = set(rows.values_list("unit", flat=True))
    if not closed:
        return set()
    lines = lines_on(units, date(year, 12, 31))
    return {pk for pk, line in lines.items() if not closed.isdisjoint(line)}


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
    return _deadline(years_along(unit, year), kind)


def deadline_above(unit: Unit, year: int, kind: PhaseKind) -> date | None:
    """The last day of a phase as the levels above the unit set it."""
    above = [found for found in years_along(unit, year) if found.unit_id != unit.pk]
    return _deadline(above, kind)


def _deadline(along: Iterable[ProgrammeYear], kind: PhaseKind) -> date | None:
    for found in along:
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
    cuts = dict(ProgrammeYear.objects.filter(year=year).values_list("unit", "cut_day"))
    if not any(cuts.values()):
        return {unit.pk: 0 for unit in units}
    lines = lines_on(units, date(year, 12, 31))
    return {pk: next((cuts[at] for at in line if at in cuts), 0) for pk, line in lines.items()}


def years_set(unit: Unit) -> list[int]:
    """The years that exist at the unit or at a level it ever stood under, newest first."""
    rows = ProgrammeYear.objects.filter(unit__in=ids_ever_above(unit))
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def basis_of(programme_year: ProgrammeYear) -> QuerySet[BasisDocument]:
    """The documents the year rests on, oldest first."""
    return programme_year.basis.order_by("issued_on", "number")


def pledge_list(version: str = "") -> list[PledgeItem]:
    """The manifestations of a version, or of the newest one."""
    rows = PledgeItem.objects.all()
    newest = version or rows.order_by("-version").values_list("version", flat=True).first()
    return list(rows.filter(version=newest).order_by("group", "number"))

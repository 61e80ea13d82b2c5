"""Acts on flag salutes: a unit's year by ticks, or the months of all units beneath."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.ceremonies import rules
from neuguong.ceremonies.models import FlagSalute
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import SaluteKind
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of
from neuguong.programme.queries import month_for


@transaction.atomic
def note_salutes(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    months: Collection[int],
    weeks: Collection[date],
    today: date,
    reason: str = "",
) -> int:
    """Make the salutes of a unit's year those that are ticked; gives how many there are now."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, year, reason)
    wanted = {(int(SaluteKind.MONTH), rules.month_day(year, month)) for month in months}
    wanted |= {(int(SaluteKind.WEEK), day) for day in weeks if day.year == year}
    return _make(by, unit, year, wanted, today, reason, kinds=list(SaluteKind))


@transaction.atomic
def tick_branch(
    *,
    by: Actor,
    unit_id: int,
    year: int,
    shown: Collection[int],
    ticks: Collection[tuple[int, int]],
    today: date,
    reason: str = "",
) -> int:
    """Make the monthly salutes of the units `shown` beneath one those ticked as (unit, month)."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    number = 0
    for each in branch_of(unit).filter(pk__in=list(shown)).select_related("type"):
        require_year(by, each, year, reason)
        wanted = {
            (int(SaluteKind.MONTH), rules.month_day(year, month))
            for pk, month in ticks
            if pk == each.pk
        }
        number += _make(by, each, year, wanted, today, reason, kinds=[SaluteKind.MONTH])
    return number


def _make(
    by: Actor, unit: Unit, year: int, wanted: set[tuple[int, date]], today: date, reason: str,
    *, kinds: Iterable[SaluteKind],
) -> int:  # fmt: skip
    """Add what is ticked and not there, take away what is there and not ticked."""
    rows = FlagSalute.objects.filter(unit=unit, day__year=year, kind__in=[int(k) for k in kinds])
    there = {(row.kind, row.day): row.pk for row in rows}
    # A monthly salute may have been noted on another day than the customary one: its month counts.
    months = {day.month: (kind, day) for kind, day in there if kind == SaluteKind.MONTH}
    kept = {
        months[day.month] if kind == SaluteKind.MONTH and day.month in months else (kind, day)
        for kind, day in wanted
    }
    new = sorted(kept - there.keys())
    refuse(rules.salutes_problem((day for _kind, day in new), today=today))
    gone = [there[key] for key in there.keys() - kept]
    made = FlagSalute.objects.bulk_create(
        FlagSalute(unit=unit, kind=kind, day=day, month=month_for(unit, day, year))
        for kind, day in new
    )
    FlagSalute.objects.filter(pk__in=gone).delete()
    if made or gone:
        record_bulk(
            by=by, act=Right.WRITE, subject_type="ceremonies.flagsalute",
            ids=[row.pk for row in made] + gone, unit_id=unit.pk, reason=reason,
            detail={"verb": "salutes", "added": len(made), "removed": len(gone), "year": year},
        )  # fmt: skip
    return len(kept)

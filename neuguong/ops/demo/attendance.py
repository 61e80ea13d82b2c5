"""Attendance of the demo: an invented office's two last months, days drawn, sums as they come."""

from datetime import date, time, timedelta
from random import Random
from typing import Final

from neuguong.attendance.actions import bring_month, set_hours
from neuguong.attendance.rules import DayMark, Hours, Mark, Shape
from neuguong.lib.dates import Period
from neuguong.lib.workdays import is_working
from neuguong.ops.demo import nam_sang
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.queries import memberships_on

_SEED: Final = 26
_SHARES: Final = ((Mark.PRESENT, 90), (Mark.LATE, 4), (Mark.EXCUSED, 4), (Mark.HALF, 2))


def load(by: SystemActor, units: dict[str, Unit], today: date) -> None:
    """Load the months of the first cell of Nậm Sang that has people."""
    set_hours(
        by=by, unit_id=units[nam_sang.ROOT].pk, since=date(today.year, 1, 1),
        hours=Hours(time(7, 30), 10),
    )  # fmt: skip
    cells = [slug for slug in sorted(units) if slug.startswith(f"{nam_sang.ROOT}/")]
    cell = next(units[slug] for slug in cells if memberships_on(units[slug], today).exists())
    names = [row.person.full_name for row in memberships_on(cell, today).select_related("person")]
    month = Period.of_month(today.year * 100 + today.month)
    for period in (month.previous().previous(), month.previous()):
        if period.first_day >= cell.opened_on and period.first_day.year == today.year:
            bring_month(
                by=by, unit_id=cell.pk, month=period.months[0], shape=Shape.GRID, today=today,
                marks=_marks(names, period),
            )  # fmt: skip


def _marks(names: list[str], period: Period) -> list[DayMark]:
    chance = Random(_SEED + period.months[0])  # noqa: S311 - invented data
    marks, weights = zip(*_SHARES, strict=True)
    days = [
        period.first_day + timedelta(days=number)
        for number in range((period.last_day - period.first_day).days + 1)
    ]
    return [
        DayMark(name, "", day, Mark(chance.choices(marks, weights)[0]))
        for name in names
        for day in days
        if is_working(day)
    ]

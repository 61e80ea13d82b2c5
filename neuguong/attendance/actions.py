"""Acts on attendance: bring a month, drop it, set the hours, clear days away that are old."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from neuguong.attendance import rules
from neuguong.attendance.models import AttendanceDay, AttendanceMonth, WorkHours
from neuguong.attendance.queries import hours_on, month_of_unit, older_days, people_named
from neuguong.attendance.rights import RETENTION, Right, Verb
from neuguong.attendance.rules import DayMark, Hours, Shape
from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.lib.workdays import is_working
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.org.rules import NATION
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import year_closed


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def bring_month(
    *, by: Actor, unit_id: int, month: int, marks: Sequence[DayMark], shape: Shape, today: date,
    reason: str = "",
) -> AttendanceMonth:  # fmt: skip
    """Take the days of a month (yyyymm) of a unit, in place of what was there, and sum them up.

    Working days on which somebody has no stamp count as absent in tables of rows; a grid says itself.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    year = month // 100
    _refuse(
        rules.may_bring(marks, month, today=today)
        or org_rules.accepts(
            year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name
        )
        or programme_rules.may_write(year, closed=year_closed(unit, year), reason=reason)
    )
    hours = hours_on(unit, Period.of_month(month).first_day)
    days = [rules.after_hours(mark, hours) for mark in marks]
    if shape is not Shape.GRID:
        days = rules.filled(days, is_working)
    sums = rules.summed(days)
    AttendanceDay.objects.filter(unit=unit, month=month).delete()
    people = people_named(unit, Period.of_month(month).last_day)
    AttendanceDay.objects.bulk_create(
        (
            AttendanceDay(
                unit=unit, month=month, day=day.day, person=people.get(fold(day.name)),
                name=day.name[:160], code=day.code[:40], mark=day.mark, first=day.first,
                last=day.last,
            )
            for day in days
        ),
        batch_size=1_000,
    )  # fmt: skip
    made, _is_new = AttendanceMonth.objects.update_or_create(
        unit=unit, month=month,
        defaults={
            "people": sums.people, "due": sums.due, "there": sums.there, "late": sums.late,
            "excused": sums.excused, "absent": sums.absent, "shape": shape.value,
            "brought_on": today, "brought_by_name": by.name,
        },
    )  # fmt: skip
    record(
        by=by, act=Right.WRITE, subject=made, reason=reason,
        detail={"verb": Verb.BRING, "month": month, "days": len(days), "people": sums.people},
    )  # fmt: skip
    return made


@transaction.atomic
def drop_month(*, by: Actor, unit_id: int, month: int, reason: str) -> None:
    """Take a month back that was brought to the wrong place, days and sums."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    found = month_of_unit(unit, month)
    if found is None:
        raise Refused(Refusal("month_missing", _("Tháng này chưa có bảng chấm công.")))
    year = month // 100
    _refuse(programme_rules.may_write(year, closed=year_closed(unit, year), reason=reason))
    record(
        by=by, act=Right.WRITE, subject=found, reason=reason,
        detail={"verb": Verb.DROP, "month": month, "due": found.due, "there": found.there},
    )  # fmt: skip
    AttendanceDay.objects.filter(unit=unit, month=month).delete()
    found.delete()


@transaction.atomic
def set_hours(*, by: Actor, unit_id: int, since: date, hours: Hours) -> WorkHours:
    """Set when work begins in a unit and under it from a day on."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    _refuse(rules.may_set_hours(hours))
    made, _is_new = WorkHours.objects.update_or_create(
        unit=unit, valid_from=since, defaults={"starts": hours.starts, "grace": hours.grace}
    )
    record(
        by=by, act=Right.WRITE, subject=made,
        detail={"verb": Verb.HOURS, "starts": hours.starts.isoformat(), "grace": hours.grace},
    )  # fmt: skip
    return made


@transaction.atomic
def drop_old_days(*, by: Actor, before: date) -> int:
    """Clear away the days of months that ended before a day; the sums stay. Returns how many."""
    by.require(RETENTION, at=NATION)
    rows = older_days(before)
    count = rows.count()
    rows.delete()
    record(
        by=by, act=Right.WRITE, subject=None,
        detail={"verb": Verb.PURGE, "before": before, "days": count},
    )  # fmt: skip
    return count

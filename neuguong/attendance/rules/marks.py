"""What a day of a person is, and the sums of a month; days are counted in halves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from neuguong.lib.dates import Period, format_month
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class Mark(IntEnum):
    """How a person stood to the work of a day."""

    PRESENT = 1
    LATE = 2
    HALF = 3
    EXCUSED = 4
    ABSENT = 5
    OFF = 6


_DUE = {Mark.PRESENT: 2, Mark.LATE: 2, Mark.HALF: 2, Mark.EXCUSED: 2, Mark.ABSENT: 2, Mark.OFF: 0}
_THERE = {Mark.PRESENT: 2, Mark.LATE: 2, Mark.HALF: 1, Mark.EXCUSED: 0, Mark.ABSENT: 0, Mark.OFF: 0}
_HALF_A_DAY = timedelta(hours=3)
_WHOLE_DAY = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class DayMark:
    """One person on one day: the name as in the file, the machine's code, first and last stamp."""

    name: str
    code: str
    day: date
    mark: Mark
    first: time | None = None
    last: time | None = None

    @property
    def who(self) -> tuple[str, str]:
        """By what the person is told apart in the file."""
        return (self.code, self.name)


@dataclass(frozen=True, slots=True)
class Hours:
    """When work begins, and how many minutes after it one is not yet late."""

    starts: time = time(7, 30)
    grace: int = 10


@dataclass(frozen=True, slots=True)
class MonthSums:
    """The sums of a month: people, half days due and there, and how often somebody was late or away."""

    people: int
    due: int
    there: int
    late: int
    excused: int
    absent: int


def after_hours(mark: DayMark, hours: Hours) -> DayMark:
    """The day by its stamps: late, half a day, or there; a mark without stamps stays as it is."""
    if mark.first is None or mark.mark not in (Mark.PRESENT, Mark.LATE, Mark.HALF):
        return mark
    latest = _at(hours.starts) + timedelta(minutes=hours.grace)
    if mark.last is not None and mark.last > mark.first:
        stayed = _at(mark.last) - _at(mark.first)
        if stayed < _HALF_A_DAY:
            return replace(mark, mark=Mark.ABSENT)
        if stayed < _WHOLE_DAY:
            return replace(mark, mark=Mark.HALF)
    return replace(mark, mark=Mark.LATE if _at(mark.first) > latest else Mark.PRESENT)


def filled(marks: Sequence[DayMark], is_working: Callable[[date], bool]) -> list[DayMark]:
    """The marks, and ABSENT for the working days on which a person has none.

    Only up to the last day of which the file speaks: what is not over is nobody's absence.
    """
    if not marks:
        return []
    first, last = min(m.day for m in marks).replace(day=1), max(m.day for m in marks)
    known = {(m.who, m.day) for m in marks}
    people = {m.who: m for m in marks}
    made = list(marks)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if is_working(day):
            made += [
                DayMark(one.name, one.code, day, Mark.ABSENT)
                for who, one in people.items()
                if (who, day) not in known
            ]
    return made


def summed(marks: Iterable[DayMark]) -> MonthSums:
    """The sums of these days."""
    rows = list(marks)
    count = {mark: sum(row.mark is mark for row in rows) for mark in Mark}
    return MonthSums(
        people=len({row.who for row in rows}),
        due=sum(_DUE[row.mark] for row in rows),
        there=sum(_THERE[row.mark] for row in rows),
        late=count[Mark.LATE],
        excused=count[Mark.EXCUSED],
        absent=count[Mark.ABSENT],
    )


def may_bring(marks: Sequence[DayMark], month: int, *, today: date) -> Refusal | None:
    """A file speaks of one month that has begun, and of at least one day."""
    if not marks:
        return Refusal("nothing_read", _("Không đọc được ngày công nào trong tệp."))
    period = Period.of_month(month)
    if period.first_day > today:
        return Refusal("month_ahead", _("Tháng này chưa bắt đầu."))
    strange = [m.day for m in marks if not period.first_day <= m.day <= period.last_day]
    if strange:
        return Refusal(
            "other_month",
            _("Tệp có ngày ngoài %(month)s (%(day)s). Tách riêng từng tháng rồi nhập lại.")
            % {"month": format_month(month), "day": strange[0].strftime("%d/%m/%Y")},
        )
    return None


def may_set_hours(hours: Hours) -> Refusal | None:
    """Work begins in the morning, and grace is less than two hours."""
    if not time(4) <= hours.starts <= time(12) or not 0 <= hours.grace <= 120:
        return Refusal("hours_strange", _("Giờ vào từ 4:00 đến 12:00, cho muộn từ 0 đến 120 phút."))
    return None


def _at(moment: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), moment)

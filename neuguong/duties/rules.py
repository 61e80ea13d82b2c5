"""Deadlines as data: who owes, in which rhythm, until which working day, and when one is reminded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class DutyKind(IntEnum):
    """What is owed; all but the last two are seen from the records themselves."""

    PLAN = 1
    REGISTRATION = 2
    MEETING = 3
    THEME = 4
    REPORT = 5
    OTHER = 6


class Owes(IntEnum):
    """Who owes it, in the branch of the unit that sets it."""

    CELLS = 1
    GRASSROOTS = 2
    CHILDREN = 3


class Rhythm(IntEnum):
    """How often."""

    ONCE = 1
    MONTHLY = 2
    QUARTERLY = 3


class DutyState(IntEnum):
    """How a duty stands; what is excused counts nowhere."""

    OPEN = 1
    DONE = 2
    LATE = 3
    EXCUSED = 4


SEEN = frozenset({DutyKind.PLAN, DutyKind.REGISTRATION, DutyKind.MEETING, DutyKind.THEME})
_RHYTHMS = {DutyKind.MEETING: Rhythm.MONTHLY, DutyKind.THEME: Rhythm.QUARTERLY}
MOST_DAYS = 60
IsWorking = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A deadline: `due_on` for one that comes once, `days_after` the end of each month or quarter else."""

    kind: DutyKind
    title: str
    owes: Owes
    rhythm: Rhythm
    due_on: date | None = None
    days_after: int = 0
    remind_days: int = 5
    escalate_days: int = 3


def may_set(entry: RuleEntry, year: int) -> Refusal | None:
    """A deadline has a name, a day of its year, and a rhythm that its kind allows."""
    if not entry.title.strip():
        return Refusal("title_missing", _("Ghi tên của hạn này."))
    if entry.rhythm is Rhythm.ONCE and (
        entry.due_on is None or entry.due_on.year not in (year, year + 1)
    ):
        return Refusal(
            "due_missing", _("Ghi ngày hạn trong năm %(year)s hoặc đầu năm sau.") % {"year": year}
        )
    wanted = _RHYTHMS.get(entry.kind)
    if wanted is not None and entry.rhythm is not wanted:
        return Refusal(
            "rhythm_wrong", _("Sinh hoạt thường kỳ tính theo tháng, sinh hoạt chuyên đề theo quý.")
        )
    for days in (entry.days_after, entry.remind_days, entry.escalate_days):
        if not 0 <= days <= MOST_DAYS:
            return Refusal("days_many", _("Số ngày từ 0 đến %(most)s.") % {"most": MOST_DAYS})
    return None


def periods_of(entry: RuleEntry, year: int) -> Iterator[Period]:
    """The stretches of the year for each of which the duty is owed once."""
    if entry.rhythm is Rhythm.MONTHLY:
        yield from (Period("month", year, number) for number in range(1, 13))
    elif entry.rhythm is Rhythm.QUARTERLY:
        yield from (Period("quarter", year, number) for number in range(1, 5))
    else:
        yield Period("year", year)


def due_day(entry: RuleEntry, period: Period, is_working: IsWorking) -> date:
    """The last day, moved to the next working day when it falls on a day off (domain 4)."""
    day = entry.due_on or period.last_day
    if entry.rhythm is not Rhythm.ONCE:
        day = period.last_day + timedelta(days=entry.days_after)
    while not is_working(day):
        day += timedelta(days=1)
    return day


def state_of(due_on: date, done_on: date | None) -> DutyState:
    """How a duty stands that was done on a day, or was not."""
    if done_on is None:
        return DutyState.OPEN
    return DutyState.DONE if done_on <= due_on else DutyState.LATE


def counts_in(due_on: date, done_on: date | None, *, today: date) -> int | None:
    """The month (yyyymm) in which it is counted: that of its day, once it is done or the day is over."""
    if done_on is None and due_on >= today:
        return None
    return due_on.year * 100 + due_on.month


def reminds(due_on: date, days: int, *, today: date) -> bool:
    """Whether it is time to remind, before the day."""
    return due_on - timedelta(days=days) <= today <= due_on


def escalates(due_on: date, days: int, *, today: date) -> bool:
    """Whether the level above is told, after the day."""
    return today > due_on + timedelta(days=days)


def may_mark(kind: DutyKind, state: DutyState, day: date, *, today: date) -> Refusal | None:
    """What no record shows is marked by hand, once it has happened."""
    if kind in SEEN:
        return Refusal(
            "seen_itself", _("Việc này tự ghi nhận từ hồ sơ của đơn vị, không đánh dấu bằng tay.")
        )
    if state is DutyState.EXCUSED:
        return Refusal("excused", _("Đơn vị đã được miễn việc này."))
    if day > today:
        return Refusal("day_ahead", _("Ngày này chưa tới."))
    return None


def may_excuse(state: DutyState, reason: str) -> Refusal | None:
    """Only what is not done is excused, with a reason."""
    if state in (DutyState.DONE, DutyState.LATE):
        return Refusal("done_already", _("Việc này đã làm, không cần miễn."))
    if not reason.strip():
        return Refusal("reason_missing", _("Ghi lý do miễn."))
    return None

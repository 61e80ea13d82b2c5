"""Loudspeaker broadcasts: slots of the day, which days, how long a text reads (domain 2.3, row 37)."""

from collections.abc import Collection
from datetime import date, time, timedelta
from enum import IntEnum
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _

SYLLABLES_A_MINUTE: Final = 130  # a calm voice over a loudspeaker
_MOST_RUNS: Final = 800
_MOST_DAYS: Final = 366


class RunState(IntEnum):
    """A run is planned, then made, or it fell out."""

    PLANNED = 1
    MADE = 2
    NOT_MADE = 3


def slot_problem(begins: time, ends: time) -> Refusal | None:
    """A slot ends after it begins."""
    if begins < ends:
        return None
    return Refusal("slot_order", _("Giờ hết phải sau giờ bắt đầu."))


def days_of(first: date, last: date, weekdays: Collection[int]) -> list[date]:
    """The days from the first to the last on these weekdays (0 is Monday); all where none is named."""
    number = min((last - first).days + 1, _MOST_DAYS + 1)
    days = (first + timedelta(days=step) for step in range(max(number, 0)))
    return [day for day in days if not weekdays or day.weekday() in weekdays]


def plan_problem(days: Collection[date], slots: int, year: int) -> Refusal | None:
    """Runs of a series lie in its year, and there are some, and not thousands."""
    if not days or not slots:
        return Refusal(
            "no_run", _("Không có ngày phát nào. Xem lại ngày đầu, ngày cuối, thứ trong tuần.")
        )
    if any(day.year != year for day in days):
        return Refusal("run_year", _("Các ngày phát phải nằm trong năm %(year)s.") % {"year": year})
    if len(days) * slots > _MOST_RUNS:
        return Refusal("too_many", _("Một lần chỉ lập nhiều nhất 800 lượt phát."))
    return None


def may_make(day: date, *, today: date) -> Refusal | None:
    """What has not come yet was not on the air."""
    if day <= today:
        return None
    return Refusal("run_ahead", _("Có lượt chưa đến ngày phát, chưa ghi là đã phát được."))


def reading_minutes(text: str) -> int:
    """How many minutes the text reads, rounded up; nothing for no words."""
    words = len(text.split())
    return -(-words // SYLLABLES_A_MINUTE)


def times_of(begins: time, ends: time) -> str:
    """A slot as it is written: 11:00–11:30."""
    return f"{begins:%H:%M}–{ends:%H:%M}"

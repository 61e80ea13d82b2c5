"""The working calendar of Vietnam: weekends, public holidays, days that were swapped; and periods on it.

The days off are those of the Labour Code (art. 112) as announced for each year; of 2027 as the Code
gives them until the announcement. A site changes single days by rows of its own (`overlay`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_SATURDAY: Final = 5

# First and last day off that would otherwise be worked, and what for.
_OFF: Final = (
    ("2025-01-01", "2025-01-01", "Tết Dương lịch"),
    ("2025-01-27", "2025-01-31", "Tết Nguyên đán"),
    ("2025-04-07", "2025-04-07", "Giỗ Tổ Hùng Vương"),
    ("2025-04-30", "2025-05-01", "Ngày Chiến thắng, Quốc tế Lao động"),
    ("2025-05-02", "2025-05-02", "nghỉ hoán đổi, làm bù 26/4"),
    ("2025-09-01", "2025-09-02", "Quốc khánh"),
    ("2026-01-01", "2026-01-01", "Tết Dương lịch"),
    ("2026-01-02", "2026-01-02", "nghỉ hoán đổi, làm bù 10/01"),
    ("2026-02-16", "2026-02-20", "Tết Nguyên đán"),
    ("2026-04-27", "2026-04-27", "nghỉ bù Giỗ Tổ Hùng Vương"),
    ("2026-04-30", "2026-05-01", "Ngày Chiến thắng, Quốc tế Lao động"),
    ("2026-08-31", "2026-08-31", "nghỉ hoán đổi, làm bù 22/8"),
    ("2026-09-01", "2026-09-02", "Quốc khánh"),
    ("2027-01-01", "2027-01-01", "Tết Dương lịch"),
    ("2027-02-05", "2027-02-11", "Tết Nguyên đán"),
    ("2027-04-16", "2027-04-16", "Giỗ Tổ Hùng Vương"),
    ("2027-04-30", "2027-04-30", "Ngày Chiến thắng"),
    ("2027-05-03", "2027-05-03", "nghỉ bù Quốc tế Lao động"),
    ("2027-09-02", "2027-09-03", "Quốc khánh"),
)
# Saturdays that were worked instead.
_WORKED: Final = ("2025-04-26", "2026-01-10", "2026-08-22")

LAST_KNOWN_YEAR: Final = 2027


@lru_cache(maxsize=1)
def known_days() -> dict[date, tuple[bool, str]]:
    """Days that differ from the plain week: whether worked, and why."""
    found: dict[date, tuple[bool, str]] = {}
    for first, last, words in _OFF:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found[day] = (False, words)
            day += timedelta(days=1)
    found |= {date.fromisoformat(day): (True, "làm bù") for day in _WORKED}
    return found


def is_working(day: date, overlay: Mapping[date, bool] | None = None) -> bool:
    """Whether offices work that day; `overlay` holds what the site knows better."""
    if overlay and day in overlay:
        return overlay[day]
    if day in known_days():
        return known_days()[day][0]
    return day.weekday() < _SATURDAY


def after_working_days(
    start: date, number: int, overlay: Mapping[date, bool] | None = None
) -> date:
    """The last day of a period of working days; the day it starts on does not count."""
    day = start
    while number > 0:
        day += timedelta(days=1)
        number -= is_working(day, overlay)
    return day


def after_days(start: date, number: int, overlay: Mapping[date, bool] | None = None) -> date:
    """The last day of a period of days: when it is a day off, the next working day (Civil Code 148.5)."""
    day = start + timedelta(days=number)
    while not is_working(day, overlay):
        day += timedelta(days=1)
    return day

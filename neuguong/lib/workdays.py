"""The working calendar of Vietnam: weekends, public holidays, days that were swapped; and periods on it.

Here stand the days that the Labour Code itself gives (art. 111.3, 112: they need no announcement), and
those announced of which the source is known to us: New Year 2026 with its swap (the Government Office,
12729/VPCP-KGVX of 25/12/2025) and Tet 2026 (14 to 22 February, as the Police paper of Ho Chi Minh City
printed it, congan.com.vn 388656). All else that is announced for a year, the days of Tet and swapped
days, is entered by the site as rows of its own (`overlay`); `missing_in` says of which year they miss.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from neuguong.lib.words import gettext as _

_SATURDAY: Final = 5

# First and last day off that would otherwise be worked, and what for.
_OFF: Final = (
    ("2025-01-01", "2025-01-01", "Tết Dương lịch"),
    ("2025-04-07", "2025-04-07", "Giỗ Tổ Hùng Vương"),
    ("2025-04-30", "2025-05-01", "Ngày Chiến thắng, Quốc tế Lao động"),
    ("2025-09-02", "2025-09-02", "Quốc khánh"),
    ("2026-01-01", "2026-01-01", "Tết Dương lịch"),
    ("2026-01-02", "2026-01-02", "nghỉ hoán đổi, làm bù 10/01"),
    ("2026-02-16", "2026-02-20", "Tết Nguyên đán"),
    ("2026-04-27", "2026-04-27", "nghỉ bù Giỗ Tổ Hùng Vương"),
    ("2026-04-30", "2026-05-01", "Ngày Chiến thắng, Quốc tế Lao động"),
    ("2026-09-02", "2026-09-02", "Quốc khánh"),
    ("2027-01-01", "2027-01-01", "Tết Dương lịch"),
    ("2027-04-16", "2027-04-16", "Giỗ Tổ Hùng Vương"),
    ("2027-04-30", "2027-04-30", "Ngày Chiến thắng"),
    ("2027-05-03", "2027-05-03", "nghỉ bù Quốc tế Lao động"),
    ("2027-09-02", "2027-09-02", "Quốc khánh"),
)
# Saturdays that were worked instead.
_WORKED: Final = ("2026-01-10",)
# What of a year is announced and stands here neither as law nor with a source.
_MISSING: Final[Mapping[int, tuple[str, ...]]] = {
    2025: ("Tết Nguyên đán", "Quốc khánh", "ngày hoán đổi"),
    2026: ("Quốc khánh", "ngày hoán đổi từ tháng 02"),
}
_ALL_MISSING: Final = ("Tết Nguyên đán", "Quốc khánh", "ngày hoán đổi")
_FIRST_YEAR, _LAST_YEAR = 2025, 2027  # of which the days by law stand here


def missing_in(year: int, overlay: Mapping[date, bool] | None = None) -> str:
    """The sentence that says what of a year's days off the site has still to enter; else empty.

    A site that has entered any day of the year is taken to have entered its list.
    """
    if overlay and any(day.year == year for day in overlay):
        return ""
    what = _MISSING.get(year, _ALL_MISSING)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        what = (*what, "ngày lễ theo luật")
    return _(
        "Lịch nghỉ năm %(year)s chưa đủ: %(what)s. Người vận hành ghi theo thông báo của năm, ví dụ:"
        " neuguong privacy day 31/8/%(year)s nghi --unit ĐƠN-VỊ --reason “số thông báo”."
    ) % {"year": f"{year}", "what": ", ".join(what)}


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

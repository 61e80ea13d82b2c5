"""Periods end on working days of the Vietnamese calendar."""

from datetime import date

import pytest

from neuguong.lib.workdays import after_days, after_working_days, is_working, known_days, missing_in


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 1, 10), True),  # a Saturday worked instead
        (date(2026, 1, 2), False),
        (date(2025, 9, 2), False),
        (date(2026, 2, 18), False),  # Tết
        (date(2027, 5, 3), False),
    ],
)
def test_days(day: date, worked: bool) -> None:
    assert is_working(day) is worked


def test_two_working_days_over_tet() -> None:
    assert after_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_days_that_end_on_a_holiday_end_after_it() -> None:
    assert after_days(date(2026, 4, 20), 10) == date(2026, 5, 4)


def test_a_site_may_know_better() -> None:
    day = date(2026, 11, 24)
    assert after_working_days(date(2026, 11, 23), 1) == day
    assert after_working_days(date(2026, 11, 23), 1, {day: False}) == date(2026, 11, 25)


def test_no_day_off_is_a_weekend_and_every_worked_day_is_a_saturday() -> None:
    for day, (worked, _words) in known_days().items():
        assert (day.weekday() == 5) is worked or day.weekday() == 6 or not worked


def test_a_year_whose_list_is_missing_says_so_until_it_was_entered() -> None:
    assert "2027" in missing_in(2027)
    assert "Tết Nguyên đán" in missing_in(2027)
    assert "Tết Nguyên đán" not in missing_in(2026)
    assert "ngày lễ theo luật" in missing_in(2031)
    assert missing_in(2027, {date(2027, 2, 8): False}) == ""

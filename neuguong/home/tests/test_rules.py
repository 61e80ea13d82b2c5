"""What pages offer and how they say it."""

from datetime import date
from decimal import Decimal

import pytest

from neuguong.home import rules
from neuguong.lib.dates import Period

TODAY = date(2026, 3, 25)


@pytest.mark.parametrize(
    ("years", "closed", "expected"),
    [
        ([2022, 2023, 2026], None, 2026),
        ([2022, 2023], None, 2023),
        ([2030, 2022], None, 2022),
        ([], None, 2026),
        ([2022, 2026], date(2025, 7, 1), 2022),
        ([], date(2025, 1, 1), 2024),
        ([1999], None, 2026),
    ],
)
def test_a_page_begins_with_the_newest_year_of_the_life_of_the_unit(
    years: list[int], closed: date | None, expected: int
) -> None:
    opened = date(2015, 1, 1)
    found = rules.starting_year(years, opened_on=opened, closed_on=closed, today=TODAY)
    assert found == expected


def test_the_bar_offers_years_and_the_parts_of_the_year_one_looks_at() -> None:
    offered = rules.offered_periods(Period.parse("2022-Q2"), [2023, 2021])
    keys = [period.key for period in offered]
    assert keys[:5] == ["2023", "2022", "2021", "2022-H1", "2022-H2"]
    assert "2022-Q2" in keys
    assert len(keys) == 3 + 2 + 4 + 12


def test_a_span_of_years_stands_first_when_it_is_looked_at() -> None:
    offered = rules.offered_periods(Period.parse("2015-2020"), [2022])
    assert offered[0].key == "2015-2020"


@pytest.mark.parametrize(
    ("now", "then", "words"), [(561, 538, "+23"), (5, 10, "−5"), (3, 3, "không đổi")]
)
def test_a_change_has_a_sign_and_no_arrow(now: int, then: int, words: str) -> None:
    assert rules.change(Decimal(now), Decimal(then)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 31), "31/3/2026, còn 6 ngày"),
        (date(2026, 3, 25), "25/3/2026, hôm nay"),
        (date(2026, 3, 1), "01/3/2026, đã qua"),
    ],
)
def test_a_deadline_says_how_long_there_is(day: date, words: str) -> None:
    assert rules.deadline_words(day, today=TODAY) == words


def test_two_of_one_name_carry_their_birth_year() -> None:
    names = ["Hoàng Văn Thái", "Lê Thái", "Nông Thị Chi"]
    assert rules.given_name("Hoàng Văn Thái", names, 1958) == "Thái\u00a0’58"
    assert rules.given_name("Nông Thị Chi", names, 1985) == "Chi"
    assert rules.given_name("Hoàng Văn Thái", names, None) == "Thái"


def test_a_day_has_its_weekday() -> None:
    assert rules.weekday(TODAY) == "Thứ Tư, 25/3/2026"


def test_other_views_and_parts_of_a_year_from_below_are_refused() -> None:
    assert rules.as_it_was_only(is_signed=True) is None
    assert rules.as_it_was_only(is_signed=False) is not None
    assert rules.whole_years_only(Period.parse("2022")) is None
    assert rules.whole_years_only(Period.parse("2022-06")) is not None


def test_every_group_says_how_it_counts() -> None:
    assert "bản đăng ký" in rules.why("deeds", is_ratio=False)
    assert rules.why("contributions_by", is_ratio=False) == rules.why(
        "contributions", is_ratio=False
    )
    assert "trung bình" in rules.why("deeds", is_ratio=True)
    assert rules.why("unknown", is_ratio=False) == ""


def test_a_long_list_is_not_put_into_one_file() -> None:
    assert rules.file_not_too_long(20_000) is None
    assert rules.file_not_too_long(20_001) is not None

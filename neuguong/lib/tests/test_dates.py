"""Days, months and periods as officials type and read them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.dates import (
    DayError,
    Period,
    PeriodError,
    clamp_month,
    format_day,
    format_day_long,
    format_month,
    last_day_of,
    month_of,
    parse_day,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
KEYS = st.one_of(
    st.integers(1945, 2150).map(str),
    st.builds("{:04}-{:02}".format, st.integers(1945, 2150), st.integers(1, 12)),
    st.builds("{:04}-Q{}".format, st.integers(1945, 2150), st.integers(1, 4)),
    st.builds("{:04}-H{}".format, st.integers(1945, 2150), st.integers(1, 2)),
    st.builds("{:04}-{:04}".format, st.integers(1945, 2000), st.integers(2001, 2050)),
)


@pytest.mark.parametrize(
    ("key", "kind", "label", "first", "last", "months"),
    [
        ("2022", "year", "năm 2022", date(2022, 1, 1), date(2022, 12, 31), 12),
        ("2022-06", "month", "tháng 6/2022", date(2022, 6, 1), date(2022, 6, 30), 1),
        ("2024-02", "month", "tháng 02/2024", date(2024, 2, 1), date(2024, 2, 29), 1),
        ("2022-Q2", "quarter", "quý II/2022", date(2022, 4, 1), date(2022, 6, 30), 3),
        ("2022-H1", "half", "6 tháng đầu năm 2022", date(2022, 1, 1), date(2022, 6, 30), 6),
        ("2022-H2", "half", "6 tháng cuối năm 2022", date(2022, 7, 1), date(2022, 12, 31), 6),
        (
            *("2015-2020", "years", "giai đoạn 2015–2020"),
            *(date(2015, 1, 1), date(2020, 12, 31), 72),
        ),
    ],
)
def test_a_period_knows_its_days_months_and_name(
    key: str, kind: str, label: str, first: date, last: date, months: int
) -> None:
    period = Period.parse(key)
    assert (period.kind, period.label, period.key, str(period)) == (kind, label, key, key)
    assert (period.first_day, period.last_day, len(period.months)) == (first, last, months)
    assert period.months[0] == first.year * 100 + first.month
    assert period.months[-1] == last.year * 100 + last.month
    assert period.years == tuple(range(first.year, last.year + 1))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" 2022 ", "2022"),
        ("2022-6", "2022-06"),
        ("2022-q2", "2022-Q2"),
        ("2015–2020", "2015-2020"),
        ("2015 - 2020", "2015-2020"),
        ("2022-2022", "2022"),
    ],
)
def test_other_ways_to_write_a_period_are_understood(text: str, key: str) -> None:
    assert Period.parse(text).key == key


@pytest.mark.parametrize(
    "text",
    ["", "abc", "22", "2022-13", "2022-00", "2022-Q5", "2022-H3", "2020-2015", "0001", "9999"],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(PeriodError, match="2022-Q2") as refused:
        Period.parse(text)
    assert refused.value.code == "period_unreadable"


@pytest.mark.parametrize(
    ("key", "previous"),
    [
        ("2022", "2021"),
        ("2022-01", "2021-01"),
        ("2022-Q4", "2021-Q4"),
        ("2022-H2", "2021-H2"),
        ("2015-2020", "2009-2014"),
    ],
)
def test_a_period_is_compared_with_the_one_before(key: str, previous: str) -> None:
    assert Period.parse(key).previous() == Period.parse(previous)


@pytest.mark.property
@given(KEYS)
def test_the_key_of_a_period_gives_the_period_again(key: str) -> None:
    period = Period.parse(key)
    assert period.key == key
    assert period.last_day == last_day_of(period.months[-1])
    assert list(period.months) == sorted(set(period.months))
    assert period.previous().months[-1] < period.months[0] or len(period.months) < 12


def test_a_period_built_by_hand_equals_the_one_that_was_read() -> None:
    assert Period("year", 2022) == Period.parse("2022")
    assert Period.of_month(202206) == Period.parse("2022-06")


def test_an_office_may_close_its_month_on_the_14th() -> None:
    assert month_of(date(2021, 12, 14), cut_day=14) == 202112
    assert month_of(date(2021, 12, 15), cut_day=14) == 202201
    assert month_of(date(2022, 6, 15), cut_day=14) == 202207
    assert month_of(date(2021, 12, 31)) == 202112


@pytest.mark.property
@given(DAYS, st.integers(0, 28))
def test_months_never_go_back(day: date, cut_day: int) -> None:
    month = month_of(day, cut_day)
    assert month_of(day, 0) <= month
    assert 1 <= month % 100 <= 12
    assert month_of(date.fromordinal(day.toordinal() + 1), cut_day) >= month


def test_a_month_outside_its_year_goes_to_the_nearest() -> None:
    assert clamp_month(202112, 2022) == 202201
    assert clamp_month(202301, 2022) == 202212
    assert clamp_month(202206, 2022) == 202206


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/3/2026", date(2026, 3, 25)),
        ("25-3-2026", date(2026, 3, 25)),
        ("25.03.2026", date(2026, 3, 25)),
        ("25 / 3 / 2026", date(2026, 3, 25)),
        ("2026-03-25", date(2026, 3, 25)),
        ("2026-03-25 00:00:00", date(2026, 3, 25)),
        ("25/3/26", date(2026, 3, 25)),
        ("1/1/85", date(1985, 1, 1)),
        ("14-5-2011", date(2011, 5, 14)),
        ("ngày 05 tháng 02 năm 2026", date(2026, 2, 5)),
        ("Trước ngày 31/12/2025", date(2025, 12, 31)),
        ("quý IV/2025", date(2025, 12, 31)),
        ("Quý 2 năm 2025", date(2025, 6, 30)),
        ("Q3/2025", date(2025, 9, 30)),
        ("tháng 6/2025", date(2025, 6, 30)),
        ("6/2025", date(2025, 6, 30)),
        ("tháng 02 năm 2024", date(2024, 2, 29)),
        ("2025-06", date(2025, 6, 30)),
        ("cả năm 2025", date(2025, 12, 31)),
        ("hết năm 2025", date(2025, 12, 31)),
        ("2025", date(2025, 12, 31)),
        ("6 tháng đầu năm 2025", date(2025, 6, 30)),
    ],
)
def test_a_day_is_read_with_its_own_year(text: str, day: date) -> None:
    assert parse_day(text) == parse_day(text, 2022) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/3", date(2022, 3, 25)),
        ("tháng 6", date(2022, 6, 30)),
        ("Tháng 6.", date(2022, 6, 30)),
        ("Tháng Mười", date(2022, 10, 31)),
        ("tháng mười một", date(2022, 11, 30)),
        ("tháng chạp", date(2022, 12, 31)),
        ("Tháng sáu", date(2022, 6, 30)),
        ("đầu năm", date(2022, 3, 31)),
        ("giữa năm", date(2022, 6, 30)),
        ("đầu tháng 6", date(2022, 6, 30)),
        ("T6", date(2022, 6, 30)),
        ("quý iv", date(2022, 12, 31)),
        ("quý I", date(2022, 3, 31)),
        ("cả năm", date(2022, 12, 31)),
        ("trong năm", date(2022, 12, 31)),
        ("6 tháng đầu năm", date(2022, 6, 30)),
        ("6 tháng cuối năm", date(2022, 12, 31)),
    ],
)
def test_a_day_without_a_year_takes_the_one_that_stands_in(text: str, day: date) -> None:
    assert parse_day(text, 2022) == day
    with pytest.raises(DayError, match="chưa có năm") as refused:
        parse_day(text)
    assert refused.value.code == "day_no_year"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day_empty"),
        ("hôm qua", "day_unreadable"),
        ("quý V/2022", "day_unreadable"),
        ("31/12-2022", "day_unreadable"),
        ("31/02/2022", "day_not_in_calendar"),
        ("12/31/2022", "day_not_in_calendar"),
        ("tháng 13/2022", "day_not_in_calendar"),
        ("tháng 0/2022", "day_not_in_calendar"),
        ("29/2/2023", "day_not_in_calendar"),
        ("1/1/3022", "day_not_in_calendar"),
        ("0/0/0", "day_unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_the_remedy(text: str, code: str) -> None:
    with pytest.raises(DayError, match="31/12/2022") as refused:
        parse_day(text, 2022)
    assert refused.value.code == code


def test_days_of_a_workbook_are_taken_as_they_are() -> None:
    assert parse_day(date(2026, 3, 25)) == date(2026, 3, 25)
    assert parse_day(datetime(2026, 3, 25, 7, tzinfo=UTC)) == date(2026, 3, 25)


@pytest.mark.property
@given(DAYS)
def test_a_day_that_was_written_is_read_again(day: date) -> None:
    assert parse_day(format_day(day)) == day
    assert parse_day(format_day_long(day)) == day
    assert parse_day(day.isoformat()) == day


@pytest.mark.property
@given(st.text("0123456789/-. tháng quýnămIVT", max_size=20))
def test_nothing_typed_breaks_the_reader(text: str) -> None:
    try:
        day = parse_day(text, 2022)
    except DayError:
        return
    assert 1900 <= day.year <= 2199


def test_days_are_written_as_in_official_papers() -> None:
    assert format_day(date(2026, 3, 25)) == "25/3/2026"
    assert format_day(date(2026, 2, 5)) == "05/02/2026"
    assert format_day(date(2026, 12, 5)) == "05/12/2026"
    assert format_day_long(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert format_month(202206) == "tháng 6/2022"
    assert format_month(202201) == "tháng 01/2022"

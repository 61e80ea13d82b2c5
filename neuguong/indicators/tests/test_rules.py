"""What is reached, what stands far from its siblings, what has slipped by a zero."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from neuguong.indicators import rules
from neuguong.indicators.rules import Direction, IndicatorEntry, Operator
from neuguong.indicators.rules.outliers import outliers, slip_of
from neuguong.indicators.rules.standard import INDICATORS, RULES
from neuguong.lib.formula import parse_formula


@pytest.mark.parametrize(
    ("value", "target", "direction", "is_reached", "share"),
    [
        ("90", "85", Direction.MORE, True, 100),
        ("84.9", "85", Direction.MORE, False, 99),
        ("0", "0", Direction.MORE, True, 100),
        ("5", "5", Direction.LESS, True, 100),
        ("10", "5", Direction.LESS, False, 50),
        ("10", "5", Direction.NEUTRAL, None, 100),
    ],
)
def test_a_target_is_reached_or_not(
    value: str, target: str, direction: Direction, is_reached: bool | None, share: int
) -> None:
    assert rules.reached(Decimal(value), Decimal(target), direction) is is_reached
    assert rules.share_of_way(Decimal(value), Decimal(target), direction) == share


def test_no_value_reaches_nothing() -> None:
    assert rules.reached(None, Decimal(1), Direction.MORE) is None


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (None, "%", 1, "–"),
        ("93.75", "%", 1, "93,8%"),
        ("-0.04", "%", 1, "0%"),
        ("-12", "việc", 0, "−12\u00a0việc"),
        ("1234.5", "đồng", 0, "1.235\u00a0đồng"),
    ],
)
def test_a_value_is_written_as_here(
    value: str | None, unit: str, decimals: int, words: str
) -> None:
    found = None if value is None else Decimal(value)
    assert rules.written(found, unit, decimals) == words


def test_a_value_known_about_says_so() -> None:
    assert rules.written(Decimal("1.2"), "đồng", 1, is_about=True).startswith("khoảng")


def test_halves_are_rounded_away_from_zero() -> None:
    assert rules.rounded(Fraction(1, 8), 2) == Decimal("0.13")
    assert rules.rounded(Fraction(-1, 8), 2) == Decimal("-0.13")


def test_both_sides_of_a_rule() -> None:
    assert rules.holds(Fraction(1), Operator.AT_MOST, Fraction(1))
    assert not rules.holds(Fraction(2), Operator.AT_MOST, Fraction(1))
    assert not rules.holds(Fraction(1), Operator.LESS, Fraction(1))
    assert rules.holds(Fraction(1), Operator.EQUAL, Fraction(1))


def test_what_is_written_needs_a_name_a_source_and_days_in_order() -> None:
    assert rules.may_define(IndicatorEntry(" ", "a", "%"))
    assert rules.may_define(IndicatorEntry("A", "a", "%", 9))
    assert rules.may_define(IndicatorEntry("A", "a", "%")) is None
    assert rules.may_state(2012, " ", today=date(2022, 1, 1))
    assert rules.may_state(2023, "PCI", today=date(2022, 1, 1))
    assert rules.days_in_order(date(2022, 1, 2), date(2022, 1, 2))


def test_one_far_value_among_siblings_is_found() -> None:
    values = {n: Fraction(n + 10) for n in range(9)} | {9: Fraction(200)}
    (found,) = outliers(values)
    assert found.key == 9
    assert found.siblings == 10
    assert found.times is not None
    assert found.times > 10


def test_a_far_value_is_found_even_where_most_are_equal() -> None:
    values = dict.fromkeys(range(9), Fraction(3)) | {9: Fraction(90)}
    assert [one.key for one in outliers(values)] == [9]


def test_few_siblings_or_small_differences_are_left_alone() -> None:
    assert outliers({1: Fraction(1), 2: Fraction(1), 3: Fraction(1), 4: Fraction(99)}) == []
    assert outliers(dict.fromkeys(range(20), Fraction(3))) == []
    near = {n: Fraction(100 + n % 2, 1) for n in range(20)} | {20: Fraction(110)}
    assert outliers(near) == []


@pytest.mark.parametrize(
    ("now", "then", "times"),
    [
        (5_000_000, 500_000, 10), (500_000, 5_000_000, -10), (102, 1, 0), (1_000, 10, 100),
        (50, 40, 0), (0, 100, 0), (100, 0, 0), (1, 10, 0), (7, 70, -10), (9_000, 10_000_000, -1000),
    ],
)  # fmt: skip
def test_a_slip_of_a_zero_is_seen(now: int, then: int, times: int) -> None:
    assert slip_of(Fraction(now), Fraction(then)) == times


def test_what_every_site_begins_with_can_be_read() -> None:
    texts = [entry.formula for entry in INDICATORS]
    texts += [text for entry in RULES for text in (entry.left, entry.right)]
    texts += [text for duty in rules.DUTIES for text in (duty.owed, duty.done)]
    for text in texts:
        assert parse_formula(text).names
    assert len({entry.key for entry in INDICATORS}) == len(INDICATORS)

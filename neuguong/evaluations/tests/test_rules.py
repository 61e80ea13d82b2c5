"""What the regimes answer to the same facts, and the shares of Sơn La 2020."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from neuguong.evaluations.rules import ballot, rating
from neuguong.evaluations.rules.levels import Level, Merits, judge
from neuguong.evaluations.rules.quota import (
    Counts,
    Denominator,
    Quota,
    Rounding,
    find,
    tally,
)
from neuguong.evaluations.rules.standard import REGIMES
from neuguong.lib.amounts import Qualifier

SON_LA_2020 = Counts(excellent=120, good=451, done=27, failed=0)
BY_KEY = {regime.key: regime for regime in REGIMES}


@pytest.mark.parametrize(
    ("denominator", "base", "share", "floor", "half_up"),
    [
        (Denominator.GOOD, 451, "26.6", 90, 90),
        (Denominator.GOOD_AND_EXCELLENT, 571, "21.0", 114, 114),
        (Denominator.ALL_RATED, 598, "20.1", 119, 120),
    ],
)
def test_son_la_2020_is_one_share_of_each_denominator(
    denominator: Denominator, base: int, share: str, floor: int, half_up: int
) -> None:
    for rounding, allowed in ((Rounding.FLOOR, floor), (Rounding.HALF_UP, half_up)):
        found = find(Quota(Decimal(20), Decimal(25), denominator, rounding), SON_LA_2020)
        assert (found.base, found.share, found.allowed) == (base, Decimal(share), allowed)
        assert found.over == 120 - allowed


def test_each_regime_gives_its_own_answer_on_the_same_numbers() -> None:
    over = {key: find(regime.bodies, SON_LA_2020).over for key, regime in BY_KEY.items()}
    assert over == {"132-qd-tw": 0, "124-qd-tw": 30, "366-qd-tw": 6}
    special = {key: find(regime.bodies, SON_LA_2020).fits_special for key, regime in BY_KEY.items()}
    assert special == {"132-qd-tw": False, "124-qd-tw": False, "366-qd-tw": True}


GOOD_YEAR = Merits(
    general=29, work=62, on_time=100, above=35, fixed=100, work_grade=4, other_grade=3
)


@pytest.mark.parametrize(
    ("merits", "answers"),
    [
        (GOOD_YEAR, (Level.EXCELLENT, Level.GOOD, Level.EXCELLENT)),
        (replace(GOOD_YEAR, programme=False), (Level.EXCELLENT, Level.DONE, Level.DONE)),
        (replace(GOOD_YEAR, on_time=90), (Level.EXCELLENT, Level.DONE, Level.DONE)),
        (replace(GOOD_YEAR, work=50), (Level.EXCELLENT, Level.GOOD, Level.GOOD)),
        (replace(GOOD_YEAR, disciplined=True), (Level.DONE, Level.DONE, Level.DONE)),
        (Merits(5, 20, 40, 0, 0, 1, 1), (Level.FAILED, Level.FAILED, Level.FAILED)),
    ],
)
def test_each_regime_gives_its_own_answer_on_the_same_facts(
    merits: Merits, answers: tuple[Level, ...]
) -> None:
    found = tuple(judge(regime.conditions, merits).level for regime in REGIMES)
    assert found == answers


def test_a_regime_says_what_it_still_has_to_know_and_what_stood_in_the_way() -> None:
    nothing = judge(BY_KEY["366-qd-tw"].conditions, Merits())
    assert nothing.level is None
    assert nothing.missing
    less = judge(BY_KEY["366-qd-tw"].conditions, replace(GOOD_YEAR, above=10))
    assert less.level is Level.GOOD
    assert "vượt mức" in less.why[0]


def test_who_is_not_rated_stands_in_no_denominator() -> None:
    found = tally([("", Level.GOOD, 3), ("", Level.NOT_RATED, 5), ("A", Level.EXCELLENT, 1)])
    assert found[""].rated == 3
    assert found["A"].excellent == 1


ENTRY = rating.DeclarationEntry(
    rating.DeclarationKind.NO_MANIFESTATION, Decimal(100), Qualifier.EXACTLY, 60, "01-BB/ĐU",
    date(2020, 12, 14), 9, 9,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"minutes": " "}, "minutes_needed"),
        ({"present": 0}, "votes_wrong"),
        ({"votes_for": 10}, "votes_wrong"),
        ({"votes_for": 4}, "no_majority"),
        ({"value": Decimal(101)}, "value_wrong"),
        ({"of": 0}, "value_wrong"),
    ],
)
def test_a_declaration_rests_on_minutes_and_a_vote(
    change: dict[str, object], code: str | None
) -> None:
    refusal = rating.may_declare(replace(ENTRY, **change), today=ENTRY.minutes_on)  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == code


def test_a_declaration_about_fewer_than_five_is_not_published() -> None:
    assert [rating.is_published(number) for number in (4, 5)] == [False, True]


def test_two_tellers_must_agree_and_every_slip_must_be_there() -> None:
    numbers = {0: {"excellent": 2, "good": 3, "done": 0, "failed": 0, "blank": 1}}
    assert ballot.count_problem(numbers, issued=7, returned=6) is None
    assert ballot.count_problem(numbers, issued=7, returned=7) is not None
    assert ballot.count_problem(numbers, issued=5, returned=6) is not None
    assert ballot.agree(numbers, numbers) is None
    assert ballot.agree(numbers, {0: numbers[0] | {"good": 4}}) is not None
    assert ballot.majority(numbers[0], 6) is None
    assert ballot.majority({"good": 4, "excellent": 2}, 6) is Level.GOOD


def test_lines_are_torn_from_slips_and_counted() -> None:
    slips = [
        ballot.slip_of([Level.GOOD, Level.EXCELLENT]),
        ballot.slip_of([Level.GOOD, Level.NOT_RATED]),
    ]
    assert {len(slip) for slip in slips} == {2}
    assert ballot.counted(ballot.torn(slips)) == {
        0: {"good": 2},
        1: {"excellent": 1, "blank": 1},
    }

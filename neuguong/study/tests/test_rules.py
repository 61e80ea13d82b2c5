"""What is prescribed of study, with paper and pencil."""

from datetime import date, time

import pytest

from neuguong.study import rules
from neuguong.study.rules import ConferenceState, Means

DAY, BEFORE, AFTER = date(2022, 3, 7), date(2022, 3, 6), date(2022, 3, 9)


@pytest.mark.parametrize(
    ("state", "today", "is_asked", "code"),
    [
        (ConferenceState.PLANNED, DAY, True, None),
        (ConferenceState.HELD, date(2022, 3, 8), True, None),
        (ConferenceState.HELD, BEFORE, True, "session_ahead"),
        (ConferenceState.HELD, AFTER, True, "check_in_over"),
        (ConferenceState.HELD, DAY, False, "not_asked"),
        (ConferenceState.CALLED_OFF, DAY, True, "conference_off"),
    ],
)
def test_one_checks_in_on_the_day_and_only_when_asked(
    state: ConferenceState, today: date, is_asked: bool, code: str | None
) -> None:
    refusal = rules.may_check_in(state, DAY, today=today, is_asked=is_asked)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("day", "means", "words", "code"),
    [
        (AFTER, Means.GROUP, "", None),
        (DAY, Means.MATERIALS, "", None),
        (BEFORE, Means.GROUP, "", "made_up_before"),
        (date(2022, 4, 1), Means.GROUP, "", "day_ahead"),
        (AFTER, Means.OTHER, "", "words_missing"),
        (AFTER, Means.OTHER, "Nghe ở nhà", None),
    ],
)
def test_a_gap_closes_after_the_conference_and_in_words(
    day: date, means: Means, words: str, code: str | None
) -> None:
    refusal = rules.may_make_up(day, words, means, first=DAY, today=date(2022, 3, 20))
    assert (refusal.code if refusal else None) == code


def test_a_conference_without_sittings_or_before_them_was_not_held() -> None:
    assert (r := rules.may_hold(ConferenceState.PLANNED, [], today=DAY))
    assert r.code == "no_session"
    ahead = rules.may_hold(ConferenceState.PLANNED, [DAY], today=BEFORE)
    assert ahead
    assert ahead.code == "session_ahead"
    assert rules.may_hold(ConferenceState.PLANNED, [DAY, AFTER], today=DAY) is None


def test_categories_are_kept_in_a_column_and_everybody_is_the_empty_one() -> None:
    assert rules.words_of_categories([2, 1]) == "1,2"
    assert rules.words_of_categories(rules.ALL) == ""
    assert rules.categories_of("1,2") == {1, 2}
    assert rules.categories_of("") == set(rules.ALL)


def test_runs_lie_on_the_weekdays_chosen() -> None:
    days = rules.days_of(date(2022, 5, 9), date(2022, 5, 27), range(5))
    assert len(days) == 15
    assert rules.days_of(DAY, BEFORE, ()) == []
    assert rules.plan_problem(days, 2, 2022) is None
    assert (r := rules.plan_problem(days, 2, 2023))
    assert r.code == "run_year"
    assert (r := rules.plan_problem([], 2, 2022))
    assert r.code == "no_run"


def test_a_slot_runs_forward() -> None:
    assert rules.slot_problem(time(11), time(11, 30)) is None
    assert rules.slot_problem(time(11, 30), time(11)) is not None


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (130, 1), (131, 2), (650, 5)])
def test_a_text_reads_at_a_calm_pace(words: int, minutes: int) -> None:
    assert rules.reading_minutes("lời " * words) == minutes


def test_not_more_came_than_were_asked() -> None:
    assert rules.counts_problem(10, 10) is None
    assert (r := rules.counts_problem(10, 11))
    assert r.code == "more_than_asked"
    assert (r := rules.counts_problem(5_001, 1))
    assert r.code == "too_many"

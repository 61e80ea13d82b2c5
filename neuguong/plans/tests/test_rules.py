"""Rules of plans: tables of cases, no database."""

from datetime import date

import pytest

from neuguong.lib.refusal import Refusal
from neuguong.plans import rules
from neuguong.plans.rules import Grade, Level, PlanState, Standing, TaskState

PARTY = 1


def code(refusal: Refusal | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("family", "base", "cell", "grade"),
    [
        (PARTY, 1, 0, Grade.GRASSROOTS),
        (PARTY, 1, 1, Grade.GRASSROOTS),
        (PARTY, 0, 1, Grade.CELL),
        (PARTY, 0, 0, Grade.OTHER),
        (2, 1, 1, Grade.OTHER),
    ],
)
def test_a_unit_belongs_to_one_row_of_the_count(
    family: int, base: int, cell: int, grade: Grade
) -> None:
    assert rules.grade_of(family, is_grassroots=base, is_cell=cell, party=PARTY) == grade


@pytest.mark.parametrize(
    ("state", "counted", "standing"),
    [
        (None, False, Standing.NONE),
        (PlanState.DRAFT, False, Standing.WRITING),
        (PlanState.RETURNED, False, Standing.RETURNED),
        (PlanState.SUBMITTED, False, Standing.SENT),
        (PlanState.APPROVED, True, Standing.HAS),
        (PlanState.AMENDING, True, Standing.HAS),
    ],
)
def test_who_amends_still_has_a_plan(
    state: PlanState | None, counted: bool, standing: Standing
) -> None:
    assert rules.standing_of(state, counted=counted) == standing


def test_late_is_who_has_not_sent_after_the_day() -> None:
    due = date(2026, 2, 28)
    assert not rules.is_late(Standing.NONE, due, due)
    assert rules.is_late(Standing.WRITING, due, date(2026, 3, 1))
    assert not rules.is_late(Standing.SENT, due, date(2026, 3, 1))
    assert not rules.is_late(Standing.NONE, None, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("approved", "first"),
    [
        (date(2021, 12, 20), date(2022, 1, 1)),
        (date(2022, 2, 3), date(2022, 2, 3)),
        (date(2023, 5, 1), date(2022, 12, 31)),
    ],
)
def test_a_plan_is_in_force_in_its_year(approved: date, first: date) -> None:
    assert rules.in_force(2022, approved) == (first, date(2023, 1, 1))


def test_what_is_missing_is_said_before_sending() -> None:
    def sent(**more: object) -> str:
        told = {"tasks": 1, "theme": "Nói đi đôi với làm", "has_parent": True, "above": ""}
        return code(rules.may_submit(PlanState.DRAFT, **(told | more)))  # type: ignore[arg-type]

    assert sent() == ""
    assert sent(theme=" ") == "theme_missing"
    assert sent(tasks=0) == "tasks_missing"
    assert sent(has_parent=False, above="Huyện ủy") == "parent_missing"
    assert sent(has_parent=False) == ""


def test_terms_share_no_more_than_a_year() -> None:
    assert code(rules.term_years(2020, 2025, taken=[])) == ""
    assert code(rules.term_years(2025, 2030, taken=[(2020, 2025)])) == ""
    assert code(rules.term_years(2024, 2029, taken=[(2020, 2025)])) == "term_taken"
    assert code(rules.term_years(2025, 2025, taken=[])) == "term_years"


def test_levels_choose_those_beneath() -> None:
    def at(level: Level, family: str, **of: bool) -> bool:
        told = {"direct": False, "is_base": False, "is_cell": False} | of
        return rules.is_at_level(level, family, **told)

    assert at(Level.DIRECT, "party", direct=True)
    assert not at(Level.DIRECT, "mass", direct=True)
    assert at(Level.CELLS, "party", is_cell=True)
    assert at(Level.GRASSROOTS, "party", is_base=True, is_cell=True)
    assert at(Level.MASS, "mass")


def test_progress_and_deadlines() -> None:
    assert code(rules.may_mark(TaskState.DONE, 0, "")) == "plan_not_approved"
    assert code(rules.may_mark(TaskState.DROPPED, 1, "")) == "reason_missing"
    assert code(rules.may_mark(TaskState.DONE, 1, "")) == ""
    assert code(rules.day_in_year(date(2027, 1, 10), 2026)) == ""
    assert code(rules.day_in_year(date(2027, 2, 1), 2026)) == "deadline_outside"
    assert code(rules.reading_day(date(2026, 2, 2), date(2026, 2, 1))) == "day_to_come"

"""What the guidelines ask on each day, what the score sheet proposes, and how a meeting goes on."""

from dataclasses import replace
from datetime import date

import pytest

from neuguong.meetings import rules
from neuguong.meetings.rules import Check, CriterionKind, Duties, Grade, Held, MeetingKind
from neuguong.meetings.rules.score import Criterion, Known, points_problem
from neuguong.meetings.rules.standard import GUIDELINES, SHEETS, STEPS
from neuguong.meetings.rules.states import MeetingState, TaskState

OLD, NEW = GUIDELINES
DAY = date(2026, 3, 10)
HELD = Held(MeetingKind.REGULAR, DAY, members=14, minutes=95)


def kept(duties: Duties | None, held: Held, today: date = DAY) -> dict[str, bool | None]:
    return {check.code: check.is_kept for check in rules.checks(duties, held, today=today)}


def test_the_newer_guideline_asks_what_the_older_did_not() -> None:
    large = replace(HELD, members=32)
    assert kept(OLD, large) == {"length": True, "programme": True}
    assert kept(NEW, large) == {"length": False, "sent": None, "programme": True}


def test_before_the_first_guideline_nothing_is_asked() -> None:
    assert kept(None, HELD) == {}


@pytest.mark.parametrize(
    ("kind", "members", "least"),
    [
        (MeetingKind.REGULAR, 29, 90),
        (MeetingKind.REGULAR, 30, 120),
        (MeetingKind.COMBINED, 5, 120),
        (MeetingKind.THEMATIC, 5, 90),
    ],
)
def test_how_long_a_meeting_lasts(kind: MeetingKind, members: int, least: int) -> None:
    assert rules.least_minutes(NEW, kind, members) == least


def test_the_result_goes_up_within_two_days() -> None:
    assert kept(NEW, HELD, date(2026, 3, 12))["sent"] is None
    assert kept(NEW, HELD, date(2026, 3, 13))["sent"] is False
    assert kept(NEW, replace(HELD, sent_on=date(2026, 3, 12)))["sent"] is True
    assert kept(NEW, replace(HELD, sent_on=date(2026, 3, 13)))["sent"] is False


def test_papers_go_out_the_day_before() -> None:
    held = replace(HELD, kind=MeetingKind.COMBINED, has_materials=True)
    assert kept(NEW, held)["materials"] is None
    assert kept(NEW, replace(held, materials_on=date(2026, 3, 9)))["materials"] is True
    assert kept(NEW, replace(held, materials_on=DAY))["materials"] is False


def test_a_theme_does_not_stand_for_the_regular_meeting_and_nothing_is_merged() -> None:
    held = replace(HELD, kind=MeetingKind.THEMATIC, also_regular=False, is_merged=True)
    found = kept(NEW, held)
    assert found["regular"] is None
    assert found[rules.MERGED] is False
    assert "programme" not in found


def test_every_check_is_a_sentence() -> None:
    held = replace(HELD, has_programme=False, has_materials=True, is_merged=True, minutes=None)
    found: list[Check] = rules.checks(NEW, held, today=DAY)
    assert all(check.text.endswith(".") for check in found)


@pytest.mark.parametrize(
    ("month", "last"), [(202201, 202203), (202203, 202203), (202212, 202212), (202205, 202206)]
)
def test_quarters_end(month: int, last: int) -> None:
    assert rules.quarter_end(month) == last


def test_each_sheet_has_a_hundred_points() -> None:
    assert {sum(line.most for line in sheet.lines) for sheet in SHEETS} == {100}


@pytest.mark.parametrize(
    ("total", "grade"),
    [(100, Grade.GOOD), (90, Grade.GOOD), (89, Grade.FAIR), (70, Grade.FAIR),
     (69, Grade.MIDDLING), (50, Grade.MIDDLING), (49, Grade.POOR), (0, Grade.POOR)],
)  # fmt: skip
def test_grades(total: int, grade: Grade) -> None:
    assert rules.grade_of(total, [(least, step) for step, least in STEPS]) is grade


KNOWN = Known(95, 90, 92, unexcused=False, steady=False, tasks_kept=50)


@pytest.mark.parametrize(
    ("kind", "bands", "known", "points"),
    [
        (CriterionKind.LENGTH, "", KNOWN, 5),
        (CriterionKind.LENGTH, "", replace(KNOWN, minutes=80), 0),
        (CriterionKind.ATTENDANCE, "", KNOWN, 5),
        (CriterionKind.ATTENDANCE, "90:4 75:3 65:2 0:1", KNOWN, 4),
        (CriterionKind.ATTENDANCE, "90:4 75:3 65:2 0:1", replace(KNOWN, steady=True), 5),
        (CriterionKind.ATTENDANCE, "90:4 75:3 65:2 0:1", replace(KNOWN, unexcused=True), 1),
        (CriterionKind.ATTENDANCE, "90:4 75:3 65:2 0:1", replace(KNOWN, attendance=70), 2),
        (CriterionKind.TASKS, "", KNOWN, 3),
        (CriterionKind.TASKS, "", replace(KNOWN, tasks_kept=None), 5),
        (CriterionKind.SAID, "", KNOWN, 5),
    ],
)
def test_what_the_figures_propose(
    kind: CriterionKind, bands: str, known: Known, points: int
) -> None:
    criterion = Criterion(kind, 5, rules.read_bands(bands))
    assert rules.proposed_points(criterion, known) == points


def test_points_lie_within_their_line() -> None:
    assert points_problem(5, 5) is None
    assert points_problem(6, 5) is not None


def test_a_meeting_goes_one_way() -> None:
    assert rules.may_send(MeetingState.SENT) is not None
    assert rules.may_reopen(MeetingState.PLANNED, "") is not None
    assert rules.may_reopen(MeetingState.HELD, "") is None
    assert rules.may_write(MeetingState.CANCELLED) is not None


def test_a_task_is_late_after_its_deadline() -> None:
    assert rules.is_late(TaskState.OPEN, date(2026, 3, 9), DAY)
    assert not rules.is_late(TaskState.OPEN, DAY, DAY)
    assert not rules.is_late(TaskState.DONE, date(2026, 3, 9), DAY)

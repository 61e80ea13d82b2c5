"""What is prescribed of ceremonies, with paper and pencil."""

from datetime import date

import pytest

from neuguong.ceremonies import rules
from neuguong.ceremonies.rules import EventState

TODAY = date(2022, 6, 15)


def test_a_month_is_saluted_on_its_first_weekday_and_weeks_on_mondays() -> None:
    assert rules.month_day(2022, 5) == date(2022, 5, 2)
    assert rules.month_day(2022, 6) == date(2022, 6, 1)
    assert rules.mondays_of(2022, 5) == [date(2022, 5, day) for day in (2, 9, 16, 23, 30)]
    assert sum(len(rules.mondays_of(2022, month)) for month in range(1, 13)) == 52


def test_nobody_saluted_on_a_day_to_come() -> None:
    assert rules.salutes_problem([], today=TODAY) is None
    assert rules.salutes_problem([TODAY], today=TODAY) is None
    assert rules.salutes_problem([date(2022, 7, 1)], today=TODAY) is not None


@pytest.mark.parametrize(
    ("place", "commune", "there"),
    [
        ("thôn Thôm Khinh, xã Văn Vũ", "xã Văn Vũ", True),
        ("Văn Vũ", "xã Văn Vũ", True),
        ("xã Văn Vũ.", "Văn Vũ", True),
        ("thôn Văn Vũng", "xã Văn Vũ", False),
        ("", "xã Văn Vũ", False),
        ("xã Văn Vũ", "", False),
    ],
)
def test_a_place_lies_in_the_commune_it_names(place: str, commune: str, there: bool) -> None:
    assert rules.is_there(place, commune) is there


def test_a_ceremony_needs_a_new_member_and_the_oath() -> None:
    assert rules.may_admit(1, oath=True) is None
    nobody, silent = rules.may_admit(0, oath=True), rules.may_admit(1, oath=False)
    assert nobody
    assert nobody.code == "nobody_chosen"
    assert silent
    assert silent.code == "oath_missing"


def test_what_is_planned_takes_place_once_and_not_before_its_day() -> None:
    assert rules.may_hold(TODAY, today=TODAY, state=EventState.PLANNED) is None
    assert rules.may_hold(TODAY, today=TODAY, state=EventState.HELD) is not None
    assert rules.may_hold(date(2022, 6, 16), today=TODAY, state=EventState.PLANNED) is not None

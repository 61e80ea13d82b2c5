"""The year: set by a level, followed by those below, closed and opened with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.people.rules import Category
from neuguong.programme.actions import YearEntry, close_year, keep_pledge, reopen_year, set_year
from neuguong.programme.queries import (
    cut_days,
    deadline_of,
    minimum_for,
    minimum_of_members,
    month_for,
    pledge_items,
    year_closed,
    year_of,
    years_set,
)
from neuguong.programme.rules import COLLECTIVE, PhaseKind
from tests.world import TODAY, YEAR, World


def entry(last: date = date(2022, 3, 15), minimum: int = 2, cut_day: int = 0) -> YearEntry:
    """A year of the commune with its own theme."""
    return YearEntry(
        title="Chương trình xã",
        theme="Việc nhỏ làm ngay",
        cut_day=cut_day,
        phases={PhaseKind.REGISTER: (date(2022, 1, 10), last)},
        minimums={int(Category.OFFICIAL): minimum},
    )


def test_a_level_without_a_year_follows_the_one_above(world: World) -> None:
    cell = world.unit("tinh/huyen/xa/mot")
    found = year_of(cell, YEAR)
    assert found is not None and found.unit == world.unit("tinh")  # noqa: PT018
    assert minimum_for(cell, YEAR, Category.OFFICIAL) == 3
    assert minimum_for(cell, YEAR, COLLECTIVE) == 2
    assert years_set(cell) == [YEAR]


def test_a_level_sets_its_own_theme_minimum_and_earlier_deadline(world: World) -> None:
    commune, cell = world.unit("tinh/huyen/xa"), world.unit("tinh/huyen/xa/mot")
    set_year(by=world.binh, unit_id=commune.pk, year=YEAR, entry=entry())
    assert deadline_of(cell, YEAR, PhaseKind.REGISTER) == date(2022, 3, 15)
    assert deadline_of(cell, YEAR, PhaseKind.RESULTS) == date(2022, 11, 30)
    assert minimum_of_members(cell, Period.parse("2022")) == 2
    assert minimum_of_members(cell, Period.parse("2019")) is None


def test_a_later_deadline_than_above_is_refused(world: World) -> None:
    commune = world.unit("tinh/huyen/xa")
    with pytest.raises(Refused, match="muộn hơn hạn của cấp trên"):
        set_year(by=world.binh, unit_id=commune.pk, year=YEAR, entry=entry(last=date(2022, 4, 1)))


def test_who_has_no_right_sets_nothing(world: World) -> None:
    for actor in (world.dung, world.chi, world.giang):
        with pytest.raises(PermissionDenied):
            set_year(by=actor, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, entry=entry())


def test_closing_above_closes_below_and_opening_asks_why(world: World) -> None:
    top, cell = world.unit("tinh"), world.unit("tinh/huyen/xa/mot")
    close_year(by=world.an, unit_id=top.pk, year=YEAR, today=TODAY)
    assert year_closed(cell, YEAR)
    assert not year_closed(world.unit("khac/xa"), YEAR)
    with pytest.raises(Refused):
        close_year(by=world.an, unit_id=top.pk, year=YEAR, today=TODAY)
    with pytest.raises(Refused):
        set_year(by=world.binh, unit_id=world.unit("tinh/huyen/xa").pk, year=YEAR, entry=entry())
    with pytest.raises(Refused, match="lý do"):
        reopen_year(by=world.an, unit_id=top.pk, year=YEAR, reason="")
    reopen_year(by=world.an, unit_id=top.pk, year=YEAR, reason="Bổ sung số liệu của hai chi bộ")
    assert not year_closed(cell, YEAR)


def test_months_are_cut_as_the_year_says(world: World) -> None:
    commune, cell = world.unit("tinh/huyen/xa"), world.unit("tinh/huyen/xa/mot")
    set_year(by=world.binh, unit_id=commune.pk, year=YEAR, entry=entry(cut_day=14))
    assert month_for(cell, date(2022, 3, 15), YEAR) == 202204
    assert month_for(cell, date(2021, 12, 20), YEAR) == 202201
    assert month_for(world.unit("tinh"), date(2022, 3, 15), YEAR) == 202203
    assert cut_days([cell, world.unit("tinh")], YEAR) == {cell.pk: 14, world.unit("tinh").pk: 0}


def test_the_pledge_counts_its_items(world: World) -> None:
    items = [(group, number, "biểu hiện") for group in (1, 2, 3) for number in range(1, 10)]
    keep_pledge(by=world.machine, version="2016", items=items)
    assert pledge_items(world.unit("tinh"), Period.parse("2022")) == 27

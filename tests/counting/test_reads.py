"""Figures of a unit: how they are asked, shown, refused, and how much that costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from neuguong.lib.amounts import NBSP, Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.org.models import Succession, Unit
from neuguong.rollup import actions
from neuguong.rollup.queries import (
    TODAY,
    catalogue,
    children_figures,
    figures_of,
    measure_of,
    records_of,
    series_of,
    waiting,
)
from neuguong.rollup.queries.figure import Form, Sum
from tests.counting.branch import Branch, compared_keys

YEAR = Period("year", 2022)


@pytest.fixture
def branch(db: None) -> Branch:
    """A province, a district, a commune with two cells, and a cell right under the district."""
    branch = Branch()
    district = branch.found(branch.found(None, rolled=True), rolled=True)
    commune = branch.found(district, rolled=True)
    branch.found(commune, rolled=False)
    branch.found(commune, rolled=False)
    branch.found(district, rolled=False)
    actions.fold_all()
    return branch


def one(unit: Unit, key: str, period: Period = YEAR) -> Any:
    return figures_of(unit, period, [key])[key]


@pytest.mark.parametrize("place", range(6))
def test_each_read_is_one_statement(
    branch: Branch, place: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = branch.units[place]
    branch.deeds(branch.register(unit, 202203), 2)
    with django_assert_num_queries(1):
        figures_of(unit, YEAR, compared_keys())
    with django_assert_num_queries(2):  # the sums, and the names of the children
        children_figures(unit, YEAR, compared_keys())
    with django_assert_num_queries(1):
        series_of(unit, "deeds.completion_rate", 2022)
    with django_assert_num_queries(2):  # where the branch stood, and the records
        list(records_of(unit, YEAR, "deeds.all", sees_names=lambda path: True))


def test_a_figure_is_fresh_before_and_after_the_fold(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(3), 202203), 3)
    assert waiting() > 0
    before = [figures_of(unit, YEAR) for unit in branch.units]
    assert [found["deeds.all"].n for found in before] == [3, 3, 3, 3, 0, 0]
    assert actions.fold_all() > 0
    assert waiting() == 0
    assert [figures_of(unit, YEAR) for unit in branch.units] == before


def test_children_and_own_records_make_the_whole(branch: Branch) -> None:
    for number, unit in enumerate(branch.units, 1):
        branch.deeds(branch.register(unit, 202203), number)
    rows = children_figures(branch.unit(1), YEAR, ["deeds.all", "deeds.people"])
    assert [(row.unit, row.figures["deeds.all"].scaled) for row in rows] == [
        (branch.unit(2), 3 + 4 + 5), (branch.unit(5), 6), (None, 2),
    ]  # fmt: skip
    assert rows[-1].label == "Trực tiếp ở đơn vị"
    top = children_figures(branch.unit(0), YEAR, ["deeds.all"])
    assert [row.figures["deeds.all"].scaled for row in top] == [20, 1]


def test_a_child_of_another_time_is_left_out_unless_something_counts_there(branch: Branch) -> None:
    young = branch.found(branch.unit(1), rolled=False, on=date(2024, 1, 1))
    old = branch.found(branch.unit(1), rolled=False)
    Unit.objects.filter(pk=old.pk).update(closed_on=date(2021, 1, 1))
    seen = [row.unit for row in children_figures(branch.unit(1), YEAR, ["deeds.all"])]
    assert seen == [branch.unit(2), branch.unit(5), None]
    branch.deeds(branch.register(young, 202203), 1)
    seen = [row.unit for row in children_figures(branch.unit(1), YEAR, ["deeds.all"])]
    assert seen == [branch.unit(2), branch.unit(5), None]  # it did not stand anywhere then
    seen = [row.unit for row in children_figures(branch.unit(1), YEAR, ["deeds.all"], TODAY)]
    assert seen == [branch.unit(2), branch.unit(5), young, None]


def test_a_period_before_the_unit_names_its_predecessors(branch: Branch) -> None:
    new = branch.found(None, rolled=True, on=date(2025, 7, 1))
    Succession.objects.create(predecessor=branch.unit(1), successor=new, on=date(2025, 7, 1))
    with pytest.raises(Refused) as refused:
        figures_of(new, YEAR)
    assert refused.value.refusal.code == "unit_not_yet"
    assert f"{branch.unit(1).name} ({branch.unit(1).slug})" in refused.value.refusal.text
    for ask in (
        lambda: children_figures(new, YEAR, ["deeds.all"]),
        lambda: series_of(new, "deeds.all", 2022),
        lambda: records_of(new, YEAR, "deeds.all", sees_names=lambda path: True),
    ):
        with pytest.raises(Refused):
            ask()
    assert figures_of(new, Period("year", 2025), ["deeds.all"])["deeds.all"].n == 0


def test_an_unknown_measure_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        measure_of("deeds.by_individual")
    assert refused.value.refusal.code == "measure_unknown"
    assert "deeds.by_individuals" in refused.value.refusal.text
    with pytest.raises(Refused) as refused:
        measure_of("???")
    assert "organisations.grassroots" in refused.value.refusal.text


def test_the_catalogue_is_in_the_order_of_the_tables() -> None:
    keys = list(catalogue())
    assert keys[0] == "organisations.grassroots"
    assert keys.index("deeds.people") < keys.index("results.rural_road")
    assert keys.index("results.rural_road") < keys.index("contributions.money")


@pytest.mark.parametrize(
    ("qualifiers", "merged", "text"),
    [
        ([1, 1], Qualifier.EXACT, "2.000 đồng"),
        ([1, 2], Qualifier.AT_LEAST, "ít nhất 2.000 đồng"),
        ([1, 3], Qualifier.AT_MOST, "gần 2.000 đồng"),
        ([2, 3], Qualifier.ABOUT, "khoảng 2.000 đồng"),
        ([1, 4], Qualifier.ABOUT, "khoảng 2.000 đồng"),
        ([5, 1], Qualifier.AT_LEAST, "ít nhất 2.000 đồng"),
    ],
)
@pytest.mark.parametrize("place", [0, 3])
def test_the_shown_qualifier_follows_from_the_parts(
    branch: Branch, place: int, qualifiers: list[int], merged: Qualifier, text: str
) -> None:
    for qualifier in qualifiers:
        branch.give(branch.register(branch.unit(3), 202203), 1, 1000, qualifier)
    actions.fold(1)
    figure = one(branch.units[place], "contributions.money")
    assert (figure.qualifier, figure.text) == (merged, text.replace(" đồng", f"{NBSP}đồng"))
    assert figure.number == text.removesuffix(" đồng")


def test_display_units_stand_over_smallest_units(branch: Branch) -> None:
    branch.work(branch.unit(3), 202203, [(2, 1250, 1), (4, 125_000, 1)])
    branch.give(branch.register(branch.unit(4), 202203), 4, 3)
    figures = figures_of(branch.unit(0), YEAR)
    assert figures["results.rural_road"].text == f"1,25{NBSP}km"
    assert figures["results.forest_planted"].value == Decimal("12.5")
    assert figures["contributions.labour_days"].value == Decimal("1.5")


@pytest.mark.parametrize(
    ("done", "deeds", "shown"), [(0, 0, "–"), (0, 4, "0%"), (4, 4, "100%"), (1, 3, "33,33%")]
)
def test_a_ratio_is_of_summed_parts(branch: Branch, done: int, deeds: int, shown: str) -> None:
    registration = branch.register(branch.unit(3), 202203)
    branch.deeds(registration, done, state=4)
    branch.deeds(registration, deeds - done)
    figure = one(branch.unit(0), "deeds.completion_rate")
    assert (figure.text, figure.n, figure.of) == (shown, deeds, Decimal(deeds))
    assert figure.scaled == done


@pytest.mark.parametrize(
    ("done", "deeds", "shown"),
    [(49_999, 50_000, "99,99%"), (1, 50_000, "0,01%"), (50_000, 50_000, "100%"), (2, 3, "66,67%")],
)
def test_all_and_nothing_are_never_rounded_to(done: int, deeds: int, shown: str) -> None:
    sums = {"deeds.kept": Sum(done, done), "deeds.all": Sum(deeds, deeds)}
    rate = measure_of("deeds.completion_rate")
    assert Form([rate]).figures(sums)[rate.key].text == shown


def test_several_years_add_flows_and_take_stocks_at_the_end(branch: Branch) -> None:
    for year in (2020, 2021, 2022):
        branch.deeds(branch.register(branch.unit(3), year * 100 + 5), 1)
        branch.join(branch.unit(3), date(year, 5, 1), date(year + 2, 1, 1))
    actions.fold_all()
    for unit in (branch.unit(0), branch.unit(3)):
        assert one(unit, "deeds.all", Period.parse("2020-2022")).n == 3
        assert one(unit, "deeds.all", Period.parse("2020-2021")).n == 2
        assert one(unit, "people.members", Period.parse("2020-2022")).n == 2
        assert one(unit, "people.members", Period.parse("2020-2024")).n == 0
        assert one(unit, "people.members", Period.parse("2022-Q1")).n == 1


def test_a_line_of_twelve_months(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(3), 202203), 2)
    branch.deeds(branch.register(branch.unit(4), 202211), 1)
    branch.join(branch.unit(3), date(2021, 5, 1), date(2022, 4, 1))
    branch.join(branch.unit(4), date(2022, 6, 15), None)
    actions.fold(2)
    deeds = [figure.n for figure in series_of(branch.unit(0), "deeds.all", 2022)]
    assert deeds == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    members = [figure.n for figure in series_of(branch.unit(0), "people.members", 2022)]
    assert members == [1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert series_of(branch.unit(0), "pledges.items", 2022) == ()


def test_an_attribute_is_stated_not_counted(branch: Branch) -> None:
    figure = one(branch.unit(0), "pledges.items")
    assert (figure.kind, figure.value, figure.text) == (Kind.ATTRIBUTE, None, "–")
    assert list(records_of(branch.unit(0), YEAR, "pledges.items", sees_names=bool)) == []
    rows = children_figures(branch.unit(0), YEAR, ["pledges.items", "deeds.all"])
    assert list(rows[0].figures) == ["deeds.all"]


def test_records_of_a_ratio_say_which_of_them_count(branch: Branch) -> None:
    registration = branch.register(branch.unit(3), 202203)
    branch.deeds(registration, 1, state=4)
    branch.deeds(registration, 2)
    records = list(
        records_of(branch.unit(0), YEAR, "deeds.completion_rate", sees_names=lambda path: True)
    )
    assert [record.amount for record in records] == [1, 0, 0]


def test_own_records_leave_out_what_is_beneath(branch: Branch) -> None:
    branch.deeds(branch.register(branch.unit(2), 202203), 1)
    branch.deeds(branch.register(branch.unit(3), 202203), 2)
    numbers = [
        len(list(records_of(branch.unit(2), YEAR, "deeds.all", sees_names=bool, own=own)))
        for own in (False, True)
    ]
    assert numbers == [3, 1]


def test_labels_follow_the_reader(branch: Branch) -> None:
    with translation.override("vi"):
        assert one(branch.unit(0), "deeds.people").text == f"0{NBSP}người"

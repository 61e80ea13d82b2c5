"""Any history of a tree: every figure on every view equals plain loops over links and records."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit
from neuguong.rollup import actions
from neuguong.rollup.queries import (
    TODAY,
    WAS,
    View,
    ViewKind,
    children_figures,
    figures_of,
    records_of,
    sections,
    series_of,
)
from tests.counting.branch import MEASURES, Branch, counts_by_unit
from tests.counting.past import (
    Tree,
    close,
    day_of,
    line_on,
    move,
    plan_of,
    tree_of,
    tree_of_today,
    truth_on,
)

KEYS = ["deeds.all", "people.members", "results.rural_road", "organisations.mass",
        "organisations.cells_under_grassroots", "contributions.money"]  # fmt: skip
ASKED = [*KEYS, "deeds.completion_rate"]
any_number = st.integers(0, 10**6)
months = st.sampled_from([202012, 202103, 202112, 202202, 202206, 202212])
days = st.dates(date(2020, 11, 1), date(2023, 2, 1))
PERIODS = [Period.parse(text) for text in ("2021", "2022", "2022-Q2", "2021-12", "2021-2022")]
ACTS = ["found", "move", "move", "close", "register", "register", "join", "build", "give", "fold"]


class Past:
    """A tree of twelve units at most, and everything that can happen to it."""

    def __init__(self) -> None:
        self.branch = Branch()
        self.stands = True  # whether stored totals follow the tree
        top = self.branch.found(None, rolled=True)
        for _number in range(2):
            commune = self.branch.found(self.branch.found(top, rolled=True), rolled=True)
            self.branch.found(commune, rolled=False)

    def unit(self, number: int) -> Unit:
        return Unit.objects.get(pk=self.branch.unit(number).pk)

    def do(self, act: str, one: int, two: int, day: date, month: int) -> None:
        unit, other = self.unit(one), self.unit(two)
        if act == "found" and len(self.branch.units) < 12 and len(unit.path) < 40:
            self.branch.found(unit, rolled=bool(two % 2), on=day)
        elif act == "move" and unit != other:
            self.stands &= not move(unit, other if two % 7 else None, day)
        elif act == "close" and unit != other:
            close(unit, other, day)
            self.stands = False
        elif act == "register":
            self.branch.deeds(self.branch.register(unit, month), two % 3, state=1 + two % 4)
        elif act == "join":
            self.branch.join(unit, day, None if two % 2 else date(2023, 5, 1))
        elif act == "build":
            self.branch.work(unit, month, [(2, 1 + two % 50, 1 + two % 5)])
        elif act == "give":
            self.branch.give(self.branch.register(unit, month), 1, 1 + two % 900, 1 + two % 5)
        elif act == "fold":
            self.settle()
            actions.fold(two % 9)

    def settle(self) -> None:
        """Bring the stored totals up to the tree, as an act of moving would."""
        if not self.stands:
            actions.rebuild()
            self.stands = True


def same(figure: Any, found: Counter[str] | None) -> bool:
    found = found or Counter()
    return (figure.n, figure.scaled) == (found["n"], found["v"])


def compare(branch: Branch, tree: Tree, top: Unit, period: Period, view: View) -> None:
    """Figures, children, records of one unit on one view, with the tree that it means."""
    truth = {key: truth_on(tree, MEASURES[key], period) for key in KEYS}
    figures = figures_of(top, period, ASKED, view)
    for key in KEYS:
        assert same(figures[key], truth[key].get(top.pk)), (key, view.key)
    rows = children_figures(top, period, ASKED, view)
    there = {unit for unit, parent in tree.items() if parent == top.pk and line_on(tree, unit)}
    shown = {row.unit.pk if row.unit else row.planned for row in rows if not row.is_own}
    assert shown <= there
    for key in KEYS:
        for row in rows:
            number = row.unit.pk if row.unit else row.planned
            expected = truth[key].get(number) if number else None
            if row.is_own:
                expected = counts_by_unit(MEASURES[key], period).get(top.pk)
            assert same(row.figures[key], expected), (key, row.label, view.key)
        assert all(unit in shown for unit in there if truth[key].get(unit))
    for key in ASKED:
        assert sum(row.figures[key].scaled for row in rows) == figures[key].scaled
        assert sum(row.figures[key].n for row in rows) == figures[key].n
        parts = sections(rows, ASKED)
        assert sum(part.figures[key].scaled for part in parts) == figures[key].scaled
        records = list(records_of(top, period, key, sees_names=bool, view=view))
        assert len(records) == figures[key].n
        assert sum(record.amount for record in records) == figures[key].scaled
        if MEASURES[key].kind is not Kind.RATIO:
            assert all(top.pk in line_on(tree, record.unit_id) for record in records)


def compare_months(top: Unit, year: int, view: View) -> None:
    """A line as it happened is the figure of each month; one of a view is on one tree."""
    tree = (
        tree_of_today() if view is TODAY else tree_of(day_of(top, Period("year", year), _today()))
    )
    for key in ("deeds.all", "people.members"):
        happened = series_of(top, key, year, as_it_happened=True)
        line = series_of(top, key, year, view)
        for month, then, now in zip(Period("year", year).months, happened, line, strict=True):
            period = Period.of_month(month)
            assert same(now, truth_on(tree, MEASURES[key], period).get(top.pk))
            if period.last_day >= top.opened_on:
                assert then == figures_of(top, period, [key])[key]


def _today() -> date:
    return timezone.localdate()


acts = st.lists(st.tuples(st.sampled_from(ACTS), any_number, any_number, days, months), max_size=25)


@pytest.mark.property
@pytest.mark.django_db
@settings(deadline=None)
@given(acts=acts, watched=any_number, period=st.sampled_from(PERIODS),
       plan=st.lists(st.tuples(any_number, any_number), max_size=4))  # fmt: skip
def test_every_view_of_every_history_is_counted_right(
    acts: list[Any], watched: int, period: Period, plan: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        compare_history(acts, watched, period, plan)
        transaction.set_rollback(True)


def compare_history(
    acts: list[Any], watched: int, period: Period, plan: list[tuple[int, int]]
) -> None:
    """Play one history and look at three of its units on every view."""
    past = Past()
    for act in acts:
        past.do(*act)
    past.settle()
    tops = [past.unit(0), past.unit(watched), past.unit(watched + 1)]
    for top in tops:
        if period.last_day < top.opened_on:
            continue
        day = day_of(top, period, _today())
        compare(past.branch, tree_of(day), top, period, WAS)
        compare(past.branch, tree_of_today(), top, period, TODAY)
        view, tree = planned(past, plan)
        compare(past.branch, tree, top, period, view)
        compare_months(top, period.last_year, WAS)
        compare_months(top, period.last_year, TODAY)


def planned(past: Past, plan: list[tuple[int, int]]) -> tuple[View, Tree]:
    """A plan that founds a unit and moves some, none of them in a circle."""
    changes: dict[int, int | None] = {-1: past.unit(0).pk}
    for one, two in plan:
        unit, other = past.unit(one), -1 if two % 3 == 0 else past.unit(two).pk
        tried = changes | {unit.pk: other}
        if all(line_on(tree_of_today() | tried, number) for number in (*tree_of_today(), -1)):
            changes = tried
    return plan_of(changes)


@pytest.mark.django_db
def test_a_planned_unit_has_a_row_with_the_name_of_the_plan() -> None:
    past = Past()
    past.branch.deeds(past.branch.register(past.unit(3), 202206), 2)
    view, _tree = plan_of({-1: past.unit(0).pk, past.unit(2).pk: -1})
    rows = children_figures(past.unit(0), Period("year", 2022), ["deeds.all"], view)
    assert [(row.label, row.figures["deeds.all"].n) for row in rows][2:] == [
        ("Đơn vị dự kiến", 2), ("Trực tiếp ở đơn vị", 0),
    ]  # fmt: skip
    assert view.kind is ViewKind.PLAN

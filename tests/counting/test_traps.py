"""Traps 3 to 7 that an engine of this kind falls into, each with the work or the answer that shows it.

docs/counting.md says which test guards which trap; traps 1 and 2 are in `test_triggers.py`.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

import pytest
from django.db import connection

from neuguong.deeds.models import Contribution, Deed
from neuguong.lib.dates import Period
from neuguong.lib.ids import PATH_WIDTH, path_code
from neuguong.lib.measure import Record
from neuguong.org.models import Unit, UnitLink, UnitState
from neuguong.people.models import Membership
from neuguong.rollup import actions
from neuguong.rollup.queries import (
    TODAY,
    WAS,
    children_figures,
    figures_of,
    records_of,
    series_of,
)
from tests.counting.branch import MEASURES, Branch, truth, wrong_totals
from tests.counting.past import move, tree_of, truth_on

YEAR: Final = Period("year", 2022)
SINCE: Final = date(2015, 1, 1)
CROWD: Final = 4_000  # units that a read has nothing to do with
INT8: Final = 20  # the number of this type in PostgreSQL
MOST: Final = {"sqlite": 12_000, "postgresql": CROWD // 2}
NUMERIC: Final = 1700
MONEY: Final = "contributions.money"
KEYS: Final = ["deeds.all", "contributions.money", "people.members"]


class Work:
    """How much the database did: steps of SQLite's machine, rows that PostgreSQL touched."""

    def __init__(self) -> None:
        self.done = 0

    def step(self) -> int:
        """Called by SQLite every ten steps."""
        self.done += 10
        return 0

    def explain(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Wraps a statement: explains it first, running it."""
        if sql.lstrip().startswith(("SELECT", "WITH")):
            with context["connection"].cursor() as cursor:
                raw = cursor.cursor
                raw.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                found = raw.fetchone()[0]
            plan = found if isinstance(found, list) else json.loads(found)
            self.done += _rows_touched(plan[0]["Plan"])
        return execute(sql, params, many, context)


def _rows_touched(node: dict[str, Any]) -> int:
    removed = sum(number for name, number in node.items() if name.startswith("Rows Removed"))
    below = sum(_rows_touched(child) for child in node.get("Plans", []))
    return int((node["Actual Rows"] + removed) * node["Actual Loops"]) + below


def work_of(read: Callable[[], object]) -> int:
    """How much a read makes the database do."""
    read()
    work = Work()
    if connection.vendor == "postgresql":
        with connection.execute_wrapper(work.explain):
            read()
        return work.done
    connection.connection.set_progress_handler(work.step, 10)
    try:
        read()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return work.done


def tell_planner() -> None:
    """Let the planner know how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def branch(db: None) -> Branch:
    """A province of two communes with cells, of which two were moved in 2023, and images that wait."""
    branch = Branch()
    top = branch.found(None, rolled=True)
    for _number in range(2):
        commune = branch.found(top, rolled=True)
        branch.found(commune, rolled=False)
        branch.found(commune, rolled=False)
    move(branch.unit(3), branch.unit(4), date(2023, 2, 1))
    move(branch.unit(6), branch.unit(0), date(2023, 3, 1))
    actions.rebuild()
    actions.fold_all()
    return branch


def crowd(top: Unit, number: int = CROWD) -> None:
    """Very many cells elsewhere, under a commune of their own beneath `top`."""
    parent = Branch().found(top, rolled=True)
    last = Unit.objects.order_by("-pk").values_list("pk", flat=True)[0]
    units = [
        Unit(
            pk=pk, slug=f"dong-{pk}", parent=parent, path=parent.path + path_code(pk), sort=f"{pk}",
            name=f"Chi bộ {pk}", short_name="", search="", type=parent.type, opened_on=SINCE,
        )
        for pk in range(last + 1, last + 1 + number)
    ]  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=1_000)
    links = [UnitLink(unit=unit, parent=parent, valid_from=SINCE) for unit in units]
    UnitLink.objects.bulk_create(links, batch_size=1_000)


READS: Final[dict[str, Callable[[Unit], object]]] = {
    "figures": lambda top: figures_of(top, YEAR, KEYS, TODAY),
    "children": lambda top: children_figures(top, YEAR, KEYS, TODAY),
    "months": lambda top: series_of(top, "people.members", 2022, TODAY),
    "figures of then": lambda top: figures_of(top, YEAR, KEYS),
    "children of then": lambda top: children_figures(top, YEAR, KEYS),
    "months of then": lambda top: series_of(top, "deeds.all", 2022, as_it_happened=True),
}


def test_a_read_does_not_look_at_units_that_have_nothing_to_say(branch: Branch) -> None:
    crowd(branch.found(None, rolled=True))
    actions.fold_all()
    tell_planner()  # as at night, when nothing waits: the planner knows nothing of the outbox
    for unit in branch.units:
        branch.give(branch.register(unit, 202203), 1, 7)
        branch.join(unit, date(2021, 1, 1), None)
    top = Unit.objects.get(pk=branch.unit(0).pk)
    work = {name: work_of(partial(read, top)) for name, read in READS.items()}
    assert {name: done for name, done in work.items() if done > MOST[connection.vendor]} == {}


PAGES: Final = ["deeds.all", "people.members", "organisations.cells_under_grassroots"]


@pytest.mark.parametrize("key", PAGES)
def test_the_first_records_of_a_nation_are_read_without_sorting_all(
    branch: Branch, key: str
) -> None:
    top, cell = Unit.objects.get(pk=branch.unit(0).pk), branch.unit(2)
    if key == "deeds.all":
        branch.deeds(branch.register(cell, 202203), CROWD)
    elif key == "people.members":
        first = branch.join(cell, SINCE, None)
        rows = [Membership(person=first.person, unit=cell, category=1, valid_from=SINCE,
                           valid_to=date(2023, 1, 1)) for _ in range(CROWD)]  # fmt: skip
        Membership.objects.bulk_create(rows, batch_size=1_000)
    else:
        crowd(top)
        states = [UnitState(unit=unit, valid_from=SINCE, name="", short_name="", type=unit.type,
                            parent=top, family=1, is_cell=1) for unit in Unit.objects.all()[8:]]  # fmt: skip
        UnitState.objects.bulk_create(states, batch_size=1_000)
    actions.fold_all()
    tell_planner()

    def page() -> list[Record]:
        return list(records_of(top, YEAR, key, sees_names=bool, view=TODAY, limit=20))

    assert len(page()) == 20
    assert work_of(page) < MOST[connection.vendor] / 2


@pytest.mark.postgresql
@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("place", [0, 2, 3])
def test_no_sum_becomes_numeric(branch: Branch, read: str, place: int) -> None:
    for unit in branch.units:
        branch.give(branch.register(unit, 202203), 1, 7)
    kinds: list[list[int]] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("WITH w"):
            kinds.append([column.type_code for column in context["cursor"].description])
        return answer

    with connection.execute_wrapper(look):
        READS[read](Unit.objects.get(pk=branch.unit(place).pk))
    assert kinds
    assert all(kind[2:6] == [INT8] * 4 and NUMERIC not in kind for kind in kinds)


def must_be_true(branch: Branch, *periods: Period) -> None:
    """Every figure of every unit in these periods, on two trees, is that of plain loops."""
    then = tree_of(YEAR.last_day)
    for key in KEYS:
        for period in periods:
            today, was = truth(MEASURES[key], period), truth_on(then, MEASURES[key], period)
            for unit in Unit.objects.filter(pk__in=[each.pk for each in branch.units]):
                for view, found in ((TODAY, today), (WAS, was)):
                    figure = figures_of(unit, period, [key], view)[key]
                    expected = found.get(unit.pk, Counter())
                    assert (figure.n, figure.scaled) == (expected["n"], expected["v"]), (key, view)
                    own = sum(
                        row.figures[key].scaled
                        for row in children_figures(unit, period, [key], view)
                    )
                    assert own == figure.scaled


def _lower(gifts: list[Contribution]) -> None:
    """No row less, but 899 đồng."""
    Contribution.objects.filter(pk=gifts[0].pk).update(amount_scaled=1)


def _even(gifts: list[Contribution]) -> None:
    """A row less, but no đồng."""
    gifts[2].delete()
    Contribution.objects.filter(pk=gifts[1].pk).update(amount_scaled=45)


def _shift(gifts: list[Contribution]) -> None:
    """Out of its month, with its deeds."""
    Contribution.objects.filter(pk=gifts[0].pk).update(month=202204)
    Deed.objects.filter(unit_id=gifts[0].unit_id).update(month=202204)


def _empty(gifts: list[Contribution]) -> None:
    """Nothing is left of what the unit had."""
    for model in (Contribution, Deed, Membership):
        model._default_manager.filter(unit_id=gifts[0].unit_id).delete()


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("take", [_lower, _even, _shift, _empty])
def test_what_is_taken_away_goes_away_at_every_level(
    branch: Branch, take: Callable[[list[Contribution]], None], folded: bool
) -> None:
    gifts: list[Contribution] = []
    for unit in branch.units[1:4]:
        registration = branch.register(unit, 202203)
        branch.deeds(registration, 3)
        gifts = [branch.give(registration, 1, amount) for amount in (900, 40, 5)]
        branch.join(unit, date(2021, 1, 1), None)
    actions.fold_all()
    take(gifts)  # of the last unit, a cell that stood elsewhere then
    if folded:
        actions.fold_all()
    must_be_true(branch, Period.parse("2022-03"), YEAR)
    assert wrong_totals() == []


@pytest.mark.parametrize("folded", [False, True])
def test_a_tree_as_deep_as_paths_allow_is_counted_to_the_top(db: None, folded: bool) -> None:
    branch = Branch()
    deepest = (Unit._meta.get_field("path").max_length or 0) // PATH_WIDTH
    parent = None
    for _level in range(deepest - 2):
        parent = branch.found(parent, rolled=True)
    low = branch.found(branch.unit(0), rolled=True)
    branch.found(low, rolled=True)
    move(low, parent, date(2023, 2, 1))
    actions.rebuild()
    actions.fold_all()
    for unit in Unit.objects.all():
        branch.give(branch.register(unit, 202203), 1, 3)
        branch.join(unit, date(2021, 1, 1), None)
    if folded:
        actions.fold_all()
    assert max(len(path) for path in Unit.objects.values_list("path", flat=True)) == 80
    assert figures_of(branch.unit(0), YEAR, [MONEY])[MONEY].scaled == 3 * deepest
    must_be_true(branch, YEAR)
    assert wrong_totals() == []

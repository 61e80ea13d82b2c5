"""A small tree with one history, written out: every figure on every view, quickly and by hand.

Each unit gives a power of two of đồng in each month, so a sum says which units are in it, and how
often. `test_views.py` looks for what was not thought of here.
"""

from datetime import date
from typing import Final

import pytest

from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.rollup import actions
from neuguong.rollup.queries import (
    TODAY,
    WAS,
    View,
    carried_of,
    children_figures,
    figures_of,
    records_of,
    sections,
    series_of,
)
from neuguong.rollup.queries.moves import same_trees, tree_on
from neuguong.rollup.queries.span import Span, by_month
from neuguong.rollup.queries.terms import Term, summed
from tests.counting.branch import Branch
from tests.counting.past import close, move, plan_of

MONEY, MEMBERS = "contributions.money", "people.members"
YEAR: Final = Period("year", 2022)
KEYS: Final = [MONEY, MEMBERS]
FOLDED: Final = (202203, 202204, 202208)
WAITING: Final = (202206, 202210, 202212, 202209)
# Who stands under whom on the last day of a month. A1 goes to B on 30 April and comes back on
# 1 September; c goes to B1 on 10 June; on 15 August B1 ends under A and gives b to B; on 1 October D is
# founded under B and takes d; on 5 November E is founded under A. Small letters keep no totals.
TREES: Final = {
    "2022-03": {"N": "A B", "A": "A1 c", "A1": "a", "B": "B1 d", "B1": "b"},
    "2022-04": {"N": "A B", "A": "c", "A1": "a", "B": "A1 B1 d", "B1": "b"},
    "2022-06": {"N": "A B", "A1": "a", "B": "A1 B1 d", "B1": "b c"},
    "2022-08": {"N": "A B", "A": "B1", "A1": "a", "B": "A1 b d", "B1": "c"},
    "2022-10": {"N": "A B", "A": "A1 B1", "A1": "a", "B": "D b", "B1": "c", "D": "d"},
    "2022-12": {"N": "A B", "A": "A1 B1 E", "A1": "a", "B": "D b", "B1": "c", "D": "d"},
}
# B1 is seen as it was on 14 August ever after, the day before it ended.
LAST_OF_B1: Final = {"B1": "b c"}
NAMES: Final = ("N", "A", "B", "A1", "a", "c", "B1", "b", "d", "D", "E")


class Land:
    """The units by name, with their history and what they gave."""

    def __init__(self) -> None:
        self.branch = Branch()
        self.numbers: dict[str, int] = {}
        under = {"A": "N", "B": "N", "A1": "A", "a": "A1", "c": "A", "B1": "B", "b": "B1", "d": "B"}
        for name in ("N", *under):
            self._found(name, under.get(name, ""), date(2015, 1, 1))
        move(self["A1"], self["B"], date(2022, 4, 30))
        move(self["c"], self["B1"], date(2022, 6, 10))
        move(self["b"], self["B"], date(2022, 8, 15))
        close(self["B1"], self["A"], date(2022, 8, 15))
        move(self["A1"], self["A"], date(2022, 9, 1))
        self._found("D", "B", date(2022, 10, 1))
        move(self["d"], self["D"], date(2022, 10, 1))
        self._found("E", "A", date(2022, 11, 5))

    def __getitem__(self, name: str) -> Unit:
        return Unit.objects.get(pk=self.numbers[name])

    def _found(self, name: str, under: str, day: date) -> None:
        parent = self[under] if under else None
        self.numbers[name] = self.branch.found(parent, rolled=name[0].isupper(), on=day).pk

    def give(self, *months: int, members: dict[int, date]) -> None:
        """In each month every unit gives its power of two; every third one gets a member on a day."""
        for place, name in enumerate(NAMES):
            for month in months:
                self.branch.give(self.branch.register(self[name], month), 1, 2**place)
            if place % 3 in members:
                self.branch.join(self[name], members[place % 3], None)

    def names(self, numbers: set[int]) -> set[str]:
        """The names of units by their ids."""
        return {name for name in NAMES if self.numbers[name] in numbers}


@pytest.fixture
def land(db: None) -> Land:
    """The land with the images of some months and members folded, those of the others waiting."""
    land = Land()
    actions.rebuild()
    actions.fold_all()
    land.give(*FOLDED, members={0: date(2020, 2, 1), 1: date(2022, 2, 1)})
    actions.fold_all()
    land.give(*WAITING, members={2: date(2020, 2, 1)})
    return land


def under(tree: dict[str, str], name: str) -> set[str]:
    """The unit and all beneath it."""
    return {name}.union(*(under(tree, child) for child in tree.get(name, "").split()))


def money(names: set[str]) -> int:
    """What these units give in a month."""
    return sum(2 ** NAMES.index(name) for name in names)


def stood(tree: dict[str, str]) -> list[str]:
    """Who stood on a tree."""
    return sorted(under(tree, "N"))


def must_be(land: Land, name: str, period: Period, view: View, tree: dict[str, str]) -> None:
    """Figures, children, records of a unit are those of a tree written out."""
    figures = figures_of(land[name], period, KEYS, view)
    here = under(tree, name)
    got = [figures[MONEY].scaled, figures[MONEY].n, figures[MEMBERS].scaled, figures[MEMBERS].n]
    assert got == [money(here), len(here), len(here), len(here)]
    rows = children_figures(land[name], period, KEYS, view)
    seen = {
        row.unit.pk if row.unit else 0: (row.figures[MONEY].scaled, row.figures[MEMBERS].n)
        for row in rows
    }
    children = {child: under(tree, child) for child in tree.get(name, "").split()}
    assert seen == {
        **{land.numbers[child]: (money(held), len(held)) for child, held in children.items()},
        0: (money({name}), 1),
    }
    assert sum(part.figures[MONEY].scaled for part in sections(rows, KEYS)) == money(here)
    for key in KEYS:
        records = list(records_of(land[name], period, key, sees_names=bool, view=view))
        assert land.names({record.unit_id for record in records}) == here
        assert len(records) == len(here)


@pytest.mark.parametrize("month", TREES)
def test_as_it_was_on_the_last_day_of_a_month(land: Land, month: str) -> None:
    tree = TREES[month]
    for name in stood(tree):
        ended = name == "B1" and month > "2022-07"
        must_be(land, name, Period.parse(month), WAS, LAST_OF_B1 if ended else tree)


@pytest.mark.parametrize("month", ["2022-04", "2022-12"])
def test_as_today_in_any_month(land: Land, month: str) -> None:
    for name in NAMES:
        must_be(land, name, Period.parse(month), TODAY, TREES["2022-12"])


def test_a_plan_moves_founds_and_takes_off_nothing_else(land: Land) -> None:
    n = land.numbers
    view, _tree = plan_of({-1: n["B"], n["A1"]: -1, n["d"]: n["N"]})
    planned = {"N": "A B d", "A": "B1 E", "B": "A1 D b", "A1": "a", "B1": "c"}
    for name in ("N", "A", "B", "A1", "B1", "D"):
        held = under(planned, name)
        figure = figures_of(land[name], Period.parse("2022-03"), [MONEY], view)[MONEY]
        assert (figure.scaled, figure.n) == (money(held), len(held)), name
    rows = children_figures(land["B"], Period.parse("2022-03"), KEYS, view)
    new = next(row for row in rows if row.planned)
    assert (new.label, new.figures[MONEY].scaled) == ("Đơn vị dự kiến", money({"A1", "a"}))


def test_twelve_months_each_on_its_own_tree_or_all_on_one(land: Land) -> None:
    trees = {int(month.replace("-", "")): tree for month, tree in TREES.items()}
    trees[202209] = trees[202210] | {"B": "b d"}
    for name in ("N", "A", "B", "A1"):
        held = [under(trees[month], name) if month in trees else set() for month in YEAR.months]
        line = series_of(land[name], MONEY, 2022, as_it_happened=True)
        assert [figure.scaled for figure in line] == [money(each) for each in held]
        today = under(TREES["2022-12"], name)
        line = series_of(land[name], MONEY, 2022, TODAY)
        assert [figure.scaled for figure in line] == [
            money(today) if month in trees else 0 for month in YEAR.months
        ]
    members = [figure.n for figure in series_of(land["A"], MEMBERS, 2022, as_it_happened=True)]
    # A, A1, a, c until A1 leaves with a and then c; B1 comes with c; A1 comes back; E is founded.
    assert members[2:] == [4, 2, 2, 1, 1, 3, 5, 5, 6, 6]
    assert members[0] == 2  # A and a have their members only from February on


def test_days_between_two_moves_have_one_tree(land: Land) -> None:
    days = [date(2022, month, 28) for month in range(1, 13)]
    held = same_trees(days)
    assert [day.month for day in held] == [4, 4, 4, 4, 5, 7, 7, 8, 9, 10, 12, 12]
    assert same_trees([date(2022, 8, 14), date(2022, 8, 15)])[0] == date(2022, 8, 14)


def test_of_what_was_founded_together_only_the_topmost_is_read(land: Land) -> None:
    june = Period.parse("2022-06")
    before = {name: figures_of(land[name], june, KEYS) for name in ("N", "A", "B")}
    cells = [land.branch.found(land["E"], rolled=False, on=date(2022, 11, 5)) for _cell in range(5)]
    for cell in cells:
        land.branch.give(land.branch.register(cell, 202206), 1, 1_000_000)
    tree = tree_on(june.last_day)
    assert land["E"].pk in tree
    assert not any(cell.pk in tree for cell in cells)
    for cell in cells:
        assert tree.line(cell.pk, cell.path) is None
    assert {name: figures_of(land[name], june, KEYS) for name in before} == before
    november = figures_of(land["E"], Period.parse("2022-11"), KEYS)
    assert november == figures_of(land["E"], Period.parse("2022-11"), KEYS, TODAY)
    line = series_of(cells[0], MONEY, 2022, as_it_happened=True)
    assert [figure.scaled for figure in line] == [0] * 12


def test_months_of_units_with_great_numbers_stand_apart(land: Land) -> None:
    span = Span.of(YEAR, [MONEY], by_month=True)
    great = 40_000_000
    found = by_month(summed([Term(land["A"].pk, 1), Term(land["A"].pk, great)], span))
    assert found[great]
    assert found[great] == found[1]


def test_a_year_is_seen_on_the_tree_of_its_last_day(land: Land) -> None:
    for name in ("A", "B"):
        figure = figures_of(land[name], YEAR, [MONEY])[MONEY]
        assert figure.scaled == money(under(TREES["2022-12"], name)) * len(FOLDED + WAITING)
    half = figures_of(land["A"], Period.parse("2022-H1"), [MONEY])[MONEY]
    assert half.scaled == money(under(TREES["2022-06"], "A")) * 3


def test_what_moved_units_carry_makes_the_difference(land: Land) -> None:
    for month, tree in TREES.items():
        period = Period.parse(month)
        for name in ("N", "A", "B", "A1"):
            moves = carried_of(land[name], period, MONEY)
            was, today = (money(under(each, name)) for each in (tree, TREES["2022-12"]))
            assert sum(move.times * move.figure.scaled for move in moves) == was - today
            assert {move.times for move in moves} <= {-1, 1}
    moves = carried_of(land["A"], Period.parse("2022-04"), MONEY)
    told = [
        (move.unit.pk, move.times, move.there and move.there.pk, move.today and move.today.pk)
        for move in moves
    ]
    n = land.numbers
    assert told == [
        (n["E"], -1, None, n["A"]), (n["B1"], -1, n["B"], n["A"]),
        (n["c"], 1, n["A"], n["B1"]), (n["A1"], -1, n["B"], n["A"]),
    ]  # fmt: skip
    assert [move.is_absent for move in moves] == [True, False, False, False]
    assert [move.day for move in moves] == [
        date(2022, 11, 5), date(2022, 8, 15), date(2022, 6, 10), date(2022, 9, 1),
    ]  # fmt: skip
    move(land["d"], land["A"], date(2023, 1, 1))  # once more, after it was taken to D
    actions.rebuild()
    moves = carried_of(land["B"], Period.parse("2022-08"), MONEY)
    assert [(m.day, m.times) for m in moves if m.unit.pk == n["d"]] == [(date(2023, 1, 1), 1)]

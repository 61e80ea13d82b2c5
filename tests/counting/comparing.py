"""Holds every figure of a unit against plain loops: on the tree of then, of today and of a plan."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from neuguong.lib.dates import Period
from neuguong.org.models import Unit, UnitState
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
from tests.counting.memory import EVER, Memory

NOW = date(2026, 11, 20)
KEYS = ["deeds.all", "people.members", "results.rural_road", "contributions.money",
        "organisations.cells_under_grassroots"]  # fmt: skip
ASKED = [*KEYS, "deeds.completion_rate"]
Own = dict[str, dict[int, Counter[str]]]
Tree = dict[int, int | None]


def summed(tree: Tree, own: dict[int, Counter[str]]) -> dict[int, Counter[str]]:
    """What the branch of each unit on a tree holds."""
    total: dict[int, Counter[str]] = {}
    for unit, counts in own.items():
        at: int | None = unit if unit in tree else None
        while at is not None:
            total.setdefault(at, Counter()).update(counts)
            at = tree[at]
    return total


def same(figure: Any, counts: Counter[str] | None) -> bool:
    counts = counts or Counter()
    return (figure.n, figure.scaled) == (counts["n"], counts["v"])


def compare_today(memory: Memory, top: Unit, period: Period, own: Own) -> None:
    """As today; and what the units that moved carry makes the difference to the tree of then."""
    compare_view(memory.tree(), top, period, own, TODAY)


def compare_then(memory: Memory, top: Unit, period: Period, own: Own) -> None:
    """As it was: on the earliest of the period's end, today and the unit's last day."""
    closed = memory.units[top.pk].closed or EVER
    day = min(period.last_day, NOW, closed - timedelta(days=1))
    tree = memory.tree(day)
    compare_view(tree, top, period, own, WAS)
    for row in children_figures(top, period, KEYS):
        if row.unit is not None:
            known = memory.units[row.unit.pk]
            assert row.label == memory.name(row.unit.pk, day if known.lives(day) else EVER)
            assert bool(row.heading) == (not known.lives(day)), row.label
    for key in ("deeds.all", "people.members"):
        now = figures_of(top, period, [key], TODAY)[key].scaled
        then = figures_of(top, period, [key])[key].scaled
        moved = sum(each.times * each.figure.scaled for each in carried_of(top, period, key))
        assert then - now == moved
        line = series_of(top, key, period.last_year, as_it_happened=True)
        month = Period.of_month(period.months[-1])
        assert line[month.last_day.month - 1] == figures_of(top, month, [key])[key]


def compare_view(tree: Tree, top: Unit, period: Period, own: Own, view: View) -> None:
    """Figures, rows, sections and records of one unit on one tree."""
    truth = {key: summed(tree, own[key]) for key in KEYS}
    figures = figures_of(top, period, ASKED, view)
    rows = children_figures(top, period, ASKED, view)
    shown = {row.unit.pk if row.unit else row.planned for row in rows if not row.is_own}
    there = {unit for unit, parent in tree.items() if parent == top.pk} if top.pk in tree else set()
    assert shown <= there, (view.key, top.slug)
    for key in KEYS:
        assert same(figures[key], truth[key].get(top.pk)), (key, view.key, top.slug)
        assert all(unit in shown for unit in there if truth[key].get(unit))
        for row in rows:
            number = row.unit.pk if row.unit else row.planned
            counts = own[key].get(top.pk) if row.is_own else truth[key].get(number)
            if not (row.is_own and top.pk not in tree):
                assert same(row.figures[key], counts), (key, row.label, view.key)
    parts = sections(rows, ASKED)
    for key in ASKED:
        assert sum(row.figures[key].scaled for row in rows) == figures[key].scaled
        assert sum(part.figures[key].n for part in parts) == figures[key].n
        records = list(records_of(top, period, key, sees_names=bool, view=view))
        assert len(records) == figures[key].n, (key, view.key)
        assert sum(record.amount for record in records) == figures[key].scaled


def states_on(some: Collection[date]) -> dict[date, dict[int, tuple[Any, ...]]]:
    """Parent, name and type of the units of a day, as the tables say."""
    rows = list(UnitState.objects.select_related("type"))
    return {
        day: {
            row.unit_id: (row.parent_id, row.name, row.type.code)
            for row in rows
            if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        }
        for day in some
    }

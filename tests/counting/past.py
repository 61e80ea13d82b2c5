"""Writes the tree of every day straight into the tables, and stands units on it by plain loops."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from neuguong.lib.dates import Period
from neuguong.lib.ids import path_code
from neuguong.lib.measure import Measure
from neuguong.lib.overlay import Overlay, Parent
from neuguong.org.models import Succession, Unit, UnitLink, UnitState
from neuguong.rollup.queries import View, ViewKind
from tests.counting.branch import counts_by_unit

Tree = dict[int, int | None]


def tree_of(day: date) -> Tree:
    """Who stood under whom on a day; a unit that did not stand anywhere is not in it."""
    links = UnitLink.objects.filter(valid_from__lte=day)
    return {
        link.unit_id: link.parent_id
        for link in links
        if link.valid_to is None or link.valid_to > day
    }


def tree_of_today() -> Tree:
    """Who stands under whom in the table of units."""
    return dict(Unit.objects.values_list("pk", "parent_id"))


def line_on(tree: Mapping[int, int | None], unit: int) -> list[int]:
    """The unit and those above it; nothing where one of them does not stand."""
    line: list[int] = []
    at: int | None = unit
    while at is not None:
        if at not in tree or at in line:
            return []
        line.append(at)
        at = tree[at]
    return line


def truth_on(tree: Tree, measure: Measure, period: Period) -> dict[int, Counter[str]]:
    """What each unit's branch on a tree gives a measure."""
    found: dict[int, Counter[str]] = {}
    for unit_id, own in counts_by_unit(measure, period).items():
        for above in line_on(tree, unit_id):
            found.setdefault(above, Counter()).update(own)
    return found


def move(unit: Unit, parent: Unit | None, day: date) -> bool:
    """Stand a unit under another from a day on, with all that follows; False where it cannot be."""
    last = UnitLink.objects.get(unit=unit, valid_to=None)
    if day <= last.valid_from:
        return False
    UnitLink.objects.filter(pk=last.pk).update(valid_to=day)
    new = UnitLink.objects.create(unit=unit, parent=parent, valid_from=day)
    if _has_circle():
        new.delete()
        UnitLink.objects.filter(pk=last.pk).update(valid_to=None)
        return False
    state = UnitState.objects.filter(unit=unit, valid_to=None).first()
    if state is not None and state.valid_from < day:
        UnitState.objects.filter(pk=state.pk).update(valid_to=day)
        state.pk, state.parent, state.valid_from = None, parent, day
        state.name = f"{unit.name} từ {day}"
        state.save(force_insert=True)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    write_paths()
    return True


def close(unit: Unit, heir: Unit, day: date) -> None:
    """End a unit in favour of another, under which its records stand from then on."""
    if unit.closed_on is None and day > unit.opened_on and move(unit, heir, day):
        UnitState.objects.filter(unit=unit, valid_from__gte=day).delete()
        UnitState.objects.filter(unit=unit, valid_to=None).update(valid_to=day)
        Unit.objects.filter(pk=unit.pk).update(closed_on=day)
        Succession.objects.get_or_create(predecessor=unit, successor=heir, on=day)


def _has_circle() -> bool:
    starts = UnitLink.objects.order_by().values_list("valid_from", flat=True).distinct()
    for day in starts:
        tree = tree_of(day)
        for unit in tree:
            at, seen = tree.get(unit), {unit}
            while at is not None:
                if at in seen:
                    return True
                seen.add(at)
                at = tree.get(at)
    return False


def write_paths() -> None:
    """Write the path of every unit anew, from its parents."""
    tree = tree_of_today()
    old = dict(Unit.objects.values_list("pk", "path"))
    new = {pk: "".join(path_code(n) for n in reversed(line_on(tree, pk))) for pk in tree}
    changed = [pk for pk in tree if old[pk] != new[pk]]
    for pk in changed:  # no two may be equal in between
        Unit.objects.filter(pk=pk).update(path=f"?{pk}")
    for pk in changed:
        Unit.objects.filter(pk=pk).update(path=new[pk])


def plan_of(changes: Mapping[int, int | None]) -> tuple[View, Tree]:
    """A view that stands some units otherwise than today, and the tree it means."""
    today = tree_of_today()
    paths: dict[int, str] = dict(Unit.objects.values_list("pk", "path"))
    places: list[tuple[int, str, Parent, str]] = [
        (unit, paths.get(unit, ""), parent, paths.get(parent, "") if parent else "")
        for unit, parent in changes.items()
    ]
    view = View(ViewKind.PLAN, "plan:1", Overlay(places), names={-1: "Đơn vị dự kiến"})
    return view, today | dict(changes)


def day_of(unit: Unit, period: Period, today: date) -> date:
    """The day whose tree a figure is seen on, as it was."""
    days = [period.last_day, today]
    if unit.closed_on is not None:
        days.append(unit.closed_on - timedelta(days=1))
    return min(days)

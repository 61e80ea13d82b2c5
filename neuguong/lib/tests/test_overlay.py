"""An overlay answers like a plain tree of the other day, whatever moved between the two."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.ids import path_code
from neuguong.lib.overlay import ABSENT, Overlay, Parent

Tree = dict[int, Parent]
NEW = -1


@st.composite
def trees(draw: Callable[..., Any], units: list[int], absent: bool) -> Tree:
    """A tree of these units in any order of founding; some need not stand on it."""
    tree: Tree = {}
    for unit in draw(st.permutations(units)):
        above = [None, *tree, *([ABSENT] if absent and unit > 0 else [])]
        tree[unit] = draw(st.sampled_from(above))
    return tree


@st.composite
def pairs(draw: Callable[..., Any]) -> tuple[Tree, Tree]:
    """The tree of today, and another one on which a unit more may stand."""
    units = list(range(1, draw(st.integers(1, 12)) + 1))
    today = draw(trees(units, absent=False))
    there = draw(trees([*units, NEW], absent=True))
    for unit in draw(st.lists(st.sampled_from(units))):  # most units did not move
        there[unit] = today[unit]
    return today, there


def line(tree: Tree, unit: int) -> list[int] | None:
    found: list[int] = []
    at: Parent = unit
    while at is not None:
        if at is ABSENT:
            return None
        assert isinstance(at, int)
        found.append(at)
        if len(found) > len(tree):
            raise ValueError(unit)
        at = tree[at]
    return found


def path(tree: Tree, unit: int) -> str:
    if unit < 0:
        return ""
    return "".join(path_code(above) for above in reversed(line(tree, unit) or []))


def overlay_of(today: Tree, there: Tree) -> Overlay:
    return Overlay(
        (unit, path(today, unit), parent, path(today, parent) if isinstance(parent, int) else "")
        for unit, parent in there.items()
        if unit < 0 or today[unit] != parent
    )


def has_no_circle(tree: Tree) -> bool:
    try:
        return all(line(tree, unit) != [] for unit in tree)
    except ValueError:
        return False


@given(pairs())
def test_places_and_totals_are_those_of_the_plain_tree(pair: tuple[Tree, Tree]) -> None:
    today, there = pair
    overlay = overlay_of(today, there)
    if not has_no_circle(there):
        with pytest.raises(ValueError, match=r"\d"):
            [overlay.line(unit, path(today, unit)) for unit in there]
        return
    own = {unit: 10**unit for unit in today}  # a sum tells which units are in it
    total = {u: sum(own[y] for y in today if u in (line(today, y) or [])) for u in today}
    for top in there:
        at = path(today, top)
        inside = {y for y in today if top in (line(there, y) or [])}
        assert list(overlay.line(top, at) or []) == (line(there, top) or [])
        coefficients = overlay.coefficients(top, at)
        assert sum(total[y] * times for y, times in coefficients.items()) == sum(
            own[y] for y in inside
        )
        ranges = overlay.ranges(top, at)
        assert {y for y in today if any(r.holds(path(today, y)) for r in ranges)} == inside
        for unit in there:
            above = line(there, unit) or []
            assert overlay.is_beneath(unit, path(today, unit), top) == (top in above)
            child = above[above.index(top) - 1] if top in above[1:] else None
            assert overlay.child_holding(unit, path(today, unit), top) == child


@given(pairs())
def test_children_there_hold_all_but_what_is_the_units_own(pair: tuple[Tree, Tree]) -> None:
    today, there = pair
    if not has_no_circle(there):
        return
    overlay = overlay_of(today, there)
    own = {unit: 10**unit for unit in today}
    total = {u: sum(own[y] for y in today if u in (line(today, y) or [])) for u in today}
    for top in there:
        found = overlay.of_children(
            top, path(today, top), [unit for unit in today if today[unit] == top]
        )
        stands = line(there, top) is not None
        assert set(found) == {unit for unit in there if stands and there[unit] == top}
        for child, coefficients in found.items():
            expected = sum(own[y] for y in today if child in (line(there, y) or []))
            assert sum(total[y] * times for y, times in coefficients.items()) == expected


def test_a_circle_is_refused() -> None:
    overlay = Overlay([(1, path_code(1), 2, path_code(2)), (2, path_code(2), 1, path_code(1))])
    with pytest.raises(ValueError, match="1"):
        overlay.line(1, path_code(1))


def test_nothing_moved_is_todays_tree() -> None:
    at = path_code(1) + path_code(2)
    assert Overlay().line(2, at) == (2, 1)
    assert Overlay().coefficients(1, path_code(1)) == {1: 1}
    assert [(r.lo, r.hi) for r in Overlay().ranges(2, at)] == [(at, at + "~")]

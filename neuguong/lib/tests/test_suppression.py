"""No hidden number can be worked out from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.lib.suppression import derivable_cells, hidden_cells, is_small

TOTAL = -1
PARTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)


def _possible(values: list[int], hidden: set[int], k: int) -> list[set[int]]:
    """Every value each hidden part could have, by trying all: parts add up to the shown total."""
    places = [i for i in range(len(values)) if i in hidden]
    rest = sum(values[i] for i in places)
    found: list[set[int]] = [set() for _ in places]

    def share(at: int, left: int, taken: list[int]) -> None:
        if at == len(places):
            if left == 0:
                for place, number in enumerate(taken):
                    found[place].add(number)
            return
        small = is_small(values[places[at]], k)
        allowed = range(1, min(k - 1, left) + 1) if small else range(left + 1)
        for number in allowed:
            share(at + 1, left - number, [*taken, number])

    if len(places) <= 3:
        share(0, rest, [])
    return found if len(places) <= 3 else []


@pytest.mark.property
@given(PARTS)
def test_nothing_follows_in_a_table_of_one_level(parts: list[int]) -> None:
    values: dict[int, int] = {**dict(enumerate(parts)), TOTAL: sum(parts)}
    sums = [(TOTAL, list(range(len(parts))))]
    hidden = hidden_cells(values, sums)
    assert {cell for cell, number in values.items() if is_small(number)} <= hidden
    assert not derivable_cells(hidden, sums)
    if TOTAL not in hidden:
        for place, could in zip(sorted(hidden), _possible(parts, hidden, 5), strict=False):
            if is_small(values[place]):
                assert len(could) > 1


@pytest.mark.property
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4))
def test_nothing_follows_across_years_and_children(rows: list[list[int]]) -> None:
    values: dict[tuple[int, int], int] = {}
    for i, row in enumerate(rows):
        values |= {(i, j): number for j, number in enumerate(row)}
        values[i, -1] = sum(row)
    for j in (*range(3), -1):
        values[-1, j] = sum(values[i, j] for i in range(len(rows)))
    sums = [((i, -1), [(i, j) for j in range(3)]) for i in (*range(len(rows)), -1)]
    sums += [((-1, j), [(i, j) for i in range(len(rows))]) for j in (*range(3), -1)]
    hidden = hidden_cells(values, sums)
    assert not derivable_cells(hidden, sums)
    assert all(cell in hidden for cell, number in values.items() if is_small(number))


def test_the_smallest_other_part_goes_too() -> None:
    values = {"a": 3, "b": 9, "c": 40, "total": 52}
    assert hidden_cells(values, [("total", ["a", "b", "c"])]) == {"a", "b"}


def test_what_one_knows_oneself_cannot_hide_anything() -> None:
    values = {"mine": 20, "theirs": 3, "total": 23}
    sums = [("total", ["mine", "theirs"])]
    assert hidden_cells(values, sums, known={"mine"}) == {"theirs", "total"}


def test_two_that_can_be_shared_in_one_way_only_take_a_third() -> None:
    values = {"a": 1, "b": 1, "c": 30, "total": 32}
    assert hidden_cells(values, [("total", ["a", "b", "c"])]) == {"a", "b", "c"}

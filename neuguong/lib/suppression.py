"""Hides small numbers of a table, and as many others that none can be worked out from what is shown.

A number between nothing and `SMALL` could point at somebody. Hiding it alone is not enough: whoever
knows a total and the other parts subtracts. Therefore the smallest others are hidden with it, until no
hidden number follows from the shown ones and the known sums, neither by adding and subtracting nor
because the little that is left can be shared in one way only.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar

SMALL: Final = 5

Cell = TypeVar("Cell", bound=Hashable)


def is_small(number: int, k: int = SMALL) -> bool:
    """Whether a number is hidden on its own account: small, but not nothing."""
    return 0 < number < k


def hidden_cells(
    values: Mapping[Cell, int],
    sums: Sequence[tuple[Cell, Sequence[Cell]]],
    *,
    k: int = SMALL,
    known: Collection[Cell] = (),
) -> set[Cell]:
    """The cells to hide. Each of `sums` names a total and the parts that add up to it.

    `known` cells are known to the reader whatever is shown, since they are their own; they are never
    hidden and count as shown.
    """
    hidden = {cell for cell, number in values.items() if cell not in known and is_small(number, k)}
    while found := _derivable(values, sums, hidden, k):
        more = _smallest_beside(found, values, sums, hidden, set(known))
        if more is None:  # nothing is left to hide it behind
            break
        hidden.add(more)
    return hidden


def derivable_cells(
    hidden: Collection[Cell], sums: Sequence[tuple[Cell, Sequence[Cell]]]
) -> set[Cell]:
    """The hidden cells that follow from the shown ones by adding and subtracting along the sums."""
    order = [*dict.fromkeys(hidden)]
    rows = [[_weight(cell, total, parts) for cell in order] for total, parts in sums]
    reduced = _reduced([row for row in rows if any(row)])
    alone = [row for row in reduced if sum(1 for weight in row if weight) == 1]
    return {order[next(i for i, weight in enumerate(row) if weight)] for row in alone}


def _derivable(
    values: Mapping[Cell, int],
    sums: Sequence[tuple[Cell, Sequence[Cell]]],
    hidden: set[Cell],
    k: int,
) -> set[Cell]:
    """The small cells that a reader could work out exactly."""
    follows = derivable_cells(hidden, sums)
    for total, parts in sums:
        small = [part for part in parts if part in hidden and is_small(values[part], k)]
        if total in hidden or len(small) != sum(1 for part in parts if part in hidden):
            continue
        # The reader knows that each is between 1 and k - 1: at either end there is one way to share.
        rest = sum(values[part] for part in small)
        if small and rest in (len(small), len(small) * (k - 1)):
            follows.update(small)
    return follows


def _smallest_beside(
    found: Collection[Cell],
    values: Mapping[Cell, int],
    sums: Sequence[tuple[Cell, Sequence[Cell]]],
    hidden: set[Cell],
    known: set[Cell],
) -> Cell | None:
    """The smallest shown number in a sum with one of these cells; rather a part than a total."""
    beside = [
        (not values[cell], cell == total, values[cell], place, cell)
        for place, (total, parts) in enumerate(sums)
        if not found or set(found) & {total, *parts}
        for cell in (total, *parts)
        if cell not in hidden and cell not in known
    ]
    return min(beside, key=lambda each: each[:4])[4] if beside else None


def _weight(cell: Cell, total: Cell, parts: Sequence[Cell]) -> Fraction:
    return Fraction(int(cell == total) - parts.count(cell))


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The rows in reduced echelon form, without empty ones."""
    done = 0
    width = len(rows[0]) if rows else 0
    for column in range(width):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done][column]
        rows[done] = [weight / head for weight in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]

"""Where units stand on another tree than today's: of a past day, or as a reorganisation plans it.

Today's tree is in the paths of units, so another one is told by those units only whose parent is
not the same there. What a unit's branch adds up to on that tree then follows from today's totals
alone (performance 1.6): a unit that moved is added where it stands there, and taken off where its
parent of today stands there; for all others both would cancel.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from neuguong.lib.actor import PathRange
from neuguong.lib.ids import PATH_WIDTH


class Absent(Enum):
    """The place of a unit that does not stand on a tree at all."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Parent = int | None | Absent
Coefficients = dict[int, int]


class Overlay:
    """The other tree: each unit whose parent differs there, with its path of today.

    A unit that there will only be has a negative id and no path. What stands beneath an absent unit
    is absent too, unless it has a place of its own. `places` gives unit, path of today, parent there
    (None for a root, or ABSENT), and the parent's path of today where it has one. A circle is found
    by the first climb through it: ValueError.
    """

    def __init__(self, places: Iterable[tuple[int, str, Parent, str]] = ()) -> None:
        self._parents: dict[int, Parent] = {}
        self._paths: dict[int, str] = {}
        for unit, path, parent, parent_path in places:
            self._parents[unit] = parent
            self._paths[unit] = path
            if isinstance(parent, int):
                self._paths.setdefault(parent, parent_path)
        self._lines: dict[int, tuple[int, ...] | None] = {}

    def __len__(self) -> int:
        return len(self._parents)

    def __contains__(self, unit: object) -> bool:
        return unit in self._parents

    def __iter__(self) -> Iterator[int]:
        return iter(self._parents)

    def parent(self, unit: int, path: str) -> Parent:
        """The parent there of a unit with this path today."""
        return self._parents[unit] if unit in self._parents else _parent_of(path)

    def line(self, unit: int, path: str) -> tuple[int, ...] | None:
        """The unit and those above it there, the topmost last; None where it does not stand."""
        if unit in self._lines:
            return self._lines[unit]
        above: tuple[int, ...] | None = ()
        climbed: list[int] = []
        at: Parent = unit
        while at is not None:
            if isinstance(at, Absent):
                above = None
                break
            if at in self._lines:
                above = self._lines[at]
                break
            if at in climbed:
                raise ValueError(at)
            climbed.append(at)
            if at in self._parents:
                at = self._parents[at]
                path = self._paths[at] if isinstance(at, int) else ""
            else:
                at, path = _parent_of(path), path[:-PATH_WIDTH]
        for below in reversed(climbed):
            above = None if above is None else (below, *above)
            self._lines[below] = above
        return above

    def is_beneath(self, unit: int, path: str, top: int) -> bool:
        """Whether a unit is `top` or stands beneath it there."""
        return top in (self.line(unit, path) or ())

    def child_holding(self, unit: int, path: str, top: int) -> int | None:
        """Which child of `top` there is the unit or holds it; None where it is not beneath `top`."""
        line = self.line(unit, path) or ()
        return line[line.index(top) - 1] if top in line[1:] else None

    def children(self, top: int) -> list[int]:
        """The units placed under `top` there that do not stand under it today."""
        return [unit for unit, parent in self._parents.items() if parent == top]

    def coefficients(self, top: int, path: str) -> Coefficients:
        """How often today's total of each unit goes into the total of `top` there; never 0."""
        found: Coefficients = defaultdict(int)
        if top not in self._parents and self.line(top, path) is not None:
            found[top] = 1
        for unit, parent, parent_path in self._moved():
            found[unit] += self.is_beneath(unit, self._paths[unit], top)
            if parent is not None:
                found[unit] -= self.is_beneath(parent, parent_path, top)
        return _counted(found)

    def of_children(self, top: int, path: str, standing: Iterable[int]) -> dict[int, Coefficients]:
        """The coefficients of every child of `top` there; `standing` are its children of today."""
        if self.line(top, path) is None:
            return {}
        found: dict[int, Coefficients] = {
            child: defaultdict(int, {child: 1}) for child in standing if child not in self._parents
        }
        found |= {child: defaultdict(int) for child in self.children(top)}
        for unit, parent, parent_path in self._moved():
            if (child := self.child_holding(unit, self._paths[unit], top)) is not None:
                found[child][unit] += 1
            if parent is not None:
                child = self.child_holding(parent, parent_path, top)
                if child is not None:
                    found[child][unit] -= 1
        return {child: _counted(units) for child, units in found.items()}

    def ranges(self, top: int, path: str) -> tuple[PathRange, ...]:
        """The branch of `top` there as ranges of today's paths, in order, none touching another."""
        steps: dict[str, int] = defaultdict(int)
        for unit, times in self.coefficients(top, path).items():
            branch = PathRange.branch(path if unit == top else self._paths[unit])
            steps[branch.lo] += times
            steps[branch.hi] -= times
        found: list[PathRange] = []
        held, start = 0, ""
        for at in sorted(steps):
            before, held = held, held + steps[at]
            if not before and held:
                start = at
            elif before and not held:
                found.append(PathRange(start, at))
        return tuple(found)

    def _moved(self) -> Iterator[tuple[int, int | None, str]]:
        """The units placed otherwise that there are today, with their parent of today and its path."""
        for unit in self._parents:
            if path := self._paths[unit]:
                yield unit, _parent_of(path), path[:-PATH_WIDTH]


def _parent_of(path: str) -> int | None:
    """The id of the unit above, as it stands in the path."""
    above = path[-2 * PATH_WIDTH : -PATH_WIDTH]
    return int(above, 36) if above else None


def _counted(found: Coefficients) -> Coefficients:
    return {unit: times for unit, times in found.items() if times}

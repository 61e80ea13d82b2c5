"""Values that stand far from those of their siblings, and slips of a zero: found robustly, said gently."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

LEAST_SIBLINGS: Final = 5
FAR: Final = 3.5  # modified z-score (Iglewicz and Hoaglin)
_OF_MEDIAN: Final = 0.6745  # makes the median deviation comparable with a standard deviation
_OF_MEAN: Final = 1.2533  # the same for the mean deviation, used where half of the values are equal
LEAST_TIMES: Final = 2  # a value less than twice the middle, and more than half of it, is ordinary
_SLIP: Final = (
    (Fraction(8), Fraction(25, 2)),
    (Fraction(80), Fraction(125)),
    (Fraction(800), Fraction(1250)),
)
LEAST_BEFORE: Final = 10  # below it ten times as much is nothing strange


@dataclass(frozen=True, slots=True)
class Outlier:
    """A value far from the middle of its siblings; `score` is below zero for one too small."""

    key: int
    value: Fraction
    middle: Fraction
    score: float
    siblings: int

    @property
    def times(self) -> Fraction | None:
        """How many times the middle, or which part of it upside down; None where one is nothing."""
        if not self.middle or not self.value:
            return None
        return max(self.value / self.middle, self.middle / self.value)


def outliers(values: Mapping[int, Fraction]) -> list[Outlier]:
    """The values whose modified z-score is above 3.5, farthest first; none among few siblings."""
    if len(values) < LEAST_SIBLINGS:
        return []
    middle = median(values.values())
    away = {key: abs(value - middle) for key, value in values.items()}
    spread = float(median(away.values())) / _OF_MEDIAN
    if not spread:
        spread = float(sum(away.values(), Fraction(0)) / len(away)) * _OF_MEAN
    if not spread:
        return []
    found = [
        Outlier(key, value, Fraction(middle), float(value - middle) / spread, len(values))
        for key, value in values.items()
    ]
    far = [one for one in found if abs(one.score) > FAR and _is_wide(one)]
    return sorted(far, key=lambda one: -abs(one.score))


def _is_wide(one: Outlier) -> bool:
    times = one.times
    return times is None or times >= LEAST_TIMES


def slip_of(now: Fraction, then: Fraction) -> int:
    """10, 100 or 1000 where a number is about so many times the one before (below zero: a part of it).

    0 where it is not, or where the number before is small.
    """
    if now <= 0 or then <= 0 or max(now, then) < LEAST_BEFORE or min(now, then) * 8 < LEAST_BEFORE:
        return 0
    times = max(now / then, then / now)
    for power, (low, high) in enumerate(_SLIP, start=1):
        if low <= times <= high:
            return int(10**power) if now > then else -int(10**power)
    return 0

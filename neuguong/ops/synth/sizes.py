"""How big each size is, and who belongs to a cell of each kind (domain 11.3 and 11.4)."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final


class Land(StrEnum):
    """What kind of place a commune lies in; it says how big its cells are and what people are called."""

    MOUNTAIN = "mountain"
    DELTA = "delta"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Size:
    """How many units stand under one at each level; a commune has about `cells` of them.

    `bases` are the grassroots organisations under each bloc of agencies. `fit` stretches the cells so
    that all members together are as many as the profile says.
    """

    name: str
    provinces: int
    communes: int
    cells: int
    bases: int
    lands: tuple[Land, ...]
    fit: float


_ALL = (Land.MOUNTAIN, Land.MOUNTAIN, Land.DELTA, Land.DELTA, Land.TOWN)
SIZES: Final = {
    size.name: size
    for size in (
        Size("commune", 0, 1, 23, 0, (Land.MOUNTAIN,), 1.36),
        Size("district", 0, 10, 13, 25, (Land.MOUNTAIN,), 1.14),
        Size("province", 1, 75, 51, 350, (Land.MOUNTAIN, Land.MOUNTAIN, Land.TOWN), 0.89),
        Size("nation", 34, 3_321, 59, 640, _ALL, 0.9),
    )
}
CENTRAL: Final = 7  # organisations directly under the centre beside the provinces
BLOCS: Final = 2  # of agencies, in each province


@dataclass(frozen=True, slots=True)
class Shape:
    """Members of a cell: their mean, how far they spread, and the most there are."""

    mean: float
    spread: float
    most: int


HAMLETS: Final = {
    Land.MOUNTAIN: Shape(13, 7, 45),
    Land.DELTA: Shape(28, 12, 80),
    Land.TOWN: Shape(45, 22, 150),
}
AGENCY: Final = Shape(12, 5, 40)
SCHOOL: Final = Shape(18, 8, 60)
POLICE: Final = Shape(11, 4, 30)
ENTERPRISE: Final = Shape(14, 9, 60)
LEAST: Final = 3


def drawn(chance: Random, shape: Shape, fit: float) -> int:
    """How many members a cell of that shape has."""
    mean = shape.mean * fit
    rate = shape.spread**2 / shape.mean
    return max(LEAST, min(shape.most, round(chance.gammavariate(mean / rate, rate))))

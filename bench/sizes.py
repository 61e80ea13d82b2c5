"""How big a run is: the small one is done in a few minutes, the nation takes its time."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Records:
    """A nation with its records: units under one at each level, then what each lowest unit has.

    A unit registers once itself and for `people`; each registration has so many deeds.
    """

    communes: int
    cells: int
    people: int
    deeds: int


@dataclass(frozen=True, slots=True)
class Size:
    """`seconds` is spent on each comparison; totals stand for `years` of `communes` a province.

    `bases` and `cells` are the units below a commune and below a base, which keep no totals.
    `records` is the nation that has records, `fewer` one of as many units with far fewer of them.
    Under load everything goes on for `load` seconds; `is_nation` is where the goals of nations hold.
    """

    name: str
    seconds: float
    communes: int
    bases: int
    cells: int
    years: int
    deeds: int
    import_rows: int
    text_rows: int
    records: Records
    fewer: Records
    load: float
    is_nation: bool = False


_SMALL: Final = (0.3, 100, 1, 1, 1, 1_500, 200, 5_000)
_PROVINCE: Final = (1.0, 100, 3, 1, 1, 10_000, 1_000, 20_000)
_NATION: Final = (3.0, 100, 15, 6, 3, 50_000, 5_000, 100_000)
SIZES: Final = {
    size.name: size
    for size in (
        Size("small", *_SMALL, Records(10, 10, 9, 2), Records(10, 10, 1, 1), 2.0),
        Size("province", *_PROVINCE, Records(10, 30, 6, 7), Records(10, 30, 1, 2), 4.0),
        Size("nation", *_NATION, Records(100, 88, 6, 8), Records(100, 88, 1, 1), 10.0, True),
    )
}
PROVINCES: Final = 34
MEASURES: Final = 30

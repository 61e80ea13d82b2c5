"""How big a run is: the small one is done in a minute and a half, the nation takes its time."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Size:
    """`seconds` is spent on each comparison; totals stand for `years` of `communes` a province.

    `bases` and `cells` are the units below a commune and below a base, which keep no totals.
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


SIZES: Final = {
    size.name: size
    for size in (
        Size("small", 0.3, 100, 1, 1, 1, 1_500, 200, 5_000),
        Size("nation", 3.0, 100, 15, 6, 3, 50_000, 5_000, 100_000),
    )
}
PROVINCES: Final = 34
MEASURES: Final = 30

"""What is counted up the tree, as plain constants: sources of images, feeds and measures.

A *source* is one counted table; its triggers copy images of changed rows into the outbox. A *measure*
says which images feed it and which column they add. Rooms declare both in their `measures.py`;
`rollup` compiles them and knows nothing of deeds or people (design 6, performance 1).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from neuguong.lib.actor import PathRange
from neuguong.lib.amounts import Qualifier


class Kind(StrEnum):
    """How a measure behaves over units and periods."""

    SUM = "sum"
    STOCK = "stock"
    RATIO = "ratio"
    ATTRIBUTE = "attribute"
    DISTINCT = "distinct"
    DECLARED = "declared"

    @property
    def stands_alone(self) -> bool:
        """Whether figures of parts do not add up to the figure of the whole, nor are kept anywhere."""
        return self in (Kind.ATTRIBUTE, Kind.DISTINCT, Kind.DECLARED)

    @property
    def is_asked(self) -> bool:
        """Whether one query answers it for one unit, instead of images that are added up."""
        return self in (Kind.ATTRIBUTE, Kind.DECLARED)


@dataclass(frozen=True, slots=True)
class Source:
    """One counted table: which columns of a row go into its image.

    `number` is stored in images and is never used again for another table. A flow names its `month`
    column (yyyymm; null means the row does not count yet); a stock names its `start` and `end` days.
    At most four small-integer `facets` and three integer `values`. `qualifier` names the facet
    that holds a `lib.amounts.Qualifier`.
    """

    number: int
    table: str
    facets: tuple[str, ...]
    values: tuple[str, ...] = ()
    unit: str = "unit_id"
    month: str | None = "month"
    start: str | None = None
    end: str | None = None
    qualifier: str | None = None

    def __post_init__(self) -> None:
        if len(self.facets) > 4 or len(self.values) > 3:
            raise ValueError(self.table)
        if (self.month is None) == (self.start is None):
            raise ValueError(self.table)

    @property
    def is_stock(self) -> bool:
        """Whether rows hold from a day to a day instead of happening in a month."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Feed:
    """The images of a source that feed a measure: allowed facet values, and the column added.

    A facet that is not named may have any value; `value=None` counts the rows.
    """

    source: Source
    where: Mapping[str, frozenset[int]] = field(default_factory=dict)
    value: str | None = None

    def __post_init__(self) -> None:
        unknown = set(self.where) - set(self.source.facets)
        if unknown or (self.value is not None and self.value not in self.source.values):
            raise ValueError(self.source.table, unknown, self.value)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of the yearly tables.

    `scale` is how many smallest units make one display `unit` (1 km = 1 000 m), so that
    everything underneath is an integer. A ratio names its two measures and is shown as percent.
    `distinct` is the column whose different values a distinct measure counts among its rows.
    """

    key: str
    label: str
    unit: str
    kind: Kind = Kind.SUM
    feeds: tuple[Feed, ...] = ()
    scale: int = 1
    numerator: str = ""
    denominator: str = ""
    group: str = ""
    distinct: str = ""

    def __post_init__(self) -> None:
        fed = self.kind in (Kind.SUM, Kind.STOCK, Kind.DISTINCT)
        if fed != bool(self.feeds) or (self.kind is Kind.RATIO) != bool(self.denominator):
            raise ValueError(self.key)
        if (self.kind is Kind.DISTINCT) != bool(self.distinct):
            raise ValueError(self.key)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a unit states of itself: "ít nhất 96 %", perhaps of how many, by which records of its own.

    The answer of the query of a declared measure, and of an attribute with a qualifier.
    """

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT
    of: Decimal | None = None
    records: tuple["Record", ...] = ()


def only(**facets: int | frozenset[int] | set[int]) -> dict[str, frozenset[int]]:
    """Facet conditions written short: `only(subject_kind=1, standing={1, 2})`."""
    return {
        name: frozenset((value,)) if isinstance(value, int) else frozenset(value)
        for name, value in facets.items()
    }


@dataclass(frozen=True, slots=True)
class Record:
    """One row behind a figure; `amount` is in smallest units, 1 for a row that is only counted."""

    id: int
    kind: str
    unit_id: int
    unit_name: str
    unit_slug: str
    amount: int
    qualifier: int
    text: str
    who: str
    day: date | None
    state: str
    link: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What a lister is asked: rows of a source that meet `where`, in some branches or at one unit.

    A flow is asked for `months` (yyyymm); a stock for the rows valid on `at`. `sees_names` says for a
    unit's path whether the reader may see who is meant. Rows come in the order of their key, those
    after `after`, at most `limit` of them (None means all).
    """

    source: Source
    where: Mapping[str, frozenset[int]]
    value: str | None
    branches: tuple[PathRange, ...]
    months: tuple[int, ...]
    at: date | None
    sees_names: Callable[[str], bool]
    own_unit: int | None = None
    after: int = 0
    limit: int | None = None


Lister = Callable[[Ask], Iterator[Record]]

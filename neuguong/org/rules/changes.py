"""What may happen to units on one day, as plain values; units are ids, founded ones negative."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Founding:
    """A new unit. `id` is negative and chosen by the caller; `type` is a code."""

    id: int
    slug: str
    name: str
    type: str
    parent: int | None
    short_name: str = ""
    code: str = ""
    place: str = ""
    place_code: str = ""
    host_unit: str = ""
    sector: int = 0


@dataclass(frozen=True, slots=True)
class Altering:
    """Another name, short name, type or code from the day on: `values` by the names in a state."""

    unit: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moving:
    """Another unit above."""

    unit: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a unit: no heir, one (it merges), or several (it splits).

    `children` says where those directly beneath go; one heir takes all that are not named.
    """

    unit: int
    heirs: tuple[int, ...] = ()
    children: Mapping[int, int] = field(default_factory=dict)


Change = Founding | Altering | Moving | Closing


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What the plan of a tree must know of a type of unit."""

    code: str
    label: str
    family: str
    rank: int
    parents: frozenset[str]
    keeps_totals: bool
    is_grassroots: bool
    is_cell: bool
    valid_from: date
    valid_to: date | None


class Shift(NamedTuple):
    """A unit whose path changes, or which begins or ends to keep totals."""

    unit: int
    old_path: str
    new_path: str

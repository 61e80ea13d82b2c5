"""What the parts take: plain values a view fills and a template lays out, with words already finished."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Link:
    """A place one can go to; `current` is where one stands, `count` stands after the label."""

    label: str
    url: str = ""
    current: bool = False
    count: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list to choose from."""

    value: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar that stays: a unit, a period, a view; only what is offered is shown.

    `unit_url` opens the tree to choose another unit; `above` names its parent and an end date;
    `kept` are further parameters the period form must carry along.
    """

    unit: str
    unit_url: str = ""
    above: str = ""
    above_url: str = ""
    action: str = ""
    periods: Sequence[Choice] = ()
    views: Sequence[Link] = ()
    kept: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on a tile: an empty `url` opens nothing and is not underlined."""

    label: str
    value: str
    url: str = ""
    unit: str = ""
    qualifier: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: numbers stand right; `short` is its name on a phone."""

    label: str
    number: bool = False
    short: str = ""
    css: str = ""

    @property
    def attributes(self) -> SafeString:
        """Class of its cells, and the label they carry when rows fold."""
        css = " ".join(filter(None, ("q" if self.number else "", self.css)))
        label = self.short or self.label
        return (
            format_html(' class="{}" data-l="{}"', css, label)
            if css
            else format_html(' data-l="{}"', label)
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, perhaps a door, perhaps a second line, perhaps a state (a key of `STATES`)."""

    text: str = ""
    url: str = ""
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell under its column, ready to be drawn."""

    column: Column
    cell: Cell

    @property
    def attributes(self) -> SafeString:
        """Those of its column."""
        return self.column.attributes


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows fold on a phone.

    `shape` is one of the classes of the style sheet: `cards`, `cards rows5 k3`, `cards rows3`,
    `cards rec`; empty keeps columns and lets the frame scroll. `heads` makes the first cell of a row
    its head.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    shape: str = "cards"
    heads: bool = True

    @property
    def last(self) -> list[Slot]:
        """The row of totals, empty when there is none."""
        return self._slots(self.foot) if self.foot else []

    def _slots(self, row: Sequence[Cell]) -> list[Slot]:
        return [Slot(column, cell) for column, cell in zip(self.columns, row, strict=True)]


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in a tree list with what is under it; `shut` is a unit that has ended."""

    label: str
    url: str = ""
    note: str = ""
    figure: str = ""
    figure_url: str = ""
    children: "Sequence[Node]" = ()
    is_open: bool = False
    current: bool = False
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a longer way; `was` is behind, `current` is here."""

    label: str
    was: bool = False
    current: bool = False

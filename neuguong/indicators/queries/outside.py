"""What a unit and its children may tell to one who stands beneath: no small number, not by subtraction.

A reader knows their own branches whatever is shown, and adds and subtracts: a total minus the other
children and minus one's own is the one that was hidden. All pages that show figures outside one's
branch ask here, so that none tells what another keeps. Years stand for themselves: a span is hidden
with any of its years, else the other years would be subtracted from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from neuguong.indicators.rules import LOOK
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.lib.suppression import hidden_cells, is_small
from neuguong.org.models import Unit
from neuguong.rollup.queries import Figure, Row, catalogue, children_figures, figures_of

MOST_YEARS: Final = 12  # of a span that is looked into; a longer one is not shown outside
_OWN: Final = 0  # the unit's own records, a part that is never shown
Figures = Mapping[str, Figure]
Cell = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """Which figures of a unit and its children are kept from one reader in a period."""

    hidden: frozenset[Cell]
    is_silent: bool = False

    def keeps(self, unit_id: int, key: str) -> bool:
        """Whether the figure of that measure of that unit is kept from the reader."""
        return self.is_silent or (unit_id, key) in self.hidden


@dataclass(frozen=True, slots=True)
class Around:
    """A unit in a year with its children, and which of it the reader knows.

    `deep` are the reader's branches further down, by the child under which they stand.
    """

    unit: Unit
    total: Figures
    rows: Sequence[Row]
    own: frozenset[int]
    deep: Mapping[int, Sequence[Figures]]


def told_of(by: Actor, unit: Unit, period: Period, keys: Sequence[str]) -> Told:
    """What of these measures the unit and its children may tell this reader, whole years only."""
    if len(period.years) > MOST_YEARS:
        return Told(frozenset(), is_silent=True)
    known = catalogue()
    asked = [key for key in dict.fromkeys(keys) if key in known]
    hidden: set[Cell] = set()
    for year in period.years:
        around = _around(by, unit, Period("year", year), asked)
        if around is not None:
            hidden |= {(cell, key) for key in asked for cell in _kept(around, key)}
    return Told(frozenset(hidden))


def _around(by: Actor, unit: Unit, year: Period, keys: list[str]) -> Around | None:
    """The unit in a year; None where it was not there, which tells nothing."""
    try:
        rows = children_figures(unit, year, keys)
        total = figures_of(unit, year, keys)
    except Refused:
        return None
    children = {row.unit.path: row.unit.pk for row in rows if row.unit is not None}
    own = {row.unit.pk for row in rows if row.unit is not None and by.may(LOOK, at=row.unit)}
    deep: dict[int, list[Figures]] = {}
    for branch in by.scope(LOOK):
        above = next((path for path in children if branch.lo.startswith(path)), None)
        beneath = Unit.objects.filter(path=branch.lo).select_related("type").first()
        if above is None or beneath is None or children[above] in own:
            continue
        try:
            deep.setdefault(children[above], []).append(figures_of(beneath, year, keys))
        except Refused:
            continue
    return Around(unit, total, rows, frozenset(own), deep)


def _kept(around: Around, key: str) -> set[int]:
    """The units, the one above among them, whose figure of one measure is kept."""
    sizes = {around.unit.pk: _sizes(around.total[key])}
    sizes |= {row.unit.pk if row.unit else _OWN: _sizes(row.figures[key]) for row in around.rows}
    kept: set[int] = set()
    for place in range(len(sizes[around.unit.pk])):
        values: dict[object, int] = {cell: size[place] for cell, size in sizes.items()}
        parts: list[object] = [cell for cell in values if cell != around.unit.pk]
        if around.total[key].kind.stands_alone:
            parts = []
        known: set[object] = set(around.own)
        sums: list[tuple[object, list[object]]] = [(around.unit.pk, parts)] if parts else []
        for child, branches in around.deep.items():
            mine: list[object] = [("own", child, number) for number in range(len(branches))]
            values |= {
                cell: _sizes(one[key])[place] for cell, one in zip(mine, branches, strict=True)
            }
            rest = ("rest", child)
            values[rest] = values[child] - sum(values[cell] for cell in mine)
            known |= set(mine)
            sums.append((child, [*mine, rest]))
        _merge_own(values, sums, around)
        found = hidden_cells(values, sums, known=known)
        kept |= {cell for cell in found if isinstance(cell, int) and cell != _OWN}
    return kept


def _merge_own(
    values: dict[object, int], sums: list[tuple[object, list[object]]], around: Around
) -> None:
    """Add what is left beside the reader's own: where siblings are shut, one number for all of them.

    Kept from being small whether siblings are open or not, so that opening them tells nothing more.
    """
    if not sums or sums[0][0] != around.unit.pk:
        return
    own: list[object] = list(around.own)
    values["others"] = values[around.unit.pk] - sum(values[cell] for cell in own)
    sums.append((around.unit.pk, [*own, "others"]))


def _sizes(figure: Figure) -> list[int]:
    """The numbers by which a figure could point at somebody: its records; of a ratio, both its parts.

    What stands alone is weighed by itself, since no records of persons need stand behind it.
    """
    if figure.kind.stands_alone:
        value = figure.value
        return [int(value) if isinstance(value, Decimal) and is_small(int(value)) else 0]
    if figure.kind is Kind.RATIO:
        return [figure.n, figure.scaled]
    return [figure.n]

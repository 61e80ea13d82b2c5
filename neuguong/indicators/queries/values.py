"""What indicators are worth: parts are summed by the counting engine, and only then divided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from neuguong.indicators.models import Indicator
from neuguong.indicators.queries.outside import told_of
from neuguong.indicators.rules import Direction, rounded, written
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.formula import Formula, Frame, Name, parse_formula
from neuguong.lib.measure import Kind
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.rollup.queries import (
    WAS,
    Figure,
    View,
    catalogue,
    children_figures,
    figures_of,
    parent_there,
    series_of,
)

LOOK: Final = "rollup.view"
Figures = Mapping[str, Figure]
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Frames:
    """The figures a formula may name, by whose they are; a frame that was not there is empty."""

    figures: Mapping[Frame, Figures]

    def lookup(self, frame: Frame, key: str) -> Fraction | None:
        """The number of a name, None where it is not there."""
        figure = self.figures.get(frame, {}).get(key)
        if figure is None or not isinstance(figure.value, Decimal):
            return None
        return Fraction(figure.value)

    def is_about(self, formula: Formula) -> bool:
        """Whether a part of it is known less than exactly."""
        parts = (self.figures.get(name.frame, {}).get(name.key) for name in formula.names)
        return any(part is not None and part.qualifier != Qualifier.EXACT for part in parts)


@dataclass(frozen=True, slots=True)
class Part:
    """A number of a formula: whose, which, how much."""

    frame: Frame
    figure: Figure


@dataclass(frozen=True, slots=True)
class Valued:
    """What an indicator is worth for a unit in a period; `value` is None where it divides by nothing."""

    indicator: Indicator
    exact: Fraction | None
    is_about: bool
    parts: tuple[Part, ...]

    @property
    def value(self) -> Decimal | None:
        """Rounded to its decimals, as it is shown and compared with a target."""
        return None if self.exact is None else rounded(self.exact, self.indicator.decimals)

    @property
    def is_lively(self) -> bool:
        """Whether anything but stocks stands behind it."""
        return any(not p.figure.is_zero for p in self.parts if p.figure.kind is not Kind.STOCK)

    @property
    def text(self) -> str:
        """The value with its unit."""
        one = self.indicator
        return written(self.value, one.unit_word, one.decimals, is_about=self.is_about)

    @property
    def direction(self) -> Direction:
        """Which way is better."""
        return Direction(self.indicator.direction)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A direct child with its values: a unit, one that only a plan knows, or the unit's own records."""

    unit: Unit | None
    label: str
    values: dict[str, Valued]
    figures: Figures = field(default_factory=dict)
    is_own: bool = False

    @property
    def short(self) -> str:
        """The name beside a bar."""
        return self.unit.short_name if self.unit else self.label


def formula_of(indicator: Indicator) -> Formula:
    """The formula of an indicator, read."""
    return parse_formula(indicator.formula)


def keys_of(formulas: Iterable[Formula], frame: Frame) -> list[str]:
    """The measures that some formulas need in a frame; those that are gone are left out."""
    known = catalogue()
    needed = dict.fromkeys(key for formula in formulas for key in formula.keys(frame))
    return [key for key in needed if key in known]


def frames_of(
    unit: Unit,
    period: Period,
    formulas: Collection[Formula],
    *,
    by: Actor | None = None,
    view: View = WAS,
) -> Frames:
    """The figures some formulas need: one statement for the unit, one for last year, one for the parent.

    A reader who stands beneath the parent gets of it whole years only, as it was, without small numbers
    nor those by which small ones could be worked out.
    """
    own = keys_of(formulas, Frame.OWN)
    found: dict[Frame, Figures] = {Frame.OWN: figures_of(unit, period, own, view)}
    if last := keys_of(formulas, Frame.LAST):
        found[Frame.LAST] = _before(unit, period, last, view)
    if above := keys_of(formulas, Frame.PARENT):
        found[Frame.PARENT] = parent_figures(unit, period, above, by=by, view=view)
    return Frames(found)


def parent_figures(
    unit: Unit, period: Period, keys: list[str], *, by: Actor | None, view: View = WAS
) -> Figures:
    """The totals of the unit above on that tree, as far as the reader may know them; None asks for the
    machine."""
    above = parent_there(unit, period, view)
    if above is None:
        return {}
    sees_all = by is None or by.may(LOOK, at=above)
    if not sees_all and (period.kind not in ("year", "years") or not view.is_signed):
        return {}
    try:
        figures = figures_of(above, period, keys, view)
    except Refused:
        return {}
    if sees_all or by is None:
        return figures
    told = told_of(by, above, period, keys)
    return {key: figure for key, figure in figures.items() if not told.keeps(above.pk, key)}


def values_of(
    unit: Unit,
    period: Period,
    indicators: Sequence[Indicator],
    *,
    by: Actor | None = None,
    view: View = WAS,
) -> dict[str, Valued]:
    """What some indicators are worth for a unit, by key, in their order."""
    formulas = {one.key: formula_of(one) for one in indicators}
    frames = frames_of(unit, period, formulas.values(), by=by, view=view)
    return {one.key: valued(one, frames) for one in indicators}


def values_before(
    unit: Unit, period: Period, indicators: Sequence[Indicator], view: View = WAS
) -> dict[str, Valued]:
    """The same a year before, of indicators that do not look back or up themselves.

    Left out where nothing happened that year: then the programme was not counted here yet.
    """
    plain = [one for one in indicators if {n.frame for n in formula_of(one).names} <= {Frame.OWN}]
    try:
        found = values_of(unit, period.previous(), plain, view=view)
    except Refused:
        return {}
    return {key: one for key, one in found.items() if one.is_lively}


def valued(indicator: Indicator, frames: Frames) -> Valued:
    """An indicator worked out over some figures."""
    formula = formula_of(indicator)
    parts = tuple(
        Part(name.frame, figure)
        for name in formula.names
        if (figure := frames.figures.get(name.frame, {}).get(name.key)) is not None
    )
    exact = formula.worked_out(frames.lookup)
    return Valued(indicator, exact, frames.is_about(formula), parts)


def child_values(
    unit: Unit,
    period: Period,
    indicators: Sequence[Indicator],
    also: Collection[str] = (),
    view: View = WAS,
) -> list[ValueRow]:
    """A row for each direct child and one for the unit's own records; `also` are measures beside.

    A fixed number of statements, however many children there are.
    """
    formulas = [formula_of(one) for one in indicators]
    keys = list(dict.fromkeys([*keys_of(formulas, Frame.OWN), *also]))
    last_rows: dict[int, Figures] = {}
    if last := keys_of(formulas, Frame.LAST):
        last_rows = children_before(unit, period, last, view)
    above = keys_of(formulas, Frame.PARENT)
    parent = figures_of(unit, period, above, view) if above else {}
    rows = []
    for row in children_figures(unit, period, keys, view):
        pk = row.unit.pk if row.unit else row.planned
        frames = Frames(
            {Frame.OWN: row.figures, Frame.LAST: last_rows.get(pk, {}), Frame.PARENT: parent}
        )
        worth = {one.key: valued(one, frames) for one in indicators}
        rows.append(ValueRow(row.unit, row.label, worth, row.figures, row.is_own))
    return rows


def children_before(
    unit: Unit, period: Period, keys: list[str], view: View = WAS
) -> dict[int, Figures]:
    """The figures of the children a year before by id, 0 for the unit's own; none when it was not yet."""
    try:
        rows = children_figures(unit, period.previous(), keys, view)
    except Refused:
        return {}
    return {row.unit.pk if row.unit else row.planned: row.figures for row in rows}


def months_of(
    unit: Unit,
    indicators: Sequence[Indicator],
    year: int,
    *,
    today: date,
    by: Actor | None = None,
    view: View = WAS,
) -> dict[str, list[Valued]]:
    """Each indicator from January to the end of each month of a year; a running year ends early.

    What happens in months is added up from January, a stock is taken at the end of the month. One
    statement for each number the formulas need. Months of the parent only for those who see it whole.
    """
    lines: dict[Name, list[Figure]] = {}
    names = dict.fromkeys(name for one in indicators for name in formula_of(one).names)
    looks_up = any(name.frame is Frame.PARENT for name in names)
    parent = parent_there(unit, Period("year", year), view) if looks_up else None
    for name in names:
        where = parent if name.frame is Frame.PARENT else unit
        is_above = name.frame is Frame.PARENT and by is not None
        if where is None or (is_above and by is not None and not by.may(LOOK, at=where)):
            continue
        at = year - 1 if name.frame is Frame.LAST else year
        lines[name] = _added_up(where, name.key, at, view)
    frames = [_of_month(lines, month) for month in range(_months_of(year, today))]
    return {one.key: [valued(one, frame) for frame in frames] for one in indicators}


def _months_of(year: int, today: date) -> int:
    return today.month if year == today.year else _MONTHS


def _of_month(lines: Mapping[Name, list[Figure]], month: int) -> Frames:
    figures: dict[Frame, dict[str, Figure]] = {}
    for name, line in lines.items():
        if line:
            figures.setdefault(name.frame, {})[name.key] = line[month]
    return Frames(figures)


def _added_up(unit: Unit, key: str, year: int, view: View) -> list[Figure]:
    try:
        line = series_of(unit, key, year, view)
    except Refused:
        return []
    if line and line[0].kind is Kind.STOCK:
        return list(line)
    total, way = Decimal(0), Qualifier.EXACT
    added: list[Figure] = []
    for figure in line:
        total += figure.value if isinstance(figure.value, Decimal) else Decimal(0)
        if figure.qualifier not in (Qualifier.EXACT, way):
            way = figure.qualifier if way is Qualifier.EXACT else Qualifier.ABOUT
        added.append(replace(figure, value=total, qualifier=way))
    return added


def _before(unit: Unit, period: Period, keys: list[str], view: View) -> Figures:
    try:
        return figures_of(unit, period.previous(), keys, view)
    except Refused:
        return {}

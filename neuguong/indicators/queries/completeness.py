"""Who has not: how far the children of a unit have come with a duty, as figures that add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from neuguong.indicators.queries.values import Frames, keys_of
from neuguong.indicators.rules import DUTIES, SIGNS_OF_LIFE, Duty
from neuguong.lib.dates import Period
from neuguong.lib.formula import Frame, parse_formula
from neuguong.org.models import Unit
from neuguong.rollup.queries import WAS, Figure, Row, View, children_figures, figures_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a duty is done by one unit and all beneath it; without a unit `is_own` tells the
    unit's own records from a unit that only a plan knows."""

    unit: Unit | None
    label: str
    owed: int
    done: int
    is_own: bool = False

    @property
    def is_owing(self) -> bool:
        """Whether anything is owed here at all."""
        return self.owed > 0

    @property
    def missing(self) -> int:
        """How much is still owed."""
        return max(0, self.owed - self.done)

    @property
    def state(self) -> str:
        """The key of its state: done, doing or missing; none where nothing is owed."""
        if not self.is_owing:
            return "none"
        if not self.missing:
            return "done"
        return "doing" if self.done > 0 else "missing"


@dataclass(frozen=True, slots=True)
class Completeness:
    """A duty over the children of a unit: each child, and the whole."""

    duty: Duty
    rows: list[Progress]
    whole: Progress

    @property
    def owing(self) -> list[Progress]:
        """The lines that owe anything."""
        return [row for row in self.rows if row.is_owing]

    @property
    def complete(self) -> int:
        """How many lines have done all of it."""
        return sum(1 for row in self.owing if not row.missing)

    @property
    def late(self) -> list[Progress]:
        """The lines that have not, those with most missing first."""
        return sorted((row for row in self.owing if row.missing), key=lambda row: -row.missing)


def completeness_of(unit: Unit, period: Period, duty: Duty, view: View = WAS) -> Completeness:
    """How far the direct children of a unit, and the unit itself, are with a duty in a year."""
    keys = _keys([duty])
    year = Period("year", period.last_year)
    rows = [_progress(row, duty) for row in children_figures(unit, year, keys, view)]
    shown = [row for row in rows if row.unit is not None or row.owed or row.done]
    total = _counted(unit, unit.name, figures_of(unit, year, keys, view), duty)
    return Completeness(duty, shown, total)


def duties_of(unit: Unit, period: Period, view: View = WAS) -> list[tuple[Duty, Progress]]:
    """Every duty with how far the whole branch is, in one statement."""
    figures = figures_of(unit, Period("year", period.last_year), _keys(DUTIES), view)
    return [(duty, _counted(unit, unit.name, figures, duty)) for duty in DUTIES]


def silent_among(rows: Sequence[Row]) -> tuple[list[Unit], int]:
    """The children in which nobody has sent anything, and how many children there are.

    `rows` are those of `children_figures` with the signs of life; children that have ended are left out.
    """
    children = [row for row in rows if row.unit is not None and not row.heading]
    silent = [
        row.unit
        for row in children
        if row.unit is not None and all(row.figures[key].is_zero for key in SIGNS_OF_LIFE)
    ]
    return silent, len(children)


def _keys(duties: Sequence[Duty]) -> list[str]:
    formulas = [parse_formula(text) for duty in duties for text in (duty.owed, duty.done)]
    return keys_of(formulas, Frame.OWN)


def _progress(row: Row, duty: Duty) -> Progress:
    return _counted(row.unit, row.label, row.figures, duty, is_own=row.is_own)


def _counted(
    unit: Unit | None, label: str, figures: dict[str, Figure], duty: Duty, *, is_own: bool = False
) -> Progress:
    lookup = Frames({Frame.OWN: figures}).lookup
    owed, done = (
        parse_formula(text).worked_out(lookup) or Fraction(0) for text in (duty.owed, duty.done)
    )
    return Progress(unit, label, int(owed), int(done), is_own)

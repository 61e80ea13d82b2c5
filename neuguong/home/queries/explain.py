"""One figure on every view, and the moves of units that make the difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from neuguong.home.queries.place import Place
from neuguong.lib.measure import Measure
from neuguong.rollup.queries import (
    TODAY,
    WAS,
    Carried,
    Figure,
    View,
    ViewKind,
    carried_of,
    figures_of,
    snapshot,
)


@dataclass(frozen=True, slots=True)
class Other:
    """A figure on another tree than today's, with the units that make it differ."""

    view: View
    figure: Figure
    moves: Sequence[Carried]


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure as it is today and on each other view, all of one moment."""

    place: Place
    measure: Measure
    today: Figure
    others: Sequence[Other]


def explained(place: Place, measure: Measure) -> Explained:
    """The figure of a place as it was, today, and on the plan the reader looks at."""
    unit, period, key = place.unit, place.period, measure.key
    views = [] if period.last_day < unit.opened_on else [WAS]
    views += [place.view] if place.view.kind is ViewKind.PLAN else []
    with snapshot():
        return Explained(
            place=place,
            measure=measure,
            today=figures_of(unit, period, [key], TODAY)[key],
            others=[
                Other(
                    view,
                    figures_of(unit, period, [key], view)[key],
                    carried_of(unit, period, key, view),
                )
                for view in views
            ],
        )

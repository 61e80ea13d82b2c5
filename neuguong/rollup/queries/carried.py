"""Why a figure differs from today's on another tree: which units moved, and what each carries."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.lib.dates import Period
from neuguong.lib.overlay import ABSENT, Overlay
from neuguong.org.models import Unit, UnitLink, UnitState
from neuguong.rollup.queries.figure import Figure, Form
from neuguong.rollup.queries.snapshot import snapshot
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.terms import Term, summed
from neuguong.rollup.queries.view import View

_LARGEST: Final = 900  # ids in one condition


@dataclass(frozen=True, slots=True)
class Carried:
    """A unit that stands otherwise than today, and what it brings to the figure there.

    `times` is above zero where it counts there and not today, below where it is the other way
    round; `figure` is what it holds. `there` and `today` are its parents, None for a root;
    `is_absent`: it did not stand at all. `day` and `decision` tell of its last move; a plan has none.
    """

    unit: Unit
    figure: Figure
    times: int
    there: Unit | None
    today: Unit | None
    is_absent: bool
    day: date | None
    decision: str


def carried(unit: Unit, period: Period, span: Span, form: Form, view: View) -> list[Carried]:
    """The units whose totals are added or taken off, those with most first; nothing carries nothing."""
    day = view.day(unit, period)
    with snapshot():
        tree = view.tree(day)
        coefficients = tree.coefficients(unit.pk, unit.path)
        coefficients[unit.pk] = coefficients.get(unit.pk, 0) - 1  # its total of today is no move
        coefficients = {y: times for y, times in coefficients.items() if y > 0 and times}
        sums = summed([Term(y, y) for y in coefficients], span)
        figures = {y: next(iter(form.figures(sums.get(y, {})).values())) for y in coefficients}
        full = [y for y in coefficients if figures[y].n or figures[y].scaled]
        return _told(tree, day, full, figures, coefficients)


def _told(
    tree: Overlay,
    day: date,
    numbers: list[int],
    figures: dict[int, Figure],
    coefficients: dict[int, int],
) -> list[Carried]:
    units = _units(numbers)
    places = {y: tree.parent(y, units[y].path) for y in numbers}
    parents = _units([parent for parent in places.values() if isinstance(parent, int)])
    links: dict[int, UnitLink] = {}
    decisions: dict[tuple[int, date], str] = {}
    for start in range(0, len(numbers), _LARGEST):
        part = numbers[start : start + _LARGEST]
        rows = UnitLink.objects.filter(unit__in=part, valid_from__gt=day).order_by("valid_from")
        links |= {link.unit_id: link for link in rows}
        states = UnitState.objects.filter(unit__in=part, valid_from__gt=day)
        decisions |= {(state.unit_id, state.valid_from): state.decision for state in states}
    found = []
    for y in numbers:
        parent, moved = places[y], links.get(y)
        found.append(
            Carried(
                unit=units[y],
                figure=figures[y],
                times=coefficients[y],
                there=parents.get(parent) if isinstance(parent, int) else None,
                today=units[y].parent,
                is_absent=parent is ABSENT,
                day=moved.valid_from if moved else None,
                decision=decisions.get((y, moved.valid_from), "") if moved else "",
            )
        )
    return sorted(found, key=lambda each: (-abs(each.figure.scaled), each.unit.sort))


def _units(numbers: list[int]) -> dict[int, Unit]:
    return Unit.objects.select_related("parent").in_bulk([n for n in numbers if n > 0])

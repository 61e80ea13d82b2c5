"""Totals seen from below: which of them would tell a small number, by themselves or by subtraction.

Whoever sees the total of the unit above and knows their own branch subtracts the one from the other:
what is left must not be small either. A span of years is hidden with any of its years.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from neuguong.home.queries.place import LOOK, Place
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.lib.suppression import hidden_cells
from neuguong.org.models import Unit
from neuguong.rollup.queries import Figure, View, figures_of

MOST_YEARS: Final = 12  # of a span that is looked into; a longer one is not shown outside
_TOTAL, _OWN, _REST = "total", "own", "rest"


def hidden_outside(by: Actor, place: Place, period: Period, keys: Sequence[str]) -> set[str]:
    """The measures whose total over the period is not told to this reader."""
    if len(period.years) > MOST_YEARS:
        return set(keys)
    own = _own_units(by, place.unit)
    hidden: set[str] = set()
    for year in period.years:
        hidden |= _hidden_in(place, own, Period("year", year), keys)
    return hidden


def _hidden_in(place: Place, own: Sequence[Unit], year: Period, keys: Sequence[str]) -> set[str]:
    whole = _figures(place.unit, year, keys, place.view)
    parts = [_figures(unit, year, keys, place.view) for unit in own]
    return {
        key
        for key, figure in whole.items()
        if not is_told(figure.n, [part[key].n for part in parts if key in part])
    }


def is_told(total: int, own: Collection[int]) -> bool:
    """Whether a total may be told to one who knows these parts of it."""
    known = sum(own)
    values = {_TOTAL: total, _OWN: known, _REST: max(0, total - known)}
    return _TOTAL not in hidden_cells(values, [(_TOTAL, [_OWN, _REST])], known={_OWN})


def _own_units(by: Actor, above: Unit) -> list[Unit]:
    """The reader's own branches beneath the unit."""
    paths = [each.lo for each in by.scope(LOOK) if each.lo.startswith(above.path)]
    return list(Unit.objects.filter(path__in=paths).exclude(pk=above.pk).select_related("type"))


def _figures(unit: Unit, year: Period, keys: Sequence[str], view: View) -> Mapping[str, Figure]:
    """The figures of a unit in a year; none where it was not there."""
    try:
        return figures_of(unit, year, keys, view)
    except Refused:
        return {}

"""A second cut of a branch: its records by a property of their unit on a day, such as its sector.

No total is stored for such groups, so this reads the records of the branch: its cost grows with them,
and callers keep the branch small.
"""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from neuguong.lib.actor import PathRange
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.rollup.compile import lists
from neuguong.rollup.queries.figure import Figure, Form
from neuguong.rollup.queries.snapshot import snapshot
from neuguong.rollup.queries.span import Span, Step, asked, recorded
from neuguong.rollup.queries.standing import branches_on
from neuguong.rollup.queries.view import WAS, View


class Cut(StrEnum):
    """The property of a unit by which figures are cut; a column of its state."""

    SECTOR = "sector"
    FAMILY = "family"


def figures_by(
    cut: Cut, unit: Unit, period: Period, keys: Collection[str], *, day: date, view: View = WAS
) -> dict[int, dict[str, Figure]]:
    """The figures of a unit and all beneath it, by the cut's number; 0 where none is known.

    A unit counts where it stood on the day, a closed one where it last stood. The groups add up to
    the figures of the unit on the tree of the view. Attributes are left out.
    """
    with snapshot():
        cut_units, values = _units_cut(cut, branches_on(unit, period, view), day)
        units = f"SELECT id AS unit_id, cut AS grp FROM ({cut_units}) c"
        return _figures(units, values, period, keys)


def figures_of_group(
    cut: Cut,
    number: int,
    unit: Unit,
    period: Period,
    keys: Collection[str],
    *,
    day: date,
    view: View = WAS,
) -> dict[int, dict[str, Figure]]:
    """What each unit of one group has of its own, by the unit's id; they add up to the group."""
    with snapshot():
        cut_units, values = _units_cut(cut, branches_on(unit, period, view), day)
        units = f"SELECT id AS unit_id, id AS grp FROM ({cut_units}) c WHERE cut = {int(number)}"
        return _figures(units, values, period, keys)


def _units_cut(cut: Cut, branches: Sequence[PathRange], day: date) -> tuple[str, tuple[str, ...]]:
    """The units of some branches, each with its number on a day, and the parameters."""
    within = " OR ".join(["b.path >= %s AND b.path < %s"] * len(branches)) or "1 = 0"
    units = (
        f"SELECT b.id, coalesce((SELECT s.{cut.value} FROM org_unitstate s"
        " WHERE s.unit_id = b.id AND s.valid_from <= %s ORDER BY s.valid_from DESC LIMIT 1), 0) AS cut"
        f" FROM org_unit b WHERE {within}"
    )
    return units, (day.isoformat(), *(end for branch in branches for end in (branch.lo, branch.hi)))


def _figures(
    units: str, values: tuple[str, ...], period: Period, keys: Collection[str]
) -> dict[int, dict[str, Figure]]:
    known = lists().measures
    measures = [known[key] for key in keys if not known[key].kind.stands_alone]
    span = Span.of(period, [measure.key for measure in measures])
    form = Form(measures)
    sums = asked(span, [Step("u", units, values), Step("s", recorded(span))], []) or {}
    return {group: form.figures(found) for group, found in sorted(sums.items())}

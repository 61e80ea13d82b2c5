"""Reads of the line above a unit on the tree of a day: the years and plans it stood under then."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from neuguong.org.models import Unit, UnitLink
from neuguong.org.queries.histories import parts

_ON: Final = "l.valid_from <= %s AND (l.valid_to IS NULL OR l.valid_to > %s)"
# One look-up a level: seeds are units, the line climbs the links of one day.
_LINE: Final = (
    "WITH RECURSIVE line(seed, unit, above, depth) AS ("
    "SELECT l.unit_id, l.unit_id, l.parent_id, 0 FROM org_unitlink l"
    " WHERE l.unit_id IN ({seeds}) AND {on}"
    " UNION ALL SELECT line.seed, l.unit_id, l.parent_id, line.depth + 1"
    " FROM line JOIN org_unitlink l ON l.unit_id = line.above AND {on})"
)
_EVER: Final = (
    "WITH RECURSIVE line(unit) AS (SELECT CAST(%s AS bigint) UNION"
    " SELECT l.parent_id FROM line JOIN org_unitlink l ON l.unit_id = line.unit"
    " WHERE l.parent_id IS NOT NULL) SELECT unit FROM line"
)
_MOST: Final = 500


def day_of_line(unit: Unit, last: date) -> date:
    """The day on whose tree a unit is seen in a period that ends on `last`: the last of both lives."""
    day = min(last, unit.closed_on - timedelta(days=1)) if unit.closed_on else last
    return max(day, unit.opened_on)


def line_ids(unit: Unit, last: date) -> tuple[RawSQL, RawSQL]:
    """Two expressions on the line at and above a unit then: its ids, and how far above each is.

    The second is asked of a row that has a column `unit_id`; both live inside the caller's statement.
    """
    day = day_of_line(unit, last)
    line, values = _LINE.format(seeds="%s", on=_ON), (unit.pk, day, day, day, day)
    ids = RawSQL(f"{line} SELECT unit FROM line", values)  # noqa: S611, S608 marks only
    far = RawSQL(f"({line} SELECT depth FROM line WHERE unit = unit_id)", values)  # noqa: S611, S608
    return ids, far


def lines_on(units: Iterable[Unit], last: date) -> dict[int, list[int]]:
    """The ids at and above each of the units then, nearest first; a few statements for thousands."""
    days: dict[date, list[int]] = defaultdict(list)
    for unit in units:
        days[day_of_line(unit, last)].append(unit.pk)
    found: dict[int, list[int]] = {}
    for day, ids in days.items():
        for part in parts(ids, _MOST):
            found |= _lines(part, day)
    return found


def ids_ever_above(unit: Unit) -> RawSQL:
    """The ids at and above a unit on any day, as an expression for the caller's statement."""
    return RawSQL(_EVER, (unit.pk,))  # noqa: S611 marks only


def _lines(ids: Collection[int], day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_LINE.format(seeds=marks, on=_ON)} SELECT seed, unit FROM line ORDER BY seed, depth",  # noqa: S608
            [*ids, day, day, day, day],
        )
        for seed, unit in cursor.fetchall():
            found.setdefault(seed, []).append(unit)
    return found


def parent_on(unit: Unit, day: date) -> Unit | None:
    """The unit it stood under on a day; none for a root, and before it was founded."""
    links = UnitLink.objects.filter(unit=unit, valid_from__lte=day)
    link = links.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("parent").first()
    return link.parent if link else None

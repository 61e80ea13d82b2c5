"""Which units stood otherwise on a day than they stand today, from the links of units."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import connection

from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.overlay import ABSENT, Overlay, Parent
from neuguong.rollup.queries.snapshot import snapshot

# True where nothing has moved since a day: the tree of that day is today's. Two looks at an index.
STILL: Final = (
    "NOT EXISTS (SELECT 1 FROM org_unitlink WHERE valid_from > %s)"
    " AND NOT EXISTS (SELECT 1 FROM org_unitlink WHERE valid_to > %s)"
)

# The days on which the tree changes after one day, until another.
_CHANGES: Final = (
    "SELECT valid_from FROM org_unitlink WHERE valid_from > %s AND valid_from <= %s"
    " UNION SELECT valid_to FROM org_unitlink WHERE valid_to > %s AND valid_to <= %s"
)

# Units with a link that begins or ends after the day, and where they stood on it. CROSS JOIN and
# scalar subqueries keep both engines at one look-up a unit (performance 1.9, trap 3). A unit that was
# not there yet, under one that was not there either, needs no word: it is absent by the one above, and
# of a new commune with a hundred cells only the commune is read.
_MOVED: Final = """
WITH c AS MATERIALIZED (
  SELECT unit_id FROM org_unitlink WHERE valid_from > %s
  UNION SELECT unit_id FROM org_unitlink WHERE valid_to > %s
), s AS MATERIALIZED (
  SELECT u.id, u.path, u.parent_id,
    (SELECT l.id FROM org_unitlink l WHERE l.unit_id = u.id AND l.valid_from <= %s
     AND (l.valid_to IS NULL OR l.valid_to > %s)) AS link
  FROM c CROSS JOIN org_unit u WHERE u.id = c.unit_id
)
SELECT s.id, s.path, s.link,
  (SELECT l.parent_id FROM org_unitlink l WHERE l.id = s.link) AS parent,
  (SELECT p.path FROM org_unitlink l CROSS JOIN org_unit p
   WHERE l.id = s.link AND p.id = l.parent_id) AS parent_path
FROM s
WHERE s.link IS NOT NULL OR s.parent_id IS NULL OR EXISTS (
  SELECT 1 FROM org_unitlink l WHERE l.unit_id = s.parent_id AND l.valid_from <= %s
  AND (l.valid_to IS NULL OR l.valid_to > %s))
"""


def same_trees(days: Sequence[date]) -> list[date]:
    """For each of some days the last one of them whose tree is the same.

    Twelve months of a year with one day of moves have two trees.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [min(days), max(days)] * 2)
        changes = sorted(_as_day(day) for (day,) in cursor.fetchall())
    last: dict[int, date] = {}
    for day in days:
        part = bisect_right(changes, day)
        last[part] = max(day, last.get(part, day))
    return [last[bisect_right(changes, day)] for day in days]


def _as_day(found: date | str) -> date:
    return date.fromisoformat(found) if isinstance(found, str) else found


def tree_on(day: date) -> Overlay:
    """The tree of a past day, told by the units that stood otherwise or not at all.

    Read once in a snapshot. A unit that went away and came back is not among them.
    """
    with snapshot() as seen:
        if day not in seen.trees:
            seen.trees[day] = _read(day)
        return seen.trees[day]


def _read(day: date) -> Overlay:
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [day] * 6)
        rows = cursor.fetchall()
    places: list[tuple[int, str, Parent, str]] = []
    for unit, path, link, parent, parent_path in rows:
        if link is None:
            places.append((unit, path, ABSENT, ""))
        elif (parent_path or "") != path[:-PATH_WIDTH]:
            places.append((unit, path, parent, parent_path or ""))
    return Overlay(places)

"""Moves stored totals between the units above, when the tree changes; records stay where they are.

Every unit beneath a moved one belongs to one chunk: that of the nearest moved unit at or above it. A
chunk leaves the units that stood above it and do not any more, and comes to those that now do. The
stored total of a moved unit is its chunk and the chunks of moved units beneath it, so those are
taken off by signs. A unit that keeps no totals gives its chunk from the records, less the images that
wait: these will be folded by the new paths.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.db import connection

from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.measure import Source
from neuguong.lib.rowset import as_rows, as_table
from neuguong.org.models import Unit
from neuguong.org.rules import Shift, ids_of
from neuguong.rollup.models import Total
from neuguong.rollup.sources import ADDS, COLUMNS, MEETS, PARTS, grouped, images_of

_PART: Final = 5_000
_PUT: Final = f"INSERT INTO rollup_total (unit_id, month, measure_id, {', '.join(PARTS)})"
_ADDING: Final = " ON CONFLICT (unit_id, month, measure_id) DO UPDATE SET " + ", ".join(
    f"{part} = rollup_total.{part} + excluded.{part}" for part in PARTS
)
# How often what a unit holds is added to the stored total of another one.
Often = dict[int, dict[int, int]]


class Portions(NamedTuple):
    """How often stored totals, and chunks straight from the records, go to which units."""

    stored: Often
    recorded: Often


def portions(shifts: Sequence[Shift], rolled: Mapping[int, bool]) -> Portions:
    """What goes where; `rolled` says of founded and changed units whether they keep totals now.

    Asks which of all the units above keep totals; the tree still stands as it was.
    """
    every = {unit for shift in shifts for unit in ids_of(shift.old_path) + ids_of(shift.new_path)}
    was: set[int] = set()
    for part in _parts(every):
        was.update(Unit.objects.filter(pk__in=part, rolled=True).values_list("pk", flat=True))
    now = {unit for unit in every if rolled.get(unit, unit in was)}
    moved = {shift.unit for shift in shifts}
    goes = {
        shift.unit: _difference(
            [unit for unit in ids_of(shift.old_path) if unit in was],
            [unit for unit in ids_of(shift.new_path) if unit in now],
        )
        for shift in shifts
    }
    found = Portions({}, {})
    for shift in shifts:
        above = [unit for unit in ids_of(shift.old_path)[:-1] if unit in moved and unit in was]
        often = defaultdict(int, goes[shift.unit])
        for unit, times in goes[above[-1]].items() if above else ():
            often[unit] -= times
        kept = {unit: times for unit, times in often.items() if times}
        if kept:
            (found.stored if shift.unit in was else found.recorded)[shift.unit] = kept
    return found


def move_stored(often: Often) -> None:
    """Add the stored totals of units to those of others, as often as said, in one statement."""
    if not often:
        return
    k = as_table({"unit_id": "bigint", "above": "bigint", "often": "bigint"})
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_PUT} WITH k AS MATERIALIZED ({k})"
            f" SELECT k.above, t.month, t.measure_id, {_sums('t')}"
            " FROM k CROSS JOIN rollup_total t WHERE t.unit_id = k.unit_id"
            f" GROUP BY k.above, t.month, t.measure_id {_any('t')}{_ADDING}",
            [as_rows(_lines(often))],
        )


def move_recorded(often: Often, shifts: Sequence[Shift], sources: Sequence[Source]) -> None:
    """Add the chunks of units that keep no totals, from records and waiting images, in one statement."""
    if not often:
        return
    tops = {shift.old_path for shift in shifts if shift.unit in often}
    borders = [
        (shift.old_path, shift.unit, int(shift.unit in often))
        for shift in shifts
        if shift.unit in often or _is_in(shift.old_path, tops)
    ]
    image = ", ".join(f"i.{column}" for column in COLUMNS[1:])
    among = (
        "= ANY(ARRAY(SELECT unit_id FROM g))"
        if connection.vendor == "postgresql"
        else "IN (SELECT unit_id FROM g)"
    )
    rows = [
        f"SELECT g.grp, {sql.columns} FROM {source.table} r CROSS JOIN g"
        f" WHERE r.{source.unit} {among} AND g.unit_id = r.{source.unit} AND {sql.present}"
        for source in sources
        for sql in images_of(source, connection.vendor, "r")
    ]
    rows.append(
        f"SELECT g.grp, -i.sign AS sign, {image} FROM rollup_outbox i CROSS JOIN g"
        " WHERE g.unit_id = i.unit_id"
    )
    steps = {
        "k": as_table({"unit_id": "bigint", "above": "bigint", "often": "bigint"}),
        "v": as_table({"old": "text", "unit_id": "bigint", "counts": "bigint"}),
        "h": (
            "SELECT u.id AS unit_id, max(v.old) AS old FROM v CROSS JOIN org_unit u"
            " WHERE u.path >= v.old AND u.path < v.old || '~' GROUP BY u.id"
        ),
        "g": (
            "SELECT h.unit_id, v.unit_id AS grp FROM h CROSS JOIN v"
            " WHERE v.old = h.old AND v.counts = 1"
        ),
        "s": grouped(f"({' UNION ALL '.join(rows)}) q", "grp", "month"),
        "o": (
            "SELECT s.grp, s.month, m.measure_id, "
            + ", ".join(
                f"cast(sum({adds}) AS bigint) AS {part}"
                for adds, part in zip(ADDS, PARTS, strict=True)
            )
            + f" FROM s CROSS JOIN rollup_measure_map m WHERE {MEETS}"
            " GROUP BY s.grp, s.month, m.measure_id"
        ),
    }
    with_ = ", ".join(f"{name} AS MATERIALIZED ({select})" for name, select in steps.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_PUT} WITH {with_}"
            f" SELECT k.above, o.month / y.part, o.measure_id, {_sums('o')}"
            " FROM o CROSS JOIN k CROSS JOIN (SELECT 1 AS part UNION ALL SELECT 100) y"
            " WHERE k.unit_id = o.grp"
            f" GROUP BY k.above, o.month / y.part, o.measure_id {_any('o')}{_ADDING}",
            [as_rows(_lines(often)), as_rows(borders)],
        )


def clear(units: Collection[int]) -> None:
    """Drop the totals of units that keep none any more."""
    for part in _parts(units):
        Total.objects.filter(unit_id__in=part).delete()


def _difference(before: Collection[int], after: Collection[int]) -> dict[int, int]:
    gone, come = set(before) - set(after), set(after) - set(before)
    return dict.fromkeys(gone, -1) | dict.fromkeys(come, 1)


def _lines(often: Often) -> Iterator[tuple[int, int, int]]:
    for unit, above in often.items():
        for to, times in above.items():
            yield unit, to, times


def _is_in(path: str, tops: Collection[str]) -> bool:
    return any(path[:end] in tops for end in range(PATH_WIDTH, len(path) + 1, PATH_WIDTH))


def _sums(row: str) -> str:
    return ", ".join(f"cast(sum(k.often * {row}.{part}) AS bigint)" for part in PARTS)


def _any(row: str) -> str:
    return "HAVING " + " OR ".join(f"sum(k.often * {row}.{part}) <> 0" for part in PARTS)


def _parts(units: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(units)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]

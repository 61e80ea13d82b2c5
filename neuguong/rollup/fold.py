"""Adds images to the stored totals of the units above: the only code that writes totals."""

from collections.abc import Sequence
from typing import Final

from django.db import connection, transaction

from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.measure import Source
from neuguong.org.actions import lock_tree
from neuguong.org.models import Unit
from neuguong.rollup.sources import ADDS, COLUMNS, MEETS, PARTS, grouped, images_of

# A bite of the outbox holds the only write lock of SQLite, so it is small there.
BITE: Final = {"sqlite": 500, "postgresql": 50_000}
BIG_BITE: Final = {"sqlite": 5_000, "postgresql": 50_000}
_IMAGE: Final = ", ".join(COLUMNS)
_OF: Final = " AND o.id IN (SELECT unit_id FROM {})"


def fold_bite(limit: int) -> int:
    """Move up to `limit` images, oldest first, from the outbox into the totals; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_tree()
        if connection.vendor == "postgresql":
            # One statement: what it takes is exactly what it saw. Never "id <= max": ids become
            # visible out of order.
            cursor.execute(
                "WITH take AS (DELETE FROM rollup_outbox WHERE id IN"
                f" (SELECT id FROM rollup_outbox ORDER BY id LIMIT %s) RETURNING {_IMAGE}),"
                f" put AS ({_add('take', _OF.format('take'))} RETURNING 1) SELECT count(*) FROM take",
                [limit],
            )
            taken: int = cursor.fetchone()[0]
            return taken
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS rollup_take AS SELECT id, {_IMAGE}"
            " FROM rollup_outbox WHERE 0"
        )
        cursor.execute("DELETE FROM rollup_take")
        cursor.execute(
            f"INSERT INTO rollup_take SELECT id, {_IMAGE} FROM rollup_outbox ORDER BY id LIMIT %s",
            [limit],
        )
        taken = cursor.rowcount
        cursor.execute("DELETE FROM rollup_outbox WHERE id IN (SELECT id FROM rollup_take)")
        cursor.execute(_add("rollup_take", _OF.format("rollup_take")))
        return taken


def recompute(sources: list[Source], measures: list[int]) -> int:
    """Replace the totals of these measures by what the records say; returns how many rows.

    Images still waiting are taken off again, because they will be folded later. One statement reads
    both, so writers need not stop; they only must not change the triggers meanwhile.
    """
    if not measures:
        return 0
    chosen = f"({', '.join(str(int(number)) for number in measures)})"
    rows = [
        image.select(f"{source.table} r")
        for source in sources
        for image in images_of(source, connection.vendor, "r")
    ]
    waiting = f"SELECT -sign AS sign, {', '.join(COLUMNS[1:])} FROM rollup_outbox"
    images = f"({' UNION ALL '.join([*rows, waiting])})"
    with transaction.atomic(), connection.cursor() as cursor:
        lock_tree()
        cursor.execute(f"DELETE FROM rollup_total WHERE measure_id IN {chosen}")
        cursor.execute(_add(images, only=f" AND m.measure_id IN {chosen}"))
        written: int = cursor.rowcount
        return written


def add_to_totals(rows: Sequence[tuple[int, ...]]) -> None:
    """Add five parts each to totals named by unit, month or year, and measure; empty ones go away."""
    columns = f"unit_id, month, measure_id, {', '.join(PARTS)}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO rollup_total ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (unit_id, month, measure_id) DO UPDATE SET "
            + ", ".join(f"{part} = rollup_total.{part} + excluded.{part}" for part in PARTS),
            rows,
        )
        cursor.executemany(
            "DELETE FROM rollup_total WHERE unit_id = %s AND month = %s AND measure_id = %s AND "
            + " AND ".join(f"{part} = 0" for part in PARTS),
            [row[:3] for row in rows],
        )


def _add(images: str, units: str = "", only: str = "") -> str:
    """The statement that adds images to the month and year rows of every rolled unit above them.

    `units` and `only` narrow the units and the measures looked at. Images are summed first by the
    nearest unit that keeps totals (step `h`), of which there are few; then they meet the map, then
    they go up. Ancestors are found by cutting the path, as deep as a path can be.
    """
    deepest = Unit._meta.get_field("path").max_length or 0
    levels = " UNION ALL ".join(
        f"SELECT {length} AS length" for length in range(PATH_WIDTH, deepest + 1, PATH_WIDTH)
    )
    above = "l.length <= length(o.path) AND a.path = substr(o.path, 1, l.length) AND a.rolled"
    homes = (
        "SELECT o.id AS unit_id, max(a.path) AS path"
        f" FROM org_unit o CROSS JOIN l CROSS JOIN org_unit a WHERE {above}{units} GROUP BY o.id"
    )
    rows = f"SELECT h.path, i.* FROM {images} i CROSS JOIN h WHERE h.unit_id = i.unit_id"
    added = [
        f"cast(sum({adds}) AS bigint) AS {part}" for adds, part in zip(ADDS, PARTS, strict=True)
    ]
    measured = (
        f"SELECT s.path, s.month, m.measure_id, {', '.join(added)}"
        f" FROM s CROSS JOIN rollup_measure_map m WHERE {MEETS}{only}"
        " GROUP BY s.path, s.month, m.measure_id"
    )
    steps = {
        "l": levels, "h": homes, "s": grouped(f"({rows}) q", "path", "month"), "o": measured,
    }  # fmt: skip
    with_ = ", ".join(f"{name} AS MATERIALIZED ({select})" for name, select in steps.items())
    return (
        f"INSERT INTO rollup_total (unit_id, month, measure_id, {', '.join(PARTS)}) WITH {with_}"
        " SELECT a.id, o.month / y.part, o.measure_id,"
        f" {', '.join(f'cast(sum(o.{part}) AS bigint)' for part in PARTS)}"
        " FROM o CROSS JOIN l CROSS JOIN org_unit a"
        " CROSS JOIN (SELECT 1 AS part UNION ALL SELECT 100) y"
        f" WHERE {above} GROUP BY a.id, o.month / y.part, o.measure_id"
        " ON CONFLICT (unit_id, month, measure_id) DO UPDATE SET "
        + ", ".join(f"{part} = rollup_total.{part} + excluded.{part}" for part in PARTS)
    )

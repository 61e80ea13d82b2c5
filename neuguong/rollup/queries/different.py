"""How many different subjects stand behind records: asked of the records, kept nowhere, never added."""

from collections.abc import Iterator, Sequence

from django.db import connection

from neuguong.lib.actor import PathRange
from neuguong.lib.dates import Period
from neuguong.lib.measure import Measure


def different(
    measures: Sequence[Measure], period: Period, branches: Sequence[PathRange]
) -> dict[str, tuple[int, int]]:
    """How many different subjects some branches have in a period, and how many records in all.

    By the key of the measure; one statement for all of them.
    """
    if not measures:
        return {}
    parts: list[str] = []
    values: list[int | str] = []
    for place, measure in enumerate(measures):
        rows, some = _rows(measure, period, branches)
        values += some
        parts.append(f"SELECT {place}, count(DISTINCT q.subject), count(*) FROM ({rows}) q")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = cursor.fetchall()
    return {measures[place].key: (int(number), int(rows)) for place, number, rows in found}


def first_rows(measure: Measure, period: Period, branches: Sequence[PathRange]) -> set[int]:
    """The number of the first record of each different subject."""
    rows, values = _rows(measure, period, branches)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(q.id) FROM ({rows}) q GROUP BY q.subject", values)
        return {int(pk) for (pk,) in cursor.fetchall()}


def _rows(
    measure: Measure, period: Period, branches: Sequence[PathRange]
) -> tuple[str, list[int | str]]:
    """The records that feed a measure, each with its subject, and the parameters of the statement."""
    parts: list[str] = []
    values: list[int | str] = []
    for feed in measure.feeds:
        source = feed.source
        wheres = [*_in(f"r.{source.month}", period.months, values)]
        for facet, allowed in feed.where.items():
            wheres += _in(f"r.{facet}", sorted(allowed), values)
        places = " OR ".join(["u.path >= %s AND u.path < %s"] * len(branches)) or "1 = 0"
        values += [end for branch in branches for end in (branch.lo, branch.hi)]
        parts.append(
            f"SELECT r.id, r.{measure.distinct} AS subject FROM {source.table} r"
            f" JOIN org_unit u ON u.id = r.{source.unit}"
            f" WHERE {' AND '.join(wheres)} AND ({places})"
        )
    return " UNION ALL ".join(parts), values


def _in(column: str, numbers: Sequence[int], values: list[int | str]) -> Iterator[str]:
    values += numbers
    yield f"{column} IN ({', '.join(['%s'] * len(numbers))})"

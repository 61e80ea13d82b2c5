"""A long CSV file brought in piece by piece, against the bare write of the same rows into the same tables."""

import csv
import resource
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from bench import bulk
from bench.lines import Line
from bench.parts.importing import DEEDS, HEAD, NAMES, SINCE, YEAR, commune
from bench.sizes import Size
from bench.timing import Times
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.exchange.actions import Streamed, import_stream
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.models import Membership, Person

PART: Final = "importing_text"
# At least a quarter of the bare speed (issue 3).
LIMIT: Final = 4.0
TABLES: Final = (Person, Membership, Registration, Deed, Result, Quantity, Contribution)


def measure(engine: str, size: Size) -> list[Line]:
    """Once each, since a million rows take minutes: brought in; then the same rows written bare."""
    place = commune()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow((*HEAD, "Năm sinh"))
            writer.writerows(rows_of(size.text_rows, _cells(place)))
        bulk.run("ANALYZE")
        before = _most_memory()
        began = perf_counter()
        streamed = _bring(place, path, timezone.now())
        brought = perf_counter() - began
        grown = _most_memory() - before
    if streamed.run is None or streamed.counts["deeds_new"] != size.text_rows:
        raise AssertionError(streamed.summary())
    bare, rows = _bare()
    speed = f"{size.text_rows / brought:,.0f} rows a second, {rows:,} rows in {len(TABLES)} tables"
    return [
        Line(PART, engine, f"{size.text_rows:,} rows of CSV brought in in pieces",
             "the same rows written bare (COPY, executemany)", Times.of([brought]),
             Times.of([bare]), LIMIT, f"{speed}, memory grew by {grown:,.0f} MB"),
    ]  # fmt: skip


def _cells(place: Unit) -> list[str]:
    """A hundred cells to spread the people over."""
    names = [f"Chi bộ thôn Khuổi {number}" for number in range(100)]
    entries = [
        UnitEntry(f"{place.slug}/khuoi-{number}", name, "cell", place)
        for number, name in enumerate(names)
    ]
    found_units(by=SystemActor("bench"), entries=entries, on=SINCE)
    return names


def rows_of(count: int, cells: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Three deeds a person; a name comes round again in another cell with another year of birth."""
    families, middles, givens = NAMES
    names = [" ".join(parts) for parts in product(families, middles, middles, givens, givens)]
    for number in range(count):
        person, deed = divmod(number, len(DEEDS))
        turn, place = divmod(person, len(names))
        what, quantity, unit, money, labour, result = DEEDS[deed]
        yield (
            number + 1, names[place], cells[(person + 7 * turn) % len(cells)], "Đảng viên", what,
            quantity, unit, f"31/12/{YEAR}", money, labour, result, 1950 + turn * 7,
        )  # fmt: skip


def _bring(place: Unit, path: Path, now: datetime) -> Streamed:
    return import_stream(
        by=SystemActor("bench"), unit_id=place.pk, year=YEAR, path=path,
        today=timezone.localdate(now), now=now,
    )  # fmt: skip


def _bare() -> tuple[float, int]:
    """Seconds for writing all rows of the tables again, in one transaction, triggers and indexes on."""
    kept: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []
    with connection.cursor() as cursor:
        for model in TABLES:
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            kept.append((table, [each[0] for each in cursor.description], cursor.fetchall()))
        cursor.execute("DELETE FROM exchange_importrow")
        for table, _columns, _rows in reversed(kept):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM rollup_outbox")
    began = perf_counter()
    with transaction.atomic():
        for table, columns, rows in kept:
            bulk.insert(table, columns, rows)
    return perf_counter() - began, sum(len(rows) for _table, _columns, rows in kept)


def _most_memory() -> float:
    """The most megabytes this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""What is asked of the totals: months and measures, and how a statement finds them.

The pieces of SQL that statements over today's tree (`sums`) and over any other (`terms`) share. What
looks roundabout has a reason (performance 1.9). SQLite joins a small table with a big one that has a
filter by scanning all of the big one, unless they are joined before, in a materialised step and in
the order written (CROSS JOIN), or the big one is searched by a list (IN). PostgreSQL takes a list of
units it cannot guess for half of the table, unless it is an array.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db import connection

from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind, Measure, Source
from neuguong.rollup.compile import ANY, MapRow, counted, lists, map_rows
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.queries.moves import STILL
from neuguong.rollup.sources import FACETS, PARTS, SUMS, VALUES, grouped, images_of

Sums = dict[int, dict[str, Sum]]
BEFORE: Final = 0  # the month of what a stock held before the first one, where months stand apart
APART: Final = 1_000_000  # a group whose months stand apart is the group times this, and the month
SUMMED: Final = ("source", *FACETS, *SUMS)
IMAGE: Final = ("source", *FACETS, *VALUES)
_PARTS_END: Final = 2 + len(PARTS)  # in a row: group, measure, parts
STORED: Final = ", ".join(f"t.{part} AS {part}" for part in PARTS)


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked: months from `first` to `last` (yyyymm), and measures; months may stand apart."""

    first: int
    last: int
    measures: tuple[Measure, ...]
    by_month: bool = False

    @classmethod
    def of(cls, period: Period, keys: Collection[str], *, by_month: bool = False) -> "Span":
        """A period and the counted measures behind some keys: themselves, and both parts of ratios."""
        measures = lists().measures
        found: dict[str, Measure] = {}
        for key in keys:
            measure = measures[key]
            ratio = measure.kind is Kind.RATIO
            for part in (measure.numerator, measure.denominator) if ratio else (key,):
                if measures[part].feeds:
                    found[part] = measures[part]
        return cls(period.months[0], period.months[-1], tuple(found.values()), by_month)

    @property
    def sources(self) -> list[Source]:
        """The sources that feed the measures."""
        fed = {feed.source.number: feed.source for m in self.measures for feed in m.feeds}
        return [fed[number] for number in sorted(fed)]

    def group(self, alone: str, month: str) -> str:
        """The group of a row: `alone`, and its month where months stand apart."""
        if not self.by_month:
            return alone
        return (
            f"{alone} * {APART} + CASE WHEN {month} < {self.first} THEN {BEFORE} ELSE {month} END"
        )

    def holds(self, source: Source, month: str) -> str:
        """The condition that images of a source fall into the span: a stock from the beginning on."""
        if source.is_stock:
            return f"{month} <= {self.last}"
        return f"{month} BETWEEN {self.first} AND {self.last}"

    @property
    def times(self) -> str:
        """The condition that an image of any source falls into the span."""
        return " OR ".join(
            f"source = {source.number} AND {self.holds(source, 'month')}" for source in self.sources
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A materialised step of a statement, and the parameters in it."""

    name: str
    select: str
    values: tuple[str, ...] = ()


def asked(
    span: Span, steps: Sequence[Step], arms: Sequence[str], *, still: date | None = None
) -> Sums | None:
    """Run the statement: the keys asked, the arms of stored totals, what step `s` adds by the map.

    With `still`, the answer is None where a unit has moved since that day: no measure is found then,
    so nothing is summed, and it costs two looks at an index where none has.
    """
    sums: Sums = defaultdict(dict)
    if not span.measures:
        return sums
    keys: tuple[Any, ...] = tuple(measure.key for measure in span.measures)
    marks = ", ".join(["%s"] * len(keys))
    chosen = f"SELECT id, key, is_stock FROM rollup_measure WHERE key IN ({marks})"
    if still is not None:
        chosen, keys = f"{chosen} AND {STILL}", (*keys, still, still)
    columns = ", ".join(("grp", "source", *SUMS, *FACETS))
    images = f"SELECT {columns}, '' FROM s WHERE EXISTS (SELECT 1 FROM w)"
    names = "SELECT NULL AS grp, id, 0, 0, 0, 0, 0, 0, 0, 0, key FROM w"
    with_ = ", ".join(
        f"{step.name} AS MATERIALIZED ({step.select})" for step in (Step("w", chosen), *steps)
    )
    numbers = [f"SELECT q.*, 0, 0, 0, NULL FROM ({arm}) q" for arm in arms]
    values = [*keys, *(value for step in steps for value in step.values)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {with_} {' UNION ALL '.join([names, *numbers, images])}", values)
        rows = cursor.fetchall()
    key_of: dict[int, str] = {row[1]: row[-1] for row in rows if row[-1]}
    if still is not None and not key_of:
        return None
    fed = _Fed(frozenset(key_of.values()))
    for row in rows:
        key = row[-1]
        if key is None:
            of_group, fed_key = sums[row[0]], key_of[row[1]]
            if fed_key in of_group:
                of_group[fed_key].add(*row[2:_PARTS_END])
            else:  # the first part is mostly the only one, and there are a thousand on a page
                of_group[fed_key] = Sum(*row[2:_PARTS_END])
        elif not key:
            fed.add(sums[row[0]], row[1], row[2:-1])
    return sums


class _Fed:
    """Adds groups of equal images to the wanted measures that they feed.

    The map is met here and not in the statement: a join on facets of which each may be any is what
    took longest where many images wait.
    """

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.module: str = settings.NEUGUONG_MEASURES

    def add(self, sums: dict[str, Sum], source: int, parts: Sequence[int]) -> None:
        """Add a group, given by its four sums and four facets."""
        n = parts[0]
        for key, value, qualifier in _fed(self.module, source, *parts[len(SUMS) :]):
            if key not in self.wanted:
                continue
            if key not in sums:
                sums[key] = Sum()
            if qualifier == 1:
                sums[key].add(n, parts[value], 0, 0, 0)
            else:
                marks = (n if qualifier in which else 0 for which in ((2, 5), (3,), (4,)))
                sums[key].add(n, parts[value], *marks)


@lru_cache(maxsize=20_000)
def _fed(module: str, source: int, *facets: int) -> tuple[tuple[str, int, int], ...]:
    """The measures that an image with these facets feeds: key, column added, qualifier."""
    return tuple(
        (key, row.value, row.qualifier)
        for key, row in _map(module).get(source, ())
        if all(wants in (ANY, has) for wants, has in zip(row[1:5], facets, strict=True))
    )


@lru_cache(maxsize=4)
def _map(_module: str) -> dict[int, list[tuple[str, MapRow]]]:
    """The map that the lists of a module compile to, by source."""
    found: dict[int, list[tuple[str, MapRow]]] = {}
    for key, measure in counted().items():
        for row in dict.fromkeys(map_rows(measure)):
            found.setdefault(row.source, []).append((key, row))
    return found


def stored(span: Span, origin: str, group: str, parts: str = STORED) -> list[str]:
    """Arms of stored totals: year rows where whole years are asked, month rows otherwise.

    A stock is the sum of all years before, and of the months of the last year.
    """
    year, month = divmod(span.last, 100)
    alone = span.by_month

    def arm(grp: str, kind: str, months: str) -> str:
        measures = among(f"SELECT id FROM w WHERE {kind}")
        return (
            f"SELECT {grp} AS grp, t.measure_id AS measure_id, {parts} FROM {origin}"
            f" AND t.month {months} AND t.measure_id {measures}"
        )

    each = span.group(group, "t.month")
    arms = []
    if any(measure.kind is Kind.SUM for measure in span.measures):
        whole = span.first % 100 == 1 and month == 12 and not alone
        first, last = (span.first // 100, year) if whole else (span.first, span.last)
        arms.append(arm(each, "NOT is_stock", f"BETWEEN {first} AND {last}"))
    if any(measure.kind is Kind.STOCK for measure in span.measures):
        whole = month == 12 and not alone
        before = f"{group} * {APART} + {BEFORE}" if alone else group
        arms.append(arm(before, "is_stock", f"<= {year if whole else year - 1}"))
        if not whole:
            arms.append(arm(each, "is_stock", f"BETWEEN {year}01 AND {span.last}"))
    return arms


def recorded(span: Span, times: str = "") -> str:
    """Sums straight from the records of the units in step `u`, in the group given there.

    With `times`, a column of the step, each record is counted so often.
    """
    units = among("SELECT unit_id FROM u")
    selects = []
    for source in span.sources:
        for image in images_of(source, connection.vendor, "r"):
            rows = (
                f"SELECT {span.group('u.grp', image.month)} AS grp, {image.columns}{times}"
                f" FROM {source.table} r CROSS JOIN u"
                f" WHERE r.{source.unit} {units} AND u.unit_id = r.{source.unit}"
                f" AND {image.present} AND {span.holds(source, image.month)}"
            )
            if times:
                rows = f"SELECT grp, sign * times AS sign, {', '.join(IMAGE)} FROM ({rows}) r"
            selects.append(grouped(f"({rows}) q", "grp"))
    return " UNION ALL ".join(selects)


def by_month(sums: Sums) -> dict[int, Sums]:
    """Sums whose months stand apart, by group and month."""
    found: dict[int, Sums] = {}
    for group, parts in sums.items():
        alone, month = divmod(group, APART)
        found.setdefault(alone, {})[month] = parts
    return found


def among(select: str) -> str:
    """The condition that a column is one of a short list, in the words each engine plans well."""
    return f"= ANY(ARRAY({select}))" if connection.vendor == "postgresql" else f"IN ({select})"

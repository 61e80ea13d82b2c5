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
from neuguong.lib.ids import id_of_path
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
STORED: Final = ", ".join(f"t.{part} AS {part}" for part in PARTS)
# Images that wait, with the path of their unit: looked up one by one, for PostgreSQL else reads all
# units as soon as it has once seen a hundred images.
PLACED: Final = (
    "SELECT (SELECT e.path FROM org_unit e WHERE e.id = i.unit_id) AS path, i.*"
    " FROM rollup_outbox i"
)
# Rows of one statement hold as few columns as they can: the facets of a group come as one number.
_BITS: Final = 15
_PACKED: Final = " + ".join(
    f"cast({facet} AS bigint) * {1 << _BITS * place}" for place, facet in enumerate(FACETS)
)
_FEW: Final = 8  # measures so few that each is looked up by itself


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
    span: Span,
    steps: Sequence[Step],
    arms: Sequence[str],
    *,
    still: date | None = None,
    placed: bool = False,
) -> Sums | None:
    """Run the statement: the keys asked, the arms of stored totals, what step `s` adds by the map.

    A row is a group, a measure or source, five numbers, and what it is: the key of a measure, "@" and
    the place of images, nothing for a stored total. Where the groups of `s` are `placed`, they are
    paths, and their images go into the group of the unit's id below zero.

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
    place = "0, source, {}, {}, '@' || grp" if placed else "grp, source, {}, {}, '@'"
    images = (
        f"SELECT {place.format(', '.join(SUMS), _PACKED)} FROM s WHERE EXISTS (SELECT 1 FROM w)"
    )
    names = "SELECT NULL AS grp, id, 0, 0, 0, 0, 0, key FROM w"
    with_ = ", ".join(
        f"{step.name} AS MATERIALIZED ({step.select})" for step in (Step("w", chosen), *steps)
    )
    values = [*keys, *(value for step in steps for value in step.values)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {with_} {' UNION ALL '.join([names, *arms, images])}", values)
        rows = cursor.fetchall()
    key_of: dict[int, str] = {row[1]: row[-1] for row in rows if row[0] is None}
    if still is not None and not key_of:
        return None
    fed = _Fed(frozenset(key_of.values()))
    for group, number, n, v, n_at_least, n_at_most, n_about, key in rows:
        if key is None:
            of_group, fed_key = sums[group], key_of[number]
            if fed_key in of_group:
                of_group[fed_key].add(n, v, n_at_least, n_at_most, n_about)
            else:  # the first part is mostly the only one, and there are a thousand on a page
                of_group[fed_key] = Sum(n, v, n_at_least, n_at_most, n_about)
        elif key[0] == "@":
            to = sums[-id_of_path(key) if placed else group]
            fed.add(to, number, (n, v, n_at_least, n_at_most), n_about)
    return sums


class _Fed:
    """Adds groups of equal images to the wanted measures that they feed.

    The map is met here and not in the statement: a join on facets of which each may be any is what
    took longest where many images wait.
    """

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.module: str = settings.NEUGUONG_MEASURES

    def add(self, sums: dict[str, Sum], source: int, parts: Sequence[int], packed: int) -> None:
        """Add a group, given by its four sums and its packed facets."""
        n = parts[0]
        for key, value, at_least, at_most, about in _fed(self.module, source, packed):
            if key not in self.wanted:
                continue
            if key in sums:
                sums[key].add(n, parts[value], n * at_least, n * at_most, n * about)
            else:
                sums[key] = Sum(n, parts[value], n * at_least, n * at_most, n * about)


@lru_cache(maxsize=20_000)
def _fed(module: str, source: int, packed: int) -> tuple[tuple[str, int, bool, bool, bool], ...]:
    """The measures that an image with these facets feeds: key, column added, how exact it is."""
    facets = [packed >> _BITS * place & (1 << _BITS) - 1 for place in range(len(FACETS))]
    return tuple(
        (key, row.value, row.qualifier in (2, 5), row.qualifier == 3, row.qualifier == 4)
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

    A stock is the sum of all years before, and of the months of the last year. Where many measures
    are asked, one look at the index finds all of a unit's, and those not asked are left out.
    """
    year, month = divmod(span.last, 100)
    alone = span.by_month
    between = "t.measure_id BETWEEN (SELECT min(id) FROM w) AND (SELECT max(id) FROM w) AND "
    measure = "t.measure_id" if len(span.measures) <= _FEW else f"{between}t.measure_id + 0"

    def arm(grp: str, kind: str, months: str) -> str:
        measures = among(f"SELECT id FROM w WHERE {kind}")
        return (
            f"SELECT {grp} AS grp, t.measure_id AS measure_id, {parts}, NULL AS key FROM {origin}"
            f" AND t.month {months} AND {measure} {measures}"
        )

    each = span.group(group, "t.month")
    arms = []
    if any(measure.kind is Kind.SUM for measure in span.measures):
        whole = span.first % 100 == 1 and month == 12 and not alone
        first, last = (span.first // 100, year) if whole else (span.first, span.last)
        months = f"= {last}" if first == last else f"BETWEEN {first} AND {last}"
        arms.append(arm(each, "NOT is_stock", months))
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

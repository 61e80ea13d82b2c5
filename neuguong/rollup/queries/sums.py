"""The one statement behind every read: stored totals, images still waiting, and records below.

Units that keep totals answer with stored rows and the images not folded yet; units that keep none
answer from their records. All of it is one statement, so it is of one moment: a fold is seen wholly
or not at all, and a writer's record together with its image.

What looks roundabout has a reason (performance 1.9). SQLite joins a small table with a big one that
has a filter by scanning all of the big one, unless they are joined before, in a materialised step
and in the order written (CROSS JOIN), or the big one is searched by a list (IN). PostgreSQL takes a
list of units it cannot guess for half of the table, unless it is an array.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import connection

from neuguong.lib.dates import Period
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.measure import Kind, Measure, Source
from neuguong.org.models import Unit
from neuguong.rollup.compile import lists
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.sources import ADDS, FACETS, MEETS, PARTS, SUMS, VALUES, grouped, images_of

Sums = dict[int, dict[str, Sum]]
BEFORE: Final = 0  # the group of what a stock held before the first month, where months stand apart
_SUMMED: Final = ("source", *FACETS, *SUMS)
_STORED: Final = ", ".join(f"t.{part}" for part in PARTS)


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
        """The group of a row: `alone`, or its month where months stand apart."""
        if not self.by_month:
            return alone
        return f"CASE WHEN {month} < {self.first} THEN {BEFORE} ELSE {month} END"

    def holds(self, source: Source, month: str) -> str:
        """The condition that images of a source fall into the span: a stock from the beginning on."""
        if source.is_stock:
            return f"{month} <= {self.last}"
        return f"{month} BETWEEN {self.first} AND {self.last}"


@dataclass(frozen=True, slots=True)
class Step:
    """A materialised step of a statement, and the parameters in it."""

    name: str
    select: str
    values: tuple[str, ...] = ()


def branch_sums(unit: Unit, span: Span) -> Sums:
    """The sums of a unit's branch, in the group of the unit's id or by month."""
    branch = (unit.path, unit.path + "~")
    if unit.rolled:
        origin = f"rollup_total t WHERE t.unit_id = {unit.pk}"
        steps = [*_waiting(span, branch, str(unit.pk)), Step("s", "SELECT * FROM p")]
        return _ask(span, steps, _stored(span, origin, str(unit.pk)))
    below = f"SELECT id AS unit_id, {unit.pk} AS grp FROM org_unit WHERE path >= %s AND path < %s"
    return _ask(span, [Step("u", below, branch), Step("s", _recorded(span))], [])


def children_sums(unit: Unit, span: Span, *, all_rolled: bool) -> Sums:
    """The sums of every direct child's branch by its id, and by the unit's own id what is its own.

    Children that keep totals answer with them; the others, and the unit itself, from their records.
    Where unit and children all keep totals, what is its own is what its children leave of it.
    """
    branch = (unit.path, unit.path + "~")
    line = f"substr(path, 1, {len(unit.path) + PATH_WIDTH})"
    arms = _stored(
        span,
        "org_unit k CROSS JOIN rollup_total t"
        f" WHERE k.parent_id = {unit.pk} AND k.rolled AND t.unit_id = k.id",
        "t.unit_id",
    )
    summed = ", ".join(f"p.{name}" for name in _SUMMED)
    waiting = (
        f"SELECT k.id AS grp, {summed} FROM p CROSS JOIN org_unit k"
        f" WHERE k.path = p.grp AND k.parent_id = {unit.pk} AND k.rolled"
    )
    if unit.rolled and all_rolled:
        whole = f"rollup_total t WHERE t.unit_id = {unit.pk}"
        arms += _stored(span, whole, str(unit.pk))
        pending = Step("s", f"{waiting} UNION ALL SELECT {unit.pk} AS grp, {summed} FROM p")
        return _own_apart(unit, _ask(span, [*_waiting(span, branch, line), pending], arms))
    below = (
        f"SELECT {unit.pk} AS unit_id, {unit.pk} AS grp UNION ALL SELECT b.id, k.id"
        f" FROM org_unit k CROSS JOIN org_unit b WHERE k.parent_id = {unit.pk} AND NOT k.rolled"
        " AND b.path >= k.path AND b.path < k.path || '~'"
    )
    pending = Step("s", f"{waiting} UNION ALL {_recorded(span)}")
    return _ask(span, [*_waiting(span, branch, line), Step("u", below), pending], arms)


def _own_apart(unit: Unit, sums: Sums) -> Sums:
    """The same sums with those of the children taken off the unit's."""
    whole = sums.pop(unit.pk, {})
    own = dict(whole)
    for child in sums.values():
        for key, sum_ in child.items():
            own[key] = own.get(key, Sum()).plus(sum_, -1)
    sums[unit.pk] = own
    return sums


def _ask(span: Span, steps: list[Step], arms: list[str]) -> Sums:
    """Run the statement: the keys asked, the arms of stored totals, what step `s` adds by the map."""
    sums: Sums = defaultdict(lambda: defaultdict(Sum))
    if not span.measures:
        return sums
    keys = tuple(measure.key for measure in span.measures)
    marks = ", ".join(["%s"] * len(keys))
    asked = f"SELECT id, key, is_stock FROM rollup_measure WHERE key IN ({marks})"
    mapped = (
        f"SELECT s.grp, m.measure_id, {', '.join(ADDS)} FROM s CROSS JOIN rollup_measure_map m"
        f" WHERE {MEETS} AND m.measure_id {_among('SELECT id FROM w')}"
    )
    names = "SELECT NULL AS grp, id, 0, 0, 0, 0, 0, key FROM w"
    with_ = ", ".join(
        f"{step.name} AS MATERIALIZED ({step.select})" for step in (Step("w", asked), *steps)
    )
    numbers = [f"SELECT q.*, NULL FROM ({arm}) q" for arm in (*arms, mapped)]
    values = [*keys, *(value for step in steps for value in step.values)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {with_} {' UNION ALL '.join([names, *numbers])}", values)
        rows = cursor.fetchall()
    key_of: dict[int, str] = {row[1]: row[-1] for row in rows if row[-1] is not None}
    for group, number, *parts, key in rows:
        if key is None:
            sums[group][key_of[number]].add(*parts)
    return sums


def _stored(span: Span, origin: str, group: str) -> list[str]:
    """Arms of stored totals: year rows where whole years are asked, month rows otherwise.

    A stock is the sum of all years before, and of the months of the last year.
    """
    year, month = divmod(span.last, 100)
    alone = span.by_month

    def arm(grp: str, kind: str, months: str) -> str:
        measures = _among(f"SELECT id FROM w WHERE {kind}")
        return (
            f"SELECT {grp} AS grp, t.measure_id, {_STORED} FROM {origin}"
            f" AND t.month {months} AND t.measure_id {measures}"
        )

    each = "t.month" if alone else group
    arms = []
    if any(measure.kind is Kind.SUM for measure in span.measures):
        whole = span.first % 100 == 1 and month == 12 and not alone
        first, last = (span.first // 100, year) if whole else (span.first, span.last)
        arms.append(arm(each, "NOT is_stock", f"BETWEEN {first} AND {last}"))
    if any(measure.kind is Kind.STOCK for measure in span.measures):
        whole = month == 12 and not alone
        before = str(BEFORE) if alone else group
        arms.append(arm(before, "is_stock", f"<= {year if whole else year - 1}"))
        if not whole:
            arms.append(arm(each, "is_stock", f"BETWEEN {year}01 AND {span.last}"))
    return arms


def _waiting(span: Span, branch: tuple[str, str], group: str) -> list[Step]:
    """The step `p`: images of the branch that are not folded yet, summed by `group`."""
    times = " OR ".join(
        f"source = {source.number} AND {span.holds(source, 'month')}" for source in span.sources
    )
    columns = ", ".join(("sign", "source", *FACETS, *VALUES))
    return [
        Step(
            "p0",
            "SELECT e.path, i.* FROM rollup_outbox i CROSS JOIN org_unit e WHERE e.id = i.unit_id",
        ),
        Step(
            "p1",
            f"SELECT {span.group(group, 'month')} AS grp, {columns} FROM p0"
            f" WHERE path >= %s AND path < %s AND ({times})",
            branch,
        ),
        Step("p", grouped("p1", "grp")),
    ]


def _recorded(span: Span) -> str:
    """Sums straight from the records of the units in step `u`, in the group given there."""
    among = _among("SELECT unit_id FROM u")
    selects = []
    for source in span.sources:
        for image in images_of(source, connection.vendor, "r"):
            rows = (
                f"SELECT {span.group('u.grp', image.month)} AS grp, {image.columns}"
                f" FROM {source.table} r CROSS JOIN u"
                f" WHERE r.{source.unit} {among} AND u.unit_id = r.{source.unit}"
                f" AND {image.present} AND {span.holds(source, image.month)}"
            )
            selects.append(grouped(f"({rows}) q", "grp"))
    return " UNION ALL ".join(selects)


def _among(select: str) -> str:
    """The condition that a column is one of a short list, in the words each engine plans well."""
    return f"= ANY(ARRAY({select}))" if connection.vendor == "postgresql" else f"IN ({select})"

"""Recounts from the records and names every total that differs; shares no code with the fold.

Records are grouped by a statement of its own and matched to measures in Python, straight from the
declared constants; units are climbed by their parents, not by their paths. So a fault of the map, of
the triggers, of a path or of the fold cannot hide behind itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic
from typing import Any, Final

from django.db import connection
from django.utils.module_loading import import_string

from neuguong.lib.amounts import Qualifier, from_scaled
from neuguong.lib.figures import format_number
from neuguong.lib.measure import Feed, Measure, Source
from neuguong.lib.rowset import as_rows, as_table
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.rollup.compile import counted, lists
from neuguong.rollup.models import Image, MeasureNumber, Total

_PARTS: Final = ("n", "v", "n_at_least", "n_at_most", "n_about")
_IMAGE: Final = ["sign", "unit_id", "month", "f1", "f2", "f3", "f4", "i1", "i2", "i3"]
_MARKED: Final[dict[int, int]] = {
    Qualifier.AT_LEAST: 2,
    Qualifier.ORDER: 2,
    Qualifier.AT_MOST: 3,
    Qualifier.ABOUT: 4,
}

_LINES: Final = "recount_line"  # a table for the time of a recount
_AT_ONCE: Final = 10_000

Cell = tuple[int, int, str]
Cells = dict[Cell, list[int]]
Difference = dict[str, Any]
Facets = tuple[int, ...]
Line = tuple[int, ...]  # units from below upwards
Group = tuple[int, int, Facets, list[int]]  # line, month, facets; rows and sums of their values


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a recount compared, what differed, and how long it took.

    `owed` says for each cell that differs what would have to be added to its five parts.
    """

    checked: int
    differences: list[Difference]
    seconds: float
    owed: Cells = field(default_factory=dict)


class _Tree:
    """Parents, slugs and rolled units: of the whole tree, or of one branch found by going down."""

    def __init__(self, top: Unit | None) -> None:
        self.parents: dict[int, int | None] = {}
        self.slugs: dict[int, str] = {}
        self.rolled: set[int] = set()
        self.is_whole = top is None
        self.lines: list[Line] = []
        self._numbers: dict[Line, int] = {}
        self._line: dict[int, int | None] = {}
        if top is None:
            self._add(Unit.objects.all())
            return
        self._add(Unit.objects.filter(pk=top.pk))
        layer = [top.pk]
        while layer:
            below: list[int] = []
            for part in _chunks(layer):
                below += self._add(Unit.objects.filter(parent_id__in=part))
            layer = below

    def _add(self, units: Any) -> list[int]:
        new = []
        for pk, parent, slug, rolled in units.values_list("pk", "parent_id", "slug", "rolled"):
            if pk not in self.parents:
                new.append(pk)
                self.parents[pk], self.slugs[pk] = parent, slug
                if rolled:
                    self.rolled.add(pk)
        return new

    def line(self, unit_id: int) -> int | None:
        """The number of the line of rolled units at and above a unit; None where there is none.

        It is found by parents, each once, even in a ring.
        """
        if unit_id not in self._line:
            above: list[int] = []
            at: int | None = unit_id
            while at in self.parents and at not in above:
                above.append(at)
                at = self.parents[at]
            line = tuple(pk for pk in above if pk in self.rolled)
            if line and line not in self._numbers:
                self._numbers[line] = len(self.lines)
                self.lines.append(line)
            self._line[unit_id] = self._numbers[line] if line else None
        return self._line[unit_id]


class _Matcher:
    """Which measures an image of a source adds to, straight from their constants."""

    def __init__(self, source: Source, measures: dict[str, Measure]) -> None:
        self.source = source
        self._feeds = [
            (key, feed)
            for key, measure in measures.items()
            for feed in measure.feeds
            if feed.source.number == source.number
        ]
        self._known: dict[Facets, list[tuple[str, int, int | None]]] = {}

    def matches(self, facets: Facets) -> list[tuple[str, int, int | None]]:
        """Key, place of what is added (0 is rows) and marked part of each measure that is fed."""
        if facets not in self._known:
            named = dict(zip(self.source.facets, facets, strict=True))
            marked = _MARKED.get(named.get(self.source.qualifier or "", Qualifier.EXACT))
            self._known[facets] = [
                (key, self.source.values.index(feed.value) + 1 if feed.value else 0, marked)
                for key, feed in self._feeds
                if _takes(feed, named)
            ]
        return self._known[facets]


def _takes(feed: Feed, named: dict[str, int]) -> bool:
    return all(named[facet] in allowed for facet, allowed in feed.where.items())


class _Recount:
    """One run: the cells as the records give them, and as they are stored and waiting."""

    def __init__(self, top: Unit | None) -> None:
        self.tree = _Tree(top)
        self.measures = counted()
        self.matchers = {
            source.number: _Matcher(source, self.measures) for source in lists().sources.values()
        }

    @cached_property
    def expected(self) -> Cells:
        """From the records."""
        cells: Cells = defaultdict(lambda: [0] * len(_PARTS))
        with _lines_beside(self.tree):
            for matcher in self.matchers.values():
                self._put(cells, matcher, _groups(matcher.source, self.tree))
        return cells

    @cached_property
    def found(self) -> Cells:
        """From the stored totals and the images that wait."""
        cells: Cells = defaultdict(lambda: [0] * len(_PARTS))
        keys = dict(MeasureNumber.objects.values_list("pk", "key"))
        totals = Total.objects.all()
        if not self.tree.is_whole:
            totals = totals.filter(unit_id__in=sorted(self.tree.rolled))
        stored = totals.values_list("unit_id", "month", "measure_id", *_PARTS)
        for unit_id, month, number, *parts in stored.iterator():
            cells[unit_id, month, keys.get(number, f"#{number}")] = parts
        for number, matcher in self.matchers.items():
            images = Image.objects.filter(source=number).values_list(*_IMAGE)
            self._put(cells, matcher, _waiting(images.iterator(), matcher.source, self.tree))
        return cells

    def owed(self, cell: Cell) -> list[int]:
        """What a cell lacks in each of its parts; nothing at all where it is right."""
        nothing = [0] * len(_PARTS)
        expected, found = self.expected.get(cell, nothing), self.found.get(cell, nothing)
        lacks = [should - does for should, does in zip(expected, found, strict=True)]
        return lacks if any(lacks) else []

    def _put(self, cells: Cells, matcher: _Matcher, groups: Iterable[Group]) -> None:
        """Add groups of rows: first together by their measures where they lie, then upwards."""
        here: dict[tuple[int, int, str], list[int]] = defaultdict(lambda: [0] * len(_PARTS))
        for line, month, facets, sums in groups:
            for key, place, marked in matcher.matches(facets):
                cell = here[line, month, key]
                cell[0] += sums[0]
                cell[1] += sums[place]
                if marked is not None:
                    cell[marked] += sums[0]
        for (line, month, key), parts in here.items():
            for unit in self.tree.lines[line]:
                for span in (month, month // 100):
                    cell = cells[unit, span, key]
                    for place, number in enumerate(parts):
                        cell[place] += number


def recount(top: Unit | None = None) -> Verdict:
    """Compare every month and year of every rolled unit, in one branch or all, in one snapshot."""
    began = monotonic()
    with _snapshot():
        run = _Recount(top)
        differences: list[Difference] = []
        owed: Cells = {}
        for cell in sorted(run.expected.keys() | run.found.keys()):
            if added := run.owed(cell):
                owed[cell] = added
                differences += _compare(run, cell)
        checked = len(run.expected.keys() | run.found.keys())
        if top is None:
            for name in lists().invariants:
                differences += [_said(sentence) for sentence in import_string(name)()]
            checked += len(lists().invariants)
    return Verdict(checked, differences, round(monotonic() - began, 3), owed)


def _compare(run: _Recount, cell: Cell) -> Iterator[Difference]:
    """The differing parts of one cell; the sum in its display unit, the others as numbers."""
    nothing = [0] * len(_PARTS)
    expected, found = run.expected.get(cell, nothing), run.found.get(cell, nothing)
    unit_id, span, key = cell
    scale = run.measures[key].scale if key in run.measures else 1
    for part, should, does in zip(_PARTS, expected, found, strict=True):
        if should != does:
            by = scale if part == "v" else 1
            difference = {
                "unit": run.tree.slugs.get(unit_id, f"#{unit_id}"),
                "period": f"{span // 100}-{span % 100:02}" if span > 9999 else str(span),
                "measure": key,
                "part": part,
                "expected": _shown(should, by),
                "found": _shown(does, by),
            }
            yield difference | {"text": _sentence(difference)}


def _shown(amount: int, scale: int) -> int | float:
    """A number that JSON can hold: whole where it is whole."""
    value = from_scaled(amount, scale)
    return int(value) if value == int(value) else float(value)


def _sentence(difference: Difference) -> str:
    numbers = {name: format_number(difference[name]) for name in ("expected", "found")}
    return _(
        "%(unit)s, kỳ %(period)s, %(measure)s (%(part)s): đếm lại được %(expected)s,"
        " đang ghi %(found)s."
    ) % (difference | {"part": _part_words()[difference["part"]], **numbers})


def _part_words() -> dict[str, str]:
    """What the five parts of a total are called."""
    words = (_("tổng"), _("số bản ghi"), _("số phần “ít nhất”"), _("số phần “gần”"),
             _("số phần “khoảng”"))  # fmt: skip
    return dict(zip(("v", "n", *_PARTS[2:]), words, strict=True))


def _said(sentence: str) -> Difference:
    empty = dict.fromkeys(("unit", "period", "measure", "part", "expected", "found"))
    return empty | {"text": sentence}


def _waiting(images: Iterable[Any], source: Source, tree: _Tree) -> Iterator[Group]:
    facets = len(source.facets)
    for sign, unit_id, month, *rest in images:
        values = [sign * value for value in rest[4:]]
        if (line := tree.line(unit_id)) is not None:
            yield line, month, tuple(rest[:facets]), [sign, *values]


def _groups(source: Source, tree: _Tree) -> Iterator[Group]:
    """Records of a source by line, month and facets: how many, and the sums of their values."""
    ends = [(1, source.month)] if source.month else [(1, source.start), (-1, source.end)]
    facets = len(source.facets)
    for sign, column in ends:
        if column is not None:
            for line, when, *rest in _rows(source, column, tree):
                yield (
                    line,
                    int(when),
                    tuple(rest[:facets]),
                    [sign * int(sum_) for sum_ in rest[facets:]],
                )


def _rows(source: Source, column: str, tree: _Tree) -> Iterator[Any]:
    """The database groups them by the line of their unit; of a branch it goes from units to records."""
    when = f"r.{column}"
    if source.is_stock:
        number = "cast(substr({0}, 1, 4) AS integer) * 100 + cast(substr({0}, 6, 2) AS integer)"
        if connection.vendor == "postgresql":
            number = "extract(year FROM {0}) * 100 + extract(month FROM {0})"
        when = number.format(when)
    by = ", ".join(("l.line", when, *(f"r.{facet}" for facet in source.facets)))
    sums = "".join(f", sum(r.{value})" for value in source.values)
    sides = [f"{source.table} r", f"{_LINES} l"]
    from_ = " CROSS JOIN ".join(sides if tree.is_whole else reversed(sides))
    query = (
        f"SELECT {by}, count(*){sums} FROM {from_}"
        f" WHERE l.unit_id = r.{source.unit} AND r.{column} IS NOT NULL GROUP BY {by}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _chunks(numbers: list[int], size: int = 500) -> list[list[int]]:
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


@contextmanager
def _snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    is_postgresql = connection.vendor == "postgresql"
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ" if is_postgresql else "BEGIN"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


@contextmanager
def _lines_beside(tree: _Tree) -> Iterator[None]:
    """Which line each unit stands in, as a table that nobody else sees, for the database to join."""
    rows = [(unit, line) for unit in tree.parents if (line := tree.line(unit)) is not None]
    kinds = {"unit_id": "bigint", "line": "bigint"}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_LINES} (unit_id bigint PRIMARY KEY, line bigint)")
    try:
        with connection.cursor() as cursor:
            for start in range(0, len(rows), _AT_ONCE):
                part = as_rows(rows[start : start + _AT_ONCE])
                cursor.execute(f"INSERT INTO {_LINES} {as_table(kinds)}", [part])
            if connection.vendor == "postgresql":
                cursor.execute(f"ANALYZE {_LINES}")
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE {_LINES}")

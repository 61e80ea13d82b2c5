"""Recounts from the records and names every total that differs; shares no code with the fold.

Records are grouped by the ORM and matched to measures in Python, straight from the declared
constants; units are climbed by their parents, not by their paths. So a fault of the map, of the
triggers, of a path or of the fold cannot hide behind itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import Count, F, Model, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.module_loading import import_string

from neuguong.lib.amounts import Qualifier, from_scaled
from neuguong.lib.figures import format_number
from neuguong.lib.measure import Feed, Measure, Source
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

Cell = tuple[int, int, str]
Cells = dict[Cell, list[int]]
Difference = dict[str, Any]
Facets = tuple[int, ...]
Line = tuple[int, ...]  # units from below upwards
Group = tuple[int, int, Facets, list[int]]  # unit, month, facets; rows and sums of their values


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
        self._above: dict[int, tuple[int, ...]] = {}
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

    def above(self, unit_id: int) -> tuple[int, ...]:
        """The rolled units at and above a unit, found by its parents; each once, even in a ring."""
        if unit_id not in self._above:
            line: list[int] = []
            at: int | None = unit_id
            while at in self.parents and at not in line:
                line.append(at)
                at = self.parents[at]
            self._above[unit_id] = tuple(pk for pk in line if pk in self.rolled)
        return self._above[unit_id]


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
            self._put(cells, matcher, _waiting(images.iterator(), len(matcher.source.facets)))
        return cells

    def owed(self, cell: Cell) -> list[int]:
        """What a cell lacks in each of its parts; nothing at all where it is right."""
        nothing = [0] * len(_PARTS)
        expected, found = self.expected.get(cell, nothing), self.found.get(cell, nothing)
        lacks = [should - does for should, does in zip(expected, found, strict=True)]
        return lacks if any(lacks) else []

    def _put(self, cells: Cells, matcher: _Matcher, groups: Iterator[Group]) -> None:
        """Add groups of rows: first together by the units above them, then by measure, then up."""
        lines: dict[tuple[Line, int, Facets], list[int]] = {}
        for unit_id, month, facets, sums in groups:
            line = self.tree.above(unit_id)
            known = lines.get((line, month, facets))
            if known is None:
                lines[line, month, facets] = sums
            else:
                for place, number in enumerate(sums):
                    known[place] += number
        for (line, month, facets), sums in lines.items():
            for key, place, marked in matcher.matches(facets):
                for unit in line:
                    for span in (month, month // 100):
                        cell = cells[unit, span, key]
                        cell[0] += sums[0]
                        cell[1] += sums[place]
                        if marked is not None:
                            cell[marked] += sums[0]


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


def _waiting(images: Iterator[Any], facets: int) -> Iterator[Group]:
    for sign, unit_id, month, *rest in images:
        values = [sign * value for value in rest[4:]]
        yield unit_id, month, tuple(rest[:facets]), [sign, *values]


def _groups(source: Source, tree: _Tree) -> Iterator[Group]:
    """Records of a source by unit, month and facets: how many, and the sums of their values."""
    ends = [(1, source.month)] if source.month else [(1, source.start), (-1, source.end)]
    for sign, column in ends:
        if column is None:
            continue
        for rows in _rows(source, column, tree):
            for unit_id, year, month, *rest in rows:
                when = year * 100 + month if source.is_stock else month
                sums = [sign * int(number) for number in rest[len(source.facets) :]]
                yield unit_id, when, tuple(rest[: len(source.facets)]), sums


def _rows(source: Source, column: str, tree: _Tree) -> Iterator[Any]:
    models: dict[str, type[Model]] = {model._meta.db_table: model for model in apps.get_models()}
    every = models[source.table]._default_manager.filter(**{f"{column}__isnull": False})
    year: Any = ExtractYear(column) if source.is_stock else F(column)
    month: Any = ExtractMonth(column) if source.is_stock else F(column)
    sums = {f"sum_of_{value}": Sum(value) for value in source.values}
    units = [None] if tree.is_whole else _chunks(sorted(tree.parents))
    for part in units:
        rows = every if part is None else every.filter(**{f"{source.unit}__in": part})
        yield (
            rows.order_by()
            .values_list(source.unit, year, month, *source.facets)
            .annotate(number_of_rows=Count("pk"), **sums)
            .iterator()
        )


def _chunks(numbers: list[int], size: int = 500) -> list[list[int]]:
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


@contextmanager
def _snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    is_postgresql = connection.vendor == "postgresql"
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgresql else "BEGIN"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")

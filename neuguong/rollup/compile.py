"""Turns the measures that rooms declare into rows of the map, and finds what is wrong with them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.measure import Feed, Kind, Lister, Measure, Source, Stated
from neuguong.org.models import Unit

ANY: Final = -1
COUNTED: Final = (Kind.SUM, Kind.STOCK)
_LARGEST_FACET: Final = 32_767


@dataclass(frozen=True, slots=True)
class Lists:
    """What the switchboard lists: sources, measures in the order of the tables, who answers them."""

    sources: dict[int, Source]
    measures: dict[str, Measure]
    listers: Mapping[int, str]
    attributes: Mapping[str, str]
    invariants: tuple[str, ...]

    def lister(self, source: Source) -> Lister:
        """The query that lists the records of a source."""
        found: Lister = import_string(self.listers[source.number])
        return found

    def stated(self, key: str, unit: Unit, period: Period) -> Stated | None:
        """What a unit declares of itself in a period; None where it declares nothing that is shown."""
        found: Stated | None = import_string(self.attributes[key])(unit, period)
        return found

    def attribute(self, key: str) -> Callable[..., object]:
        """The query that answers an attribute or a declared number for a unit and a period."""
        found: Callable[..., object] = import_string(self.attributes[key])
        return found


class MapRow(NamedTuple):
    """One row of the map: an image with these facets adds this column to a measure."""

    source: int
    f1: int
    f2: int
    f3: int
    f4: int
    value: int
    qualifier: int


def lists() -> Lists:
    """The lists of the module that the settings name, read once."""
    return _read(settings.NEUGUONG_MEASURES)


@lru_cache(maxsize=4)
def _read(module_name: str) -> Lists:
    module = import_module(module_name)
    return Lists(
        sources={source.number: source for source in module.SOURCES},
        measures={measure.key: measure for measure in module.MEASURES},
        listers=dict(module.LISTERS),
        attributes=dict(module.ATTRIBUTES),
        invariants=tuple(module.INVARIANTS),
    )


def map_rows(measure: Measure) -> Iterator[MapRow]:
    """The feeds of a counted measure with sets of facet values written out.

    Where the source knows how exact an amount is, one row for each way, so that the parts of a sum
    that are "at least" or "about" can be counted.
    """
    for feed in measure.feeds:
        source = feed.source
        value = source.values.index(feed.value) + 1 if feed.value else 0
        for facets in product(*(_allowed(feed, facet) for facet in source.facets)):
            f1, f2, f3, f4 = (*facets, *[ANY] * (4 - len(facets)))
            qualifier = facets[source.facets.index(source.qualifier)] if source.qualifier else 1
            yield MapRow(source.number, f1, f2, f3, f4, value, qualifier)


def _allowed(feed: Feed, facet: str) -> list[int]:
    if facet in feed.where:
        return sorted(feed.where[facet])
    if facet == feed.source.qualifier:
        return [int(qualifier) for qualifier in Qualifier]
    return [ANY]


def digest(measure: Measure) -> str:
    """Changes when the same records would be counted differently; labels and units do not matter."""
    sources = sorted({repr(feed.source) for feed in measure.feeds})
    rows = sorted(set(map_rows(measure)))
    return hashlib.sha256(repr((measure.kind.value, sources, rows)).encode()).hexdigest()


def counted(sources: frozenset[int] | None = None) -> dict[str, Measure]:
    """The measures that are added up, those fed by the given sources only."""
    return {
        key: measure
        for key, measure in lists().measures.items()
        if measure.kind in COUNTED
        and (sources is None or all(feed.source.number in sources for feed in measure.feeds))
    }


def problems() -> list[str]:
    """What is wrong with the lists, in words for the one who wrote them; empty when all is well."""
    module = import_module(settings.NEUGUONG_MEASURES)
    found = [
        *_twice("source number", [str(source.number) for source in module.SOURCES]),
        *_twice("measure", [measure.key for measure in module.MEASURES]),
    ]
    known = lists()
    for measure in known.measures.values():
        found += [f"{measure.key}: {fault}" for fault in _faults(measure, known)]
    for name in [*known.listers.values(), *known.attributes.values(), *known.invariants]:
        try:
            import_string(name)
        except ImportError as error:
            found.append(f"{name} cannot be imported: {error}")
    return found


def _twice(what: str, names: list[str]) -> list[str]:
    return [
        f"{what} {name} is listed twice" for name in sorted(set(names)) if names.count(name) > 1
    ]


def _faults(measure: Measure, known: Lists) -> Iterator[str]:
    if measure.kind.is_asked and measure.key not in known.attributes:
        yield "no query in ATTRIBUTES answers it"
    if measure.kind is Kind.RATIO:
        yield from _faults_of_ratio(measure, known)
    if len(measure.feeds) > 1:
        yield "it has several feeds, and its records could not be paged through"
    for feed in measure.feeds:
        yield from _faults_of_feed(measure, feed, known)


def _faults_of_ratio(measure: Measure, known: Lists) -> Iterator[str]:
    parts = {key: known.measures.get(key) for key in (measure.numerator, measure.denominator)}
    for key, part in parts.items():
        if part is None or part.kind not in COUNTED:
            yield f"{key} is no measure that is added up"
    if len({part.scale for part in parts.values() if part}) > 1:
        yield "its two parts are kept in different smallest units"


def _faults_of_feed(measure: Measure, feed: Feed, known: Lists) -> Iterator[str]:
    if known.sources.get(feed.source.number) != feed.source:
        yield f"its source {feed.source.table} is not in SOURCES"
    if feed.source.number not in known.listers:
        yield f"no query in LISTERS lists the records of {feed.source.table}"
    if measure.kind is Kind.DISTINCT and feed.source.is_stock:
        yield "different subjects are counted among rows of a month"
    elif feed.source.is_stock != (measure.kind is Kind.STOCK):
        yield "a stock is fed by rows that hold from a day to a day, a sum by rows of a month"
    numbers = [number for allowed in feed.where.values() for number in allowed]
    if not all(0 <= number <= _LARGEST_FACET for number in numbers):
        yield "a facet is a number from 0 to 32767"

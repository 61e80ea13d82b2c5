"""The dated life of a unit as plain values: what was true of it, and under which unit it stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, Self, TypeVar

from neuguong.lib.ids import path_code


class Span(Protocol):
    """Something that holds on the days `[since, until)`; None is for ever."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class State:
    """What was true of a unit on some days; `type` is the code of a type."""

    since: date
    until: date | None
    name: str
    short_name: str
    type: str
    parent: int | None
    code: str = ""
    place_code: str = ""
    place: str = ""
    host_unit: str = ""
    sector: int = 0
    decision: str = ""
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Under which unit a unit stood on some days."""

    since: date
    until: date | None
    parent: int | None
    pk: int | None = field(default=None, compare=False)


AnySpan = TypeVar("AnySpan", State, Link)


@dataclass(slots=True)
class Life:
    """A unit from its founding on; states end with the unit, links never do.

    A unit that a plan founds has a negative id and no path.
    """

    id: int
    slug: str
    path: str
    rolled: bool
    opened_on: date
    closed_on: date | None
    states: list[State]
    links: list[Link]
    search: str = ""
    sort: str = ""

    def copy(self) -> Self:
        """The same life, to be changed apart; states and links themselves never change."""
        return replace(self, states=list(self.states), links=list(self.links))

    @property
    def last(self) -> State:
        """The newest state, which a closed unit is still known by."""
        return self.states[-1]

    @property
    def parent(self) -> int | None:
        """Under which unit it stands as today."""
        return self.links[-1].parent

    def is_alive(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


def holding(spans: Sequence[AnySpan], day: date) -> AnySpan | None:
    """The span that holds on a day."""
    for span in reversed(spans):
        if span.since <= day:
            return span if span.until is None or day < span.until else None
    return None


def cut(spans: Sequence[AnySpan], day: date) -> list[AnySpan]:
    """The same spans, the one that holds on `day` beginning anew with it."""
    found: list[AnySpan] = []
    for span in spans:
        if span.since < day and (span.until is None or day < span.until):
            found += [replace(span, until=day), replace(span, since=day)]
        else:
            found.append(span)
    return found


def altered(spans: Sequence[AnySpan], day: date, changes: Mapping[str, Any]) -> list[AnySpan]:
    """The spans with other values from a day on.

    A later span that only carried the old value on gets the new one; from the first that said
    something else by itself, history stands as it is.
    """
    found: list[AnySpan] = []
    old: AnySpan | None = None
    going = dict(changes)
    for span in cut(spans, day):
        if span.since < day:
            found.append(span)
            continue
        old = old or span
        going = {
            name: new for name, new in going.items() if getattr(span, name) == getattr(old, name)
        }
        found.append(replace(span, **going) if going else span)
    return found


def ended(spans: Sequence[AnySpan], day: date) -> list[AnySpan]:
    """What of the spans lies before a day."""
    return [
        span if span.until is not None and span.until <= day else replace(span, until=day)
        for span in spans
        if span.since < day
    ]


def joined(links: Sequence[Link]) -> list[Link]:
    """The links with neighbours under one unit made one."""
    found: list[Link] = []
    for link in links:
        if found and found[-1].parent == link.parent and found[-1].until == link.since:
            found[-1] = replace(found[-1], until=link.until)
        else:
            found.append(link)
    return found


def line_on(lives: Mapping[int, Life], unit: int, day: date) -> list[int]:
    """The units above one on a day, nearest first; a circle ends where it closes."""
    line: list[int] = []
    at: int | None = unit
    while at is not None:
        life = lives.get(at)
        link = holding(life.links, day) if life else None
        at = link.parent if link else None
        if at is None or at in line or at == unit:
            if at is not None:
                line.append(at)
            break
        line.append(at)
    return line


def ids_of(path: str) -> list[int]:
    """The ids in a path, topmost first: a unit's own comes last."""
    width = len(path_code(0))
    return [int(path[start : start + width], 36) for start in range(0, len(path), width)]

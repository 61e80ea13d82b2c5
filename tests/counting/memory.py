"""A tree that remembers, told by plain loops: units, what they were called, who followed whom, members.

It knows nothing of paths, overlays, stored links or totals. What the real acts make of the tables is
compared with what is remembered here.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from neuguong.reorganisations.rules import NEW, StepEntry, StepKind

EVER = date.max
Dated = tuple[tuple[date, Any], ...]


@dataclass(frozen=True)
class Known:
    """A unit: since when under whom, by which name, of which type; who follows it since it ended."""

    opened: date
    links: Dated
    names: Dated
    types: Dated
    closed: date | None = None
    heirs: tuple[int, ...] = ()

    def lives(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.opened <= day and (self.closed is None or day < self.closed)


@dataclass(frozen=True)
class Member:
    """Somebody's stay at a unit."""

    unit: int
    start: date
    end: date | None


@dataclass
class Leave:
    """Where the members of a unit go that ends on the day of a plan."""

    to: int | None
    ends: bool = False


@dataclass
class Memory:
    """Units by id (below zero while only a plan knows them), and stays by person."""

    units: dict[int, Known] = field(default_factory=dict)
    slugs: dict[str, int] = field(default_factory=dict)
    members: dict[int, list[Member]] = field(default_factory=dict)
    leaves: dict[int, Leave] = field(default_factory=dict)

    def copy(self) -> "Memory":
        """The same, to be changed apart."""
        return Memory(dict(self.units), dict(self.slugs), deepcopy(self.members))

    def parent(self, unit: int, day: date) -> int | None:
        """Under whom a unit stands on a day; a split one under the nearest that holds all its heirs."""
        known = self.units[unit]
        if len(known.heirs) > 1 and known.closed is not None and day >= known.closed:
            lines = [list(self.above(heir, day)) for heir in known.heirs]
            return next((up for up in lines[0] if all(up in line for line in lines)), None)
        found: int | None = holding(known.links, day)
        return found

    def above(self, unit: int, day: date) -> Iterator[int]:
        """The units above one on a day, nearest first."""
        at = self.parent(unit, day)
        while at is not None:
            yield at
            at = self.parent(at, day)

    def tree(self, day: date = EVER) -> dict[int, int | None]:
        """Who stands under whom on a day; units not yet founded do not stand."""
        return {pk: self.parent(pk, day) for pk, known in self.units.items() if known.opened <= day}

    def name(self, unit: int, day: date) -> str:
        """What a unit was called on a day, or at last."""
        found: str = holding(self.units[unit].names, day)
        return found

    def remember(self, person: int, unit: int, start: date, end: date | None) -> None:
        """Somebody came to a unit."""
        self.members.setdefault(person, []).append(Member(unit, start, end))

    def stays(self) -> list[tuple[int, int, date, date | None]]:
        """All stays: person, unit, first day, day after the last."""
        return [
            (person, stay.unit, stay.start, stay.end)
            for person, stays in self.members.items()
            for stay in stays
        ]

    def states(self, day: date) -> dict[int, tuple[Any, ...]]:
        """Parent, name and type of the units that live on a day."""
        return {
            pk: (self.parent(pk, day), holding(known.names, day), holding(known.types, day))
            for pk, known in self.units.items()
            if known.lives(day)
        }

    def played(self, day: date, steps: tuple[StepEntry, ...]) -> "Memory":
        """What would be after a reorganisation of that day; new units are below zero."""
        after = self.copy()
        for step in steps:
            after._play(day, step)
        after._carry(day)
        return after

    def _play(self, day: date, step: StepEntry) -> None:
        kind, units = step.kind, [self.slugs[slug] for slug in step.units]
        heirs: tuple[int, ...] = ()
        if step.founds:
            heirs = (self._found(day, step),)
        elif step.target:
            heirs = (self.slugs[step.target],)
        for unit in units:
            known = self.units[unit]
            if kind is StepKind.MOVE:
                self._move(unit, heirs[0] if heirs else None, day)
            elif kind is StepKind.RENAME:
                self.units[unit] = replace(known, names=since(known.names, day, step.name))
            elif kind is StepKind.RETYPE:
                self.units[unit] = replace(known, types=since(known.types, day, step.type))
            elif kind is StepKind.SPLIT:
                self._close(unit, tuple(self.slugs[slug] for slug in step.parts), day, step)
            elif kind in (StepKind.MERGE, StepKind.DISSOLVE):
                self._close(unit, heirs, day, step)

    def _found(self, day: date, step: StepEntry) -> int:
        unit = -1 - sum(1 for pk in self.units if pk < 0)
        parent = self.slugs[step.under] if step.under else None
        self.units[unit] = Known(day, ((day, parent),), ((day, step.name),), ((day, step.type),))
        self.slugs[NEW + step.key] = unit
        return unit

    def _move(self, unit: int, parent: int | None, day: date) -> None:
        known = self.units[unit]
        self.units[unit] = replace(known, links=since(known.links, day, parent))

    def _close(self, unit: int, heirs: tuple[int, ...], day: date, step: StepEntry) -> None:
        children = {self.slugs[child]: self.slugs[to] for child, to in step.children.items()}
        for pk, known in list(self.units.items()):
            to = children.get(pk, heirs[0] if len(heirs) == 1 else None)
            if to is not None and known.lives(day) and self.parent(pk, day) == unit:
                self._move(pk, to, day)
        known = self.units[unit]
        links = since(known.links, day, heirs[0]) if len(heirs) == 1 else known.links
        self.units[unit] = replace(known, links=links, closed=day, heirs=heirs)
        goal = self.slugs[step.members_to] if step.members_to else None
        if goal is None and len(heirs) == 1:
            goal = heirs[0]
        self.leaves[unit] = Leave(None if step.ends_members else goal, step.ends_members)

    def _carry(self, day: date) -> None:
        """Stays at units that end go on where the members go, past units that end the same day."""
        for stays in self.members.values():
            for stay in list(stays):
                if stay.unit not in self.leaves or (stay.end is not None and stay.end <= day):
                    continue
                at: int | None = stay.unit
                while at in self.leaves:
                    at = self.leaves[at].to
                stays.remove(stay)
                if stay.start < day:
                    stays.append(replace(stay, end=day))
                if at is not None:
                    stays.append(Member(at, max(stay.start, day), stay.end))

    def named(self, real: Mapping[int, int], slugs: Mapping[str, int]) -> "Memory":
        """The same once units that were below zero are real; `slugs` of all units."""

        def at(unit: int | None) -> int | None:
            return real.get(unit, unit) if unit is not None else None

        units = {
            real.get(pk, pk): replace(
                known,
                links=tuple((day, at(parent)) for day, parent in known.links),
                heirs=tuple(real.get(heir, heir) for heir in known.heirs),
            )
            for pk, known in self.units.items()
        }
        members = {
            person: [replace(stay, unit=real.get(stay.unit, stay.unit)) for stay in stays]
            for person, stays in self.members.items()
        }
        return Memory(units, dict(slugs), members)

    def without(self, before: "Memory", after: "Memory") -> "Memory":
        """What is left when a plan is taken back that led from one memory to another."""
        units = dict(self.units)
        for pk in after.units.keys() | before.units.keys():
            if before.units.get(pk) != after.units.get(pk):
                units.pop(pk, None)
                if pk in before.units:
                    units[pk] = before.units[pk]
        members = dict(self.members)
        for person, stays in before.members.items():
            if stays != after.members[person]:
                members[person] = list(stays)
        slugs = {slug: pk for slug, pk in self.slugs.items() if pk in units}
        return Memory(units, slugs, members)


def holding(spans: Dated, day: date) -> Any:
    """What holds on a day, of values each given with its first day."""
    found = None
    for first, value in spans:
        if first <= day:
            found = value
    return found


def since(spans: Dated, day: date, value: Any) -> Dated:
    """Another value from a day on, until the next that was said by itself."""
    if holding(spans, day) == value:
        return spans
    found = [span for span in spans if span[0] != day]
    found.append((day, value))
    joined: list[tuple[date, Any]] = []
    for span in sorted(found, key=lambda each: each[0]):
        if not joined or joined[-1][1] != span[1]:
            joined.append(span)
    return tuple(joined)

"""The history of a unit: its states, and its kin over all the reorganisations before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from neuguong.lib.actor import Actor
from neuguong.org.models import Succession, Unit, UnitState
from neuguong.org.queries import line_above, states_of, unit_seen
from neuguong.org.rights import Right
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import may_see, reorganisations_of_unit

MOST: Final = 80  # kin that a picture can bear
_STEPS: Final = 8  # reorganisations one after another


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit of the family: how many reorganisations after the one looked at (before: negative).

    `beside`: it was no part of the unit, but went into the same successor. `opens`: for the reader.
    """

    unit: Unit
    generation: int
    beside: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Passing:
    """Who carried on whose history, and since when."""

    before: int
    after: int
    on: date


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What the page of a unit's history shows; as many statements as its kin is deep."""

    unit: Unit
    above: list[Unit]
    states: list[UnitState]
    kin: list[Kin]
    passings: list[Passing]
    plans: list[Reorganisation]
    is_cut: bool


def history_page(by: Actor, slug: str) -> HistoryPage:
    """The history of a unit the reader may know of; otherwise 404."""
    unit = unit_seen(by, slug)
    family = _Family(unit)
    for _step in range(_STEPS):
        family.grow_up()
        family.grow_down()
    family.add_beside()
    return HistoryPage(
        unit=unit,
        above=[above for above in line_above(unit) if by.may(Right.VIEW, at=above)],
        states=list(states_of(unit)),
        kin=[
            Kin(each, family.generations[pk], pk in family.beside, by.may(Right.VIEW, at=each))
            for pk, each in family.units.items()
        ],
        passings=sorted(family.passings.values(), key=lambda one: (one.on, one.before, one.after)),
        plans=[plan for plan in reorganisations_of_unit(unit) if may_see(by, plan)],
        is_cut=family.is_cut,
    )


class _Family:
    """Grows from one unit, a reorganisation at a time."""

    def __init__(self, unit: Unit) -> None:
        self.units = {unit.pk: unit}
        self.generations = {unit.pk: 0}
        self.passings: dict[tuple[int, int], Passing] = {}
        self.beside: set[int] = set()
        self.is_cut = False
        self._first, self._last = [unit.pk], [unit.pk]

    def grow_up(self) -> None:
        """One step back: whose history the earliest carry on."""
        if self._first:
            rows = _successions(Q(successor__in=self._first))
            self._first = self._take(
                (row, row.predecessor, self.generations[row.successor_id] - 1) for row in rows
            )

    def grow_down(self) -> None:
        """One step on: who carries on the history of the latest."""
        if self._last:
            rows = _successions(Q(predecessor__in=self._last))
            self._last = self._take(
                (row, row.successor, self.generations[row.predecessor_id] + 1) for row in rows
            )

    def add_beside(self) -> None:
        """Those that went into the same successors."""
        after = [pk for pk, generation in self.generations.items() if generation > 0]
        if after:
            rows = _successions(Q(successor__in=after))
            fresh = self._take(
                (row, row.predecessor, self.generations[row.successor_id] - 1) for row in rows
            )
            self.beside = set(fresh)

    def _take(self, found: Iterable[tuple[Succession, Unit, int]]) -> list[int]:
        fresh: list[int] = []
        for row, unit, generation in found:
            if unit.pk not in self.units:
                if len(self.units) >= MOST:
                    self.is_cut = True
                    continue
                self.units[unit.pk], self.generations[unit.pk] = unit, generation
                fresh.append(unit.pk)
            pair = (row.predecessor_id, row.successor_id)
            self.passings[pair] = Passing(*pair, row.on)
        return fresh


def _successions(which: Q) -> list[Succession]:
    rows = Succession.objects.filter(which).select_related("predecessor__type", "successor__type")
    return list(rows.order_by("on", "predecessor__sort", "pk"))

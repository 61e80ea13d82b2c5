"""Where a reader of honours stands: a unit they may know of, a year, and who belongs there."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from neuguong.honours.models import HonourField
from neuguong.honours.rights import Right
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import children_of, unit_seen
from neuguong.people.models import Membership
from neuguong.people.queries import memberships_on
from neuguong.programme.queries import year_closed, years_set


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit in a year; `years` are those one can choose, newest first."""

    unit: Unit
    year: int
    years: list[int]
    closed: bool


def spot_seen(by: Actor, slug: str, year: int, *, today: date) -> Spot:
    """The unit of that slug for one who may look at its honours: 404, or 403 to whom it is known."""
    unit = unit_seen(by, slug)
    by.require(Right.VIEW, at=unit)
    return spot_of(unit, year, today=today)


def spot_of(unit: Unit, year: int, *, today: date) -> Spot:
    """The unit in the year asked, or in the newest of its life."""
    newest = today.year if unit.closed_on is None else min(today.year, unit.closed_on.year)
    chosen = year or newest
    if not unit.opened_on.year <= chosen <= newest:
        raise Http404
    span = [each for each in years_set(unit) if unit.opened_on.year <= each <= newest]
    years = sorted({*span, chosen, newest}, reverse=True)
    return Spot(unit, chosen, years, year_closed(unit, chosen))


def members_seen(by: Actor, unit: Unit, day: date) -> list[Membership]:
    """Who belongs to a unit on a day, for one who may read names there; else nobody."""
    return members_of(unit, day) if by.sees_names(unit.path) else []


def members_of(unit: Unit, day: date) -> list[Membership]:
    """Who belongs to a unit on a day, by given name; of a closed one on its last day."""
    if unit.closed_on is not None and day >= unit.closed_on:
        day = date.fromordinal(unit.closed_on.toordinal() - 1)
    return list(memberships_on(unit, max(day, unit.opened_on)))


def collectives_of(unit: Unit) -> list[Unit]:
    """The unit itself and those directly under it: the collectives it speaks for."""
    return [unit, *children_of(unit).select_related("type")]


def fields_in_use() -> list[HonourField]:
    """The fields of life in which one does good, in order."""
    return list(HonourField.objects.filter(valid_to=None))

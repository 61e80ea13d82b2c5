"""Where a reader stands: unit, period, and whether they see all of it or totals only."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.http import Http404

from neuguong.home import rules
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period, PeriodError
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of, unit_by_slug
from neuguong.org.rights import Right as OrgRight
from neuguong.programme.queries import years_set
from neuguong.reorganisations.queries import planned_view
from neuguong.rollup.queries import WAS, View, ViewKind, above_on, figures_of, view_named

LOOK = "rollup.view"
_SIGNS_OF_LIFE = ("deeds.people", "deeds.collectives", *rules.WAITING)
_YEARS_TRIED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in a period on a day; `years` are those set for it in its life, newest first.

    On the tree of today those of the units it carries on are among them.

    `is_whole`: the reader sees children and records. Otherwise they stand below the unit and see
    the totals of whole years (design 11).
    """

    unit: Unit
    period: Period
    day: date
    years: list[int]
    is_whole: bool
    view: View = WAS

    @property
    def year(self) -> int:
        """The year of the period, the last of a span."""
        return self.period.last_year


def place_seen(by: Actor, slug: str, period: str, view: str, *, today: date) -> Place:
    """The place a page of figures is asked for; 404 for a unit that is not the reader's to know."""
    unit, is_whole = _unit_seen(by, slug)
    tree = view_asked(by, view)
    years = _years_offered(unit, tree)
    found = _period(unit, period, years, today)
    if not is_whole and (refusal := rules.whole_years_only(found)):
        raise Refused(refusal)
    if not is_whole and (refusal := rules.as_it_was_only(is_signed=tree.is_signed)):
        raise Refused(refusal)
    return Place(unit, found, tree.day(unit, found), years, is_whole, tree)


def place_of(unit: Unit, period: str, *, today: date, view: View = WAS) -> Place:
    """The same for a unit already found, seen whole."""
    years = _years_offered(unit, view)
    found = _period(unit, period, years, today)
    return Place(unit, found, view.day(unit, found), years, True, view)


def view_asked(by: Actor, typed: str) -> View:
    """The view of an address; refuses one there is not, and a plan that cannot be played."""
    return view_named(typed, partial(planned_view, by))


def working_year(unit: Unit, *, today: date) -> int:
    """The year with which pages of a unit begin."""
    return _starting_year(unit, years_set(unit), today)


def _starting_year(unit: Unit, years: list[int], today: date) -> int:
    """This year where it is set; of years gone by the newest in which anything was registered."""
    first = rules.starting_year(
        years, opened_on=unit.opened_on, closed_on=unit.closed_on, today=today
    )
    if first == today.year:
        return first
    gone = [year for year in years if year <= first and year >= unit.opened_on.year]
    for year in gone[:_YEARS_TRIED]:
        found = figures_of(unit, Period("year", year), _SIGNS_OF_LIFE)
        if not all(figure.is_zero for figure in found.values()):
            return year
    return first


def _years_offered(unit: Unit, view: View) -> list[int]:
    """The years set for a unit within its life; otherwise than as it was, also of those before it."""
    last = unit.closed_on.year if unit.closed_on else None
    years = {
        year
        for year in years_set(unit)
        if unit.opened_on.year <= year and (last is None or year <= last)
    }
    if view.kind is not ViewKind.WAS:
        for before in predecessors_of(unit):
            years |= {year for year in years_set(before) if before.opened_on.year <= year}
    return sorted(years, reverse=True)


def is_not_yet(place: Place) -> bool:
    """Whether the unit was founded after the period, so that nothing stood there as it was."""
    return place.view.kind is ViewKind.WAS and place.period.last_day < place.unit.opened_on


def seen_above(by: Actor, place: Place) -> list[Unit]:
    """The units above on the tree looked at that the reader may look at whole, topmost first."""
    above = above_on(place.unit, place.period, place.view)
    return [unit for unit in above if by.may(OrgRight.VIEW, at=unit)]


def may_see_figures(by: Actor, unit: Unit) -> bool:
    """Whether the page of figures of a unit opens for the reader, whole or totals only."""
    return by.may(LOOK, at=unit) or _is_just_above(by, unit)


def _unit_seen(by: Actor, slug: str) -> tuple[Unit, bool]:
    unit = unit_by_slug(slug)
    if unit is None or not may_see_figures(by, unit):
        raise Http404
    return unit, by.may(LOOK, at=unit)


def _is_just_above(by: Actor, unit: Unit) -> bool:
    """Whether the unit is the parent of a branch of the reader."""
    return any(branch.lo[:-PATH_WIDTH] == unit.path for branch in by.scope(LOOK) if branch.lo)


def _period(unit: Unit, typed: str, years: list[int], today: date) -> Period:
    if not typed:
        return Period("year", _starting_year(unit, years, today))
    try:
        return Period.parse(typed)
    except PeriodError as fault:
        raise Refused(Refusal(fault.code, fault.text)) from fault

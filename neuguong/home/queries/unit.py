"""The page of a unit: what it is today and on a day, its line, children, people, history, year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from neuguong.home.queries.place import Place, seen_above
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import (
    predecessors_of,
    states_of,
    successors_of,
)
from neuguong.people.models import Membership, Post
from neuguong.people.queries import memberships_on, posts_on
from neuguong.people.rights import Right as PeopleRight
from neuguong.programme.models import BasisDocument, ProgrammeYear
from neuguong.programme.queries import basis_of, years_along
from neuguong.rollup.queries import snapshot, under_on

SHOWN_PEOPLE = 60


@dataclass(frozen=True, slots=True)
class YearInForce:
    """The programme year that holds for a unit, and whether the unit set it itself."""

    year: int
    found: ProgrammeYear | None
    basis: Sequence[BasisDocument]
    is_own: bool
    closed: ProgrammeYear | None

    @property
    def is_closed(self) -> bool:
        """Whether the unit or a level above has closed the year."""
        return self.closed is not None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that the page of one unit shows, asked in a fixed number of statements.

    `people` and `posts` are None where the reader may not know who belongs to the unit; `named` says
    whether names may be read.
    """

    place: Place
    state: UnitState | None
    then: UnitState | None
    above: list[Unit]
    children: list[Unit]
    states: list[UnitState]
    before: list[Unit]
    after: list[Unit]
    year: YearInForce
    posts: list[Post] | None
    people: list[Membership] | None
    people_count: int
    named: bool


def unit_page(by: Actor, place: Place, *, today: date) -> UnitPage:
    """The page of a unit the reader may know of, all of one moment."""
    with snapshot():
        return _unit_page(by, place, today)


def _unit_page(by: Actor, place: Place, today: date) -> UnitPage:
    unit = place.unit
    states = list(states_of(unit))
    named = by.sees_names(unit.path)
    knows = by.may(PeopleRight.VIEW, at=unit) or named
    members = memberships_on(unit, place.day)
    people = list(members[: SHOWN_PEOPLE + 1]) if named else []
    return UnitPage(
        place=place,
        state=_on(states, today) or (states[-1] if states else None),
        then=_on(states, place.day),
        above=seen_above(by, place),
        children=under_on(unit, place.period, place.view),
        states=states,
        before=predecessors_of(unit),
        after=successors_of(unit),
        year=year_in_force(unit, place.year),
        posts=list(posts_on(unit, place.day)) if knows else None,
        people=people[:SHOWN_PEOPLE] if named else None,
        people_count=members.count() if knows else 0,
        named=named,
    )


def _on(states: Sequence[UnitState], day: date) -> UnitState | None:
    """The state that was true on that day."""
    return next(
        (
            state
            for state in states
            if state.valid_from <= day and (state.valid_to is None or day < state.valid_to)
        ),
        None,
    )


def year_in_force(unit: Unit, year: int) -> YearInForce:
    """What the nearest level at or above the unit has set for the year."""
    along = years_along(unit, year)
    found = along[0] if along else None
    return YearInForce(
        year=year,
        found=found,
        basis=list(basis_of(found)) if found else [],
        is_own=found is not None and found.unit_id == unit.pk,
        closed=next((level for level in along if level.closed_on is not None), None),
    )


def own_year(unit: Unit, year: int) -> ProgrammeYear | None:
    """The year as this unit itself has set it, with its phases, minimums and basis."""
    rows = ProgrammeYear.objects.filter(unit=unit, year=year)
    return rows.prefetch_related("phases", "minimums", "basis").first()


def basis_documents() -> list[BasisDocument]:
    """Every document a year may rest on, newest first."""
    return list(BasisDocument.objects.order_by("-issued_on", "number"))

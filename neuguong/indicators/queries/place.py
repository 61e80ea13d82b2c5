"""Where a reader of indicators stands: unit, period, whether they see all of it, and what siblings show."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.http import Http404
from django.utils.module_loading import import_string

from neuguong.indicators.models import SiblingOpening
from neuguong.indicators.rules import LOOK, whole_years_only
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period, PeriodError
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of, unit_by_slug
from neuguong.programme.queries import years_set
from neuguong.rollup.queries import (
    WAS,
    View,
    ViewKind,
    parent_there,
    view_named,
    view_unknown,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit in a period; `years` were set for it, newest first. `own` is the reader's branch beneath
    a unit they do not see whole, None where they do."""

    unit: Unit
    period: Period
    years: list[int]
    own: Unit | None = None
    view: View = WAS

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees children and records."""
        return self.own is None

    @property
    def parent(self) -> Unit | None:
        """The unit above on the tree one looks at."""
        return parent_there(self.unit, self.period, self.view)


def spot_seen(
    by: Actor, slug: str, period: str, *, today: date, view: str = "", below: bool = False
) -> Spot:
    """The unit asked for; 404 where it is not the reader's to know.

    `below`: also those who stand directly beneath it, who see whole years only.
    """
    unit = unit_by_slug(slug)
    if unit is None:
        raise Http404
    own = None
    if not by.may(LOOK, at=unit):
        own = _own_branch(by, unit) if below else None
        if own is None:
            raise Http404
    seen = WAS if own is not None else view_asked(by, view)
    years = _years_offered(unit, seen)
    found = _period(unit, period, years, today)
    if own is not None and (refusal := whole_years_only(found)):
        raise Refused(refusal)
    if own is not None and view not in ("", WAS.key):
        raise view_unknown(view)
    return Spot(unit, found, years, own, seen)


def view_asked(by: Actor, typed: str) -> View:
    """The view of an address, plans too; refuses one there is not, and a plan that cannot be played."""
    planned = import_string(import_string(f"{settings.NEUGUONG_HANDLERS}.PLANNED_VIEW"))
    return view_named(typed, partial(planned, by))


def _years_offered(unit: Unit, view: View) -> list[int]:
    """The years set for a unit; otherwise than as it was, also those of the units it follows."""
    years = set(years_set(unit))
    if view.kind is not ViewKind.WAS:
        years |= {year for before in predecessors_of(unit) for year in years_set(before)}
    return sorted(years, reverse=True)


def is_open(unit: Unit) -> bool:
    """Whether the units directly beneath may see each other by name."""
    return SiblingOpening.objects.filter(unit=unit).exists()


def opening_of(unit: Unit) -> SiblingOpening | None:
    """Who opened the comparison beneath a unit, and when."""
    return SiblingOpening.objects.filter(unit=unit).first()


def first_spot(by: Actor) -> Unit | None:
    """The unit one works for: the highest of those whose figures one may look at."""
    paths = [branch.lo for branch in by.scope(LOOK)]
    return Unit.objects.filter(path__in=paths).order_by("path").first()


def _own_branch(by: Actor, unit: Unit) -> Unit | None:
    paths = [
        branch.lo for branch in by.scope(LOOK) if branch.lo and branch.lo[:-PATH_WIDTH] == unit.path
    ]
    return Unit.objects.filter(path__in=paths).order_by("path").first()


def _period(unit: Unit, typed: str, years: list[int], today: date) -> Period:
    if typed:
        try:
            return Period.parse(typed)
        except PeriodError as fault:
            raise Refused(Refusal(fault.code, fault.text)) from fault
    last = min(today.year, unit.closed_on.year) if unit.closed_on else today.year
    first = min(unit.opened_on.year, last)
    return Period("year", max((y for y in years if first <= y <= last), default=last))

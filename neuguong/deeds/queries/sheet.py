"""Reads for the sheet one writes on: whose it is, what the year asks, what may be looked at again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries.cell import minimums_of
from neuguong.deeds.queries.pages import full_registrations
from neuguong.deeds.rights import Right
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.programme.models import Phase
from neuguong.programme.queries import years_along, years_set
from neuguong.programme.rules import PhaseKind


@dataclass(frozen=True, slots=True)
class YearFrame:
    """What the year asks of the subjects of a unit; `minimums` by category, 0 for collectives."""

    year: int
    years: tuple[int, ...]
    theme: str
    closed: bool
    minimums: dict[int, int]
    register_by: date | None
    results_by: date | None


def year_frame(unit: Unit, year: int, today: date) -> YearFrame:
    """The year as it holds for a unit, in a fixed number of statements."""
    levels = years_along(unit, year)
    order = [level.pk for level in levels]
    kinds = (PhaseKind.REGISTER, PhaseKind.RESULTS)
    last_days: dict[str, date] = {}
    phases = Phase.objects.filter(programme_year__in=order, kind__in=kinds)
    for phase in sorted(phases, key=lambda phase: order.index(phase.programme_year_id)):
        last_days.setdefault(phase.kind, phase.last_day)
    return YearFrame(
        year=year,
        years=tuple(sorted({*years_set(unit), today.year, year}, reverse=True)),
        theme=next((level.theme for level in levels if level.theme), ""),
        closed=any(level.closed_on is not None for level in levels),
        minimums=minimums_of(unit, year),
        register_by=last_days.get(PhaseKind.REGISTER),
        results_by=last_days.get(PhaseKind.RESULTS),
    )


def own_registration(by: Actor, year: int) -> Registration | None:
    """The actor's own registration of the year."""
    if by.person_id is None:
        return None
    return registration_of(by.person_id, year)


def registration_of(person_id: int, year: int) -> Registration | None:
    """A person's registration of the year, wherever it stands."""
    return full_registrations().filter(person_id=person_id, year=year).first()


def collective_registration(unit: Unit, year: int) -> Registration | None:
    """The unit's own registration of the year."""
    return full_registrations().filter(collective=unit, year=year).first()


def home_unit(person_id: int, day: date) -> Unit | None:
    """The unit where a person registers: their cell first, else the first they belong to."""
    rows = Membership.objects.filter(person_id=person_id, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    row = rows.select_related("unit__type", "unit__parent").order_by("category", "pk").first()
    return row.unit if row else None


def member_seen(by: Actor, unit: Unit, person_id: int) -> Person:
    """Somebody who belongs or belonged to the unit, for one who may name them there; otherwise 404."""
    person = Person.objects.filter(pk=person_id, memberships__unit=unit).distinct().first()
    if person is None or not by.may(Right.VIEW, at=unit) or not by.sees_names(unit.path):
        raise Http404
    return person


def similar_last_year(found: Registration) -> dict[int, str]:
    """Deeds of this registration whose words were the subject's own already last year."""
    before = Deed.objects.filter(
        year=found.year - 1,
        registration__person=found.person_id,
        registration__collective=found.collective_id,
    )
    known = dict(before.values_list("search", "text"))
    return {deed.pk: known[deed.search] for deed in found.deeds.all() if deed.search in known}

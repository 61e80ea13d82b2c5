"""Volunteer days and twinned communes of a unit; the records behind their count."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import Http404

from neuguong.ceremonies.models import STATE_LABELS, Twinning, VolunteerDay
from neuguong.ceremonies.queries.gifts import DEEDS
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.lib.actor import Actor
from neuguong.lib.measure import Ask, Record
from neuguong.org.models import Unit
from neuguong.org.queries import page_within


def volunteer_days_of(unit: Unit, year: int) -> list[VolunteerDay]:
    """The volunteer days of a unit in a year, the newest first."""
    rows = VolunteerDay.objects.filter(unit=unit, day__year=year)
    return list(rows.prefetch_related(DEEDS))


def volunteer_day_seen(by: Actor, volunteer_id: int) -> VolunteerDay:
    """A volunteer day, for those who may see its unit; else 404."""
    rows = VolunteerDay.objects.select_related("unit__type").prefetch_related(DEEDS)
    found = rows.filter(pk=volunteer_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def twinnings_of(unit: Unit, year: int) -> list[Twinning]:
    """The communes that a unit helps at some time of a year."""
    rows = Twinning.objects.filter(unit=unit, since__year__lte=year)
    return list(rows.filter(Q(until=None) | Q(until__year__gte=year)))


def twinning_seen(by: Actor, twinning_id: int) -> Twinning:
    """A twinning, for those who may see its unit; else 404."""
    rows = Twinning.objects.select_related("unit__type").prefetch_related(DEEDS)
    found = rows.filter(pk=twinning_id).first()
    if found is None or not by.may(Right.VIEW, at=found.unit):
        raise Http404
    return found


def list_volunteer_days(ask: Ask) -> Iterator[Record]:
    """The days behind a count of them, or of the people who came."""
    rows = VolunteerDay.objects.select_related("unit").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="ceremonies.VolunteerDay", unit_id=row.unit_id,
            unit_name=row.unit.name, unit_slug=row.unit.slug,
            amount=row.people if ask.value else 1, qualifier=1, text=row.work,
            who=row.unit.name, day=row.day, state=str(STATE_LABELS[EventState(row.state)]),
            link=("ceremonies:volunteer_day", row.pk),
        )  # fmt: skip


def list_twinnings(ask: Ask) -> Iterator[Record]:
    """The communes that are helped on the day asked."""
    rows = Twinning.objects.select_related("unit").filter(since__lte=ask.at)
    rows = rows.filter(Q(until=None) | Q(until__gt=ask.at))
    for row in page_within(rows, ask):
        yield Record(
            id=row.pk, kind="ceremonies.Twinning", unit_id=row.unit_id, unit_name=row.unit.name,
            unit_slug=row.unit.slug, amount=1, qualifier=1, text=row.commune, who=row.unit.name,
            day=row.since, state="", link=("ceremonies:twinning", row.pk),
        )  # fmt: skip

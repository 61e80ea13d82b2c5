"""Themes and conferences as a unit meets them: its own, and those of the levels it stood under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on, tops_of, unit_seen
from neuguong.study.models import Conference, Material, Session, Theme
from neuguong.study.rights import Right


@dataclass(frozen=True, slots=True)
class Place:
    """A conference as one unit meets it."""

    conference: Conference
    unit: Unit


def _line(unit: Unit, day: date) -> list[int]:
    """The unit and those it stood under on that day, nearest first."""
    return lines_on([unit], day)[unit.pk]


def themes_for(unit: Unit, year: int) -> list[Theme]:
    """What a unit has to study in a year: set by it or by a level above; the highest first."""
    line = _line(unit, date(year, 12, 31))
    rows = Theme.objects.filter(unit__in=line, year=year).select_related("unit")
    found = list(rows.prefetch_related("materials__file"))
    return sorted(found, key=lambda theme: (-line.index(theme.unit_id), theme.pk))


def conferences_for(unit: Unit, year: int) -> list[Conference]:
    """The conferences of a year's themes that concern a unit, the newest first."""
    line = _line(unit, date(year, 12, 31))
    rows = Conference.objects.filter(unit__in=line, theme__year=year)
    rows = rows.select_related("unit", "theme").prefetch_related("units", "sessions")
    return [found for found in rows if _asks_line(found, line)]


def asks_unit(conference: Conference, unit: Unit) -> bool:
    """Whether a conference is for a unit: it stood under the organiser, or under a unit invited."""
    return _asks_line(conference, _line(unit, conference.roster_on))


def _asks_line(conference: Conference, line: Iterable[int]) -> bool:
    invited = {unit.pk for unit in conference.units.all()}
    return bool((invited or {conference.unit_id}) & set(line)) or conference.unit_id == next(
        iter(line), 0
    )


def conference_seen(by: Actor, conference_id: int, slug: str = "") -> Place:
    """A conference with the unit as which the reader meets it; 404 when it is not theirs to know."""
    rows = Conference.objects.select_related("unit__type", "theme__unit")
    sessions = Prefetch("sessions", Session.objects.order_by("number"))
    found = rows.prefetch_related("units", sessions).filter(pk=conference_id).first()
    if found is None:
        raise Http404
    if slug:
        unit = unit_seen(by, slug, Right.VIEW)
        if not asks_unit(found, unit):
            raise Http404
        return Place(found, unit)
    if by.may(Right.VIEW, at=found.unit):
        return Place(found, found.unit)
    for unit in tops_of(by):
        if by.may(Right.VIEW, at=unit) and asks_unit(found, unit):
            return Place(found, unit)
    raise Http404


def theme_seen(by: Actor, theme_id: int) -> Theme:
    """A theme of one's own unit, of one beneath, or of a level above; else 404."""
    found = Theme.objects.select_related("unit__type").filter(pk=theme_id).first()
    if found is None:
        raise Http404
    if by.may(Right.VIEW, at=found.unit):
        return found
    day = date(found.year, 12, 31)
    mine = [unit for unit in tops_of(by) if by.may(Right.VIEW, at=unit)]
    if any(found.unit_id in line for line in lines_on(mine, day).values()):
        return found
    raise Http404


def material_seen(by: Actor, material_id: int) -> Material:
    """A material of a theme one may see; else 404."""
    found = Material.objects.select_related("theme__unit", "file").filter(pk=material_id).first()
    if found is None:
        raise Http404
    theme_seen(by, found.theme_id)
    return found


def session_seen(by: Actor, session_id: int) -> tuple[Session, Place]:
    """A session with its conference as the reader meets it; else 404."""
    found = Session.objects.filter(pk=session_id).first()
    if found is None:
        raise Http404
    return found, conference_seen(by, found.conference_id)


def session_by_code(code: str) -> Session:
    """The session to which a printed code leads; it exposes nobody, so any reader may come; else 404."""
    rows = Session.objects.select_related("conference__theme", "conference__unit", "unit")
    found = rows.filter(code=code).first() if "\0" not in code else None
    if found is None:
        raise Http404
    return found


def sessions_of(conference_id: int) -> QuerySet[Session]:
    """The sessions of a conference in order."""
    return Session.objects.filter(conference=conference_id).order_by("number")

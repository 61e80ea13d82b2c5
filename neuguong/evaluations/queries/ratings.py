"""Reads of ratings: of a unit, those one decides, the roster of a cell, the records behind a figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from neuguong.evaluations.models import Objection, Rating
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.levels import LEVEL_WORDS, SUBJECT_WORDS, Level, Subject
from neuguong.evaluations.rules.rating import RATING_WORDS, RatingState
from neuguong.lib.actor import Actor
from neuguong.lib.measure import Ask, Record
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import children_of, grassroots_path, page_within, parent_on, unit_seen
from neuguong.org.rules import Family
from neuguong.people.models import Membership
from neuguong.people.queries import party_members

MOST_ROWS = 400


def unit_reviewed(by: Actor, slug: str) -> Unit:
    """The unit, for one who may read its ratings: 404 for who may not know of it, 403 for the others."""
    unit = unit_seen(by, slug)
    by.require(Right.VIEW, at=unit)
    return unit


def last_day(year: int, *, today: date) -> date:
    """The day on which a year's roster is taken: its last, or today while it runs."""
    return min(today, date(year, 12, 31))


def kind_of_body(unit: Unit) -> Subject:
    """What kind of subject a unit is when it is rated itself."""
    if unit.type.family != Family.PARTY:
        return Subject.COLLECTIVE
    return Subject.GRASSROOTS if unit.type.is_grassroots else Subject.ORGANISATION


def decider_of(unit: Unit, subject: Subject, year: int, *, today: date) -> Unit:
    """Whose committee decides: for people the grassroots organisation, for bodies the one above them."""
    if subject in (Subject.MEMBER, Subject.OFFICIAL):
        path = grassroots_path(unit)
        return unit if path == unit.path else Unit.objects.select_related("type").get(path=path)
    return parent_on(unit, last_day(year, today=today)) or unit


def ratings_at(unit: Unit, year: int) -> QuerySet[Rating]:
    """The ratings of people of a unit and of the unit itself in a year, by given name."""
    rows = Rating.objects.filter(unit=unit, year=year)
    return rows.select_related("regime", "person", "decider").order_by("subject_kind", "sort", "pk")


def ratings_to_decide(decider: Unit, year: int, subject: Subject) -> QuerySet[Rating]:
    """The ratings that a unit decides in a year, cell by cell."""
    rows = Rating.objects.filter(decider=decider, year=year, subject_kind=subject)
    return rows.select_related("regime", "unit").order_by("unit__sort", "unit_id", "sort", "pk")


def rating_seen(by: Actor, rating_id: int) -> Rating:
    """The rating, for whom it is about and for those who read ratings there; 404 for the others."""
    rows = Rating.objects.select_related("unit__type", "decider", "regime", "person")
    rating = rows.filter(pk=rating_id).first()
    if rating is None:
        raise Http404
    if by.person_id is not None and by.person_id == rating.person_id:
        return rating
    unit = unit_seen(by, rating.unit.slug)
    by.require(Right.VIEW, at=unit)
    return rating


def objections_of(rating: Rating) -> list[Objection]:
    """Everything that was objected to a rating, newest first; sealed texts are opened."""
    return list(rating.objections.all())


@dataclass(frozen=True, slots=True)
class Line:
    """One member of a cell with their rating of the year, if there is one."""

    membership: Membership
    rating: Rating | None


def roster(unit: Unit, year: int, *, today: date) -> list[Line]:
    """The Party members of a unit at the end of a year (or today), each with their rating."""
    known = {
        row.person_id: row for row in ratings_at(unit, year) if row.subject_kind == Subject.MEMBER
    }
    members = party_members(unit, last_day(year, today=today))
    return [Line(row, known.get(row.person_id)) for row in members[:MOST_ROWS]]


def bodies_of(unit: Unit, year: int) -> list[tuple[Unit, Rating | None]]:
    """The units directly beneath that were there in the year, each with its own rating."""
    children = [
        child
        for child in children_of(unit)
        if child.opened_on <= date(year, 12, 31)
        and (child.closed_on is None or child.closed_on > date(year, 1, 1))
    ]
    ids = [child.pk for child in children]
    rows = Rating.objects.filter(unit__in=ids, year=year, person=None, is_total=False)
    known = {row.unit_id: row for row in rows.select_related("regime")}
    return [(child, known.get(child.pk)) for child in children[:MOST_ROWS]]


def totals_at(unit: Unit, year: int) -> list[Rating]:
    """Imported totals of a unit and year, the best level first."""
    rows = Rating.objects.filter(unit=unit, year=year, is_total=True)
    return list(rows.order_by("subject_kind", "-level"))


def rated_years(unit: Unit) -> list[int]:
    """Years in which anything was rated at the unit or decided by it, newest first."""
    here = set(Rating.objects.filter(unit=unit).values_list("year", flat=True).distinct())
    here |= set(Rating.objects.filter(decider=unit).values_list("year", flat=True).distinct())
    return sorted(here, reverse=True)


def of_person(person_id: int) -> list[Rating]:
    """Every rating of a person, newest first."""
    rows = Rating.objects.filter(person_id=person_id).select_related("unit", "regime")
    return list(rows.order_by("-year"))


def open_objections(units: Sequence[Unit]) -> QuerySet[Rating]:
    """Ratings of some deciders with an objection that waits for an answer."""
    return Rating.objects.filter(decider__in=list(units), state=RatingState.OBJECTED)


def list_ratings(ask: Ask) -> Iterator[Record]:
    """The ratings behind a figure; names where the reader may see them, totals with their source."""
    rows = Rating.objects.select_related("unit").filter(month__in=ask.months)
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
        subject = str(SUBJECT_WORDS[Subject(row.subject_kind)])
        named = row.person_id is None or ask.sees_names(row.unit.path)
        who = row.name if named else _("một người")
        level = str(LEVEL_WORDS[Level(row.level)])
        yield Record(
            id=row.pk,
            kind="evaluations.Rating",
            unit_id=row.unit_id,
            unit_name=row.unit.name,
            unit_slug=row.unit.slug,
            amount=row.number if ask.value else 1,
            qualifier=1,
            text=f"{who}: {level}" if not row.is_total else f"{row.number} {subject}: {level}",
            who=who if not row.is_total else row.source,
            day=row.decided_on,
            state=str(RATING_WORDS[RatingState(row.state)]),
            link=("evaluations:rating", row.pk) if named and not row.is_total else None,
        )

"""Reads of self-reviews: one of them for those it concerns, and how far a cell has come."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from neuguong.evaluations.models import Remark, Review
from neuguong.evaluations.rights import Right
from neuguong.evaluations.rules.reviewing import ReviewState
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen


def review_seen(by: Actor, review_id: int) -> Review:
    """The review, for whom it is about and for those who keep the reviews of the cell by name.

    404 for who may not know of the cell, 403 for others who know of it.
    """
    rows = Review.objects.select_related("unit__type", "unit__parent", "person", "regime")
    found = rows.filter(pk=review_id).first()
    if found is None:
        raise Http404
    if by.person_id is not None and by.person_id == found.person_id:
        return found
    unit = unit_seen(by, found.unit.slug)
    by.require(Right.REVIEW, at=unit)
    if not by.sees_names(unit.path):
        raise Http404
    return found


def states_at(unit: Unit, year: int) -> dict[int, tuple[int, int, int]]:
    """How far the reviews of a unit have come, without opening any: person → (review, state, own level)."""
    rows = Review.objects.filter(unit=unit, year=year)
    return {
        person: (pk, state, own)
        for person, pk, state, own in rows.values_list("person_id", "pk", "state", "own_level")
    }


def reviews_ended_before(before: date) -> QuerySet[Review]:
    """Reviews with words, of years that ended before a day."""
    return Review.objects.filter(year__lt=before.year).exclude(state=ReviewState.ENDED)


def remarks_of(review: Review) -> list[Remark]:
    """What was said of a review, in order."""
    return list(review.remarks.all())


def reviews_of_person(person_id: int) -> list[tuple[int, int, int, str]]:
    """A person's own reviews: (number, year, state, unit), newest first; no text is opened."""
    rows = Review.objects.filter(person=person_id).order_by("-year")
    return list(rows.values_list("pk", "year", "state", "unit__name"))

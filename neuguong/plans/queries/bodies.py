"""Reads of steering committees and assisting sections."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.models import Post
from neuguong.plans.models import Body, Seat
from neuguong.plans.rights import Right


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body with those who sit in it, and those who did."""

    body: Body
    seats: list[Seat]
    left: list[Seat]

    @property
    def stands(self) -> bool:
        """Whether no end is set yet."""
        return self.body.valid_to is None


def bodies_of(unit: Unit, day: date) -> list[BodyPage]:
    """The bodies of a unit, those that stand first, with their members of that day."""
    rows = Body.objects.filter(unit=unit).select_related("rules_file", "helps")
    pages = []
    for body in rows.prefetch_related("seats__person"):
        seats = sorted(body.seats.all(), key=lambda seat: (seat.role, seat.pk))
        left = [seat for seat in seats if seat.valid_to is not None and seat.valid_to <= day]
        pages.append(BodyPage(body, [seat for seat in seats if seat not in left], left))
    return sorted(pages, key=lambda page: (not page.stands, page.body.kind, page.body.valid_from))


def body_seen(by: Actor, body_id: int) -> Body:
    """The body, for one who may see the plans of its unit; else 404."""
    body = Body.objects.select_related("unit", "rules_file").filter(pk=body_id).first()
    if body is None or not by.may(Right.VIEW, at=body.unit):
        raise Http404
    return body


def seat_seen(by: Actor, seat_id: int) -> Seat:
    """A place in a body, for one who may see it; else 404."""
    seat = Seat.objects.select_related("body__unit").filter(pk=seat_id).first()
    if seat is None or not by.may(Right.VIEW, at=seat.body.unit):
        raise Http404
    return seat


def post_seen(by: Actor, post_id: int) -> Post:
    """A post, for one who may see the plans of its unit; else 404."""
    post = Post.objects.select_related("unit", "person").filter(pk=post_id).first()
    if post is None or not by.may(Right.VIEW, at=post.unit):
        raise Http404
    return post

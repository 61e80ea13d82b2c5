"""The page of a person: where they belong, what they hold, what they registered, who has looked."""

from dataclasses import dataclass

from django.db.models import Count, Q

from neuguong.audit.models import AuditEntry
from neuguong.deeds.models import Registration
from neuguong.deeds.queries import may_read
from neuguong.deeds.rules import DeedState
from neuguong.home.queries.log import reads_shown
from neuguong.lib.actor import Actor
from neuguong.people.models import Membership, Person, Post


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of a person: the registration and how many deeds it holds and finished."""

    registration: Registration
    deeds: int
    done: int
    opens: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What is known of a person; `reads` only for oneself."""

    person: Person
    is_self: bool
    memberships: list[Membership]
    posts: list[Post]
    years: list[YearLine]
    reads: list[AuditEntry]


def person_page(by: Actor, person: Person) -> PersonPage:
    """The page of a person the reader may name."""
    is_self = by.person_id == person.pk
    registrations = (
        Registration.objects.filter(person=person)
        .select_related("unit")
        .annotate(
            deed_count=Count("deeds", filter=~Q(deeds__state=DeedState.REPLACED)),
            done_count=Count("deeds", filter=Q(deeds__state=DeedState.DONE)),
        )
        .order_by("-year")
    )
    seen = [found for found in registrations if may_read(by, found)]
    memberships = person.memberships.select_related("unit").order_by("-valid_from", "pk")
    posts = person.posts.select_related("unit").order_by("-valid_from", "pk")
    return PersonPage(
        person=person,
        is_self=is_self,
        memberships=list(memberships),
        posts=list(posts),
        years=[YearLine(found, found.deed_count, found.done_count, True) for found in seen],
        reads=reads_shown(person) if is_self else [],
    )


def unit_of_reading(by: Actor, page: PersonPage) -> int | None:
    """The unit through which the reader came to see the person, for the record of the reading."""
    for membership in page.memberships:
        if by.sees_names(membership.unit.path):
            return membership.unit_id
    return None

"""Reads of people: those of a unit, one person's record, search, members behind a figure."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.lib.measure import Ask, Record
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.people.models import CATEGORY_LABELS, Account, Membership, Person, Post
from neuguong.people.rights import Right
from neuguong.people.rules import PARTY_MEMBERS, Category


def memberships_on(unit: Unit, day: date) -> QuerySet[Membership]:
    """Who belongs to the unit on that day, by given name."""
    rows = Membership.objects.filter(unit=unit, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return rows.select_related("person").order_by("person__sort", "person__birth_year", "pk")


def posts_on(unit: Unit, day: date) -> QuerySet[Post]:
    """Who holds which post in the unit on that day."""
    rows = Post.objects.filter(unit=unit, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return rows.select_related("person").order_by("pk")


def post_title(person: Person, unit: Unit, day: date) -> str:
    """The title a person holds in the unit on that day, or an empty string."""
    rows = Post.objects.filter(person=person, unit=unit, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("pk")
    return rows.values_list("title", flat=True).first() or ""


def person_seen(by: Actor, person_id: int) -> Person:
    """The person, for themselves or for one who may read names where they belong; else 404."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    if by.person_id == person.pk:
        return person
    for unit in Unit.objects.filter(memberships__person=person).distinct():
        if by.may(Right.VIEW, at=unit) and by.sees_names(unit.path):
            return person
    raise Http404


def search_people(by: Actor, words: str, limit: int = 20) -> list[Person]:
    """People whose name holds all the words, marks or none, among those the actor may name."""
    folded = fold(words)
    if not folded:
        return []
    theirs = within(
        Membership.objects.filter(person=OuterRef("pk")), by.scope(Right.VIEW), "unit__path"
    )
    rows = Person.objects.filter(Exists(theirs)).prefetch_related("memberships__unit")
    for word in folded.split():
        rows = rows.filter(search__contains=word)
    found = rows.order_by("sort", "birth_year", "pk")[: limit * 5]
    return [person for person in found if _may_name(by, person)][:limit]


def _may_name(by: Actor, person: Person) -> bool:
    units = [membership.unit for membership in person.memberships.all()]
    return person.pk == by.person_id or any(by.sees_names(unit.path) for unit in units)


def people_by_name(unit_ids: Sequence[int], day: date) -> dict[tuple[int, str], list[Person]]:
    """People of some units on a day by (unit, folded name), for matching what others typed."""
    rows = Membership.objects.filter(unit_id__in=list(unit_ids), valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("person")
    found: dict[tuple[int, str], list[Person]] = {}
    for row in rows:
        found.setdefault((row.unit_id, fold(row.person.full_name)), []).append(row.person)
    return found


def category_on(person: Person, unit: Unit, day: date) -> Category | None:
    """What the person is in the unit on that day."""
    rows = Membership.objects.filter(person=person, unit=unit, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("category")
    value = rows.values_list("category", flat=True).first()
    return Category(value) if value is not None else None


def list_memberships(ask: Ask) -> Iterator[Record]:
    """The members behind a stock of people on the day asked; names where the reader may see them."""
    rows = within(Membership.objects.all(), ask.branches, "unit__path")
    rows = rows.filter(valid_from__lte=ask.at).filter(Q(valid_to=None) | Q(valid_to__gt=ask.at))
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    if ask.own_unit is not None:
        rows = rows.filter(unit_id=ask.own_unit)
    rows = rows.filter(pk__gt=ask.after).select_related("unit", "person").order_by("pk")
    for row in rows[: ask.limit]:
        named = ask.sees_names(row.unit.path)
        label = str(CATEGORY_LABELS[Category(row.category)])
        yield Record(
            id=row.pk,
            kind="people.Membership",
            unit_id=row.unit_id,
            unit_name=row.unit.name,
            unit_slug=row.unit.slug,
            amount=1,
            qualifier=1,
            text=row.person.full_name if named else label,
            who=row.person.full_name if named else _("một người"),
            day=row.valid_from,
            state=label,
            link=("people:person", row.person_id) if named else None,
        )


def account_of(username: str) -> Account | None:
    """The account of that sign-in name."""
    return Account.objects.filter(username=username).select_related("person").first()


def party_members(unit: Unit, day: date) -> QuerySet[Membership]:
    """The Party members of a cell on that day, by given name."""
    return memberships_on(unit, day).filter(category__in=sorted(PARTY_MEMBERS))

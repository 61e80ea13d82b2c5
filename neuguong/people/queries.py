"""Reads of people: those of a unit, one person's record, search; accounts and who may do what where."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.measure import Ask, Record
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths, page_within, unit_seen, within
from neuguong.people.models import CATEGORY_LABELS, Account, Grant, Membership, Person, Post
from neuguong.people.rights import Right
from neuguong.people.rules import PARTY_MEMBERS, SOON_DAYS, Category


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
    rows = Membership.objects.select_related("unit", "person").filter(valid_from__lte=ask.at)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=ask.at))
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for row in page_within(rows, ask):
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


MEMBER: Final = "member"  # the role that shows membership
_CHOICES: Final = 300
_NAMED: Final = 3  # so many names stand in a sentence of who can


def grants_on(day: date) -> QuerySet[Grant]:
    """The grants that hold on that day, of open accounts."""
    rows = Grant.objects.filter(valid_from__lte=day, account__is_active=True)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))


def grants_from(account: Account, day: date) -> list[Grant]:
    """The grants of an account that hold on that day or will, from the highest unit down."""
    rows = Grant.objects.filter(account=account).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    return list(rows.select_related("unit").order_by("unit__path", "role", "pk"))


def homes_of(person_id: int) -> list[Unit]:
    """Where a person belongs now, from the highest unit down."""
    homes = Membership.objects.filter(person=person_id, valid_to=None)
    return list(Unit.objects.filter(pk__in=homes.values("unit_id")).order_by("path"))


def holders_at(path: str, roles: Collection[str], day: date) -> list[Grant]:
    """Who holds one of the roles at or above the unit of that path: the nearest, a few."""
    rows = grants_on(day).filter(role__in=roles, unit__path__in=[*ancestor_paths(path), path])
    return list(
        rows.select_related("account", "unit").order_by("-unit__path", "role", "pk")[:_NAMED]
    )


def grants_covering(unit: Unit, day: date) -> list[Grant]:
    """Every grant of that day by which somebody may do something at the unit, from the unit upwards."""
    rows = grants_on(day).filter(unit__path__in=[*ancestor_paths(unit.path), unit.path])
    rows = rows.select_related("account", "unit", "stands_for")
    return list(rows.order_by("-unit__path", "role", "account__name", "pk"))


def grants_of(account: Account) -> QuerySet[Grant]:
    """Every grant an account has or had, the newest first."""
    rows = Grant.objects.filter(account=account).select_related("unit", "stands_for", "account")
    return rows.order_by("-valid_from", "-pk")


def stand_ins_for(account: Account, day: date) -> list[Grant]:
    """Who stands in for the holder of an account on that day or will."""
    rows = Grant.objects.filter(stands_for=account, valid_to__gt=day)
    return list(rows.select_related("account", "unit").order_by("valid_from", "pk"))


def ending_soon(by: Actor, day: date) -> QuerySet[Grant]:
    """Grants that end within a month in the branches where one gives rights."""
    rows = grants_on(day).filter(valid_to__lte=day + timedelta(days=SOON_DAYS))
    rows = within(rows, by.scope(Right.GRANT), "unit__path")
    return rows.select_related("account", "unit", "stands_for").order_by("valid_to", "pk")


def at_ended_units(by: Actor, day: date) -> QuerySet[Grant]:
    """Grants that still hold at units which have ended, in the branches where one gives rights."""
    rows = grants_on(day).filter(unit__closed_on__lte=day)
    rows = within(rows, by.scope(Right.GRANT), "unit__path")
    return rows.select_related("account", "unit", "stands_for").order_by("unit__sort", "pk")


def accounts_in(by: Actor, unit: Unit, words: str = "") -> QuerySet[Account]:
    """Accounts that were opened in the branch or hold or held a role there, by name."""
    by.require(Right.GRANT, at=unit)
    branch = [PathRange.branch(unit.path)]
    held = within(Grant.objects.filter(account=OuterRef("pk")), branch, "unit__path")
    opened = within(Account.objects.filter(pk=OuterRef("pk")), branch, "unit__path")
    rows = Account.objects.filter(Exists(held) | Exists(opened))
    if words:
        rows = rows.filter(Q(username__icontains=words) | Q(name__icontains=words))
    return rows.order_by("name", "pk")


def accounts_named(username: str) -> bool:
    """Whether a sign-in name is taken, in capitals or small letters."""
    return Account.objects.filter(username__iexact=username).exists()


def account_seen(by: Actor, account_id: int) -> Account:
    """The account, for one who gives rights where it was opened or holds a role; else 404."""
    account = Account.objects.select_related("unit", "person").filter(pk=account_id).first()
    if account is not None and account.pk == by.id:
        return account
    if account is None or not any(by.may(Right.GRANT, at=unit) for unit in places_of(account)):
        raise Http404
    return account


def places_of(account: Account) -> list[Unit]:
    """Where an account was opened and where it holds or held a role."""
    units = {grant.unit_id: grant.unit for grant in grants_of(account)}
    if account.unit is not None:
        units.setdefault(account.unit.pk, account.unit)
    return list(units.values())


def grant_seen(by: Actor, grant_id: int) -> Grant:
    """The grant, for its holder, whom it stands in for, and those who give rights there; else 404."""
    rows = Grant.objects.select_related("account", "unit", "stands_for")
    grant = rows.filter(pk=grant_id).first()
    if grant is None:
        raise Http404
    if by.id is not None and by.id in (grant.account_id, grant.stands_for_id):
        return grant
    if not by.may(Right.GRANT, at=grant.unit):
        raise Http404
    return grant


def stand_ins_at(by: Actor, grant: Grant) -> list[Account]:
    """Open accounts with a role in the branch of a grant or above it, but its holder; a few hundred.

    Who is only a member is named to those who read names there.
    """
    near = within(Grant.objects.all(), [PathRange.branch(grant.unit.path)], "unit__path")
    above = Grant.objects.filter(unit__path__in=ancestor_paths(grant.unit.path))
    if not by.sees_names(grant.unit.path):
        near, above = near.exclude(role=MEMBER), above.exclude(role=MEMBER)
    found = Account.objects.filter(Q(grants__in=near) | Q(grants__in=above), is_active=True)
    found = found.exclude(pk__in=[grant.account_id, by.id or 0])
    return list(found.distinct().order_by("name", "pk")[:_CHOICES])


def unit_of_rights(by: Actor, slug: str) -> Unit:
    """The unit, for one who gives rights there: 404 for who may not know of it, 403 for the others."""
    unit = unit_seen(by, slug)
    by.require(Right.GRANT, at=unit)
    return unit


@dataclass(frozen=True, slots=True)
class OwnRights:
    """What the front page tells of rights: one's own that end soon, who stands in, what is to give."""

    ending: Sequence[Grant]
    standing: Sequence[Grant]
    stand_ins: Sequence[Grant]
    to_watch: int

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.ending or self.standing or self.stand_ins or self.to_watch)


def own_rights(by: Actor, account: Account, grants: Sequence[Grant], day: date) -> OwnRights:
    """What an account with these grants should be told about rights on that day."""
    soon = day + timedelta(days=SOON_DAYS)
    to_watch = 0
    if by.scope(Right.GRANT):
        to_watch = ending_soon(by, day).count() + at_ended_units(by, day).count()
    standing = [grant for grant in grants if grant.stands_for_id is not None]
    return OwnRights(
        ending=[g for g in grants if g.valid_to and g.valid_to <= soon and not g.stands_for_id],
        standing=standing,
        stand_ins=stand_ins_for(account, day),
        to_watch=to_watch,
    )

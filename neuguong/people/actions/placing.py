"""Acts on people: add, correct, place in units, give posts, open names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import insert_rows, new_row, pointed_at
from neuguong.lib.vietnamese import fold, nfc, person_sort_key
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people import rules
from neuguong.people.models import Membership, Person, Post
from neuguong.people.rights import Right
from neuguong.people.rules import Category


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What one must say of a person to put them into a unit."""

    full_name: str
    category: Category = Category.OFFICIAL
    birth_year: int | None = None
    nickname: str = ""
    sex: str = ""


@transaction.atomic
def add_person(*, by: Actor, unit_id: int, entry: PersonEntry, since: date, today: date) -> Person:
    """Add one person to a unit from a day on."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CHANGE, at=unit)
    refusal = _name_problem(entry.full_name) or rules.birth_year_problem(
        entry.birth_year, today=today
    )
    if refusal:
        raise Refused(refusal)
    until = _until(unit, since)
    person = _person(entry)
    person.save()
    Membership.objects.create(
        person=person, unit=unit, category=entry.category, valid_from=since, valid_to=until
    )
    record(by=by, act=Right.CHANGE, subject=person, unit_id=unit.pk)
    return person


@transaction.atomic
def add_people(*, by: Actor, rows: Sequence[tuple[Unit, PersonEntry]], since: date) -> list[Person]:
    """Add many people to their units at once, in the order given."""
    for unit in {unit.pk: unit for unit, _entry in rows}.values():
        by.require(Right.CHANGE, at=unit)
    for _unit, entry in rows:
        if refusal := _name_problem(entry.full_name):
            raise Refused(refusal)
    people = [_person(entry) for _unit, entry in rows]
    insert_rows(people)
    insert_rows(
        [
            new_row(
                Membership, person=person, unit=unit, category=entry.category, valid_from=since,
                valid_to=_until(unit, since),
            )
            for person, (unit, entry) in zip(people, rows, strict=True)
        ]
    )  # fmt: skip
    record_bulk(
        by=by,
        act=Right.CHANGE,
        subject_type="people.person",
        ids=[person.pk for person in people],
    )
    return people


@transaction.atomic
def remove_people(
    *, by: Actor, person_ids: Collection[int], reason: str, posts: Collection[int] = ()
) -> set[int]:
    """Take out people who should not have been added; those that anything else refers to stay.

    `posts` were given with them and go with them. Returns the ids taken out.
    """
    ordered = sorted(person_ids)
    parts = [ordered[start : start + 400] for start in range(0, len(ordered), 400)]
    for part in parts:
        for unit in Unit.objects.filter(memberships__person__in=part).distinct():
            by.require(Right.CHANGE, at=unit)
    used = pointed_at(Person, person_ids, apart=["people.membership", "people.post"])
    for part in parts:
        held = Post.objects.filter(person__in=part).values_list("pk", "person_id")
        used |= {person for pk, person in held if pk not in posts}
    taken = set(person_ids) - used
    for part in parts:
        gone = [pk for pk in part if pk in taken]
        Post.objects.filter(person__in=gone).delete()
        Membership.objects.filter(person__in=gone).delete()
        Person.objects.filter(pk__in=gone).delete()
    if taken:
        record_bulk(
            by=by, act=Right.CHANGE, subject_type="people.person", ids=taken, reason=reason,
            detail={"verb": "removed"},
        )  # fmt: skip
    return taken


def _until(unit: Unit, since: date) -> date | None:
    """The last day of who comes into a unit: its own, where it has ended; refused after it."""
    refusal = rules.may_enter(since, closed_on=unit.closed_on, name=unit.name)
    if refusal:
        raise Refused(refusal)
    return unit.closed_on


def _name_problem(full_name: str) -> Refusal | None:
    if full_name.strip():
        return None
    return Refusal("name_empty", _("Chưa ghi họ và tên."))


def _person(entry: PersonEntry) -> Person:
    name = " ".join(nfc(entry.full_name).split())
    return new_row(
        Person,
        full_name=name,
        nickname=nfc(entry.nickname).strip(),
        birth_year=entry.birth_year,
        sex=entry.sex,
        search=fold(f"{name} {entry.nickname}"),
        sort=person_sort_key(name),
    )


@transaction.atomic
def correct_person(*, by: Actor, person_id: int, entry: PersonEntry, today: date) -> Person:
    """Correct the name, birth year or nickname of a person; past registrations keep theirs."""
    person = Person.objects.select_for_update().get(pk=person_id)
    for membership in person.memberships.filter(valid_to=None).select_related("unit"):
        by.require(Right.CHANGE, at=membership.unit)
    refusal = _name_problem(entry.full_name) or rules.birth_year_problem(
        entry.birth_year, today=today
    )
    if refusal:
        raise Refused(refusal)
    fresh = _person(entry)
    for field in ("full_name", "nickname", "birth_year", "sex", "search", "sort"):
        setattr(person, field, getattr(fresh, field))
    person.save()
    record(by=by, act=Right.CHANGE, subject=person)
    return person


@transaction.atomic
def join_unit(
    *, by: Actor, person_id: int, unit_id: int, category: Category, since: date
) -> Membership:
    """Let a person belong to one more unit; a Party member to one cell at a time."""
    person = Person.objects.select_for_update().get(pk=person_id)
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CHANGE, at=unit)
    other, until = None, _until(unit, since)
    if category in rules.PARTY_MEMBERS and until is None:
        cells = person.memberships.filter(valid_to=None, category__in=sorted(rules.PARTY_MEMBERS))
        other = cells.select_related("unit").first()
    refusal = rules.may_join(since, None, other_cell=other.unit.name if other else None)
    if refusal:
        raise Refused(refusal)
    membership = Membership.objects.create(
        person=person, unit=unit, category=category, valid_from=since, valid_to=until
    )
    record(by=by, act=Right.CHANGE, subject=person, unit_id=unit.pk)
    return membership


@transaction.atomic
def remove_ties(
    *, by: Actor, memberships: Collection[int], posts: Collection[int], reason: str
) -> None:
    """Take out memberships and posts that should never have been written, as if they never were."""
    for model, ids in ((Membership, memberships), (Post, posts)):
        ordered, gone = sorted(ids), list[int]()
        for start in range(0, len(ordered), 400):
            rows = model._default_manager.filter(pk__in=ordered[start : start + 400])
            for unit in Unit.objects.filter(pk__in=rows.values_list("unit_id", flat=True)):
                by.require(Right.CHANGE, at=unit)
            gone += rows.values_list("pk", flat=True)
            rows.delete()
        if gone:
            record_bulk(
                by=by, act=Right.CHANGE, subject_type=model._meta.label_lower, ids=gone,
                reason=reason, detail={"verb": "removed"},
            )  # fmt: skip


@transaction.atomic
def leave_unit(*, by: Actor, membership_id: int, on: date) -> Membership:
    """End a membership on a day; what was registered there stays there."""
    membership = Membership.objects.select_for_update().select_related("unit").get(pk=membership_id)
    by.require(Right.CHANGE, at=membership.unit)
    if refusal := rules.may_join(membership.valid_from, on, other_cell=None):
        raise Refused(refusal)
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    record(by=by, act=Right.CHANGE, subject=membership.person, unit_id=membership.unit_id)
    return membership


@transaction.atomic
def give_post(
    *, by: Actor, person_id: int, unit_id: int, title: str, since: date, field: str = ""
) -> Post:
    """Give a person a post in a unit; it prints on documents and gives no right."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.CHANGE, at=unit)
    person = Person.objects.get(pk=person_id)
    post = Post.objects.create(
        person=person, unit=unit, title=nfc(title).strip(), field=nfc(field), valid_from=since,
        valid_to=_until(unit, since),
    )  # fmt: skip
    record(by=by, act=Right.CHANGE, subject=person, unit_id=unit.pk)
    return post


@transaction.atomic
def set_field(*, by: Actor, post_id: int, field: str) -> Post:
    """Write the field a leader answers for; it prints on plans."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post_id)
    by.require(Right.CHANGE, at=post.unit)
    post.field = nfc(field).strip()
    post.save(update_fields=["field"])
    record(by=by, act=Right.CHANGE, subject=post, unit_id=post.unit_id)
    return post


@transaction.atomic
def give_posts(*, by: Actor, rows: Sequence[tuple[Person, Unit, str]], since: date) -> list[Post]:
    """Give many people their posts in units from a day on; one entry of the log for all."""
    for unit in {unit.pk: unit for _person, unit, _title in rows}.values():
        by.require(Right.CHANGE, at=unit)
    posts = [
        new_row(
            Post, person=person, unit=unit, title=nfc(title).strip(), valid_from=since,
            valid_to=_until(unit, since),
        )
        for person, unit, title in rows
    ]  # fmt: skip
    insert_rows(posts)
    record_bulk(
        by=by, act=Right.CHANGE, subject_type="people.post", ids=[post.pk for post in posts]
    )
    return posts


@transaction.atomic
def open_names(*, by: Actor, unit_id: int, reason: str) -> Unit:
    """Open the names of a branch to a reader above it, for a reason that is kept (design 11)."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SEE_NAMES, at=unit)
    if len(reason.strip()) < 10:
        raise Refused(Refusal("reason_short", _("Ghi rõ lý do cần đọc tên người, ít nhất 10 chữ.")))
    record(by=by, act=Right.SEE_NAMES, subject=unit, unit_id=unit.pk, reason=nfc(reason))
    return unit

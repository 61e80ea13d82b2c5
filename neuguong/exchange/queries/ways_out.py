"""Rows of the lists that go out: units of a branch, people of a unit; and what a form lets one pick."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q

from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import branch_of, within
from neuguong.people.models import Membership, Person, Post

MOST_ROWS: Final = 50_000
_MOST_CHOICES: Final = 1_000


@dataclass(frozen=True, slots=True)
class UnitOut:
    """A unit as it is today."""

    number: int
    unit: Unit
    code: str
    place: str
    is_top: bool

    @property
    def short_name(self) -> str:
        """The short name, where it is another."""
        return self.unit.short_name if self.unit.short_name != self.unit.name else ""

    @property
    def parent_name(self) -> str:
        """The unit above; of the list's own unit nothing, since the file goes there."""
        return self.unit.parent.name if self.unit.parent and not self.is_top else ""

    @property
    def parent_slug(self) -> str:
        """The same by its address."""
        return self.unit.parent.slug if self.unit.parent and not self.is_top else ""


@dataclass(frozen=True, slots=True)
class PersonOut:
    """A person in a unit, with the posts held there."""

    number: int
    membership: Membership
    posts: tuple[str, ...]
    unit_ref: str

    @property
    def person(self) -> Person:
        """The person."""
        return self.membership.person


def units_out(unit: Unit) -> Iterator[UnitOut]:
    """The living units of a branch, from the top down."""
    rows = branch_of(unit).filter(closed_on=None).select_related("type", "parent").order_by("path")
    not_too_many(rows.count())
    states = within(
        UnitState.objects.filter(valid_to=None), [PathRange.branch(unit.path)], "unit__path"
    )
    facts = {
        pk: (code, place) for pk, code, place in states.values_list("unit_id", "code", "place")
    }
    for number, each in enumerate(rows, start=1):
        code, place = facts.get(each.pk, ("", ""))
        yield UnitOut(number, each, code, place, each.pk == unit.pk)


def people_out(by: Actor, unit: Unit, day: date) -> list[PersonOut]:
    """Who belongs to a branch on a day, where the reader may read names: by unit, then given name."""
    rows = within(Membership.objects.all(), [PathRange.branch(unit.path)], "unit__path")
    rows = rows.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    not_too_many(rows.count())
    posts = _posts(unit, day)
    twice = names_of_several(unit)
    ordered = rows.select_related("person", "unit").order_by("unit__path", "person__sort", "pk")
    seen = [each for each in ordered if by.sees_names(each.unit.path)]
    return [
        PersonOut(
            number,
            each,
            tuple(posts.get((each.person_id, each.unit_id), ())),
            each.unit.slug if each.unit.name in twice else each.unit.name,
        )
        for number, each in enumerate(seen, start=1)
    ]


def names_of_several(unit: Unit) -> set[str]:
    """Names that several units of a branch bear; their addresses stand for them."""
    names = branch_of(unit).order_by().values("name").annotate(times=Count("pk"))
    return set(names.filter(times__gt=1).values_list("name", flat=True))


def _posts(unit: Unit, day: date) -> dict[tuple[int, int], list[str]]:
    rows = within(Post.objects.all(), [PathRange.branch(unit.path)], "unit__path")
    rows = rows.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for person, where, title in rows.order_by("pk").values_list("person_id", "unit_id", "title"):
        found[person, where].append(title)
    return found


def not_too_many(count: int) -> None:
    """Refused for a list that no spreadsheet would hold with ease."""
    if count > MOST_ROWS:
        text = _("Danh sách có hơn 50.000 dòng; hãy tải từng đơn vị cấp dưới.")
        raise Refused(Refusal("list_too_long", text))


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What can be picked in an empty list: units of the branch and people one may name."""

    units: tuple[str, ...]
    names: tuple[str, ...]
    person_ids: frozenset[int]


def form_choices(by: Actor | None, unit: Unit, day: date) -> FormChoices:
    """Units under a unit, itself first, and without an actor no people; at most a thousand of each."""
    units = branch_of(unit).filter(closed_on=None).order_by("path")[:_MOST_CHOICES]
    people: dict[int, str] = {}
    if by is not None and by.sees_names(unit.path):
        rows = within(Membership.objects.all(), [PathRange.branch(unit.path)], "unit__path")
        rows = rows.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
        ordered = rows.select_related("person").order_by("person__sort", "pk")
        people = {each.person_id: each.person.full_name for each in ordered[:_MOST_CHOICES]}
    return FormChoices(
        tuple(dict.fromkeys(each.name for each in units)),
        tuple(dict.fromkeys(people.values())),
        frozenset(people),
    )

"""What a list of units or people changed of what was there, how that was before, what of it still stands."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from neuguong.deeds.models import Registration
from neuguong.exchange.models import ListRun
from neuguong.exchange.queries.made import Left
from neuguong.exchange.rules import ListKind
from neuguong.lib.rows import pointed_at
from neuguong.lib.words import gettext as _
from neuguong.org.actions import Named
from neuguong.org.models import Unit, UnitState
from neuguong.people.models import Membership, Person, Post

_BATCH: Final = 400
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A unit that a row of a list gave another name (name and short name) from a day on."""

    unit_id: int
    row: int
    on: date
    was: Named
    now: tuple[str, str]

    def as_data(self) -> dict[str, Any]:
        """The same for JSON."""
        return {"unit": self.unit_id, "row": self.row, "on": self.on.isoformat(),
                "was": list(self.was), "now": list(self.now)}  # fmt: skip

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Renaming":
        """The same out of JSON."""
        name, short_name = data["now"]
        on = date.fromisoformat(data["on"])
        return cls(data["unit"], data["row"], on, Named(*data["was"]), (name, short_name))


@dataclass(frozen=True, slots=True)
class Filling:
    """What a row of a list wrote to a person: fields with what stood there, memberships, posts."""

    person_id: int
    row: int
    was: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)
    memberships: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The same for JSON."""
        return {"person": self.person_id, "row": self.row, "was": self.was, "now": self.now,
                "memberships": list(self.memberships), "posts": list(self.posts)}  # fmt: skip

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Filling":
        """The same out of JSON."""
        return cls(data["person"], data["row"], data["was"], data["now"],
                   tuple(data["memberships"]), tuple(data["posts"]))  # fmt: skip


@dataclass(slots=True)
class ListUndo:
    """What an undo of a list takes away or puts back, and what it leaves, each with why."""

    made: list[int] = field(default_factory=list)
    made_posts: set[int] = field(default_factory=set)
    units: list[Renaming] = field(default_factory=list)
    people: dict[int, dict[str, Any]] = field(default_factory=dict)
    memberships: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    changed: int = 0
    left: list[Left] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing could be taken back."""
        return not (
            self.made or self.units or self.people or self.memberships or self.posts
        )  # fmt: skip


def named_now(unit: Unit) -> Named:
    """What a unit is called, and by which decision."""
    state = UnitState.objects.filter(unit=unit, valid_to=None).first()
    return Named(unit.name, unit.short_name, state.decision if state else "")


def list_undo_plan(run: ListRun) -> ListUndo:
    """What of a list nobody touched since; changes nothing."""
    plan = ListUndo()
    if run.kind == ListKind.UNITS:
        _plan_units(plan, run)
        return plan
    fillings = [Filling.from_data(each) for each in run.changes.get("people", [])]
    made = set(run.made)
    plan.made_posts = {post for each in fillings if each.person_id in made for post in each.posts}
    _plan_made(plan, run.made)
    for part in _batches([each for each in fillings if each.person_id not in made]):
        _plan_people(plan, part)
    return plan


def _plan_units(plan: ListUndo, run: ListRun) -> None:
    """Units that anything refers to stay; a name that is not the one given then stays too."""
    used = pointed_at(Unit, run.made, apart=["org.unitstate", "org.unitlink", "org.unit"])
    made = set(run.made)
    for part in _batches(run.made):
        beneath = Unit.objects.filter(parent__in=part).exclude(pk__in=made)
        used |= {pk for pk in beneath.values_list("parent_id", flat=True) if pk is not None}
    plan.made = [pk for pk in run.made if pk not in used]
    why = _("đã được dùng đến nên để lại.")
    for part in _batches(sorted(used)):
        for unit in Unit.objects.filter(pk__in=part):
            plan.left.append(Left(unit.name, 0, why, ("home:unit", unit.slug)))
    for each in map(Renaming.from_data, run.changes.get("units", [])):
        unit = Unit.objects.get(pk=each.unit_id)
        state = UnitState.objects.filter(unit=unit, valid_to=None).first()
        if state and (state.valid_from, state.name, state.short_name) == (each.on, *each.now):
            plan.units.append(each)
        else:
            why = _("đã được đổi tên, tổ chức lại hoặc kết thúc sau khi nhập nên giữ như hiện nay.")
            plan.left.append(Left(unit.name, each.row, why, ("home:unit", unit.slug)))
    plan.changed = len(plan.units)


def _plan_made(plan: ListUndo, made: Sequence[int]) -> None:
    """People whom the list added go, unless anything but what came with them refers to them."""
    used = pointed_at(Person, made, apart=["people.membership", "people.post"])
    for part in _batches(made):
        held = Post.objects.filter(person__in=part).values_list("pk", "person_id")
        used |= {person for pk, person in held if pk not in plan.made_posts}
    plan.made = [pk for pk in made if pk not in used]
    why = _("đã có bản đăng ký, chức vụ hoặc tài khoản nên để lại.")
    for part in _batches(sorted(used)):
        for person in Person.objects.filter(pk__in=part):
            plan.left.append(Left(person.full_name, 0, why, ("home:person", person.pk)))


def _plan_people(plan: ListUndo, fillings: Sequence[Filling]) -> None:
    """What the list wrote to people who were known before, where it stands as the list left it."""
    people = Person.objects.in_bulk([each.person_id for each in fillings])
    joined = Membership.objects.in_bulk([pk for each in fillings for pk in each.memberships])
    held = Post.objects.in_bulk([pk for each in fillings for pk in each.posts])
    registered = Counter(
        Registration.objects.filter(person__in=people).values_list("person_id", "unit_id")
    )
    for each in fillings:
        person = people.get(each.person_id)
        if person is None:
            continue
        whys: list[str] = []
        if any(getattr(person, name) != value for name, value in each.now.items()):
            whys.append(_("đã được sửa sau khi nhập nên giữ như hiện nay."))
        elif each.was:
            plan.people.setdefault(each.person_id, {}).update(each.was)
        ties = [tie for pk in each.memberships if (tie := joined.get(pk))]
        for tie in ties:
            if tie.valid_to is not None or registered[tie.person_id, tie.unit_id]:
                whys.append(_("đã đăng ký hoặc đã chuyển đi sau khi nhập nên giữ nơi sinh hoạt."))
            else:
                plan.memberships.append(tie.pk)
        posts = [post for pk in each.posts if (post := held.get(pk))]
        plan.posts += [post.pk for post in posts if post.valid_to is None]
        if any(post.valid_to for post in posts):
            whys.append(_("đã thôi chức vụ sau khi nhập nên giữ chức vụ ấy."))
        plan.changed += not whys
        link = ("home:person", person.pk)
        plan.left += [Left(person.full_name, each.row, why, link) for why in dict.fromkeys(whys)]


def fillings_of(changes: Sequence[Filling]) -> list[dict[str, Any]]:
    """What a list wrote to each person, rows of one person together."""
    rows: dict[int, list[Filling]] = defaultdict(list)
    for each in changes:
        rows[each.person_id].append(each)
    return [
        Filling(
            person, same[0].row,
            {name: value for each in same for name, value in each.was.items()},
            {name: value for each in same for name, value in each.now.items()},
            tuple(pk for each in same for pk in each.memberships),
            tuple(pk for each in same for pk in each.posts),
        ).as_data()
        for person, same in rows.items()
    ]  # fmt: skip


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), _BATCH):
        yield list(items[start : start + _BATCH])

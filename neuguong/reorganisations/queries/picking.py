"""Units to choose from while a plan is drafted: found by words without marks, new ones of the plan too."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit, UnitType
from neuguong.org.queries import ancestor_paths, unit_seen, within
from neuguong.org.rights import Right
from neuguong.org.rules import NATION
from neuguong.people.models import Membership
from neuguong.reorganisations.models import Reorganisation, Step
from neuguong.reorganisations.queries.planning import reorganisations_seen
from neuguong.reorganisations.queries.resolving import members_of, resolve
from neuguong.reorganisations.rules import NEW, ReorganisationState

SHOWN_STEPS: Final = 100
_FOUND: Final = 20
_PART: Final = 5_000
_MEMBERS: Final = 150


@dataclass(frozen=True, slots=True)
class Pick:
    """A unit to choose: the name steps call it by, and how it is shown."""

    slug: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepsPage:
    """Some steps of a draft in their order, and what units of theirs are called."""

    steps: list[Step]
    names: Mapping[str, str]
    before: int
    total: int


def units_found(reorganisation: Reorganisation, words: str) -> list[Pick]:
    """Units of its branch that live on its day, and new ones, whose name holds all the words."""
    asked = fold(words).split()
    if not asked:
        return []
    new = [
        Pick(NEW + key, _("%(name)s (đơn vị mới, bước %(step)s)") % {"name": name, "step": order})
        for key, (name, order) in new_units(reorganisation).items()
        if all(word in fold(name) for word in asked)
    ]
    rows = _living(reorganisation)
    for word in asked:
        rows = rows.filter(search__contains=word)
    return [*new, *map(_pick, rows.order_by("type__rank", "sort", "id")[:_FOUND])]


def picks_of(reorganisation: Reorganisation, slugs: Sequence[str]) -> list[Pick]:
    """Units that were chosen, in their order; one that there is not keeps its bare name."""
    rows = _inside(reorganisation, Unit.objects.filter(slug__in=list(slugs)[:_PART]))
    known = {unit.slug: _pick(unit) for unit in rows.select_related("type", "parent")}
    new = new_units(reorganisation) if any(slug.startswith(NEW) for slug in slugs) else {}
    for key, (name, order) in new.items():
        words = {"name": name, "step": order}
        known[NEW + key] = Pick(NEW + key, _("%(name)s (đơn vị mới, bước %(step)s)") % words)
    return [known.get(slug, Pick(slug, slug)) for slug in dict.fromkeys(slugs)]


def units_beneath(reorganisation: Reorganisation, slugs: Collection[str]) -> list[Pick]:
    """The units directly beneath some that live on the day."""
    rows = _living(reorganisation).filter(parent__slug__in=list(slugs))
    return [_pick(unit) for unit in rows.order_by("type__rank", "sort", "id")]


def members_beneath(reorganisation: Reorganisation, slugs: Collection[str]) -> list[Membership]:
    """Who belongs to some units on the day; none where they are too many to be sent one by one."""
    day = reorganisation.effective_on
    rows = Membership.objects.filter(unit__slug__in=list(slugs))
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    found = list(
        rows.select_related("person", "unit").order_by("person__sort", "pk")[: _MEMBERS + 1]
    )
    return found if len(found) <= _MEMBERS else []


def new_units(reorganisation: Reorganisation) -> dict[str, tuple[str, int]]:
    """Names and steps of the units that the plan founds, by their keys."""
    rows = (
        reorganisation.steps.exclude(key="").order_by("order").values_list("key", "name", "order")
    )
    return {key: (name, order) for key, name, order in rows}


def new_slugs(reorganisation: Reorganisation) -> dict[str, str]:
    """Addresses of the units that the plan founds, by their keys."""
    rows = reorganisation.steps.exclude(key="").order_by("order").values_list("key", "slug")
    return dict(rows)


def steps_page(reorganisation: Reorganisation, after: int) -> StepsPage:
    """The steps behind the first `after`, at most a hundred."""
    rows = reorganisation.steps.order_by("order")
    steps = list(rows[after : after + SHOWN_STEPS])
    names = _names(reorganisation, {name for step in steps for name in step.entry.named})
    return StepsPage(steps, names, after, rows.count())


def step_of(step_id: int) -> Step | None:
    """The step with its reorganisation, or None."""
    rows = Step.objects.select_related("reorganisation__unit")
    return rows.filter(pk=step_id).first()


def step_ids(reorganisation: Reorganisation) -> list[int]:
    """The steps in their order, by their numbers."""
    return list(reorganisation.steps.order_by("order").values_list("pk", flat=True))


def types_on(day: date) -> list[tuple[str, str]]:
    """The types of units that hold on a day: code and label."""
    rows = UnitType.objects.filter(valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("rank", "code")
    return list(rows.values_list("code", "label"))


def type_names(codes: Iterable[str]) -> dict[str, str]:
    """Labels of types by their codes."""
    return dict(UnitType.objects.filter(code__in=set(codes)).values_list("code", "label"))


def _names(reorganisation: Reorganisation, slugs: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    real = sorted(slug for slug in slugs if not slug.startswith(NEW))
    for start in range(0, len(real), _PART):
        rows = Unit.objects.filter(slug__in=real[start : start + _PART]).order_by()
        found |= dict(rows.values_list("slug", "name"))
    if len(real) < len(slugs):
        for key, (name, _order) in new_units(reorganisation).items():
            found[NEW + key] = name
    return found


def _living(reorganisation: Reorganisation) -> QuerySet[Unit]:
    day = reorganisation.effective_on
    rows = Unit.objects.select_related("type", "parent").filter(opened_on__lte=day)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=day))
    return _inside(reorganisation, rows)


def _inside(reorganisation: Reorganisation, rows: QuerySet[Unit]) -> QuerySet[Unit]:
    if reorganisation.unit is None:
        return rows
    return within(rows, [PathRange.branch(reorganisation.unit.path)])


def _pick(unit: Unit) -> Pick:
    return Pick(unit.slug, unit.described, unit.parent.name if unit.parent else "")


def common_of(slugs: Collection[str]) -> tuple[str, str]:
    """The unit above some units and their type where all have the same, else empty."""
    rows = list(Unit.objects.filter(slug__in=list(slugs)).values_list("parent__slug", "type__code"))
    above, kinds = {row[0] for row in rows}, {row[1] for row in rows}
    parent = above.pop() if len(above) == 1 else None
    return parent or "", kinds.pop() if len(kinds) == 1 else ""


def draft_places(by: Actor, slug: str) -> list[Unit]:
    """The branches for which the actor may begin a plan, the unit asked for first."""
    scope = by.scope(Right.CHANGE)
    rows = Unit.objects.select_related("type").filter(closed_on=None)
    tops = rows.filter(parent=None) if _all_of_it(scope) else rows.filter(
        path__in=[branch.lo for branch in scope]
    )  # fmt: skip
    found = list(tops.order_by("sort", "id"))
    asked = rows.filter(slug=slug).first() if slug else None
    if asked is not None and by.may(Right.CHANGE, at=asked):
        return [asked, *(unit for unit in found if unit.pk != asked.pk)]
    return found


def _all_of_it(scope: Iterable[PathRange]) -> bool:
    return any(branch.lo == "" for branch in scope)


def plans_listed(by: Actor, slug: str) -> tuple[Unit | None, QuerySet[Reorganisation]]:
    """The plans an actor may know of; with the slug of a unit they may see, those for its branch."""
    rows = reorganisations_seen(by)
    if not slug:
        return None, rows
    unit = unit_seen(by, slug)
    paths = [*ancestor_paths(unit.path), unit.path]
    return unit, rows.filter(Q(unit=None) | Q(unit__path__in=paths))


def waiting_for(by: Actor) -> list[Reorganisation]:
    """Drafts with steps that the actor may approve, the earliest first."""
    rows = reorganisations_seen(by).filter(state=ReorganisationState.DRAFT)
    rows = rows.filter(Exists(Step.objects.filter(reorganisation=OuterRef("pk"))))
    return [
        found
        for found in rows.order_by("effective_on", "pk")[:_FOUND]
        if by.may(Right.REORGANISE, at=found.unit or NATION)
    ]


def hindered() -> list[Reorganisation]:
    """Approved plans that the worker could not apply, and why."""
    rows = Reorganisation.objects.filter(state=ReorganisationState.APPROVED).exclude(hindrance="")
    return list(rows.order_by("effective_on", "pk")[:_FOUND])


def extent_of(reorganisation: Reorganisation) -> dict[str, int]:
    """How many steps a plan has, units it changes, and people it moves."""
    played = resolve(reorganisation)
    people = members_of(played.plan.closed, played)
    return {
        "steps": reorganisation.steps.count(),
        "units": len(played.plan.changed()),
        "people": sum(people.values()),
    }

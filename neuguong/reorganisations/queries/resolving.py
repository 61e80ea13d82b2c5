"""What a reorganisation would make of the tree: its steps played on the lives of units."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from django.db.models import Count, Q

from neuguong.lib.overlay import Overlay
from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import known_for, parts
from neuguong.org.rules import Plan
from neuguong.people.models import Membership
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.rules import NEW, Fault, Played, StepEntry, StepKind

_HOLDERS: Final = {StepKind.DISSOLVE, StepKind.MERGE, StepKind.SPLIT, StepKind.RETYPE}


def entries_of(reorganisation: Reorganisation) -> list[StepEntry]:
    """The steps in their order, as values."""
    return [step.entry for step in reorganisation.steps.order_by("order")]


def resolve(reorganisation: Reorganisation, steps: Sequence[StepEntry] | None = None) -> Played:
    """Play the steps as things stand now; writes nothing. The one place that previews and acts share."""
    entries = entries_of(reorganisation) if steps is None else list(steps)
    names = {name for entry in entries for name in entry.named if not name.startswith(NEW)}
    ids = ids_of_slugs(names)
    holders = {
        ids[name]
        for entry in entries
        if entry.kind in _HOLDERS
        for name in entry.units
        if name in ids
    }
    day = reorganisation.effective_on
    known = known_for(set(ids.values()), day, holders=holders)
    branch = reorganisation.unit.path if reorganisation.unit else ""
    played = Played(Plan(known, day, decision_of(reorganisation)), ids, branch)
    played.play(entries)
    played.faults += _homeless(played)
    return played


def decision_of(reorganisation: Reorganisation) -> str:
    """What stands as the decision beside the states it makes."""
    return reorganisation.decision or reorganisation.title


def ids_of_slugs(slugs: Collection[str]) -> dict[str, int]:
    """Units by slug, unknown ones left out."""
    found: dict[str, int] = {}
    ordered = sorted(slugs)
    for start in range(0, len(ordered), 5_000):
        rows = Unit.objects.filter(slug__in=ordered[start : start + 5_000])
        found |= dict(rows.order_by().values_list("slug", "pk"))
    return found


def members_of(units: Collection[int], played: Played) -> Mapping[int, int]:
    """How many people belong to each of the units on the day, or begin to later."""
    day = played.plan.day
    found: dict[int, int] = {}
    for part in parts(pk for pk in units if pk > 0):
        rows = Membership.objects.filter(unit__in=part).order_by().values("unit")
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).annotate(number=Count("pk"))
        found |= dict(rows.values_list("unit", "number"))
    return found


def sent_apart(units: Collection[int], played: Played) -> Mapping[int, Mapping[int, int]]:
    """How many members of each unit a step names by person, by where they go in the end."""
    day = played.plan.day
    asked = {pk: played.leaving[pk].persons for pk in units if pk in played.leaving}
    found: dict[int, dict[int, int]] = {}
    for part in parts(pk for pk, persons in asked.items() if pk > 0 and persons):
        named = {person for pk in part for person in asked[pk]}
        rows = Membership.objects.filter(unit__in=part, person__in=sorted(named)).order_by()
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
        for unit, person in rows.values_list("unit_id", "person_id").distinct():
            goal = played.goal(unit, person)
            if person in asked[unit] and goal is not None:
                at = found.setdefault(unit, {})
                at[goal] = at.get(goal, 0) + 1
    return found


def _homeless(played: Played) -> list[Fault]:
    """Units that end while people belong to them, and no step says where these go."""
    ends = [
        unit
        for unit in played.plan.closed
        if unit in played.leaving and not played.leaving[unit].ends and played.goal(unit) is None
    ]
    said = _("Còn %(count)s người đang sinh hoạt tại %(name)s. Chọn nơi họ chuyển đến.")
    goals = {goal for unit in played.plan.closed if (goal := played.goal(unit)) is not None}
    shut = [
        goal for goal in goals if goal in played.plan.lives and played.plan.lives[goal].closed_on
    ]
    members = members_of([*ends, *played.plan.closed] if shut else ends, played)
    faults = []
    apart = sent_apart(ends, played)
    for unit in sorted(ends):
        left = members.get(unit, 0) - sum(apart.get(unit, {}).values())
        if left > 0:
            words = {"count": left, "name": _name(played, unit)}
            faults.append(Fault(None, Refusal("members_homeless", said % words)))
    gone = _("%(name)s đã kết thúc nên không nhận người của %(unit)s được. Chọn nơi khác.")
    for unit in sorted(played.plan.closed):
        goal = played.goal(unit)
        if goal in shut and goal is not None and members.get(unit):
            words = {"name": _name(played, goal), "unit": _name(played, unit)}
            faults.append(Fault(None, Refusal("goal_closed", gone % words)))
    return faults


def _name(played: Played, unit: int) -> str:
    return played.plan.lives[unit].last.name


def overlay_of(played: Played) -> Overlay:
    """Where units would stand under the plan, where that differs from today."""
    lives = played.plan.lives
    places = []
    for pk, (before, after) in played.plan.changed().items():
        if before is None or before.parent != after.parent:
            above = lives[after.parent].path if after.parent is not None else ""
            places.append((pk, before.path if before else "", after.parent, above))
    return Overlay(places)

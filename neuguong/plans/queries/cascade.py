"""The tree of plans beneath a unit: who has one, who has not, who is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from neuguong.documents.rules import rank_of_post
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import branch_of
from neuguong.org.rules import FAMILY_NUMBERS, Family
from neuguong.people.models import Post
from neuguong.plans import rules
from neuguong.plans.models import Plan
from neuguong.plans.rules import Level, PlanState, Standing

MOST: Final = 2_000
_PARTY: Final = FAMILY_NUMBERS[Family.PARTY]


@dataclass(frozen=True, slots=True)
class CascadeLine:
    """One unit on the tree of that year's last day, or of today."""

    unit_id: int
    name: str
    slug: str
    depth: int
    grade: int
    is_party: bool
    standing: Standing
    plan: Plan | None
    due_on: date | None
    is_late: bool
    parent_id: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Cascade:
    """The lines from the top down, and who has a plan of how many, by grade."""

    unit: Unit
    year: int
    day: date
    lines: Sequence[CascadeLine]
    is_cut: bool

    def having(self, grade: int) -> tuple[int, int]:
        """How many of a grade have an approved plan, and how many there are."""
        rows = [line for line in self.lines if line.grade == grade]
        return sum(1 for line in rows if line.standing is Standing.HAS), len(rows)

    @property
    def late(self) -> list[CascadeLine]:
        """Those who are late."""
        return [line for line in self.lines if line.is_late]

    @property
    def without(self) -> list[CascadeLine]:
        """Party organisations beneath that have no approved plan."""
        return [
            line for line in self.lines
            if line.grade and line.standing is not Standing.HAS and line.depth
        ]  # fmt: skip


def cascade_of(unit: Unit, year: int, *, today: date) -> Cascade:
    """Everyone at and beneath a unit, as the tree stood on the last day of the year or stands today."""
    day = min(today, date(year, 12, 31))
    states = _states(unit, day)
    found = _ordered(unit, states)
    plans = _plans([state.unit_id for state in found], year)
    lines: list[CascadeLine] = []
    depth: dict[int, int] = {}
    due: dict[int, date | None] = {}
    for state in found:
        above = state.parent_id
        depth[state.unit_id] = depth.get(above, -1) + 1 if above is not None else 0
        plan = plans.get(state.unit_id)
        asked = due.get(above) if above is not None else None
        due[state.unit_id] = plan.below_due_on if plan and plan.below_due_on else asked
        lines.append(_line(state, depth[state.unit_id], plan, asked, day=today))
    return Cascade(unit, year, day, lines, len(states) >= MOST)


def _line(
    state: UnitState, depth: int, plan: Plan | None, due_on: date | None, *, day: date
) -> CascadeLine:
    standing = rules.standing_of(
        PlanState(plan.state) if plan else None, counted=bool(plan and plan.counted)
    )
    grade = rules.grade_of(
        state.family, is_grassroots=state.is_grassroots, is_cell=state.is_cell, party=_PARTY
    )
    is_party = state.family == _PARTY
    return CascadeLine(
        state.unit_id, state.name, state.unit.slug, depth, int(grade), is_party, standing, plan,
        due_on, is_party and rules.is_late(standing, due_on, day), state.parent_id, state.unit.path,
    )  # fmt: skip


def _states(unit: Unit, day: date) -> list[UnitState]:
    """The states of that day in the branch: as it stands today, and as it stood then."""
    rows = UnitState.objects.filter(valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    found: dict[int, UnitState] = {}
    top = rows.filter(unit=unit).select_related("unit", "type").first()
    if top is None:
        return []
    found[unit.pk] = top
    layer = [unit.pk]
    while layer and len(found) < MOST:
        beneath = rows.filter(parent__in=layer).select_related("unit", "type")[:MOST]
        layer = [state.unit_id for state in beneath if state.unit_id not in found]
        found |= {state.unit_id: state for state in beneath}
    return list(found.values())


def _ordered(unit: Unit, states: Sequence[UnitState]) -> list[UnitState]:
    """From the top down, children by rank and then in Vietnamese order."""
    children: dict[int | None, list[UnitState]] = {}
    top = next((state for state in states if state.unit_id == unit.pk), None)
    for state in states:
        if state is not top:
            children.setdefault(state.parent_id, []).append(state)
    ordered: list[UnitState] = []

    def walk(state: UnitState) -> None:
        ordered.append(state)
        beneath = children.get(state.unit_id, [])
        for child in sorted(beneath, key=lambda row: (row.type.rank, row.unit.sort, row.unit_id)):
            walk(child)

    if top is not None:
        walk(top)
    return ordered


def _plans(units: Sequence[int], year: int) -> dict[int, Plan]:
    found: dict[int, Plan] = {}
    for start in range(0, len(units), 500):
        rows = Plan.objects.filter(unit__in=units[start : start + 500], year=year)
        found |= {plan.unit_id: plan for plan in rows}
    return found


def heads_of(units: Iterable[int], day: date) -> dict[int, tuple[str, str]]:
    """Name and post of the secretary of each unit on that day, for a list to phone through."""
    rows = Post.objects.filter(unit__in=list(units), valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("person")
    found: dict[int, tuple[str, str]] = {}
    for post in rows.order_by("pk"):
        if rank_of_post(post.title) == 0:
            found.setdefault(post.unit_id, (post.person.full_name, post.title))
    return found


def without_plan(unit: Unit, year: int, level: Level) -> list[Unit]:
    """The living units of a level beneath a unit that have no plan of the year, from the top down."""
    rows = branch_of(unit).filter(closed_on=None).exclude(pk=unit.pk)
    rows = rows.exclude(plans__year=year).select_related("type", "parent").order_by("path")
    return [
        found
        for found in rows
        if rules.is_at_level(
            level, found.type.family, direct=found.parent_id == unit.pk,
            is_base=found.type.is_grassroots, is_cell=found.type.is_cell,
        )
    ]  # fmt: skip


def examples_among(units: Iterable[int], year: int, day: date) -> set[int]:
    """Units whose head has registered a deed that sets an example."""
    rows = Post.objects.filter(unit__in=list(units), valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    rows = rows.filter(
        person__registrations__deeds__category=rules.EXAMPLE_CATEGORY,
        person__registrations__year=year,
    ).distinct()
    return {post.unit_id for post in rows if rank_of_post(post.title) == 0}

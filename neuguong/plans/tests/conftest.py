"""The small country with plans: the province's is approved, the district's adopted and approved."""

from dataclasses import dataclass

import pytest
from django.test import Client

from neuguong.org.models import Unit
from neuguong.people.models import Account
from neuguong.plans import actions
from neuguong.plans.actions.entries import PlanEntry, TaskEntry
from neuguong.plans.models import Plan
from neuguong.plans.rules import TaskKind
from tests.world import TODAY, YEAR, World

THEME = "Nói đi đôi với làm"
TASKS = (
    TaskEntry("Mỗi chi bộ sinh hoạt chuyên đề mỗi quý", roadmap="Quý I\nQuý II"),
    TaskEntry("Số hóa hồ sơ đảng viên", TaskKind.BREAKTHROUGH, indicator="100 % hồ sơ"),
)


def approved(world: World, unit: Unit, parent: Plan | None = None) -> Plan:
    """A plan of a unit in force, with its own tasks or those of the plan above."""
    machine = world.machine
    plan = actions.adopt_plan(
        by=machine, unit_id=unit.pk, year=YEAR, today=TODAY, parent_id=parent.pk if parent else None
    )
    actions.change_plan(
        by=machine, plan_id=plan.pk, entry=PlanEntry(plan.title, THEME), today=TODAY
    )
    if parent is None:
        for entry in TASKS:
            actions.add_task(by=machine, plan_id=plan.pk, entry=entry)
    actions.submit_plan(by=machine, plan_id=plan.pk, today=TODAY)
    return actions.approve_plan(by=machine, plan_id=plan.pk, today=TODAY)


@dataclass(frozen=True, slots=True)
class Planned:
    """The world with the plans of its upper levels."""

    world: World
    province: Plan
    district: Plan


@pytest.fixture
def planned(world: World) -> Planned:
    """Province and district have approved plans; nobody beneath has."""
    top = approved(world, world.unit("tinh"))
    return Planned(world, top, approved(world, world.unit("tinh/huyen"), top))


@dataclass(frozen=True, slots=True)
class Door:
    """Opens browsers for the cast of a world."""

    world: World

    def __call__(self, who: str) -> Client:
        """A browser in which one of the cast is signed in."""
        client = Client()
        client.force_login(Account.objects.get(username=who))
        return client


@pytest.fixture
def visit(world: World) -> Door:
    """Browsers of the cast by name."""
    return Door(world)

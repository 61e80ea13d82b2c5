"""The small country with a year under way, and browsers of its cast."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.lib.amounts import Qualifier
from neuguong.people.models import Account
from tests.world import NOW, YEAR, World

ON = date(2022, 2, 1)
DONE = date(2022, 5, 20)
LATER = date(2022, 12, 31)


@pytest.fixture
def lively(world: World) -> World:
    """Two members and two collectives have registered; one deed is done; a draft and a sent one wait."""
    register_many(by=world.machine, year=YEAR, entries=_entries(world), today=LATER, now=NOW)
    return world


def _entries(world: World) -> list[BulkRegistration]:
    cell, front = world.unit("tinh/huyen/xa/mot"), world.unit("tinh/huyen/xa/phu-nu")
    people = world.people
    return [
        BulkRegistration(cell, [ROAD, PLAIN], ON, person=people["Chi"]),
        BulkRegistration(cell, [NAMING], ON, person=people["Giang"]),
        BulkRegistration(
            cell, [PLAIN], ON, person=people["Thái"], state=RegistrationState.SUBMITTED
        ),
        BulkRegistration(cell, [PLAIN, PLAIN, PLAIN], ON, collective=cell),
        BulkRegistration(front, [PLAIN], ON, collective=front),
    ]


PLAIN = BulkDeed(DeedEntry("Dọn vệ sinh đường thôn mỗi tháng"))
NAMING = BulkDeed(DeedEntry("Giúp ông Lý Văn Sính sửa nhà"))
ROAD = BulkDeed(
    DeedEntry("Mở 700 m đường lâm nghiệp", target_unit="m"),
    OutcomeEntry(
        DeedState.DONE,
        DONE,
        text="Đường đã thông",
        quantities=[QuantityEntry(1, Decimal(700), "m")],
        contributions=[
            ContributionEntry(
                ContributionKind.OWN_MONEY, Decimal(5_000_000), DONE, Qualifier.AT_LEAST
            )
        ],
    ),
)


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

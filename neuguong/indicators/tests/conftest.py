"""The small country with a year under way, the standard indicators, and browsers of its cast."""

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
)
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState
from neuguong.indicators.actions import keep_standard
from neuguong.people.models import Account
from tests.world import FOUNDED, NOW, YEAR, World

ON = date(2022, 2, 1)
DONE = date(2022, 5, 20)
LATER = date(2022, 12, 31)
PLAIN = BulkDeed(DeedEntry("Dọn vệ sinh đường thôn mỗi tháng"))
GIFT = ContributionEntry(ContributionKind.OWN_MONEY, Decimal(5_000_000), DONE)
ENDED = BulkDeed(
    DeedEntry("Góp tiền làm cầu"),
    OutcomeEntry(DeedState.DONE, DONE, text="Xong", contributions=[GIFT]),
)


@pytest.fixture
def lively(world: World) -> World:
    """In the first cell two have registered and one has sent; in the second one; one deed of five is
    done; standard indicators are kept."""
    mot, hai = world.unit("tinh/huyen/xa/mot"), world.unit("tinh/huyen/xa/hai")
    people = world.people
    entries = [
        BulkRegistration(mot, [ENDED, PLAIN], ON, person=people["Chi"]),
        BulkRegistration(mot, [PLAIN], ON, person=people["Giang"]),
        BulkRegistration(
            mot, [PLAIN], ON, person=people["Thái"], state=RegistrationState.SUBMITTED
        ),
        BulkRegistration(hai, [PLAIN, PLAIN], ON, person=people["Đạt"]),
    ]
    register_many(by=world.machine, year=YEAR, entries=entries, today=LATER, now=NOW)
    keep_standard(by=world.machine, since=FOUNDED)
    return world


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

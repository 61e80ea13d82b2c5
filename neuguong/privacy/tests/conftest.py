"""The small country with a year under way, and browsers of its cast."""

from datetime import date
from decimal import Decimal
from typing import Protocol

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
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.people.access import AccountActor
from neuguong.people.actions import grant_role, open_account
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

CELL = "tinh/huyen/xa/mot"
ON, DONE, LATER = date(2022, 2, 1), date(2022, 5, 20), date(2022, 12, 31)


class Visit(Protocol):
    """A browser of one of the cast."""

    def __call__(self, who: str) -> Client: ...


@pytest.fixture
def lively(world: World) -> World:
    """Chi has done a deed; another deed of the cell, and one of another cell, name her."""
    cell, other = world.unit(CELL), world.unit("tinh/huyen/xa/hai")
    road = BulkDeed(
        DeedEntry("Nông Thị Chi mở 700 m đường", target_unit="m"),
        OutcomeEntry(
            DeedState.DONE, DONE, text="Chị Chi đã làm xong",
            quantities=[QuantityEntry(1, Decimal(700), "m")],
            contributions=[
                ContributionEntry(ContributionKind.OWN_MONEY, Decimal(2_000_000), DONE,
                                  words="bà Nông Thị Chi góp")
            ],
        ),
    )  # fmt: skip
    naming = BulkDeed(DeedEntry("Cùng NÔNG THỊ CHI dọn đường"))
    maybe = BulkDeed(DeedEntry("Giúp chị Chi sửa nhà"))
    far = BulkDeed(DeedEntry("Giúp chị Chi và Nông thị  Chi trồng rừng"))
    people = world.people
    entries = [
        BulkRegistration(cell, [road], ON, person=people["Chi"]),
        BulkRegistration(cell, [naming, maybe], ON, person=people["Giang"]),
        BulkRegistration(other, [far], ON, person=people["Đạt"]),
    ]
    register_many(by=world.machine, year=YEAR, entries=entries, today=LATER, now=NOW)
    return world


@pytest.fixture
def officer(world: World) -> AccountActor:
    """Hà answers for personal data in the province."""
    account = open_account(
        by=world.machine, username="ha", name="Hoàng Thị Hà", password="rung-cay-xanh-2022",
        at=world.unit("tinh"),
    )  # fmt: skip
    grant_role(
        by=world.machine, account_id=account.pk, role="data_protection",
        unit_id=world.unit("tinh").pk, since=FOUNDED,
    )  # fmt: skip
    world.accounts["ha"] = account
    return AccountActor(account, today=TODAY)


@pytest.fixture
def visit(world: World, officer: AccountActor) -> Visit:
    """Browsers that are signed in."""

    def client_of(who: str) -> Client:
        client = Client()
        client.force_login(world.accounts[who])
        return client

    return client_of

"""The small country with its guidelines, and a meeting that its first cell is about to hold."""

from dataclasses import dataclass
from datetime import date, time

import pytest
from django.test import Client

from neuguong.meetings import actions
from neuguong.meetings.actions.entries import HeadEntry, ItemEntry, MeetingEntry
from neuguong.meetings.models import Meeting
from neuguong.meetings.rules import ItemKind, MeetingKind
from neuguong.people.models import Account
from tests.world import NOW, World

CELL, COMMUNE = "tinh/huyen/xa/mot", "tinh/huyen/xa"
DAY = date(2022, 6, 10)
HEAD = HeadEntry(
    MeetingKind.REGULAR, DAY, time(19, 0), time(20, 45), place="Nhà văn hóa thôn Phiêng Tác"
)
STANDING = ItemEntry("Học tập và làm theo Bác", ItemKind.STANDING, "Cả chi bộ làm tốt.")


@pytest.fixture
def ruled(world: World) -> World:
    """The country after its guidelines are kept."""
    actions.keep_guidelines(by=world.machine)
    return world


@pytest.fixture
def meeting(ruled: World) -> Meeting:
    """The regular meeting of June, opened by the secretary."""
    return actions.open_meeting(by=ruled.giang, unit_id=ruled.unit(CELL).pk, entry=HEAD, now=NOW)


def held_entry(**more: object) -> MeetingEntry:
    """What is typed of a whole meeting; `more` says what else."""
    return MeetingEntry(**({"head": HEAD, "items": [STANDING]} | more))  # type: ignore[arg-type]


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
def visit(ruled: World) -> Door:
    """Browsers of the cast by name."""
    return Door(ruled)

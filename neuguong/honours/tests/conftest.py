"""The small country with the catalogue of awards, and browsers of its cast."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import (
    BulkDeed,
    BulkRegistration,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.models import Deed
from neuguong.deeds.rules import DeedState
from neuguong.honours.actions.guard import SubjectEntry
from neuguong.honours.actions.vocabulary import keep_catalogue
from neuguong.honours.rules.catalogue import FORMS
from neuguong.honours.rules.roll import FIELDS
from neuguong.honours.rules.subjects import SubjectKind
from tests.world import FOUNDED, NOW, YEAR, World

CELL, OTHER, COMMUNE, DISTRICT = (
    "tinh/huyen/xa/mot",
    "tinh/huyen/xa/hai",
    "tinh/huyen/xa",
    "tinh/huyen",
)
DONE = date(2022, 5, 20)


@pytest.fixture
def honoured(world: World) -> World:
    """The catalogue is kept; Chi has built a bridge, the first cell a road."""
    keep_catalogue(by=world.machine, fields=FIELDS, forms=FORMS, since=FOUNDED)
    cell = world.unit(CELL)
    bridge = BulkDeed(
        DeedEntry("Làm cầu qua suối", category=8),
        OutcomeEntry(DeedState.DONE, DONE, quantities=[QuantityEntry(5, Decimal(1), "cầu")]),
    )
    road = BulkDeed(DeedEntry("Mở đường thôn", category=7), OutcomeEntry(DeedState.DONE, DONE))
    entries = [
        BulkRegistration(cell, [bridge], date(2022, 2, 1), person=world.people["Chi"]),
        BulkRegistration(cell, [road], date(2022, 2, 1), collective=cell),
    ]
    register_many(by=world.machine, year=YEAR, entries=entries, today=date(2022, 6, 1), now=NOW)
    return world


def person(world: World, name: str) -> SubjectEntry:
    """One of the cast as a subject."""
    return SubjectEntry(SubjectKind.INDIVIDUAL, person_id=world.people[name].pk)


def deed_of(world: World, name: str) -> Deed:
    """The deed of one of the cast."""
    return Deed.objects.get(registration__person=world.people[name])


@dataclass(frozen=True, slots=True)
class Door:
    """Opens browsers for the cast of a world."""

    world: World

    def __call__(self, who: str) -> Client:
        """A browser in which one of the cast is signed in."""
        client = Client()
        client.force_login(self.world.accounts[who])
        return client


@pytest.fixture
def visit(world: World) -> Door:
    """Browsers of the cast by name."""
    return Door(world)

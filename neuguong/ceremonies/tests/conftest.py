"""Browsers of the cast."""

from dataclasses import dataclass

import pytest
from django.test import Client

from neuguong.people.models import Account
from tests.world import World

MOT, HAI, XA, HUYEN = "tinh/huyen/xa/mot", "tinh/huyen/xa/hai", "tinh/huyen/xa", "tinh/huyen"


@dataclass(frozen=True, slots=True)
class Door:
    """Opens browsers for the cast."""

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

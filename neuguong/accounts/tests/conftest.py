"""An administrator of the small country, a telephone, and slips read off their paper."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.test import Client
from pytest_django import Settings

from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account
from tests.world import FOUNDED, PASSWORD, World


def telephone(seed: str, *, later: int = 0) -> str:
    """The six digits that a telephone with this seed shows now, or so many half minutes later."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    mac = hmac.new(base64.b32decode(seed), counter, hashlib.sha1).digest()
    at = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def quan(world: World) -> Account:
    """Administers the branch of the commune."""
    return _account(world, "quan", "branch_admin", "tinh/huyen/xa")


def _account(world: World, username: str, role: str, slug: str) -> Account:
    unit = world.unit(slug)
    account = open_account(
        by=world.machine, username=username, name="Quản", password=PASSWORD, at=unit
    )
    grant_role(by=world.machine, account_id=account.pk, role=role, unit_id=unit.pk, since=FOUNDED)
    return account


@pytest.fixture
def required(settings: Settings) -> None:
    """Two steps are required, as on a site in service."""
    settings.NEUGUONG_SECOND_FACTOR = "REQUIRED"


def sign_in(client: Client, name: str, password: str = PASSWORD) -> str:
    """Sign in by password; where one is led."""
    answer = client.post("/dang-nhap/", {"name": name, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def set_up(client: Client) -> str:
    """Set up the telephone of one who has just signed in; its seed."""
    page = client.get("/tai-khoan-cua-toi/dien-thoai/")
    assert page.status_code == 200, page.status_code
    seed: str = page.context["form"].secret
    answer = client.post("/tai-khoan-cua-toi/dien-thoai/", {"code": telephone(seed)})
    assert answer.status_code == 302, answer.content.decode()
    return seed

"""Pages of deeds: what a member, a secretary and a stranger meet, and what stays when a form is wrong."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.rules import RegistrationState
from tests.world import YEAR, World

CELL = "tinh/huyen/xa/mot"


@pytest.fixture
def chi(client: Client, world: World) -> Client:
    """Chi at her own browser."""
    client.force_login(world.accounts["chi"])
    return client


def mine(year: int = YEAR) -> str:
    """One's own sheet in a year."""
    return f"{reverse('deeds:mine')}?nam={year}"


def test_a_member_writes_three_deeds_on_one_form_and_sends_them(chi: Client, world: World) -> None:
    page = chi.get(mine())
    assert page.status_code == 200
    assert "Gửi đăng ký" in page.content.decode()
    typed = {
        "viec1-text": "Góp 12 ngày công mở đường thôn",
        "viec2-text": "Giúp 1 hộ nghèo làm chuồng bò",
        "viec2-target": "4,3 triệu đồng",
        "viec3-text": "",
        "den": "gui",
    }
    answer = chi.post(mine(), typed)
    assert answer.status_code == 302, answer.content.decode()
    found = Registration.objects.get()
    assert (found.state, found.person) == (RegistrationState.SUBMITTED, world.people["Chi"])
    assert [deed.text for deed in found.deeds.all()] == [typed["viec1-text"], typed["viec2-text"]]
    assert found.deeds.get(number=2).target_amount == 4_300_000
    text = chi.get(answer["Location"]).content.decode()
    assert "Chờ Chi bộ thôn Phiêng Tác xác nhận." in text
    assert "Còn thiếu 1 việc" in text

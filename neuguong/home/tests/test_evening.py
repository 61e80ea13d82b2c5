"""The evening of a cell: its steps tell how far things are, every door opens, and only they may see it."""

import re
from datetime import date

import pytest
from django.test import Client

from neuguong.evaluations.actions import keep_regimes
from neuguong.people.models import Account
from tests.world import World

pytestmark = pytest.mark.django_db

MOT = "tinh/huyen/xa/mot"
URL = f"/don-vi/tong-ket/{MOT}?nam=2022"


def browser(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who))
    return client


def test_the_steps_stand_in_their_order_and_every_door_opens(world: World) -> None:
    keep_regimes(by=world.machine)
    client = browser("giang")
    answer = client.get(URL)
    assert answer.status_code == 200
    html = " ".join(answer.content.decode().split())
    titles = re.findall(r'<p class="t">(\d)\. ([^<]+)</p>', html)
    assert [number for number, _title in titles] == [str(n) for n in range(1, 9)]
    assert "0/4 bản đã gửi" in html
    for door in set(re.findall(r'href="(/[^"#]*)"', html)):
        plain = door.replace("&amp;", "&")
        if not plain.startswith("/static/"):
            assert client.get(plain).status_code in (200, 302), plain


def test_only_those_who_read_ratings_find_it(world: World) -> None:
    assert browser("dung").get(URL).status_code == 404
    assert browser("chi").get(URL).status_code == 403


def test_a_year_that_has_not_come_is_this_one(world: World) -> None:
    html = browser("giang").get(f"/don-vi/tong-ket/{MOT}?nam=2999").content.decode()
    assert f"năm {date.today().year}" in " ".join(html.split())  # noqa: DTZ011 - the year is enough

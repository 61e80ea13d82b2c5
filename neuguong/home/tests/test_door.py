"""Signing in and out."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from neuguong.home.actions import check_password, note_failure
from neuguong.home.models import SignInFailure
from neuguong.home.queries.door import key_of
from neuguong.lib.refusal import Refused
from tests.world import PASSWORD, World


def test_the_right_password_lets_one_in(world: World, client: Client) -> None:
    response = client.post("/dang-nhap/", {"name": " an ", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").status_code == 200


def test_one_goes_on_to_where_one_wanted(world: World, client: Client) -> None:
    asked = client.get("/don-vi/")
    assert asked["Location"] == "/dang-nhap/?next=/don-vi/"
    data = {"name": "an", "password": PASSWORD, "next": "/don-vi/"}
    assert client.post("/dang-nhap/", data)["Location"] == "/don-vi/"


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:1", "x"])
def test_nobody_is_sent_to_another_site(world: World, client: Client, onward: str) -> None:
    data = {"name": "an", "password": PASSWORD, "next": onward}
    assert client.post("/dang-nhap/", data)["Location"] == "/"


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(
    world: World, client: Client
) -> None:
    pages = [
        client.post("/dang-nhap/", {"name": name, "password": "sai"}) for name in ("an", "khong-co")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    texts = [page.context["form"].non_field_errors() for page in pages]
    assert texts[0] == texts[1]


def test_an_account_out_of_use_does_not_open(world: World, client: Client) -> None:
    account = world.accounts["an"]
    account.is_active = False
    account.save()
    response = client.post("/dang-nhap/", {"name": "an", "password": PASSWORD})
    assert response.status_code == 422


def test_after_ten_failures_even_the_right_password_waits(world: World, client: Client) -> None:
    for _ in range(10):
        client.post("/dang-nhap/", {"name": "an", "password": "sai"})
    response = client.post("/dang-nhap/", {"name": "an", "password": PASSWORD})
    assert response.status_code == 422
    assert "15 phút" in response.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert elsewhere.post("/dang-nhap/", {"name": "an", "password": PASSWORD}).status_code == 302
    assert client.post("/dang-nhap/", {"name": "chi", "password": PASSWORD}).status_code == 302


def test_a_quarter_of_an_hour_later_one_may_try_again(world: World) -> None:
    now = timezone.now()
    fill(now - timedelta(minutes=16))
    assert check(now) == world.accounts["an"]
    assert SignInFailure.objects.count() == 0


def test_ten_failures_just_now_are_too_many(world: World) -> None:
    now = timezone.now()
    fill(now - timedelta(minutes=14))
    with pytest.raises(Refused) as refused:
        check(now)
    assert refused.value.refusal.code == "sign_in_too_often"


def test_old_failures_are_let_go(world: World) -> None:
    now = timezone.now()
    fill(now - timedelta(hours=1))
    note_failure(key=key_of("x", "y"), now=now)
    assert SignInFailure.objects.count() == 1


def test_what_is_kept_names_nobody(world: World, client: Client) -> None:
    client.post("/dang-nhap/", {"name": "nguyen.van.a", "password": "sai"})
    kept = SignInFailure.objects.get()
    assert "nguyen" not in kept.key
    assert len(kept.key) == 64


def test_leaving_needs_a_button_and_ends_the_session(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/").status_code == 302


def test_one_who_is_in_does_not_sign_in_again(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    assert client.get("/dang-nhap/")["Location"] == "/"


def fill(at: datetime) -> None:
    SignInFailure.objects.bulk_create(
        SignInFailure(key=key_of("an", "127.0.0.1"), at=at) for _ in range(10)
    )


def check(now: datetime) -> object:
    return check_password(name="an", password=PASSWORD, address="127.0.0.1", now=now)

"""Signing in and out: waits that grow, sentences that tell nothing, addresses behind proxies."""

from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from neuguong.accounts import rules
from neuguong.accounts.actions import check_password, forget
from neuguong.accounts.models import SignInAttempt
from neuguong.accounts.queries import keys_of
from neuguong.audit.models import AuditEntry
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
    for _ in range(7):
        pages = [
            client.post("/dang-nhap/", {"name": name, "password": "sai"})
            for name in ("an", "khong-co")
        ]
        assert [page.status_code for page in pages] == [422, 422]
        texts = [page.context["form"].non_field_errors() for page in pages]
        assert texts[0] == texts[1]


def test_an_account_out_of_use_does_not_open(world: World, client: Client) -> None:
    account = world.accounts["an"]
    account.is_active = False
    account.save()
    assert client.post("/dang-nhap/", {"name": "an", "password": PASSWORD}).status_code == 422


def test_after_five_failures_even_the_right_password_waits(world: World, client: Client) -> None:
    for _ in range(5):
        client.post("/dang-nhap/", {"name": "an", "password": "sai"})
    response = client.post("/dang-nhap/", {"name": "an", "password": PASSWORD})
    assert response.status_code == 422
    assert "Chờ 1 phút" in response.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    assert elsewhere.post("/dang-nhap/", {"name": "an", "password": PASSWORD}).status_code == 302
    assert client.post("/dang-nhap/", {"name": "chi", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (99, 900)],
)
def test_waits_grow_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    now = timezone.now()
    assert rules.wait_left(rules.PAIR, failures, now, now) == timedelta(seconds=seconds)
    assert rules.wait_left(rules.PAIR, failures, now - timedelta(hours=1), now) == timedelta(0)


def test_a_name_tried_from_many_addresses_waits_everywhere(world: World) -> None:
    now = timezone.now()
    for number in range(30):
        fill("an", f"10.0.0.{number}", now, 1)
    with pytest.raises(Refused) as refused:
        check("an", "10.9.9.9", now)
    assert refused.value.refusal.code == "sign_in_too_often"
    assert check("an", "10.9.9.9", now + timedelta(minutes=16)) == world.accounts["an"]


def test_an_address_that_tries_many_names_waits_for_all(world: World) -> None:
    now = timezone.now()
    for number in range(60):
        fill(f"ten{number}", "10.0.0.1", now, 1)
    with pytest.raises(Refused):
        check("an", "10.0.0.1", now)
    assert check("an", "10.0.0.2", now) == world.accounts["an"]


def test_a_success_begins_to_count_anew_for_the_name_but_not_for_the_address(world: World) -> None:
    now = timezone.now()
    fill("an", "10.0.0.1", now - timedelta(hours=1), 4)
    check("an", "10.0.0.1", now)
    keys = keys_of("an", "10.0.0.1")
    left = {kind: SignInAttempt.objects.filter(key=key).count() for kind, key in keys.items()}
    assert left == {rules.PAIR: 0, rules.NAME: 0, rules.ADDRESS: 4}


def test_tries_of_yesterday_are_let_go(world: World) -> None:
    now = timezone.now()
    fill("an", "10.0.0.1", now - timedelta(days=2), 4)
    assert forget(now=now) == 12
    assert not SignInAttempt.objects.exists()


def test_what_is_kept_names_nobody(world: World, client: Client) -> None:
    client.post("/dang-nhap/", {"name": "nguyen.van.a", "password": "sai"})
    keys = list(SignInAttempt.objects.values_list("key", flat=True))
    assert len(set(keys)) == 3
    assert all(len(key) == 64 and "nguyen" not in key for key in keys)


def test_leaving_needs_a_button_and_ends_the_session(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/").status_code == 302
    assert AuditEntry.objects.filter(act="people.sign_out").count() == 1


def test_one_who_is_in_does_not_sign_in_again(world: World, client: Client) -> None:
    client.force_login(world.accounts["an"])
    assert client.get("/dang-nhap/")["Location"] == "/"
    assert client.get("/dang-nhap/phieu/")["Location"] == "/tai-khoan-cua-toi/"


def test_the_log_keeps_who_came_in_from_where(world: World) -> None:
    client = Client(REMOTE_ADDR="10.1.2.3")
    client.post("/dang-nhap/", {"name": "an", "password": PASSWORD})
    entry = AuditEntry.objects.get(act="people.sign_in")
    assert (entry.by_id, entry.origin.address) == (world.accounts["an"].pk, "10.1.2.3")


@pytest.mark.parametrize(
    ("proxies", "said", "kept"),
    [
        ([], "9.9.9.9", "127.0.0.1"),
        (["127.0.0.1/32"], "9.9.9.9", "9.9.9.9"),
        (["127.0.0.1/32"], "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        (["127.0.0.0/8", "10.0.0.0/8"], "8.8.8.8, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (["10.0.0.0/8"], "9.9.9.9", "127.0.0.1"),
        (["127.0.0.1/32"], "nonsense", "127.0.0.1"),
        (["127.0.0.1/32"], "", "127.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_tells_who_asks(
    world: World, client: Client, settings: Settings, proxies: list[str], said: str, kept: str
) -> None:
    settings.TRUSTED_PROXIES = tuple(ip_network(each) for each in proxies)
    data = {"name": "an", "password": PASSWORD}
    client.post("/dang-nhap/", data, headers={"X-Forwarded-For": said})
    assert AuditEntry.objects.get(act="people.sign_in").origin.address == kept


def test_a_password_kept_the_old_way_is_hashed_anew(
    world: World, client: Client, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    account = world.accounts["an"]
    account.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
    account.save()
    assert client.post("/dang-nhap/", {"name": "an", "password": PASSWORD}).status_code == 302
    account.refresh_from_db()
    assert account.password.startswith("scrypt$")
    assert client.get("/").status_code == 200


def fill(name: str, address: str, at: datetime, times: int) -> None:
    keys = keys_of(name, address).values()
    SignInAttempt.objects.bulk_create(
        SignInAttempt(key=key, at=at) for key in keys for _ in range(times)
    )


def check(name: str, address: str, now: datetime) -> object:
    return check_password(name=name, password=PASSWORD, address=address, now=now)

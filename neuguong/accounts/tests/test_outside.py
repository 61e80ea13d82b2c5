"""Signing in through another site: only accounts whose name there an administrator wrote."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from requests import ConnectTimeout

from neuguong.accounts.models import OutsideName
from neuguong.accounts.tests.conftest import set_up, sign_in
from neuguong.people.models import Account
from tests.world import World

ISSUER = "https://cap.example.vn"
GO, BACK = "/dang-nhap/noi-khac/noi-cap/", "/dang-nhap/noi-khac/noi-cap/ve/"


class Answer:
    """What the other site answers."""

    status_code = 200
    headers: Mapping[str, str] = {"content-type": "application/json"}

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said

    def json(self) -> Mapping[str, Any]:
        return self.said

    def raise_for_status(self) -> None:
        return None


class OtherSite:
    """The other site, within this process: its papers, its tokens, and who stands before it."""

    def __init__(self) -> None:
        self.subject = ""

    def __enter__(self) -> "OtherSite":
        return self

    def __exit__(self, *_fault: object) -> None:
        return None

    def get(self, url: str, **_more: object) -> Answer:
        if "userinfo" in url:
            return Answer({"sub": self.subject})
        ends = {"authorization_endpoint": "vao", "token_endpoint": "token", "jwks_uri": "khoa"}
        ends["userinfo_endpoint"] = "userinfo"
        return Answer({"issuer": ISSUER, **{name: f"{ISSUER}/{end}" for name, end in ends.items()}})

    def request(self, method: str, url: str, **_more: object) -> Answer:
        claims = {"sub": self.subject, "iss": ISSUER, "aud": "neuguong", "exp": 2_000_000_000}
        token = jwt.encode({**claims, "iat": 1_700_000_000}, "k" * 32, algorithm="HS256")
        return Answer({"access_token": "x", "id_token": token, "token_type": "Bearer"})

    post = get


@pytest.fixture
def other(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> OtherSite:
    """The other site, named in the settings."""
    found = OtherSite()
    settings.NEUGUONG_OIDC_NAME = "Cổng công chức"
    app = {
        "provider_id": "noi-cap", "name": "Cổng công chức", "client_id": "neuguong",
        "secret": "s", "settings": {"server_url": ISSUER},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    monkeypatch.setattr(
        "neuguong.accounts.adapter.OutsideAdapter.get_requests_session", lambda _self: found
    )
    return found


def come_back(client: Client, other: OtherSite, subject: str) -> Any:
    """Go to the other site as somebody and come back."""
    other.subject = subject
    gone = client.get(GO)
    assert gone["Location"].startswith(f"{ISSUER}/vao?"), gone["Location"]
    state = parse_qs(urlsplit(gone["Location"]).query)["state"][0]
    return client.get(BACK, {"code": "c", "state": state})


def test_one_who_was_named_comes_in(
    world: World, quan: Account, client: Client, other: OtherSite
) -> None:
    sign_in(client, "quan")
    page = reverse("accounts:outside", args=[world.accounts["giang"].pk])
    assert client.post(page, {"subject": "cc-0117"}).status_code == 302
    giang = Client()
    assert "Cổng công chức" in giang.get("/dang-nhap/").content.decode()
    assert come_back(giang, other, "cc-0117")["Location"] == "/"
    assert giang.get("/tai-khoan-cua-toi/").context["account"] == world.accounts["giang"]
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("subject", ["giang", "la", ""])
def test_one_whom_nobody_named_does_not(world: World, other: OtherSite, subject: str) -> None:
    OutsideName.objects.create(account=world.accounts["giang"], subject="cc-0117")
    before = Account.objects.count()
    client = Client()
    answer = come_back(client, other, subject)
    assert answer.status_code in {403, 502}
    assert Account.objects.count() == before
    assert client.get("/").status_code == 302


def test_an_account_out_of_use_stays_out(world: World, other: OtherSite) -> None:
    account = world.accounts["giang"]
    OutsideName.objects.create(account=account, subject="cc-0117")
    account.is_active = False
    account.save()
    assert come_back(Client(), other, "cc-0117").status_code == 403


def test_the_second_step_is_asked_all_the_same(
    world: World, client: Client, other: OtherSite
) -> None:
    OutsideName.objects.create(account=world.accounts["an"], subject="cc-1")
    sign_in(client, "an")
    set_up(client)
    assert come_back(Client(), other, "cc-1")["Location"] == "/dang-nhap/lop-hai/"


def test_nobody_links_an_account_by_themselves(
    world: World, client: Client, other: OtherSite
) -> None:
    sign_in(client, "chi")
    other.subject = "cc-9"
    gone = client.get(GO, {"process": "connect"})
    state = parse_qs(urlsplit(gone["Location"]).query)["state"][0]
    assert client.get(BACK, {"code": "c", "state": state}).status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_strange_answer_is_a_clear_page(world: World, client: Client, other: OtherSite) -> None:
    answer = client.get(BACK, {"code": "c", "state": "khong-co"})
    assert answer.status_code == 401
    assert "Nơi cấp tài khoản" in answer.content.decode()


def test_a_silent_site_is_a_clear_page(
    world: World, client: Client, other: OtherSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_words: object, **_more: object) -> None:
        raise ConnectTimeout

    monkeypatch.setattr(other, "get", silent)
    answer = client.get(GO)
    assert answer.status_code == 502
    assert "không trả lời" in answer.content.decode()


def test_a_name_is_written_for_one_account_only(
    world: World, quan: Account, client: Client, other: OtherSite
) -> None:
    sign_in(client, "quan")
    giang, chi = (
        reverse("accounts:outside", args=[world.accounts[w].pk]) for w in ("giang", "chi")
    )
    client.post(giang, {"subject": "cc-1"})
    assert client.post(chi, {"subject": "cc-1"}).status_code == 422
    client.post(giang, {"subject": ""})
    assert client.post(chi, {"subject": "cc-1"}).status_code == 302
    beyond = reverse("accounts:outside", args=[world.accounts["an"].pk])
    assert client.post(beyond, {"subject": "cc-2"}).status_code == 404

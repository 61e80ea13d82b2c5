"""No English sentence at the door: every page of django-allauth that is open, with its errors."""

import html
import re

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neuguong.accounts import forms
from neuguong.accounts.adapter import AccountAdapter, SecondStepAdapter
from neuguong.accounts.models import SignInAttempt
from neuguong.accounts.tests.conftest import set_up, sign_in
from neuguong.accounts.urls import urlpatterns
from neuguong.accounts.urls.given import urlpatterns as given
from tests.world import PASSWORD, World

ENGLISH = re.compile(
    r"\b(the|this|your|you|please|enter|code|codes|password|sign|account|email|invalid|incorrect|"
    r"required|field|authenticator|recovery|security|key|with|and|are|has|been|cannot|not|of)\b",
    re.IGNORECASE,
)
# Names that are the same in every language.
NAMES = re.compile(r"Google Authenticator|FreeOTP|Aegis|JavaScript|mã PIN|otpauth://\S+")
HOST = {"Host": "localhost"}


def words(answer: HttpResponseBase) -> str:
    """What a reader sees of a page."""
    assert isinstance(answer, HttpResponse)
    text = answer.content.decode()
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", text, flags=re.DOTALL)
    shown = re.findall(r'(?:placeholder|alt|title|aria-label)="([^"]*)"', text)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", " ", text), *shown]))


def english(text: str) -> list[str]:
    return ENGLISH.findall(NAMES.sub(" ", text))


def ways(pk: int) -> list[str]:
    """Every address of this room that stands alone or belongs to the key `pk`."""
    found = [
        reverse(f"accounts:{each.name}") for each in urlpatterns if "<" not in str(each.pattern)
    ]
    found += [reverse(each.name or "") for each in given if "<" not in str(each.pattern)]
    keyed = [each for each in given if "<int:pk>" in str(each.pattern)]
    return found + [reverse(each.name or "", args=[pk]) for each in keyed]


def _key(world: World, who: str) -> Authenticator:
    """A passkey of that account, as the database keeps it."""
    data = {"name": "Khóa của tôi", "credential": {}}
    return Authenticator.objects.create(
        user=world.accounts[who], type="webauthn", data=data, last_used_at=timezone.now()
    )


@pytest.mark.parametrize("stage", ["guest", "fresh", "settled", "later"])
def test_no_page_speaks_english(world: World, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda _user: [])
    client = Client(headers=HOST)
    if stage != "guest":
        sign_in(client, "an")
    if stage in {"settled", "later"}:
        set_up(client)
    pk = _key(world, "an").pk
    if stage == "later":
        client.force_login(world.accounts["an"])
    seen = 0
    for address in ways(pk):
        SignInAttempt.objects.all().delete()
        posts: list[dict[str, str]] = [{}, {"password": "sai"}, {"code": "000000"}]
        posts += [{"credential": "{}"}, {"credential": "x"}, {"new": "ngắn", "again": "khác"}]
        answers = [client.get(address, follow=True)]
        if address not in {reverse("accounts:sign_out"), reverse("mfa_deactivate_totp")}:
            answers += [client.post(address, data, follow=True) for data in posts]
        for answer in answers:
            if answer.status_code in {200, 422}:
                seen += 1
                assert english(words(answer)) == [], (address, words(answer))
    assert seen > 20


def test_the_second_step_speaks_no_english(world: World, client: Client) -> None:
    sign_in(client, "an")
    set_up(client)
    other = Client()
    sign_in(other, "an")
    for data in ({}, {"code": ""}, {"code": "000000"}, {"credential": "{}"}, {"code": "1" * 30}):
        answer = other.post("/dang-nhap/lop-hai/", data)
        assert english(words(answer)) == [], data


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(AccountAdapter, DefaultAccountAdapter), (SecondStepAdapter, DefaultMFAAdapter)],
)
def test_every_message_of_the_library_has_our_words(ours: type, theirs: type) -> None:
    said = ours.error_messages  # type: ignore[attr-defined]
    assert set(said) >= set(theirs.error_messages)  # type: ignore[attr-defined]
    assert [key for key, text in said.items() if english(str(text))] == []


def test_every_field_has_our_label() -> None:
    kinds = [each for each in vars(forms).values() if isinstance(each, type)]
    ours = [each for each in kinds if issubclass(each, Form) and each.__module__ == forms.__name__]
    said = [
        text
        for kind in ours
        for field in getattr(kind, "base_fields", {}).values()
        for text in (
            str(field.label), str(field.help_text), str(field.widget.attrs.get("placeholder", "")),
            *map(str, field.error_messages.values()),
        )
    ]  # fmt: skip
    assert len(said) > 50
    assert [text for text in said if english(text)] == []


def test_what_an_english_sentence_looks_like() -> None:
    assert english("Please enter your password.") != []
    assert english("Gõ mã đang hiện trên điện thoại.") == []


def test_the_demo_password_stands_nowhere(client: Client, world: World) -> None:
    assert PASSWORD not in words(client.get("/dang-nhap/"))

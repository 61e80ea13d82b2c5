"""What one branch can reach, tried by those outside it with every method: nothing leaks, nothing changes."""

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account
from tests.crawling import Walk, body_of, texts_of
from tests.standing import ALL, Arguments, arguments_of, things  # noqa: F401 a fixture
from tests.world import FOUNDED, PASSWORD, TODAY, YEAR, World

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")
SECRET = "Việc riêng của ông Thái"
MARKERS = (
    "Phiêng Tác",
    "Nà Thử",
    "Nông Thị Chi",
    "Lường Văn Giang",
    "Ma Thế Bình",
    "Làm cầu",
    SECRET,
)
EVIL = ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)")
EXEMPT = {
    "shield:policy_report"
}  # a browser reports on its own, without a token; nothing is acted on
OWN = {"/viec-cua-toi/"}  # where anybody opens a registration of their own
QUIET = {"sessions.Session", "home.SignInFailure"}


@pytest.fixture
def planted(world: World, things: dict[str, Arguments]) -> World:  # noqa: F811
    """The branch with one of everything, a secret of one member, and its administrator."""
    found = actions.open_registration(
        by=world.giang, unit_id=world.unit("tinh/huyen/xa/mot").pk, year=YEAR, today=TODAY,
        person_id=world.people["Thái"].pk,
    )  # fmt: skip
    actions.add_deed(by=world.giang, registration_id=found.pk, entry=DeedEntry(SECRET), today=TODAY)
    unit = world.unit("tinh/huyen/xa")
    for role in ("branch_admin", "auditor", "inspector"):
        account = open_account(
            by=world.machine, username=role, name=role, password=PASSWORD, at=unit
        )
        grant_role(
            by=world.machine, account_id=account.pk, role=role, unit_id=unit.pk, since=FOUNDED
        )
        world.accounts[role] = account
    return world


def signed_in(account: Account, **options: object) -> Client:
    """The browser of an account."""
    client = Client(**options)  # type: ignore[arg-type]
    client.force_login(account)
    return client


def everything(world: World) -> list[str]:
    """Every address that somebody of the branch reaches, without its questions."""
    found: set[str] = set()
    for who in ("giang", "branch_admin"):
        found |= set(Walk(signed_in(world.accounts[who])).go("/").addresses)
    return sorted({urlsplit(address).path for address in found})


def rows() -> Iterator[str]:
    """A digest of every table but those of who came and went, and of what is only one's own."""
    for model in apps.get_models():
        label = model._meta.label
        if label not in QUIET and not label.startswith(
            ("audit.", "contenttypes.", "auth.", "privacy.")
        ):
            names = [f.attname for f in model._meta.concrete_fields if f.name != "last_login"]
            values = sorted(map(repr, model._default_manager.values_list(*names)))
            yield f"{label} {len(values)} {sha256(repr(values).encode()).hexdigest()}"


def test_outsiders_find_nothing_and_change_nothing(planted: World) -> None:
    addresses = everything(planted)
    assert len(addresses) > 100
    outside = {"nobody": Client(), "dung": signed_in(planted.accounts["dung"])}
    before = list(rows())
    faults = []
    for who, client in outside.items():
        for address in addresses:
            for method in METHODS if address not in OWN else ("get",):
                with transaction.atomic():
                    answer = getattr(client, method)(address)
                    leaks = [
                        marker
                        for text in texts_of(body_of(answer))
                        for marker in MARKERS
                        if marker in text
                    ]
                if leaks or answer.status_code >= 500:
                    faults.append(f"{who} {method} {address}: {answer.status_code} {leaks}")
            if "dang-xuat" in address and who != "nobody":
                client.force_login(planted.accounts[who])
    assert faults == []
    assert list(rows()) == before


def test_a_member_reads_nothing_of_another_member(planted: World) -> None:
    addresses = everything(planted)
    client = signed_in(planted.accounts["chi"])
    faults = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code >= 500 or any(SECRET in text for text in texts_of(body_of(answer))):
            faults.append(f"{address}: {answer.status_code}")
    assert faults == []


def address_of(name: str, things: dict[str, Arguments]) -> str:  # noqa: F811
    """One address of that name."""
    return reverse(name, kwargs=arguments_of(name, things))


def test_nothing_is_acted_on_without_the_token(
    planted: World,
    things: dict[str, Arguments],  # noqa: F811
) -> None:
    client = signed_in(planted.accounts["giang"], enforce_csrf_checks=True)
    before = list(rows())
    for name in sorted(set(ALL) - EXEMPT):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(address_of(name, things))
            body_of(answer)
            assert answer.status_code == 403, (name, method, answer.status_code)
    assert list(rows()) == before


def test_no_address_sends_one_to_another_site(
    planted: World,
    things: dict[str, Arguments],  # noqa: F811
) -> None:
    faults = []
    for number, name in enumerate(sorted(ALL)):
        evil = EVIL[number % len(EVIL)]
        words = dict.fromkeys(("next", "ve", "url", "back", "onward", "redirect"), evil)
        client = signed_in(planted.accounts["giang"], headers={"referer": evil})
        for method in ("get", "post"):
            point = transaction.savepoint()
            answer = getattr(client, method)(address_of(name, things), words)
            body_of(answer)
            transaction.savepoint_rollback(point)
            if "Location" in answer.headers and not is_ours(answer.headers["Location"]):
                faults.append(f"{method} {name}: {answer.headers['Location']}")
    assert faults == []


@pytest.mark.parametrize("evil", EVIL)
def test_signing_in_and_the_display_send_one_to_no_other_site(world: World, evil: str) -> None:
    typed = {"name": "chi", "password": PASSWORD, "next": evil, "back": evil, "ve": evil}
    for name in ("accounts:sign_in", "ui:display"):
        for method in ("get", "post"):
            answer = getattr(Client(headers={"referer": evil}), method)(reverse(name), typed)
            assert is_ours(answer.headers.get("Location", "/")), (name, method)


def is_ours(location: str) -> bool:
    """Whether a browser stays on this site when it goes there."""
    parts = urlsplit(location)
    return location.startswith("/") and not parts.netloc and location[1:2] not in ("/", "\\")

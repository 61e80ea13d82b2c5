"""What one branch can reach, tried by those outside it with every method: nothing leaks, nothing changes."""

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from neuguong.deeds import actions
from neuguong.deeds.actions.entries import DeedEntry
from tests.crawling import Walk, body_of, texts_of
from tests.rows import CELL
from tests.standing import ALL, Standing, arguments_of, files_that_vanish, standing  # noqa: F401
from tests.things import Things
from tests.world import PASSWORD, TODAY, YEAR

pytestmark = pytest.mark.django_db

# No address of ours takes these: one of them to each address, in turn, and all to a neighbour.
OTHERS = ("put", "patch", "delete")
METHODS = ("get", "post", *OTHERS)
MEMBERS = ("Hoàng Văn Thái", "Triệu Thị Ánh")  # members who hold no office and no account
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


@pytest.fixture(scope="module")
def planted(standing: Standing) -> Standing:  # noqa: F811
    """The branch with one of everything, and a secret of one member."""
    world = standing.world
    found = actions.open_registration(
        by=world.giang, unit_id=world.unit(CELL).pk, year=YEAR, today=TODAY,
        person_id=world.people["Thái"].pk,
    )  # fmt: skip
    actions.add_deed(by=world.giang, registration_id=found.pk, entry=DeedEntry(SECRET), today=TODAY)
    return standing


@pytest.fixture(scope="module")
def everything(planted: Standing) -> list[str]:
    """Every address that somebody of the branch reaches, without its questions."""
    point = transaction.savepoint()
    found: set[str] = set()
    for who in ("giang", "branch_admin"):
        found |= set(Walk(planted.client(who)).go("/").addresses)
    transaction.savepoint_rollback(point)
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


def test_outsiders_find_nothing_and_change_nothing(
    planted: Standing, everything: list[str]
) -> None:
    assert len(everything) > 100
    before = list(rows())
    faults = []
    for who in ("nobody", "dung"):
        for number, address in enumerate(everything):
            methods = METHODS if who == "dung" else ("get", "post", OTHERS[number % 3])
            for method in methods if address not in OWN else ("get",):
                with transaction.atomic():
                    answer = getattr(planted.client(who), method)(address)
                    leaks = [
                        marker
                        for text in texts_of(body_of(answer))
                        for marker in MARKERS
                        if marker in text
                    ]
                    if "dang-xuat" in address:
                        transaction.set_rollback(True)  # the next address wants one signed in
                if leaks or answer.status_code >= 500:
                    faults.append(f"{who} {method} {address}: {answer.status_code} {leaks}")
    assert faults == []
    assert list(rows()) == before


def test_a_member_reads_nothing_of_another_member(planted: Standing, everything: list[str]) -> None:
    faults = []
    for address in everything:
        answer = planted.ask(planted.client("chi"), "get", address)
        if answer.status_code >= 500 or any(SECRET in text for text in texts_of(body_of(answer))):
            faults.append(f"{address}: {answer.status_code}")
    assert faults == []


def test_the_levels_above_read_no_name_of_a_member(
    planted: Standing, everything: list[str]
) -> None:
    faults = []
    for address in everything:
        answer = planted.ask(planted.client("an"), "get", address)
        leaks = [name for text in texts_of(body_of(answer)) for name in MEMBERS if name in text]
        if leaks or answer.status_code >= 500:
            faults.append(f"{address}: {answer.status_code} {leaks}")
    assert faults == []


def address_of(name: str, things: Things) -> str:
    """One address of that name."""
    return reverse(name, kwargs=arguments_of(name, things))


def test_nothing_is_acted_on_without_the_token(planted: Standing) -> None:
    client = planted.client("giang", enforce_csrf_checks=True)
    before = list(rows())
    for number, name in enumerate(sorted(set(ALL) - EXEMPT)):
        for method in ("post", OTHERS[number % 3]):
            answer = getattr(client, method)(address_of(name, planted.things))
            body_of(answer)
            assert answer.status_code == 403, (name, method, answer.status_code)
    assert list(rows()) == before


def test_no_address_sends_one_to_another_site(planted: Standing) -> None:
    faults = []
    for number, name in enumerate(sorted(ALL)):
        evil = EVIL[number % len(EVIL)]
        words = dict.fromkeys(("next", "ve", "url", "back", "onward", "redirect"), evil)
        client = planted.client("giang", headers={"referer": evil})
        for method in ("get", "post"):
            answer = planted.ask(client, method, address_of(name, planted.things), words)
            if "Location" in answer.headers and not is_ours(answer.headers["Location"]):
                faults.append(f"{method} {name}: {answer.headers['Location']}")
    assert faults == []


@pytest.mark.parametrize("evil", EVIL)
def test_signing_in_and_the_display_send_one_to_no_other_site(planted: Standing, evil: str) -> None:
    typed = {"name": "chi", "password": PASSWORD, "next": evil, "back": evil, "ve": evil}
    for name in ("accounts:sign_in", "ui:display"):
        for method in ("get", "post"):
            client = planted.client("nobody", headers={"referer": evil})
            answer = planted.ask(client, method, reverse(name), typed)
            assert is_ours(answer.headers.get("Location", "/")), (name, method)


def is_ours(location: str) -> bool:
    """Whether a browser stays on this site when it goes there."""
    parts = urlsplit(location)
    return location.startswith("/") and not parts.netloc and location[1:2] not in ("/", "\\")

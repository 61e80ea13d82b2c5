"""One of everything that has an address, in a country that stands for a whole file of tests.

It is built once in a transaction that is never kept; each test undoes its own doings. Files that a test
stores are gone with the country.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from neuguong.people.actions import grant_role, open_account
from tests.crawling import body_of
from tests.rows import COMMUNE, OFFICES, Cast, cast_of
from tests.things import Arguments, Things, one_of_everything
from tests.world import FOUNDED, PASSWORD, World, build


@dataclass
class Standing:
    """The country, what stands in its addresses, and a browser for each of its people."""

    world: World
    cast: Cast
    things: Things
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, who: str) -> None:
        """Keep the browser of an account signed in."""
        client = Client()
        client.force_login(self.world.accounts[who])
        self.cookies[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def client(self, who: str, **options: object) -> Client:
        """A browser in which one of the cast is signed in, or nobody."""
        client = Client(**options)  # type: ignore[arg-type]
        if who in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    def ask(self, client: Client, method: str, url: str, words: object = None) -> HttpResponse:
        """An answer, read to its end as a browser does; whatever it did is undone."""
        point = transaction.savepoint()
        answer: HttpResponse = getattr(client, method)(url, words)
        body_of(answer)
        transaction.savepoint_rollback(point)
        return answer


@pytest.fixture(scope="module", autouse=True)
def files_that_vanish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stored files of a whole file of tests, in a folder of their own."""
    folder = tmp_path_factory.mktemp("files")
    default = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    with override_settings(
        STORAGES={**settings.STORAGES, "default": default},
        FILES_ROOT=folder,
        KEYS_FILE=tmp_path_factory.mktemp("keys") / "keys",
    ):
        yield


@pytest.fixture(scope="module")
def standing(
    files_that_vanish: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing]:
    """The country with one of everything, and an office of the commune for each further role."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build()
        things = one_of_everything(world)
        appoint(world, OFFICES)
        made = Standing(world, cast_of(world), things)
        for who in world.accounts:
            made.sign_in(who)
        yield made
        transaction.set_rollback(True)


def appoint(world: World, names: Iterable[str], roles: Iterable[str] = ()) -> None:
    """Open an account at the commune for each name: with these roles, or the one of that name."""
    unit = world.unit(COMMUNE)
    for name in names:
        account = open_account(
            by=world.machine, username=name, name=f"Người {name}", password=PASSWORD, at=unit
        )
        for role in roles or (name,):
            grant_role(
                by=world.machine, account_id=account.pk, role=role, unit_id=unit.pk, since=FOUNDED
            )
        world.accounts[name] = account


def addresses(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


ALL = dict(addresses(get_resolver().url_patterns))


def arguments_of(name: str, things: Things) -> Arguments:
    """What stands in an address of that name: of things that are there, the most closely named first."""
    arguments: Arguments = {}
    for word in ALL[name].pattern.converters:
        fitting = [key for key in things if key in (word, _near(key, name, word))]
        arguments |= things[max(fitting, key=len)]
    return arguments


def _near(key: str, name: str, word: str) -> str:
    """The key itself when its first word begins the name of the address."""
    first, _space, last = key.rpartition(" ")
    return key if first and last == word and name.startswith(first) else ""

"""Pages of a district of the demo against an empty view and a page of one query, same middleware."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench import bulk
from bench.lines import Line
from bench.sizes import Size
from bench.timing import alternate
from neuguong.accounts.gate import TWO_STEPS
from neuguong.ops.demo.pac_nam import ROOT
from neuguong.org.queries import unit_by_slug
from neuguong.people.models import Account

READER: Final = "canbohuyen"
# At least a quarter of the throughput of a page of one query (performance 8, goal 10).
LIMIT: Final = 4.0
PAGES: Final = {
    "page of a unit": ("home:unit", "?ky=2022"),
    "figures of a unit": ("home:figures", "?ky=2022"),
    "records behind a figure": ("home:records", "?ky=2022&do=deeds.by_individuals"),
}


def measure(engine: str, size: Size) -> list[Line]:
    """Each page against both references, all asked by turns by one signed-in officer."""
    bulk.run("ANALYZE")  # as a server in service does by itself
    unit = unit_by_slug(ROOT)
    assert unit is not None
    client = signed_in(Account.objects.get(username=READER))
    pages = {what: reverse(name, args=[ROOT]) + query for what, (name, query) in PAGES.items()}
    return against_small_pages("page", engine, size, client, pages, unit.pk)


def against_small_pages(
    part: str, engine: str, size: Size, client: Client, pages: dict[str, str], pk: int
) -> list[Line]:
    """Lines of pages by their address, against an empty view and one that shows the unit `pk`."""
    addresses = [reverse("bench-empty"), reverse("bench-one", args=[pk]), *pages.values()]
    sides = [lambda address=address: answered(client, address) for address in addresses]
    beside = [weight(client, address) for address in pages.values()]
    empty, one, *found = alternate(*sides, seconds=size.seconds * len(sides))
    lines = []
    for what, times, note in zip(pages, found, beside, strict=True):
        lines += [
            Line(part, engine, what, "an empty view", times, empty, beside=note),
            Line(part, engine, what, "a page of one query", times, one, LIMIT),
        ]
    return lines


def signed_in(account: Account) -> Client:
    """A browser whose session is that of an account, which has done its second step."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    session = client.session
    session[TWO_STEPS] = True
    session.save()
    return client


def answered(client: Client, address: str) -> bytes:
    """The bytes of a page that must be there."""
    response = client.get(address)
    if response.status_code != 200:
        raise ValueError(address, response.status_code)
    content: bytes = response.content
    return content


def weight(client: Client, address: str) -> str:
    """How many statements a page asks, and how heavy it is."""
    answered(client, address)
    with counted() as statements:
        content = answered(client, address)
    return f"{len(statements)} statements, {len(content) / 1000:.0f} kB"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements asked meanwhile."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield statements

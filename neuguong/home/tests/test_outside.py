"""What one sees of the unit above tells no small number, not even by subtracting one's own."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry
from neuguong.home.queries.outside import is_told
from neuguong.home.rules import is_small
from neuguong.home.tests.conftest import LATER, ON, Door
from neuguong.people.actions import PersonEntry, add_people
from tests.world import FOUNDED, NOW, YEAR, World

XA = "/don-vi/so-lieu/tinh/huyen/xa"


@pytest.mark.property
@given(st.integers(0, 40), st.integers(0, 40))
def test_neither_total_nor_what_is_left_is_small(own: int, others: int) -> None:
    told = is_told(own + others, [own])
    small = is_small(Decimal(own + others)) or is_small(Decimal(others))
    assert told is not small


def registered(world: World, slug: str, number: int) -> None:
    """So many more people of a cell with a deed each."""
    unit = world.unit(slug)
    rows = [(unit, PersonEntry(f"Nông Văn {slug[-1]}{place}")) for place in range(number)]
    people = add_people(by=world.machine, rows=rows, since=FOUNDED)
    deed = BulkDeed(DeedEntry("Dọn vệ sinh đường thôn mỗi tháng"))
    entries = [BulkRegistration(unit, [deed], ON, person=person) for person in people]
    register_many(by=world.machine, year=YEAR, entries=entries, today=LATER, now=NOW)


def numbers(html: str) -> list[str]:
    """The numbers of the tiles."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r"(?<=>)\s*([\d.]+)", main)


@pytest.mark.django_db
@pytest.mark.parametrize(("others", "told"), [(2, False), (6, True)])
def test_a_large_total_is_hidden_when_little_is_left_of_it(
    world: World, visit: Door, others: int, told: bool
) -> None:
    registered(world, "tinh/huyen/xa/mot", 12)
    registered(world, "tinh/huyen/xa/hai", others)
    html = " ".join(visit("giang").get(f"{XA}?ky=2022").content.decode().split())
    assert (str(12 + others) in numbers(html)) is told
    assert ("không nêu" in html) is not told
    span = " ".join(visit("giang").get(f"{XA}?ky=2021-2022").content.decode().split())
    assert (str(12 + others) in numbers(span)) is told

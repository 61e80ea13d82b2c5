"""What one sees of the unit above and beside tells no small number, however one adds and subtracts."""

import re
from itertools import count

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry
from neuguong.home.rules import MAIN
from neuguong.home.tests.conftest import LATER, ON, Door
from neuguong.indicators.actions import open_siblings
from neuguong.indicators.queries.outside import told_of
from neuguong.lib.dates import Period
from neuguong.lib.suppression import SMALL, is_small
from neuguong.org.actions import UnitEntry, found_units
from neuguong.people.actions import PersonEntry, add_people
from tests.world import FOUNDED, NOW, YEAR, World

XA = "/don-vi/so-lieu/tinh/huyen/xa"
BESIDE = "/chi-tieu/so-sanh/tinh/huyen/xa"
PEOPLE = "deeds.people"
CELLS = tuple(f"tinh/huyen/xa/{name}" for name in ("mot", "hai", "ba", "bon"))
MOST = 14  # people of a cell in these tests
_names = count()


def registered(world: World, slug: str, number: int) -> None:
    """So many more people of a cell with a deed each."""
    unit = world.unit(slug)
    rows = [(unit, PersonEntry(f"Nông Văn {next(_names)}")) for _place in range(number)]
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


@pytest.fixture
def four(world: World) -> World:
    """A commune of four cells, which may see each other."""
    entries = [
        UnitEntry(slug, f"Chi bộ thôn {slug[-3:].title()}", "cell", "tinh/huyen/xa")
        for slug in CELLS[2:]
    ]
    for unit in found_units(by=world.machine, entries=entries, on=FOUNDED):
        world.units[unit.slug] = unit
    open_siblings(by=world.an, unit_id=world.unit("tinh/huyen/xa").pk, today=LATER)
    return world


def seen(client: Client) -> dict[str, int]:
    """Every number of registered people that an outsider reads anywhere: by name of a unit."""
    found: dict[str, int] = {}
    tiles = client.get(f"{XA}?ky=2022").context["tiles"]
    total = tiles[MAIN.index(PEOPLE)].value
    if total.isdecimal():
        found["xa"] = int(total)
    for order in ("", f"&xep={PEOPLE}"):
        table = client.get(f"{BESIDE}?ky=2022&do={PEOPLE}{order}").context["table"]
        column = next(i for i, head in enumerate(table.columns) if "đăng ký" in str(head.label))
        for row in table.rows:
            words = str(row[column].text).split()
            if words[0].isdecimal():
                found[str(row[0].text)] = int(words[0])
        words = str(table.foot[column].text).split()
        if words[0].isdecimal():
            found["xa"] = int(words[0])
    return found


@pytest.mark.django_db
@pytest.mark.property
def test_an_outsider_who_reads_every_page_works_out_no_small_number(
    four: World, visit: Door
) -> None:
    client = visit("giang")
    names = {slug: four.unit(slug).name for slug in CELLS}

    @settings(suppress_health_check=list(HealthCheck), max_examples=8)
    @given(st.lists(st.integers(0, MOST), min_size=4, max_size=4))
    def read(sizes: list[int]) -> None:
        point = transaction.savepoint()
        for slug, size in zip(CELLS, sizes, strict=True):
            registered(four, slug, size)
        shown = seen(client)
        transaction.savepoint_rollback(point)
        true = {names[slug]: size for slug, size in zip(CELLS, sizes, strict=True)}
        mine = names[CELLS[0]]
        assert shown[mine] == true[mine]
        for name, size in true.items():
            assert name not in shown or name == mine or not is_small(size), (true, shown)
        if "xa" not in shown:
            return
        hidden = [name for name in true if name not in shown]
        rest = shown["xa"] - sum(shown[name] for name in true if name in shown)
        if any(is_small(true[name]) for name in hidden):
            # at least two are hidden, and what is left of them can be shared in more than one way
            assert len(hidden) > 1, (true, shown)
            assert rest not in (0, len(hidden)), (true, shown)
            if all(is_small(true[name]) for name in hidden):
                assert rest != len(hidden) * (SMALL - 1), (true, shown)

    read()


@pytest.mark.django_db
@pytest.mark.property
def test_opening_the_siblings_tells_nothing_that_was_kept_before(four: World) -> None:
    """The total is kept or told whatever is open: who has read it before subtracts nothing new."""
    unit = four.unit("tinh/huyen/xa")
    registered(four, CELLS[0], 12)
    for slug in CELLS[1:3]:
        registered(four, slug, 4)
    told = told_of(four.giang, unit, Period("year", YEAR), [PEOPLE])
    assert told.keeps(unit.pk, PEOPLE)  # two times four is four and four
    registered(four, CELLS[3], 9)
    told = told_of(four.giang, unit, Period("year", YEAR), [PEOPLE])
    assert not told.keeps(unit.pk, PEOPLE)
    assert {slug for slug in CELLS if told.keeps(four.unit(slug).pk, PEOPLE)} == set(CELLS[1:])


@pytest.mark.django_db
def test_a_place_in_the_order_tells_nothing_either(four: World, visit: Door) -> None:
    for slug, size in zip(CELLS, (12, 1, 9, 3), strict=True):
        registered(four, slug, size)
    client = visit("giang")
    orders = []
    for sign in ("", "-"):
        page = client.get(f"{BESIDE}?ky=2022&do={PEOPLE}&xep={sign}{PEOPLE}")
        orders.append([str(row[0].text) for row in page.context["table"].rows])
    hidden = {four.unit(slug).name for slug in (CELLS[1], CELLS[3])}
    assert orders[0][-2:] == orders[1][-2:]
    assert set(orders[0][-2:]) == hidden


@pytest.mark.django_db
def test_one_who_stands_further_down_in_another_child_subtracts_that_too(four: World) -> None:
    """A reader of a whole cell and of the commune's other branch knows both."""
    unit = four.unit("tinh/huyen")
    registered(four, CELLS[0], 30)
    registered(four, "tinh/huyen/phong", 40)
    registered(four, CELLS[1], 3)
    told = told_of(four.giang, unit, Period("year", YEAR), [PEOPLE])
    assert told.keeps(four.unit("tinh/huyen/xa").pk, PEOPLE)
    assert told.keeps(unit.pk, PEOPLE) or told.keeps(four.unit("tinh/huyen/phong").pk, PEOPLE)

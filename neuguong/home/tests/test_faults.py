"""Every check of the data finds the fault planted for it, says it in words, and costs one statement."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry
from neuguong.deeds.models import Contribution, Deed, DeedCategory, Registration, Work
from neuguong.deeds.rules import DeedState, RegistrationState, Standing
from neuguong.home.actions import look_over
from neuguong.home.models import DataFault, DataLook
from neuguong.home.queries.faults import CHECKS, all_found, counts_seen, faults_seen
from neuguong.lib.actor import PathRange
from neuguong.org.apps import DATED
from neuguong.org.models import Unit, UnitLink, UnitState, UnitType
from neuguong.people.actions import open_account
from neuguong.people.models import Account, Grant, Membership, Person, Post
from neuguong.programme.models import ProgrammeYear
from tests.world import FOUNDED, NOW, TODAY, YEAR, World

pytestmark = pytest.mark.django_db
# The small country has these from its founding: districts are over, most cells have no secretary.
ALWAYS = {"cell_without_secretary", "type_ended", "unit_without_year"}
BESIDE = {"unit_closed_before_opened": {"member_before"}}  # what cannot but come with a fault
CELL = "tinh/huyen/xa/mot"
ENDED = date(2021, 6, 1)


def codes() -> set[str]:
    return {code for code, rows in all_found().items() if rows}


def registered(world: World) -> Registration:
    entry = BulkRegistration(
        world.unit(CELL), [BulkDeed(DeedEntry("Dọn vệ sinh đường thôn"))], TODAY,
        person=world.people["Chi"],
    )  # fmt: skip
    (made,) = register_many(by=world.machine, year=YEAR, entries=[entry], today=TODAY, now=NOW)
    return made


def end(world: World, slug: str = CELL) -> Unit:
    """End a unit by hand, without what a reorganisation would do."""
    unit = world.unit(slug)
    Unit.objects.filter(pk=unit.pk).update(closed_on=ENDED)
    return unit


def end_well(world: World, slug: str = CELL) -> Unit:
    unit = end(world, slug)
    for rows in (UnitState.objects, Membership.objects, Post.objects):
        rows.filter(unit=unit).update(valid_to=ENDED)
    return unit


def unguarded(table: str) -> None:
    guard = DATED[table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {guard}")
        else:
            cursor.execute(f"DROP TRIGGER {guard}_insert")


def _orphan(world: World) -> None:
    cell = world.unit(CELL)
    Unit.objects.filter(pk=cell.pk).update(parent=None)
    UnitState.objects.filter(unit=cell).update(parent=None)
    UnitLink.objects.filter(unit=cell).update(parent=None)


def _under_closed(world: World) -> None:
    commune = end_well(world, "tinh/huyen/xa")
    Grant.objects.filter(unit=commune).delete()


def _closed_early(world: World) -> None:
    cell = end_well(world)
    Grant.objects.filter(unit=cell).delete()
    early = FOUNDED - timedelta(days=9)
    Unit.objects.filter(pk=cell.pk).update(closed_on=early)
    days = {"valid_from": early - timedelta(days=9), "valid_to": early}
    Membership.objects.filter(unit=cell).update(**days)
    Post.objects.filter(unit=cell).delete()
    UnitState.objects.filter(unit=cell).delete()


def _two_states(world: World) -> None:
    unguarded("org_unitstate")
    state = UnitState.objects.get(unit=world.unit(CELL))
    state.pk, state.valid_from, state.valid_to = None, date(2017, 1, 1), date(2018, 1, 1)
    state.save()


def _two_links(world: World) -> None:
    unguarded("org_unitlink")
    link = UnitLink.objects.get(unit=world.unit(CELL))
    link.pk, link.valid_from, link.valid_to = None, date(2017, 1, 1), date(2018, 1, 1)
    link.save()


def _past_link(world: World) -> None:
    link = UnitLink.objects.get(unit=world.unit(CELL))
    UnitLink.objects.filter(pk=link.pk).update(valid_from=date(2018, 1, 1))
    UnitLink.objects.create(
        unit=link.unit, parent=world.unit("tinh"), valid_from=FOUNDED, valid_to=date(2018, 1, 1)
    )


def _elsewhere(world: World) -> None:
    cell, other = world.unit(CELL), world.unit("khac/xa")
    UnitLink.objects.filter(unit=cell).update(parent=other)
    UnitState.objects.filter(unit=cell).update(parent=other)


def _same_name(world: World) -> None:
    one = world.unit(CELL)
    Unit.objects.filter(slug="tinh/huyen/xa/hai").update(name=one.name, sort=one.sort)


def _codes(above: str, below: str) -> Callable[[World], None]:
    def plant(world: World) -> None:
        for slug, code in (("tinh/huyen/xa", above), (CELL, below)):
            UnitState.objects.filter(unit=world.unit(slug)).update(code=code)

    return plant


def _same_code(world: World) -> None:
    for slug in ("tinh", "khac"):
        UnitState.objects.filter(unit=world.unit(slug)).update(code="06")


def _misplaced(world: World) -> None:
    mass = UnitType.objects.get(code="village_front")
    Unit.objects.filter(slug="tinh/huyen/phong").update(type=mass)


def _two_cells(world: World) -> None:
    Membership.objects.create(
        person=world.people["Chi"], unit=world.unit("tinh/huyen/xa/hai"), category=1,
        valid_from=date(2016, 1, 1), valid_to=date(2017, 1, 1),
    )  # fmt: skip


def _alike(world: World) -> None:
    Person.objects.filter(pk=world.people["Thái"].pk).update(birth_year=1991)


def _member_after_end(world: World) -> None:
    cell = end_well(world)
    Grant.objects.filter(unit=cell).delete()
    first = Membership.objects.filter(unit=cell)[:1].get()
    Membership.objects.filter(pk=first.pk).update(valid_to=ENDED + timedelta(days=1))


def _post_after_end(world: World) -> None:
    cell = end_well(world)
    Grant.objects.filter(unit=cell).delete()
    Post.objects.filter(unit=cell).update(valid_to=None)


def _expired(world: World) -> None:
    Grant.objects.filter(account__username="dung").update(valid_to=date(2020, 1, 1))


def _no_grant(world: World) -> None:
    open_account(
        by=world.machine, username="moi", name="Người mới", password="x" * 12, at=world.unit("tinh")
    )


def _unconfirmed(world: World) -> None:
    registered(world)
    Registration.objects.update(state=RegistrationState.SUBMITTED, standing=Standing.WAITING)
    ProgrammeYear.objects.filter(unit__slug="tinh").update(closed_on=date(2022, 12, 31))


def _registered_late(world: World) -> None:
    registered(world)
    cell = end_well(world)
    Grant.objects.filter(unit=cell).delete()


def _no_category(world: World) -> None:
    deed = registered(world).deeds.get()
    DeedCategory.objects.filter(pk=deed.category_id).update(valid_to=date(2020, 1, 1))


def _no_hands(world: World) -> None:
    Work.objects.create(unit=world.unit(CELL), year=YEAR, month=202203, title="Cầu", search="cau")


def _no_giver(world: World) -> None:
    found = registered(world)
    Contribution.objects.create(
        registration=found, kind=1, amount=1000, amount_scaled=1000, day=TODAY, accepted_on=TODAY,
        unit=found.unit, month=202206, subject_kind=1,
    )  # fmt: skip
    Registration.objects.update(state=RegistrationState.WITHDRAWN, standing=Standing.NONE)


PLANTED: dict[str, Callable[[World], object]] = {
    "unit_orphan": _orphan,
    "unit_under_closed": _under_closed,
    "unit_closed_before_opened": _closed_early,
    "state_overlap": _two_states,
    "link_overlap": _two_links,
    "unit_without_state": lambda world: UnitState.objects.filter(unit=world.unit(CELL)).delete(),
    "state_after_end": lambda world: UnitState.objects.filter(
        unit=(Grant.objects.filter(unit=world.unit(CELL)).delete(), end_well(world))[1]
    ).update(valid_to=None),
    "link_not_state": _past_link,
    "link_not_parent": _elsewhere,
    "unit_same_name": _same_name,
    "cell_without_secretary": lambda world: Post.objects.all().delete(),
    "code_not_of_parent": _codes("06.001", "06.002"),
    "code_twice": _same_code,
    "type_ended": lambda world: None,
    "unit_misplaced": _misplaced,
    "person_without_unit": lambda world: Membership.objects.filter(
        person=world.people["Chi"]
    ).delete(),
    "member_after_end": _member_after_end,
    "member_before": lambda world: Membership.objects.filter(person=world.people["Chi"]).update(
        valid_from=date(2010, 1, 1)
    ),
    "member_in_two_cells": _two_cells,
    "people_alike": _alike,
    "post_after_end": _post_after_end,
    "grant_on_closed": end_well,
    "grant_expired": _expired,
    "grant_unknown": lambda world: Grant.objects.filter(account__username="dung").update(
        role="vua"
    ),
    "account_without_grant": _no_grant,
    "unit_without_year": lambda world: None,
    "registration_unconfirmed": _unconfirmed,
    "registration_after_end": _registered_late,
    "registration_empty": lambda world: Deed.objects.filter(
        registration=registered(world)
    ).delete(),
    "deed_without_category": _no_category,
    "deed_without_replacement": lambda world: Deed.objects.filter(
        registration=registered(world)
    ).update(state=DeedState.REPLACED),
    "work_without_hands": _no_hands,
    "gift_without_giver": _no_giver,
}


def test_a_sound_country_has_only_what_its_age_brings(world: World) -> None:
    assert codes() == ALWAYS


def test_every_check_has_a_fault_planted() -> None:
    assert PLANTED.keys() == CHECKS.keys()


@pytest.mark.parametrize("code", sorted(PLANTED))
def test_a_planted_fault_is_found(world: World, code: str) -> None:
    PLANTED[code](world)
    assert codes() - ALWAYS - {code} <= BESIDE.get(code, set())
    assert all_found()[code]


def test_each_check_asks_once(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(len(CHECKS)):
        all_found()


def test_codes_that_follow_the_parent_are_well(world: World) -> None:
    for below in ("06.001.003", "06001003000000"):
        _codes("06.001.000.000.000", below)(world)
        assert codes() == ALWAYS


def test_a_year_that_holds_below_is_well(world: World) -> None:
    for slug in ("tinh", "khac"):
        year = timezone.localdate().year
        ProgrammeYear.objects.create(unit=world.unit(slug), year=year, title="Năm nay")
    assert "unit_without_year" not in codes()


def test_a_look_keeps_what_it_found_and_nothing_older(world: World) -> None:
    _same_name(world)
    look_over(now=NOW)
    look = look_over(now=NOW)
    assert DataLook.objects.get() == look
    assert look.counts["unit_same_name"] == 2
    everywhere, elsewhere = PathRange("", "~"), PathRange.branch(world.unit("khac").path)
    assert counts_seen([everywhere])["unit_same_name"] == 2
    assert "unit_same_name" not in counts_seen([elsewhere])
    first, second = faults_seen("unit_same_name", [everywhere], 0, 50)
    assert faults_seen("unit_same_name", [everywhere], first.pk, 50) == [second]
    assert first.unit_name == "Chi bộ thôn Phiêng Tác"
    assert DataFault.objects.filter(words__contains="Chi", kind="person").count() == 0
    assert Account.objects.count() == 5

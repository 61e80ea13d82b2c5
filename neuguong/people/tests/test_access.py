"""The guard: who may act where, and whose names are read."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from neuguong.lib.refusal import Refused
from neuguong.people.access import Nobody
from neuguong.people.actions import PersonEntry, add_person, join_unit, open_names
from neuguong.people.queries import memberships_on, person_seen, search_people
from neuguong.people.roles import ROLES
from neuguong.people.rules import Category
from neuguong.programme.rights import Right as ProgrammeRight
from tests.world import TODAY, World


def test_a_role_reaches_its_branch_and_no_further(world: World) -> None:
    assert world.binh.may("deeds.confirm", at=world.unit("tinh/huyen/xa/mot"))
    assert not world.binh.may("deeds.confirm", at=world.unit("tinh/huyen/phong"))
    assert not world.dung.may("org.view", at=world.unit("tinh"))
    with pytest.raises(PermissionDenied, match="bí thư chi bộ"):
        world.chi.require("deeds.confirm", at=world.unit("tinh/huyen/xa/mot"))


def test_a_grant_holds_only_on_its_days(world: World) -> None:
    early = world.actor("binh", date(2014, 12, 31))
    assert not early.may("org.view", at=world.unit("tinh/huyen/xa"))


def test_nobody_may_do_nothing(world: World) -> None:
    assert not Nobody().may("org.view", at=world.unit("tinh"))
    assert Nobody().scope("org.view") == ()


def test_names_are_read_inside_the_grassroots_organisation_only(world: World) -> None:
    path = world.unit("tinh/huyen/xa/mot").path
    assert world.binh.sees_names(path)
    assert world.giang.sees_names(path)
    assert not world.an.sees_names(path)
    assert not world.dung.sees_names(path)
    assert not world.chi.sees_names(path)


def test_names_are_opened_with_a_reason_that_is_kept(world: World) -> None:
    unit = world.unit("tinh/huyen/xa/mot")
    with pytest.raises(Refused):
        open_names(by=world.an, unit_id=unit.pk, reason="xem")
    with pytest.raises(PermissionDenied):
        open_names(by=world.dung, unit_id=unit.pk, reason="Kiểm tra số liệu của xã")
    assert open_names(by=world.an, unit_id=unit.pk, reason="Kiểm tra số liệu của xã") == unit


def test_people_are_listed_by_given_name(world: World) -> None:
    rows = memberships_on(world.unit("tinh/huyen/xa/mot"), TODAY)
    names = [(row.person.full_name.split()[-1], row.person.birth_year) for row in rows]
    assert names == [("Ánh", 1990), ("Chi", 1985), ("Giang", 1970), ("Thái", 1958), ("Thái", 1991)]


@pytest.mark.parametrize("words", ["hoang van thai", "Hoàng Văn Thái", "THAI hoang"])
def test_people_are_found_with_marks_or_without(world: World, words: str) -> None:
    assert len(search_people(world.binh, words)) == 2
    assert search_people(world.an, words) == []
    assert search_people(world.dung, words) == []


def test_each_person_sees_their_own_record(world: World) -> None:
    chi = world.people["Chi"]
    assert person_seen(world.chi, chi.pk) == chi
    assert person_seen(world.giang, chi.pk) == chi
    for actor in (world.dung, world.an):
        with pytest.raises(Http404):
            person_seen(actor, chi.pk)


def test_a_member_belongs_to_one_cell(world: World) -> None:
    chi, other = world.people["Chi"], world.unit("tinh/huyen/xa/hai")
    with pytest.raises(Refused, match="Phiêng Tác"):
        join_unit(
            by=world.binh, person_id=chi.pk, unit_id=other.pk,
            category=Category.OFFICIAL, since=TODAY,
        )  # fmt: skip
    women = world.unit("tinh/huyen/xa/phu-nu")
    join_unit(
        by=world.binh, person_id=chi.pk, unit_id=women.pk,
        category=Category.ASSOCIATION_MEMBER, since=TODAY,
    )  # fmt: skip
    assert chi.memberships.count() == 2


def test_a_secretary_adds_people_to_the_own_cell_only(world: World) -> None:
    entry = PersonEntry("Nguyễn Văn Ân", birth_year=1999)
    cell, other = world.unit("tinh/huyen/xa/mot"), world.unit("tinh/huyen/xa/hai")
    person = add_person(by=world.giang, unit_id=cell.pk, entry=entry, since=TODAY, today=TODAY)
    assert person.memberships.get().unit == cell
    with pytest.raises(PermissionDenied):
        add_person(by=world.giang, unit_id=other.pk, entry=entry, since=TODAY, today=TODAY)


def test_a_role_for_every_right_of_the_year() -> None:
    given = {right for role in ROLES.values() for right in role.rights}
    assert {str(right) for right in ProgrammeRight} <= given

"""Founding and naming units."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from neuguong.audit.queries import latest
from neuguong.lib.ids import path_code
from neuguong.lib.refusal import Refused
from neuguong.org.actions import UnitEntry, found_unit, rename_unit
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import (
    children_of,
    grassroots_path,
    line_above,
    search_units,
    state_on,
    tree_lines,
    wrong_paths,
)
from tests.world import FOUNDED, World


def test_a_unit_stands_where_its_path_says(world: World) -> None:
    cell = world.unit("tinh/huyen/xa/mot")
    commune = world.unit("tinh/huyen/xa")
    assert cell.path == commune.path + path_code(cell.pk)
    assert [unit.slug for unit in line_above(cell)] == ["tinh", "tinh/huyen", "tinh/huyen/xa"]
    assert not wrong_paths()


def test_communes_and_above_keep_totals_and_cells_do_not(world: World) -> None:
    assert world.unit("tinh").rolled
    assert world.unit("tinh/huyen/xa").rolled
    assert not world.unit("tinh/huyen/xa/mot").rolled
    assert not world.unit("tinh/huyen/phong").rolled


def test_a_cell_does_not_stand_under_a_province(world: World) -> None:
    entry = UnitEntry("tinh/la", "Chi bộ lạ", "cell", world.unit("tinh"))
    with pytest.raises(Refused) as caught:
        found_unit(by=world.machine, entry=entry, on=date(2020, 1, 1))
    assert caught.value.refusal.code == "unit_type_misplaced"
    assert not Unit.objects.filter(slug="tinh/la").exists()


def test_who_has_no_right_founds_nothing(world: World) -> None:
    entry = UnitEntry("tinh/huyen/xa/moi", "Chi bộ mới", "cell", world.unit("tinh/huyen/xa"))
    for actor in (world.dung, world.chi, world.giang):
        with pytest.raises(PermissionDenied):
            found_unit(by=actor, entry=entry, on=date(2020, 1, 1))


def test_who_leads_or_works_for_a_branch_founds_its_cells(world: World) -> None:
    for actor, slug in ((world.an, "tinh/huyen/xa/moi"), (world.binh, "tinh/huyen/xa/moi-nua")):
        entry = UnitEntry(slug, f"Chi bộ {slug}", "cell", world.unit("tinh/huyen/xa"))
        assert found_unit(by=actor, entry=entry, on=date(2020, 1, 1)).slug == slug


def test_slugs_of_one_year_are_numbered_however_often_they_come(world: World) -> None:
    above, long = world.unit("tinh/huyen/xa"), "x" * 200
    slugs = []
    for slug in ("tinh/huyen/xa/mot",) * 4 + (long,) * 3:
        entry = UnitEntry(slug, "Chi bộ", "cell", above)
        slugs.append(found_unit(by=world.machine, entry=entry, on=date(2021, 3, 1)).slug)
    tails = ["-2021", "-2021-2", "-2021-3", "-2021-4"]
    assert slugs[:4] == [f"tinh/huyen/xa/mot{tail}" for tail in tails]
    assert slugs[4:] == [long, "x" * 195 + "-2021", "x" * 193 + "-2021-2"]


def test_a_taken_slug_gets_the_year_of_founding(world: World) -> None:
    entry = UnitEntry("tinh/huyen/xa/mot", "Chi bộ khác", "cell", world.unit("tinh/huyen/xa"))
    unit = found_unit(by=world.machine, entry=entry, on=date(2021, 7, 1))
    assert unit.slug == "tinh/huyen/xa/mot-2021"
    assert latest()[0].act == "org.found"


def test_a_unit_is_called_by_the_name_of_the_day(world: World) -> None:
    unit = world.unit("tinh/huyen/xa/mot")
    rename_unit(by=world.machine, unit_id=unit.pk, name="Chi bộ Phiêng Tác 1", on=date(2021, 1, 1))
    before, after = state_on(unit, date(2020, 12, 31)), state_on(unit, date(2021, 1, 1))
    assert before is not None
    assert before.name == "Chi bộ thôn Phiêng Tác"
    assert after is not None
    assert after.name == "Chi bộ Phiêng Tác 1"
    assert state_on(unit, date(2014, 12, 31)) is None


def test_a_unit_has_one_open_state(world: World) -> None:
    state = UnitState.objects.get(unit=world.unit("tinh"), valid_to=None)
    state.pk, state.valid_from = None, date(2021, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        state.save()


@pytest.mark.parametrize(
    "words", ["phieng tac", "PHIÊNG TÁC", "Phie\u0302ng Ta\u0301c", "chi phieng"]
)
def test_units_are_found_with_marks_or_without(world: World, words: str) -> None:
    assert [unit.slug for unit in search_units(world.an, words)] == ["tinh/huyen/xa/mot"]
    assert search_units(world.dung, words) == []


def test_the_tree_opens_where_it_is_asked_to(world: World) -> None:
    closed = tree_lines(world.an, [])
    assert [line.unit.slug for line in closed] == ["tinh"]
    assert closed[0].children == 1
    opened = tree_lines(world.an, ["tinh", "tinh/huyen", "tinh/huyen/xa"])
    assert [line.depth for line in opened] == [0, 1, 2, 3, 3, 3, 2]
    assert [line.unit.slug for line in tree_lines(world.dung, [])] == ["khac/xa"]


def test_children_stand_in_vietnamese_order(world: World) -> None:
    names = [unit.name for unit in children_of(world.unit("tinh/huyen/xa"))]
    assert names == ["Chi bộ thôn Đồng Ao", "Chi bộ thôn Phiêng Tác", "Hội Phụ nữ xã Nà Thử"]


def test_the_grassroots_organisation_of_a_cell_is_its_commune(world: World) -> None:
    assert grassroots_path(world.unit("tinh/huyen/xa/mot")) == world.unit("tinh/huyen/xa").path
    assert grassroots_path(world.unit("tinh/huyen/phong")) == world.unit("tinh/huyen/phong").path
    assert world.unit("tinh").opened_on == FOUNDED


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2014, 1, 1), date(2015, 1, 2)), (date(2016, 1, 1), date(2017, 1, 1))],
)
def test_states_of_a_unit_do_not_overlap(world: World, first: date, last: date) -> None:
    state = UnitState.objects.get(unit=world.unit("tinh"))
    state.pk, state.valid_from, state.valid_to = None, first, last
    with pytest.raises(IntegrityError, match="org_state_no_overlap"), transaction.atomic():
        state.save()


def test_states_of_a_unit_may_touch(world: World) -> None:
    state = UnitState.objects.get(unit=world.unit("tinh"))
    state.pk, state.valid_from, state.valid_to = None, date(2014, 1, 1), FOUNDED
    state.save()
    assert UnitState.objects.filter(unit=world.unit("tinh")).count() == 2

"""Pages on three trees: as it was, as it is today, and why one figure differs between them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.home.tests.conftest import Door
from neuguong.home.tests.test_figures import page
from neuguong.org.actions import UnitEntry, found_units
from neuguong.org.models import Unit, UnitState
from neuguong.people.actions import grant_role
from neuguong.reorganisations.actions import ReorganisationEntry, draft_reorganisation
from neuguong.reorganisations.rules import StepEntry, StepKind
from neuguong.rollup import actions
from tests.counting.past import close, move
from tests.world import FOUNDED, YEAR, World

MOVED = date(YEAR + 3, 7, 1)
TINH, XA = "tinh", "tinh/huyen/xa"
KEY = "deeds.by_party_collectives"


@pytest.fixture
def moved(lively: World) -> World:
    """Hamlet one has left its commune for a new one of the province; the district has ended."""
    entry = UnitEntry("tinh/moi", "Đảng bộ xã Mới", "commune", "tinh")
    found_units(by=lively.machine, entries=[entry], on=FOUNDED)
    cell = lively.unit(f"{XA}/mot")
    assert move(cell, Unit.objects.get(slug="tinh/moi"), MOVED)
    UnitState.objects.filter(unit=cell, valid_from=MOVED).update(decision="12-QĐ/TU")
    actions.rebuild()
    return lively


def test_a_child_that_left_is_shown_on_the_tree_of_then_only(moved: World, visit: Door) -> None:
    client = visit("binh")
    was = page(client, f"/don-vi/so-lieu/{XA}?ky={YEAR}")
    today = page(client, f"/don-vi/so-lieu/{XA}?ky={YEAR}&cay=today")
    name = moved.unit(f"{XA}/mot").name
    assert f">{name}</a>" in was
    assert f">{name}</a>" not in today
    assert "chưa phải số liệu ký duyệt" in today
    assert "chưa phải số liệu ký duyệt" not in was
    assert "bằng dòng cuối" in was
    assert "bằng dòng cuối" in today
    assert f"ban-ghi/{XA}?ky={YEAR}&amp;cay=today&amp;do=" in today  # every number keeps the view
    assert f'href="/don-vi/so-lieu/{XA}?ky={YEAR}"' in today  # the bar leads back
    assert '<input type="hidden" name="cay" value="today">' in today


def test_the_records_are_those_of_the_tree_looked_at(moved: World, visit: Door) -> None:
    client = visit("binh")
    was = page(client, f"/don-vi/ban-ghi/{XA}?ky={YEAR}&do={KEY}")
    today = page(client, f"/don-vi/ban-ghi/{XA}?ky={YEAR}&do={KEY}&cay=today")
    assert "bằng con số vừa mở" in was
    assert "bằng con số vừa mở" in today or "Không có bản ghi" in today
    assert was != today


def test_one_figure_is_explained_by_the_units_that_moved(moved: World, visit: Door) -> None:
    client = visit("binh")
    html = page(client, f"/don-vi/vi-sao/{XA}?ky={YEAR}&do={KEY}")
    assert moved.unit(f"{XA}/mot").name in html
    assert "Đảng bộ xã Mới" in html
    assert "12-QĐ/TU" in html
    assert (
        "01/07/2028" in html or "01/7/2028" in html or "1/7/2028" in html or str(MOVED.year) in html
    )
    assert "Chênh lệch" in html
    other = page(client, f"/don-vi/vi-sao/{XA}/hai?ky={YEAR}&do={KEY}")
    assert "Không có chênh lệch" in other


def test_the_page_that_explains_asks_a_fixed_number_of_questions(moved: World, visit: Door) -> None:
    client, url = visit("binh"), f"/don-vi/vi-sao/{XA}?ky={YEAR}&do={KEY}"
    with CaptureQueriesContext(connection) as first:
        page(client, url)
    cell, other = moved.unit(f"{XA}/hai"), Unit.objects.get(slug="tinh/moi")
    assert move(Unit.objects.get(pk=cell.pk), other, MOVED)
    actions.rebuild()
    with CaptureQueriesContext(connection) as second:
        page(client, url)
    assert len(second) == len(first)
    assert len(first) < 25


def test_a_unit_that_ended_names_who_followed_it(moved: World, visit: Door) -> None:
    close(Unit.objects.get(slug="tinh/moi"), Unit.objects.get(slug=XA), date(YEAR + 4, 1, 1))
    actions.rebuild()
    html = page(visit("binh"), f"/don-vi/so-lieu/{XA}?ky={YEAR}&cay=today")
    assert "Trước khi hợp nhất: 1 đơn vị, cộng" in html
    assert "bằng dòng cuối" in html


def test_from_below_only_the_figures_as_they_were_are_shown(moved: World, visit: Door) -> None:
    answer = visit("binh").get(f"/don-vi/so-lieu/tinh/huyen?ky={YEAR}&cay=today")
    assert answer.status_code == 409
    assert "như khi đó" in answer.content.decode()


@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_a_file_says_that_it_is_not_to_be_signed(moved: World, visit: Door, shape: str) -> None:
    answer = visit("binh").get(f"/don-vi/so-lieu/{XA}?ky={YEAR}&cay=today&dang={shape}")
    assert answer.status_code == 200
    assert "-today" in answer["Content-Disposition"]
    if shape == "csv":
        assert "chưa phải số liệu ký duyệt" in answer.content.decode("utf-8-sig")


def test_the_page_of_a_unit_lists_the_children_of_the_day(moved: World, visit: Door) -> None:
    name = moved.unit(f"{XA}/mot").short_name
    was = page(visit("binh"), f"/don-vi/trang/{XA}?ky={YEAR}")
    today = page(visit("binh"), f"/don-vi/trang/{XA}?ky={YEAR}&cay=today")
    assert was.count(f"/don-vi/trang/{XA}/mot") > today.count(f"/don-vi/trang/{XA}/mot"), name


def test_a_plan_is_seen_before_it_is_applied(lively: World, visit: Door) -> None:
    merger = StepEntry(
        StepKind.MERGE,
        (f"{XA}/mot", f"{XA}/hai"),
        under=XA,
        key="moi",
        name="Chi bộ Mới",
        type="cell",
    )
    entry = ReorganisationEntry("Hợp nhất hai chi bộ", MOVED, lively.unit(XA).pk, decision="3-NQ")
    plan = draft_reorganisation(by=lively.machine, entry=entry, steps=[merger])
    grant_role(
        by=lively.machine,
        account_id=lively.accounts["binh"].pk,
        role="branch_admin",
        unit_id=lively.unit(XA).pk,
        since=FOUNDED,
    )
    client, tree = visit("binh"), f"plan:{plan.pk}"
    html = page(client, f"/don-vi/so-lieu/{XA}?ky={YEAR}&cay={tree}")
    assert "Chi bộ Mới" in html
    assert "Hợp nhất hai chi bộ: chưa phải số liệu ký duyệt" in html
    assert "bằng dòng cuối" in html
    records = page(client, f"/don-vi/ban-ghi/{XA}?ky={YEAR}&do={KEY}&cay={tree}")
    assert "bằng con số vừa mở" in records
    why = page(client, f"/don-vi/vi-sao/{XA}?ky={YEAR}&do={KEY}&cay={tree}")
    assert why.count("Chênh lệch") + why.count("Không có chênh lệch") >= 1
    report = page(client, f"/don-vi/bao-cao/{XA}?ky={YEAR}&cay={tree}")
    assert "CHƯA PHẢI SỐ LIỆU KÝ DUYỆT" in report
    assert client.get(f"/don-vi/so-lieu/{XA}?ky={YEAR}&cay=plan:999").status_code == 404

"""The history of a unit: its states and its kin, drawn and as tables; ended units on other pages."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.home.tests.conftest import Door
from neuguong.home.tests.test_units import page
from neuguong.org.actions import rename_unit
from neuguong.org.models import Unit
from neuguong.people.actions import grant_role
from neuguong.reorganisations import actions
from neuguong.reorganisations.rules import StepEntry, StepKind
from tests.world import World

XA, MOT, HAI = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai"
NOW = datetime(2022, 7, 20, 3, 0, tzinfo=UTC)


def applied(world: World, on: date, *steps: StepEntry) -> None:
    entry = actions.ReorganisationEntry("Hợp nhất", on, world.unit(XA).pk, decision="12-QĐ/TU")
    plan = actions.draft_reorganisation(by=world.machine, entry=entry, steps=steps)
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    actions.apply_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)


def merged(*units: str, into: str) -> StepEntry:
    return StepEntry(StepKind.MERGE, units, under=XA, key=into, slug=into, name=f"Chi bộ {into}",
                     type="cell")  # fmt: skip


@pytest.fixture
def chained(world: World) -> World:
    """Two cells go into a third, which goes on under another name and then into a fourth."""
    applied(world, date(2021, 1, 1), merged(MOT, HAI, into="ba"))
    rename_unit(
        by=world.machine, unit_id=Unit.objects.get(slug="ba").pk, name="Chi bộ Ba mới",
        on=date(2021, 6, 1),
    )  # fmt: skip
    applied(world, date(2022, 7, 1), merged("ba", into="tu"))
    return world


def test_a_chain_of_mergers_is_drawn_with_its_table(chained: World, visit: Door) -> None:
    html = page(visit("binh"), "/don-vi/lich-su/ba")
    assert "Chi bộ Ba mới qua các thời kỳ" in html
    assert html.count('<path d="M') >= 3
    assert 'class="here shut"' in html
    assert '<title id="ho-hang-ten">Trước và sau Chi bộ Ba mới</title>' in html
    for slug in (MOT, HAI, "tu"):
        assert f'href="/don-vi/lich-su/{slug}"' in html
        assert f'href="/don-vi/trang/{slug}"' in html
    assert f"/don-vi/so-lieu/{MOT}?ky=2020" in html
    assert "đổi tên" in html
    assert "12-QĐ/TU" in html
    assert "2 mốc của đơn vị" in html
    first = page(visit("binh"), f"/don-vi/lich-su/{MOT}")
    assert "Chi bộ thôn Đồng Ao" in first  # beside it, into the same successor
    assert "Chi bộ tu" in first


def test_a_unit_without_kin_says_so(world: World, visit: Door) -> None:
    html = page(visit("binh"), f"/don-vi/lich-su/{XA}")
    assert "chưa hợp nhất hay chia tách lần nào" in html
    page(visit("dung"), f"/don-vi/lich-su/{XA}", 404)


def test_the_page_of_history_asks_as_many_questions_as_its_kin_is_deep(
    chained: World, visit: Door
) -> None:
    client = visit("binh")
    with CaptureQueriesContext(connection) as captured:
        page(client, "/don-vi/lich-su/ba")
    assert len(captured) <= 18


def test_an_ended_unit_is_marked_everywhere(chained: World, visit: Door) -> None:
    unit = page(visit("binh"), f"/don-vi/trang/{MOT}")
    assert "Kết thúc ngày 01/01/2021" in unit
    assert 'Nay là <a href="/don-vi/trang/ba' in unit
    assert "Nhập người" not in unit
    assert f'href="/don-vi/lich-su/{MOT}"' in unit
    tree = page(visit("binh"), f"/don-vi/?mo={XA}&mo=tu&mo=ba")
    assert 'nay là <a href="/don-vi/trang/ba">' in tree
    found = page(visit("binh"), "/tim/?q=phieng+tac")
    assert "Chi bộ thôn Phiêng Tác (chi bộ, đến 31/12/2020)" in found


def test_drafts_wait_on_the_front_page_of_who_approves(world: World, visit: Door) -> None:
    entry = actions.ReorganisationEntry("Gộp hai chi bộ", date(2030, 1, 1), world.unit(XA).pk)
    steps = [merged(MOT, HAI, into="ba")]
    plan = actions.draft_reorganisation(by=world.machine, entry=entry, steps=steps)
    html = page(visit("an"), "/")
    assert "Phương án sắp xếp chờ duyệt" in html
    assert f"/sap-xep/{plan.pk}/xem-truoc/" in html
    assert "chờ duyệt" not in page(visit("binh"), "/")
    assert f"/sap-xep/?dv={XA}" in page(visit("an"), f"/don-vi/trang/{XA}")
    assert "/sap-xep/?dv=" not in page(visit("binh"), f"/don-vi/trang/{XA}")


def test_what_hinders_a_plan_stands_on_the_page_of_checks(world: World, visit: Door) -> None:
    grant_role(
        by=world.machine, account_id=world.accounts["binh"].pk, role="operator",
        unit_id=world.unit("tinh").pk, since=date(2022, 1, 1),
    )  # fmt: skip
    entry = actions.ReorganisationEntry("Gộp hai chi bộ", date(2022, 7, 1), world.unit(XA).pk)
    steps = [merged(MOT, HAI, into="ba")]
    plan = actions.draft_reorganisation(by=world.machine, entry=entry, steps=steps)
    assert "chưa áp dụng được" not in page(visit("binh"), "/kiem-tra/")
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    actions.note_hindrance(reorganisation_id=plan.pk, text="Chi bộ đã kết thúc.")
    html = page(visit("binh"), "/kiem-tra/")
    assert "Phương án sắp xếp chưa áp dụng được" in html
    assert "Chi bộ đã kết thúc." in html
    assert f"/sap-xep/{plan.pk}/" not in html  # the operator may not open it

"""The tree, the page of a unit, the year of a unit."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.home.tests.conftest import Door
from neuguong.org.actions import UnitEntry, found_units, rename_unit
from neuguong.org.models import Succession
from neuguong.programme.models import ProgrammeYear
from tests.world import FOUNDED, World

TREE = "/don-vi/"
XA = "/don-vi/trang/tinh/huyen/xa"
NAM = "/don-vi/nam/tinh/huyen/xa?nam=2022"


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


# --- the tree ---------------------------------------------------------------------------------------


def test_the_tree_begins_where_one_may_look(world: World, visit: Door) -> None:
    html = page(visit("binh"), TREE)
    assert "Đảng bộ xã Nà Thử" in html
    assert "Đảng bộ huyện Thử" not in html
    assert "Chi bộ thôn Phiêng Tác" in html  # one top only stands open


def test_a_unit_opens_by_a_link_with_all_above_it(world: World, visit: Door) -> None:
    closed = page(visit("an"), TREE)
    assert "Mở 2" in closed
    assert "Chi bộ thôn Phiêng Tác" not in closed
    opened = page(visit("an"), f"{TREE}?mo=tinh/huyen/xa")
    assert "Chi bộ thôn Phiêng Tác" in opened
    assert 'aria-current="true">Đảng bộ xã Nà Thử' in opened
    assert 'aria-expanded="true"' in opened
    assert "chi bộ" in opened


def test_a_closed_unit_is_marked(world: World, visit: Door) -> None:
    unit = world.unit("tinh/huyen/xa/hai")
    unit.closed_on = date(2020, 7, 1)
    unit.save()
    html = page(visit("binh"), TREE)
    assert 'class="shut"' in html
    assert "kết thúc 01/7/2020" in html


def test_nobody_opens_a_foreign_branch_by_its_name(world: World, visit: Door) -> None:
    html = page(visit("dung"), f"{TREE}?mo=tinh/huyen/xa&mo=khac/xa")
    assert "Nà Thử" not in html
    assert "Chi bộ thôn Khác" in html


def test_the_tree_asks_as_much_for_many_units_as_for_few(world: World, visit: Door) -> None:
    url = f"{TREE}?mo=tinh/huyen/xa"
    before = asked(visit("an"), url)
    entries = [
        UnitEntry(f"tinh/huyen/xa/n{n}", f"Chi bộ thôn {n}", "cell", "tinh/huyen/xa")
        for n in range(30)
    ]
    found_units(by=world.machine, entries=entries, on=FOUNDED)
    assert asked(visit("an"), url) == before == 10


# --- a unit -----------------------------------------------------------------------------------------


def test_the_page_of_a_unit_says_what_it_is(lively: World, visit: Door) -> None:
    html = page(visit("binh"), XA)
    assert "Đảng bộ xã, phường" in html
    assert "3 đơn vị trực thuộc" in html
    assert "Nói đi đôi với làm" in html
    assert "31/3/2022, đã qua" in html
    assert "đảng viên chính thức: 3" in html
    assert "/don-vi/so-lieu/tinh/huyen/xa?ky=2022" in html
    assert "/viec-lam/tinh/huyen/xa?nam=2022" in html


def test_posts_and_names_are_shown_where_names_may_be_read(world: World, visit: Door) -> None:
    cell = "/don-vi/trang/tinh/huyen/xa/mot"
    near, far = page(visit("binh"), cell), page(visit("an"), cell)
    assert "Lường Văn Giang" in near
    assert "Triệu Thị Ánh" in near
    assert "Bí thư chi bộ" in far
    assert "Lường Văn Giang" not in far
    member = page(visit("chi"), cell)
    assert "Triệu Thị Ánh" not in member


def test_a_unit_remembers_its_names(world: World, visit: Door) -> None:
    unit = world.unit("tinh/huyen/xa/hai")
    rename_unit(by=world.machine, unit_id=unit.pk, name="Chi bộ thôn Đồng Mới", on=date(2023, 5, 1))
    html = page(visit("binh"), "/don-vi/trang/tinh/huyen/xa/hai?ky=2022")
    assert "Chi bộ thôn Đồng Ao" in html
    assert "từ 01/01/2015 đến trước 01/5/2023" in html
    assert "Ngày 31/12/2022" in html


def test_who_came_before_and_after_is_linked(world: World, visit: Door) -> None:
    old, new = world.unit("tinh/huyen/xa/hai"), world.unit("tinh/huyen/xa/mot")
    Succession.objects.create(predecessor=old, successor=new, on=date(2024, 1, 1))
    assert "Tiếp nối:" in page(visit("binh"), "/don-vi/trang/tinh/huyen/xa/mot")
    assert "Được tiếp nối bởi:" in page(visit("binh"), "/don-vi/trang/tinh/huyen/xa/hai")


def test_dung_must_not_know_of_a_unit(world: World, visit: Door) -> None:
    for url in (XA, NAM, "/don-vi/chot-nam/tinh", "/don-vi/mo-nam/tinh"):
        page(visit("dung"), url, 404)


def test_the_page_of_a_unit_asks_a_fixed_number_of_questions(world: World, visit: Door) -> None:
    before = asked(visit("binh"), f"{XA}?ky=2022")
    entries = [
        UnitEntry(f"tinh/huyen/xa/n{n}", f"Chi bộ thôn {n}", "cell", "tinh/huyen/xa")
        for n in range(30)
    ]
    found_units(by=world.machine, entries=entries, on=FOUNDED)
    assert asked(visit("binh"), f"{XA}?ky=2022") == before == 20


# --- the year ---------------------------------------------------------------------------------------

FORM = {
    "title": "Học tập và làm theo",
    "theme": "Việc nhỏ, làm đến cùng",
    "motto": "Nói ít làm nhiều",
    "cut_day": "0",
    "first_register": "1/1",
    "last_register": "15/3",
    "least_1": "4",
    "least_0": "2",
}


def test_those_who_may_only_look_find_no_form(world: World, visit: Door) -> None:
    html = page(visit("chi"), "/don-vi/nam/tinh/huyen/xa/mot?nam=2022")
    assert "Nói đi đôi với làm" in html
    assert "Đảng bộ tỉnh Thử" in html
    assert 'name="title"' not in html
    assert visit("chi").post("/don-vi/nam/tinh/huyen/xa/mot?nam=2022", FORM).status_code == 403


def test_a_level_sets_its_own_year(world: World, visit: Door) -> None:
    client = visit("binh")
    assert 'name="last_register" value="31/3/2022"' in page(client, NAM).replace("  ", " ")
    response = client.post(NAM, FORM)
    assert response["Location"] == NAM
    found = ProgrammeYear.objects.get(unit=world.unit("tinh/huyen/xa"), year=2022)
    phase = found.phases.get()
    assert (phase.first_day, phase.last_day) == (date(2022, 1, 1), date(2022, 3, 15))
    assert dict(found.minimums.values_list("category", "minimum")) == {0: 2, 1: 4}
    html = page(client, NAM)
    assert "Đã lưu năm 2022." in html
    assert "Việc nhỏ, làm đến cùng" in html


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last_register": "30/4"}, "muộn hơn hạn của cấp trên"),
        ({"last_register": "ngày mai"}, "Không đọc được ngày"),
        ({"last_register": ""}, "Ghi cả ngày đầu và ngày cuối"),
        ({"first_register": "20/3"}, "sớm hơn ngày đầu"),
        ({"title": ""}, "Chưa lưu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    world: World, visit: Door, change: dict[str, str], words: str
) -> None:
    response = visit("binh").post(NAM, FORM | change)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ProgrammeYear.objects.filter(unit=world.unit("tinh/huyen/xa")).exists()


def test_a_leader_closes_the_year_and_opens_it_again_with_a_reason(
    world: World, visit: Door
) -> None:
    client, close = visit("an"), "/don-vi/chot-nam/tinh?nam=2022"
    assert "Chốt năm 2022" in page(client, close)
    assert client.post(close)["Location"] == "/don-vi/nam/tinh?nam=2022"
    html = page(client, "/don-vi/nam/tinh?nam=2022")
    assert "Đã chốt" in html
    assert "Lý do đính chính" in html
    again = "/don-vi/mo-nam/tinh?nam=2022"
    assert client.post(again, {"reason": ""}).status_code == 200
    assert client.post(again, {"reason": "Bổ sung bản của chi bộ"}).status_code == 302
    assert not ProgrammeYear.objects.filter(closed_on__isnull=False).exists()


def test_a_closed_year_is_corrected_with_a_reason_only(world: World, visit: Door) -> None:
    visit("an").post("/don-vi/chot-nam/tinh?nam=2022")
    client = visit("binh")
    assert client.post(NAM, FORM).status_code == 200
    assert client.post(NAM, FORM | {"reason": "Sửa theo công văn"}).status_code == 302


def test_a_year_is_not_closed_twice(world: World, visit: Door) -> None:
    client = visit("an")
    client.post("/don-vi/chot-nam/tinh?nam=2022")
    assert client.post("/don-vi/chot-nam/tinh?nam=2022").status_code == 409
    assert client.post("/don-vi/mo-nam/khac?nam=2022", {"reason": "x"}).status_code == 404


def test_an_officer_does_not_close_the_year(world: World, visit: Door) -> None:
    assert visit("binh").post("/don-vi/chot-nam/tinh/huyen/xa?nam=2022").status_code == 403
    assert visit("binh").post("/don-vi/mo-nam/tinh/huyen/xa?nam=2022").status_code == 403


def test_a_year_that_is_no_year_is_the_working_year(world: World, visit: Door) -> None:
    assert "Chương trình năm 2022" in page(visit("binh"), "/don-vi/nam/tinh/huyen/xa?nam=xx")


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    return len(queries)

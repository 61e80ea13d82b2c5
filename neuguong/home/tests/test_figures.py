"""The page of figures: sums that are true, doors, refusals, files, weight."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkRegistration
from neuguong.home.tests.conftest import LATER, ON, PLAIN, Door
from neuguong.org.actions import UnitEntry, found_units
from tests.world import FOUNDED, NOW, YEAR, World

XA = "/don-vi/so-lieu/tinh/huyen/xa"
MOT = "/don-vi/so-lieu/tinh/huyen/xa/mot"


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def numbers(html: str, label: str) -> list[str]:
    """The cells of the row of a unit in the table by child."""
    found = re.search(rf"<tr[^>]*><th[^>]*>\s*(?:<a[^>]*>)?{label}.*?</tr>", html)
    assert found, label
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[0])
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_the_last_line_is_the_unit_and_the_rows_add_up(lively: World, visit: Door) -> None:
    html = page(visit("binh"), XA)
    assert numbers(html, "Chi bộ thôn Phiêng Tác") == ["3", "–", "2", "3", "16,67%"]
    assert numbers(html, "Hội Phụ nữ xã Nà Thử") == ["0", "1", "0", "0", "0%"]
    assert numbers(html, "Đảng bộ xã Nà Thử") == ["3", "1", "2", "3", "14,29%"]
    assert "Cộng 3 dòng bằng dòng cuối." in html


def test_records_of_the_unit_itself_have_a_row_of_their_own(lively: World, visit: Door) -> None:
    commune = lively.unit("tinh/huyen/xa")
    entry = BulkRegistration(commune, [PLAIN], ON, collective=commune)
    register_many(by=lively.machine, year=YEAR, entries=[entry], today=LATER, now=NOW)
    html = page(visit("binh"), XA)
    assert numbers(html, "Trực tiếp ở đơn vị")[0] == "1"
    assert "Cộng 4 dòng bằng dòng cuối." in html
    assert "do=deeds.by_party_collectives&amp;rieng=1" in html


def test_every_number_of_the_table_opens(lively: World, visit: Door) -> None:
    client = visit("binh")
    html = page(client, XA)
    doors = set(re.findall(r'<a class="n" href="([^"]+)"', html))
    assert len(doors) > 10
    for door in doors:
        assert client.get(door.replace("&amp;", "&")).status_code == 200, door


def test_every_tab_adds_up(lively: World, visit: Door) -> None:
    for tab in ("viec-lam", "ket-qua", "dong-gop", "to-chuc"):
        html = page(visit("binh"), f"{XA}?nhom={tab}")
        assert "bằng dòng cuối." in html


def test_one_measure_can_be_looked_at_alone(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}?nhom=ket-qua&do=results.forestry_road")
    assert numbers(html, "Đảng bộ xã Nà Thử") == ["700"]
    assert "Đang xem riêng: Đường lâm nghiệp." in html


def test_a_qualifier_stands_before_the_amount(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}?nhom=dong-gop")
    assert "ít nhất 5.000.000" in html


def test_it_is_compared_with_the_year_before(lively: World, visit: Door) -> None:
    cell = lively.unit("tinh/huyen/xa/mot")
    entry = BulkRegistration(cell, [PLAIN], ON, collective=cell)
    register_many(by=lively.machine, year=2021, entries=[entry], today=LATER, now=NOW)
    html = page(visit("binh"), f"{XA}?ky=2022")
    assert "năm 2021: 1 (+2)" in html
    assert "Năm 2021" in html


def test_nothing_is_compared_with_a_year_that_holds_nothing(lively: World, visit: Door) -> None:
    assert "năm 2021:" not in page(visit("binh"), f"{XA}?ky=2022")


def test_completions_are_drawn_over_the_year_with_their_quarters(
    lively: World, visit: Door
) -> None:
    html = page(visit("binh"), f"{XA}?ky=2022")
    assert "Việc hoàn thành theo quý, năm 2022" in html
    assert "ky=2022-Q2&amp;do=deeds.completed" in html
    assert "ky=2022-H1&amp;do=deeds.completed" in html


def test_parts_of_the_year_are_asked_by_the_address(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}?ky=2022-Q1")
    assert "Số liệu quý I/2022" in html
    assert numbers(html, "Đảng bộ xã Nà Thử")[:4] == ["3", "1", "2", "3"]
    html = page(visit("binh"), f"{XA}?ky=2022-Q3")
    assert numbers(html, "Đảng bộ xã Nà Thử")[:4] == ["0", "0", "0", "0"]


@pytest.mark.parametrize("period", ["2021-2022", "2022-02", "2022-H2", "2026"])
def test_every_kind_of_period_has_its_page(lively: World, visit: Door, period: str) -> None:
    html = page(visit("binh"), f"{XA}?ky={period}")
    assert "bằng dòng cuối." in html
    assert f'<option value="{period}" selected>' in html
    page(visit("binh"), f"/don-vi/ban-ghi/tinh/huyen/xa?ky={period}&do=deeds.all")
    page(visit("binh"), f"/don-vi/trang/tinh/huyen/xa?ky={period}")


def test_a_closed_unit_begins_with_its_last_years(lively: World, visit: Door) -> None:
    commune = lively.unit("tinh/huyen/xa")
    commune.closed_on = date(2024, 7, 1)
    commune.save()
    html = page(visit("binh"), XA)
    assert "Số liệu năm 2022" in html
    assert "kết thúc 01/7/2024" in html
    late = page(visit("binh"), f"{XA}?ky=2025")
    assert "Cây tổ chức ngày 30/6/2024." in late


def test_it_says_who_has_not_registered(lively: World, visit: Door) -> None:
    html = page(visit("binh"), XA)
    assert "2 đảng viên chưa gửi đăng ký" in html
    assert "Chi bộ thôn Đồng Ao</a>: 1" in html
    assert "chờ xác nhận" in html
    above = page(visit("an"), "/don-vi/so-lieu/tinh/huyen")
    assert "1 trên 2 đơn vị chưa có ai đăng ký" in above
    part = page(visit("an"), "/don-vi/so-lieu/tinh/huyen?ky=2022-Q4")
    assert "1 trên 2 đơn vị chưa có ai đăng ký" in part


def test_a_cell_has_no_table_by_child(lively: World, visit: Door) -> None:
    html = page(visit("giang"), MOT)
    assert "Theo đơn vị trực thuộc" not in html
    assert "561" not in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ky=nam-ngoai", "hãy ghi như 2022"),
        ("ky=2010", "lập ngày 01/01/2015"),
        ("ky=2022&do=deeds.by_individual", "Gần nhất: deeds.by_individuals"),
        ("ky=2022&cay=mai", "Hãy chọn was, today"),
    ],
)
def test_what_cannot_be_shown_says_what_can(
    lively: World, visit: Door, query: str, words: str
) -> None:
    response = visit("binh").get(f"{XA}?{query}")
    assert response.status_code == 409
    assert words in response.content.decode()


def test_dung_must_not_know_of_it(lively: World, visit: Door) -> None:
    for url in (XA, MOT, "/don-vi/so-lieu/tinh"):
        assert visit("dung").get(url).status_code == 404


def test_below_the_parent_one_sees_its_total_of_whole_years_only(
    lively: World, visit: Door
) -> None:
    client = visit("giang")
    html = page(client, XA)
    assert "cấp trên của đơn vị anh, chị" in html
    assert 'class="n"' not in html
    assert "Chi bộ thôn Đồng Ao" not in html
    assert html.count("dưới 5") == 4
    assert client.get(f"{XA}?ky=2022-06").status_code == 409
    assert client.get("/don-vi/so-lieu/tinh/huyen").status_code == 404
    assert client.get("/don-vi/ban-ghi/tinh/huyen/xa?do=deeds.all").status_code == 403
    assert client.get(f"{XA}?dang=xlsx").status_code == 200
    assert client.get(f"{XA}?dang=xlsx")["Content-Type"].startswith("text/html")


def test_the_menu_leads_to_the_figures_of_ones_own_unit(lively: World, visit: Door) -> None:
    assert visit("binh").get("/don-vi/so-lieu/")["Location"] == XA


def test_the_table_can_be_taken_away(lively: World, visit: Door) -> None:
    response = visit("binh").get(f"{XA}?ky=2022&dang=xlsx")
    assert "so-lieu-tinh-huyen-xa-2022-viec-lam.xlsx" in response["Content-Disposition"]
    sheet = load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    assert rows[0][0] == "Tài liệu nội bộ"
    head, last = rows[3], rows[-1]
    column = head.index("Việc của tập thể đảng (việc)")
    assert last[0] == "Đảng bộ xã Nà Thử"
    assert last[column] == 3
    assert sum(int(str(row[column])) for row in rows[4:-1]) == 3


def test_the_same_table_as_csv(lively: World, visit: Door) -> None:
    response = visit("binh").get(f"{XA}?ky=2022&nhom=dong-gop&dang=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Tài liệu nội bộ"
    assert lines[3].startswith('Đơn vị,"Tiền đóng góp (đồng, ít nhất)"')
    assert lines[-1].startswith("Đảng bộ xã Nà Thử,5000000,")
    assert visit("binh").get(f"{XA}?dang=exe").status_code == 404


def grown(world: World, number: int) -> None:
    """More cells in the commune, each with a collective that has registered."""
    entries = [
        UnitEntry(f"tinh/huyen/xa/them-{n}", f"Chi bộ thôn Thêm {n}", "cell", "tinh/huyen/xa")
        for n in range(number)
    ]
    units = found_units(by=world.machine, entries=entries, on=FOUNDED)
    registered = [BulkRegistration(unit, [PLAIN, PLAIN], ON, collective=unit) for unit in units]
    register_many(by=world.machine, year=YEAR, entries=registered, today=LATER, now=NOW)


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    return len(queries)


@pytest.mark.parametrize(
    ("tab", "number"), [("viec-lam", 15), ("ket-qua", 15), ("dong-gop", 15), ("to-chuc", 29)]
)
def test_the_number_of_questions_does_not_grow_with_the_children(
    lively: World, visit: Door, tab: str, number: int
) -> None:
    client, url = visit("binh"), f"{XA}?ky=2022&nhom={tab}"
    assert asked(client, url) == number
    grown(lively, 35)
    assert asked(client, url) == number


@pytest.mark.parametrize("tab", ["viec-lam", "ket-qua", "dong-gop", "to-chuc"])
def test_the_page_of_many_children_is_light(lively: World, visit: Door, tab: str) -> None:
    grown(lively, 35)
    html = visit("binh").get(f"{XA}?ky=2022&nhom={tab}").content
    assert len(html) < 100_000


def test_more_children_than_fit_are_shown_in_parts_that_still_add_up(
    lively: World, visit: Door
) -> None:
    grown(lively, 65)
    client = visit("binh")
    html = page(client, f"{XA}?ky=2022")
    assert "Cộng 68 dòng bằng dòng cuối." in html
    further = re.search(r'rel="next" href="([^"]+)"', html)
    assert further
    assert parse_qs(urlsplit(further[1]).query)["amp;tu"] == ["40"]
    assert "40 trên 68 dòng" in html
    assert "khác</" in html  # one bar for all but the largest
    rest = page(client, further[1].replace("&amp;", "&"))
    assert "28 trên 68 dòng" not in rest
    assert numbers(rest, "Đảng bộ xã Nà Thử")[0] == numbers(html, "Đảng bộ xã Nà Thử")[0]

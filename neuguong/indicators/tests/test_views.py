"""Pages of indicators: what each reader finds, doors that open, forms that say what is wrong."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkRegistration
from neuguong.indicators.actions import open_siblings
from neuguong.indicators.models import ExternalFigure, Indicator, Target, ValidationRule
from neuguong.indicators.tests.conftest import LATER, ON, PLAIN, Door
from neuguong.rollup.actions import fold_all
from tests.world import NOW, TODAY, YEAR, World

XA, MOT, HUYEN = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen"
PAGES = (
    "tong-hop",
    "so-sanh",
    "xem-lai",
    "con-thieu",
    "theo-khoi",
    "muc-tieu",
    "ben-ngoai",
    "soan",
)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_opens(lively: World, visit: Door, name: str) -> None:
    client = visit("binh")
    html = page(client, f"/chi-tieu/{name}/{XA}?ky=2022")
    doors = {d.replace("&amp;", "&") for d in re.findall(r'href="(/[^"#]*)"', html)}
    for door in doors:
        if not door.startswith("/static/"):
            assert client.get(door).status_code in (200, 302), door


def test_a_value_opens_to_its_parts_and_they_to_their_records(lively: World, visit: Door) -> None:
    client = visit("binh")
    html = page(client, f"/chi-tieu/tong-hop/{XA}?ky=2022")
    assert "20%" in html
    one = page(client, f"/chi-tieu/mot/{XA}?ky=2022&do=indicators.deeds_kept")
    assert "100 × “Việc đã đăng ký và hoàn thành” ÷ “Việc đã đăng ký”" in one
    assert f'href="/don-vi/ban-ghi/{XA}?ky=2022&amp;do=deeds.kept"' in one


def test_nobody_beneath_sees_siblings_until_it_is_opened(lively: World, visit: Door) -> None:
    cell, other = lively.unit(MOT), lively.unit("tinh/huyen/xa/hai")
    entry = BulkRegistration(other, [PLAIN] * 6, ON, person=lively.people["Bình"])
    many = [
        BulkRegistration(cell, [PLAIN] * 6, ON, collective=cell),
        BulkRegistration(other, [PLAIN] * 6, ON, collective=other), entry,
    ]  # fmt: skip
    register_many(by=lively.machine, year=YEAR, entries=many, today=LATER, now=NOW)
    client = visit("giang")
    url = f"/chi-tieu/so-sanh/{XA}?ky=2022&do=deeds.all"
    html = page(client, url)
    assert cell.name in html
    assert other.name not in html
    assert "Đảng bộ xã Nà Thử" in html
    open_siblings(by=lively.an, unit_id=lively.unit(XA).pk, today=TODAY)
    html = page(client, url)
    assert other.name in html
    assert f"/chi-tieu/mot/{other.slug}" not in html
    assert f"/chi-tieu/mot/{cell.slug}" in html
    assert client.get(f"/chi-tieu/so-sanh/{XA}?ky=2022-06").status_code == 409
    assert client.get(f"/chi-tieu/so-sanh/{HUYEN}?ky=2022").status_code == 404
    assert visit("dung").get(url).status_code == 404


def test_small_numbers_of_siblings_stay_hidden(lively: World, visit: Door) -> None:
    open_siblings(by=lively.an, unit_id=lively.unit(XA).pk, today=TODAY)
    html = page(visit("giang"), f"/chi-tieu/so-sanh/{XA}?ky=2022&do=deeds.all")
    row = re.search(r"<tr[^>]*><th[^>]*>\s*Chi bộ thôn Đồng Ao.*?</tr>", html)
    assert row
    assert "2 việc" not in row[0].replace("\u00a0", " ")


def test_rows_are_ordered_by_a_link_without_a_script(lively: World, visit: Door) -> None:
    url = f"/chi-tieu/so-sanh/{XA}?ky=2022&xep="
    first = page(visit("binh"), url + "indicators.deeds_kept")
    assert first.index("Chi bộ thôn Phiêng Tác") < first.index("Chi bộ thôn Đồng Ao")
    last = page(visit("binh"), url + "-indicators.deeds_kept")
    assert last.index("Chi bộ thôn Đồng Ao") < last.index("Chi bộ thôn Phiêng Tác")


def test_a_target_is_set_shown_and_taken_back(lively: World, visit: Door) -> None:
    client, url = visit("binh"), f"/chi-tieu/muc-tieu/{XA}?ky=2022"
    typed = {"key": "indicators.deeds_kept", "period": "2022", "value": "85,5%", "for_each": "on"}
    assert client.post(url, typed).status_code == 302
    html = page(client, url)
    assert "từ 85,5%, chưa đạt" in html
    assert '<progress aria-label="Tỷ lệ việc hoàn thành" value="23" max="100">' in html
    below = page(visit("giang"), f"/chi-tieu/tong-hop/{MOT}?ky=2022")
    assert "theo Đảng bộ xã Nà Thử" in below
    one = page(client, f"/chi-tieu/mot/{XA}?ky=2022&do=indicators.deeds_kept")
    assert "0 trên 2 đơn vị có mục tiêu đã đạt." in one
    drop = f"/chi-tieu/bo-muc-tieu/{XA}?ky=2022&so={Target.objects.get().pk}"
    assert client.get(drop).status_code == 200
    assert visit("giang").get(drop).status_code == 404
    assert client.post(drop).status_code == 302
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"period": "22", "value": "5"}, "Không có kỳ"),
        ({"period": "2022", "value": "nhiều"}, "Không đọc được số"),
        ({"period": "2022", "value": ""}, "bắt buộc"),
        ({"period": "2001", "value": "5"}, "sớm hơn ngày"),
    ],
)
def test_a_target_that_cannot_be_kept_says_why(
    lively: World, visit: Door, typed: dict[str, str], words: str
) -> None:
    answer = visit("binh").post(f"/chi-tieu/muc-tieu/{XA}?ky=2022", {"key": "deeds.all", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_indicator_and_a_rule_are_written_on_the_page(lively: World, visit: Door) -> None:
    client, url = visit("binh"), f"/chi-tieu/soan/{XA}?ky=2022"
    typed = {
        "viec": "chi-so", "name": "Việc mỗi đảng viên", "formula": "deeds.all / people.members",
        "unit_word": "việc", "decimals": "2", "direction": "more", "since": "01/01/2022",
    }  # fmt: skip
    wrong = client.post(url, {**typed, "formula": "deeds.al / 2"})
    assert wrong.status_code == 422
    assert "Gần nhất: deeds.all" in wrong.content.decode()
    assert client.post(url, typed).status_code == 302
    assert "Việc mỗi đảng viên" in page(client, f"/chi-tieu/tong-hop/{XA}?ky=2022")
    rule = {
        "viec": "quy-tac", "sentence": "Ai cũng có việc", "left": "deeds.all", "operator": ">=",
        "right": "10", "severity": "1", "since": "01/01/2022",
    }  # fmt: skip
    assert client.post(url, rule).status_code == 302
    assert "Việc đã đăng ký là 5; 10 là 10." in page(client, f"/chi-tieu/xem-lai/{XA}?ky=2022")
    one, two = Indicator.objects.get(unit__slug=XA), ValidationRule.objects.get(unit__slug=XA)
    for query in (f"cs={one.pk}", f"qt={two.pk}"):
        end = f"/chi-tieu/ket-thuc/{XA}?ky=2022&{query}"
        assert client.get(end).status_code == 200
        assert client.post(end).status_code == 302
        assert client.get(end).status_code == 404


def test_a_published_figure_is_typed_with_its_source(lively: World, visit: Door) -> None:
    client, url = visit("an"), "/chi-tieu/ben-ngoai/tinh?ky=2021"
    typed = {"key": "indicators.competitiveness_rank", "year": "2021", "value": "2", "source": ""}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, {**typed, "source": "Báo cáo PCI 2021"}).status_code == 302
    html = page(client, "/chi-tieu/tong-hop/tinh?ky=2021")
    assert "Báo cáo PCI 2021" in html
    assert "2 hạng" in html.replace("\u00a0", " ")
    drop = f"/chi-tieu/bo-ben-ngoai/tinh?so={ExternalFigure.objects.get().pk}"
    assert client.post(drop).status_code == 302
    assert not ExternalFigure.objects.exists()


def test_the_cut_by_sector_opens_to_units(lively: World, visit: Door) -> None:
    client = visit("binh")
    html = page(client, f"/chi-tieu/theo-khoi/{XA}?ky=2022&theo=he")
    assert "Các cột không cộng" not in html
    behind = page(client, f"/chi-tieu/theo-khoi/{XA}?ky=2022&theo=he&o=1&do=deeds.all")
    assert "Tổ chức đảng: Việc đã đăng ký" in behind
    assert f'href="/don-vi/ban-ghi/{MOT}?ky=2022&amp;do=deeds.all&amp;rieng=1"' in behind


def test_a_branch_too_large_to_cut_is_refused_in_words(
    lively: World, visit: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuguong.indicators.rules.MOST_UNITS_CUT", 2)
    html = page(visit("binh"), f"/chi-tieu/theo-khoi/{XA}?ky=2022")
    assert "nhiều hơn 2. Chọn một đơn vị trực thuộc" in html


def test_who_has_not_leads_to_the_list_of_the_cell(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"/chi-tieu/con-thieu/{XA}?ky=2022&viec=gui")
    assert "4/5" in html
    assert f'href="/viec-lam/{MOT}?nam=2022"' in html
    assert "1 nơi chưa làm đủ" in html


BUDGETS = {
    "tong-hop": 34, "so-sanh": 20, "xem-lai": 20, "con-thieu": 16, "theo-khoi": 16,
    "muc-tieu": 16, "ben-ngoai": 16, "soan": 16, "mot": 26,
}  # fmt: skip


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_keeps_to_its_number_of_statements(lively: World, visit: Door, name: str) -> None:
    fold_all()
    client = visit("binh")
    with CaptureQueriesContext(connection) as queries:
        page(client, f"/chi-tieu/{name}/{XA}?ky=2022&do=indicators.deeds_kept")
    assert len(queries) <= BUDGETS[name], [query["sql"][:90] for query in queries]

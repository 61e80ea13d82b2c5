"""The records behind a figure: their way, their sum, their doors, and whose names are shown."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import register_many
from neuguong.deeds.actions.entries import BulkDeed, BulkRegistration, DeedEntry
from neuguong.deeds.models import Deed
from neuguong.home import rules
from neuguong.home.tests.conftest import LATER, ON, PLAIN, Door
from neuguong.rollup.queries import catalogue
from tests.world import NOW, YEAR, World

XA = "/don-vi/ban-ghi/tinh/huyen/xa?ky=2022"
MOT = "/don-vi/ban-ghi/tinh/huyen/xa/mot?ky=2022"
HUYEN = "/don-vi/ban-ghi/tinh/huyen?ky=2022"


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


def many(world: World, number: int) -> None:
    """A second collective with that many deeds."""
    unit = world.unit("tinh/huyen/xa/hai")
    deeds = [BulkDeed(DeedEntry(f"Trồng hàng cây số {n} ở đầu thôn")) for n in range(number)]
    entry = BulkRegistration(unit, deeds, ON, collective=unit)
    register_many(by=world.machine, year=YEAR, entries=[entry], today=LATER, now=NOW)


def test_the_records_add_up_to_the_figure_that_was_opened(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}&do=deeds.by_party_collectives")
    assert "Việc của tập thể đảng: 3 việc" in html
    assert "3 dòng cộng lại 3, bằng con số vừa mở." in html
    assert html.count("Dọn vệ sinh đường thôn mỗi tháng") == 3


def test_the_way_of_the_number_leads_up_and_down(lively: World, visit: Door) -> None:
    html = page(visit("an"), f"{XA}&do=deeds.by_party_collectives")
    trail = re.search(r'<ol class="trail">(.*?)</ol>', html)
    assert trail
    assert trail[1].count("<li>") == 3
    assert "/don-vi/ban-ghi/tinh?ky=2022&amp;do=deeds.by_party_collectives" in trail[1]
    assert "/don-vi/ban-ghi/tinh/huyen/xa/mot?ky=2022&amp;do=deeds.by_party_collectives" in html
    below = page(visit("binh"), f"{XA}&do=deeds.by_party_collectives")
    assert "ban-ghi/tinh?ky" not in below


def test_every_measure_opens_and_adds_up(lively: World, visit: Door) -> None:
    client = visit("binh")
    for key in catalogue():
        assert "khác con số vừa mở" not in page(client, f"{XA}&do={key}"), key


def test_a_ratio_counts_one_for_what_is_kept_and_nought_for_the_rest(
    lively: World, visit: Door
) -> None:
    html = page(visit("binh"), f"{XA}&do=deeds.completion_rate")
    assert "7 dòng cộng lại 1, bằng con số vừa mở." in html


def test_money_is_shown_with_its_qualifier(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}&do=contributions.money")
    assert "ít nhất 5.000.000 đồng" in html


def test_records_of_the_unit_itself_can_be_opened_alone(lively: World, visit: Door) -> None:
    commune = lively.unit("tinh/huyen/xa")
    entry = BulkRegistration(commune, [PLAIN], ON, collective=commune)
    register_many(by=lively.machine, year=YEAR, entries=[entry], today=LATER, now=NOW)
    html = page(visit("binh"), f"{XA}&do=deeds.by_party_collectives&rieng=1")
    assert "1 dòng cộng lại 1, bằng con số vừa mở." in html
    assert "Trực tiếp ở đơn vị" in html


def test_a_long_list_goes_on_page_after_page(lively: World, visit: Door) -> None:
    many(lively, 60)
    client = visit("binh")
    html = page(client, f"{XA}&do=deeds.by_party_collectives")
    assert "50 dòng trên trang này cộng lại 50. Cả danh sách 63 dòng, cộng lại 63." in html
    further = re.search(r'rel="next" href="([^"]+)"', html)
    assert further
    rest = page(client, further[1].replace("&amp;", "&"))
    assert "13 dòng trên trang này cộng lại 13." in rest
    assert 'rel="next"' not in rest
    assert "Về 50 dòng đầu" in rest


def test_nothing_behind_a_figure_is_said(world: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}&do=deeds.all")
    assert "Không có bản ghi nào" in html


# --- names ------------------------------------------------------------------------------------------


def test_names_are_read_within_the_grassroots_organisation(lively: World, visit: Door) -> None:
    html = page(visit("binh"), f"{XA}&do=deeds.people")
    assert "Nông Thị Chi" in html
    assert "che tên" not in html


def test_above_it_persons_have_no_name_and_no_door(lively: World, visit: Door) -> None:
    html = page(visit("an"), f"{HUYEN}&do=deeds.by_individuals")
    assert "Nông Thị Chi" not in html
    assert "Lý Văn Sính" not in html
    assert html.count("một người") == 3
    assert 'href="/viec/' not in html
    assert "Ghi lý do để mở" in html


def test_collectives_keep_their_names_and_doors(lively: World, visit: Door) -> None:
    html = page(visit("an"), f"{HUYEN}&do=deeds.by_party_collectives")
    deed = Deed.objects.filter(subject_kind=2).first()
    assert deed is not None
    assert f'href="/viec/{deed.pk}/"' in html
    assert "Chi bộ thôn Phiêng Tác" in html
    assert "che tên" not in html


def test_the_doors_that_are_shown_open(lively: World, visit: Door) -> None:
    for who, url in (("an", HUYEN), ("binh", XA), ("chi", MOT), ("giang", MOT)):
        client = visit(who)
        html = page(client, f"{url}&do=deeds.all")
        for door in set(re.findall(r'href="(/viec/\d+/)"', html)):
            assert client.get(door).status_code == 200, (who, door)


def test_a_reason_opens_the_names_for_some_hours(lively: World, visit: Door) -> None:
    client = visit("an")
    closed = page(client, f"{HUYEN}&do=deeds.people")
    door = re.search(r'href="(/don-vi/mo-ten/[^"]+)"', closed)
    assert door
    url = door[1].replace("&amp;", "&")
    assert "Lý do" in page(client, url)
    assert client.post(url, {"reason": "ngắn"}).status_code == 200
    assert "Nông Thị Chi" not in page(client, f"{HUYEN}&do=deeds.people")
    answer = client.post(url, {"reason": "Kiểm tra hồ sơ khen thưởng năm 2022"})
    assert answer["Location"] == f"{HUYEN}&do=deeds.people"
    assert "Nông Thị Chi" in page(client, f"{HUYEN}&do=deeds.people")
    kept = AuditEntry.objects.filter(act="people.see_names")
    assert [entry.reason for entry in kept] == ["Kiểm tra hồ sơ khen thưởng năm 2022"]
    _path, until = client.session["names_opened"][0]
    left = until - timezone.now().timestamp()
    assert 0 < left <= rules.NAMES_OPEN_FOR.total_seconds() <= timedelta(hours=8).total_seconds()


def test_after_those_hours_the_names_are_closed_again(lively: World, visit: Door) -> None:
    client = visit("an")
    session = client.session
    past = timezone.now() - timedelta(minutes=1)
    session["names_opened"] = [[lively.unit("tinh/huyen").path, past.timestamp()]]
    session.save()
    assert "Nông Thị Chi" not in page(client, f"{HUYEN}&do=deeds.people")


def test_only_those_with_the_right_may_open_names(lively: World, visit: Door) -> None:
    reason = {"reason": "Tôi muốn xem tên mọi người"}
    assert visit("chi").post("/don-vi/mo-ten/tinh/huyen/xa/mot", reason).status_code == 403
    assert visit("chi").get("/don-vi/mo-ten/tinh/huyen/xa/mot").status_code == 403
    assert visit("dung").post("/don-vi/mo-ten/tinh/huyen/xa", reason).status_code == 404
    assert visit("dung").get("/don-vi/mo-ten/tinh/huyen").status_code == 404


def test_a_file_masks_what_the_page_masks(lively: World, visit: Door) -> None:
    def rows(who: str, url: str) -> list[tuple[object, ...]]:
        response = visit(who).get(f"{url}&do=deeds.people&dang=xlsx")
        assert response.status_code == 200
        sheet = load_workbook(BytesIO(response.content)).active
        assert sheet is not None
        return [row for row in sheet.iter_rows(values_only=True) if row[0]]

    far, near = rows("an", HUYEN), rows("binh", XA)
    assert "Nông Thị Chi" not in str(far)
    assert "Nông Thị Chi" in str(near)
    assert (far[-1][0], far[-1][-1]) == ("Cộng 2 dòng", 2)


def test_too_long_a_list_is_refused_with_the_way_out(
    lively: World, visit: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LARGEST_FILE", 2)
    response = visit("binh").get(f"{XA}&do=deeds.all&dang=xlsx")
    assert response.status_code == 409
    assert "kỳ ngắn hơn" in response.content.decode()


def test_dung_must_not_know_of_it(lively: World, visit: Door) -> None:
    for url in (XA, MOT, HUYEN):
        assert visit("dung").get(f"{url}&do=deeds.all").status_code == 404


def test_an_unknown_measure_is_refused_with_the_nearest(lively: World, visit: Door) -> None:
    response = visit("binh").get(f"{XA}&do=deeds.peple")
    assert response.status_code == 409
    assert "deeds.people" in response.content.decode()
    assert visit("binh").get(XA).status_code == 409


# --- cost -------------------------------------------------------------------------------------------


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    return len(queries)


def test_the_number_of_questions_does_not_grow_with_the_records(lively: World, visit: Door) -> None:
    url = f"{XA}&do=deeds.by_party_collectives"
    assert asked(visit("binh"), url) == 15
    many(lively, 80)
    assert asked(visit("binh"), url) == 15


def test_a_page_of_records_is_light(lively: World, visit: Door) -> None:
    many(lively, 80)
    html = visit("binh").get(f"{XA}&do=deeds.by_party_collectives").content
    assert len(html) < 100_000

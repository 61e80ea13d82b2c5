"""The pages of reports: who sees them, what they show, what they keep, and their files."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from neuguong.reports import actions
from neuguong.reports.models import ReportWords
from neuguong.reports.queries import report_bytes, written
from neuguong.reports.tests.year import BRIDGE, CELL, COMMUNE, ROAD, YEAR, deed, fill
from tests.world import World

REPORT = reverse("reports:report", args=[COMMUNE]) + "?ky=2022"
WORDS = reverse("reports:words", args=[COMMUNE]) + "?ky=2022"
HEADING = reverse("reports:heading", args=[COMMUNE]) + "?ky=2022"
EXAMPLES = reverse("reports:examples", args=[COMMUNE]) + "?ky=2022"
PAGES = (REPORT, WORDS, HEADING, EXAMPLES)


@pytest.fixture
def filled(world: World) -> World:
    """The small country with a year of deeds."""
    fill(world)
    return world


def as_(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.accounts[who])
    return client


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_guests_are_asked_to_sign_in(world: World) -> None:
    for url in (REPORT, EXAMPLES, reverse("reports:start")):
        assert Client().get(url).status_code == 302


def test_a_stranger_learns_nothing_and_a_member_gets_the_sentence(world: World) -> None:
    for url in PAGES:
        post = url in (WORDS, HEADING)
        for who, status in (("dung", 404), ("chi", 404)):
            client = as_(world, who)
            answer = client.post(url) if post else client.get(url)
            assert answer.status_code == status, (who, url)
    own = reverse("reports:report", args=[CELL])
    assert "chưa có quyền" in text_of(as_(world, "chi"), own, 403)


def test_the_paper_its_checks_and_its_doors(filled: World) -> None:
    page = text_of(as_(filled, "binh"), REPORT)
    assert "ĐẢNG ỦY XÃ NÀ THỬ" in page
    assert 'class="bound" href="/don-vi/ban-ghi/tinh/huyen/xa?ky=2022&amp;do=deeds.people"' in page
    assert "Cộng từ 3 đơn vị: khớp." in page
    assert "Lời và phụ lục dùng chung một nguồn." in page
    assert "9 đoạn chưa viết." in page
    assert "Chưa chọn việc tiêu biểu." in page
    assert "Chưa có họ tên người ký." in page
    assert "2\u00a0việc chưa có kết quả cuối." in page
    assert "năm 2022 chưa chốt" in page.lower()
    assert "DỰ THẢO" in page
    assert " style=" not in page


def test_one_who_only_reads_is_offered_no_form(filled: World) -> None:
    filled.accounts["binh"].grants.update(role="inspector")
    client = as_(filled, "binh")
    page = text_of(client, REPORT)
    assert "Phần người soạn viết" not in page
    assert "Viết đoạn còn thiếu" not in page
    assert client.get(EXAMPLES).status_code == 403
    assert client.post(WORDS, {"part": "study"}).status_code == 403


def test_a_part_opens_is_written_and_stands_on_the_paper(filled: World) -> None:
    client = as_(filled, "binh")
    page = text_of(client, f"{REPORT}&doan=inspection")
    assert 'name="inspection-text"' in page
    assert page.count("<textarea") == 1
    answer = client.post(
        WORDS, {"part": "inspection", "inspection-text": "Đã kiểm tra 2 chi bộ.",
                "inspection-version": "0"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("#doan-inspection")
    page = text_of(client, REPORT)
    assert re.search(r"<p>Đã kiểm tra 2 chi bộ\.\s*</p>", page)
    assert "Đã lưu: Kiểm tra, giám sát." in page
    assert "8 đoạn chưa viết." in page


def test_words_that_cannot_be_kept_stay_on_the_page(filled: World) -> None:
    unit = filled.unit(COMMUNE)
    actions.save_words(
        by=filled.an, unit_id=unit.pk, period=YEAR, part="study", text="Lời của An", version=0
    )
    answer = as_(filled, "binh").post(
        WORDS, {"part": "study", "study-text": "Lời của Bình", "study-version": "0"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lý Thị An vừa sửa đoạn này" in page
    assert "Lời của Bình</textarea>" in page
    assert ReportWords.objects.get().text == "Lời của An"


def test_the_heading_is_read_as_officials_write_days(filled: World) -> None:
    client = as_(filled, "binh")
    assert 'placeholder="Đảng ủy xã Nà Thử"' in text_of(client, f"{REPORT}&doan=dau")
    answer = client.post(HEADING, {"dau-day": "15-12-2022", "dau-number": "12"})
    assert answer.status_code == 302
    page = text_of(client, REPORT)
    assert re.search(r"ngày\s+15", page)
    wrong = client.post(HEADING, {"dau-day": "cuối tuần"})
    assert wrong.status_code == 409
    assert "Không đọc được ngày" in wrong.content.decode()


def test_examples_are_chosen_and_looking_keeps_the_ticks(filled: World) -> None:
    client = as_(filled, "binh")
    page = text_of(client, EXAMPLES)
    assert ROAD in page
    assert "Mẩy" not in page
    one, other = deed(ROAD).pk, deed(BRIDGE).pk
    found = client.post(EXAMPLES, {"viec": [one], "tim": "bac cau", "xem": ""}).content.decode()
    assert f'value="{one}" checked' in found
    assert f'value="{other}" ' in found
    assert client.post(EXAMPLES, {"viec": [one, other], "luu": ""}).status_code == 302
    assert written(filled.unit(COMMUNE), YEAR).examples == (one, other)
    refused = client.post(EXAMPLES, {"viec": ["999999", "abc"], "luu": ""})
    assert refused.status_code == 409
    assert "không còn ở trạng thái hoàn thành" in refused.content.decode()


def test_files_are_those_of_the_command(filled: World) -> None:
    client = as_(filled, "binh")
    for form in ("pdf", "docx", "xlsx", "html", "json"):
        answer = client.get(f"{REPORT}&dang={form}")
        assert answer.status_code == 200
        assert answer.content == report_bytes(filled.unit(COMMUNE), YEAR, form, by=filled.an)
        name = f'attachment; filename="bao-cao-xa-2022.{form}"'
        assert answer.headers["Content-Disposition"] == name
    assert client.get(f"{REPORT}&dang=exe").status_code == 409


def test_a_period_that_cannot_be_is_refused_and_none_is_the_newest_year(filled: World) -> None:
    client = as_(filled, "binh")
    path = reverse("reports:report", args=[COMMUNE])
    assert client.get(f"{path}?ky=abc").status_code == 409
    assert client.get(f"{path}?ky=2001").status_code == 409
    assert "Báo cáo năm 2022" in text_of(client, path)
    assert "Báo cáo quý II/2022" in text_of(client, f"{path}?ky=2022-Q2")


def test_the_menu_leads_to_the_report_of_one_s_own_branch(world: World) -> None:
    start = reverse("reports:start")
    assert as_(world, "binh").get(start).headers["Location"] == REPORT.partition("?")[0]
    assert as_(world, "chi").get(start).status_code == 403

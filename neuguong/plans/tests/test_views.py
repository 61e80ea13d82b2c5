"""Pages of plans: what each reader finds, links that open, forms that say what is wrong, files."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from neuguong.plans import actions
from neuguong.plans.models import Plan
from neuguong.plans.rules import Level, PlanState
from neuguong.plans.tests.conftest import Door, Planned, approved
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db

XA, MOT, HUYEN = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen"


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:1500]
    return " ".join(response.content.decode().split())


@pytest.fixture
def lively(planned: Planned) -> Planned:
    """The commune has an approved plan that both its cells were given."""
    plan = approved(planned.world, planned.world.unit(XA), planned.district)
    actions.assign_plan(
        by=planned.world.binh, plan_id=plan.pk, level=Level.CELLS, today=TODAY, due_on=TODAY
    )
    return planned


@pytest.mark.parametrize(
    "url",
    [
        f"/ke-hoach/don-vi/{XA}?nam={YEAR}",
        f"/ke-hoach/don-vi/{XA}?nam=2021",
        f"/ke-hoach/cap-duoi/{XA}?nam={YEAR}",
        f"/ke-hoach/cap-duoi/{XA}?nam={YEAR}&loc=chua",
        f"/ke-hoach/nhiem-ky/{XA}",
        f"/ke-hoach/ban-chi-dao/{XA}",
        f"/ke-hoach/phan-cong/{MOT}",
    ],
)
def test_every_link_of_a_page_opens(lively: Planned, visit: Door, url: str) -> None:
    client = visit("binh")
    html = page(client, url)
    doors = {d.replace("&amp;", "&") for d in re.findall(r'href="(/[^"#]*)"', html)}
    for door in doors:
        if not door.startswith("/static/"):
            assert client.get(door).status_code in (200, 302), door


def test_a_secretary_adopts_and_sends_by_the_screens_alone(lively: Planned, visit: Door) -> None:
    world = lively.world
    Plan.objects.filter(unit=world.unit(MOT)).delete()
    client = visit("giang")
    html = page(client, f"/ke-hoach/don-vi/{MOT}?nam={YEAR}")
    assert "Nhận kế hoạch cấp trên" in html
    url = f"/ke-hoach/nhan/{MOT}?nam={YEAR}"
    assert "Mỗi chi bộ sinh hoạt chuyên đề mỗi quý" in page(client, url)
    made = client.post(url, {"source": "above"})
    assert made.status_code == 302
    plan = Plan.objects.get(unit=world.unit(MOT), year=YEAR)
    assert client.post(f"/ke-hoach/{plan.pk}/gui/").status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTED
    assert "Chờ duyệt" in page(client, f"/ke-hoach/{plan.pk}/")


def test_an_approved_plan_is_read_by_everyone_beneath_and_by_no_stranger(
    lively: Planned, visit: Door
) -> None:
    url = f"/ke-hoach/{lively.district.pk}/"
    html = page(visit("giang"), url)
    assert "Gửi kế hoạch" not in html
    assert visit("chi").get(url).status_code == 200
    assert visit("dung").get(url).status_code == 404
    draft = Plan.objects.get(unit=lively.world.unit(MOT))
    assert visit("dung").get(f"/ke-hoach/{draft.pk}/").status_code == 404
    assert visit("chi").post(f"/ke-hoach/{draft.pk}/gui/").status_code == 403


def test_what_is_returned_shows_its_reason(lively: Planned, visit: Door) -> None:
    plan = Plan.objects.get(unit=lively.world.unit(MOT))
    actions.submit_plan(by=lively.world.giang, plan_id=plan.pk, today=TODAY)
    client = visit("an")
    assert client.post(f"/ke-hoach/{plan.pk}/tra-lai/", {"why": ""}).status_code == 422
    back = client.post(f"/ke-hoach/{plan.pk}/tra-lai/", {"why": "Ghi rõ ai phụ trách"})
    assert back.status_code == 302
    assert "Ghi rõ ai phụ trách" in page(visit("giang"), f"/ke-hoach/{plan.pk}/")


def test_the_tree_says_who_has_and_the_list_whom_to_call(lively: Planned, visit: Door) -> None:
    html = page(visit("binh"), f"/ke-hoach/cap-duoi/{XA}?nam={YEAR}")
    assert "0 trên 2" in html
    assert "1 trên 1" in html
    html = page(visit("binh"), f"/ke-hoach/cap-duoi/{XA}?nam={YEAR}&loc=tre")
    assert "Lường Văn Giang" in html
    # Above the grassroots organisation nobody is named.
    assert "Lường Văn Giang" not in page(visit("an"), f"/ke-hoach/cap-duoi/tinh?nam={YEAR}&loc=tre")
    for form, begins in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        url = f"/ke-hoach/cap-duoi/{XA}?nam={YEAR}&dang={form}"
        assert visit("binh").get(url).content.startswith(begins)


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!")])
def test_a_plan_prints_the_same_bytes_each_time(
    lively: Planned, visit: Door, form: str, begins: bytes
) -> None:
    url = f"/ke-hoach/{lively.district.pk}/van-ban/?dang={form}"
    first, second = (visit("an").get(url).content for _time in range(2))
    assert first.startswith(begins)
    assert first == second


def test_the_paper_reads_as_its_layout_asks(lively: Planned, visit: Door) -> None:
    plan = Plan.objects.get(unit=lively.world.unit(XA))
    html = page(visit("binh"), f"/ke-hoach/{plan.pk}/van-ban/")
    for words in (
        "Kế hoạch", "Mục đích, yêu cầu", "Nội dung đột phá", "Số hóa hồ sơ đảng viên",
        "Trách nhiệm nêu gương của người đứng đầu", "Danh mục nhiệm vụ", "T/M Đảng ủy",
    ):  # fmt: skip
        assert words.casefold() in html.casefold(), words


def test_the_tree_asks_a_fixed_number_of_questions(lively: Planned, visit: Door) -> None:
    client = visit("an")
    url = f"/ke-hoach/cap-duoi/tinh?nam={YEAR}"
    page(client, url)
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    assert len(queries) <= 14
    with CaptureQueriesContext(connection) as listed:
        page(client, f"{url}&loc=chua")
    assert len(listed) <= 17

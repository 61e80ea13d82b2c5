"""The pages: who finds what, and every form can be sent."""

import io

import docx
import pytest
from pytest_django import DjangoAssertNumQueries

from neuguong.privacy.actions.breaches import BreachEntry, open_breach
from neuguong.privacy.actions.requests import ask
from neuguong.privacy.models import Breach, Consent, DataRequest, Forgetting
from neuguong.privacy.rules import RequestKind
from neuguong.privacy.tests.conftest import CELL, Visit
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
BASE = "/du-lieu-ca-nhan/"


@pytest.fixture
def busy(lively: World, visit: Visit) -> World:
    """A request and a breach are under way."""
    ask(by=lively.chi, kind=RequestKind.DELETE, note="Xin xóa tên tôi", today=TODAY)
    unit = lively.unit("tinh/huyen/xa")
    entry = BreachEntry("Mất một tờ đăng ký", 1, "không đáng kể", "đã tìm", "văn phòng")
    open_breach(by=lively.an, unit_id=unit.pk, found_at=NOW, entry=entry, now=NOW)
    return lively


def pages(world: World) -> dict[str, list[str]]:
    request, breach = DataRequest.objects.get().uid, Breach.objects.get().uid
    chi = world.people["Chi"].pk
    return {
        "chi": ["", "thong-bao/", "gui-yeu-cau/"],
        "giang": [f"don-vi/{CELL}", f"yeu-cau/nhan/{CELL}"],
        "ha": [
            "", "yeu-cau/", "yeu-cau/?xong=1", f"yeu-cau/{request}/", f"yeu-cau/{request}/tra-loi/",
            f"xoa-ten/{chi}/", "su-co/", "su-co/ghi/tinh", f"su-co/{breach}/",
            f"su-co/{breach}/thong-bao/", "luu-giu/", "can-cu/tinh", "danh-gia/tinh",
            "danh-gia/tinh?dang=md", f"don-vi/{CELL}",
        ],
    }  # fmt: skip


def test_every_form_carries_its_token(busy: World, visit: Visit) -> None:
    for who, paths in pages(busy).items():
        client = visit(who)
        for path in paths:
            answer = client.get(BASE + path)
            assert answer.status_code == 200, path
            html = answer.content.decode().partition("<main")[2].partition("</main>")[0]
            assert html.count('method="post"') == html.count("csrfmiddlewaretoken"), path


@pytest.mark.parametrize(
    ("who", "path", "number"), [("chi", "", 16), ("giang", f"don-vi/{CELL}", 22), ("ha", "yeu-cau/", 9)]
)  # fmt: skip
def test_a_page_asks_a_fixed_number_of_questions(
    busy: World, visit: Visit, who: str, path: str, number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = visit(who)
    with django_assert_max_num_queries(number):
        client.get(BASE + path)


def test_names_of_a_cell_stay_there(busy: World, visit: Visit) -> None:
    assert "Nông Thị Chi" in visit("giang").get(f"{BASE}don-vi/{CELL}").content.decode()
    html = visit("ha").get(f"{BASE}don-vi/{CELL}").content.decode()
    assert "Nông Thị Chi" not in html
    assert "Tên người chỉ hiện" in html


def test_the_desk_answers_a_request_to_delete(busy: World, visit: Visit) -> None:
    ha, found = visit("ha"), DataRequest.objects.get()
    url = f"{BASE}yeu-cau/{found.uid}/"
    assert "Xin xóa tên tôi" in ha.get(url).content.decode()
    ha.post(url, {"act": "take_up"})
    forget = f"{BASE}xoa-ten/{busy.people['Chi'].pk}/"
    assert ha.post(forget, {"act": "forget", "reason": "ngắn"}).status_code == 422
    ha.post(forget, {"act": "forget", "reason": "theo đơn ngày 14/6/2022"})
    assert Forgetting.objects.count() == 1
    said = {"act": "close", "outcome": "done", "answer": "Đã xóa.", "proof": "lần xóa tên 1"}
    ha.post(url, said)
    html = ha.get(f"{url}tra-loi/").content.decode()
    assert "Đã xóa." in html
    assert "Nông Thị Chi" not in html


def test_a_yes_on_the_page(busy: World, visit: Visit) -> None:
    chi = visit("chi")
    chi.post(f"{BASE}dong-y/", {"purpose": "publish", "given": "1"})
    assert Consent.objects.get().given
    chi.post(f"{BASE}dong-y/", {"purpose": "nothing", "given": "1"})
    assert Consent.objects.count() == 1
    assert chi.post(f"{BASE}tai-ve/")["Content-Type"] == "application/zip"


def test_the_assessment_is_a_paper_of_the_unit(busy: World, visit: Visit) -> None:
    answer = visit("ha").get(f"{BASE}danh-gia/tinh?dang=docx")
    assert answer["Content-Disposition"] == 'attachment; filename="danh-gia-tac-dong.docx"'
    paper = docx.Document(io.BytesIO(answer.content))
    headings = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 2"]
    assert [line.partition(".")[0].strip() for line in headings] == list("12345678")
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {"HỒ SƠ"} <= {p.text for p in paper.paragraphs}
    assert "Lộ việc một người là đảng viên" in cells
    assert visit("giang").get(f"{BASE}danh-gia/{CELL}?dang=docx").status_code == 403

"""A secretary puts good deeds into the book in one meeting, and proposes whom to commend."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

CELL = "mau/nam-sang/na-leng"
PAGES = (
    f"/guong/so/{CELL}",
    f"/guong/chon-viec/{CELL}",
    f"/guong/de-nghi-ghi/{CELL}",
    f"/guong/hop-xet/{CELL}",
    f"/guong/khen/{CELL}",
    f"/guong/danh-muc/{CELL}",
    f"/guong/mo-hinh/{CELL}",
    f"/guong/lap-de-nghi/{CELL}",
    f"/guong/lich-su/{CELL}",
    "/guong/hoc-tap-mo-hinh/",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "bithu")
    paths = list(PAGES)
    for start, pattern in (
        (f"/guong/so/{CELL}", r"/guong/muc/\d+"),
        (f"/guong/khen/{CELL}", r"/guong/de-nghi/\d+"),
        (f"/guong/mo-hinh/{CELL}", r"/guong/xem-mo-hinh/\d+"),
    ):
        page.goto(start)
        paths += re.findall(f'href="({pattern})"', page.content())[:1]
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_an_entry_goes_from_a_name_to_the_book(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto(f"/guong/so/{CELL}")
    page.get_by_role("link", name="Ghi tay").click()
    page.get_by_label("Ghi danh ai").select_option(label="Ma Doãn Tuyên")
    page.get_by_label("Lĩnh vực").select_option(label="An ninh, trật tự, quốc phòng")
    page.get_by_label("Việc tốt đã làm").fill("Trả lại ví nhặt được cho người đánh rơi")
    page.get_by_role("button", name="Đề nghị ghi danh").click()
    expect(page.get_by_text("Đã đề nghị ghi danh.")).to_be_visible()
    page.get_by_role("link", name="Họp xét cả danh sách").click()
    page.get_by_label("Số có mặt").fill("14")
    line = page.get_by_role("group", name="Ma Doãn Tuyên")
    line.get_by_label("Ai xác minh").fill("Chi ủy")
    line.get_by_label("Xác minh thế nào").fill("hỏi người đánh rơi")
    line.get_by_label("Tán thành").fill("14")
    line.get_by_label("Kết luận").select_option(label="ghi danh")
    page.get_by_role("button", name="Lưu kết quả họp").click()
    expect(page.get_by_text("Đã ghi 1 mục.")).to_be_visible()
    page.get_by_role("link", name="Ma Doãn Tuyên").click()
    expect(page.get_by_role("main")).to_contain_text("14/14 tán thành")
    expect(page.get_by_role("main")).to_contain_text("chưa có lời đồng ý")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_proposal_is_filled_voted_and_sent(page: Page) -> None:
    year = date.today().year  # noqa: DTZ011 the demo is of this year
    sign_in(page, "bithu")
    page.goto(f"/guong/lap-de-nghi/{CELL}?ky={year}")
    page.get_by_role("button", name="Lập đề nghị").click()
    page.get_by_label("Triệu Sinh Phú").check()
    page.get_by_label("Hình thức khen").select_option(label="Giấy khen của cấp ủy cơ sở")
    page.get_by_role("button", name="Đưa vào danh sách").click()
    expect(page.get_by_role("main")).to_contain_text("Chưa viết thành tích")
    page.get_by_role("link", name="Triệu Sinh Phú").click()
    expect(page.locator("textarea[name=words]")).to_have_value(re.compile(r"Đăng ký \d+ việc"))
    page.get_by_role("button", name="Lưu thành tích").click()
    page.get_by_role("link", name="Ghi biểu quyết").click()
    page.get_by_label("Số có mặt").fill("14")
    page.get_by_label("Triệu Sinh Phú").fill("13")
    page.get_by_role("button", name="Ghi kết quả").click()
    page.get_by_role("link", name="Gửi đề nghị").click()
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Đã gửi đề nghị.")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Tờ trình, danh sách trích ngang (DOCX)").click()
    assert file.value.suggested_filename.endswith(".docx")

"""A secretary at a desk: one look at everybody, writing for an elder, confirming what was sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

CELL = "/viec-lam/mau/nam-sang/na-leng"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_secretary_writes_for_an_elder_and_confirms(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto("/viec-lam/")
    page.wait_for_url(f"**{CELL}*")
    expect(page.get_by_role("heading", name="Cần làm")).to_be_visible()
    page.get_by_role("row", name="Vàng Seo Páo").get_by_role("link").click()
    page.get_by_label("Việc 1", exact=True).fill(
        "Kể chuyện làm đường năm 1985 cho đoàn viên, 2 buổi"
    )
    page.get_by_label("Việc 2", exact=True).fill("Chấp hành tốt chủ trương của Đảng")
    page.get_by_role("button", name="Ghi và xác nhận").click()
    expect(page.get_by_text("Đã ghi và xác nhận bản đăng ký.")).to_be_visible()
    expect(page.get_by_text("Còn chung chung. Thêm: làm gì, ở đâu, bao nhiêu?")).to_be_visible()
    page.goto(CELL)
    waiting = page.locator("#cho-xac-nhan")
    waiting.get_by_role("checkbox", name="Hoàng Văn Thái (1958)").check()
    waiting.get_by_role("button", name="Chỉ xác nhận dòng đã chọn").click()
    expect(page.get_by_text("Đã xác nhận 1 bản đăng ký.")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_registration_is_given_back_with_a_reason(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto(CELL)
    page.get_by_role("link", name="Trả lại Đặng Thị Oanh").click()
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Ghi lý do để người sau đọc còn hiểu.").first).to_be_visible()
    page.get_by_label("Lý do").fill("Việc 3 cần ghi rõ bao nhiêu")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Đã trả lại bản đăng ký của Đặng Thị Oanh.")).to_be_visible()
    expect(page.get_by_text("“Việc 3 cần ghi rõ bao nhiêu”")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_secretary_can_be_read_by_everyone(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "bithu")
    for address in (
        CELL,
        "/tap-the/mau/nam-sang/na-leng",
        "/them-nguoi/mau/nam-sang/na-leng",
        "/mo-cong-trinh/mau/nam-sang/na-leng",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert len(answer.body()) < 100_000
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_somebody_of_another_branch_meets_no_such_page(page: Page) -> None:
    sign_in(page, "canbohuyen")
    answer = page.goto(CELL)
    assert answer is not None
    assert answer.status == 404

"""A cell adopts the commune's plan and sends it; the commune approves, gives work down, reads a target."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.signing import sign_in

Judge = Callable[[Page], list[str]]


def judged(page: Page, serious: Judge) -> None:
    """Everyone can read the page, and it does not scroll sideways."""
    assert not serious(page), page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("width", [360, 1280])
def test_a_plan_goes_from_draft_to_approved(page: Page, serious: Judge, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "bithu")
    expect(page.get_by_role("link", name="Nhận kế hoạch cấp trên")).to_be_visible()
    page.get_by_role("link", name="Nhận kế hoạch cấp trên").click()
    judged(page, serious)
    page.get_by_role("button", name="Tạo bản nháp").click()
    expect(page.get_by_role("heading", name="Nội dung đột phá")).to_be_visible()
    judged(page, serious)
    page.get_by_role("link", name="Thêm nhiệm vụ").click()
    page.get_by_label("Mục tiêu, nội dung").fill("Mở đường vào khu sản xuất Nà Lẹng")
    page.get_by_label("Hạn", exact=False).first.fill("30/9")
    judged(page, serious)
    page.get_by_role("button", name="Thêm nhiệm vụ").click()
    expect(page.get_by_text("Mở đường vào khu sản xuất Nà Lẹng")).to_be_visible()
    plan = page.url
    page.get_by_role("link", name="Gửi kế hoạch").click()
    judged(page, serious)
    page.get_by_role("button", name="Gửi kế hoạch").click()
    expect(page.get_by_text("Đã gửi kế hoạch.")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "bithuxa")
    page.goto(plan)
    page.get_by_role("link", name="Trả lại").click()
    page.get_by_label("Lý do").fill("Chỉ làm thử, xin gửi lại")
    page.get_by_role("button", name="Trả lại kế hoạch").click()
    expect(page.get_by_text("Chỉ làm thử, xin gửi lại")).to_be_visible()
    judged(page, serious)
    page.get_by_role("link", name="Bỏ bản nháp").click()
    judged(page, serious)
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(page.get_by_text("Đã bỏ bản nháp.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_tree_and_a_target_read_on_a_phone_and_a_desk(
    page: Page, serious: Judge, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "canbohuyen")
    page.goto("/ke-hoach/cap-duoi/bac-kan/pac-nam?nam=2022")
    expect(page.get_by_text("35 trên 35").first).to_be_visible()
    expect(page.get_by_text("151 trên 151").first).to_be_visible()
    judged(page, serious)
    page.context.clear_cookies()
    sign_in(page, "bithuxa")
    page.goto("/ke-hoach/cap-duoi/mau/nam-sang?loc=chua")
    expect(page.get_by_role("heading", name="Danh sách để gọi")).to_be_visible()
    judged(page, serious)
    page.goto("/ke-hoach/don-vi/mau/nam-sang")
    page.get_by_role("link", name="Đường làm xong").click()
    expect(page.locator("svg.ch")).to_be_visible()
    judged(page, serious)


def test_the_plan_is_read_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    sign_in(page, "bithuxa")
    page.goto("/ke-hoach/don-vi/mau/nam-sang")
    page.get_by_role("link", name="Xem văn bản").click()
    expect(page.get_by_text("T/M ĐẢNG ỦY")).to_be_visible()
    context.close()

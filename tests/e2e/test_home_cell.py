"""A secretary and a member at the door and at their desks, on a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in


@pytest.fixture(autouse=True)
def telephone(page: Page) -> None:
    """A small screen."""
    page.set_viewport_size({"width": 360, "height": 800})


@pytest.mark.parametrize("who", ["bithu", "dangvien", "canboxa", "vanhanh", "quantri"])
def test_every_front_page_can_be_read_by_everyone(
    page: Page, serious: Callable[[Page], list[str]], who: str
) -> None:
    page.goto("/dang-nhap/")
    assert serious(page) == []
    sign_in(page, who)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_secretary_sees_what_waits_and_everybody_at_a_glance(page: Page) -> None:
    sign_in(page, "bithu")
    todo = page.get_by_role("region", name="Cần làm")
    expect(todo.get_by_role("link", name="Ghi giúp")).to_be_visible()
    everybody = page.get_by_role("region", name="14 người")
    expect(everybody.get_by_role("listitem")).to_have_count(14)
    todo.get_by_role("link", name="Ghi giúp").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_member_sees_who_has_opened_their_record(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto("/tim/?q=luong van dat")
    page.get_by_role("link", name="Lường Văn Đạt").click()
    expect(page.get_by_text("Lần xem này được ghi lại")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "dangvien")
    page.get_by_role("link", name="Ai đã xem hồ sơ của tôi").first.click()
    seen = page.get_by_role("region", name="Ai đã xem hồ sơ của bạn")
    expect(seen.get_by_text("Nông Thị Lành").first).to_be_visible()


def test_a_wrong_password_is_answered_with_one_sentence(page: Page) -> None:
    page.goto("/dang-nhap/?next=/tim/")
    page.get_by_label("Tên đăng nhập").fill("dangvien")
    page.get_by_label("Mật khẩu").fill("không phải")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("dangvien")


def test_the_operator_asks_for_a_recount(page: Page) -> None:
    sign_in(page, "vanhanh")
    page.get_by_role("link", name="Trang kiểm tra số liệu").click()
    page.get_by_role("button", name="Đếm lại tất cả").click()
    expect(page.get_by_role("main")).to_be_visible()
    page.goto("/kiem-tra/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

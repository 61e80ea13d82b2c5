"""An administrator opens an account and gives it a role; a secretary asks another to stand in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

PAGES = (
    "/quyen/",
    "/quyen/vai-tro/",
    "/quyen/don-vi/mau/nam-sang/na-leng",
    "/quyen/nhanh/mau",
    "/quyen/mo-tai-khoan/mau/nam-sang",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "quantri")
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert not serious(page), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_an_account_is_opened_and_given_a_role_for_a_time(page: Page) -> None:
    sign_in(page, "quantri")
    page.goto("/quyen/nhanh/mau")
    page.get_by_role("link", name="Mở tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("lo.thi.moi")
    page.get_by_label("Họ và tên").fill("Lò Thị Mới")
    page.get_by_role("button", name="Mở tài khoản").click()
    page.get_by_role("link", name="Giao vai trò ở").first.click()
    page.get_by_label("Vai trò", exact=True).select_option("inspector")
    page.get_by_label("Hết ngày").fill("31/12/2099")
    page.get_by_label("Lý do").fill("ngắn")
    page.get_by_role("button", name="Giao vai trò").click()
    expect(page.get_by_text("Ghi rõ lý do").first).to_be_visible()
    page.get_by_label("Lý do").fill("Quyết định số 12-QĐ/TU")
    page.get_by_role("button", name="Giao vai trò").click()
    expect(page.get_by_text("Quyết định số 12-QĐ/TU").first).to_be_visible()
    page.goto("/quyen/don-vi/mau/nam-sang")
    expect(page.get_by_text("Lò Thị Mới").first).to_be_visible()


def test_a_refusal_names_who_can(page: Page) -> None:
    sign_in(page, "dangvien")
    page.goto("/quyen/nhanh/mau/nam-sang/na-leng")
    expect(page.get_by_text("quản trị nhánh Bùi Tiến Trung").first).to_be_visible()

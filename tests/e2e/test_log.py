"""A reader of the log finds who opened a record; the person it is about reads the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

PAGES = (
    "/nhat-ky/",
    "/nhat-ky/?viec=org.found",
    "/nhat-ky/don-vi/mau/nam-sang",
    "/nhat-ky/niem-phong/",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "docnhatky")
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert not serious(page), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_who_opened_a_record_is_found_and_told(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto("/viec-lam/mau/nam-sang/na-leng")
    page.get_by_role("link", name="Lường Văn Đạt").first.click()
    page.context.clear_cookies()

    sign_in(page, "docnhatky")
    page.get_by_role("link", name="Nhật ký").first.click()
    page.get_by_label("Ai làm").fill("bithu")
    page.get_by_label("Làm gì").select_option("deeds.view")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_text("Xem bản ghi giúp").first).to_be_visible()
    expect(page.get_by_text("Lường Văn Đạt")).to_have_count(0)
    page.context.clear_cookies()

    sign_in(page, "dangvien")
    page.goto("/ho-so-cua-toi/")
    expect(page.get_by_text("Nông Thị Lành, bản ghi giúp").first).to_be_visible()

"""An administrator drafts, approves, applies and undoes a reorganisation; units keep their story."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

Judge = Callable[[Page], list[str]]


def judged(page: Page, serious: Judge) -> None:
    """Everyone can read the page, and it does not scroll sideways."""
    assert not serious(page), page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("width", [360, 1280])
def test_a_draft_is_previewed_approved_applied_and_undone(
    page: Page, serious: Judge, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "quantri")
    page.goto("/sap-xep/?dv=mau/nam-sang")
    judged(page, serious)
    page.get_by_role("link", name="Soạn phương án").click()
    page.get_by_label("Tên phương án").fill("Hợp nhất hai chi bộ thôn")
    page.get_by_label("Ngày có hiệu lực").fill("01/11/2026")
    judged(page, serious)
    page.get_by_role("button", name="Soạn các bước").click()
    page.get_by_role("link", name="Hợp nhất", exact=True).click()
    page.get_by_label("Tìm cho mục Các đơn vị hợp nhất").fill("thon")
    page.get_by_role("button", name="Tìm Các đơn vị hợp nhất").click()
    page.get_by_label("Chi bộ thôn Bản Cọn").check()
    page.get_by_label("Chi bộ thôn Kéo Sài").check()
    page.get_by_label("Tên đơn vị mới").fill("Chi bộ thôn Bản Kéo")
    judged(page, serious)
    page.get_by_role("button", name="Lưu bước").click()
    expect(page.get_by_text("thành Chi bộ thôn Bản Kéo (mới)")).to_be_visible()
    judged(page, serious)
    page.get_by_role("link", name="Xem trước").click()
    expect(page.get_by_text("Tổng trước bằng tổng sau")).to_be_visible()
    judged(page, serious)
    page.get_by_role("link", name="Duyệt").click()
    judged(page, serious)
    page.get_by_role("button", name="Duyệt phương án").click()
    _apply(page)
    plan = page.url
    _story(page, serious)
    page.goto(plan)
    page.get_by_role("link", name="Hoàn tác").click()
    page.get_by_label("Lý do").fill("Chỉ làm thử")
    judged(page, serious)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    page.goto("/don-vi/trang/mau/nam-sang/ban-con")
    expect(page.get_by_text("Nay là")).to_have_count(0)


def _apply(page: Page) -> None:
    """Apply the plan now; the worker, which looks every five minutes, may come first at any point."""
    undo = page.get_by_role("link", name="Hoàn tác")
    for door in (
        page.get_by_role("link", name="Áp dụng ngay"),
        page.get_by_role("button", name="Áp dụng"),
    ):
        expect(door.or_(undo)).to_be_visible()
        if door.is_visible():
            door.click()
    expect(undo).to_be_visible()


def _story(page: Page, serious: Judge) -> None:
    """The old unit says who follows it; its history draws it."""
    page.goto("/don-vi/trang/mau/nam-sang/ban-con")
    expect(page.get_by_text("Nay là")).to_be_visible()
    page.get_by_role("link", name="Lịch sử bằng hình").click()
    expect(page.get_by_role("heading", name="Trước và sau")).to_be_visible()
    expect(page.locator("svg.kin a").first).to_be_visible()
    judged(page, serious)

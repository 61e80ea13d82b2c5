"""The officer of a commune sets a deadline, sees who is late, and prints whom to call."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

COMMUNE = "mau/nam-sang"


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "canboxa")
    for name in ("bang", "goi", "lich", "cua"):
        answer = page.goto(f"/den-han/{name}/{COMMUNE}")
        assert answer is not None
        assert answer.status == 200
        assert len(answer.body()) < 150_000
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_deadline_is_set_and_a_cell_is_found_on_the_wall(page: Page) -> None:
    sign_in(page, "canboxa")
    page.goto(f"/den-han/lich/{COMMUNE}?nam=2026")
    page.get_by_label("Việc", exact=True).select_option(label="Việc khác")
    page.get_by_label("Tên hạn").fill("Nộp sổ ghi danh")
    page.get_by_label("Ngày hạn").fill("15/1/2026")
    page.get_by_role("button", name="Đặt hạn").click()
    page.get_by_role("link", name="Bảng theo dõi").click()
    expect(page.get_by_role("main")).to_contain_text("Nộp sổ ghi danh")
    page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("row", name="Nộp sổ ghi danh").get_by_role("link").click()
    page.get_by_label("Ngày làm xong").fill("14/1/2026")
    page.get_by_role("button", name="Ghi đã làm").click()
    expect(page.get_by_role("main")).to_contain_text("Đúng hạn, 14/01/2026")

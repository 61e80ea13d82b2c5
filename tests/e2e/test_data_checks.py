"""The operator has the data looked over; an officer opens what was found in their branch."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

DATA = "/kiem-tra/du-lieu/"
PATIENCE = 60


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "vanhanh")
    for path in ("/kiem-tra/", DATA, f"{DATA}?loi=cell_without_secretary"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_look_is_asked_for_and_its_rows_are_opened(page: Page) -> None:
    sign_in(page, "vanhanh")
    page.goto("/kiem-tra/")
    page.get_by_role("link", name="Soát dữ liệu").first.click()
    page.get_by_role("button", name="Soát ngay").click()
    heading = page.get_by_role("heading", level=1)
    for _second in range(PATIENCE):
        page.goto(DATA)
        if "mục cần xem" in heading.inner_text():
            break
        page.wait_for_timeout(1000)
    expect(heading).to_contain_text("mục cần xem")
    page.context.clear_cookies()
    sign_in(page, "canboxa")
    page.goto(DATA)
    row = page.get_by_role("row").filter(has_text="Chi bộ chưa ghi bí thư")
    row.get_by_role("link").click()
    expect(heading).to_have_text("Chi bộ chưa ghi bí thư")
    page.get_by_role("main").get_by_role("link", name="Chi bộ").first.click()
    expect(heading).to_contain_text("Chi bộ")

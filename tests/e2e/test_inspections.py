"""A committee plans a visit, writes what it found and concludes; the cell says what it mended."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

OFFICER = "canboxa"
COMMUNE = "mau/nam-sang"


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, OFFICER)
    for name in ("nam", "lap", "don-thu"):
        path = f"/kiem-tra-giam-sat/{name}/{COMMUNE}"
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"/kiem-tra-giam-sat/nam/{COMMUNE}")
    page.get_by_role("link", name="Việc thực hiện kế hoạch").first.click()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_visit_from_plan_to_conclusion(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(f"/kiem-tra-giam-sat/nam/{COMMUNE}")
    page.get_by_role("link", name="Thêm cuộc").click()
    page.get_by_label("Giám sát", exact=True).check()
    page.get_by_label("Nội dung").fill("Sinh hoạt chuyên đề quý I")
    page.get_by_label("Ngày dự kiến").fill("02/1")
    page.get_by_role("button", name="Đưa vào kế hoạch").click()
    page.get_by_role("link", name="Sinh hoạt chuyên đề quý I").click()
    page.get_by_role("link", name="Ghi ngày làm việc").click()
    page.get_by_role("button", name="Ghi đã làm").click()
    page.get_by_role("link", name="Ghi điều phát hiện").click()
    page.get_by_label("Nội dung").fill("Biên bản ghi chưa đủ ý kiến")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_role("link", name="Báo đã khắc phục").click()
    page.get_by_label("Đã khắc phục thế nào").fill("Đã ghi bổ sung")
    page.get_by_role("button", name="Báo khắc phục").click()
    expect(page.get_by_role("main")).to_contain_text("Khắc phục: Đã ghi bổ sung")
    page.get_by_role("link", name="Ghi kết luận").click()
    page.get_by_label("Kết luận", exact=True).fill("Chi bộ làm nghiêm túc.")
    page.get_by_role("button", name="Lưu kết luận").click()
    expect(page.get_by_role("link", name="Thông báo PDF")).to_be_visible()

"""The officer of a commune brings the month of a cell from a file and sees its sums."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

COMMUNE = "mau/nam-sang"
TABLE = (
    "Mã;Họ tên;Ngày;Giờ vào;Giờ ra\n1;Lò Thị Mẫu;05/01/2026;07:28;17:00\n"
    "1;Lò Thị Mẫu;06/01/2026;08:10;17:00\n"
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "canboxa")
    for path in (f"/cham-cong/nam/{COMMUNE}", f"/cham-cong/gio/{COMMUNE}", "/nhap-tep/cham-cong/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_month_comes_from_a_file(page: Page) -> None:
    sign_in(page, "canboxa")
    page.goto(f"/cham-cong/nam/{COMMUNE}?nam=2026")
    page.get_by_role("link", name="Nhập tệp máy chấm công").click()
    page.get_by_label("Tệp", exact=True).set_input_files(
        {"name": "cong.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_label("Tháng", exact=True).fill("1/2026")
    page.get_by_role("button", name="Nhập tệp").click()
    expect(page.get_by_role("main")).to_contain_text("Lò Thị Mẫu")
    expect(page.get_by_role("main")).to_contain_text("Chấm công tháng 01/2026")

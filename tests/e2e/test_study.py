"""A secretary takes the roll, closes a gap, reads out a bulletin, and ticks the salutes of the year."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

SECRETARY, OFFICER = "bithu", "canboxa"
CELL, COMMUNE = "mau/nam-sang/na-leng", "mau/nam-sang"
OF_SECRETARY = (
    f"/hoc-tap/don-vi/{CELL}", f"/hoc-tap/hoc-bu/{CELL}", f"/hoc-tap/truyen-thanh/{CELL}",
    f"/nghi-le/don-vi/{CELL}", f"/nghi-le/chao-co/{CELL}", f"/nghi-le/ket-nap-moi/{CELL}",
)  # fmt: skip
OF_OFFICER = (
    f"/hoc-tap/don-vi/{COMMUNE}", f"/hoc-tap/hoi-nghi-moi/{COMMUNE}",
    f"/hoc-tap/truyen-thanh/{COMMUNE}", f"/hoc-tap/loat-bai-moi/{COMMUNE}",
    f"/nghi-le/don-vi/{COMMUNE}", f"/nghi-le/chao-co-cac-don-vi/{COMMUNE}",
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("who", "paths"), [(SECRETARY, OF_SECRETARY), (OFFICER, OF_OFFICER)])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], who: str, paths: tuple[str, ...], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, who)
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_gap_is_closed_and_counted_without_scripts(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, SECRETARY)
    page.goto(f"/hoc-tap/don-vi/{CELL}")
    page.get_by_role("link", name="Hội nghị học tập chuyên đề").click()
    page.get_by_role("link", name="Điểm danh").first.click()
    page.get_by_role("checkbox", name="Ma Doãn Tuyên").check()
    page.get_by_role("button", name="Lưu điểm danh").click()
    expect(page.get_by_role("main")).to_contain_text("Đã ghi điểm danh.")
    page.goto(f"/hoc-tap/hoc-bu/{CELL}")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 người còn phải học bù")
    page.get_by_role("checkbox", name="Hoàng Văn Thái (1958)").check()
    page.get_by_role("button", name="Đã học bù").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 người còn phải học bù")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_bulletin_is_printed_in_large_letters(page: Page) -> None:
    sign_in(page, SECRETARY)
    page.goto(f"/hoc-tap/truyen-thanh/{CELL}")
    page.get_by_role("link", name=re.compile("Bản tin truyền thanh ngày")).first.click()
    page.get_by_role("link", name="Bản in chữ lớn").click()
    expect(page.get_by_role("main")).to_contain_text("Kính thưa bà con thôn Nà Lẹng.")
    expect(page.get_by_role("main")).to_contain_text("Đọc khoảng 1 phút.")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_salutes_of_a_year_are_ticked_on_one_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, SECRETARY)
    page.goto(f"/nghi-le/don-vi/{CELL}")
    page.get_by_role("link", name="Ghi chào cờ").click()
    page.get_by_role("checkbox", name="Đầu tháng 1", exact=True).uncheck()
    page.get_by_role("button", name="Lưu chào cờ").click()
    expect(page.get_by_role("main")).to_contain_text("Đã lưu các buổi chào cờ.")

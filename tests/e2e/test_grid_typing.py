"""A paper list of fourteen people typed into the grid, at a desk and with one thumb; keys are counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.signing import sign_in

CELL = "/bang-ghi/mau/nam-sang/na-leng"
PEOPLE, DEEDS = 14, 3
PAPER = (
    "Góp 6 ngày công đổ bê tông đường Nà Lẹng",
    "Giúp 1 hộ nghèo làm chuồng bò",
    "Trồng 0,8 ha quế trên đất đồi bỏ hoang",
)


def cell(page: Page, row: int, place: int) -> Locator:
    """The cell of the n-th person (from 0) for the n-th deed (from 1)."""
    return page.locator("tr[data-row^=p]").nth(row).locator(f"td.e[data-l='{place}'] textarea")


def all_saved(page: Page) -> None:
    """Wait until nothing is on its way."""
    page.wait_for_function(
        """() => [...document.querySelectorAll("td.e")].every((cell) => {
             const was = cell.querySelector("input[type=hidden]");
             return !was || was.value === cell.querySelector("textarea").value;
           })"""
    )


def type_the_paper(page: Page, after: Callable[[int], str]) -> int:
    """Type the list from the cell one is in; `after` names the key pressed after each deed."""
    keys = 0
    for row in range(PEOPLE):
        for number, text in enumerate(PAPER):
            page.keyboard.type(f"{text}, nhóm {row + 1}")
            page.keyboard.press(after(number))
            keys += 1
    return keys


def assert_kept(page: Page) -> None:
    """After loading anew every deed stands in its place."""
    all_saved(page)
    page.reload()
    for row in (0, PEOPLE - 1):
        for number, text in enumerate(PAPER, start=1):
            expect(cell(page, row, number)).to_have_value(f"{text}, nhóm {row + 1}")
    filled = page.locator("tr[data-row^=p] td.e textarea").evaluate_all(
        "fields => fields.filter((field) => field.value).length"
    )
    assert filled == PEOPLE * DEEDS
    expect(page.locator("tr[data-row^=p]").first.locator("td.state")).to_contain_text("Nháp")
    expect(page.get_by_text("đọc là 0,8 ha").first).to_be_visible()


def test_at_a_desk_each_deed_costs_one_key(
    page: Page, serious: Callable[[Page], list[str]]
) -> None:
    sign_in(page, "bithu")
    page.goto(f"{CELL}?nam=2027")
    assert page.locator("tr[data-row^=p]").count() == PEOPLE
    cell(page, 0, 1).click()
    keys = type_the_paper(page, lambda number: "Tab" if number < DEEDS - 1 else "Enter")
    assert keys == PEOPLE * DEEDS
    expect(page.get_by_role("status")).to_contain_text("Đã lưu lúc")
    assert_kept(page)
    assert serious(page) == []


@pytest.mark.browser_context_args(
    viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
)
def test_with_one_thumb_each_deed_costs_one_key(
    page: Page, serious: Callable[[Page], list[str]]
) -> None:
    sign_in(page, "bithu")
    page.goto(f"{CELL}?nam=2025")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    cell(page, 0, 1).tap()
    keys = type_the_paper(page, lambda _number: "Enter")
    assert keys == PEOPLE * DEEDS
    assert_kept(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert serious(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [CELL, "/bang-ket-qua/mau/nam-sang/na-leng"])
def test_the_grids_can_be_read_by_everyone(
    page: Page, serious: Callable[[Page], list[str]], address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "bithu")
    page.goto(address)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_the_grid_is_a_form(page: Page) -> None:
    sign_in(page, "canboxa")
    page.goto("/bang-ghi/mau/nam-sang/phieng-un?nam=2027")
    cell(page, 0, 1).fill("1. Mở 300 m đường ra nương\n2. Dạy chữ cho 5 cháu")
    cell(page, 1, 1).fill("x" * 1001)
    page.get_by_role("button", name="Lưu bảng").click()
    expect(page.get_by_text("Việc dài quá 1.000 chữ.")).to_be_visible()
    expect(cell(page, 0, 2)).to_have_value("Dạy chữ cho 5 cháu")
    expect(cell(page, 1, 1)).to_have_value("x" * 1001)
    cell(page, 1, 1).fill("Góp 12 ngày công")
    page.get_by_role("button", name="Gửi cả chi bộ").click()
    expect(page.get_by_text("Đã gửi 2 bản nháp.")).to_be_visible()
    page.get_by_role("button", name="Xác nhận 2 bản đã gửi").click()
    expect(page.get_by_text("Đã xác nhận 2 bản đăng ký.")).to_be_visible()

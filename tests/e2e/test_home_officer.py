"""An officer of a district that has ended goes from a figure to its records, to the tree, and back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

OFFICER = "canbohuyen"
FIGURES = "/don-vi/so-lieu/bac-kan/pac-nam?ky=2022"
RECORDS = "/don-vi/ban-ghi/bac-kan/pac-nam?ky=2022"
PAGES = (
    "/",
    FIGURES,
    f"{FIGURES}&nhom=ket-qua",
    f"{FIGURES}&nhom=dong-gop",
    f"{FIGURES}&nhom=to-chuc",
    f"{RECORDS}&do=deeds.by_party_collectives",
    f"{RECORDS}&do=contributions.money",
    "/don-vi/trang/bac-kan/pac-nam?ky=2022",
    "/don-vi/?mo=bac-kan/pac-nam/giao-hieu",
    "/don-vi/nam/bac-kan/pac-nam?nam=2022",
    "/don-vi/mo-ten/bac-kan/pac-nam",
    "/tim/?q=phieng tac",
    "/don-vi/so-lieu/bac-kan?ky=2022",
    f"{FIGURES}&cay=today",
    "/don-vi/so-lieu/thai-nguyen?ky=2022&cay=today",
    "/don-vi/so-lieu/thai-nguyen/bang-thanh?ky=2022&cay=today",
    "/don-vi/vi-sao/bac-kan/pac-nam?ky=2022&do=deeds.by_individuals",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, OFFICER)
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert len(answer.body()) < 100_000, path
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_number_opens_one_level_down_and_then_its_records(page: Page) -> None:
    sign_in(page, OFFICER)
    page.get_by_role("link", name="Pác Nặm", exact=True).click()
    page.get_by_role("link", name="Xem số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu năm 2022")
    expect(page.get_by_text("Cộng 35 dòng bằng dòng cuối.")).to_be_visible()
    main = page.get_by_role("main")
    main.get_by_role("link", name="561", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("561")
    page.get_by_text("Đi xuống một cấp: 35 nơi").click()
    page.get_by_role("link", name="Giáo Hiệu: 30").click()
    expect(page.get_by_text("30 dòng cộng lại 30, bằng con số vừa mở.")).to_be_visible()
    trail = page.get_by_role("navigation", name="Đường đến đây")
    expect(trail.get_by_role("link", name="561").last).to_be_visible()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/viec/\d+/"))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_period_stays_while_one_moves_about(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(FIGURES)
    page.get_by_label("Kỳ", exact=True).select_option("2022-Q4")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu quý IV/2022")
    page.get_by_role("link", name="Đảng bộ xã Giáo Hiệu").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu quý IV/2022")
    page.get_by_role("link", name="Đổi đơn vị").click()
    page.get_by_role("link", name="Số liệu của Đảng bộ xã Bộc Bố").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu quý IV/2022")
    expect(page.get_by_label("Kỳ", exact=True)).to_have_value("2022-Q4")


def test_names_open_for_a_reason_and_a_file_comes_home(page: Page, tmp_path: Path) -> None:
    sign_in(page, OFFICER)
    page.goto("/don-vi/ban-ghi/thai-nguyen/cao-minh?ky=2022&cay=today&do=deeds.people")
    rows = page.get_by_role("table")
    expect(rows.get_by_text("một người").first).to_be_visible()
    page.get_by_role("link", name="Ghi lý do để mở").click()
    page.get_by_label("Lý do").fill("Rà danh sách khen thưởng năm 2022")
    page.get_by_role("button", name="Mở tên").click()
    expect(rows.get_by_text("một người")).to_have_count(0)
    page.goto(FIGURES)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bảng").click()
    path = tmp_path / "bang.xlsx"
    waiting.value.save_as(path)
    sheet = load_workbook(path).active
    assert sheet is not None
    last = [row for row in sheet.iter_rows(values_only=True) if row[0]][-1]
    assert last[0] == "Đảng bộ huyện Pác Nặm"
    assert {561, 135, 3485, 6868} <= set(last)


def test_the_tree_and_the_figures_are_reached_by_keyboard_alone(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto("/don-vi/")
    page.get_by_role("link", name=re.compile("Mở .* đơn vị của Đảng bộ xã Bằng Thành")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đóng Đảng bộ xã Bằng Thành")).to_be_visible()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()


def test_what_cannot_be_shown_says_what_can(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto("/don-vi/so-lieu/bac-kan/pac-nam?ky=1999")
    expect(page.get_by_text("lập ngày 01/01/2005")).to_be_visible()
    page.goto("/don-vi/so-lieu/bac-kan/pac-nam?ky=2022&do=deeds.peple")
    expect(page.get_by_text("Gần nhất: deeds.people")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_one_year_is_seen_on_three_trees(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(FIGURES)
    note = page.get_by_role("main").locator(".note").first
    expect(note).to_contain_text("Đảng bộ huyện Pác Nặm đã kết thúc ngày 01/7/2025.")
    bar = page.get_by_role("region", name="Đơn vị, kỳ, cây tổ chức")
    expect(bar).to_contain_text("Đảng bộ tỉnh Bắc Kạn")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name="6.868", exact=True).first).to_be_visible()
    bar.get_by_role("link", name="Theo hôm nay").click()
    expect(main.get_by_role("link", name="1.349", exact=True).first).to_be_visible()
    note.get_by_role("link", name="Đảng bộ tỉnh Thái Nguyên").click()
    expect(main.get_by_role("link", name="6.868", exact=True).first).to_be_visible()
    table = main.get_by_role("table").first
    expect(table).to_contain_text("Đơn vị cấp huyện trước khi kết thúc: 1 đơn vị, cộng")
    table.get_by_role("link", name="Đảng bộ xã Bằng Thành").click()
    expect(note).to_contain_text("Đảng bộ xã Giáo Hiệu")
    main.get_by_role("link", name="Các dòng sau").click()
    expect(main.get_by_role("table").first).to_contain_text("Trước khi hợp nhất: 4 đơn vị, cộng")
    bar.get_by_role("link", name="Như khi đó").click()
    expect(note).to_contain_text("chưa có trong năm 2022")
    note.get_by_role("link", name="Đảng bộ xã Giáo Hiệu").click()
    expect(main.get_by_role("link", name="334", exact=True).first).to_be_visible()

"""Keys, paste, undo, two people in one grid, and a connection that fails: nothing typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.signing import sign_in
from tests.e2e.test_grid_typing import all_saved, cell

COMMUNE = "/bang-ghi/mau/nam-sang"
ROAD = "Mở 300 m đường ra nương"


@pytest.fixture
def other(browser: Browser, base_url: str) -> Iterator[Page]:
    """Somebody else at a browser of their own."""
    context = browser.new_context(base_url=base_url, locale="vi-VN")
    page = context.new_page()
    sign_in(page, "bithuxa")
    yield page
    context.close()


def open_grid(page: Page, hamlet: str, who: str = "canboxa", year: int = 2027) -> None:
    """The empty grid of a hamlet's cell."""
    sign_in(page, who)
    page.goto(f"{COMMUNE}/{hamlet}?nam={year}")


def paste(at: Locator, text: str) -> None:
    """What a browser does when a block copied from a sheet is pasted."""
    at.evaluate(
        """(field, text) => {
             const clipboardData = new DataTransfer();
             clipboardData.setData("text/plain", text);
             const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
             field.dispatchEvent(event);
           }""",
        text,
    )


def test_arrows_enter_escape_fill_down_and_undo(page: Page) -> None:
    open_grid(page, "khuoi-muoi")
    cell(page, 0, 1).click()
    page.keyboard.type(ROAD)
    page.keyboard.press("ArrowDown")
    expect(cell(page, 1, 1)).to_be_focused()
    page.keyboard.press("Control+d")
    expect(cell(page, 1, 1)).to_have_value(ROAD)
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Giúp 1 hộ làm nhà")
    page.keyboard.press("Shift+Enter")
    all_saved(page)
    expect(cell(page, 0, 2)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("Viết đè")
    page.keyboard.press("Escape")
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    page.keyboard.press("Control+z")
    expect(cell(page, 1, 2)).to_have_value("")
    page.keyboard.press("Control+z")
    expect(cell(page, 1, 1)).to_have_value("")
    all_saved(page)
    page.reload()
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    expect(cell(page, 1, 1)).to_have_value("")


def test_a_block_from_a_sheet_is_one_step(page: Page) -> None:
    open_grid(page, "ban-con")
    names = page.locator("tr[data-row^=p] th").evaluate_all(
        "heads => heads.map((head) => head.firstChild.textContent)"
    )
    cell(page, 0, 1).click()
    paste(
        cell(page, 0, 1),
        f'"1. {ROAD}\n2. Dạy chữ cho trẻ"\tTrồng rừng; Dọn vệ sinh\nGóp 5 công\t\n',
    )
    expect(cell(page, 0, 4)).to_have_value("Dọn vệ sinh")
    expect(cell(page, 1, 1)).to_have_value("Góp 5 công")
    all_saved(page)
    expect(page.get_by_role("status")).not_to_contain_text("Đang lưu")
    cell(page, 2, 1).click()
    paste(
        cell(page, 2, 1),
        f"{names[3]}\tKể chuyện làm đường\n{names[1]}\tGóp 5 công\nLạ Hoắc\tViệc lạ hoắc",
    )
    expect(cell(page, 3, 1)).to_have_value("Kể chuyện làm đường")
    expect(page.get_by_role("status")).to_contain_text("Chưa ghép được tên: Lạ Hoắc.")
    expect(cell(page, 1, 2)).to_have_value("")
    all_saved(page)
    page.get_by_role("button", name="Lấy lại bước trước").click()
    page.get_by_role("button", name="Lấy lại bước trước").click()
    expect(cell(page, 0, 1)).to_have_value("")
    expect(cell(page, 3, 1)).to_have_value("")
    all_saved(page)
    page.reload()
    assert not page.locator("tr[data-row^=p] td.e textarea").evaluate_all(
        "fields => fields.filter((field) => field.value).length"
    )


def test_two_in_one_grid_see_each_other_and_choose(page: Page, other: Page) -> None:
    open_grid(page, "lung-vai")
    other.goto(page.url)
    cell(page, 0, 1).fill(ROAD)
    cell(page, 1, 1).click()
    all_saved(page)
    expect(cell(other, 0, 1)).to_have_value(ROAD, timeout=15_000)
    expect(other.get_by_text("vừa có người khác sửa")).to_be_visible()
    cell(page, 0, 1).fill(f"{ROAD} Phiêng Ún")
    cell(other, 0, 1).fill(f"{ROAD} Nà Lẹng")
    cell(page, 2, 1).click()
    all_saved(page)
    cell(other, 2, 1).click()
    clash = other.locator(".clash")
    expect(clash).to_contain_text(f"{ROAD} Phiêng Ún")
    expect(cell(other, 0, 1)).to_have_value(f"{ROAD} Nà Lẹng")
    clash.get_by_role("button", name="Lấy câu của tôi").click()
    all_saved(other)
    other.route("**/bang-ghi-moi/**", lambda route: route.abort())  # no news before the save
    cell(page, 1, 1).fill("Góp 5 ngày công")
    cell(other, 1, 1).fill("Dạy chữ cho 5 cháu")
    cell(page, 2, 1).click()
    all_saved(page)
    cell(other, 2, 1).click()
    other.get_by_role("button", name="Ghi cả câu của tôi").click()
    all_saved(other)
    other.reload()
    expect(cell(other, 0, 1)).to_have_value(f"{ROAD} Nà Lẹng")
    expect(cell(other, 1, 1)).to_have_value("Góp 5 ngày công")
    expect(cell(other, 1, 2)).to_have_value("Dạy chữ cho 5 cháu")


def test_what_was_typed_without_a_connection_goes_out_when_it_returns(
    page: Page, context: BrowserContext
) -> None:
    open_grid(page, "phieng-un")
    context.set_offline(True)
    cell(page, 0, 1).fill(ROAD)
    cell(page, 1, 1).fill("Góp 5 ngày công")
    cell(page, 2, 1).click()
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    context.set_offline(False)
    all_saved(page)
    page.reload()
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    expect(cell(page, 1, 1)).to_have_value("Góp 5 ngày công")


def test_a_refused_cell_says_why_and_keeps_its_words(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto("/bang-ghi/mau/nam-sang/na-leng")
    row = page.locator("tr[data-row^=p]").filter(has_text="Triệu Sinh Phú")
    field = row.locator("td.e textarea").first
    before = field.input_value()
    field.fill("")
    row.locator("td.e textarea").nth(1).click()
    expect(row.get_by_text("Việc này đã được xác nhận hoặc đã có kết quả.")).to_be_visible()
    field.focus()
    page.keyboard.press("Escape")
    expect(field).to_have_value(before)
    expect(row.locator(".t-late")).to_have_count(0)


def test_results_are_typed_row_by_row(page: Page) -> None:
    sign_in(page, "bithu")
    page.goto("/bang-ket-qua/mau/nam-sang/na-leng")
    row = page.locator("tr[data-row]").filter(has_text="Chưa bắt đầu").first
    key = row.get_attribute("data-row")
    row = page.locator(f"tr[data-row='{key}']")
    row.locator("textarea").first.click()
    for text in ("Đã làm xong", "4 buổi", "500 nghìn", "12", "10/11/2026"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(row.locator("td.state")).to_contain_text("Đã báo xong")
    expect(row.locator("textarea").nth(2)).to_have_value("500.000")
    page.reload()
    expect(row.locator("textarea").nth(4)).to_have_value("10/11/2026")
    expect(row.locator("input[type=checkbox]")).to_be_checked()

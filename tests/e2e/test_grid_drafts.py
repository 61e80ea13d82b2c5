"""Words typed into a grid and not saved outlive the page they were typed in, and no sign-out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from neuguong.ops.demo.accounts import PASSWORD
from tests.e2e.signing import sign_in
from tests.e2e.test_grid_keys import ROAD, open_grid, other
from tests.e2e.test_grid_typing import all_saved, cell

__all__ = ["other"]  # a fixture

KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('neuguong.')).length"
SAVES = "**/bang-ghi-o/**"
LABEL = "chưa lưu, bấm để lưu lại"


def type_unsaved(page: Page, *texts: str) -> None:
    """Type deeds of the first person that never reach the server."""
    page.context.set_offline(True)
    for place, text in enumerate(texts, start=1):
        cell(page, 0, place).focus()
        page.keyboard.press("End")
        page.keyboard.type(text)
    assert page.evaluate(KEPT) == len(texts)


def again(context: BrowserContext, page: Page) -> Page:
    """The same page after the browser went down without a word."""
    address = page.url
    page.close(run_before_unload=False)
    fresh = context.new_page()
    fresh.wait_for_timeout(300)  # what the page sent while it was closed has failed by then
    context.unroute_all()
    context.set_offline(False)
    fresh.goto(address)
    return fresh


@pytest.mark.parametrize("width", [360, 1280])
def test_a_crash_loses_nothing_and_a_press_saves_it(
    page: Page, context: BrowserContext, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_grid(page, "khuoi-muoi", year=2024 if width == 360 else 2025)
    type_unsaved(page, ROAD, "Giúp 1 hộ")
    page = again(context, page)
    page.set_viewport_size({"width": width, "height": 740})
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    expect(cell(page, 0, 2)).to_have_value("Giúp 1 hộ")
    expect(page.get_by_role("status")).to_contain_text("2 ô gõ dở lần trước còn đây")
    expect(page.get_by_role("button", name=LABEL)).to_have_count(2)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name=LABEL).first.click()
    all_saved(page)
    expect(page.get_by_role("button", name=LABEL)).to_have_count(0)
    assert page.evaluate(KEPT) == 0
    page.reload()
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    expect(cell(page, 0, 2)).to_have_value("Giúp 1 hộ")
    expect(page.get_by_role("button", name=LABEL)).to_have_count(0)


def test_escape_throws_it_away(page: Page, context: BrowserContext) -> None:
    open_grid(page, "khuoi-muoi", year=2023)
    type_unsaved(page, ROAD)
    page = again(context, page)
    cell(page, 0, 1).focus()
    page.keyboard.press("Escape")
    expect(cell(page, 0, 1)).to_have_value("")
    expect(page.get_by_role("button", name=LABEL)).to_have_count(0)
    assert page.evaluate(KEPT) == 0


def test_what_arrived_without_its_answer_is_not_written_twice(
    page: Page, context: BrowserContext
) -> None:
    open_grid(page, "khuoi-muoi", year=2022)

    def swallow(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    context.route(SAVES, swallow)
    cell(page, 0, 1).click()
    page.keyboard.type(ROAD)
    with page.expect_event("requestfailed"):
        page.keyboard.press("Tab")
    page = again(context, page)
    expect(cell(page, 0, 1)).to_have_value(ROAD)
    expect(cell(page, 0, 2)).to_have_value("")
    expect(page.get_by_role("button", name=LABEL)).to_have_count(0)
    assert page.evaluate(KEPT) == 0


def save_as_another(page: Page, grid: str, text: str) -> None:
    """Write over the first deed at a browser of somebody else's."""
    page.goto(grid)
    cell(page, 0, 1).fill(text)
    cell(page, 0, 2).click()
    all_saved(page)


def test_what_another_wrote_meanwhile_is_asked_about(
    page: Page, context: BrowserContext, other: Page
) -> None:
    open_grid(page, "khuoi-muoi", year=2021)
    cell(page, 0, 1).fill(ROAD)
    cell(page, 0, 2).click()
    all_saved(page)
    type_unsaved(page, " của tôi")
    mine = cell(page, 0, 1).input_value()
    save_as_another(other, page.url, f"{ROAD} của người khác")
    page = again(context, page)
    expect(cell(page, 0, 1)).to_have_value(mine)
    page.get_by_role("button", name=LABEL).click()
    expect(page.locator(".clash")).to_contain_text(f"{ROAD} của người khác")


def test_signing_out_forgets_and_so_does_another_account(
    page: Page, context: BrowserContext
) -> None:
    open_grid(page, "khuoi-muoi", year=2020)
    grid = page.url
    type_unsaved(page, ROAD)
    page = again(context, page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    assert page.evaluate(KEPT) == 1
    page.locator("form[action='/dang-xuat/'] button").first.evaluate("button => button.click()")
    page.wait_for_url("**/dang-nhap/")
    assert page.evaluate(KEPT) == 0
    sign_in(page, "canboxa")
    page.goto(grid)
    type_unsaved(page, ROAD)
    context.clear_cookies()  # the session ran out: whoever comes back finds their words
    page = again(context, page)
    page.wait_for_url(re.compile(r"/dang-nhap/\?next="))
    assert page.evaluate(KEPT) == 1
    page.get_by_label("Tên đăng nhập").fill("bithuxa")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(grid)
    expect(cell(page, 0, 1)).to_have_value("")
    assert page.evaluate(KEPT) == 0

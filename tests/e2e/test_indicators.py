"""The officer of a district reads indicators, opens one to its records, sets a target, asks who has not."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

OFFICER = "canbohuyen"
BRANCH = "bac-kan/pac-nam"
PAGES = (
    "tong-hop",
    "so-sanh",
    "xem-lai",
    "con-thieu",
    "theo-khoi",
    "muc-tieu",
    "ben-ngoai",
    "soan",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, OFFICER)
    paths = [f"/chi-tieu/{name}/{BRANCH}?ky=2022" for name in PAGES]
    paths.append(f"/chi-tieu/mot/{BRANCH}?ky=2022&do=indicators.deeds_kept")
    paths.append(f"/chi-tieu/theo-khoi/{BRANCH}?ky=2022&o=1&do=deeds.all")
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert len(answer.body()) < 100_000
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_an_indicator_opens_down_to_its_records(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(f"/don-vi/so-lieu/{BRANCH}?ky=2022")
    page.get_by_role("link", name="Chỉ số, mục tiêu").click()
    page.get_by_role("link", name="93,8%").first.click()
    expect(page.get_by_role("main")).to_contain_text("34 trên 35 đơn vị có mục tiêu đã đạt.")
    page.get_by_role("link", name=re.compile("7.093")).first.click()
    expect(page).to_have_url(re.compile(f"/don-vi/ban-ghi/{BRANCH}.*do=deeds.kept"))
    expect(page.get_by_role("main")).to_contain_text("7.093")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_rows_are_ordered_and_who_has_not_is_named(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(f"/chi-tieu/so-sanh/{BRANCH}?ky=2022&xep=-indicators.deeds_kept")
    first = page.get_by_role("rowheader").first
    expect(first).to_contain_text("Chi bộ Phòng Lao động")
    page.get_by_role("link", name="Ai chưa làm").click()
    expect(page.get_by_role("main")).to_contain_text("18/35")
    page.get_by_role("link", name="Đảng bộ xã Nhạn Môn").click()
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"/viec-lam/{BRANCH}/nhan-mon/"))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_target_is_set_and_stands_beside_its_value(page: Page) -> None:
    sign_in(page, "bithuxa")
    page.goto("/chi-tieu/muc-tieu/mau/nam-sang")
    page.get_by_label("Chỉ số hoặc chỉ tiêu").select_option(label="Số việc mỗi người đăng ký")
    page.get_by_label("Mức cần đạt").fill("2,5")
    page.get_by_role("button", name="Lưu mục tiêu").click()
    expect(page.get_by_text("Đã lưu mục tiêu.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Mục tiêu từ 2,5")
    page.get_by_role("link", name="Bỏ mục tiêu Số việc mỗi người đăng ký").click()
    page.get_by_role("button", name="Bỏ mục tiêu").click()
    expect(page.get_by_text("Đã bỏ mục tiêu.")).to_be_visible()

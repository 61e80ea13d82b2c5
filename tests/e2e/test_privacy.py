"""One says yes and takes it back, asks to be deleted, takes a copy home; the secretary records a meeting."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

PAGES = {
    "dangvien": (
        "/du-lieu-ca-nhan/",
        "/du-lieu-ca-nhan/thong-bao/",
        "/du-lieu-ca-nhan/gui-yeu-cau/",
    ),
    "bithu": ("/du-lieu-ca-nhan/don-vi/mau/nam-sang/na-leng",),
    "quantri": (
        "/du-lieu-ca-nhan/yeu-cau/",
        "/du-lieu-ca-nhan/su-co/",
        "/du-lieu-ca-nhan/luu-giu/",
        "/du-lieu-ca-nhan/can-cu/mau",
        "/du-lieu-ca-nhan/danh-gia/mau",
        "/du-lieu-ca-nhan/su-co/ghi/mau",
    ),
}


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for who, paths in PAGES.items():
        sign_in(page, who)
        for path in paths:
            answer = page.goto(path)
            assert answer is not None
            assert answer.ok, path
            assert not serious(page), path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.context.clear_cookies()


def test_ones_own_data(page: Page) -> None:
    sign_in(page, "dangvien")
    page.goto("/du-lieu-ca-nhan/")
    publish = page.get_by_role("listitem").filter(has_text="Đăng tên, ảnh lên trang công khai")
    expect(publish.get_by_text("Chưa đồng ý.")).to_be_visible()
    publish.get_by_role("button", name="Đồng ý").click()
    expect(publish.get_by_text("Đã đồng ý ngày")).to_be_visible()
    publish.get_by_role("button", name="Rút đồng ý").click()
    expect(publish.get_by_text("Đã rút ngày")).to_be_visible()
    page.get_by_role("link", name="Gửi yêu cầu về dữ liệu").click()
    page.get_by_label("Tôi yêu cầu").select_option("access")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_text("chờ tiếp nhận")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải về mọi dữ liệu của tôi").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_the_secretary_records_a_meeting(page: Page) -> None:
    sign_in(page, "bithu")
    page.get_by_role("link", name="Ghi đã thông báo").first.click()
    page.get_by_label("Cuộc họp").fill("Sinh hoạt chi bộ thường kỳ")
    page.get_by_role("button", name="Đã thông báo tại cuộc họp này").click()
    expect(page.get_by_role("heading", name="Mọi người đã được thông báo")).to_be_visible()

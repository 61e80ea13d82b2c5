"""A member with a phone, without scripts: what was done is told, seen in the story, and stays theirs."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.signing import sign_in

PHONE = {"width": 360, "height": 800}


def photo() -> FilePayload:
    """A photo of a phone."""
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), "#7a8f5a").save(out, "JPEG")
    return {"name": "duong.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.mark.browser_context_args(java_script_enabled=False, viewport=PHONE)
def test_a_member_tells_what_was_done_with_a_photo(page: Page) -> None:
    sign_in(page, "dangvien")
    page.goto("/viec-cua-toi/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc của tôi")
    page.get_by_label("Làm được gì?").fill("Đổ bê tông đoạn dốc, 35 m")
    page.get_by_label("Số lượng").first.fill("gần 35")
    page.get_by_label("Đơn vị").first.fill("m")
    page.get_by_label("Ảnh").set_input_files([photo()])
    page.get_by_role("button", name="Gửi kết quả").click()
    expect(page.get_by_text("Chọn: xong rồi, hay còn làm tiếp.").first).to_be_visible()
    expect(page.get_by_label("Làm được gì?")).to_have_value("Đổ bê tông đoạn dốc, 35 m")
    page.get_by_label("Ảnh").set_input_files([photo()])
    page.get_by_label("Làm tiếp").check()
    page.get_by_role("button", name="Gửi kết quả").click()
    expect(page.get_by_text("Đã gửi kết quả.")).to_be_visible()
    page.get_by_role("link", name="Góp 12 ngày công mở đường").click()
    expect(page.get_by_text(re.compile(r"gần\s35\sm")).first).to_be_visible()
    expect(page.get_by_text("Đổ bê tông đoạn dốc, 35 m")).to_be_visible()
    expect(page.get_by_role("img", name="Ảnh minh chứng").first).to_be_visible()
    expect(page.get_by_role("region", name="Nhật ký")).to_contain_text("Lường Văn Đạt")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_a_member_can_be_read_by_everyone(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "dangvien")
    page.goto("/viec-cua-toi/")
    addresses = (
        page.get_by_role("article")
        .get_by_role("link")
        .evaluate_all("links => links.map(link => link.getAttribute('href'))")
    )
    registration = page.get_by_role("link", name="Xem bản đăng ký và nhật ký").get_attribute("href")
    parts = page.get_by_role("link", name="Ghi phần này").get_attribute("href")
    for address in {"/viec-cua-toi/", *addresses, registration, parts}:
        answer = page.goto(str(address))
        assert answer is not None
        assert answer.ok, address
        assert len(answer.body()) < 100_000
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address

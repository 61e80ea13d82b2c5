"""A member writes and sends a self-review, the secretary proposes and holds a ballot, all read the pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

MEMBER, SECRETARY, OFFICER = "dangvien", "bithu", "canboxa"
CELL, COMMUNE = "mau/nam-sang/na-leng", "mau/nam-sang"
PAGES = {
    SECRETARY: (
        f"/danh-gia/don-vi/{CELL}", f"/danh-gia/de-xuat/{CELL}", f"/danh-gia/mo-phieu/{CELL}",
        "/danh-gia/quy-dinh/",
    ),
    OFFICER: (
        f"/danh-gia/don-vi/{COMMUNE}", f"/danh-gia/ke-khai/{COMMUNE}",
        f"/danh-gia/ty-le/{COMMUNE}?excellent=120&good=451&done=27&failed=0",
    ),
    MEMBER: ("/danh-gia/", "/danh-gia/tu-soi/"),
}  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("who", PAGES)
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], who: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, who)
    for path in PAGES[who]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert len(answer.body()) < 100_000
        assert serious(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_member_writes_a_review_beside_the_facts_and_sends_it(page: Page) -> None:
    sign_in(page, MEMBER)
    page.goto("/danh-gia/")
    page.get_by_role("link", name=re.compile("Năm 20.., Chi bộ thôn Nà Lẹng")).click()
    expect(page.get_by_role("main")).to_contain_text("Góp 12 ngày công mở đường")
    page.get_by_label(re.compile("VI. Phương hướng")).fill("Làm xong đoạn đường còn lại.")
    page.get_by_role("button", name="Lưu và gửi chi bộ").click()
    expect(page.get_by_role("main")).to_contain_text("Làm xong đoạn đường còn lại.")
    expect(page.get_by_role("button", name="Lưu và gửi chi bộ")).to_have_count(0)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_cell_votes_on_a_shared_machine_and_two_codes_open_the_urn(page: Page) -> None:
    sign_in(page, SECRETARY)
    page.goto(f"/danh-gia/mo-phieu/{CELL}")
    page.get_by_label("trên máy, hai người giữ mã").check()
    page.get_by_label("Người kiểm phiếu thứ nhất", exact=True).fill("Triệu Sinh Phú")
    page.get_by_label("Người kiểm phiếu thứ hai", exact=True).fill("Bàn Văn Chiêu")
    page.get_by_label("Mã của người thứ nhất").fill("quế tháng ba")
    page.get_by_label("Mã của người thứ hai").fill("suối Nà Lẹng")
    page.get_by_role("button", name="Mở cuộc bỏ phiếu").click()
    page.get_by_role("link", name="Bỏ phiếu trên máy này").click()
    for place in (1, 2, 3):
        page.get_by_label("Người bỏ phiếu").select_option(index=place)
        for group in page.get_by_role("main").get_by_role("group").all():
            group.get_by_label("Tốt", exact=True).check()
        page.get_by_role("button", name="Bỏ phiếu vào hòm").click()
    page.goto(page.url.split("phieu/?")[0])
    expect(page.get_by_role("main")).to_contain_text("3 trong")
    page.get_by_label("Mã của người kiểm phiếu thứ nhất").fill("quế tháng ba")
    page.get_by_label("Mã của người kiểm phiếu thứ hai").fill("suối Nà Lẹng")
    page.get_by_role("button", name="Mở hòm phiếu và kiểm").click()
    expect(page.get_by_role("main")).to_contain_text("thu về 3 phiếu")
    expect(page.get_by_role("rowheader").first).to_be_visible()

"""The secretary of a cell holds the monthly meeting on a phone, from the agenda to what goes up."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.signing import sign_in

SECRETARY, CELL = "bithu", "mau/nam-sang/na-leng"
# What is typed of a meeting of fourteen: its words, and nothing else.
SAID = (
    ("i1-said", "Các việc kỳ trước cơ bản xong, một việc chuyển sang tháng này."),
    ("i2-said", "Việc làm theo đều; hai đồng chí báo kết quả trước ngày 25."),
    ("directions", "- Dọn vệ sinh đường thôn sáng thứ Bảy.\n- Chuẩn bị chuyên đề quý IV."),
    ("limits", "Còn đồng chí đến muộn do mùa vụ."),
)
SPOKEN = ("Nhất trí với đánh giá, đề nghị mở đường trước mùa mưa.", "Xin nhận việc giúp hộ nghèo.")
TASKS = ("Vận động các hộ chặt cây che đường", "Lập danh sách hộ nghèo cần giúp")


class Hand:
    """A hand on a phone that counts: letters typed, and taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.letters, self.taps = page, 0, 0

    def type(self, name: str, text: str) -> None:
        """Tap into a field and type."""
        self.taps += 1
        self.letters += len(text)
        self.page.locator(f"[name='{name}']").fill(text)

    def choose(self, name: str, label: str) -> None:
        """Open a list and take one line of it."""
        self.taps += 2
        self.page.locator(f"[name='{name}']").select_option(label=label)

    def tap(self, what: Locator) -> None:
        """One tap."""
        self.taps += 1
        what.click()


def open_next(page: Page) -> None:
    """The page of the meeting that is about to be held; another is opened where none waits."""
    page.goto(f"/sinh-hoat/don-vi/{CELL}")
    waiting = page.get_by_role("link", name="Ghi kỳ này")
    if waiting.count():
        waiting.first.click()
    else:
        page.goto(f"/sinh-hoat/moi/{CELL}")
        page.get_by_role("button", name="Mở kỳ sinh hoạt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sinh hoạt thường kỳ")


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 360, "height": 800})
def test_a_monthly_meeting_is_written_down_on_a_phone_without_a_script(page: Page) -> None:
    sign_in(page, SECRETARY)
    open_next(page)
    hand = Hand(page)
    hand.type("day", f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}")
    hand.type("starts", "19:00")
    hand.type("ends", "20:40")
    row = page.locator(".roster li").filter(has_text="Phùng Thị Huệ")
    hand.tap(row.get_by_role("radio", name="Có lý do"))
    hand.tap(page.locator("#diem-danh").get_by_role("button", name="Lưu, sang bước sau"))
    expect(page).to_have_url(re.compile("#noi-dung$"))
    for name, text in SAID:
        hand.type(name, text)
    for n, text in enumerate(SPOKEN, 1):
        hand.choose(f"s{n}-person", "Triệu Sinh Phú" if n == 1 else "Ma Thị Nhung")
        hand.type(f"s{n}-text", text)
    hand.choose("m1-person", "Lường Văn Đạt")
    hand.type("m1-text", "góp công mở đường")
    for n, text in enumerate(TASKS, 1):
        hand.type(f"t{n}-text", text)
        hand.choose(f"t{n}-person", "Nông Thế Quyền" if n == 1 else "Ma Thị Nhung")
    hand.tap(page.get_by_role("button", name="Chốt biên bản"))
    expect(page.get_by_text("Đã chốt biên bản.")).to_be_visible()
    hand.tap(page.get_by_role("link", name="Gửi lên trên"))
    hand.tap(page.get_by_role("button", name="Gửi lên trên"))
    expect(page.get_by_text("Đã gửi lên trên.").first).to_be_visible()
    # Words of docs/meetings.md: at 120 letters a minute and 2 seconds a tap far under ten minutes.
    assert hand.letters < 650
    assert hand.taps < 40
    page.get_by_role("link", name="Xem biên bản").click()
    paper = page.get_by_role("article")
    for text in (*(text.splitlines()[0].lstrip("- ") for _name, text in SAID), *SPOKEN, *TASKS):
        expect(paper).to_contain_text(text)
    expect(paper).to_contain_text(re.compile(r"Có mặt: 1\d/1\d"))  # other journeys admit members
    _reopen(page)


def _reopen(page: Page) -> None:
    """Leave the meeting as the other tests find it."""
    page.go_back()
    page.get_by_role("link", name="Mở lại để sửa").click()
    page.get_by_label("Lý do").fill("Thử xong, trả lại như cũ")
    page.get_by_role("button", name="Mở lại").click()


def test_what_is_typed_is_saved_by_itself(page: Page) -> None:
    sign_in(page, SECRETARY)
    open_next(page)
    page.locator("[name='fee_note']").evaluate("field => field.closest('details').open = true")
    page.get_by_label("Đảng phí").fill("Thu đủ tháng này")
    page.get_by_label("Đảng phí").blur()
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    page.reload()
    expect(page.locator("[name='fee_note']")).to_have_value("Thu đủ tháng này")


@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, SECRETARY)
    open_next(page)
    here = page.url
    paths = [
        here,
        f"/sinh-hoat/don-vi/{CELL}",
        f"/sinh-hoat/moi/{CELL}",
        f"/sinh-hoat/quy-dinh/{CELL}",
    ]
    paths += [f"{here}/{name}" for name in ("giay-moi", "bien-ban", "nghi-quyet", "rieng", "huy")]
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert len(answer.body()) < 100_000
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_level_above_reads_counts_and_who_has_not(page: Page) -> None:
    sign_in(page, "canboxa")
    page.goto("/sinh-hoat/")
    expect(page.get_by_role("main")).to_contain_text("chưa sinh hoạt chuyên đề")
    page.get_by_role("link", name="Chi bộ thôn Nà Lẹng").first.click()
    page.get_by_role("rowheader").get_by_role("link").nth(1).click()
    expect(page.get_by_role("main")).to_contain_text("ở lại chi bộ")
    expect(page.get_by_role("main")).not_to_contain_text("Triệu Sinh Phú")

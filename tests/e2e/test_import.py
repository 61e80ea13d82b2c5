"""A list of a commune comes in as its officer has it: read, corrected, asked about, applied, taken back."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

OFFICER = "canboxa"
CELL = "Chi bộ thôn Nà Lẹng"
HEAD = ("TT", "Họ và tên", "Chi bộ", "Nội dung đăng ký", "Số lượng", "ĐVT", "Thời hạn", "Số tiền",
        "Kết quả")  # fmt: skip


def _workbook(*rows: Sequence[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in (("DANH SÁCH ĐĂNG KÝ",), HEAD, *rows):
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _row(number: int, name: str, deed: str, money: Any, cell: str = CELL) -> Sequence[Any]:
    return (number, name, cell, deed, 2, "ha", "30/6/2025", money, "HT")


def _send(page: Page, data: bytes) -> None:
    page.goto("/nhap-tep/")
    page.get_by_label("Tệp", exact=True).set_input_files(
        {
            "name": "danh-sach.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": data,
        }
    )
    page.get_by_label("Năm", exact=True).fill("2025")
    page.get_by_role("button", name="Đọc tệp").click()


def _apply(page: Page, go: str) -> None:
    page.get_by_role("button", name=go).first.click()
    expect(page.get_by_role("heading", name="Đã nhập xong.")).to_be_visible()


def _readable(page: Page, serious: Callable[[Page], list[str]]) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_list_comes_in_is_corrected_and_taken_back(page: Page) -> None:
    sign_in(page, OFFICER)
    _send(page, _workbook(_row(1, "Hoàng Văn Thử", "Trồng quế trên đồi", "1,5 triệu")))
    expect(page.get_by_text("đọc là 1.500.000")).to_be_visible()
    _apply(page, "Nhập 1 dòng")
    _send(page, _workbook(_row(1, "Hoàng Văn Thử", "Trồng quế trên đồi", "2 triệu")))
    expect(
        page.get_by_text("đang là 1.500.000\u00a0đồng, sẽ là 2.000.000\u00a0đồng")
    ).to_be_visible()
    _apply(page, "Nhập 1 dòng")
    page.get_by_role("link", name="Hoàn tác lần nhập này").click()
    expect(page.get_by_text("Trả 1 việc đã sửa về như trước khi nhập.")).to_be_visible()
    page.get_by_label("Lý do hoàn tác").fill("Gửi nhầm tệp")
    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    expect(page.get_by_role("heading", name="Đã hoàn tác lần nhập này.")).to_be_visible()


def test_everyone_can_read_the_pages(page: Page, serious: Callable[[Page], list[str]]) -> None:
    sign_in(page, OFFICER)
    _readable(page, serious)
    first = _workbook(_row(1, "Hoàng Văn Đọc", "Trồng cây gỗ lớn trên đồi", 500_000))
    _send(page, first)
    _apply(page, "Nhập 1 dòng")
    rows = (
        _row(1, "Hoàng Văn Đọc", "Trồng cây gỗ lớn trên đồi", 700_000),
        _row(2, "Hoàng Văn Đọc", "Mở đường lên nương <b>xa</b>", "nhiều"),
        _row(3, "Hoàng Văn Đọc", "Giúp hộ nghèo", None, "Chi bộ thôn Chưa Có"),
        _row(4, "Hoàng Văn Mới", "Làm kè suối", "gần 5 triệu"),
    )
    _send(page, _workbook(*rows))
    preview = page.url
    expect(page.get_by_text("Là người khác, thêm mới")).to_be_visible()
    _readable(page, serious)
    page.get_by_text("Các cột được hiểu thế nào").click()
    page.get_by_role("link", name="Sửa cách hiểu").click()
    _readable(page, serious)
    page.goto(preview)
    page.get_by_role("button", name="Nhập 3 dòng còn lại").first.click()
    _readable(page, serious)
    page.get_by_role("link", name="Hoàn tác lần nhập này").click()
    _readable(page, serious)
    page.get_by_label("Lý do hoàn tác").fill("Thử hoàn tác")
    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    _readable(page, serious)

"""A secretary prints the forms of a cell, and takes the signed ones back in."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.signing import sign_in
from tests.paper import page_with, scan_of

CELL = "mau/nam-sang/na-leng"
PRINT, SCANS = f"/don-vi/in-phieu/{CELL}?nam=2026", f"/ban-quet/{CELL}?nam=2026"
SECRETARY = "bithu"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [PRINT, SCANS])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, SECRETARY)
    page.goto(path)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_forms_are_printed_and_what_comes_back_finds_its_place(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, SECRETARY)
    answer = page.request.get(f"{PRINT}&khuon=a4&mau=dang-ky")
    printed = tmp_path / "phieu.pdf"
    printed.write_bytes(answer.body())
    people = len(PdfReader(io.BytesIO(answer.body())).pages)
    page.goto(SCANS)
    page.get_by_label("Bản quét hoặc ảnh chụp phiếu").set_input_files(printed)
    page.get_by_role("button", name="Gửi bản quét").click()
    expect(page.get_by_text(f"Đã gắn {people} phiếu vào bản đăng ký")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_form_of_the_whole_cell_is_printed_and_comes_back(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, SECRETARY)
    page.goto(PRINT)
    expect(page.get_by_label("Tập thể: Chi bộ")).to_be_visible()
    answer = page.request.get(f"{PRINT}&khuon=a4&mau=dang-ky&ai=0")
    printed = tmp_path / "tap-the.pdf"
    printed.write_bytes(answer.body())
    assert len(PdfReader(io.BytesIO(answer.body())).pages) == 1
    page.goto(SCANS)
    page.get_by_label("Bản quét hoặc ảnh chụp phiếu").set_input_files(printed)
    page.get_by_role("button", name="Gửi bản quét").click()
    expect(page.get_by_text("Đã gắn 1 phiếu vào bản đăng ký: Chi bộ")).to_be_visible()


def test_a_scan_without_a_code_is_matched_by_choosing_the_person(
    page: Page, tmp_path: Path, serious: Callable[[Page], list[str]]
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, SECRETARY)
    blank = tmp_path / "mo-ma.jpg"
    blank.write_bytes(scan_of(page_with("")).read())
    page.goto(SCANS)
    page.get_by_label("Bản quét hoặc ảnh chụp phiếu").set_input_files(blank)
    page.get_by_role("button", name="Gửi bản quét").click()
    expect(page.get_by_text("1 bản chưa biết của ai").first).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Xem to bản quét").click()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Hoặc chọn người").select_option(index=2)
    page.get_by_role("button", name="Gắn bản này").click()
    expect(page.get_by_text("Đã gắn bản quét vào bản đăng ký.")).to_be_visible()
    expect(page.get_by_text("chưa biết của ai")).to_have_count(0)

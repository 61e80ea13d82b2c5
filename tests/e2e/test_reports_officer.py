"""The officer of a district reads the report, chooses its examples, writes a part, takes it home."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing import sign_in

REPORT = "/don-vi/bao-cao/bac-kan/pac-nam?ky=2022"
EXAMPLES = "/don-vi/bao-cao-viec/bac-kan/pac-nam?ky=2022"
OFFICER = "canbohuyen"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [REPORT, f"{REPORT}&doan=inspection", EXAMPLES])
def test_everyone_can_read_the_pages(
    page: Page, serious: Callable[[Page], list[str]], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, OFFICER)
    answer = page.goto(path)
    assert answer is not None
    assert len(answer.body()) < 100_000
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_of_the_report_opens_its_records(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(REPORT)
    paper = page.get_by_role("article", name="Bản xem trước")
    for figure in ("561 việc", "135 việc", "3.485 người", "6.868 việc"):
        expect(paper.get_by_role("link", name=figure).first).to_be_visible()
    paper.get_by_role("link", name="3.485 người").first.click()
    expect(page).to_have_url(re.compile("/don-vi/ban-ghi/bac-kan/pac-nam"))
    expect(page.get_by_role("main")).to_contain_text("3.485")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_examples_are_looked_for_without_marks_and_told_without_names(page: Page) -> None:
    sign_in(page, OFFICER)
    page.goto(EXAMPLES)
    page.get_by_label("Tìm việc hoặc đơn vị").fill("phieng tac")
    page.get_by_role("button", name="Tìm", exact=True).click()
    for deed in ("Vận động bà con mở đường", "Vận động bà con làm các mô hình"):
        page.get_by_label(deed).check()
    page.get_by_label("Tìm việc hoặc đơn vị").fill("thom nieng")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_label("Bỏ tiền thuê máy xúc").check()
    page.get_by_role("button", name="Lưu lựa chọn").click()
    body = page.get_by_role("article", name="Bản xem trước")
    expect(body).to_contain_text("Chi bộ thôn Phiêng Tạc (Đảng bộ xã Nhạn Môn) có 8 đảng viên")
    expect(body).to_contain_text("mở 700 m đường lâm nghiệp")
    expect(body).to_contain_text("Một đảng viên Chi bộ thôn Thôm Niêng (Đảng bộ xã Cổ Linh)")


def test_a_missing_part_is_written_by_keyboard_and_the_files_come_home(
    page: Page, tmp_path: Path
) -> None:
    sign_in(page, OFFICER)
    page.goto("/don-vi/bao-cao/bac-kan/pac-nam/nhan-mon?ky=2022&doan=inspection")
    words = page.get_by_label("Kiểm tra, giám sát", exact=False).first
    words.fill("Đã kiểm tra 5 tổ chức đảng.")
    words.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã lưu: Kiểm tra, giám sát.")).to_be_visible()
    expect(page.get_by_role("article", name="Bản xem trước")).to_contain_text(
        "Đã kiểm tra 5 tổ chức đảng."
    )
    for name, begin in (("PDF", b"%PDF"), ("DOCX", b"PK"), ("Phụ lục XLSX", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.name.startswith("bao-cao-nhan-mon-2022.")
        assert path.read_bytes().startswith(begin)

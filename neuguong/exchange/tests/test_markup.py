"""A workbook comes back with its faults marked, and nothing in it can act."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.queries import marked_copy
from neuguong.exchange.tests.formats import as_ods, as_xls
from neuguong.exchange.tests.samples import PLAIN, merged, read, workbook


def _marked(data: bytes) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(data, read(data))))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_faults_are_red_with_a_comment_and_a_column_of_advice() -> None:
    rows = [
        PLAIN,
        (1, "Vi Văn Sáu", "Chi bộ 1", None, "Trồng cây", 1, "cây", None, "nhiều", -1, None),
    ]
    sheet = _marked(workbook(rows))
    for name in ("I2", "J2"):
        cell = sheet[name]
        assert cell.fill.fgColor.rgb == "00F6D5D5"
        assert cell.comment is not None
        assert cell.comment.text.startswith(f"Dòng 2, cột {name[0]}")
    assert sheet["L1"].value == "Cần sửa"
    assert (
        str(sheet["L2"].value)
        .splitlines()[1]
        .startswith("Dòng 2, cột J “Ngày công”: “-1” là số âm")
    )
    assert sheet["B2"].value == "Vi Văn Sáu"
    assert sheet["B2"].comment is None


def test_their_own_layout_stays() -> None:
    sheet = _marked(merged())
    assert "B12:B14" in {str(found) for found in sheet.merged_cells.ranges}
    assert sheet["A4"].value == "BIỂU TỔNG HỢP ĐĂNG KÝ VIỆC LÀM THEO BÁC NĂM 2022"


def test_formulas_come_back_as_text_or_values() -> None:
    def plant(sheet: Worksheet) -> None:
        sheet["E2"] = '=HYPERLINK("x";"y")'
        sheet["E2"].data_type = "s"
        sheet["B3"] = "=1+1"
        sheet["C2"] = "@SUM(A1)"

    rows = [PLAIN, (1, "Vi Văn Sáu", "Chi bộ 1", None, None, None, None, None, "nhiều")]
    sheet = _marked(workbook(rows, change=plant))
    assert (sheet["E2"].data_type, sheet["E2"].value) == ("s", '=HYPERLINK("x";"y")')
    assert sheet["E2"].quotePrefix
    assert sheet["C2"].quotePrefix
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_table_of_text_comes_back_as_a_workbook() -> None:
    data = "Họ và tên;Nội dung;Số tiền\nVi Văn Sáu;=1+1 việc;nhiều\n".encode()
    sheet = _marked(data)
    assert [cell.value for cell in sheet[2]][:3] == ["Vi Văn Sáu", "=1+1 việc", "nhiều"]
    assert sheet["B2"].data_type == "s"
    assert str(sheet["D2"].value).startswith("Dòng 2, cột C")


@pytest.mark.parametrize("writer", [as_xls, as_ods])
def test_old_and_open_workbooks_come_back_as_workbooks_of_today(
    writer: Callable[..., bytes],
) -> None:
    rows = [
        ("Họ và tên", "Nội dung", "Số tiền"),
        ("Vi Văn Sáu", "Trồng cây", "nhiều"),
        (None, "Dọn đường"),
    ]
    sheet = _marked(writer(rows, [(2, 1, 3, 1)]))
    assert [str(found) for found in sheet.merged_cells.ranges] == ["A2:A3"]
    assert sheet["C2"].comment is not None
    assert str(sheet["D2"].value).startswith("Dòng 2, cột C")

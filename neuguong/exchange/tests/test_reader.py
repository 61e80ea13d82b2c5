"""A file is taken for what its bytes are, and refused with one sentence before it can do harm."""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.tests.samples import clean, merged, repacked, saved, workbook
from neuguong.exchange.workbook.reader import CellFault, read_workbook
from neuguong.lib.refusal import Refused

_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData>%s</worksheet>"
)


def _with_sheet(cells: bytes, tail: bytes = b"") -> bytes:
    return _with_part("xl/worksheets/sheet1.xml", _SHEET % (cells, tail))


def _with_part(name: str, part: bytes) -> bytes:
    return repacked(clean(), lambda parts: parts.__setitem__(name, part))


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(data)
    sentence = caught.value.refusal.text
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value.refusal.code


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_CELL = b'<row r="%d"><c r="%s%d"><v>1</v></c></row>'
_HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip that is none": (lambda: b"PK\x03\x04 no workbook" + bytes(range(256)), "not_a_workbook"),
    "zip of something else": (
        lambda: repacked(clean(), lambda parts: parts.pop("xl/workbook.xml")), "not_a_workbook"
    ),
    "half a file": (lambda: clean()[:3000], "not_a_workbook"),
    "empty": (lambda: b"", "file_empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_workbook"),
    "page of the web": (lambda: b"<html><td>a;b</td>\n<td>c;d</td></html>", "not_a_workbook"),
    "prose": (lambda: "Kính gửi các đồng chí.\nXin chào.".encode(), "not_a_workbook"),
    "macros": (lambda: _with_part("xl/vbaProject.bin", b"x"), "workbook_with_macros"),
    "password": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_locked"),
    "old format": (lambda: _OLE, "workbook_old"),
    "bomb": (lambda: _with_sheet(b" " * 60_000_000), "workbook_too_big"),
    "document type": (
        lambda: _with_part("xl/worksheets/sheet1.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
        "not_a_workbook",
    ),
    "broken part": (lambda: _with_part("xl/worksheets/sheet1.xml", b"<worksheet>"), "not_a_workbook"),
    "a million rows": (
        lambda: _with_sheet(_CELL % (1, b"A", 1) + _CELL % (1_048_576, b"A", 1_048_576)),
        "workbook_too_many_rows",
    ),
    "16,384 columns": (lambda: _with_sheet(_CELL % (1, b"XFD", 1)), "workbook_too_many_columns"),
    "two far corners": (lambda: _with_sheet(_CELL % (90_000, b"IV", 90_000)), "workbook_too_big"),
    "merges over merges": (
        lambda: _with_sheet(
            b"".join(_CELL % (n, b"A", n) for n in range(1, 3000)),
            b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>",
        ),
        "workbook_too_big",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _HOSTILE)
def test_what_should_not_be_opened_is_refused(name: str) -> None:
    data, code = _HOSTILE[name]
    assert _refusal(data()) == code


def test_a_part_larger_than_it_says_is_refused() -> None:
    """The sizes in the directory are what limits are checked by, so they must be true."""
    data = bytearray(clean())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    size = info.file_size.to_bytes(4, "little")
    at = data.rindex(size)
    data[at : at + 4] = (info.file_size - 100).to_bytes(4, "little")
    assert _refusal(bytes(data)) == "workbook_too_big"


def test_blank_formatted_rows_are_no_rows() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, 50_001))
    assert read_workbook(_with_sheet(rows)).sheets[0].rows == ()


def test_rows_keep_their_numbers_and_merges() -> None:
    sheet = read_workbook(merged()).sheets[0]
    assert [row.number for row in sheet.rows][:5] == [1, 2, 4, 5, 7]
    assert sheet.value(13, 2) is None
    assert sheet.merged_value(13, 2) == "Lục Thị Mười"
    assert sheet.value(7, 7) == "Kinh phí (triệu đồng)"
    merge = sheet.merge_at(9, 5)
    assert merge is not None
    assert (merge.top, merge.left, merge.bottom, merge.right) == (9, 2, 9, 8)


def test_values_come_as_they_are_meant() -> None:
    day = dt.date(2022, 12, 31)
    rows = [("Bản Slin", 12.5, 700.0, True, day, None, "  ", '=HYPERLINK("x")')]

    def as_text(sheet: Worksheet) -> None:
        sheet["H1"].data_type = "s"

    values = read_workbook(workbook(rows, change=as_text)).sheets[0].rows[0].values
    assert values[:4] == ("Bản Slin", 12.5, 700, True)
    assert values[5:] == (None, None, '=HYPERLINK("x")')
    assert values[4] in (day, dt.datetime.combine(day, dt.time()))


def test_decomposed_text_is_composed() -> None:
    typed = unicodedata.normalize("NFD", "Chi bộ Phiêng Phàng")
    assert read_workbook(workbook([(typed, "x")])).sheets[0].value(1, 1) == "Chi bộ Phiêng Phàng"


def test_days_of_1904_workbooks_are_right() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = dt.date(2022, 12, 31)
    value = read_workbook(saved(book)).sheets[0].value(1, 1)
    assert isinstance(value, dt.date)
    assert (value.year, value.month, value.day) == (2022, 12, 31)


def test_formulas_without_value_and_errors_are_faults() -> None:
    cells = (
        b'<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        b'<c r="C1" t="e"><v>#REF!</v></c></row>'
    )
    row = read_workbook(_with_sheet(cells)).sheets[0].rows[0]
    assert row.values == (
        CellFault("formula_without_value"), 2, CellFault("excel_error", "#REF!")
    )  # fmt: skip


def test_hidden_sheets_and_rows_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["a"])
    sheet.row_dimensions[1].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    first, second = read_workbook(saved(book)).sheets
    assert (first.hidden, first.rows[0].hidden, second.hidden) == (False, True, True)


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-8")],
)
def test_tables_of_text_are_read(separator: str, encoding: str) -> None:
    lines = [("TT", "Họ và tên", "Việc làm"), ("1", "Vi Thị Bảy", '"Dọn đường\nquét sân"')]
    text = "\n".join(separator.join(line) for line in lines)
    book = read_workbook(text.encode(encoding))
    assert book.kind == "csv"
    assert [row.values for row in book.sheets[0].rows] == [
        ("TT", "Họ và tên", "Việc làm"),
        ("1", "Vi Thị Bảy", "Dọn đường\nquét sân"),
    ]


def test_text_of_old_fonts_becomes_unicode() -> None:
    rows = [
        ("TT", "Họ và tên", "Nội dung"),
        (1, "NguyÔn Ngäc B»ng", "D¹y ch÷ cho ng\xadêi lín tuæi"),
        (2, "Quan Thu Lùu", "VËn ®éng hiÕn ®Êt"),
        (3, "Lê Thị Hà", "Trồng 400 m² rau"),
    ]
    sheet = read_workbook(workbook(rows)).sheets[0]
    assert [row.values[1:] for row in sheet.rows[1:]] == [
        ("Nguyễn Ngọc Bằng", "Dạy chữ cho người lớn tuổi"),
        ("Quan Thu Lựu", "Vận động hiến đất"),
        ("Lê Thị Hà", "Trồng 400 m² rau"),
    ]

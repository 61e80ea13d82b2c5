"""A file is taken for what its bytes are, and refused with one sentence before it can do harm."""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.tests.formats import WRITERS, as_csv, as_ods, as_xls
from neuguong.exchange.tests.letters import in_1258
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


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_says_the_same(kind: str) -> None:
    rows = [
        ("TT", "Họ và tên", "Việc làm", "Hạn", "Số lượng"),
        (1, "Vi Thị Bảy", "Dọn đường\nquét sân", dt.date(2022, 12, 31), 12.5),
        (None, None, "Trồng rau", None, 700),
    ]
    book = read_workbook(WRITERS[kind](rows, [(2, 1, 3, 1), (2, 2, 3, 2)]))
    sheet = book.sheets[0]
    assert book.kind == kind
    shown = [[_typed(value) for value in row.values] for row in sheet.rows]
    assert shown == [[_typed(value) for value in row] for row in rows]
    if kind != "csv":
        assert sheet.merged_value(3, 2) == "Vi Thị Bảy"


def _typed(value: object) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value).replace(".", ",") if value is not None else ""


@pytest.mark.parametrize("writer", [as_xls, as_ods])
def test_old_and_open_workbooks_say_what_is_hidden_and_in_which_font(
    writer: Callable[..., bytes],
) -> None:
    rows = [("TT", "Hä vµ tªn"), (1, "Chi bé")]
    sheet = read_workbook(writer(rows, font=".VnTime", hidden=[2])).sheets[0]
    assert [row.values[1] for row in sheet.rows] == ["Họ và tên", "Chi bộ"]
    assert [row.hidden for row in sheet.rows] == [False, True]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
)
def test_tables_of_text_are_read(separator: str, encoding: str) -> None:
    rows = [
        ("TT", "Họ và tên", "Việc làm"),
        ("1", "Vi Thị Bảy", "Dọn đường; 1,2 km\nquét sân"),
        ("2", "Nguyễn Văn Ước", "Vận động hiến đất"),
    ]
    if encoding == "cp1258":
        data = in_1258(as_csv(rows, separator=separator, encoding="utf-8").decode())
    else:
        data = as_csv(rows, separator=separator, encoding=encoding)
    book = read_workbook(data)
    assert book.kind == "csv"
    assert [row.values for row in book.sheets[0].rows] == rows


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (
            "TT;Hä vµ tªn;Néi dung\n1;NguyÔn Ngäc B»ng;D¹y ch÷ cho ng\xadêi lín tuæi\n",
            "Nguyễn Ngọc Bằng",
        ),
        (
            "TT;Hoï vaø teân;Noäi dung\n1;Nguyeãn Ngoïc Baèng;Daïy chöõ cho ngöôøi\n",
            "Nguyễn Ngọc Bằng",
        ),
    ],
)
def test_tables_of_text_in_codes_of_before_unicode_are_read(lines: str, name: str) -> None:
    sheet = read_workbook(lines.encode("cp1252")).sheets[0]
    assert sheet.rows[0].values == ("TT", "Họ và tên", "Nội dung")
    assert sheet.rows[1].values[1] == name


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


def test_text_of_vni_becomes_unicode() -> None:
    rows = [
        ("TT", "Hoï vaø teân", "Noäi dung"),
        (1, "Nguyeãn Thò Bích Ñaøo", "Vaän ñoäng nhaân daân hieán ñaát laøm ñöôøng"),
        (2, "TRÖÔNG VAÊN KYÛ", "Giuùp ñôõ hoä ngheøo, 12,5 ha"),
        (3, "Lý Thị Mười", "Trồng 400 m² rau, “sạch”"),
    ]
    sheet = read_workbook(workbook(rows)).sheets[0]
    assert [row.values[1:] for row in sheet.rows] == [
        ("Họ và tên", "Nội dung"),
        ("Nguyễn Thị Bích Đào", "Vận động nhân dân hiến đất làm đường"),
        ("TRƯƠNG VĂN KỶ", "Giúp đỡ hộ nghèo, 12,5 ha"),
        ("Lý Thị Mười", "Trồng 400 m² rau, “sạch”"),
    ]


def test_the_name_of_a_font_tells_what_letters_alone_cannot() -> None:
    """ "Chi bé" is two good words; in .VnTime it is "Chi bộ"."""

    def in_old_fonts(sheet: Worksheet) -> None:
        sheet["A1"].font = Font(name=".VnTime")
        sheet["B1"].font = Font(name=".VnTimeH")
        sheet["C1"].font = Font(name="VNI-Times")
        sheet["D1"].font = Font(name=".VnTime")

    rows = [("Chi bé", "NguyÔn v¨n an", "Thoân Hoøa", "Đã là Unicode", "Chi bé")]
    sheet = read_workbook(workbook(rows, change=in_old_fonts)).sheets[0]
    assert sheet.rows[0].values == (
        "Chi bộ", "NGUYỄN VĂN AN", "Thôn Hòa", "Đã là Unicode", "Chi bé"
    )  # fmt: skip

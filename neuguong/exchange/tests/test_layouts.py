"""Tables in many layouts: headings of three rows, several tables, groups, hidden parts."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.tests.samples import clean, read, read_rows, saved, workbook
from neuguong.exchange.workbook.layout import Said
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds

_TOTALS = (
    *("rows", "people", "collectives", "deeds"),
    *("money", "money_given", "money_planned", "labour_days", "completed"),
)


def _totals(reading: Reading) -> tuple[object, ...]:
    summary = reading.summary()
    return tuple(summary[key] for key in _TOTALS)


def _told(reading: Reading) -> list[tuple[str, str, str]]:
    return [(row.name, row.unit_name, deed.text) for row in reading.rows for deed in row.deeds]


def _keys(reading: Reading) -> list[str]:
    return [use.key for use in reading.understood[0].columns]


def _merged(*names: str) -> Callable[[Worksheet], None]:
    def merge(sheet: Worksheet) -> None:
        for name in names:
            sheet.merge_cells(name)

    return merge


def test_three_rows_of_headings_with_ticks_below() -> None:
    rows: list[Sequence[Any]] = [
        ("STT", "Họ và tên", "Nội dung", "Kết quả thực hiện", None, None, "Kinh phí"),
        (None, None, None, "Mức độ", None, "Minh chứng"),
        (None, None, None, "Hoàn thành", "Chưa hoàn thành"),
        (1, "Ma Văn Độ", "Trồng rừng", "x", None, "ảnh", "2 triệu"),
        (2, "Lò Thị Mến", "Dạy chữ", None, "x"),
    ]
    over = _merged("D1:F1", "D2:E2", "A1:A3", "B1:B3", "C1:C3", "F2:F3", "G1:G3")
    reading = read_rows(rows, change=over)
    assert [row.deeds[0].completed for row in reading.rows] == [True, False]
    assert reading.summary()["money_given"] == 2_000_000


def test_a_heading_over_two_columns_of_names_is_family_and_given_name() -> None:
    reading = read_rows(
        [
            ("TT", "Họ và tên", None, "Ngày sinh", "Đăng ký việc làm theo", "Ghi chú", "Thẻ"),
            (1, "Ma Văn", "Độ", "05/06/1975", "Trồng rừng", "làm trong quý I", "0012"),
            (2, "Lò Thị", "Mến", date(1980, 1, 2), "Dạy chữ"),
        ],
        change=_merged("B1:C1"),
    )
    assert [(row.name, row.birth_year) for row in reading.rows] == [
        ("Ma Văn Độ", 1975),
        ("Lò Thị Mến", 1980),
    ]
    assert reading.rows[0].notes == (("Ghi chú", "làm trong quý I"), ("Thẻ", "0012"))


def test_several_columns_of_deeds_are_read_together() -> None:
    reading = read_rows(
        [
            ("TT", "Họ và tên", "Nội dung đăng ký", None, None, "Kết quả"),
            (None, None, "Việc 1", "Việc 2", "Việc 3"),
            (1, "Ma Văn Độ", "Trồng rừng", "Dạy chữ", None, "HT"),
            (2, "Lò Thị Mến", "Hiến đất"),
        ],
        change=_merged("C1:E1", "A1:A2", "B1:B2", "F1:F2"),
    )
    assert [told[2] for told in _told(reading)] == ["Trồng rừng", "Dạy chữ", "Hiến đất"]


def test_figures_in_the_row_of_a_group_and_totals_on_top_are_checked() -> None:
    reading = read_rows([
        ("TT", "Họ và tên", "Nội dung đăng ký", "Số tiền (đồng)", "Ngày công"),
        (None, "Tổng cộng", "4 việc", 10_000_000, 3),
        ("I", "Chi bộ Nà Pài", "2 việc", 4_000_000, 1),
        (1, "Ma Văn Độ", "Trồng rừng", 1_000_000, 1),
        (2, "Lò Thị Mến", "Dạy chữ", 3_000_000),
        ("II", "Chi bộ Khuổi Lè", "2 việc", 7_000_000, 2),
        (1, "Lý Văn Ước", "Trồng quế", 1_000_000, 1),
        (2, "Bàn Thị Yến", "Hiến đất", 5_000_000, 1),
    ])  # fmt: skip
    assert [row.unit_name for row in reading.rows] == ["Chi bộ Nà Pài"] * 2 + [
        "Chi bộ Khuổi Lè"
    ] * 2
    assert [each.message for each in reading.all_warnings] == [
        "Dòng 6, cột D “Số tiền (đồng)”: ghi 7.000.000\u00a0đồng nhưng cộng các dòng dưới được"
        " 6.000.000\u00a0đồng, lệch 1.000.000; hãy xem lại."
    ]


def test_posts_beside_a_name_are_kept_apart() -> None:
    head = ("TT", "Họ và tên", "Nội dung đăng ký")
    names = (
        "Nguyễn Văn An - Bí thư chi bộ", "Nguyễn Văn An, Phó Bí thư", "Nguyễn Văn An\n(Trưởng thôn)",
        "Đ/c Nguyễn Văn An: Chi ủy viên", "Ông Nguyễn Văn An (1975)", "NGUYỄN VĂN AN",
    )  # fmt: skip
    reading = read_rows([head, *((n, name, "Trồng rừng") for n, name in enumerate(names, 1))])
    assert reading.faults == []
    assert {row.name.title() for row in reading.rows} == {"Nguyễn Văn An"}
    assert [row.post for row in reading.rows][:4] == [
        "Bí thư chi bộ", "Phó Bí thư", "Trưởng thôn", "Chi ủy viên"
    ]  # fmt: skip
    assert reading.rows[4].birth_year == 1975


def test_two_tables_in_one_sheet_are_both_read() -> None:
    reading = read_rows([
        ("I. TẬP THỂ",), ("TT", "Tên tập thể", "Nội dung đăng ký", "Kinh phí (triệu đồng)"),
        (1, "Chi bộ Nà Pài", "Làm đường", 10), ("Tổng cộng", None, None, 10), (),
        ("II. CÁ NHÂN",), ("STT", "Họ và tên", "Chi bộ", "Nội dung đăng ký", "Ngày công", "Số tiền (đồng)"),
        (1, "Ma Văn Độ", "Chi bộ Nà Pài", "Trồng rừng", 2, 1_000_000),
        ("Cộng", None, None, None, 2, 1_000_000),
    ])  # fmt: skip
    assert _totals(reading)[1:5] == (1, 1, 2, 11_000_000)
    assert reading.all_warnings == []
    assert [understood.header_first for understood in reading.understood] == [2, 7]


def test_what_is_said_of_a_sheet_leaves_its_lower_table_to_the_reader() -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Ghi thêm"],
        ["Nguyễn Văn Thử", "Trồng 100 cây mỡ"],
        ["TẬP THỂ"],
        ["TT", "Tên tập thể", "Nội dung đăng ký"],
        [1, "Chi bộ thôn Một", "Sửa 200 m đường"],
    ]
    told = {"Đăng ký": Said(header=(1, 1), columns={2: "deed"})}
    reading = read_deeds(read_workbook(workbook(rows)), year=2022, said=told)
    assert _told(reading) == [
        ("Nguyễn Văn Thử", "", "Trồng 100 cây mỡ"),
        ("Chi bộ thôn Một", "Chi bộ thôn Một", "Sửa 200 m đường"),
    ]


def test_a_sheet_that_only_counts_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(clean()))
    sheet = book.create_sheet("Tổng hợp", 0)
    for row in (
        ("TT", "Chi bộ", "Số người đăng ký", "Số việc đăng ký", "Kinh phí (triệu đồng)"),
        (1, "Chi bộ Nà Pài", 12, 28, 32.5), (2, "Chi bộ Khuổi Lè", 9, 20, 11),
    ):  # fmt: skip
        sheet.append(row)
    reading = read(saved(book))
    assert len(reading.rows) == 7
    assert reading.notes == ["Trang “Tổng hợp” không được đọc."]


def test_a_deed_goes_on_below_a_blank_row_in_a_numbered_list() -> None:
    reading = read_rows([
        ("TT", "Họ và tên", "Nội dung"), (1, "Ma Văn Độ", "Trồng rừng"), (),
        (None, None, "Dạy chữ"), (), (2, "Lý Văn Ước", "Trồng quế"), (), ("", "Tổng", "3 việc"),
    ])  # fmt: skip
    assert [told[0] for told in _told(reading)] == ["Ma Văn Độ", "Ma Văn Độ", "Lý Văn Ước"]
    assert reading.all_warnings == []


def test_a_header_of_two_rows_printed_again_is_passed_over() -> None:
    head: list[Sequence[Any]] = [
        ("TT", "Họ tên", "Nội dung", "Chỉ tiêu"), (None, None, None, "Số lượng", "ĐVT")
    ]  # fmt: skip
    rows = [
        *head,
        (1, "Ma Văn Độ", "Trồng rừng", 5, "ha"),
        *head,
        (2, "Lò Thị Mến", "Trồng quế", 2, "ha"),
    ]
    reading = read_rows(rows, change=_merged("D1:E1", "D4:E4", "A1:A2", "A4:A5"))
    assert [told[0] for told in _told(reading)] == ["Ma Văn Độ", "Lò Thị Mến"]
    assert reading.faults == []


def test_what_cannot_be_of_a_person_is_told() -> None:
    reading = read_rows([
        ("TT", "Họ tên", "Năm sinh", "Nội dung", "Giới tính"),
        (1, "Ma Văn Độ", 2030, "Trồng rừng", "Nam"), (2, "Lò Thị Mến", 1980, "Dạy chữ", "?"),
    ])  # fmt: skip
    assert [(each.row, each.column, each.code) for each in reading.faults] == [
        (2, "C", "birth_impossible")
    ]
    assert [(each.row, each.column, each.code) for each in reading.all_warnings] == [
        (3, "E", "sex_unclear")
    ]


def test_formulas_that_were_never_counted_are_named() -> None:
    rows = [("TT", "Họ tên", "Nội dung", "Số tiền"), (1, "Ma Văn Độ", "Trồng rừng", "=1000*2")]
    assert [(each.row, each.column, each.code) for each in read_rows(rows).faults] == [
        (2, "D", "formula_without_value")
    ]


def test_hidden_columns_and_rows_are_read_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[2].hidden = True

    rows = [("TT", "Họ tên", "Chi bộ", "Nội dung"), (1, "Ma Văn Độ", "Chi bộ Nà Pài", "Trồng rừng")]
    reading = read_rows(rows, change=hide)
    assert [row.unit_name for row in reading.rows] == ["Chi bộ Nà Pài"]
    assert reading.notes == [
        "Trang có 1 dòng ẩn; các dòng đó vẫn được đọc.", "Cột ẩn C vẫn được đọc."
    ]  # fmt: skip

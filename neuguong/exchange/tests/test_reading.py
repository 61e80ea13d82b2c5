"""Whole sheets: where the table stands, who each row speaks of, what is wrong and what adds up."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.tests.samples import PLAIN, clean, merged, read, read_rows, saved
from neuguong.exchange.workbook.layout import Said, understand
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading
from neuguong.exchange.workbook.values import Progress
from neuguong.lib.refusal import Refused
from neuguong.people.rules import Category

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


def test_a_plain_list_adds_up() -> None:
    reading = read(clean())
    assert _totals(reading) == (7, 3, 0, 7, 10_350_000, 9_850_000, 500_000, 7, 5)
    assert reading.faults == []
    assert reading.all_warnings == []
    first = reading.rows[0]
    assert (first.name, first.unit_name, first.category) == (
        "Hứa Văn Bính", "Chi bộ thôn Nà Lẹng", Category.OFFICIAL
    )  # fmt: skip
    deed = first.deeds[0]
    assert deed.quantity is not None
    assert (str(deed.quantity.value), deed.quantity_unit, deed.deadline) == (
        "12.5",
        "ha",
        date(2022, 12, 31),
    )


def test_a_merged_table_adds_up() -> None:
    reading = read(merged())
    assert _totals(reading) == (6, 2, 1, 6, 58_800_000, 40_300_000, 18_500_000, 0, 4)
    assert reading.faults == []
    assert reading.all_warnings == []
    assert [row.number for row in reading.rows] == [10, 11, 12, 13, 14, 15]
    assert [row.name for row in reading.rows[2:5]] == ["Lục Thị Mười"] * 3
    assert reading.understood[0].use("money") is not None
    assert [row.deeds[0].progress is Progress.STARTED for row in reading.rows] == [
        False,
        False,
        False,
        True,
        False,
        False,
    ]


def test_a_total_that_differs_is_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(merged()))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["G16"], sheet["D17"] = 60, "7 việc"
    messages = [each.message for each in read(saved(book)).all_warnings]
    assert messages == [
        "Dòng 16, cột G “Kinh phí (triệu đồng)”: ghi 60.000.000\u00a0đồng nhưng cộng các dòng trên được"
        " 58.800.000\u00a0đồng, lệch 1.200.000; hãy xem lại.",
        "Dòng 17, cột D “Nội dung việc làm theo”: ghi 7\u00a0việc nhưng cộng các dòng trên được 6\u00a0việc,"
        " lệch 1; hãy xem lại.",
    ]


def test_subtotals_of_groups_are_checked_each_and_together() -> None:
    rows: list[Sequence[Any]] = [
        ("STT", "Họ và tên", "Việc làm theo", "Số tiền"),
        ("I", "Chi bộ Nà Pài"),
        (1, "Vi Văn Sáu", "Trồng cây", 100_000),
        (None, "Cộng chi bộ Nà Pài", "1 việc", 100_000),
        ("II", "Chi bộ Khuổi Lè"),
        (2, "Vi Thị Bảy", "Dọn đường", 200_000),
        (None, "Cộng", None, 200_000),
        (None, "Tổng số: 2 việc", None, "300.000 đồng"),
    ]
    reading = read_rows(rows)
    assert reading.all_warnings == []
    assert [row.unit_name for row in reading.rows] == ["Chi bộ Nà Pài", "Chi bộ Khuổi Lè"]


def test_ticks_in_two_columns_sections_and_several_deeds_in_a_cell() -> None:
    head = (
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Chức vụ",
        "Nội dung cam kết",
        "Thời gian",
        "Kết quả",
        None,
    )
    below = (None, None, None, None, None, None, "Hoàn thành", "Chưa hoàn thành")
    rows: list[Sequence[Any]] = [
        ("CHI BỘ NÀ PÀI",), ("DANH SÁCH ĐĂNG KÝ",), (), head, below,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
        ("I", "Chi bộ Nà Pài"),
        (1, "Đ/c Nông Văn Tài", 1975, "Bí thư", "1. Trồng 500 cây quế\n2. Ủng hộ 500 nghìn đồng",
         "Quý II", "x"),
        (2, "Lý Thị Sen", "12/5/1980", "Đảng viên", "- Dạy chữ; \n- Quét đường", "cả năm", None, "x"),
        ("II", "Chi bộ Khuổi Lè"),
        (3, "Ma Văn Ất (1966)", None, "Đảng viên dự bị", "Hiến 200 m2 đất", "tháng 6", "✓"),
        (None, "Tổng cộng: 3 đảng viên", None, None, "5 việc"),
        (None, None, None, None, "Nà Pài, ngày 20 tháng 12 năm 2022"),
        (None, None, None, None, "Người lập biểu"),
        (None, None, None, None, "Nông Văn Tài"),
    ]  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("G4:H4")
        for letter in "ABCDEF":
            sheet.merge_cells(f"{letter}4:{letter}5")

    reading = read_rows(rows, change=merge)
    assert reading.faults == []
    assert _told(reading) == [
        ("Nông Văn Tài", "Chi bộ Nà Pài", "Trồng 500 cây quế"),
        ("Nông Văn Tài", "Chi bộ Nà Pài", "Ủng hộ 500 nghìn đồng"),
        ("Lý Thị Sen", "Chi bộ Nà Pài", "Dạy chữ"),
        ("Lý Thị Sen", "Chi bộ Nà Pài", "Quét đường"),
        ("Ma Văn Ất", "Chi bộ Khuổi Lè", "Hiến 200 m2 đất"),
    ]
    assert [row.birth_year for row in reading.rows] == [1975, 1980, 1966]
    assert [deed.completed for row in reading.rows for deed in row.deeds] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert _totals(reading)[4:6] == (500_000, 500_000)


def test_a_list_of_collectives_needs_no_names() -> None:
    reading = read_rows([
        ("TT", "Đơn vị", "Nội dung đăng ký", "Kinh phí (nghìn đồng)", "Tiến độ"),
        (1, "Hội Nông dân xã", "Trồng đường hoa 500 m", 2500, "Đã xong"),
        (2, "UBMTTQ xã", "Làm cầu dân sinh", "10.000", "đang làm"),
        ("Tổng", None, None, 12_500),
    ])  # fmt: skip
    assert _totals(reading) == (2, 0, 2, 2, 12_500_000, 2_500_000, 10_000_000, 0, 1)
    assert reading.all_warnings == []


def test_names_go_down_over_rows_left_blank_and_a_unit_of_measure_is_no_unit() -> None:
    reading = read_rows([
        ("STT", "Tên cá nhân, tập thể", "Nội dung", "Số lượng", "Đơn vị", "Số tiền"),
        (1, "Nguyễn Thị Ba", "Trồng cây", 50, "cây", "200.000đ"),
        (None, None, "Dọn đường", 2, "km", None),
        (2, "Chi đoàn thôn Pác Lùng", "Vệ sinh", 3, "buổi", "1tr5"),
        (None, None, "Tặng quà 2 hộ", 2, "hộ", "gần 1 triệu"),
        ("Cộng", None, None, None, None, "2.700.000"),
    ])  # fmt: skip
    assert "unit" not in _keys(reading)
    assert [row.name for row in reading.rows] == ["Nguyễn Thị Ba"] * 2 + [
        "Chi đoàn thôn Pác Lùng"
    ] * 2
    assert _totals(reading)[:5] == (4, 1, 1, 4, 2_700_000)


def test_a_name_alone_owns_the_deeds_below_it() -> None:
    reading = read_rows([
        ("TT", "Họ và tên", "Việc làm theo", "Hoàn thành"),
        ("I", "Chi bộ Nà Pài", None, None),
        (None, None, "Làm đường hoa", "x"),
        (1, "Vi Văn Sáu", None, None),
        ("-", None, "Tiết kiệm điện", "x"),
        ("-", None, "Giúp 1 hộ nghèo", None),
        (2, "Vi Thị Bảy", "Trồng rau", "x"),
    ])  # fmt: skip
    assert reading.faults == []
    assert [(name, text) for name, _unit, text in _told(reading)] == [
        ("Chi bộ Nà Pài", "Làm đường hoa"),
        ("Vi Văn Sáu", "Tiết kiệm điện"),
        ("Vi Văn Sáu", "Giúp 1 hộ nghèo"),
        ("Vi Thị Bảy", "Trồng rau"),
    ]
    assert {unit for _name, unit, _text in _told(reading)} == {"Chi bộ Nà Pài"}


def test_an_outline_without_names_is_of_collectives() -> None:
    reading = read_rows([
        ("TT", "Nội dung đăng ký", "Kết quả"), ("A", "TẬP THỂ"), ("I", "Chi bộ Nà Pài"),
        (1, "Trồng 1 ha rừng", "HT"), (2, "Làm đường", "HT"),
    ])  # fmt: skip
    assert _totals(reading)[:4] == (2, 0, 1, 2)


def test_other_orders_of_columns_and_names_in_two_parts() -> None:
    reading = read_rows([
        ("Kinh phí (tr.đ)", "Đăng ký việc làm theo Bác", "ĐVT", "SL", "Họ và tên đệm", "Tên",
         "Sinh hoạt tại"),
        ("1,5", "Trồng rừng", "ha", "12,5", "Nguyễn Văn", "An", "Chi bộ 1"),
    ])  # fmt: skip
    row = reading.rows[0]
    assert (row.name, row.unit_name, row.deeds[0].money_planned) == (
        "Nguyễn Văn An",
        "Chi bộ 1",
        1_500_000,
    )
    assert row.deeds[0].quantity is not None
    assert (str(row.deeds[0].quantity.value), row.deeds[0].quantity_unit) == ("12.5", "ha")


def test_faults_name_row_column_value_rule_and_remedy() -> None:
    good = (
        1,
        "Vi Văn Sáu",
        "Chi bộ 1",
        "Đảng viên",
        "Trồng cây",
        1,
        "hộ",
        "31/12/2022",
        500_000,
        1,
        None,
    )

    def but(**changes: Any) -> tuple[Any, ...]:
        names = dict(zip("ABCDEFGHIJK", good, strict=True))
        return tuple({**names, **changes}.values())

    rows = [
        PLAIN, good, but(B=None), but(E=None), but(I=-5_000_000), but(I="năm trăm"), but(H="31/02/2022"),
        but(J=-1), but(F="một ít"), but(H="hôm qua"), but(E="x" * 1500), but(J="mười"),
        but(B="Vi Văn Sáu, Vi Thị Bảy"), but(B="12345"), but(E="<script>alert(1)</script> dọn vệ sinh"),
    ]  # fmt: skip
    reading = read_rows(rows)
    assert [(fault.row, fault.column, fault.code) for fault in reading.faults] == [
        (3, "B", "name_missing"), (4, "E", "deed_empty"), (5, "I", "amount_negative"),
        (6, "I", "amount_unreadable"), (7, "H", "day_not_in_calendar"), (8, "J", "amount_negative"),
        (9, "F", "amount_unreadable"), (10, "H", "day_unreadable"), (11, "E", "deed_long"),
        (12, "J", "amount_unreadable"), (13, "B", "name_many"), (14, "B", "name_unreadable"),
    ]  # fmt: skip
    assert [row.number for row in reading.good] == [2, 15]
    assert reading.good[1].deeds[0].text == "<script>alert(1)</script> dọn vệ sinh"
    assert reading.faults[2].message == (
        "Dòng 5, cột I “Số tiền (đồng)”: “-5000000” là số âm, mà số ở đây không được nhỏ hơn 0;"
        " hãy bỏ dấu trừ hoặc để trống ô."
    )
    assert reading.faults[3].message == (
        "Dòng 6, cột I “Số tiền (đồng)”: không đọc được số trong “năm trăm”;"
        " hãy ghi bằng chữ số, ví dụ 500.000 hoặc 4,3 triệu."
    )
    assert all(len(fault.message) < 250 for fault in reading.faults)


def test_doubts_are_warnings_and_do_not_stop_a_row() -> None:
    reading = read_rows([
        ("Họ và tên", "Nội dung", "Số tiền", "Thời hạn", "Kết quả"),
        ("Hoa", "Trồng cây", 100_000, "31/12/2012", "Đã trồng xong 5 luống"),
        ("Vi Văn Sáu", "Góp 1 triệu đồng và 2 triệu đồng", None, None, None),
        ("Vi Thị Bảy", "1. Trồng rau\n2. Dọn đường", 300_000, None, "HT"),
    ])  # fmt: skip
    assert reading.faults == []
    assert [each.code for each in reading.all_warnings] == [
        "name_short", "result_unclear", "deadline_far", "money_many", "amount_shared",
    ]  # fmt: skip
    assert [deed.money_given for deed in reading.rows[2].deeds] == [300_000, 0]


def test_several_sheets_are_read_and_the_rest_is_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(clean()))
    book.create_sheet("Ghi chép").append(["chỉ là ghi chép"])
    other = book.create_sheet("Chi bộ Ba")
    other.append(["Họ và tên", "Nội dung", "Số tiền"])
    other.append(["Vi Thị Bảy", "Trồng rau", "nhiều"])
    reading = read(saved(book))
    assert len(reading.rows) == 8
    assert reading.notes == ["Trang “Ghi chép” không được đọc."]
    assert reading.summary()["errors"][0]["sheet"] == "Chi bộ Ba"


def test_a_header_printed_again_on_each_page_is_passed_over() -> None:
    rows: list[Sequence[Any]] = [PLAIN, (1, "Vi Văn Sáu", "Chi bộ 1", None, "Trồng cây"), PLAIN]
    rows.append((2, "Vi Thị Bảy", "Chi bộ 1", None, "Trồng rau"))
    reading = read_rows(rows)
    assert [row.number for row in reading.rows] == [2, 4]
    assert reading.faults == []


def test_money_of_the_whole_table_may_be_in_millions() -> None:
    reading = read_rows([
        ("Biểu số 2", None, "ĐVT: triệu đồng"), ("Họ và tên", "Việc làm theo", "Kinh phí"),
        ("Vi Văn Sáu", "Làm cầu", "4,3"),
    ])  # fmt: skip
    assert reading.summary()["money"] == 4_300_000


def test_what_was_understood_can_be_corrected() -> None:
    data = read_workbook("Ai;Làm gì;Nội dung\nVi Thị Bảy;Trồng rau;vườn nhà\n".encode())
    assert understand(data.sheets[0]) is None
    data = read_workbook("Họ tên;Ghi thêm;Nội dung\nVi Thị Bảy;Trồng rau;vườn nhà\n".encode())
    found = understand(data.sheets[0], Said(columns={2: "deed", 3: "place"}))
    assert found is not None
    assert [(use.column, use.key) for use in found.columns] == [
        (1, "name"),
        (2, "deed"),
        (3, "place"),
    ]
    assert found.as_data()["columns"][1]["heading"] == "Ghi thêm"


def test_a_file_without_such_a_table_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_rows([("Tên hàng", "Giá"), ("Gạo", 20_000)])
    assert caught.value.refusal.code == "no_table"

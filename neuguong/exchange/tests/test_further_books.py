"""Further workbooks as communes send them, with other columns, layouts and faults: what is read of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from neuguong.exchange.tests.formats import WRITERS
from neuguong.exchange.tests.samples import Rows, read, workbook
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds

# Name, unit, deed, money given or planned, labour, done, deadline: what is true of each deed.
Fact = tuple[str, str, str, int, float, bool, dt.date | None]
NO_DAY = None
END = dt.date(2022, 12, 31)


def _two_tables() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """People and collectives below each other, the second in million đồng, said in a line above it."""
    rows: list[list[Any]] = [
        ["ĐẢNG BỘ XÃ LŨNG VÀI", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["DANH SÁCH ĐĂNG KÝ LÀM THEO GƯƠNG BÁC NĂM 2022"],
        ["I. CÁ NHÂN"],
        ["TT", "Họ tên đảng viên", "Chi bộ", "Nội dung việc làm", "Kinh phí (đồng)", "Thời gian"],
        [1, "Vàng Seo Pao", "Chi bộ Lũng Pù", "Sửa 60 m đường vào bản", 1_500_000, "Tháng Mười"],
        [2, "Giàng A Tủa", "Chi bộ Lũng Pù", "Nuôi một học sinh mồ côi", "2 triệu", "cuối năm"],
        ["Cộng", None, None, "2 việc", 3_500_000],
        [],
        ["II. TẬP THỂ"],
        ["ĐVT: triệu đồng"],
        ["TT", "Tên tập thể", "Nội dung việc làm", "Kinh phí", "Thời gian"],
        [1, "Chi bộ Lũng Pù", "Làm 200 m mương thủy lợi", 18.5, "giữa năm"],
        [2, "Hội Nông dân xã", "Giúp 3 hộ làm chuồng trại", "4,2", "Quý III"],
    ]
    facts: list[Fact] = [
        ("Vàng Seo Pao", "Chi bộ Lũng Pù", "Sửa 60 m đường vào bản", 1_500_000, 0, False,
         dt.date(2022, 10, 31)),
        ("Giàng A Tủa", "Chi bộ Lũng Pù", "Nuôi một học sinh mồ côi", 2_000_000, 0, False, END),
        ("Chi bộ Lũng Pù", "Chi bộ Lũng Pù", "Làm 200 m mương thủy lợi", 18_500_000, 0, False,
         dt.date(2022, 6, 30)),
        ("Hội Nông dân xã", "Hội Nông dân xã", "Giúp 3 hộ làm chuồng trại", 4_200_000, 0, False,
         dt.date(2022, 9, 30)),
    ]  # fmt: skip
    return rows, facts, set()


def _parts_of_money() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """Money by where it comes from under one heading; the total holds the parts."""
    rows: list[list[Any]] = [
        ["Biểu 02: KẾT QUẢ VIỆC LÀM THEO (đơn vị tính: nghìn đồng)"],
        ["STT", "Tập thể, cá nhân", "Đơn vị", "Việc đã làm", "Kinh phí thực hiện", None, None, "Công",
         "Tình trạng"],
        [None, None, None, None, "Tổng số", "Ngân sách", "Xã hội hóa", None, None],
        [1, "Lầu Thị Say", "Thôn Pó Sản", "Làm nhà vệ sinh cho hộ nghèo", 3_000, 1_000, 1_500, 2.5, "Xong"],
        [2, "Hạng Mí Chứ", "Thôn Pó Sản", "Trồng 500 cây xoan", 800, None, None, "3 công", "Đang làm"],
        [3, "Chi đoàn Pó Sản", "Thôn Pó Sản", "Thắp sáng 300 m đường làng", 9_000, 9_500, None, 10, "x"],
    ]  # fmt: skip
    facts: list[Fact] = [
        ("Lầu Thị Say", "Thôn Pó Sản", "Làm nhà vệ sinh cho hộ nghèo", 500_000, 2.5, True, NO_DAY),
        ("Hạng Mí Chứ", "Thôn Pó Sản", "Trồng 500 cây xoan", 800_000, 3, False, NO_DAY),
        (
            "Chi đoàn Pó Sản",
            "Thôn Pó Sản",
            "Thắp sáng 300 m đường làng",
            9_000_000,
            10,
            True,
            NO_DAY,
        ),
    ]
    return rows, facts, {(6, "E")}


def _goods_and_land() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """Land, goods with and without a value, one thing for each, reasons; odd letters and order."""
    rows: list[list[Any]] = [
        ["Nội dung làm theo", "Người thực hiện", "Bản", "Hiện vật", "Hiện vật quy tiền", "Đất hiến (m2)",
         "Tiền mặt", "Kết quả", "Nguyên nhân"],
        ["Hiến đất mở đường", "SÙNG A PHỨ", "Bản Hua Nậm", None, None, "1.200", None, "HT", None],
        ["Góp vật liệu làm nhà văn hóa", "Mùa Thị Dợ", "Bản Hua Nậm", "20 bao xi măng", "1,8 triệu", None,
         "200k", "Đã hoàn thành", None],
        ["Tặng gạo cho người già", "Quàng Văn Pọm", "Bản Hua Nậm", "50 kg gạo", None, None, None, "HT", None],
        ["Hiến đất làm trường", "Lò Văn Ún", "Bản Hua Nậm", None, None, "2 sào", None, "HT", None],
        ["Tặng 10 suất quà, mỗi suất 300.000 đồng", "Cà Thị Nọi", "Bản Hua Nậm", None, None, None, None,
         "✓", None],
        ["Nuôi lợn giống cho hộ nghèo", "Tòng Văn Hặc", "Bản Hua Nậm", None, None, None, "500.000",
         "Không thực hiện được", "dịch bệnh"],
    ]  # fmt: skip
    cell = "Bản Hua Nậm"
    facts: list[Fact] = [
        ("SÙNG A PHỨ", cell, "Hiến đất mở đường", 0, 0, True, NO_DAY),
        ("Mùa Thị Dợ", cell, "Góp vật liệu làm nhà văn hóa", 200_000, 0, True, NO_DAY),
        ("Quàng Văn Pọm", cell, "Tặng gạo cho người già", 0, 0, True, NO_DAY),
        ("Cà Thị Nọi", cell, "Tặng 10 suất quà, mỗi suất 300.000 đồng", 3_000_000, 0, True, NO_DAY),
        ("Tòng Văn Hặc", cell, "Nuôi lợn giống cho hộ nghèo", 500_000, 0, False, NO_DAY),
    ]
    return rows, facts, {(4, "D"), (5, "F")}


def _groups_and_blocks() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """Cells as headings between the rows, several deeds in a cell, a name over several rows, a signature."""
    rows: list[list[Any]] = [
        ["CHI BỘ CÁC THÔN - ĐĂNG KÝ NĂM 2022"], [],
        ["Số TT", "Họ, tên", "Chức danh", "Các việc đăng ký", "Hạn"],
        ["I", "Chi bộ thôn Khau Tràng"],
        [1, "Đàm Văn Nhất", "Bí thư", "1. Trồng hoa ven đường\n2) Dạy hát then; \n3/ Giữ sạch giếng làng",
         "31/12"],
        [2, "Mông Thị Hai", "Đảng viên", "- Quét dọn nhà bia\n- Thăm hộ neo đơn", "cả năm"],
        ["II", "Chi bộ thôn Nà Mấu"],
        [1, "Lục Văn Ba", None, "Mở lớp xóa mù chữ cho 12 người", dt.date(2022, 8, 15)],
        [None, None, None, "Làm sân bóng chuyền", "T11"],
        [2, None, None, "Vá 3 km đường", "30/2/2022"],
        ["Khau Tràng, ngày 10 tháng 01 năm 2022"], [None, None, None, "T/M ĐẢNG ỦY"],
        [None, None, None, "Phó Bí thư"],
    ]  # fmt: skip
    khau, na = "Chi bộ thôn Khau Tràng", "Chi bộ thôn Nà Mấu"
    facts: list[Fact] = [
        ("Đàm Văn Nhất", khau, "Trồng hoa ven đường", 0, 0, False, END),
        ("Đàm Văn Nhất", khau, "Dạy hát then", 0, 0, False, END),
        ("Đàm Văn Nhất", khau, "Giữ sạch giếng làng", 0, 0, False, END),
        ("Mông Thị Hai", khau, "Quét dọn nhà bia", 0, 0, False, END),
        ("Mông Thị Hai", khau, "Thăm hộ neo đơn", 0, 0, False, END),
        ("Lục Văn Ba", na, "Mở lớp xóa mù chữ cho 12 người", 0, 0, False, dt.date(2022, 8, 15)),
        ("Lục Văn Ba", na, "Làm sân bóng chuyền", 0, 0, False, dt.date(2022, 11, 30)),
    ]
    return rows, facts, {(10, "B"), (10, "E")}


def _year_end() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """Done and not done in two columns, percent, carried over, amounts in words, wrong totals."""
    rows: list[list[Any]] = [
        ["TỔNG HỢP KẾT QUẢ", None, None, None, None, None, None, "Đơn vị: đồng"],
        ["Stt", "Cá nhân", "Phòng, ban", "Nội dung cam kết", "Mức đóng góp", "HT", "Chưa HT", "Lý do"],
        [1, "Chu Thị Lan Phương", "Phòng Văn hóa", "Số hóa 400 hồ sơ", None, "x", None, None],
        [2, "Ngô Đình Thục", "Phòng Văn hóa", "Ủng hộ thư viện xã", "trên 3 triệu", "x", None, None],
        [3, "Khúc Văn Quyền", "Phòng Tài chính", "Học chứng chỉ tin học", None, None, "x", "bận việc"],
        [4, "Đinh Thị Hoài Thu", "Phòng Tài chính", "Góp quỹ vì người nghèo", "1.000.000đ", "x", None,
         None],
        [5, "Phan Sĩ Kỳ", "Phòng Tài chính", "Giúp hộ nghèo", "-500000", "x", None, None],
        ["Tổng cộng:", None, None, None, 5_000_000],
    ]  # fmt: skip
    facts: list[Fact] = [
        ("Chu Thị Lan Phương", "Phòng Văn hóa", "Số hóa 400 hồ sơ", 0, 0, True, NO_DAY),
        ("Ngô Đình Thục", "Phòng Văn hóa", "Ủng hộ thư viện xã", 3_000_000, 0, True, NO_DAY),
        ("Khúc Văn Quyền", "Phòng Tài chính", "Học chứng chỉ tin học", 0, 0, False, NO_DAY),
        (
            "Đinh Thị Hoài Thu",
            "Phòng Tài chính",
            "Góp quỹ vì người nghèo",
            1_000_000,
            0,
            True,
            NO_DAY,
        ),
    ]
    return rows, facts, {(7, "E"), (8, "E")}


def _wide() -> tuple[Rows, list[Fact], set[tuple[int, str]]]:
    """Many columns nobody asked for, name in two columns, day and year of birth, work of many hands."""
    rows: list[list[Any]] = [
        ["No.", "Họ và tên đệm", "Tên", "Ngày sinh", "Dân tộc", "Số thẻ", "Đơn vị sinh hoạt",
         "Dự kiến kinh phí",
         "Việc cụ thể", "SL", "ĐVT", "Hoàn thành trước", "Ngày công LĐ", "Tự đánh giá", "Chi bộ đánh giá"],
        ["A", "B", "C", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        ["01", "Hầu Thị", "Mỷ", "15/8/1990", "Mông", "0001", "Trường Mầm non Sao Mai", "1tr2",
         "Làm đồ chơi cho trẻ", 30, "bộ", "20/11/2022", "1,5", "Hoàn thành", "Tốt"],
        ["02", "Thào Mí", "Sính", 1979, "Mông", "0002", "Trường Mầm non Sao Mai", None,
         "Sửa hàng rào trường", "120", "m", "quý 2", 4, "70%", None],
        ["03", "Lò Thị", "Xuân", "1990", "Thái", "0003", "Trường Mầm non Sao Mai", "abc",
         "Trồng vườn rau", 1, "vườn", None, "hai", "HT", None],
    ]  # fmt: skip
    school = "Trường Mầm non Sao Mai"
    facts: list[Fact] = [
        ("Hầu Thị Mỷ", school, "Làm đồ chơi cho trẻ", 1_200_000, 1.5, True, dt.date(2022, 11, 20)),
        ("Thào Mí Sính", school, "Sửa hàng rào trường", 0, 4, False, dt.date(2022, 6, 30)),
    ]
    return rows, facts, {(5, "H"), (5, "M")}


BOOKS: dict[str, Callable[[], tuple[Rows, list[Fact], set[tuple[int, str]]]]] = {
    "two_tables": _two_tables, "parts_of_money": _parts_of_money, "goods": _goods_and_land,
    "groups": _groups_and_blocks, "year_end": _year_end, "wide": _wide,
}  # fmt: skip


def _told(row: RowDraft, deed: DeedDraft) -> Fact:
    money = deed.money_given + deed.money_planned
    day = (deed.completed, deed.deadline)
    return (row.name, row.unit_name, deed.text, money, float(deed.labour_days), *day)


def _missing(facts: list[Fact], reading: Reading) -> tuple[int, list[str]]:
    """How many facts were asked for, and those that were read otherwise."""
    found = {deed.text: (row, deed) for row in reading.good for deed in row.deeds}
    wrong: list[str] = []
    for fact in facts:
        pair = found.get(fact[2])
        told: tuple[Any, ...] = _told(*pair) if pair else (None,) * len(fact)
        wrong += [f"{fact[2]}: {a!r}, not {b!r}" for a, b in zip(told, fact, strict=True) if a != b]
    return sum(map(len, facts)), wrong


@pytest.mark.parametrize("format", ["xlsx", "xls", "ods", "csv"])
def test_at_least_95_of_100_facts_are_read_right_and_no_fault_is_unnamed(format: str) -> None:
    asked = 0
    wrong: list[str] = []
    unnamed: list[str] = []
    for name, make in BOOKS.items():
        rows, facts, faults = make()
        lines = [list(row) for row in rows]
        data = workbook(lines) if format == "xlsx" else WRITERS[format](lines, [])
        if format == "csv":
            data = WRITERS[format](lines)
        reading = read_deeds(read_workbook(data), year=2022)
        count, missed = _missing(facts, reading)
        asked, wrong = asked + count, wrong + [f"{name}: {each}" for each in missed]
        named = {(each.row, each.column) for each in [*reading.faults, *reading.all_warnings]}
        unnamed += [f"{name}: {place}" for place in sorted(faults - named)]
    assert unnamed == []
    assert len(wrong) <= asked * 0.05, "\n".join(wrong)


def test_gifts_of_other_kinds_are_read() -> None:
    rows, _facts, _faults = _goods_and_land()
    gifts = {
        row.name: [(int(gift.kind), int(gift.amount.value), gift.words) for gift in deed.gifts]
        for row in read(workbook(rows)).good
        for deed in row.deeds
    }
    assert gifts["SÙNG A PHỨ"] == [(5, 1200, "")]
    assert gifts["Mùa Thị Dợ"] == [(6, 1_800_000, "20 bao xi măng")]
    rows, _facts, _faults = _parts_of_money()
    say = read(workbook(rows)).good[0].deeds[0]
    assert [(int(gift.kind), int(gift.amount.value)) for gift in say.gifts] == [
        (2, 1_500_000),
        (3, 1_000_000),
    ]

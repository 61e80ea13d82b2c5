"""Workbooks as officers send them, made by code: the facts stand here, the names are invented."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.reading import Reading, read_deeds

Rows = Iterable[Sequence[Any]]
PLAIN = (
    "TT", "Họ và tên", "Chi bộ", "Đối tượng", "Nội dung đăng ký", "Số lượng", "Đơn vị tính",
    "Thời hạn", "Số tiền (đồng)", "Ngày công", "Kết quả",
)  # fmt: skip


def workbook(
    rows: Rows, *, title: str = "Đăng ký", change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook of one sheet; `change` merges or hides after the rows are in."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, year: int = 2022) -> Reading:
    """Everything the file says of deeds."""
    return read_deeds(read_workbook(data), year=year)


def read_rows(rows: Rows, *, change: Callable[[Worksheet], None] | None = None) -> Reading:
    """The same from rows."""
    return read(workbook(rows, change=change))


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The zip of a workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


_CELLS = ("Chi bộ thôn Nà Lẹng", "Chi bộ thôn Khuổi Slin")
# Who (cell, name), deed, quantity, unit, money, labour, result.
_PLAIN_ROWS: tuple[tuple[int, str, str, float | None, str, int | None, float | None, str], ...] = (
    (0, "Hứa Văn Bính", "Trồng rừng sản xuất", 12.5, "ha", 1_250_000, None, "Hoàn thành"),
    (1, "Lục Thị Mười", "Mở đường lâm nghiệp", 700, "m", 4_300_000, None, "Hoàn thành"),
    (1, "Lục Thị Mười", "Tiết kiệm điện, nước", None, "", None, 1, "Hoàn thành"),
    (1, "Lục Thị Mười", "Dọn vệ sinh đường làng", 1.2, "km", None, None, "Hoàn thành"),
    (0, "Sằm Đình Quý", "Giúp đỡ hộ nghèo sửa nhà", 1, "hộ", None, 1, ""),
    (0, "Sằm Đình Quý", "Xây nhà vệ sinh", 2, "công trình", 4_300_000, 2.5, "Hoàn thành"),
    (0, "Hứa Văn Bính", "Vận động hiến đất", 400, "m2", 500_000, 2.5, ""),
)


def clean() -> bytes:
    """One header row, one deed a row, a person over several rows: nothing to complain of."""
    rows: list[Sequence[Any]] = [PLAIN]
    for number, (cell, name, deed, quantity, unit, money, labour, result) in enumerate(
        _PLAIN_ROWS, 1
    ):
        rows.append(
            (number, name, _CELLS[cell], "Đảng viên", deed, quantity, unit or None, "31/12/2022",
             money, labour, result or None)
        )  # fmt: skip
    return workbook(rows)


def merged() -> bytes:
    """Titles, a header of two rows, names merged over their deeds, a group, totals, a signature."""
    rows: list[Sequence[Any]] = [
        ("ĐẢNG BỘ XÃ NÀ LẸNG", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("*",),
        (),
        ("BIỂU TỔNG HỢP ĐĂNG KÝ VIỆC LÀM THEO BÁC NĂM 2022",),
        ("(Kèm theo Báo cáo số 15-BC/ĐU, ngày 20/12/2022)",),
        (),
        ("STT", "Họ tên / Tập thể", "Đơn vị", "Nội dung việc làm theo", "Chỉ tiêu", None,
         "Kinh phí (triệu đồng)", "Kết quả thực hiện"),
        (None, None, None, None, "Số lượng", "ĐVT"),
        (None, "Chi bộ Bản Slin"),
        (1, "Tập thể Chi bộ Bản Slin", "Chi bộ Bản Slin", "Hiến đất làm đường", 400, "m2", "18", "HT"),
        (None, None, None, "Dạy chữ cho người lớn tuổi", 6, "người", 18, "HT"),
        (2, "Lục Thị Mười", "Chi bộ Bản Slin", "Tiết kiệm điện, nước", None, None, "4,3", "Đã hoàn thành"),
        (None, None, None, "Xây nhà vệ sinh", 2, "công trình", 18, "Đang thực hiện"),
        (None, None, None, "Chuyển đổi cây trồng", 1.5, "ha", "0,5", "Chưa hoàn thành"),
        (3, "Sằm Đình Quý", "Chi bộ Bản Slin", "Dọn vệ sinh đường làng", 1.2, "km", None, "HT"),
        (None, "Cộng", None, "6 việc", None, None, 58.8),
        (None, "TỔNG CỘNG", None, "6 việc"),
        (),
        (None, None, None, None, None, "T/M ĐẢNG ỦY"),
        (None, None, None, None, None, "BÍ THƯ"),
        (), (), (),
        (None, None, None, None, None, "Hoàng Đình Mẫu"),
    ]  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        for name in ("A4:H4", "A5:H5", "E7:F7", "B9:H9"):
            sheet.merge_cells(name)
        for letter in "ABCDGH":
            sheet.merge_cells(f"{letter}7:{letter}8")
        for letter in "ABC":
            sheet.merge_cells(f"{letter}10:{letter}11")
            sheet.merge_cells(f"{letter}12:{letter}14")

    return workbook(rows, title="Biểu 01", change=merge)

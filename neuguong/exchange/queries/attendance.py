"""What a file of an attendance machine says: the first sheet that is such a table."""

from neuguong.attendance.rules import Reading, read_table
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.sheets import CellFault, Sheet
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _


def attendance_in(data: bytes, month: int) -> Reading:
    """The days in a file; `month` (yyyymm) stands in for grids that name none.

    Refused when no sheet is a table of attendance, and whatever `read_workbook` refuses.
    """
    for sheet in read_workbook(data).sheets:
        found = read_table(_lines(sheet), month)
        if found.shape is not None:
            return found
    raise Refused(
        Refusal(
            "no_attendance",
            _("Không thấy bảng chấm công trong tệp. Cần một dòng tên cột có họ tên hoặc mã, và: ngày kèm giờ"
              " vào, hoặc thời gian chấm, hoặc các ngày 1 đến 31."),
        )
    )  # fmt: skip


def _lines(sheet: Sheet) -> list[tuple[int, list[object]]]:
    return [
        (row.number, [None if isinstance(cell, CellFault) else cell for cell in row.values])
        for row in sheet.rows
    ]

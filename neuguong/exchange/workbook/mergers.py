"""Reads the annex of a resolution: which units go into which, from which day; knows no units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.lists import Field, ListTable, find_lists
from neuguong.exchange.workbook.reader import Workbook
from neuguong.exchange.workbook.values import Problem, checked, read_deadline
from neuguong.lib.tables import EXAMPLES
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

FIELDS: Final = (
    Field("number", "STT", ("so thu tu",), ("tt", "so tt", "muc")),
    Field(
        "old",
        "Tên đơn vị cũ",
        ("dvhc cu", "don vi hanh chinh cu", "don vi cu", "ten cu", "xa cu", "chi bo cu",
         "dang bo cu", "truoc sap xep", "truoc khi sap xep", "truoc sap nhap",
         "truoc khi sap nhap", "thuc hien sap xep", "don vi sap xep", "don vi sap nhap",
         "don vi hien nay", "hien trang"),
        ("cu", "tu don vi", "truoc"),
    ),
    Field(
        "new",
        "Tên đơn vị mới",
        ("dvhc moi", "don vi hanh chinh moi", "don vi moi", "ten moi", "xa moi", "chi bo moi",
         "dang bo moi", "sau sap xep", "sau khi sap xep", "sau sap nhap", "sau khi sap nhap",
         "don vi hinh thanh", "hinh thanh sau", "duoc thanh lap", "thanh lap moi"),
        ("moi", "thanh don vi", "sau", "vao don vi"),
    ),
    Field("under", "Đơn vị cấp trên", ("cap tren", "truc thuoc", "don vi cap tren"), ("thuoc",)),
    Field("code", "Mã tổ chức mới", ("ma to chuc", "ma don vi", "ma moi"), ("ma",)),
    Field(
        "day", "Ngày có hiệu lực",
        ("ngay hieu luc", "ngay co hieu luc", "tu ngay", "thoi diem", "ngay ap dung"),
        ("ngay", "hieu luc"),
    ),
    Field("note", "Ghi chú", ("ghi chu",), ("chu thich",)),
)  # fmt: skip
_ENDS: Final = re.compile(r"\b(?:giai the|ket thuc|cham dut|bai bo|khong con)\b")
_KEPT: Final = re.compile(r"\b(?:giu nguyen|khong sap xep|khong thay doi)\b")
_PART: Final = re.compile(r"\bmot phan\b")
_LONG: Final = 200


@dataclass(slots=True)
class MergerRow:
    """One row: the cell of old names as typed, the new name, what the note says of its end."""

    table: ListTable
    number: int
    old: str
    new: str
    under: str = ""
    code: str = ""
    day: date | None = None
    ends: bool = False
    kept: bool = False
    part: bool = False
    begins: bool = False  # whether a new group of rows begins with it
    faults: list[Finding] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What an answer about the row is kept under."""
        return f"{self.table.sheet.name}!{self.number}"

    def fault(self, key: str, code: str, text: str, value: str | None = None) -> None:
        """Name something that keeps the row out."""
        self.faults.append(self.table.finding(self.number, key, code, text, value=value))


def read_mergers(book: Workbook) -> list[MergerRow]:
    """Every row of the annexes in a workbook. Refused if no sheet has a column of old names."""
    rows: list[MergerRow] = []
    for table in find_lists(book, FIELDS, "old", most=3):
        if table.sheet.name != EXAMPLES:
            rows += _rows(table)
    return rows


def _rows(table: ListTable) -> Iterator[MergerRow]:
    above: MergerRow | None = None
    for row in table.rows():
        number = row.number
        old, note = table.raw(number, "old").strip(), fold(table.text(number, "note"))
        own, said = table.text(number, "new"), fold(table.text(number, "new"))
        if not old:
            if own:  # a heading of a section, or the new name above its old ones
                above = MergerRow(table, number, "", own, begins=True)
            continue
        found = MergerRow(
            table, number, old, own, table.text(number, "under"), table.text(number, "code"),
            ends=bool(_ENDS.search(said) or (not own and _ENDS.search(note))),
            kept=bool(_KEPT.search(said) or (not own and _KEPT.search(note))),
            part=bool(_PART.search(note)),
        )  # fmt: skip
        _inherit(found, above)
        _read_day(found)
        _check(found)
        above = found
        yield found


def _inherit(row: MergerRow, above: MergerRow | None) -> None:
    """A blank new name is that of the row above, as where a merged cell was lost."""
    if row.ends or row.kept:
        row.begins = True
        return
    if not row.new and above is not None and not (above.ends or above.kept):
        row.new, row.under = above.new, row.under or above.under
        row.code = row.code or above.code
    elif above is not None and not _merged_with(row, above) and fold(row.new) != fold(above.new):
        row.begins = True
    else:
        row.begins = above is None


def _merged_with(row: MergerRow, above: MergerRow) -> bool:
    column = row.table.columns.get("new", 0)
    merge = row.table.sheet.merge_at(row.number, column)
    return merge is not None and merge.top <= above.number <= merge.bottom


def _read_day(row: MergerRow) -> None:
    value = row.table.value(row.number, "day")
    if value is None:
        return
    try:
        row.day = read_deadline(checked(value), 0)
    except Problem as problem:
        row.faults.append(row.table.problem(row.number, "day", problem))


def _check(row: MergerRow) -> None:
    if not (row.new or row.ends or row.kept):
        text = _("thiếu tên đơn vị mới; hãy ghi tên, hoặc “giải thể”, hoặc “giữ nguyên”.")
        row.fault("new", "new_missing", text)
    if len(row.new) > _LONG:
        row.fault("new", "too_long", _("dài quá 200 chữ; hãy ghi gọn lại."))
    if row.part and row.ends:
        text = _("một phần thì không giải thể được; hãy ghi đơn vị nhận phần ấy.")
        row.fault("new", "part_ends", text)

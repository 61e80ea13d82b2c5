"""Reads a list of people: names, birth, sex, category, cell, post and the day from which they belong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.lists import Field, ListTable, find_lists
from neuguong.exchange.workbook.reader import Value, Workbook
from neuguong.exchange.workbook.subjects import is_unit_heading, without_bullet
from neuguong.exchange.workbook.values import (
    Problem,
    category_of,
    checked,
    read_birth_year,
    read_deadline,
)
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category

FIELDS: Final = (
    Field("number", "STT", ("so thu tu",), ("tt", "so tt")),
    Field(
        "name",
        "Họ và tên",
        ("ho va ten", "ho ten", "ten dang vien", "ho va ten khai sinh"),
        ("ten", "dang vien", "hoi vien"),
    ),
    Field("family_name", "Họ và tên đệm", ("ho va ten dem", "ho dem"), ("ho",)),
    Field("nickname", "Tên gọi khác", ("ten goi khac", "bi danh", "ten thuong goi"), ()),
    Field(
        "birth",
        "Năm sinh",
        ("nam sinh", "ngay sinh", "ngay thang nam sinh", "sinh nam", "sinh ngay"),
        (),
    ),
    Field("birth_m", "Năm sinh / Nam", (), ("nam sinh nam", "ngay sinh nam")),
    Field("birth_f", "Năm sinh / Nữ", (), ("nam sinh nu", "ngay sinh nu")),
    Field("sex", "Giới tính", ("gioi tinh", "nam nu"), ("gt",)),
    Field(
        "category",
        "Đối tượng",
        ("doi tuong", "thanh phan", "dang vien quan chung"),
        ("dien", "loai"),
    ),
    Field(
        "unit",
        "Chi bộ, đơn vị",
        ("chi bo", "don vi cong tac", "noi sinh hoat", "sinh hoat tai", "co quan don vi"),
        ("don vi", "thon", "co quan", "thon to dan pho", "to dan pho", "chi hoi", "chi doan"),
    ),
    Field("post", "Chức vụ", ("chuc vu", "chuc danh"), ()),
    Field(
        "since",
        "Vào từ ngày",
        ("vao tu ngay", "ngay vao don vi", "sinh hoat tu ngay", "ngay chuyen den"),
        ("tu ngay", "ngay vao"),
    ),
    Field("uid", "Mã định danh", ("ma dinh danh",), ()),
)
_LONGEST: Final = {"name": 120, "nickname": 60, "unit": 200, "post": 120}
_NAME: Final = re.compile(r"[^\W\d]+(?:[ .'’-]+[^\W\d]+)*\.?")
_IN_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_SEXES: Final = {"nam": "m", "nu": "f", "m": "m", "f": "f", "x": "", "": ""}


@dataclass(slots=True)
class RosterRow:
    """One person of the list as read; `birth_year` is 0 where none was written."""

    table: ListTable
    number: int
    name: str
    nickname: str = ""
    birth_year: int = 0
    sex: str = ""
    category: Category | None = None
    unit: str = ""
    post: str = ""
    since: date | None = None
    uid: str = ""
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What an answer to a doubt of this row is kept under."""
        return f"{self.table.sheet.name}!{self.number}"

    def fault(self, key: str, code: str, text: str) -> None:
        """Name something that keeps the row out."""
        self.faults.append(self.table.finding(self.number, key, code, text))

    def warn(self, key: str, code: str, text: str) -> None:
        """Name something to look at."""
        self.warnings.append(self.table.finding(self.number, key, code, text))


@dataclass(slots=True)
class RosterReading:
    """All people of a file in its order."""

    rows: list[RosterRow]
    notes: list[str]


def read_roster(book: Workbook) -> RosterReading:
    """Every person in a workbook. Refused if no sheet has a column of names."""
    rows: list[RosterRow] = []
    notes: list[str] = []
    for table in find_lists(book, FIELDS, "name"):
        rows.extend(_rows(table))
        notes.extend(
            _("Cột “%(heading)s” không được đọc.") % {"heading": text} for text in table.unread
        )
    return RosterReading(rows, notes)


def _rows(table: ListTable) -> Iterator[RosterRow]:
    group = ""
    for row in table.rows():
        texts = [v for v in row.values if isinstance(v, str) and len(v.strip()) > 4]
        others = [v for v in row.values if v is not None and v not in texts]
        if len(texts) == 1 and len(others) <= 1 and is_unit_heading(texts[0]):
            group = without_bullet(texts[0])
            continue
        if _is_blank(table, row.number):
            continue
        yield _Reader(table, row.number, group).read()


def _is_blank(table: ListTable, number: int) -> bool:
    keys = ("name", "family_name", "birth", "birth_m", "birth_f", "post")
    return not any(table.text(number, key) for key in keys)


class _Reader:
    """Reads one row; what cannot be read is among its faults."""

    def __init__(self, table: ListTable, number: int, group: str) -> None:
        self.table = table
        self.number = number
        self.group = group
        self.row = RosterRow(table, number, "")

    def read(self) -> RosterRow:
        """The row with everything in it."""
        row = self.row
        self._name()
        row.nickname = row.nickname or self._text("nickname")
        row.unit = self._text("unit") or self.group
        row.post = row.post or self._text("post")
        row.uid = self._text("uid")
        self._birth()
        self._sex()
        self._category()
        self._since()
        for key, most in _LONGEST.items():
            if len(getattr(row, key)) > most:
                row.fault(
                    key, "too_long", _("dài quá %(most)s chữ; hãy ghi gọn lại.") % {"most": most}
                )
        return row

    def _text(self, key: str) -> str:
        try:
            checked(self.table.value(self.number, key))
        except Problem as problem:
            self.row.faults.append(self.table.problem(self.number, key, problem))
            return ""
        return self.table.text(self.number, key)

    def _name(self) -> None:
        row = self.row
        name = " ".join(f"{self._text('family_name')} {self._text('name')}".split())
        match = _IN_BRACKETS.search(name)
        if match:
            name = name[: match.start()]
            year = re.search(r"\b(?:19|20)\d{2}\b", match[1])
            if year:
                row.birth_year = int(year[0])
            else:
                row.nickname = match[1].strip()
        row.name = name
        if not name:
            row.fault("name", "name_missing", _("thiếu họ và tên; hãy ghi đủ họ và tên."))
        elif not _NAME.fullmatch(name):
            row.fault(
                "name",
                "name_unreadable",
                _("không giống họ tên người; hãy ghi họ và tên bằng chữ, mỗi người một dòng."),
            )
        elif len(name.split()) == 1:
            row.warn("name", "name_short", _("chỉ có một chữ; hãy xem lại đã đủ họ và tên chưa."))

    def _birth(self) -> None:
        for key, sex in (("birth", ""), ("birth_m", "m"), ("birth_f", "f")):
            value = self.table.value(self.number, key)
            if value is None:
                continue
            if sex and fold(str(value)).strip() == "x":
                self.row.sex = sex
                continue
            try:
                self.row.birth_year = read_birth_year(value) or self.row.birth_year
            except Problem as problem:
                self.row.faults.append(self.table.problem(self.number, key, problem))
            self.row.sex = self.row.sex or sex

    def _sex(self) -> None:
        typed = fold(self._text("sex"))
        if typed in _SEXES:
            self.row.sex = _SEXES[typed] or self.row.sex
        else:
            self.row.fault("sex", "sex_unknown", _("không rõ là nam hay nữ; hãy ghi Nam hoặc Nữ."))

    def _category(self) -> None:
        typed = self._text("category")
        if not typed:
            return
        self.row.category = category_of(typed)
        if self.row.category is None:
            text = _(
                "không phải một đối tượng; hãy ghi như đảng viên chính thức, đảng viên dự bị,"
                " công chức, đoàn viên, hội viên, quần chúng."
            )
            self.row.fault("category", "category_unknown", text)

    def _since(self) -> None:
        value: Value = self.table.value(self.number, "since")
        if value is None:
            return
        try:
            self.row.since = read_deadline(value, 0)
        except Problem as problem:
            self.row.faults.append(self.table.problem(self.number, "since", problem))
        except ValueError:
            text = _("chưa có năm; hãy ghi đủ ngày, tháng, năm, ví dụ 01/02/2022.")
            self.row.fault("since", "day_no_year", text)

"""Tells what each row below the header is: data, a group heading, a total, or nothing to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from neuguong.exchange.workbook.headings import bare_heading
from neuguong.exchange.workbook.layout import Table, as_text
from neuguong.exchange.workbook.reader import Row
from neuguong.exchange.workbook.subjects import (
    SubjectForm,
    is_outline_mark,
    is_unit_heading,
    section_of,
    without_bullet,
)
from neuguong.lib.vietnamese import fold

_MAY_TOTAL: Final = re.compile(r"tổng|tong|cộng|cong|kế|toàn|toan")
_TOTAL: Final = re.compile(
    r"(?:tổng cộng|tổng số|tổng|cộng dồn|cộng|l[ũu]y kế|luỹ kế)(?!\w)(?! (?:vệ sinh|công ty|cục|hợp|đội|kho))"
    r"|toàn (?:đảng bộ|xã|phường|chi bộ|huyện|tỉnh|cơ quan|đơn vị|trường|thôn|bản|bộ)(?!\w)"
)
_TOTAL_PLAIN: Final = re.compile(
    r"(?:tong cong|tong so|cong|tong)\b(?! (?:ve sinh|cong ty|cuc|hop))|toan (?:dang bo|xa|chi bo|huyen)\b"
)
_TOTAL_STRICT: Final = re.compile(r"(?:tổng cộng|tổng số|cộng)\s*(?:[:(\d].*)?$")
_GRAND: Final = re.compile(r"(?:tổng|tong|toàn)")
_SIGNATURE: Final = re.compile(
    r"(?:t/m|tm\.|tm |t\.m|k/t|kt\.|t/l|tl\.|thay mat|nguoi (?:lap|tong hop|viet|ky)|noi nhan|xac nhan"
    r"|(?:pho )?bi thu|(?:pho )?chu tich|thu truong|truong thon|ky ten|\(ky|dai dien|chi uy$|ghi chu\s*:)"
    r"|(?:.*,\s*)?ngay\b.{0,12}\bthang\b.{0,8}\bnam\b"
)
_COUNT_OF_DEEDS: Final = re.compile(
    r"(\d[\d.]*)\s*(?:viec|phan viec|noi dung|cong viec|viec lam)?(?:\s+lam theo)?"
)
_TOTAL_PLACES: Final = (
    "number", "name", "family_name", "collective", "unit", "category", "post"
)  # fmt: skip
_CONTENT: Final = (
    "name",
    "family_name",
    "collective",
    "deed",
    "quantity",
    "money",
    "planned_money",
    "labour",
    "result",
)


class LineKind(StrEnum):
    """What a row below the header is."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its kind; of a data row also the group it stands in and whose row it continues.

    `subject_row` is the row that names the subject: the row itself, or one above it; `subject` is the name
    where it stood alone as a heading.
    """

    row: int
    kind: LineKind
    group: str = ""
    section: SubjectForm | None = None
    subject_row: int = 0
    subject: str = ""
    is_grand: bool = False


def lines_of(
    table: Table, *, group: str = "", section: SubjectForm | None = None
) -> Iterator[Line]:
    """Every row of the table in order, until signatures or notes end it.

    `group` and `section` are those in which the first row stands, as in a later piece of a long file.
    """
    reader = _LineReader(table, group, section)
    for index, row in enumerate(reader.rows):
        if reader.is_over(index):
            return
        yield reader.line(index, row)


def deeds_counted(text: str) -> int | None:
    """The number in "21 việc" where a total row counts deeds; None if the text is something else."""
    match = _COUNT_OF_DEEDS.fullmatch(fold(text))
    return int(match[1].replace(".", "")) if match else None


class _LineReader:
    """Walks the rows and remembers group, section and subject."""

    def __init__(self, table: Table, group: str, section: SubjectForm | None) -> None:
        self.table = table
        self.rows = list(table.rows())
        self._group = group
        self._section = section
        self._subject = 0
        self._name = ""
        self._worded = [key for key in _TOTAL_PLACES if table.use(key)]
        self._content = [key for key in _CONTENT if table.use(key)]
        self._named = any(table.use(key) for key in ("name", "collective", "unit"))
        self._after_total = False
        self._totals: dict[int, str] = {}
        self._headings = {
            bare_heading(part)
            for use in table.understood.columns
            for part in use.heading.split(" / ")
        } - {""}
        self._last_strong = max(
            (i for i, row in enumerate(self.rows) if self._is_strong(row)), default=-1
        )

    def is_over(self, index: int) -> bool:
        """Whether signatures, notes or nothing more than words follow."""
        row = self.rows[index]
        if index <= self._last_strong or self._total_words(row):
            return False
        if self._after_total or self._is_signature(row) or self._is_footnote(index):
            return True
        gap = index > 0 and self.rows[index - 1].number < row.number - 1
        filled = sum(value is not None for value in row.values)
        deed = self.table.text(row.number, "deed")
        if _is_count(self.table.text(row.number, "number")) or self._is_repeated_header(row):
            return False
        return (gap and filled == 1) or (not deed and (gap or filled == 1))

    def line(self, index: int, row: Row) -> Line:
        """The kind of one row."""
        number = row.number
        if words := self._total_words(row):
            self._after_total = self._after_total or index > self._last_strong
            self._subject = 0
            return Line(number, LineKind.TOTAL, self._group, is_grand=bool(_GRAND.match(words)))
        if self._is_repeated_header(row) or self._is_numbering(index, row) or self._is_empty(row):
            return Line(number, LineKind.SKIPPED)
        heading = self._lone_text(row)
        if heading and self._take_heading(index, row, heading):
            return Line(number, LineKind.GROUP, self._group, self._section)
        if not self._continues(index, row):
            self._subject, self._name = number, ""
            if heading and self._is_continued(index):
                self._name = without_bullet(heading)
                return Line(number, LineKind.GROUP, self._group, self._section)
        return Line(number, LineKind.DATA, self._group, self._section, self._subject, self._name)

    def _is_strong(self, row: Row) -> bool:
        """Whether a row can only be data: a deed beside a name or a number."""
        number = row.number
        deed = self.table.text(number, "deed")
        who = self._who(number) or _is_count(self.table.text(number, "number"))
        return bool(deed and who) and not self._total_words(row) and not self._is_signature(row)

    def _who(self, number: int) -> str:
        return self.table.text(number, "name") or self.table.text(number, "collective")

    def _total_words(self, row: Row) -> str:
        """The words of a total row, small letters; empty if the row is none."""
        if row.number not in self._totals:
            self._totals[row.number] = self._read_total_words(row)
        return self._totals[row.number]

    def _read_total_words(self, row: Row) -> str:
        for key in self._worded:
            text = self.table.value(row.number, key)
            if not isinstance(text, str) or not _may_total(text):
                continue
            text = text.strip().casefold()
            words = without_bullet(text) if key != "number" else text
            if _TOTAL.match(words) or (words.isascii() and _TOTAL_PLAIN.match(words)):
                return words
        deed = self.table.text(row.number, "deed")
        if not _may_total(deed):
            return ""
        deed = deed.casefold()
        return deed if _TOTAL_STRICT.match(deed) and not self._who(row.number) else ""

    def _is_signature(self, row: Row) -> bool:
        if _is_count(self.table.text(row.number, "number")):
            return False
        who, deed = self._who(row.number), self.table.own_text(row.number, "deed")
        if deed:  # then a post or a day beside it is no signature
            return bool(_SIGNATURE.match(fold(who)) or _SIGNATURE.match(fold(deed)))
        texts = [fold(v) for v in row.values if isinstance(v, str)]
        few = len(texts) <= 4
        return few and any(_SIGNATURE.match(text) for text in texts)

    def _is_footnote(self, index: int) -> bool:
        """Whether a row is one text that begins with an asterisk, as the deeds above do not."""
        texts = [as_text(value) for value in self.rows[index].values if value is not None]
        above = self.table.text(self.rows[index - 1].number, "deed") if index else ""
        return len(texts) == 1 and texts[0].startswith("*") and not above.startswith("*")

    def _is_repeated_header(self, row: Row) -> bool:
        """Whether the header is printed again, as on each page."""
        return all(
            isinstance(value, str) and bare_heading(value) in self._headings
            for value in row.values
            if value is not None
        )

    def _is_numbering(self, index: int, row: Row) -> bool:
        """Whether a row under the header only numbers the columns: (1) (2) (3), A B 1 2."""
        if index:
            return False
        values = [as_text(v).strip("()[] ") for v in row.values if v is not None]
        figures = [int(v) for v in values if v.isascii() and v.isdigit()]
        others = [v for v in values if not v.isdigit()]
        plain = all(len(v) == 1 or (len(v) <= 6 and not v.isalpha()) for v in others)
        return (
            len(figures) >= 2
            and plain
            and figures == list(range(figures[0], figures[0] + len(figures)))
        )

    def _is_empty(self, row: Row) -> bool:
        """Whether nothing but a number, or what is merged from above, is in the row."""
        return not any(self.table.own_text(row.number, key) for key in self._content) and not (
            self._lone_text(row)
        )

    def _lone_text(self, row: Row) -> str:
        """The one text of a row that has no deed: a heading, or a name whose deeds follow."""
        deed = self.table.own_text(row.number, "deed")
        if self._named and deed and deeds_counted(deed) is None and not self._is_wide(row):
            return ""
        number_use = self.table.use("number")
        skipped = number_use.column if number_use else 0
        texts = {
            " ".join(v.split())
            for column, v in enumerate(row.values, start=1)
            if isinstance(v, str) and column != skipped and deeds_counted(v) is None
        }
        if not texts and isinstance(row.at(skipped), str) and len(as_text(row.at(skipped))) > 6:
            texts = {as_text(row.at(skipped))}
        return texts.pop() if len(texts) == 1 else ""

    def _take_heading(self, index: int, row: Row, text: str) -> bool:
        """Remember a group or section heading; false if the row is not one."""
        mark = self.table.text(row.number, "number")
        outlined = is_outline_mark(mark) or (len(mark) > 6 and not self._who(row.number))
        wide = self._is_wide(row)
        form = section_of(text)
        if form and (outlined or wide or not _is_count(mark)):
            self._section, self._subject = form, 0
            return True
        deed = self.table.text(row.number, "deed")
        if is_unit_heading(text) and not (self._named and deed and deeds_counted(deed) is None):
            if self._is_continued(index):
                self._group = without_bullet(text)
                return False
            if wide or outlined or self._before_people(index):
                self._group, self._subject = without_bullet(text), 0
                return True
        if outlined or (wide and not _is_count(mark)):
            self._subject = 0
            return True
        return False

    def _is_wide(self, row: Row) -> bool:
        """Whether the row is one cell merged across the table."""
        return any(
            (merge := self.table.sheet.merge_at(row.number, use.column)) is not None
            and merge.right - merge.left >= 2
            for use in self.table.understood.columns
        )

    def _before_people(self, index: int) -> bool:
        """Whether the next row names somebody who is not a unit."""
        for row in self.rows[index + 1 :]:
            who = self._who(row.number)
            if who:
                return not is_unit_heading(who) or bool(self.table.text(row.number, "deed"))
        return False

    def _is_continued(self, index: int) -> bool:
        """Whether the next row holds a deed without a name: it belongs to this one."""
        if index + 1 >= len(self.rows):
            return False
        row = self.rows[index + 1]
        return self._is_nameless(row) and row.number == self.rows[index].number + 1

    def _is_nameless(self, row: Row) -> bool:
        number = row.number
        return (
            bool(self.table.text(number, "deed"))
            and not self._who(number)
            and not _is_count(self.table.text(number, "number"))
            and not self._says_who(number)
            and not self._total_words(row)
        )

    def _says_who(self, number: int) -> bool:
        """Whether a row without a name says other things of a person; in a numbered list only of another."""
        numbered = self._is_numbered()
        for key in ("unit", "category", "post", "birth"):
            own = self.table.text(number, key)
            if own and not (numbered and own == self.table.text(self._subject, key)):
                return True
        return False

    def _is_numbered(self) -> bool:
        """Whether the subject above has a number, so that another would have one too."""
        return bool(self._subject) and bool(self.table.text(self._subject, "number"))

    def _continues(self, index: int, row: Row) -> bool:
        """Whether a row without a name goes on with the subject of the row above."""
        return (
            bool(self._subject)
            and index > 0
            and (self._is_numbered() or self.rows[index - 1].number == row.number - 1)
            and self._is_nameless(row)
        )


@lru_cache(maxsize=4096)
def _may_total(text: str) -> bool:
    """Whether a text has any of the words that begin a total."""
    return bool(_MAY_TOTAL.search(text.casefold()))


def _is_count(text: str) -> bool:
    """Whether a column of numbers holds a whole number: 7, "07", "7."."""
    return text.rstrip(".)").isdigit() and text.isascii()

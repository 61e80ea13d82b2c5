"""Finds a plain list in a workbook: one heading row or two, columns by their words, rows to the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from neuguong.exchange.workbook.archive import column_letter
from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.headings import bare_heading
from neuguong.exchange.workbook.layout import as_text
from neuguong.exchange.workbook.reader import Row, Sheet, Value, Workbook
from neuguong.exchange.workbook.values import Problem
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_SEARCHED_ROWS: Final = 40
_SHOWN: Final = 60
_MOST_ROWS: Final = 20_000
_TOTAL: Final = re.compile(r"(?:tong cong|tong so|tong|cong)(?: \d.*|:.*)?$")
_SIGNATURE: Final = re.compile(
    r"(?:t/m|tm\.|k/t|kt\.|t/l|tl\.|thay mat|nguoi (?:lap|tong hop|viet|ky)\b|noi nhan|xac nhan"
    r"|\(ky|.{0,40}\bngay\b.{0,12}\bthang\b.{0,8}\bnam\b)"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a list: its key, its heading in our own files, folded words of other headings.

    `words` may stand inside a longer heading; those in `exact` only alone. Headings are part of the
    file's form, so they are Vietnamese in every language of the pages.
    """

    key: str
    heading: str
    words: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    def score(self, heading: str) -> float:
        """How well a heading fits: 100 and more for the very words, 0 for not at all."""
        bare = bare_heading(heading)
        if not bare:
            return 0.0
        if bare == bare_heading(self.heading) or bare in self.exact or bare in self.words:
            return 100.0 + len(bare)
        inside = [len(word) for word in self.words if f" {word} " in f" {bare} "]
        return float(max(inside, default=0))


@dataclass(frozen=True, slots=True)
class ListTable:
    """A sheet seen as a list: column numbers and headings by key, rows below `header`."""

    sheet: Sheet
    header: int
    columns: dict[str, int]
    headings: dict[str, str]
    unread: tuple[str, ...] = ()

    def value(self, row: int, key: str) -> Value:
        """The value of a key; one merged over several rows is in each of them."""
        column = self.columns.get(key)
        if column is None:
            return None
        merge = self.sheet.merge_at(row, column)
        if merge and merge.left == column and merge.top > self.header:
            row = merge.top
        return self.sheet.value(row, column)

    def raw(self, row: int, key: str) -> str:
        """The value as typed, spaces in front kept."""
        value = self.value(row, key)
        return "" if value is None else str(value)

    def text(self, row: int, key: str) -> str:
        """The value in one line."""
        return " ".join(self.raw(row, key).split())

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, until signatures; totals and repeated headings are left out."""
        repeated = {bare_heading(each) for each in self.headings.values()}
        after_total = False
        for row in self.sheet.rows:
            if row.number <= self.header:
                continue
            texts = [fold(as_text(value)) for value in row.values if value is not None]
            if after_total or any(_SIGNATURE.match(text) for text in texts if len(texts) <= 4):
                return
            if _is_numbering(texts) or all(bare_heading(text) in repeated for text in texts):
                continue
            if any(_TOTAL.match(text) for text in texts[:2]):
                after_total = True
                continue
            yield row

    def finding(
        self, row: int, key: str, code: str, text: str, *, value: str | None = None
    ) -> Finding:
        """A finding that names row, column and value; `text` goes on with the rule and the remedy."""
        column = self.columns.get(key) or self.columns.get("name") or 1
        key = key if key in self.columns else "name"
        typed = self.text(row, key) if value is None else value
        short = typed if len(typed) <= _SHOWN else typed[: _SHOWN - 1] + "…"
        joint = " " if text[:1].islower() else ": "
        quoted = f"“{short}”{joint}" if short else ""
        heading = self.headings.get(key, "")
        return Finding(
            row, column_letter(column), heading, short, text, code, self.sheet.name, quoted + text
        )

    def problem(self, row: int, key: str, problem: Problem) -> Finding:
        """The same from what was wrong with the value of one cell."""
        return self.finding(row, key, problem.code, problem.text)


def find_lists(
    book: Workbook, fields: Sequence[Field], needed: str, most: int = 2
) -> list[ListTable]:
    """The list of every sheet that has one, hidden sheets left out; Refused if there is none.

    Headings take up one row or several, at `most` so many.
    A list must have the column `needed` and one more of `fields`, or that one under its very words.
    """
    tables = (_table_of(sheet, fields, needed, most) for sheet in book.sheets)
    found = [table for table in tables if table]
    if not found:
        by_key = {field.key: field.heading for field in fields}
        text = _("Không tìm thấy dòng tên cột trong tệp; hãy đặt tên cột “%(name)s” ở đầu bảng.")
        raise Refused(Refusal("no_table", text % {"name": by_key[needed]}))
    if sum(len(table.sheet.rows) for table in found) > _MOST_ROWS:
        text = _("Tệp có hơn 20.000 dòng; hãy chia thành nhiều tệp nhỏ hơn.")
        raise Refused(Refusal("too_many_rows", text))
    return found


def _table_of(sheet: Sheet, fields: Sequence[Field], needed: str, most: int) -> ListTable | None:
    if sheet.hidden or not sheet.rows:
        return None
    best: tuple[int, float, int, dict[str, int], dict[int, str]] | None = None
    for row in sheet.rows[:_SEARCHED_ROWS]:
        for last in range(row.number, row.number + most):
            headings = _headings(sheet, row.number, last)
            columns, worth = _assigned(headings, fields)
            if needed not in columns:
                continue
            # The fewer rows the better: a second one must explain another column.
            offer = (len(columns), worth - (last - row.number), last, columns, headings)
            if best is None or offer[:2] > best[:2]:
                best = offer
    if best is None or (best[0] < 2 and best[1] < 100):
        return None
    _count, _worth, header, columns, headings = best
    used = set(columns.values())
    return ListTable(
        sheet,
        header,
        columns,
        {key: headings[column] for key, column in columns.items()},
        tuple(text for column, text in headings.items() if column not in used),
    )


def _headings(sheet: Sheet, first: int, last: int) -> dict[int, str]:
    """The words over each column; where a wide heading is divided below, both joined."""
    width = max((len(row.values) for row in sheet.rows), default=0)
    found: dict[int, str] = {}
    for column in range(1, width + 1):
        parts: list[str] = []
        for number in range(first, last + 1):
            value = sheet.merged_value(number, column)
            text = " ".join(value.split()) if isinstance(value, str) else ""
            if text and text not in parts:
                parts.append(text)
        if parts:
            found[column] = " / ".join(parts)
    return found


def _assigned(headings: dict[int, str], fields: Sequence[Field]) -> tuple[dict[str, int], float]:
    """A column for each key, best matches first, each column and each key once."""
    offers = sorted(
        (
            (-score, column, field.key)
            for column, text in headings.items()
            if len(text) <= 120
            for field in fields
            if (score := field.score(text))
        ),
    )
    columns: dict[str, int] = {}
    total = 0.0
    for minus, column, key in offers:
        if key not in columns and column not in columns.values():
            columns[key] = column
            total -= minus
    return columns, total


def _is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row under the headings only numbers the columns: (1) (2) (3)."""
    marks = [text.strip("()[] ") for text in texts]
    figures = [int(mark) for mark in marks if mark.isascii() and mark.isdigit()]
    return (
        len(figures) >= 3
        and len(figures) >= len(marks) - 1
        and figures == list(range(figures[0], figures[0] + len(figures)))
    )

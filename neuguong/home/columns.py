"""Columns of the files one can take away: figures by child, records behind a figure.

Text that begins like a formula stays text: as a string cell in a workbook, behind an apostrophe in
CSV, where the reader's spreadsheet would otherwise run it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _

from neuguong.home.queries.figures import FiguresPage
from neuguong.home.queries.logwords import LogLine
from neuguong.lib.amounts import Qualifier, from_scaled
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Kind, Measure, Record
from neuguong.rollup.queries import Figure, Row

Value = str | int | Decimal | date | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(
    tzinfo=None
)  # the same rows, the same bytes
_WORDS: Final = {
    Qualifier.AT_LEAST: "ít nhất",
    Qualifier.AT_MOST: "gần",
    Qualifier.ABOUT: "khoảng",
    Qualifier.ORDER: "ít nhất",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to take away: `name` is that of the file, `title` and `notes` stand above the head."""

    name: str
    title: str
    notes: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]


def figures_sheet(page: FiguresPage, measures: Sequence[Measure], rows: Sequence[Row]) -> Sheet:
    """The table by child with every measure of the tab; its last line is the unit."""
    place = page.place
    lines: list[list[Value]] = [
        [row.label, *(_value(row.figures[measure.key]) for measure in measures)] for row in rows
    ]
    lines.append([place.unit.name, *(_value(page.this[measure.key]) for measure in measures)])
    head = [_("Đơn vị"), *(_heading(measure, page.this[measure.key]) for measure in measures)]
    return Sheet(
        name=f"so-lieu-{_file_name(place.unit.slug)}-{place.period.key}-{page.group.code}",
        title=f"{place.unit.name}, {place.period.label}",
        notes=[_("Cây tổ chức ngày %(day)s.") % {"day": format_day(place.day)}],
        head=head,
        rows=lines,
    )


def records_sheet(
    measure: Measure, figure: Figure, records: Iterable[Record], *, where: str, name: str
) -> Sheet:
    """The records behind a figure; the last line is what they add up to."""
    lines: list[list[Value]] = []
    total = 0
    for record in records:
        total += record.amount
        word = _WORDS.get(Qualifier(record.qualifier), "")
        amount = from_scaled(record.amount, measure.scale)
        lines.append(
            [record.text, record.who, record.unit_name, record.day, record.state, word, amount]
        )
    sum_ = from_scaled(total, measure.scale)
    lines.append([_("Cộng %(rows)s dòng") % {"rows": f"{len(lines)}"}, "", "", None, "", "", sum_])
    unit = _("đếm") if measure.kind is Kind.RATIO else str(measure.unit)
    return Sheet(
        name=f"ban-ghi-{_file_name(name)}",
        title=f"{figure.label}, {where}",
        notes=[_("Con số: %(figure)s.") % {"figure": figure.text}],
        head=[
            _("Nội dung"), _("Ai"), _("Đơn vị"), _("Ngày"), _("Trạng thái"), _("Mức"),
            _("Số (%(unit)s)") % {"unit": unit},
        ],
        rows=lines,
    )  # fmt: skip


def log_sheet(lines: Iterable[LogLine], day: date) -> Sheet:
    """Entries of the log as their reader may see them."""
    return Sheet(
        name=f"nhat-ky-{day:%Y%m%d}",
        title=_("Nhật ký, tải ngày %(day)s") % {"day": format_day(day)},
        notes=[_("Tài liệu nội bộ – có dữ liệu cá nhân")],
        head=[
            _("Lúc"), _("Ai"), _("Làm gì"), _("Trên gì"), _("Đơn vị"), _("Thay đổi"), _("Lý do"),
        ],
        rows=[
            [
                f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.words, line.about, line.where,
                "; ".join(line.changes), line.reason,
            ]
            for line in lines
        ],
    )  # fmt: skip


def as_csv(sheet: Sheet) -> bytes:
    """The sheet as CSV in UTF-8 with a mark at the front, so that spreadsheets read the letters."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_safe(word) for word in sheet.head])
    writer.writerows([[_safe(value) for value in row] for row in sheet.rows])
    return "\ufeff".encode() + out.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """The sheet as a workbook; the same rows give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": sheet.title, "created": _MADE})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    days = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    numbers = book.add_format({"num_format": "#,##0.######"})
    whole = book.add_format({"num_format": "#,##0"})
    page = book.add_worksheet(_("Bảng"))
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True}))
    for line, note in enumerate(sheet.notes, start=1):
        page.write_string(line, 0, note)
    top = len(sheet.notes) + 2
    for column, word in enumerate(sheet.head):
        page.write_string(top, column, word, bold)
    for line, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            match value:
                case None:
                    pass
                case str():
                    page.write_string(line, column, value)
                case date():
                    page.write_datetime(line, column, value, days)
                case _:
                    is_whole = value == int(value)
                    page.write_number(line, column, value, whole if is_whole else numbers)
    page.set_column(0, 0, 44)
    page.set_column(1, len(sheet.head), 16)
    page.freeze_panes(top + 1, 1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    book.close()
    return out.getvalue()


def _heading(measure: Measure, total: Figure) -> str:
    words = [str(measure.unit), _WORDS.get(total.qualifier, "")]
    return f"{measure.label} ({', '.join(filter(None, words))})"


def _value(figure: Figure) -> Value:
    return figure.value


def _safe(value: Value) -> str:
    """A value as CSV text that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case date():
            return value.isoformat()
        case _:
            return f"{value}"


def _file_name(slug: str) -> str:
    return slug.replace("/", "-")

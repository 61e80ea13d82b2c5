"""A whole file read: drafts of all its sheets, totals checked, and the summary that commands print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from neuguong.deeds.rules import ContributionKind
from neuguong.exchange.workbook.drafts import Finding, GiftDraft, RowDraft, own_money
from neuguong.exchange.workbook.layout import Said, Table, Understanding, tables_of
from neuguong.exchange.workbook.lines import LineKind, lines_of
from neuguong.exchange.workbook.reader import Workbook
from neuguong.exchange.workbook.rows import draft_of
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.exchange.workbook.sums import Sums
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _


@dataclass(slots=True)
class Reading:
    """What a file says: rows in order, what was understood of each sheet, and findings outside rows."""

    rows: list[RowDraft] = field(default_factory=list)
    understood: list[Understanding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> list[RowDraft]:
        """The rows without a fault."""
        return [row for row in self.rows if not row.faults]

    @property
    def faults(self) -> list[Finding]:
        """All faults in the order of the rows."""
        return [fault for row in self.rows for fault in row.faults]

    @property
    def all_warnings(self) -> list[Finding]:
        """What should be looked at, of rows and of totals, in the order of the rows."""
        own = [warning for row in self.rows for warning in row.warnings]
        return sorted([*own, *self.warnings], key=lambda each: (each.sheet, each.row))

    def summary(self) -> dict[str, Any]:
        """Counts and sums of the good rows in the shape of the command's JSON; money in đồng."""
        good = self.good
        deeds = [deed for row in good for deed in row.deeds]
        given = sum(d.money_given for d in deeds) + sum(
            own_money(row.gifts, done=True) for row in good
        )
        planned = sum(d.money_planned for d in deeds)
        labour = sum((deed.labour_days for deed in deeds), Decimal(0)) + sum(
            (
                gift.amount.value
                for gift in _gifts(good)
                if gift.kind is ContributionKind.LABOUR_DAYS
            ),
            Decimal(0),
        )
        return {
            "rows": len(self.rows),
            "people": len({r.subject_key for r in good if r.form is SubjectForm.PERSON}),
            "collectives": len({r.subject_key for r in good if r.form is SubjectForm.COLLECTIVE}),
            "deeds": len(deeds),
            "gifts": sum(len(row.gifts) for row in good),
            "works": sum(row.work is not None for row in good),
            "money": given + planned,
            "money_given": given,
            "money_planned": planned,
            "labour_days": int(labour) if labour == labour.to_integral_value() else float(labour),
            "completed": sum(deed.completed for deed in deeds),
            "errors": [_as_data(fault, many=self._has_many_sheets) for fault in self.faults],
            "warnings": [_as_data(each, many=self._has_many_sheets) for each in self.all_warnings],
        }

    @property
    def _has_many_sheets(self) -> bool:
        return len({each.sheet for each in self.understood}) > 1


def _gifts(rows: Sequence[RowDraft]) -> Iterator[GiftDraft]:
    """Everything given that does not stand plainly in the columns of money and days."""
    for row in rows:
        yield from row.gifts
        for deed in row.deeds:
            yield from deed.gifts


def read_deeds(book: Workbook, *, year: int, said: Mapping[str, Said] | None = None) -> Reading:
    """Everything in a workbook that reads as deeds of a year. Refused if no sheet has such a table.

    `said` is what a person knows better of some sheets, by their names.
    """
    reading = Reading()
    for sheet in book.sheets:
        told = (said or {}).get(sheet.name)
        wanted = bool(sheet.rows) and (told is not None or not sheet.hidden)
        tables = tables_of(sheet, told) if wanted else []
        if sheet.rows and not tables:
            reading.notes.append(_("Trang “%(name)s” không được đọc.") % {"name": sheet.name})
        for table in tables:
            reading.understood.append(table.understood)
            reading.notes.extend(table.understood.notes)
            reading.rows.extend(_rows(table, reading, year))
    if not reading.understood:
        text = _(
            "Không tìm thấy bảng việc làm theo trong tệp; "
            "hãy đặt tên cột như “Họ và tên”, “Chi bộ”, “Nội dung đăng ký” ở dòng đầu bảng."
        )
        raise Refused(Refusal("no_table", text))
    return reading


def _rows(table: Table, reading: Reading, year: int) -> Iterator[RowDraft]:
    sums = Sums(table)
    for line in lines_of(table):
        if line.kind is LineKind.DATA:
            row = draft_of(table, line, year=year)
            sums.add(row)
            yield row
        elif line.kind is LineKind.TOTAL:
            reading.warnings.extend(sums.check(line))
        elif line.kind is LineKind.GROUP:
            sums.start_part(line)
    reading.warnings.extend(sums.finish())


def _as_data(each: Finding, *, many: bool) -> dict[str, Any]:
    """A finding for JSON; the sheet is named where rows of several could be mixed up."""
    data: dict[str, Any] = {
        "row": each.row,
        "column": each.column,
        "heading": each.heading,
        "value": each.value,
        "message": each.message,
        "code": each.code,
    }
    return {"sheet": each.sheet, **data} if many else data

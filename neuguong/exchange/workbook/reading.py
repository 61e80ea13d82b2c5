"""A whole file read: drafts of all its sheets, totals checked, and the summary that commands print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.drafts import Finding, RowDraft, finding
from neuguong.exchange.workbook.layout import ColumnUse, Said, Table, Understanding, understand
from neuguong.exchange.workbook.lines import Line, LineKind, deeds_counted, lines_of
from neuguong.exchange.workbook.reader import Workbook
from neuguong.exchange.workbook.rows import draft_of
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.exchange.workbook.values import Problem
from neuguong.lib.amounts import format_amount, format_number
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _

_MONEY: Final = ("money", "planned_money")


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
        given, planned = sum(d.money_given for d in deeds), sum(d.money_planned for d in deeds)
        labour = sum((deed.labour_days for deed in deeds), Decimal(0))
        return {
            "rows": len(self.rows),
            "people": len({r.subject_key for r in good if r.form is SubjectForm.PERSON}),
            "collectives": len({r.subject_key for r in good if r.form is SubjectForm.COLLECTIVE}),
            "deeds": len(deeds),
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
        return len(self.understood) > 1


def read_deeds(book: Workbook, *, year: int, said: Mapping[str, Said] | None = None) -> Reading:
    """Everything in a workbook that reads as deeds of a year. Refused if no sheet has such a table.

    `said` is what a person knows better of some sheets, by their names.
    """
    reading = Reading()
    for sheet in book.sheets:
        told = (said or {}).get(sheet.name)
        wanted = bool(sheet.rows) and (told is not None or not sheet.hidden)
        understood = understand(sheet, told) if wanted else None
        if understood is None:
            if sheet.rows:
                reading.notes.append(_("Trang “%(name)s” không được đọc.") % {"name": sheet.name})
            continue
        reading.understood.append(understood)
        reading.notes.extend(understood.notes)
        reading.rows.extend(_rows(Table(sheet, understood), reading, year))
    if not reading.understood:
        text = _(
            "Không tìm thấy bảng việc làm theo trong tệp; "
            "hãy đặt tên cột như “Họ và tên”, “Chi bộ”, “Nội dung đăng ký” ở dòng đầu bảng."
        )
        raise Refused(Refusal("no_table", text))
    return reading


def _rows(table: Table, reading: Reading, year: int) -> Iterator[RowDraft]:
    sums = _Sums(table)
    for line in lines_of(table):
        if line.kind is LineKind.DATA:
            row = draft_of(table, line, year=year)
            sums.add(row)
            yield row
        elif line.kind is LineKind.TOTAL:
            reading.warnings.extend(sums.check(line))
        elif line.kind is LineKind.GROUP:
            sums.start_part()


@dataclass(slots=True)
class _Tally:
    deeds: int = 0
    labour: Decimal = Decimal(0)
    money: Decimal = Decimal(0)
    planned_money: Decimal = Decimal(0)

    def add(self, row: RowDraft) -> None:
        self.deeds += len(row.deeds)
        for deed in row.deeds:
            self.labour += deed.labour_days
            self.money += deed.money.value if deed.money else 0
            self.planned_money += deed.planned_cost


class _Sums:
    """Adds up as rows come, to compare with what total rows claim."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._whole, self._part = _Tally(), _Tally()

    def add(self, row: RowDraft) -> None:
        self._whole.add(row)
        self._part.add(row)

    def start_part(self) -> None:
        self._part = _Tally()

    def check(self, line: Line) -> Iterator[Finding]:
        """A warning for each total that is neither the sum of its part nor of all rows above."""
        for use, key, claimed, unit in self._claims(line.row):
            sums = [Decimal(getattr(tally, key)) for tally in (self._part, self._whole)]
            if claimed not in sums:
                yield self._mismatch(line.row, use, claimed, sums[line.is_grand], unit)
        if not line.is_grand:
            self.start_part()

    def _claims(self, row: int) -> Iterator[tuple[ColumnUse, str, Decimal, str]]:
        """The columns of a total row that hold a number, with what they claim."""
        deed = self.table.use("deed")
        counted = deeds_counted(self.table.text(row, "deed"))
        if deed and counted is not None:
            yield deed, "deeds", Decimal(counted), _("việc")
        for key in (*_MONEY, "labour"):
            use, value = self.table.use(key), self.table.value(row, key)
            if use is None or values.is_nothing(value):
                continue
            try:
                if key == "labour":
                    yield use, key, values.read_labour(value), _("ngày công")
                else:
                    yield use, key, values.read_money(value, use.factor).value, _("đồng")
            except Problem:
                continue

    def _mismatch(
        self, row: int, use: ColumnUse, claimed: Decimal, found: Decimal, unit: str
    ) -> Finding:
        text = _(
            "ghi %(claimed)s nhưng cộng các dòng trên được %(found)s, lệch %(gap)s; hãy xem lại."
        ) % {
            "claimed": format_amount(claimed, unit),
            "found": format_amount(found, unit),
            "gap": format_number(abs(claimed - found)),
        }
        return finding(self.table, row, use, "total_mismatch", text, "")


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

"""The cells of one row: their values by key, and the findings that their reading makes."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.drafts import Finding, RowDraft, finding
from neuguong.exchange.workbook.layout import Table, as_text
from neuguong.exchange.workbook.lines import Line
from neuguong.exchange.workbook.reader import Value
from neuguong.exchange.workbook.values import Problem
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

Read = TypeVar("Read")


class Cells:
    """One row being read; what is found wrong goes into its draft."""

    def __init__(self, table: Table, line: Line, year: int, row: RowDraft) -> None:
        self.table, self.line, self.year, self.row = table, line, year, row

    def has(self, key: str) -> bool:
        """Whether the table has a column for a key."""
        return self.table.use(key) is not None

    def value(self, key: str) -> Value:
        """What stands under a key."""
        return self.table.value(self.line.row, key)

    def text(self, key: str) -> str:
        """The same as words on one line; an error of Excel becomes a fault."""
        value = self.value(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return " ".join(value.split())
        try:
            values.checked(value)
        except Problem as problem:
            self.problem(key, problem, as_text(value))
            return ""
        return as_text(value)

    def of_subject(self, key: str) -> str:
        """Words of the row, or of the row above that names the subject."""
        own = self.text(key)
        if own or self.line.subject_row in (0, self.line.row):
            return own
        return " ".join(self.table.text(self.line.subject_row, key).split())

    def read(self, key: str, read: Callable[[Value], Read], value: Value) -> Read | None:
        """A value as `read` takes it; None and a fault where it cannot be taken."""
        try:
            return read(value)
        except Problem as problem:
            self.problem(key, problem, as_text(value))
            return None

    def read_day(self, key: str, value: Value) -> date | None:
        """A day near the year of the file; one far off is told."""
        if value is None or value == "":
            return None
        day = self.read(key, lambda each: values.read_deadline(each, self.year), value)
        if day is not None and abs(day.year - self.year) > 1:
            text = _("cách xa năm %(year)d; hãy xem lại năm.") % {"year": self.year}
            self.warn(key, "deadline_far", text)
        return day

    def note_reading(self, key: str, typed: str, read: str) -> None:
        """Remember how a cell was read, if that is not how it was typed."""
        if fold(typed) != fold(read):
            self.row.read_as.setdefault(key, []).append(read)

    def problem(self, key: str, problem: Problem, shown: str) -> None:
        """A fault for what a cell could not be read as."""
        self.row.faults.append(
            self._finding(key, problem.code, problem.text, shown, follows=problem.follows)
        )

    def refused(self, key: str, refusal: Refusal, shown: str) -> None:
        """A fault for a rule that refuses the value."""
        text = values.one_sentence(refusal.text)
        self.row.faults.append(self._finding(key, refusal.code, text, shown, follows=False))

    def fault(self, key: str, code: str, text: str, shown: str | None = None) -> None:
        """A fault in words."""
        words = self._shown(key) if shown is None else shown
        self.row.faults.append(self._finding(key, code, text, words))

    def warn(self, key: str, code: str, text: str) -> None:
        """Something to look at that keeps nothing out."""
        self.row.warnings.append(self._finding(key, code, text, self._shown(key)))

    def _shown(self, key: str) -> str:
        whose = ("name", "unit", "category")
        return self.of_subject(key) if key in whose else as_text(self.value(key))

    def _finding(
        self, key: str, code: str, text: str, shown: str, *, follows: bool = True
    ) -> Finding:
        use = (
            self.table.use(key) or self.table.use("collective") or self.table.understood.columns[0]
        )
        return finding(self.table, self.line.row, use, code, text, shown, follows=follows)

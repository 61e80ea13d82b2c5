"""What was read of rows: drafts of deeds by subject, and findings by row and column; shapes only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.deeds.rules import ContributionKind, RegistrationState
from neuguong.exchange.workbook.layout import ColumnUse, Table, as_text
from neuguong.exchange.workbook.subjects import SubjectForm
from neuguong.exchange.workbook.values import Progress, one_sentence
from neuguong.lib.amounts import ParsedAmount
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.people.rules import Category

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cell: where, what stands there, and what its writer should know.

    `text` goes on after the value; `rest` is value and text together.
    """

    row: int
    column: str
    heading: str
    value: str
    text: str
    code: str
    sheet: str = ""
    rest: str = ""

    @property
    def place(self) -> str:
        """Where it is, in words: "Dòng 8, cột E “Tiền”:"."""
        where = {"row": self.row, "column": self.column, "heading": self.heading}
        return _("Dòng %(row)d, cột %(column)s “%(heading)s”:") % where

    @property
    def message(self) -> str:
        """One sentence that names row, column, value, rule and remedy."""
        return f"{self.place} {self.rest or self.text}"


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """Something given: đồng, days, square metres, or goods by their value in đồng with their `words`.

    `accepted` is what the cell says of it itself; None where it goes with the deed.
    """

    kind: ContributionKind
    amount: ParsedAmount
    day: date | None = None
    accepted: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeedDraft:
    """One deed as read. Money in đồng; `labour_days` in days; quantities with the unit as typed.

    `money` and `labour_days` are what stands plainly in their columns; `gifts` is all the rest that was
    given. `achieved` is None where nothing is said of it; `kinds` are the numbers of its kinds, where
    the file names them. `typed_money` is what the column of money comes to, for its total.
    """

    text: str
    progress: Progress = Progress.OPEN
    quantity: ParsedAmount | None = None
    quantity_unit: str = ""
    achieved: tuple[ParsedAmount, ...] | None = None
    kinds: tuple[int, ...] = ()
    deadline: date | None = None
    money: ParsedAmount | None = None
    planned_cost: int = 0
    planned_others: int = 0
    typed_money: int = 0
    labour_days: Decimal = Decimal(0)
    gifts: tuple[GiftDraft, ...] = ()
    place: str = ""
    field: str = ""
    category: int | None = None
    result_text: str = ""
    reason: str = ""
    told_on: date | None = None
    state_on: date | None = None
    work: str = ""

    @property
    def completed(self) -> bool:
        """Whether it is done."""
        return self.progress is Progress.DONE

    @property
    def money_given(self) -> int:
        """What counts as given by the subject: money beside a deed that is done, or received already."""
        plain = int(self.money.value) if self.money and self.completed else 0
        return plain + own_money(self.gifts, done=self.completed)

    @property
    def money_planned(self) -> int:
        """What is meant to be spent: money beside a deed that is not done, and the planned column."""
        open_money = int(self.money.value) if self.money and not self.completed else 0
        return open_money + self.planned_cost


def own_money(gifts: Iterable[GiftDraft], *, done: bool) -> int:
    """The own money among gifts that counts as given, in đồng."""
    return sum(
        int(gift.amount.value)
        for gift in gifts
        if gift.kind is ContributionKind.OWN_MONEY
        and (done if gift.accepted is None else gift.accepted)
    )


@dataclass(frozen=True, slots=True)
class WorkDraft:
    """A shared work as its own row tells it: what it came to, and the day it was done."""

    title: str
    quantities: tuple[ParsedAmount, ...] = ()
    kinds: tuple[int, ...] = ()
    done_on: date | None = None
    is_done: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as a preview shows it: the text as typed and how it was read, if that differs."""

    use: ColumnUse
    shown: str
    read_as: str = ""


@dataclass(slots=True)
class RowDraft:
    """One data row: who, where, and the deeds in it; applied whole or not at all.

    A row may also tell what was given beside all deeds (`gifts`), or of a shared work as a whole.
    `notes` are headings and texts of columns that stand for nothing known, "Ghi chú" among them.
    """

    sheet: str
    number: int
    form: SubjectForm = SubjectForm.PERSON
    name: str = ""
    nickname: str = ""
    unit_name: str = ""
    birth_year: int | None = None
    category: Category | None = None
    post: str = ""
    sex: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    deeds: tuple[DeedDraft, ...] = ()
    gifts: tuple[GiftDraft, ...] = ()
    work: WorkDraft | None = None
    registered_on: date | None = None
    state: RegistrationState | None = None
    table: Table | None = field(default=None, repr=False, compare=False)
    read_as: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    news: list[Finding] = field(default_factory=list)

    def cells(self) -> list[CellView]:
        """The cells of the row under the columns that were understood."""
        if self.table is None:
            return []
        return [
            CellView(
                use,
                as_text(self.table.sheet.value(self.number, use.column)),
                "; ".join(self.read_as.get(use.key, ())),
            )
            for use in self.table.understood.columns
        ]

    @property
    def subject_key(self) -> tuple[str, str, int]:
        """What makes two rows speak of one subject: folded name, folded unit, birth year (0 if unknown)."""
        unit = "" if self.form is SubjectForm.COLLECTIVE else fold(self.unit_name)
        return fold(self.name), unit, self.birth_year or 0


def finding(
    table: Table,
    row: int,
    use: ColumnUse,
    code: str,
    text: str,
    shown: str,
    *,
    follows: bool = True,
) -> Finding:
    """A finding whose message names row, column, value, rule and remedy in one sentence."""
    value = " ".join(shown.split())
    short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    quoted = (
        f"“{short}”" + (" " if follows else ": ") if short and f"“{short[:30]}" not in text else ""
    )
    heading = use.heading.split(" / ")[-1]
    return Finding(
        row, use.letter, heading, short, text, code, table.understood.sheet, quoted + text
    )


def fault(row: RowDraft, key: str, code: str, text: str, typed: str | None) -> Finding:
    """A finding of a row that was read already, said of the cell of a key; `typed` is quoted if given."""
    if row.table is None:
        return Finding(row.number, "", "", typed or "", text, code, row.sheet)
    use = row.table.use(key) or row.table.use("name") or row.table.understood.columns[0]
    follows = text[:1].islower()
    words = text if follows else one_sentence(text)
    return finding(row.table, row.number, use, code, words, typed or "", follows=follows)

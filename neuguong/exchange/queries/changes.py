"""What a file would change of deeds that are there already: fact by fact, what is and what would be."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.deeds.actions.entries import ContributionEntry
from neuguong.deeds.actions.guard import guess_category, guess_kind
from neuguong.deeds.models import DEED_LABELS
from neuguong.deeds.queries.facts import DeedFacts, GiftFact, QuantityFact, ResultFact, rounded
from neuguong.deeds.rules import OPEN_STATES, ContributionKind, DeedState
from neuguong.exchange.queries.entries import Moment, deed_entry, gifts_of, quantities_of
from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft
from neuguong.exchange.workbook.values import Problem, Progress
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import format_day
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _

_GIVEN: Final = {ContributionKind.OWN_MONEY: "money", ContributionKind.LABOUR_DAYS: "labour"}
Hints = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One fact: the key of its column, what stands there now and what the file says, in words."""

    key: str
    was: str
    will: str


@dataclass(frozen=True, slots=True)
class Change:
    """A deed that is there, and what the file would make of it."""

    row: RowDraft
    deed_id: int
    before: DeedFacts
    after: DeedFacts
    cells: tuple[CellChange, ...]


def change_of(
    row: RowDraft, draft: DeedDraft, deed_id: int, before: DeedFacts, moment: Moment, year: int,
    hints: Hints, *, may_confirm: bool,
) -> Change | None:  # fmt: skip
    """What the file says otherwise; None where all it says stands there. What it leaves out stays.

    Where nobody here may confirm, what the file calls done becomes reported.
    """
    done = DeedState.DONE if may_confirm else DeedState.REPORTED
    comparison = _Comparison(row, draft, before, moment.day_of(draft, year), hints, done)
    after = rounded(comparison.after())
    if not comparison.cells or after == before:
        return None
    return Change(row, deed_id, before, after, tuple(comparison.cells))


class _Comparison:
    """Goes through the facts one after the other and notes where they differ."""

    def __init__(
        self, row: RowDraft, draft: DeedDraft, before: DeedFacts, day: date, hints: Hints,
        done: DeedState,
    ) -> None:  # fmt: skip
        self.row, self.draft, self.before = row, draft, before
        self.day, self.hints, self.done = day, hints, done
        self.facts = before
        self.cells: list[CellChange] = []

    def after(self) -> DeedFacts:
        """The facts as the file has them."""
        self._words()
        self._target()
        self._state()
        self._results()
        self._gifts()
        return self.facts

    def _put(self, key: str, was: str, will: str, **facts: object) -> None:
        self.facts = replace(self.facts, **facts)  # type: ignore[arg-type]
        self.cells.append(CellChange(key, was or _("trống"), will or _("trống")))

    def _words(self) -> None:
        entry, before = deed_entry(self.draft), self.before
        if fold(entry.text) != fold(before.text):
            kind = guess_kind(entry.text, before.target_unit)
            self._put(
                "deed", before.text, entry.text, text=" ".join(entry.text.split()),
                category=guess_category(entry.text, self.hints), target_kind=kind,
            )  # fmt: skip
        for key, typed in (("field", entry.field), ("place", entry.place)):
            there = str(getattr(before, key))
            if typed and fold(typed) != fold(there):
                self._put(key, there, typed, **{key: typed.strip()})
        if entry.deadline is not None and entry.deadline != before.deadline:
            was = format_day(before.deadline) if before.deadline else ""
            self._put("deadline", was, format_day(entry.deadline), deadline=entry.deadline)

    def _target(self) -> None:
        entry, before = deed_entry(self.draft), self.before
        unit = entry.target_unit.strip() or before.target_unit
        amount = entry.target_amount
        if amount is not None and (amount != before.target_amount or unit != before.target_unit):
            self._put(
                "quantity", _amount(before.target_amount, before.target_unit),
                _amount(amount, unit), target_amount=amount, target_unit=unit,
                target_kind=guess_kind(self.facts.text, unit),
            )  # fmt: skip
        cost = entry.planned_cost
        if cost is not None and cost != before.planned_cost:
            key = "planned_money" if self.draft.planned_cost else "money"
            was = _amount(before.planned_cost, _("đồng"))
            self._put(key, was, _amount(cost, _("đồng")), planned_cost=cost)

    def _state(self) -> None:
        before = DeedState(self.before.state)
        wanted = before
        if self.draft.completed and before in OPEN_STATES:
            wanted = self.done
        elif self.draft.started and before in (DeedState.REGISTERED, DeedState.DONE):
            wanted = DeedState.IN_PROGRESS
        elif before is DeedState.DONE and not self.draft.completed and _says_open(self.row):
            wanted = DeedState.REGISTERED
        if wanted is before:
            return
        day = self.day if self.draft.completed else self.before.state_on
        key = "not_done" if wanted is DeedState.REGISTERED and self._has("not_done") else "result"
        if not self._has(key):
            key = "done"
        self._put(
            key, str(DEED_LABELS[before]), str(DEED_LABELS[wanted]), state=int(wanted), state_on=day,
        )  # fmt: skip
        if before is DeedState.DONE:  # nothing of it is done, so nothing of it was given yet
            kept = tuple(
                replace(gift, accepted_on=None)
                for gift in self.before.gifts
                if gift.kind not in _GIVEN
            )
            self.facts = replace(self.facts, results=(), gifts=kept)

    def _has(self, key: str) -> bool:
        return self.row.table is not None and self.row.table.use(key) is not None

    def _results(self) -> None:
        """The last result says what was achieved, in the words and the amount of the file."""
        results = self.facts.results
        last = results[-1] if results else ResultFact(self.day, "")
        text = self.draft.result_text.strip() or last.text
        wanted = tuple(
            QuantityFact(
                each.kind or guess_kind(f"{self.facts.text} {text}", each.unit_word),
                each.amount, each.unit_word.strip(), int(each.qualifier),
            )
            for each in quantities_of(self.draft)
        ) or last.quantities  # fmt: skip
        same = [(q.amount, q.unit_word) for q in wanted] == [
            (q.amount, q.unit_word) for q in last.quantities
        ]
        if same and text == last.text:
            return
        fresh = replace(last, text=text, quantities=last.quantities if same else wanted)
        key = "achieved" if self._has("achieved") else "quantity"
        was, will = _quantities(last.quantities), _quantities(fresh.quantities)
        if same:
            key, was, will = "result", last.text, text
        self._put(key, was, will, results=(*results[:-1], fresh))

    def _gifts(self) -> None:
        for entry in gifts_of(self.draft, self.day):
            mine = [gift for gift in self.facts.gifts if gift.kind == entry.kind]
            if sum((gift.amount for gift in mine), Decimal(0)) == entry.amount and mine:
                continue
            unit = _("đồng") if entry.kind is ContributionKind.OWN_MONEY else _("ngày công")
            was = "; ".join(_gift(gift, unit) for gift in mine)
            others = tuple(gift for gift in self.facts.gifts if gift.kind != entry.kind)
            fresh = _gift_fact(entry, mine[0] if mine else None)
            self._put(_GIVEN[entry.kind], was, _gift(fresh, unit), gifts=(*others, fresh))


def _gift_fact(entry: ContributionEntry, there: GiftFact | None) -> GiftFact:
    fresh = GiftFact(
        int(entry.kind), entry.amount, int(entry.qualifier), entry.day, place=entry.place
    )
    if there is None:
        return fresh
    return replace(
        there, amount=entry.amount, qualifier=int(entry.qualifier), people=None, days=None
    )


def _says_open(row: RowDraft) -> bool:
    """Whether the row says in so many words that it is not done; a blank cell says nothing."""
    return any(_reads_open(row, key) for key in ("done", "result")) or (
        row.table is not None and not values.is_nothing(row.table.value(row.number, "not_done"))
    )


def _reads_open(row: RowDraft, key: str) -> bool:
    value = row.table.value(row.number, key) if row.table else None
    if value is None:
        return False
    try:
        return values.read_progress(value) is Progress.OPEN
    except Problem:
        return False


def _amount(value: Decimal | int | None, unit: str) -> str:
    return "" if value is None else format_amount(Decimal(value), unit)


def _gift(gift: GiftFact, unit: str) -> str:
    return format_amount(gift.amount, unit, Qualifier(gift.qualifier))


def _quantities(amounts: tuple[QuantityFact, ...]) -> str:
    return "; ".join(
        format_amount(each.amount, each.unit_word, Qualifier(each.qualifier)) for each in amounts
    )

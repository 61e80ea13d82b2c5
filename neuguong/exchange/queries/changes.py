"""What a file would change of deeds that are there already: fact by fact, what is and what would be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.deeds.actions.entries import ContributionEntry
from neuguong.deeds.actions.guard import guess_category, guess_kind
from neuguong.deeds.models import DEED_LABELS
from neuguong.deeds.queries.facts import DeedFacts, GiftFact, QuantityFact, ResultFact, rounded
from neuguong.deeds.rules import CATEGORIES, OPEN_STATES, ContributionKind, DeedState
from neuguong.exchange.queries.entries import STATE_OF, Moment, deed_entry, gifts_of, quantities_of
from neuguong.exchange.workbook import values
from neuguong.exchange.workbook.drafts import DeedDraft, RowDraft
from neuguong.exchange.workbook.giving import GIVEN
from neuguong.exchange.workbook.values import Problem, Progress
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import format_day
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy as _n

_KEYS: Final = {kind: key for key, kind in GIVEN.items()}
_UNITS: Final = {ContributionKind.LABOUR_DAYS: _n("ngày công"), ContributionKind.LAND: _n("m²")}
# What a file may make of a deed, by where the deed stands.
_MOVES: Final = {
    Progress.DONE: OPEN_STATES | {DeedState.NOT_DONE},
    Progress.REPORTED: {DeedState.REGISTERED, DeedState.IN_PROGRESS},
    Progress.STARTED: {DeedState.REGISTERED, DeedState.DONE},
    Progress.CARRIED_OVER: OPEN_STATES,
    Progress.GIVEN_UP: OPEN_STATES,
}
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
    comparison = _Comparison(row, draft, before, moment.day_of(draft, year), hints)
    comparison.may_confirm = may_confirm
    after = rounded(comparison.after())
    if not comparison.cells or after == before:
        return None
    return Change(row, deed_id, before, after, tuple(comparison.cells))


class _Comparison:
    """Goes through the facts one after the other and notes where they differ."""

    def __init__(
        self, row: RowDraft, draft: DeedDraft, before: DeedFacts, day: date, hints: Hints
    ) -> None:
        self.row, self.draft, self.before = row, draft, before
        self.day, self.hints = day, hints
        self.may_confirm = False
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
        if entry.category is not None and entry.category != self.facts.category:
            was, will = (_category(n) for n in (before.category, entry.category))
            self._put("deed_category", was, will, category=entry.category)
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
        before, said = DeedState(self.before.state), self.draft.progress
        wanted = before
        if before in _MOVES.get(said, ()):
            wanted = STATE_OF[said]
        elif before is DeedState.DONE and said is Progress.OPEN and _says_open(self.row):
            wanted = DeedState.REGISTERED
        if wanted is not before and not self.may_confirm:
            wanted = {DeedState.DONE: DeedState.REPORTED, DeedState.CARRIED_OVER: before}.get(
                wanted, wanted
            )
        if wanted is before:
            return self._reason()
        told = self.draft.completed or self.draft.state_on or self.draft.told_on
        day = self.day if told else self.before.state_on
        key = "not_done" if wanted is DeedState.REGISTERED and self._has("not_done") else "result"
        if not self._has(key):
            key = "done"
        self._put(
            key, str(DEED_LABELS[before]), str(DEED_LABELS[wanted]), state=int(wanted), state_on=day,
            reason=self.draft.reason,
        )  # fmt: skip
        if before is DeedState.DONE:  # nothing of it is done, so nothing of it was given yet
            kept = tuple(
                replace(gift, accepted_on=None)
                for gift in self.before.gifts
                if _KEYS[ContributionKind(gift.kind)] not in ("money", "labour")
            )
            self.facts = replace(self.facts, results=(), gifts=kept)

    def _reason(self) -> None:
        """Why a deed ended, where it stands ended and the file says it otherwise."""
        typed, there = self.draft.reason, self.before.reason
        if typed and fold(typed) != fold(there):
            self._put("reason", there, typed, reason=typed)

    def _has(self, key: str) -> bool:
        return self.row.table is not None and self.row.table.use(key) is not None

    def _results(self) -> None:
        """What was told and achieved, all results together; a difference goes into the last of them."""
        results = self.facts.results
        last = results[-1] if results else ResultFact(self.draft.told_on or self.day, "")
        told = "; ".join(result.text for result in results if result.text)
        there = tuple(each for result in results for each in result.quantities)
        text = self.draft.result_text.strip() or told
        entries = quantities_of(self.draft)
        wanted = tuple(
            QuantityFact(
                each.kind or guess_kind(f"{self.facts.text} {text}", each.unit_word),
                each.amount, each.unit_word.strip(), int(each.qualifier),
            )
            for each in entries
        ) or there  # fmt: skip
        same = _amounts(wanted, bool(self.draft.kinds)) == _amounts(there, bool(self.draft.kinds))
        if same and fold(text) == fold(told):
            return
        key = "achieved" if self._has("achieved") else "quantity"
        was, will = _quantities(there), _quantities(wanted)
        if same:
            key, was, will = "result", told, text
        fresh = replace(last, text=text, quantities=there if same else wanted)
        self._put(key, was, will, results=(fresh,))

    def _gifts(self) -> None:
        """What was given, kind by kind; what the file does not speak of stays."""
        entries = gifts_of(self.draft, self.day)
        for kind, key in _KEYS.items():
            wanted = [entry for entry in entries if entry.kind is kind]
            mine = [gift for gift in self.facts.gifts if gift.kind == kind]
            if not wanted or _same_gifts(wanted, mine):
                continue
            unit = str(_UNITS.get(kind, _("đồng")))
            was = "; ".join(_gift(gift, unit) for gift in mine)
            fresh = [
                _gift_fact(entry, mine[place] if place < len(mine) else None)
                for place, entry in enumerate(wanted)
            ]
            will = "; ".join(_gift(gift, unit) for gift in fresh)
            others = tuple(gift for gift in self.facts.gifts if gift.kind != kind)
            self._put(key, was, will, gifts=(*others, *fresh))


def _same_gifts(wanted: Sequence[ContributionEntry], there: Sequence[GiftFact]) -> bool:
    """Whether the file says what is there: the very gifts, or one number that they come to."""
    if len(wanted) == 1 and sum((gift.amount for gift in there), Decimal(0)) == wanted[0].amount:
        return bool(there)
    mine = sorted((entry.amount, int(entry.qualifier)) for entry in wanted)
    return mine == sorted((gift.amount, gift.qualifier) for gift in there)


def _amounts(quantities: Sequence[QuantityFact], with_kinds: bool) -> list[tuple[object, ...]]:
    return [(q.amount, q.unit_word, q.qualifier, q.kind if with_kinds else 0) for q in quantities]


def _category(number: int) -> str:
    return next((entry.label for entry in CATEGORIES if entry.number == number), "")


def _gift_fact(entry: ContributionEntry, there: GiftFact | None) -> GiftFact:
    fresh = GiftFact(
        int(entry.kind), entry.amount, int(entry.qualifier), entry.day, entry.accepted_on,
        words=entry.words, place=entry.place,
    )  # fmt: skip
    if there is None:
        return fresh
    return replace(
        there, amount=entry.amount, qualifier=int(entry.qualifier), people=None, days=None,
        words=entry.words or there.words,
    )  # fmt: skip


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

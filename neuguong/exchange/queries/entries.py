"""From drafts to what the acts on deeds take; decides days, states and what counts as given."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from neuguong.deeds.actions.entries import (
    BulkDeed,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.actions.guard import guess_kind
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.exchange.workbook.drafts import DeedDraft


@dataclass(frozen=True, slots=True)
class Moment:
    """When a file is brought in, and the reason where its year is closed."""

    today: date
    now: datetime | None = None
    reason: str = ""

    def day_in(self, year: int) -> date:
        """Today, or the last day of a year that is over."""
        return min(self.today, date(year, 12, 31))

    def day_of(self, draft: DeedDraft, year: int) -> date:
        """The day a deed counts as done: its deadline in that year, if that is over, else `day_in`."""
        last = self.day_in(year)
        if draft.deadline is None or draft.deadline.year != year:
            return last
        return min(draft.deadline, last)


def deed_entry(draft: DeedDraft) -> DeedEntry:
    """What is promised; money beside a deed that is not done is its planned cost."""
    return DeedEntry(
        text=draft.text,
        field=draft.field,
        target_amount=draft.quantity.value if draft.quantity else None,
        target_unit=_unit_of(draft),
        planned_cost=draft.money_planned or None,
        place=draft.place,
        deadline=draft.deadline,
    )


def quantities_of(draft: DeedDraft) -> list[QuantityEntry]:
    """What was achieved by a deed that is done: as told, else as promised."""
    amount = draft.achieved or draft.quantity
    if amount is None or not draft.completed:
        return []
    unit = amount.unit_text or _unit_of(draft)
    kind = guess_kind(f"{draft.text} {draft.result_text}", unit)
    return [QuantityEntry(kind, amount.value, unit, amount.qualifier)]


def gifts_of(draft: DeedDraft, day: date) -> list[ContributionEntry]:
    """Money of a deed that is done, and labour-days; these count once the deed is done."""
    gifts = []
    if draft.money is not None and draft.completed:
        gifts.append(
            ContributionEntry(
                ContributionKind.OWN_MONEY,
                draft.money.value,
                day,
                draft.money.qualifier,
                place=draft.place,
            )
        )
    if draft.labour_days > Decimal(0):
        gifts.append(
            ContributionEntry(
                ContributionKind.LABOUR_DAYS, draft.labour_days, day, place=draft.place
            )
        )
    return gifts


def bulk_deed(draft: DeedDraft, year: int, moment: Moment) -> BulkDeed:
    """A deed with what came of it, for a registration that is made now."""
    day = moment.day_of(draft, year)
    gifts = gifts_of(draft, day)
    if not (draft.completed or draft.started or gifts or draft.result_text):
        return BulkDeed(deed_entry(draft))
    if draft.completed:
        state = DeedState.DONE
    else:
        state = DeedState.IN_PROGRESS if draft.started else DeedState.REGISTERED
    outcome = OutcomeEntry(
        state=state,
        day=day,
        text=draft.result_text,
        quantities=quantities_of(draft),
        contributions=gifts,
    )
    return BulkDeed(deed_entry(draft), outcome)


def _unit_of(draft: DeedDraft) -> str:
    if draft.quantity_unit or draft.quantity is None:
        return draft.quantity_unit
    return draft.quantity.unit_text or ""

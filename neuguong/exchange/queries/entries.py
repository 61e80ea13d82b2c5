"""From drafts to what the acts on deeds take; decides days, states and what counts as given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from neuguong.deeds.actions.entries import (
    BulkDeed,
    ContributionEntry,
    DeedEntry,
    OutcomeEntry,
    QuantityEntry,
)
from neuguong.deeds.actions.guard import guess_kind
from neuguong.deeds.rules import ContributionKind, DeedState
from neuguong.exchange.workbook.drafts import DeedDraft, GiftDraft
from neuguong.exchange.workbook.values import Progress
from neuguong.lib.amounts import ParsedAmount, Qualifier


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
        """The day a deed counts as done: as told, its deadline if that is over, else `day_in`."""
        last = self.day_in(year)
        if told := draft.state_on or draft.told_on:
            return min(told, self.today)
        if draft.deadline is None or draft.deadline.year != year:
            return last
        return min(draft.deadline, last)


def deed_entry(draft: DeedDraft) -> DeedEntry:
    """What is promised; money beside a deed that is not done is its planned cost."""
    return DeedEntry(
        text=draft.text,
        category=draft.category,
        field=draft.field,
        target_amount=draft.quantity.value if draft.quantity else None,
        target_unit=_unit_of(draft),
        planned_cost=draft.money_planned + draft.planned_others or None,
        place=draft.place,
        deadline=draft.deadline,
    )


def quantities_of(draft: DeedDraft) -> list[QuantityEntry]:
    """What was achieved: as told, else, by a deed that is done, as promised."""
    promised = (draft.quantity,) if draft.completed and draft.quantity else ()
    amounts = promised if draft.achieved is None else draft.achieved
    return quantity_entries(
        f"{draft.text} {draft.result_text}", amounts, draft.kinds, _unit_of(draft)
    )


def quantity_entries(
    text: str, amounts: Sequence[ParsedAmount], kinds: Sequence[int], unit_word: str = ""
) -> list[QuantityEntry]:
    """Amounts as the acts take them; what the file does not call by a kind is guessed from the words."""
    entries = []
    for place, amount in enumerate(amounts):
        unit = amount.unit_text or unit_word
        kind = kinds[place] if place < len(kinds) else guess_kind(text, unit)
        entries.append(QuantityEntry(kind, amount.value, unit, amount.qualifier))
    return entries


def gifts_of(draft: DeedDraft, day: date) -> list[ContributionEntry]:
    """What was given for a deed; it counts once the deed is done, or where it was received before."""
    plain = []
    if draft.money is not None and draft.completed:
        plain.append(GiftDraft(ContributionKind.OWN_MONEY, draft.money))
    if draft.labour_days > Decimal(0):
        days = ParsedAmount(draft.labour_days, Qualifier.EXACTLY, None)
        plain.append(GiftDraft(ContributionKind.LABOUR_DAYS, days))
    return [gift_entry(gift, day, draft.place) for gift in (*plain, *draft.gifts)]


def gift_entry(gift: GiftDraft, day: date, place: str = "") -> ContributionEntry:
    """One gift as the acts take it; `day` is that of its deed."""
    on = gift.day or day
    return ContributionEntry(
        gift.kind, gift.amount.value, on, gift.amount.qualifier, words=gift.words[:300], place=place,
        accepted_on=on if gift.accepted else None,
    )  # fmt: skip


STATE_OF: Final = {
    Progress.DONE: DeedState.DONE,
    Progress.REPORTED: DeedState.REPORTED,
    Progress.STARTED: DeedState.IN_PROGRESS,
    Progress.CARRIED_OVER: DeedState.CARRIED_OVER,
    Progress.GIVEN_UP: DeedState.NOT_DONE,
}


def bulk_deed(draft: DeedDraft, year: int, moment: Moment) -> BulkDeed:
    """A deed with what came of it, for a registration that is made now."""
    day = moment.day_of(draft, year)
    gifts, quantities = gifts_of(draft, day), quantities_of(draft)
    state = STATE_OF.get(draft.progress, DeedState.REGISTERED)
    if state is DeedState.REGISTERED and not (gifts or quantities or draft.result_text):
        return BulkDeed(deed_entry(draft))
    outcome = OutcomeEntry(
        state=state,
        day=day,
        text=draft.result_text,
        reason=draft.reason,
        quantities=quantities,
        contributions=gifts,
        told_on=min(draft.told_on, moment.today) if draft.told_on else None,
    )
    return BulkDeed(deed_entry(draft), outcome)


def _unit_of(draft: DeedDraft) -> str:
    if draft.quantity_unit or draft.quantity is None:
        return draft.quantity_unit
    return draft.quantity.unit_text or ""

"""Acts on whole lists that stand already: put corrected facts into deeds, take a list out again."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction

from neuguong.audit.actions import record_bulk
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import ContributionEntry, QuantityEntry
from neuguong.deeds.actions.guard import did, refuse, require_year
from neuguong.deeds.actions.outcome import contribution_row, quantity_row
from neuguong.deeds.models import (
    Contribution,
    Deed,
    Evidence,
    Quantity,
    Registration,
    Result,
    Work,
)
from neuguong.deeds.queries.facts import DeedFacts, GiftFact, ResultFact, deeds_in_use, facts_of
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import BeneficiaryKind, ContributionKind, DeedState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.programme.queries import month_for

_BATCH: Final = 400
_COLUMNS: Final = (
    *("field", "tags", "target_amount", "target_kind", "target_unit", "planned_cost", "place"),
    *("beneficiary_kind", "beneficiary_count", "partners", "deadline", "expected_evidence"),
)


@transaction.atomic
def amend_many(
    *,
    by: Actor,
    facts: Mapping[int, DeedFacts],
    today: date,
    now: datetime,
    reason: str = "",
) -> None:
    """Put corrected facts into deeds, by id, whatever state they are in; all or nothing.

    What is counted, before or after, asks for the right to confirm. Work shared with others is refused.
    """
    before = facts_of(facts)
    units = _may_write(by, facts, reason)
    for deed in _deeds(facts, locked=True):
        was, wanted = before[deed.pk], facts[deed.pk]
        done = DeedState.DONE in (was.state, wanted.state)
        if done and deed.standing == Standing.COUNTED:
            by.require(Right.CONFIRM, at=deed.unit)
        _amend(by, deed, was, wanted, now, today)
    record_bulk(
        by=by, act=Right.REGISTER, subject_type="deeds.deed", ids=facts, reason=reason,
        unit_id=units[0] if len(units) == 1 else None, detail=did(Verb.CHANGED),
    )  # fmt: skip


@transaction.atomic
def unregister_many(
    *, by: Actor, deed_ids: Collection[int], registration_ids: Collection[int], reason: str,
    gift_ids: Collection[int] = (), work_ids: Collection[int] = (),
) -> None:  # fmt: skip
    """Take deeds out with what came of them, gifts beside deeds, and registrations and shared works
    that are empty then; all or nothing.

    For a list that should not have been brought in. Refused where somebody added photos or more
    deeds; the log keeps the number and digest of what was taken out.
    """
    if not reason.strip():
        refuse(Refusal("reason_missing", _("Ghi lý do bỏ các việc này.")))
    _may_write(by, deed_ids, reason, confirm=True)
    if deeds_in_use(deed_ids, apart_from_works=True):
        refuse(_in_use())
    _drop_gifts(by, gift_ids, reason)
    for ids in _batches(deed_ids):
        Quantity.objects.filter(result__deed__in=ids).delete()
        Result.objects.filter(deed__in=ids).delete()
        Contribution.objects.filter(deed__in=ids).delete()
        Deed.objects.filter(pk__in=ids).delete()
    for ids in _batches(registration_ids):
        rows = Registration.objects.filter(pk__in=ids).select_related("unit")
        for found in rows:
            by.require(Right.CONFIRM, at=found.unit)
        others = (Deed, Contribution, Evidence)
        if any(model.objects.filter(registration__in=ids).exists() for model in others):
            refuse(_in_use())
        rows.delete()
    _drop_works(by, work_ids, reason)
    taken_out = (
        ("deeds.deed", deed_ids), ("deeds.registration", registration_ids),
        ("deeds.contribution", gift_ids), ("deeds.work", work_ids),
    )  # fmt: skip
    for subject, taken in taken_out:
        if taken:
            record_bulk(
                by=by, act=Right.CONFIRM, subject_type=subject, ids=taken, reason=reason,
                detail=did(Verb.REMOVED),
            )  # fmt: skip


def _drop_gifts(by: Actor, gift_ids: Collection[int], reason: str) -> None:
    """Take out what was given beside all deeds."""
    for ids in _batches(gift_ids):
        rows = Contribution.objects.filter(pk__in=ids, deed=None).select_related(
            "registration", "unit"
        )
        for gift in rows:
            by.require(Right.CONFIRM, at=gift.unit)
            require_year(by, gift.unit, gift.registration.year, reason)
        rows.delete()


def _drop_works(by: Actor, work_ids: Collection[int], reason: str) -> None:
    """Take out shared works that no deed is part of any more."""
    for ids in _batches(work_ids):
        rows = Work.objects.filter(pk__in=ids).select_related("unit")
        for work in rows:
            by.require(Right.CONFIRM, at=work.unit)
            require_year(by, work.unit, work.year, reason)
        if any(model.objects.filter(work__in=ids).exists() for model in (Deed, Contribution)):
            refuse(_in_use())
        Quantity.objects.filter(work__in=ids).delete()
        rows.delete()


def _in_use() -> Refusal:
    return Refusal(
        "deed_in_use",
        _(
            "Có việc đã có ảnh, công trình chung hoặc việc nối tiếp. Để lại việc đó, bỏ các việc khác."
        ),
    )


def _may_write(
    by: Actor, deed_ids: Collection[int], reason: str, *, confirm: bool = False
) -> list[int]:
    """The units of the deeds, once each may be written in its year."""
    seen: dict[tuple[int, int], None] = {}
    for deed in _deeds(deed_ids):
        if (deed.unit_id, deed.year) in seen:
            continue
        seen[deed.unit_id, deed.year] = None
        by.require(Right.CONFIRM if confirm else Right.REGISTER, at=deed.unit)
        require_year(by, deed.unit, deed.year, reason)
    return list({unit for unit, _year in seen})


def _deeds(deed_ids: Collection[int], *, locked: bool = False) -> Iterator[Deed]:
    for ids in _batches(deed_ids):
        rows = Deed.objects.filter(pk__in=ids).select_related("unit", "registration__unit")
        yield from (rows.select_for_update(of=("self",)) if locked else rows).order_by("pk")


def _batches(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]


def _amend(
    by: Actor, deed: Deed, was: DeedFacts, wanted: DeedFacts, now: datetime, today: date
) -> None:
    refuse(rules.text_problem(wanted.text))
    if deed.work_id is not None and was.results != wanted.results:
        refuse(_in_use())
    for name in _COLUMNS:
        setattr(deed, name, getattr(wanted, name))
    deed.text, deed.search = wanted.text, fold(wanted.text)
    deed.category_id = wanted.category
    deed.state, deed.state_on, deed.reason = DeedState(wanted.state), wanted.state_on, wanted.reason
    done = deed.state == DeedState.DONE
    deed.done_month = month_for(deed.unit, deed.state_on, deed.year) if done else None
    deed.save()
    if was.results != wanted.results:
        _put_results(by, deed, wanted.results, now)
    if was.gifts != wanted.gifts:
        _put_gifts(deed, wanted.gifts, today)
    counted = int(done and deed.standing == Standing.COUNTED)
    shared = deed.work_id is not None
    Quantity.objects.filter(result__deed=deed).update(counted=0 if shared else counted)
    gifts = Contribution.objects.filter(deed=deed)
    if counted:
        gifts.filter(accepted_on=None).update(accepted_on=deed.state_on)
    live = int(deed.registration.standing == Standing.COUNTED)
    gifts.filter(accepted_on__isnull=False).update(counted=live)
    gifts.filter(accepted_on=None).update(counted=0)


def _put_results(by: Actor, deed: Deed, wanted: tuple[ResultFact, ...], now: datetime) -> None:
    """The results as they should be, in the rows that are there; one with a photo never goes away."""
    there = list(Result.objects.filter(deed=deed).order_by("id"))
    Quantity.objects.filter(result__deed=deed).delete()
    for extra in there[len(wanted) :]:
        if Evidence.objects.filter(result=extra).exists():
            raise Refused(_in_use())
        Result.objects.filter(pk=extra.pk).delete()
    for index, fact in enumerate(wanted):
        fresh = Result(deed=deed, by_id=by.id, by_name=by.name, at=now)
        result = there[index] if index < len(there) else fresh
        result.day, result.text = fact.day, fact.text
        result.save()
        for each in fact.quantities:
            entry = QuantityEntry(each.kind, each.amount, each.unit_word, Qualifier(each.qualifier))
            quantity_row(entry, deed, result).save()


def _put_gifts(deed: Deed, wanted: tuple[GiftFact, ...], today: date) -> None:
    Contribution.objects.filter(deed=deed).delete()
    for fact in wanted:
        entry = ContributionEntry(
            ContributionKind(fact.kind), fact.amount, fact.day, Qualifier(fact.qualifier),
            fact.people, fact.days, fact.words, fact.via, fact.place,
            BeneficiaryKind(fact.beneficiary_kind), fact.beneficiary_count,
        )  # fmt: skip
        row = contribution_row(entry, deed.registration, deed, today)
        row.accepted_on = fact.accepted_on
        row.save()

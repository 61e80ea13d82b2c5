"""Acts on what came of a deed: begun, told, confirmed, carried over, given up, replaced; gifts."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import ContributionEntry, DeedEntry, QuantityEntry
from neuguong.deeds.actions.evidence import add_evidence
from neuguong.deeds.actions.guard import (
    did,
    guess_kind,
    refuse,
    require_write,
    require_year,
    scaled_contribution,
    scaled_quantity,
)
from neuguong.deeds.actions.registration import add_deed, open_registration
from neuguong.deeds.models import Contribution, Deed, Quantity, Registration, Result
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import ContributionKind, DeedState, RegistrationState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.rows import new_row
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.programme.queries import month_for


def locked_deed(by: Actor, deed_id: int, right: Right, reason: str) -> Deed:
    """The deed, locked, after the checks that every act on it shares."""
    deed = (
        Deed.objects.select_for_update(of=("self",))
        .select_related("registration__unit", "unit")
        .get(pk=deed_id)
    )
    if right is Right.REPORT or right is Right.REGISTER:
        require_write(by, deed.registration, right)
    else:
        by.require(right, at=deed.unit)
    require_year(by, deed.unit, deed.year, reason)
    return deed


def set_state(deed: Deed, state: DeedState, day: date, reason: str = "") -> None:
    """Move a deed to a state, and with it whether its results count."""
    deed.state, deed.state_on, deed.reason = state, day, nfc(reason).strip()
    done = state == DeedState.DONE
    deed.done_month = month_for(deed.unit, day, deed.year) if done else None
    if state == DeedState.REPLACED:
        deed.standing = Standing.NONE
    elif deed.standing == Standing.NONE:
        deed.standing = deed.registration.standing
    deed.save()
    counted = int(done and deed.standing == Standing.COUNTED)
    shared = deed.work_id is not None
    Quantity.objects.filter(result__deed=deed).update(counted=0 if shared else counted)
    gifts = Contribution.objects.filter(deed=deed)
    if counted:
        gifts.filter(accepted_on=None).update(accepted_on=day)
        gifts.update(counted=1)
    else:
        live = int(deed.registration.standing == Standing.COUNTED)
        gifts.filter(accepted_on__isnull=False).update(counted=live)
        gifts.filter(accepted_on=None).update(counted=0)


@transaction.atomic
def start_deed(*, by: Actor, deed_id: int, today: date, reason: str = "") -> Deed:
    """Say that a deed is under way."""
    deed = locked_deed(by, deed_id, Right.REPORT, reason)
    refuse(rules.may_report(deed.state))
    set_state(deed, DeedState.IN_PROGRESS, today)
    record(by=by, act=Right.REPORT, subject=deed, reason=reason, detail=did(Verb.STARTED))
    return deed


@transaction.atomic
def report_result(
    *,
    by: Actor,
    deed_id: int,
    day: date,
    text: str,
    quantities: Sequence[QuantityEntry] = (),
    contributions: Sequence[ContributionEntry] = (),
    photos: Sequence[File[bytes]] = (),
    finished: bool,
    now: datetime,
    today: date,
    reason: str = "",
) -> Result:
    """Tell what was achieved on a day, with amounts, gifts and photos; `finished` says it is done.

    All or nothing: a photo that is refused leaves nothing written.
    """
    deed = locked_deed(by, deed_id, Right.REPORT, reason)
    refuse(rules.may_report(deed.state) or rules.day_problem(day, year=deed.year, today=today))
    if not (text.strip() or quantities or contributions or photos or finished):
        refuse(Refusal("result_empty", _("Chưa ghi gì. Ghi làm được gì, hoặc bao nhiêu.")))
    if deed.work_id is not None and quantities:
        refuse(
            Refusal(
                "work_counts",
                _(
                    "Việc này thuộc công trình chung. Ghi số lượng ở công trình để không tính hai lần."
                ),
            )
        )
    result = Result.objects.create(
        deed=deed, day=day, text=nfc(text).strip(), by_id=by.id, by_name=by.name, at=now
    )
    for entry in quantities:
        quantity_row(entry, deed, result).save()
    for gift in contributions:
        contribution_row(gift, deed.registration, deed, today).save()
    for photo in photos:
        add_evidence(
            by=by, registration_id=deed.registration_id, upload=photo, now=now, deed_id=deed.pk,
            result_id=result.pk, reason=reason,
        )  # fmt: skip
    state = DeedState.REPORTED if finished else DeedState.IN_PROGRESS
    set_state(deed, state, today if not finished else day)
    record(by=by, act=Right.REPORT, subject=deed, reason=reason, detail=did(Verb.REPORTED))
    return result


def quantity_row(entry: QuantityEntry, deed: Deed, result: Result) -> Quantity:
    """A quantity of a deed's result, not yet saved."""
    values = quantity_values(entry, f"{deed.text} {result.text}")
    month = month_for(deed.unit, result.day, deed.year)
    return new_row(
        Quantity, result=result, unit=deed.unit, month=month, subject_kind=deed.subject_kind,
        **values,
    )  # fmt: skip


def quantity_values(entry: QuantityEntry, text: str) -> dict[str, Any]:
    """What a quantity says, by columns; `text` are the words of deed and result, which tell its kind."""
    kind = entry.kind or guess_kind(text, entry.unit_word)
    return {
        "kind": kind,
        "amount": entry.amount,
        "unit_word": nfc(entry.unit_word).strip(),
        "amount_scaled": scaled_quantity(kind, entry.amount, entry.unit_word),
        "qualifier": entry.qualifier,
    }


def contribution_row(
    entry: ContributionEntry, registration: Registration, deed: Deed | None, today: date
) -> Contribution:
    """A contribution of a registrant, not yet saved."""
    return new_row(
        Contribution,
        registration=registration,
        deed=deed,
        work=deed.work if deed else None,
        unit=registration.unit,
        month=month_for(registration.unit, entry.day, registration.year),
        subject_kind=registration.subject_kind,
        **contribution_values(entry, registration.year, today),
    )


def contribution_values(entry: ContributionEntry, year: int, today: date) -> dict[str, Any]:
    """What a contribution says, by columns; refused where its day cannot be."""
    refuse(rules.day_problem(entry.day, year=year, today=today))
    amount = entry.amount
    if entry.kind is ContributionKind.LABOUR_DAYS and entry.people and entry.days:
        amount = Decimal(entry.people) * entry.days
    return {
        "kind": entry.kind,
        "amount": amount,
        "amount_scaled": scaled_contribution(entry.kind, amount),
        "people": entry.people,
        "days": entry.days,
        "qualifier": entry.qualifier,
        "words": nfc(entry.words).strip(),
        "day": entry.day,
        "via": nfc(entry.via).strip(),
        "place": nfc(entry.place).strip(),
        "beneficiary_kind": entry.beneficiary_kind,
        "beneficiary_count": entry.beneficiary_count,
    }


@transaction.atomic
def confirm_done(*, by: Actor, deed_id: int, day: date, today: date, reason: str = "") -> Deed:
    """The cell confirms that a deed is done; its results and gifts count from now on."""
    deed = locked_deed(by, deed_id, Right.CONFIRM, reason)
    refuse(
        rules.may_confirm_done(deed.state) or rules.day_problem(day, year=deed.year, today=today)
    )
    if deed.registration.standing != Standing.COUNTED:
        refuse(
            Refusal(
                "registration_first",
                _("Bản đăng ký chưa được xác nhận. Xác nhận bản đăng ký trước."),
            )
        )
    set_state(deed, DeedState.DONE, day)
    record(by=by, act=Right.CONFIRM, subject=deed, reason=reason, detail=did(Verb.DONE))
    return deed


@transaction.atomic
def return_result(*, by: Actor, deed_id: int, reason: str, today: date) -> Deed:
    """Give a told result back to its writer: the deed is under way again."""
    deed = locked_deed(by, deed_id, Right.CONFIRM, reason)
    refuse(rules.may_end(deed.state, reason))
    set_state(deed, DeedState.IN_PROGRESS, today, reason)
    record(by=by, act=Right.CONFIRM, subject=deed, reason=reason, detail=did(Verb.RESULT_RETURNED))
    return deed


@transaction.atomic
def give_up_deed(*, by: Actor, deed_id: int, reason: str, today: date) -> Deed:
    """Say that a deed was not done, and why."""
    deed = locked_deed(by, deed_id, Right.REPORT, reason)
    refuse(rules.may_end(deed.state, reason))
    set_state(deed, DeedState.NOT_DONE, today, reason)
    record(by=by, act=Right.REPORT, subject=deed, reason=reason, detail=did(Verb.GIVEN_UP))
    return deed


@transaction.atomic
def reopen_deed(*, by: Actor, deed_id: int, reason: str, today: date) -> Deed:
    """Open a finished deed again; what it brought stops counting until confirmed anew."""
    deed = locked_deed(by, deed_id, Right.CONFIRM, reason)
    refuse(rules.may_reopen(deed.state, reason))
    set_state(deed, DeedState.IN_PROGRESS, today, reason)
    Contribution.objects.filter(deed=deed).update(accepted_on=None, counted=0)
    record(by=by, act=Right.CONFIRM, subject=deed, reason=reason, detail=did(Verb.REOPENED))
    return deed


@transaction.atomic
def replace_deed(*, by: Actor, deed_id: int, entry: DeedEntry, reason: str, today: date) -> Deed:
    """Put another deed in the place of this one, which leaves the count."""
    deed = locked_deed(by, deed_id, Right.REGISTER, reason)
    refuse(rules.may_end(deed.state, reason))
    other = add_deed(
        by=by, registration_id=deed.registration_id, entry=entry, today=today, reason=reason
    )
    deed.replaced_by = other
    deed.registration.refresh_from_db()
    set_state(deed, DeedState.REPLACED, today, reason)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=did(Verb.REPLACED))
    return other


@transaction.atomic
def carry_over_deed(*, by: Actor, deed_id: int, reason: str, today: date) -> Deed:
    """Carry an open deed into the next year: not completed in this one, registered in that."""
    deed = locked_deed(by, deed_id, Right.CONFIRM, reason)
    refuse(rules.may_end(deed.state, reason))
    source = deed.registration
    rows = Registration.objects.filter(year=deed.year + 1, person=source.person)
    following = rows.filter(collective=source.collective).first()
    if following is None:
        following = open_registration(
            by=by, unit_id=deed.unit_id, year=deed.year + 1, today=today,
            person_id=source.person_id,
        )  # fmt: skip
    entry = DeedEntry(
        text=deed.text,
        category=deed.category_id,
        target_amount=deed.target_amount,
        target_kind=deed.target_kind,
        target_unit=deed.target_unit,
        planned_cost=deed.planned_cost,
        place=deed.place,
    )
    other = add_deed(by=by, registration_id=following.pk, entry=entry, today=today)
    other.carried_from = deed
    other.save(update_fields=["carried_from"])
    set_state(deed, DeedState.CARRIED_OVER, today, reason)
    record(by=by, act=Right.CONFIRM, subject=deed, reason=reason, detail=did(Verb.CARRIED_OVER))
    return other


@transaction.atomic
def add_contribution(
    *,
    by: Actor,
    registration_id: int,
    entry: ContributionEntry,
    today: date,
    deed_id: int | None = None,
    reason: str = "",
) -> Contribution:
    """Write a gift of a registrant, for a deed or beside all of them."""
    found = Registration.objects.select_for_update(of=("self",)).select_related("unit").get(
        pk=registration_id
    )  # fmt: skip
    require_write(by, found, Right.REPORT)
    require_year(by, found.unit, found.year, reason)
    deed = Deed.objects.filter(registration=found, pk=deed_id).first() if deed_id else None
    gift = contribution_row(entry, found, deed, today)
    if deed is not None and deed.state == DeedState.DONE and deed.standing == Standing.COUNTED:
        gift.accepted_on, gift.counted = today, 1
    gift.save()
    record(by=by, act=Right.REPORT, subject=gift, reason=reason, detail=did(Verb.GIFT_ADDED))
    return gift


@transaction.atomic
def accept_contribution(
    *, by: Actor, contribution_id: int, today: date, reason: str = ""
) -> Contribution:
    """The unit has the gift: it counts, whether or not its deed is done."""
    gift = Contribution.objects.select_for_update(of=("self",)).select_related(
        "registration", "unit"
    ).get(pk=contribution_id)  # fmt: skip
    by.require(Right.CONFIRM, at=gift.unit)
    require_year(by, gift.unit, gift.registration.year, reason)
    if gift.registration.state not in (RegistrationState.CONFIRMED, RegistrationState.AMENDED):
        refuse(
            Refusal(
                "registration_first",
                _("Bản đăng ký chưa được xác nhận. Xác nhận bản đăng ký trước."),
            )
        )
    gift.accepted_on, gift.counted = today, 1
    gift.save(update_fields=["accepted_on", "counted"])
    record(by=by, act=Right.CONFIRM, subject=gift, reason=reason, detail=did(Verb.GIFT_ACCEPTED))
    return gift

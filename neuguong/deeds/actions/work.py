"""Acts on shared works: one bridge, many hands, counted once."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.deeds import rules
from neuguong.deeds.actions.entries import QuantityEntry
from neuguong.deeds.actions.guard import (
    collective_kind,
    did,
    guess_kind,
    refuse,
    require_year,
    scaled_quantity,
)
from neuguong.deeds.actions.outcome import locked_deed
from neuguong.deeds.models import Contribution, Deed, Quantity, Work
from neuguong.deeds.rights import Right, Verb
from neuguong.deeds.rules import DeedState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@transaction.atomic
def open_work(
    *, by: Actor, unit_id: int, year: int, title: str, today: date, place: str = "",
    reason: str = "",
) -> Work:  # fmt: skip
    """Open a shared work at the unit that leads it; registrants join it with their deeds."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.REGISTER, at=unit)
    require_year(by, unit, year, reason)
    if not title.strip():
        refuse(Refusal("title_empty", _("Chưa ghi tên công trình.")))
    work = Work.objects.create(
        unit=unit,
        year=year,
        month=month_for(unit, today, year),
        title=nfc(title).strip(),
        search=fold(title),
        place=nfc(place).strip(),
    )
    record(by=by, act=Right.REGISTER, subject=work, reason=reason, detail=did(Verb.WORK_OPENED))
    return work


@transaction.atomic
def join_work(*, by: Actor, deed_id: int, work_id: int, today: date, reason: str = "") -> Deed:
    """Make a deed part of a shared work: its amounts then count at the work, once."""
    deed = locked_deed(by, deed_id, Right.REGISTER, reason)
    work = Work.objects.select_related("unit").get(pk=work_id)
    refuse(
        rules.may_join_work(
            same_year=work.year == deed.year, within=deed.unit.path.startswith(work.unit.path)
        )
    )
    deed.work = work
    deed.save(update_fields=["work"])
    Quantity.objects.filter(result__deed=deed).update(counted=0)
    Contribution.objects.filter(deed=deed).update(work=work)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=did(Verb.WORK_JOINED))
    return deed


@transaction.atomic
def leave_work(*, by: Actor, deed_id: int, today: date, reason: str = "") -> Deed:
    """Take a deed out of a shared work: its own amounts count again."""
    deed = locked_deed(by, deed_id, Right.REGISTER, reason)
    deed.work = None
    deed.save(update_fields=["work"])
    counted = int(deed.state == DeedState.DONE and deed.standing == Standing.COUNTED)
    Quantity.objects.filter(result__deed=deed).update(counted=counted)
    Contribution.objects.filter(deed=deed).update(work=None)
    record(by=by, act=Right.REGISTER, subject=deed, reason=reason, detail=did(Verb.WORK_LEFT))
    return deed


@transaction.atomic
def finish_work(
    *, by: Actor, work_id: int, day: date, quantities: Sequence[QuantityEntry], today: date,
    reason: str = "",
) -> Work:  # fmt: skip
    """The leading unit states what the work came to; from now on it counts, once at every level."""
    work = Work.objects.select_for_update(of=("self",)).select_related("unit__type").get(pk=work_id)
    by.require(Right.CONFIRM, at=work.unit)
    require_year(by, work.unit, work.year, reason)
    refuse(rules.day_problem(day, year=work.year, today=today))
    if not quantities:
        refuse(Refusal("work_empty", _("Ghi công trình làm được bao nhiêu.")))
    month = month_for(work.unit, day, work.year)
    work.quantities.all().delete()
    for entry in quantities:
        kind = entry.kind or guess_kind(work.title, entry.unit_word)
        Quantity.objects.create(
            work=work,
            kind=kind,
            amount=entry.amount,
            unit_word=nfc(entry.unit_word).strip(),
            amount_scaled=scaled_quantity(kind, entry.amount, entry.unit_word),
            qualifier=entry.qualifier,
            unit=work.unit,
            month=month,
            subject_kind=collective_kind(work.unit),
            counted=1,
        )
    work.done_on, work.month, work.counted = day, month, 1
    work.save(update_fields=["done_on", "month", "counted"])
    record(by=by, act=Right.CONFIRM, subject=work, reason=reason, detail=did(Verb.WORK_FINISHED))
    return work

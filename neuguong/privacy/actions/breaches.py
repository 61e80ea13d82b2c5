"""Acts of the breach register: enter what happened, what was done, who was told, close."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.privacy.models import Breach
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import notify_by
from neuguong.privacy.rules.breaches import may_close


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """What is known of a breach so far."""

    what: str
    people_count: int
    effects: str = ""
    measures: str = ""
    contact: str = ""
    happened_on: date | None = None


@transaction.atomic
def open_breach(
    *, by: Actor, unit_id: int, found_at: datetime, entry: BreachEntry, now: datetime
) -> Breach:
    """Enter that personal data got lost, out or wrong; the 72 hours run from when it was found."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.DESK, at=unit)
    if found_at > now:
        raise Refused(Refusal("day_ahead", _("Giờ phát hiện này chưa đến.")))
    breach = Breach(
        unit=unit, found_at=found_at, notify_by=notify_by(found_at), by_id=by.id,
        by_name=by.name[:160],
    )  # fmt: skip
    _say(breach, entry)
    breach.save()
    record(by=by, act=Right.DESK, subject=breach, detail={"verb": "breach_opened"})
    return breach


@transaction.atomic
def change_breach(*, by: Actor, uid: UUID, entry: BreachEntry) -> Breach:
    """Say more of a breach as one learns it."""
    breach = locked_breach(by, uid)
    _say(breach, entry)
    breach.save()
    record(by=by, act=Right.DESK, subject=breach, detail={"verb": "breach_changed"})
    return breach


@transaction.atomic
def note_told(*, by: Actor, uid: UUID, authority: bool, people: bool, now: datetime) -> Breach:
    """Note that the authority, or the people concerned, have been told."""
    breach = locked_breach(by, uid)
    breach.authority_told_at = breach.authority_told_at or (now if authority else None)
    breach.people_told_at = breach.people_told_at or (now if people else None)
    breach.save(update_fields=["authority_told_at", "people_told_at"])
    record(
        by=by, act=Right.DESK, subject=breach,
        detail={"verb": "breach_told", "authority": authority, "people": people},
    )  # fmt: skip
    return breach


@transaction.atomic
def close_breach(*, by: Actor, uid: UUID, why_not: str, now: datetime) -> Breach:
    """Close a breach once everyone was told, or with the reason why nobody had to be."""
    breach = locked_breach(by, uid)
    refusal = may_close(
        authority_told=breach.authority_told_at is not None,
        people_told=breach.people_told_at is not None,
        why_not=why_not,
    )
    if refusal:
        raise Refused(refusal)
    if why_not.strip():
        breach.measures = f"{breach.measures}\n{nfc(why_not).strip()}".strip()
    breach.closed_at = now
    breach.save(update_fields=["closed_at", "measures"])
    record(by=by, act=Right.DESK, subject=breach, detail={"verb": "breach_closed"})
    return breach


def locked_breach(by: Actor, uid: UUID) -> Breach:
    """An open entry of the register, locked, for who runs the desk of its unit."""
    rows = Breach.objects.select_for_update(of=("self",)).select_related("unit")
    breach = rows.get(uid=uid)
    by.require(Right.DESK, at=breach.unit)
    if breach.closed_at is not None:
        raise Refused(Refusal("breach_closed", _("Sự cố này đã khép lại.")))
    return breach


def _say(breach: Breach, entry: BreachEntry) -> None:
    if len(entry.what.strip()) < 10:
        raise Refused(Refusal("what_missing", _("Ghi rõ việc đã xảy ra.")))
    breach.what, breach.people_count = nfc(entry.what).strip(), entry.people_count
    breach.effects, breach.measures = nfc(entry.effects).strip(), nfc(entry.measures).strip()
    breach.contact, breach.happened_on = nfc(entry.contact).strip()[:200], entry.happened_on

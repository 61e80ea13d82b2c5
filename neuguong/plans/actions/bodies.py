"""Acts on steering committees and assisting sections: set up, seat, give rules, end."""

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.files.actions import store_scan
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.plans import rules
from neuguong.plans.actions.entries import BodyEntry, SeatEntry
from neuguong.plans.actions.guard import did, refuse, require_year
from neuguong.plans.models import Body, Seat
from neuguong.plans.rights import Right, Verb


@transaction.atomic
def set_up_body(
    *, by: Actor, unit_id: int, entry: BodyEntry, today: date, reason: str = ""
) -> Body:
    """Set up a body by its decision; it stands from the day of the decision."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(unit, entry.decided_on.year, reason)
    refuse(rules.body_days(entry.decided_on, None, today))
    helps = Body.objects.filter(pk=entry.helps_id, unit=unit).first() if entry.helps_id else None
    body = Body.objects.create(
        unit=unit, kind=int(entry.kind), name=nfc(entry.name).strip(), helps=helps,
        decision=nfc(entry.decision).strip(), decided_on=entry.decided_on,
        issuer=nfc(entry.issuer).strip(), valid_from=entry.decided_on, valid_to=unit.closed_on,
    )  # fmt: skip
    _record(by, body, Verb.BODY_SET_UP, reason)
    return body


@transaction.atomic
def seat_person(
    *, by: Actor, body_id: int, entry: SeatEntry, since: date, reason: str = ""
) -> Seat:
    """Give somebody a place in a body."""
    body = _locked_body(by, body_id)
    name = nfc(entry.name).strip() or (entry.person.full_name if entry.person else "")
    if not name:
        raise Refused(Refusal("name_missing", _("Chọn người hoặc ghi họ tên.")))
    seat = Seat.objects.create(
        body=body, person=entry.person, name=name, post=nfc(entry.post).strip(),
        role=int(entry.role), valid_from=max(since, body.valid_from),
    )  # fmt: skip
    _record(by, body, Verb.BODY_SEATED, reason)
    return seat


@transaction.atomic
def leave_seat(*, by: Actor, seat_id: int, on: date, reason: str = "") -> Seat:
    """Let somebody leave a body on a day."""
    seat = Seat.objects.select_related("body__unit").get(pk=seat_id)
    _locked_body(by, seat.body_id)
    seat.valid_to = max(on, seat.valid_from)
    seat.save(update_fields=["valid_to"])
    _record(by, seat.body, Verb.BODY_LEFT, reason)
    return seat


@transaction.atomic
def keep_rules(
    *, by: Actor, body_id: int, number: str, on: date, upload: File[Any] | None = None
) -> Body:
    """Keep the number and day of a body's working rules, and their scan where there is one."""
    body = _locked_body(by, body_id)
    if not number.strip():
        raise Refused(Refusal("number_missing", _("Ghi số, ký hiệu quy chế làm việc.")))
    body.rules_number, body.rules_on, body.has_rules = nfc(number).strip(), on, 1
    if upload is not None:
        body.rules_file = store_scan(by=by, upload=upload)
    body.save()
    _record(by, body, Verb.BODY_RULES, "")
    return body


@transaction.atomic
def end_body(*, by: Actor, body_id: int, on: date, today: date, reason: str = "") -> Body:
    """End a body on a day."""
    body = _locked_body(by, body_id)
    refuse(rules.body_days(body.valid_from, on, max(today, body.valid_from)))
    body.valid_to = on
    body.save(update_fields=["valid_to"])
    _record(by, body, Verb.BODY_ENDED, reason)
    return body


def _locked_body(by: Actor, body_id: int) -> Body:
    rows = Body.objects.select_for_update(of=("self",)).select_related("unit")
    body = rows.get(pk=body_id)
    by.require(Right.WRITE, at=body.unit)
    return body


def _record(by: Actor, body: Body, verb: Verb, reason: str) -> None:
    record(
        by=by, act=Right.WRITE, subject=body, unit_id=body.unit_id, reason=reason,
        detail=did(verb),
    )  # fmt: skip

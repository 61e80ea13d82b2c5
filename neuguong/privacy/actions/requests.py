"""Acts of the rights desk: a request comes in, is taken up, put off once, answered."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Person
from neuguong.privacy.models import CalendarDay, DataRequest
from neuguong.privacy.queries.consents import home_of
from neuguong.privacy.queries.requests import calendar
from neuguong.privacy.rights import OWN, Right
from neuguong.privacy.rules import (
    OPEN,
    Channel,
    RequestKind,
    RequestState,
    answer_by,
    fulfil_by,
    may_close,
    may_extend,
)


@transaction.atomic
def ask(*, by: Actor, kind: RequestKind, note: str, today: date) -> DataRequest:
    """Ask something about one's own data; the clock starts today."""
    if by.person_id is None:
        raise PermissionDenied(_("Tài khoản này không gắn với hồ sơ của ai."))
    person = Person.objects.get(pk=by.person_id)
    unit = home_of(person.pk, today)
    if unit is None:
        raise Refused(Refusal("no_home", _("Chưa ghi nơi sinh hoạt, nên chưa biết gửi cho ai.")))
    found = _new(by, kind, unit, today, person=person, channel=Channel.SCREEN.value, note=note)
    record(by=by, act=OWN, subject=found, detail={"verb": "asked", "kind": kind.value})
    return found


@transaction.atomic
def take_in(
    *, by: Actor, unit_id: int, kind: RequestKind, received_on: date, note: str, today: date,
    person_id: int | None = None, asker: str = "", third_party: bool = False,
) -> DataRequest:  # fmt: skip
    """Enter a request that came on paper or by word, for a person of the branch or somebody else."""
    unit = Unit.objects.get(pk=unit_id)
    if not by.may(Right.DESK, at=unit):
        by.require(Right.RECORD, at=unit)
    if received_on > today:
        raise Refused(Refusal("day_ahead", _("Ngày này chưa đến.")))
    if person_id is None and not asker.strip():
        raise Refused(Refusal("asker_missing", _("Ghi ai là người yêu cầu.")))
    person = Person.objects.get(pk=person_id) if person_id is not None else None
    found = _new(
        by, kind, unit, received_on, person=person, asker=nfc(asker).strip()[:160],
        channel=Channel.PAPER.value, note=note, third_party=third_party,
    )  # fmt: skip
    record(by=by, act=Right.RECORD, subject=found, detail={"verb": "asked", "kind": kind.value})
    return found


@transaction.atomic
def take_up(*, by: Actor, uid: UUID, today: date) -> DataRequest:
    """Take a request up: it is mine to answer, and the person has been told that it came in."""
    found = locked_request(by, uid)
    if found.state not in OPEN:
        raise Refused(Refusal("request_closed", _("Yêu cầu này đã khép lại.")))
    found.state, found.answered_on = RequestState.TAKEN.value, found.answered_on or today
    found.assigned_id, found.assigned_name = by.id, by.name[:160]
    found.save(update_fields=["state", "answered_on", "assigned_id", "assigned_name"])
    record(by=by, act=Right.DESK, subject=found, detail={"verb": "taken_up"})
    return found


@transaction.atomic
def extend(*, by: Actor, uid: UUID, reason: str, today: date) -> DataRequest:
    """Put the end off once, for a reason that the person is told."""
    found = locked_request(by, uid)
    is_open = found.state in OPEN
    extended = found.extended_on is not None
    if refusal := may_extend(is_open=is_open, extended=extended, reason=reason):
        raise Refused(refusal)
    found.extended_on = today
    found.fulfil_by = fulfil_by(
        RequestKind(found.kind), found.received_on, calendar(), third_party=found.third_party,
        extended=True,
    )  # fmt: skip
    found.save(update_fields=["extended_on", "fulfil_by"])
    record(by=by, act=Right.DESK, subject=found, detail={"verb": "extended"})
    return found


@transaction.atomic
def close_request(
    *, by: Actor, uid: UUID, is_done: bool, answer: str, proof: str, today: date
) -> DataRequest:
    """Answer a request for good: what was done and what proves it, or why it is refused."""
    found = locked_request(by, uid)
    refusal = may_close(is_open=found.state in OPEN, answer=answer, proof=proof, is_done=is_done)
    if refusal:
        raise Refused(refusal)
    found.state = (RequestState.DONE if is_done else RequestState.REFUSED).value
    found.answer, found.proof = nfc(answer).strip(), nfc(proof).strip()
    found.closed_on, found.answered_on = today, found.answered_on or today
    if not found.assigned_name:
        found.assigned_id, found.assigned_name = by.id, by.name[:160]
    found.save()
    record(by=by, act=Right.DESK, subject=found, detail={"verb": "closed", "state": found.state})
    return found


@transaction.atomic
def set_day(*, by: Actor, unit_id: int, day: date, is_working: bool, words: str) -> CalendarDay:
    """Say of a day that offices work, or do not, other than the calendar in the program has it."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    if unit.parent_id is not None:
        raise Refused(Refusal("not_top", _("Lịch dùng cho cả trang, đặt ở đơn vị cao nhất.")))
    made, _is_new = CalendarDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "words": nfc(words).strip()[:120]}
    )
    record(by=by, act=Right.SET, subject=made, unit_id=unit.pk, detail={"verb": "day", "day": day})
    return made


def locked_request(by: Actor, uid: UUID) -> DataRequest:
    """The request, locked, for who runs the desk of its unit."""
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(uid=uid)
    by.require(Right.DESK, at=found.unit)
    return found


def _new(by: Actor, kind: RequestKind, unit: Unit, received: date, **values: Any) -> DataRequest:
    days = calendar()
    note = nfc(str(values.pop("note"))).strip()
    third = bool(values.get("third_party", False))
    return DataRequest.objects.create(
        kind=kind.value, unit=unit, received_on=received, note=note,
        answer_by=answer_by(received, days),
        fulfil_by=fulfil_by(kind, received, days, third_party=third),
        entered_by_id=by.id, entered_by_name=by.name[:160], **values,
    )  # fmt: skip

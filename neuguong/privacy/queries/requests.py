"""Reads of the rights desk: what waits, what is late, one request, one's own, days of the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.org.queries import within
from neuguong.people.access import denial
from neuguong.privacy.models import Breach, CalendarDay, DataRequest
from neuguong.privacy.rights import Right
from neuguong.privacy.rules import OPEN, RequestState


@dataclass(frozen=True, slots=True)
class Due:
    """A request and how it stands with its days."""

    request: DataRequest
    who: str
    is_late: bool
    by: date


def calendar() -> Mapping[date, bool]:
    """The days on which the site knows better than the calendar in the program."""
    return dict(CalendarDay.objects.values_list("day", "is_working"))


def due_of(found: DataRequest, today: date, *, named: bool) -> Due:
    """How one request stands: by its first answer until it was taken up, then by its end."""
    waits = found.state == RequestState.RECEIVED
    by = found.answer_by if waits else found.fulfil_by
    who = found.person.full_name if found.person else found.asker
    return Due(found, who if named else "", found.state in OPEN and by < today, by)


def desk(by: Actor, today: date, *, closed: bool = False) -> list[Due]:
    """The requests of the branches whose desk the actor runs, those due first; 403 without any."""
    ranges = by.scope(Right.DESK)
    if not ranges:
        raise PermissionDenied(denial(Right.DESK))
    rows = within(DataRequest.objects.all(), ranges, "unit__path")
    rows = rows.exclude(state__in=OPEN) if closed else rows.filter(state__in=OPEN)
    rows = rows.select_related("person", "unit").defer("note", "answer", "proof")
    rows = rows.order_by("-closed_on", "-pk") if closed else rows.order_by("fulfil_by", "pk")
    found = [due_of(row, today, named=True) for row in rows[:200]]
    return found if closed else sorted(found, key=lambda due: due.by)


def late_count(by: Actor, today: date) -> int:
    """How many requests of one's desks are late."""
    return sum(due.is_late for due in desk(by, today)) if by.scope(Right.DESK) else 0


def request_seen(by: Actor, uid: UUID) -> DataRequest:
    """A request for who runs the desk of its unit; 403 for the one who asked, else 404."""
    rows = DataRequest.objects.select_related("person", "unit")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    if not by.may(Right.DESK, at=found.unit):
        if found.person_id is not None and found.person_id == by.person_id:
            raise PermissionDenied(denial(Right.DESK))
        raise Http404
    return found


def own_requests(person_id: int) -> list[DataRequest]:
    """What a person has asked, newest first, with the answers."""
    return list(DataRequest.objects.filter(person_id=person_id).order_by("-received_on", "-pk"))


def breaches(by: Actor) -> list[Breach]:
    """The register of the branches whose desk one runs; 403 without any."""
    ranges = by.scope(Right.DESK)
    if not ranges:
        raise PermissionDenied(denial(Right.DESK))
    rows = within(Breach.objects.select_related("unit"), ranges, "unit__path")
    return list(rows.defer("what", "effects", "measures")[:200])


def breach_seen(by: Actor, uid: UUID) -> Breach:
    """One entry of the register; otherwise 404."""
    found = Breach.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not by.may(Right.DESK, at=found.unit):
        raise Http404
    return found

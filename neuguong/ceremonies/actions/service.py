"""Acts on volunteer weekends and on the help to a twinned commune; what is given stays with the deeds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.ceremonies import rules
from neuguong.ceremonies.models import Twinning, VolunteerDay
from neuguong.ceremonies.queries.gifts import deeds_of_branch
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class VolunteerEntry:
    """A volunteer day: when, what, where, and the deeds to which what is given there belongs."""

    day: date
    work: str
    place: str = ""
    deed_ids: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class TwinningEntry:
    """Whom a unit helps, since when, on which paper, with what."""

    commune: str
    since: date
    basis: str = ""
    content: str = ""


@transaction.atomic
def plan_volunteer_day(
    *, by: Actor, unit_id: int, entry: VolunteerEntry, reason: str = ""
) -> VolunteerDay:
    """Plan a volunteer day of a unit, tied to deeds of its branch."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, entry.day.year, reason)
    refuse(rules.words_problem(entry.work, _("việc sẽ làm")))
    made = VolunteerDay.objects.create(
        unit=unit, day=entry.day, work=nfc(entry.work).strip()[:300],
        place=nfc(entry.place).strip()[:200], month=month_for(unit, entry.day, entry.day.year),
    )  # fmt: skip
    made.deeds.set(deeds_of_branch(unit, entry.deed_ids))
    record(by=by, act=Right.WRITE, subject=made, reason=reason, detail={"verb": "planned"})
    return made


@transaction.atomic
def hold_volunteer_day(
    *, by: Actor, volunteer_id: int, people: int, deed_ids: Collection[int], today: date,
    reason: str = "",
) -> VolunteerDay:  # fmt: skip
    """Say that a volunteer day took place, with how many people; it counts from now on."""
    found = _day(by, volunteer_id, reason)
    refuse(
        rules.may_hold(found.day, today=today, state=EventState.PLANNED)
        or rules.people_problem(people)
    )
    found.people, found.state = people, int(EventState.HELD)
    found.save(update_fields=["people", "state"])
    found.deeds.set(deeds_of_branch(found.unit, deed_ids))
    detail = {"verb": "held", "people": people}
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=detail)
    return found


@transaction.atomic
def drop_volunteer_day(*, by: Actor, volunteer_id: int, reason: str = "") -> None:
    """Take a volunteer day back; what was given stays with its deeds."""
    found = _day(by, volunteer_id, reason)
    detail = {"verb": "dropped", "work": found.work}
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=detail)
    found.delete()


@transaction.atomic
def open_twinning(*, by: Actor, unit_id: int, entry: TwinningEntry, reason: str = "") -> Twinning:
    """Begin the help to a commune."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, entry.since.year, reason)
    refuse(rules.words_problem(entry.commune, _("tên xã được giúp")))
    made = Twinning.objects.create(
        unit=unit, commune=nfc(entry.commune).strip()[:160], since=entry.since,
        basis=nfc(entry.basis).strip()[:300], content=nfc(entry.content).strip(),
    )  # fmt: skip
    record(by=by, act=Right.WRITE, subject=made, reason=reason, detail={"verb": "twinned"})
    return made


@transaction.atomic
def end_twinning(*, by: Actor, twinning_id: int, on: date, reason: str = "") -> Twinning:
    """End the help to a commune on a day."""
    found = _twinning(by, twinning_id)
    require_year(by, found.unit, on.year, reason)
    if on <= found.since:
        raise Refused(Refusal("days_reversed", _("Ngày kết thúc phải sau ngày bắt đầu giúp.")))
    found.until = on
    found.save(update_fields=["until"])
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail={"verb": "ended"})
    return found


@transaction.atomic
def tie_twinning(*, by: Actor, twinning_id: int, deed_ids: Collection[int]) -> Twinning:
    """Name deeds of the branch that help the commune although their place does not say so."""
    found = _twinning(by, twinning_id)
    found.deeds.set(deeds_of_branch(found.unit, deed_ids))
    detail = {"verb": "tied", "deeds": len(set(deed_ids))}
    record(by=by, act=Right.WRITE, subject=found, detail=detail)
    return found


def _day(by: Actor, volunteer_id: int, reason: str) -> VolunteerDay:
    rows = VolunteerDay.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=volunteer_id)
    by.require(Right.WRITE, at=found.unit)
    require_year(by, found.unit, found.day.year, reason)
    return found


def _twinning(by: Actor, twinning_id: int) -> Twinning:
    rows = Twinning.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=twinning_id)
    by.require(Right.WRITE, at=found.unit)
    return found

"""Acts on emulation movements: launch, join, leave, say what came of it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.ceremonies import rules
from neuguong.ceremonies.models import Joining, Movement
from neuguong.ceremonies.rights import Right
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class MovementEntry:
    """A movement: title, from when to when, on which paper, what it asks."""

    title: str
    launched_on: date
    ends_on: date | None = None
    basis: str = ""
    content: str = ""


@transaction.atomic
def launch_movement(*, by: Actor, unit_id: int, entry: MovementEntry, reason: str = "") -> Movement:
    """Launch a movement for a unit and all beneath it; the same title and day again changes it."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, entry.launched_on.year, reason)
    refuse(
        rules.words_problem(entry.title, _("tên phong trào"))
        or rules.days_problem(entry.launched_on, entry.ends_on)
    )
    made, _is_new = Movement.objects.update_or_create(
        unit=unit, title=nfc(entry.title).strip()[:300], launched_on=entry.launched_on,
        defaults={
            "ends_on": entry.ends_on, "basis": nfc(entry.basis).strip()[:300],
            "content": nfc(entry.content).strip(),
            "month": month_for(unit, entry.launched_on, entry.launched_on.year),
        },
    )  # fmt: skip
    record(by=by, act=Right.WRITE, subject=made, reason=reason, detail={"verb": "launched"})
    return made


@transaction.atomic
def join_movement(
    *, by: Actor, movement_id: int, unit_id: int, people: int, day: date, today: date,
    reason: str = "",
) -> Joining:  # fmt: skip
    """Let a unit take part in a movement of its own or of a level above; again changes the number."""
    movement = _locked(movement_id)
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, day.year, reason)
    refuse(rules.people_problem(people))
    if day > today:
        raise Refused(Refusal("day_ahead", _("Ngày này chưa đến.")))
    if day < movement.launched_on or (movement.ends_on is not None and day > movement.ends_on):
        raise Refused(Refusal("not_then", _("Ngày tham gia nằm ngoài thời gian của phong trào.")))
    if movement.unit_id not in lines_on([unit], day)[unit.pk]:
        raise Refused(
            Refusal("not_asked", _("Phong trào này không do đơn vị hay cấp trên phát động."))
        )
    made, _is_new = Joining.objects.update_or_create(
        movement=movement, unit=unit,
        defaults={"people": people, "joined_on": day, "month": month_for(unit, day, day.year)},
    )  # fmt: skip
    detail = {"verb": "joined", "people": people}
    record(by=by, act=Right.WRITE, subject=movement, unit_id=unit.pk, reason=reason, detail=detail)
    return made


@transaction.atomic
def leave_movement(*, by: Actor, movement_id: int, unit_id: int, reason: str = "") -> None:
    """Take back that a unit takes part."""
    movement = _locked(movement_id)
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, movement.launched_on.year, reason)
    Joining.objects.filter(movement=movement, unit=unit).delete()
    record(
        by=by, act=Right.WRITE, subject=movement, unit_id=unit.pk, reason=reason,
        detail={"verb": "left"},
    )  # fmt: skip


@transaction.atomic
def tell_outcome(*, by: Actor, movement_id: int, text: str, reason: str = "") -> Movement:
    """Say what came of a movement."""
    movement = _locked(movement_id)
    by.require(Right.WRITE, at=movement.unit)
    require_year(by, movement.unit, movement.launched_on.year, reason)
    movement.outcome = nfc(text).strip()
    movement.save(update_fields=["outcome"])
    record(by=by, act=Right.WRITE, subject=movement, reason=reason, detail={"verb": "outcome"})
    return movement


def _locked(movement_id: int) -> Movement:
    rows = Movement.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=movement_id)

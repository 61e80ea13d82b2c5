"""Acts on admission ceremonies: plan one, and say that the oath was taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.ceremonies import rules
from neuguong.ceremonies.models import Admission, Admitted
from neuguong.ceremonies.queries.admissions import candidates_of
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.rules import EventState
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.actions import join_unit
from neuguong.people.queries import memberships_on
from neuguong.people.rules import PARTY_MEMBERS, Category
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class AdmissionEntry:
    """A ceremony: when, where, on which decision, whom with which sponsor, and the words of the oath."""

    day: date
    people: Mapping[int, str]
    place: str = ""
    decision: str = ""
    oath: str = ""


@transaction.atomic
def plan_admission(
    *, by: Actor, unit_id: int, entry: AdmissionEntry, admission_id: int | None = None,
    today: date, reason: str = "",
) -> Admission:  # fmt: skip
    """Plan an admission ceremony of a cell, or change one that is planned."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    require_year(by, unit, entry.day.year, reason)
    if not unit.type.is_cell:
        raise Refused(Refusal("not_a_cell", _("Lễ kết nạp do chi bộ tổ chức.")))
    refuse(rules.may_admit(len(entry.people), oath=True))
    known = {person.pk for person in candidates_of(unit, today)}
    if set(entry.people) - known:
        raise Refused(
            Refusal("not_here", _("Có người đã là đảng viên hoặc không thuộc đơn vị này."))
        )
    found = _locked(by, admission_id) if admission_id else Admission(unit=unit)
    if found.state == EventState.HELD:
        raise Refused(Refusal("already_held", _("Lễ này đã diễn ra, không đổi được nữa.")))
    found.day, found.month = entry.day, month_for(unit, entry.day, entry.day.year)
    found.place = nfc(entry.place).strip()[:200]
    found.decision = nfc(entry.decision).strip()[:200]
    found.oath = nfc(entry.oath).strip() or "\n".join(rules.OATH)
    found.save()
    found.admitted.all().delete()
    Admitted.objects.bulk_create(
        Admitted(
            admission=found, unit=unit, person_id=person, sponsor=nfc(sponsor).strip()[:160],
            state=int(EventState.PLANNED), month=found.month,
        )
        for person, sponsor in entry.people.items()
    )  # fmt: skip
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail={"verb": "planned"})
    return found


@transaction.atomic
def hold_admission(
    *, by: Actor, admission_id: int, oath_taken: bool, today: date, reason: str = ""
) -> Admission:
    """Say that the ceremony took place and the oath was taken: the new members are on probation here.

    Who stands among the cell's members already stays as they are.
    """
    found = _locked(by, admission_id)
    require_year(by, found.unit, found.day.year, reason)
    people = list(found.admitted.values_list("person", flat=True))
    refuse(
        rules.may_hold(found.day, today=today, state=found.state)
        or rules.may_admit(len(people), oath=oath_taken)
    )
    members = memberships_on(found.unit, today).filter(category__in=sorted(PARTY_MEMBERS))
    here = set(members.values_list("person", flat=True))
    for person_id in people:
        if person_id not in here:
            join_unit(
                by=by, person_id=person_id, unit_id=found.unit_id, category=Category.PROBATIONARY,
                since=found.day,
            )  # fmt: skip
    found.state = int(EventState.HELD)
    found.save(update_fields=["state"])
    found.admitted.update(state=int(EventState.HELD))
    detail = {"verb": "held", "people": len(people)}
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=detail)
    return found


def _locked(by: Actor, admission_id: int) -> Admission:
    rows = Admission.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=admission_id)
    by.require(Right.WRITE, at=found.unit)
    return found

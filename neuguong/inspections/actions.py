"""Acts on inspections: plan, visit, find, mend, look again, conclude; and the number of letters."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.inspections import rules
from neuguong.inspections.models import Finding, Inspection, LetterCount
from neuguong.inspections.rights import Right, Verb
from neuguong.inspections.rules import (
    FindingKind,
    FindingState,
    InspectionKind,
    InspectionState,
)
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import month_for, year_closed


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """A visit as planned: to whom, of what kind, about what, when, by whom."""

    inspected_id: int
    kind: InspectionKind
    title: str
    planned_on: date
    lead: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """What was found; a fault may have a day by which it is to be mended."""

    kind: FindingKind
    text: str
    due_on: date | None = None


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


def _require_year(unit: Unit, year: int, reason: str) -> None:
    """The unit lived in that year, and the year is open, or a reason is given."""
    _refuse(
        org_rules.accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or programme_rules.may_write(year, closed=year_closed(unit, year), reason=reason)
    )


def _words(text: str) -> str:
    return nfc(text).strip()


def _did(verb: Verb, **more: object) -> dict[str, object]:
    return {"verb": verb, **more}


@transaction.atomic
def plan_inspection(
    *, by: Actor, unit_id: int, year: int, entry: VisitEntry, reason: str = ""
) -> Inspection:
    """Put a visit into the unit's plan of the year."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    _require_year(unit, year, reason)
    made = Inspection(unit=unit, year=year)
    _fill(made, entry, by)
    made.save()
    record(
        by=by, act=Right.WRITE, subject=made, reason=reason,
        detail=_did(Verb.PLAN, inspected=made.inspected.slug, kind=entry.kind),
    )  # fmt: skip
    return made


@transaction.atomic
def change_inspection(
    *, by: Actor, inspection_id: int, entry: VisitEntry, reason: str = ""
) -> Inspection:
    """Change a visit that has not taken place."""
    found = _locked(by, inspection_id, Right.WRITE, reason)
    if found.state != InspectionState.PLANNED:
        raise Refused(rules.may_change())
    _fill(found, entry, by)
    found.save()
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=_did(Verb.CHANGE))
    return found


@transaction.atomic
def note_visit(
    *, by: Actor, inspection_id: int, day: date, today: date, reason: str = ""
) -> Inspection:
    """Note the day on which the visit took place; from then on it is counted."""
    found = _locked(by, inspection_id, Right.WRITE, reason)
    state = InspectionState(found.state)
    _refuse(rules.may_visit(state, day, today=today) or rules.day_in_year(day, found.year))
    found.visited_on = day
    found.month = month_for(found.unit, day, found.year)
    if state is InspectionState.PLANNED:
        found.state = InspectionState.VISITED
    found.save(update_fields=["visited_on", "month", "state"])
    found.findings.update(month=found.month)
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=_did(Verb.VISIT, day=day))
    return found


@transaction.atomic
def add_finding(*, by: Actor, inspection_id: int, entry: FindingEntry, reason: str = "") -> Finding:
    """Write down what a visit found."""
    found = _locked(by, inspection_id, Right.WRITE, reason)
    _refuse(rules.may_find(InspectionState(found.state)) or rules.words_given(entry.text))
    made = Finding.objects.create(
        inspection=found,
        unit=found.unit,
        month=found.month or 0,
        kind=entry.kind,
        text=_words(entry.text),
        due_on=entry.due_on if entry.kind is FindingKind.FAULT else None,
    )
    record(by=by, act=Right.WRITE, subject=made, reason=reason, detail=_did(Verb.FIND))
    return made


@transaction.atomic
def drop_finding(*, by: Actor, finding_id: int, reason: str = "") -> None:
    """Take back what was written by mistake, before the conclusion."""
    finding = _locked_finding(finding_id)
    found = _locked(by, finding.inspection_id, Right.WRITE, reason)
    _refuse(rules.may_find(InspectionState(found.state)))
    record(by=by, act=Right.WRITE, subject=finding, reason=reason, detail=_did(Verb.DROP_FINDING))
    finding.delete()


@transaction.atomic
def state_remedy(*, by: Actor, finding_id: int, remedy: str, today: date) -> Finding:
    """The inspected unit says what it did about a fault; the committee may write it for them."""
    finding = _locked_finding(finding_id)
    visit = finding.inspection
    if not by.may(Right.WRITE, at=visit.unit):
        by.require(Right.MEND, at=visit.inspected)
    _refuse(
        rules.may_mend(FindingKind(finding.kind), FindingState(finding.state))
        or rules.words_given(remedy)
    )
    finding.remedy = _words(remedy)
    finding.mended_on = today
    finding.mended_by_name = by.name
    finding.state = FindingState.MENDED
    finding.save(update_fields=["remedy", "mended_on", "mended_by_name", "state"])
    record(
        by=by, act=Right.MEND, subject=finding, unit_id=visit.inspected_id,
        detail=_did(Verb.MEND),
    )  # fmt: skip
    return finding


@transaction.atomic
def recheck(
    *, by: Actor, finding_id: int, day: date, fixed: bool, note: str, today: date
) -> Finding:
    """Look again at a fault: it is fixed, or it is not."""
    finding = _locked_finding(finding_id)
    visit = finding.inspection
    by.require(Right.WRITE, at=visit.unit)
    kind = FindingKind(finding.kind)
    _refuse(rules.may_recheck(kind, day, found_on=visit.visited_on, today=today))
    finding.state = FindingState.FIXED if fixed else FindingState.NOT_FIXED
    finding.rechecked_on = day
    finding.recheck_note = _words(note)
    finding.save(update_fields=["state", "rechecked_on", "recheck_note"])
    record(by=by, act=Right.WRITE, subject=finding, detail=_did(Verb.RECHECK, fixed=fixed))
    return finding


@transaction.atomic
def conclude(
    *, by: Actor, inspection_id: int, day: date, number: str, words: str, reason: str = ""
) -> Inspection:
    """Write the conclusion; what was found is then fixed, and only its mending goes on."""
    found = _locked(by, inspection_id, Right.WRITE, reason)
    state = InspectionState(found.state)
    _refuse(rules.may_conclude(state, day, visited_on=found.visited_on) or rules.words_given(words))
    found.state = InspectionState.CONCLUDED
    found.concluded_on = day
    found.number = _words(number)
    found.conclusion = _words(words)
    found.save(update_fields=["state", "concluded_on", "number", "conclusion"])
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=_did(Verb.CONCLUDE))
    return found


@transaction.atomic
def call_off(*, by: Actor, inspection_id: int, reason: str) -> Inspection:
    """Call a planned visit off; it stays in the plan with the reason."""
    found = _locked(by, inspection_id, Right.WRITE, reason)
    _refuse(rules.may_call_off(InspectionState(found.state), reason))
    found.state = InspectionState.CALLED_OFF
    found.why_off = _words(reason)
    found.save(update_fields=["state", "why_off"])
    record(by=by, act=Right.WRITE, subject=found, reason=reason, detail=_did(Verb.CALL_OFF))
    return found


@transaction.atomic
def state_letters(
    *, by: Actor, unit_id: int, period: Period, count: int, today: date, reason: str = ""
) -> LetterCount:
    """State how many letters came in a period, also none; again corrects the number."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.LETTERS, at=unit)
    _refuse(rules.may_state_letters(period, count, today=today))
    year = period.last_year
    _require_year(unit, year, reason)
    others = LetterCount.objects.select_for_update().filter(unit=unit, year=year)
    _refuse(rules.overlaps(period, [Period.parse(row.period) for row in others]))
    made, _is_new = LetterCount.objects.update_or_create(
        unit=unit,
        period=period.key,
        defaults={
            "year": year,
            "month": period.months[-1],
            "count": count,
            "stated_on": today,
            "stated_by_name": by.name,
        },
    )
    record(
        by=by, act=Right.LETTERS, subject=made, reason=reason,
        detail=_did(Verb.LETTERS, period=period.key, count=count),
    )  # fmt: skip
    return made


def _fill(found: Inspection, entry: VisitEntry, by: Actor) -> None:
    inspected = Unit.objects.get(pk=entry.inspected_id)
    unit = found.unit
    _refuse(
        rules.words_given(entry.title)
        or rules.day_in_year(entry.planned_on, found.year)
        or rules.may_plan(
            is_beneath=PathRange.branch(unit.path).holds(inspected.path),
            by_name=unit.name,
            inspected=inspected.name,
        )
        or org_rules.accepts(
            found.year, opened_on=inspected.opened_on, closed_on=inspected.closed_on,
            name=inspected.name,
        )
    )  # fmt: skip
    found.inspected = inspected
    found.kind = entry.kind
    found.title = _words(entry.title)
    found.planned_on = entry.planned_on
    found.lead = _words(entry.lead)
    found.team = _words(entry.team)
    found.by_name = by.name


def _locked(by: Actor, inspection_id: int, right: Right, reason: str) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",))
    found = rows.select_related("unit", "inspected").get(pk=inspection_id)
    by.require(right, at=found.unit)
    _require_year(found.unit, found.year, reason)
    return found


def _locked_finding(finding_id: int) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related("inspection__unit", "inspection__inspected").get(pk=finding_id)

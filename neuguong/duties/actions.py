"""Acts on duties: set a deadline, end it, mark, excuse, whom to call; and the look of every night."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from neuguong.audit.actions import record, record_bulk
from neuguong.duties import rules
from neuguong.duties.models import Duty, DutyContact, DutyRule
from neuguong.duties.queries import days_done
from neuguong.duties.rights import Right, Verb
from neuguong.duties.rules import SEEN, DutyKind, DutyState, Owes, Rhythm, RuleEntry
from neuguong.jobs.actions import enqueue
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.lib.workdays import is_working
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.org.rules import Family

_BATCH = 1_000


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def set_rule(*, by: Actor, unit_id: int, year: int, entry: RuleEntry, today: date) -> DutyRule:
    """Set a deadline of a year for those beneath a unit; each of them owes it from now on."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    _refuse(
        org_rules.accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or rules.may_set(entry, year)
    )
    made = DutyRule.objects.create(
        unit=unit, year=year, kind=entry.kind, title=nfc(entry.title).strip(), owes=entry.owes,
        rhythm=entry.rhythm, due_on=entry.due_on if entry.rhythm is Rhythm.ONCE else None,
        days_after=entry.days_after, remind_days=entry.remind_days,
        escalate_days=entry.escalate_days, set_by_name=by.name,
    )  # fmt: skip
    record(by=by, act=Right.SET, subject=made, detail={"verb": Verb.SET, "kind": entry.kind})
    _spread(made)
    _look([made], today)
    return made


@transaction.atomic
def end_rule(*, by: Actor, rule_id: int, today: date) -> DutyRule:
    """End a deadline: what is not due yet goes, what was due stays."""
    found = DutyRule.objects.select_for_update(of=("self",)).select_related("unit").get(pk=rule_id)
    by.require(Right.SET, at=found.unit)
    if found.ended_on is not None:
        raise Refused(Refusal("ended_already", _("Hạn này đã thôi.")))
    found.ended_on = today
    found.save(update_fields=["ended_on"])
    found.duties.filter(state=DutyState.OPEN, due_on__gte=today).delete()
    record(by=by, act=Right.SET, subject=found, detail={"verb": Verb.END})
    return found


@transaction.atomic
def mark_done(*, by: Actor, duty_id: int, day: date, today: date) -> Duty:
    """Say that what no record shows was done on a day: the unit itself, or who set the deadline."""
    found = _locked(duty_id)
    if not by.may(Right.SET, at=found.rule.unit):
        by.require(Right.ANSWER, at=found.unit)
    _refuse(rules.may_mark(DutyKind(found.kind), DutyState(found.state), day, today=today))
    found.done_on, found.marked_by_name = day, by.name
    found.state = rules.state_of(found.due_on, day)
    found.month = rules.counts_in(found.due_on, day, today=today)
    found.save(update_fields=["done_on", "marked_by_name", "state", "month"])
    record(by=by, act=Right.ANSWER, subject=found, detail={"verb": Verb.DONE, "day": day})
    return found


@transaction.atomic
def excuse(*, by: Actor, duty_id: int, reason: str) -> Duty:
    """Let a unit off, with the reason; it counts neither as done nor as missing."""
    found = _locked(duty_id)
    by.require(Right.SET, at=found.rule.unit)
    _refuse(rules.may_excuse(DutyState(found.state), reason))
    found.state, found.excuse, found.month = DutyState.EXCUSED, nfc(reason).strip(), None
    found.save(update_fields=["state", "excuse", "month"])
    record(by=by, act=Right.SET, subject=found, reason=reason, detail={"verb": Verb.EXCUSE})
    return found


@transaction.atomic
def set_contact(
    *, by: Actor, unit_id: int, name: str, phone: str = "", email: str = ""
) -> DutyContact:
    """Say whom to call or write to about what a unit owes."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.ANSWER, at=unit)
    if not name.strip():
        raise Refused(Refusal("name_missing", _("Ghi tên người nhận nhắc.")))
    made, _is_new = DutyContact.objects.update_or_create(
        unit=unit,
        defaults={"name": nfc(name).strip(), "phone": phone.strip(), "email": email.strip()},
    )
    record(by=by, act=Right.ANSWER, subject=made, detail={"verb": Verb.CONTACT})
    return made


@transaction.atomic
def look_after(*, by: Actor, today: date) -> int:
    """Spread deadlines over units that came since, see what was done, remind, and tell the level above.

    Returns how many duties changed. Twice on a day is as once.
    """
    by.require("ops.check", at=org_rules.NATION)
    found = list(
        DutyRule.objects.filter(ended_on=None, year__gte=today.year - 1).select_related("unit")
    )
    for rule in found:
        _spread(rule)
    changed = _look(found, today)
    record_bulk(
        by=by, act=Right.SET, subject_type="duties.duty", ids=changed, detail={"verb": Verb.LOOK}
    )
    reminded, told = _remind(found, today), _escalate(found, today)
    for kind, ids in (("remind", reminded), ("escalate", told)):
        if ids:
            enqueue(
                "duties.write", by=None, unique_key=f"duties.{kind}.{today}", kind=kind, ids=ids
            )
    return len(changed)


def _locked(duty_id: int) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",))
    return rows.select_related("rule__unit", "unit").get(pk=duty_id)


def _entry(rule: DutyRule) -> RuleEntry:
    return RuleEntry(
        DutyKind(rule.kind), rule.title, Owes(rule.owes), Rhythm(rule.rhythm), rule.due_on,
        rule.days_after, rule.remind_days, rule.escalate_days,
    )  # fmt: skip


def _spread(rule: DutyRule) -> None:
    """Give every unit that owes it one row for every stretch of the year it lives in."""
    entry = _entry(rule)
    rows = within(Unit.objects.all(), (PathRange.branch(rule.unit.path),))
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=date(rule.year, 1, 1)))
    rows = rows.filter(type__family=Family.PARTY.value, opened_on__lte=date(rule.year, 12, 31))
    if rule.owes == Owes.CELLS:
        rows = rows.filter(type__is_cell=True)
    elif rule.owes == Owes.GRASSROOTS:
        rows = rows.filter(type__is_grassroots=True)
    else:
        rows = rows.filter(parent=rule.unit)
    known = set(rule.duties.values_list("unit", "period"))
    periods = list(rules.periods_of(entry, rule.year))
    made = []
    for unit in rows.exclude(pk=rule.unit_id).only("pk", "opened_on", "closed_on"):
        for period in periods:
            due = rules.due_day(entry, period, is_working)
            lives = unit.opened_on <= period.last_day and not (
                unit.closed_on and unit.closed_on <= due
            )
            if lives and (unit.pk, period.key) not in known:
                made.append(
                    Duty(rule=rule, unit=unit, kind=rule.kind, period=period.key, due_on=due)
                )
    Duty.objects.bulk_create(made, batch_size=_BATCH)


def _look(found: Iterable[DutyRule], today: date) -> list[int]:
    """See in the records what was done, and count what is over; returns the duties that changed."""
    changed: list[Duty] = []
    for rule in found:
        rows = rule.duties.exclude(state=DutyState.EXCUSED)
        by_period: dict[str, list[Duty]] = {}
        for duty in rows:
            by_period.setdefault(duty.period, []).append(duty)
        for key, duties in by_period.items():
            done: dict[int, date] = {}
            if DutyKind(rule.kind) in SEEN:
                ids = [duty.unit_id for duty in duties]
                done = days_done(DutyKind(rule.kind), ids, Period.parse(key))
            changed += [duty for duty in duties if _renewed(duty, done, today)]
    Duty.objects.bulk_update(changed, ["done_on", "state", "month"], batch_size=_BATCH)
    return [duty.pk for duty in changed]


def _renewed(duty: Duty, done: dict[int, date], today: date) -> bool:
    day = done.get(duty.unit_id) if DutyKind(duty.kind) in SEEN else duty.done_on
    state = rules.state_of(duty.due_on, day)
    month = rules.counts_in(duty.due_on, day, today=today)
    if (duty.done_on, duty.state, duty.month) == (day, state, month):
        return False
    duty.done_on, duty.state, duty.month = day, state, month
    return True


def _remind(found: Iterable[DutyRule], today: date) -> list[int]:
    ids = []
    for rule in found:
        rows = rule.duties.filter(state=DutyState.OPEN, reminded_on=None)
        ids += [d.pk for d in rows if rules.reminds(d.due_on, rule.remind_days, today=today)]
    Duty.objects.filter(pk__in=ids).update(reminded_on=today)
    return ids


def _escalate(found: Iterable[DutyRule], today: date) -> list[int]:
    ids = []
    for rule in found:
        rows = rule.duties.filter(state=DutyState.OPEN, escalated_on=None, due_on__lt=today)
        ids += [d.pk for d in rows if rules.escalates(d.due_on, rule.escalate_days, today=today)]
    Duty.objects.filter(pk__in=ids).update(escalated_on=today)
    return ids

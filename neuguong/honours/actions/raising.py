"""Acts by which an entry goes up, level by level, and what each level decides."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.honours.actions.guard import did, refuse
from neuguong.honours.actions.roll import locked_entry
from neuguong.honours.models import Entry, Raise
from neuguong.honours.queries.levels import beyond_base, level_above
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules import roll as rules
from neuguong.honours.rules.roll import RaiseState
from neuguong.honours.rules.subjects import SubjectKind, votes_problem
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import nfc


@transaction.atomic
def raise_entry(*, by: Actor, entry_id: int, today: date, reason: str = "") -> Raise:
    """Send a decided entry to the level above the one it has reached."""
    entry = locked_entry(by, entry_id, Right.DECIDE, reason)
    above = level_above(entry)
    refuse(
        rules.may_raise(
            entry.state,
            waits=entry.raises.filter(state=RaiseState.ASKED).exists(),
            above=above is not None,
            is_named_person=entry.subject_kind != SubjectKind.COLLECTIVE,
            consents=entry.consented,
            beyond=above is not None and beyond_base(entry.unit, above),
        )
    )
    if above is None:
        raise AssertionError(entry_id)
    made = Raise.objects.create(
        entry=entry, unit=above, level=entry.level + 1, asked_on=today, by_id=by.id,
        by_name=by.name[:160],
    )  # fmt: skip
    record(
        by=by, act=Right.DECIDE, subject=entry, reason=reason,
        detail=did(Verb.RAISED, to=made.unit_id),
    )  # fmt: skip
    return made


@transaction.atomic
def conclude_raise(
    *,
    by: Actor,
    raise_id: int,
    enter: bool,
    decision: str,
    decided_on: date | None,
    votes_for: int | None,
    votes_of: int | None,
    why: str,
    today: date,
) -> Raise:
    """The level above enters it too, or says why not; below it stays as it is."""
    found = Raise.objects.select_for_update(of=("self",)).select_related("unit").get(pk=raise_id)
    by.require(Right.DECIDE, at=found.unit)
    refuse(
        rules.may_decide_raise(found.state, decided_on, today)
        or votes_problem(votes_for, votes_of)
        or (None if enter else rules.reason_problem(why))
    )
    found.state = RaiseState.DECIDED if enter else RaiseState.REFUSED
    found.decision, found.decided_on = nfc(decision).strip(), decided_on
    found.votes_for, found.votes_of, found.reason = votes_for, votes_of, nfc(why).strip()
    found.save()
    if enter:
        entry = Entry.objects.select_for_update(of=("self",)).get(pk=found.entry_id)
        entry.level = found.level
        entry.save(update_fields=["level"])
    record(
        by=by, act=Right.DECIDE, subject=found, unit_id=found.unit_id, reason=why,
        detail=did(Verb.RAISE_DECIDED, entered=enter),
    )  # fmt: skip
    return found

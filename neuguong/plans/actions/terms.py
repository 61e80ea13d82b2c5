"""Acts on a congress term's own programme: write it, issue it, open it again."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import nfc
from neuguong.org.models import Unit
from neuguong.plans import rules
from neuguong.plans.actions.entries import TermEntry
from neuguong.plans.actions.guard import did, locked_term, refuse
from neuguong.plans.models import TermPlan
from neuguong.plans.rights import Right, Verb


@transaction.atomic
def write_term(
    *, by: Actor, unit_id: int, entry: TermEntry, term_id: int | None = None
) -> TermPlan:
    """Write a term's programme, a new one or, with `term_id`, one that is not issued yet."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.WRITE, at=unit)
    if term_id is not None:
        term = locked_term(term_id)
        refuse(rules.may_issue(issued=term.issued_on is not None, number="–", targets=1))
    else:
        term = TermPlan(unit=unit)
    others = TermPlan.objects.filter(unit=unit).exclude(pk=term_id or 0)
    taken = list(others.values_list("first_year", "last_year"))
    refuse(rules.term_years(entry.first_year, entry.last_year, taken=taken))
    term.first_year, term.last_year = entry.first_year, entry.last_year
    term.title, term.purpose = nfc(entry.title).strip(), nfc(entry.purpose).strip()
    term.save()
    record(by=by, act=Right.WRITE, subject=term, unit_id=unit.pk, detail=did(Verb.TERM_WRITTEN))
    return term


@transaction.atomic
def issue_term(*, by: Actor, term_id: int, number: str, on: date) -> TermPlan:
    """Issue a term's programme under its number; by the leader of the unit itself."""
    term = locked_term(term_id)
    by.require(Right.APPROVE, at=term.unit)
    refuse(
        rules.may_issue(
            issued=term.issued_on is not None, number=number, targets=term.targets.count()
        )
    )
    term.number, term.issued_on, term.issued_by_name = nfc(number).strip(), on, by.name[:160]
    term.save()
    record(
        by=by, act=Right.APPROVE, subject=term, unit_id=term.unit_id,
        detail=did(Verb.TERM_ISSUED, number=term.number),
    )  # fmt: skip
    return term


@transaction.atomic
def amend_term(*, by: Actor, term_id: int, reason: str) -> TermPlan:
    """Open an issued programme again, for a reason that is kept."""
    term = locked_term(term_id)
    by.require(Right.APPROVE, at=term.unit)
    refuse(
        rules.may_amend(
            rules.PlanState.APPROVED if term.issued_on else rules.PlanState.DRAFT, reason
        )
    )
    term.issued_on, term.issued_by_name = None, ""
    term.save()
    record(
        by=by, act=Right.APPROVE, subject=term, unit_id=term.unit_id, reason=nfc(reason),
        detail=did(Verb.AMENDED),
    )  # fmt: skip
    return term

"""Acts on proposals of awards: written, voted, sent, returned, decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from neuguong.audit.actions import record
from neuguong.deeds.models import Deed
from neuguong.honours.actions.conferred import award_row
from neuguong.honours.actions.guard import SubjectEntry, Subjects, did, refuse, require_year
from neuguong.honours.models import Award, AwardForm, Nominee, Proposal
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules import awards as rules
from neuguong.honours.rules.awards import Outcome, ProposalState
from neuguong.honours.rules.roll import consent_problem, day_problem, reason_problem
from neuguong.honours.rules.subjects import votes_problem
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import ancestor_paths


@dataclass(frozen=True, slots=True)
class Nomination:
    """One who is nominated: for what form, for which years; `unit_id` is where they belong."""

    subject: SubjectEntry
    form: int
    first_year: int
    last_year: int
    grade: str = ""
    words: str = ""
    unit_id: int | None = None
    deed_id: int | None = None


@transaction.atomic
def open_proposal(
    *,
    by: Actor,
    unit_id: int,
    to_unit_id: int,
    year: int,
    title: str,
    occasion: str,
    is_programme: bool,
    made_on: date,
    reason: str = "",
) -> Proposal:
    """Begin a proposal of awards to the unit itself or one above it."""
    unit, above = Unit.objects.get(pk=unit_id), Unit.objects.get(pk=to_unit_id)
    by.require(Right.PROPOSE, at=unit)
    require_year(by, unit, year, reason)
    if above.path != unit.path and above.path not in ancestor_paths(unit.path):
        refuse(Refusal("not_above", _("Chọn chính đơn vị hoặc một cấp trên của đơn vị.")))
    title, occasion = nfc(title).strip(), nfc(occasion).strip()
    if not (title and occasion):
        refuse(Refusal("proposal_unfinished", _("Ghi trích yếu và dịp khen.")))
    made = Proposal.objects.create(
        unit=unit, to_unit=above, year=year, title=title, occasion=occasion,
        is_programme=is_programme, made_on=made_on, by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.PROPOSE, subject=made, reason=reason, detail=did(Verb.ADDED))
    return made


@transaction.atomic
def nominate(
    *, by: Actor, proposal_id: int, rows: Sequence[Nomination], today: date, reason: str = ""
) -> list[Nominee]:
    """Put some into a proposal; who is in it already for the same form is left as they are."""
    proposal = locked_proposal(by, proposal_id, reason)
    forms = AwardForm.objects.in_bulk([row.form for row in rows])
    units = Unit.objects.in_bulk([row.unit_id for row in rows if row.unit_id])
    branch = PathRange.branch(proposal.unit.path)
    subjects = Subjects(proposal.unit, [row.subject for row in rows], today)
    last = proposal.nominees.aggregate(last=Max("number"))["last"] or 0
    there = set(proposal.nominees.values_list("subject_key", "form"))
    made: list[Nominee] = []
    for row in rows:
        values = subjects.values(row.subject)
        unit = units.get(row.unit_id or 0, proposal.unit)
        if row.form not in forms or not branch.holds(unit.path):
            refuse(Refusal("nominee", _("Chọn hình thức khen và đơn vị trong nhánh của mình.")))
        refuse(_years_problem(row))
        if (values["subject_key"], row.form) in there:
            continue
        there.add((values["subject_key"], row.form))
        last += 1
        made.append(
            Nominee(proposal=proposal, unit=unit, number=last, form=forms[row.form], **values,
                    **_said(row))
        )  # fmt: skip
    for nominee in made:
        nominee.save()
    _back_to_draft(proposal)
    record(
        by=by, act=Right.PROPOSE, subject=proposal, reason=reason,
        detail=did(Verb.ADDED, nominees=len(made)),
    )  # fmt: skip
    return made


@transaction.atomic
def change_nominee(
    *,
    by: Actor,
    nominee_id: int,
    form: int,
    grade: str,
    first_year: int,
    last_year: int,
    words: str,
    post: str,
    consented: bool,
    consent_paper: str,
    today: date,
    reason: str = "",
) -> Nominee:
    """Write what one nominated achieved, for which form and years, and whether they agree to be named."""
    nominee, _proposal = _locked_nominee(by, nominee_id, reason)
    refuse(
        consent_problem(given=consented, paper=consent_paper, day=today, today=today)
        or (None if first_year <= last_year else _years_reversed())
    )
    nominee.form = AwardForm.objects.get(pk=form)
    nominee.grade, nominee.words = grade, nfc(words).strip()
    nominee.first_year, nominee.last_year = first_year, last_year
    nominee.post = nfc(post).strip()
    nominee.consented = consented
    nominee.consent_paper = nfc(consent_paper).strip() if consented else ""
    nominee.save()
    record(
        by=by, act=Right.PROPOSE, subject=nominee, unit_id=nominee.unit_id, reason=reason,
        detail=did(Verb.CHANGED),
    )  # fmt: skip
    return nominee


@transaction.atomic
def drop_nominee(*, by: Actor, nominee_id: int, reason: str = "") -> Proposal:
    """Take one out of a proposal that is not sent."""
    nominee, proposal = _locked_nominee(by, nominee_id, reason)
    record(
        by=by, act=Right.PROPOSE, subject=proposal, reason=reason,
        detail=did(Verb.DROPPED, nominee=nominee.pk),
    )  # fmt: skip
    nominee.delete()
    return proposal


@transaction.atomic
def record_vote(
    *,
    by: Actor,
    proposal_id: int,
    day: date,
    votes_of: int,
    votes: Mapping[int, int],
    today: date,
    reason: str = "",
) -> Proposal:
    """Write how many of those at the meeting agreed to each nomination."""
    proposal = locked_proposal(by, proposal_id, reason)
    refuse(day_problem(day, today))
    for nominee in proposal.nominees.all():
        if nominee.pk in votes:
            refuse(votes_problem(votes[nominee.pk], votes_of))
            nominee.votes_for, nominee.votes_of = votes[nominee.pk], votes_of
            nominee.save(update_fields=["votes_for", "votes_of"])
    proposal.voted_on, proposal.state = day, ProposalState.VOTED
    proposal.save(update_fields=["voted_on", "state"])
    record(by=by, act=Right.PROPOSE, subject=proposal, reason=reason, detail=did(Verb.VOTED))
    return proposal


@transaction.atomic
def send_proposal(*, by: Actor, proposal_id: int, today: date, reason: str = "") -> Proposal:
    """Hand the proposal to the one who decides; warnings hinder nobody."""
    proposal = locked_proposal(by, proposal_id, reason, Right.DECIDE)
    refuse(
        rules.may_send(
            proposal.state, nominated=proposal.nominees.count(), voted_on=proposal.voted_on
        )
    )
    proposal.state, proposal.sent_on, proposal.reason = ProposalState.SENT, today, ""
    proposal.save(update_fields=["state", "sent_on", "reason"])
    record(
        by=by, act=Right.DECIDE, subject=proposal, reason=reason,
        detail=did(Verb.SENT, to=proposal.to_unit_id),
    )  # fmt: skip
    return proposal


@transaction.atomic
def return_proposal(*, by: Actor, proposal_id: int, why: str) -> Proposal:
    """Give a proposal back to those who wrote it, with a reason."""
    proposal = _locked(proposal_id)
    by.require(Right.DECIDE, at=proposal.to_unit)
    refuse(rules.may_conclude(proposal.state) or reason_problem(why))
    proposal.state, proposal.reason = ProposalState.RETURNED, nfc(why).strip()
    proposal.save(update_fields=["state", "reason"])
    record(
        by=by, act=Right.DECIDE, subject=proposal, unit_id=proposal.to_unit_id, reason=why,
        detail=did(Verb.RETURNED),
    )  # fmt: skip
    return proposal


@transaction.atomic
def decide_proposal(
    *,
    by: Actor,
    proposal_id: int,
    decision: str,
    decided_on: date,
    issuer: str,
    refused: Mapping[int, str],
    today: date,
) -> list[Award]:
    """Confer what was proposed, but for those refused with a reason; each conferring is an award."""
    proposal = _locked(proposal_id)
    by.require(Right.DECIDE, at=proposal.to_unit)
    refuse(rules.may_conclude(proposal.state) or day_problem(decided_on, today))
    decision, issuer = nfc(decision).strip(), nfc(issuer).strip()
    if not (decision and issuer):
        refuse(Refusal("decision_missing", _("Ghi số quyết định và nơi ban hành.")))
    made: list[Award] = []
    for nominee in proposal.nominees.select_related("form", "unit"):
        why = refused.get(nominee.pk)
        if why is not None:
            refuse(reason_problem(why))
            nominee.outcome, nominee.reason = Outcome.REFUSED, nfc(why).strip()
        else:
            nominee.outcome = Outcome.AWARDED
            award = award_row(proposal, nominee, decision, decided_on, issuer)
            award.by_id, award.by_name = by.id, by.name[:160]
            award.save()
            made.append(award)
        nominee.save(update_fields=["outcome", "reason"])
    proposal.state, proposal.decision = ProposalState.DECIDED, decision
    proposal.decided_on, proposal.issuer = decided_on, issuer
    proposal.save()
    record(
        by=by, act=Right.DECIDE, subject=proposal, unit_id=proposal.to_unit_id,
        detail=did(Verb.AWARDED, awards=len(made)),
    )  # fmt: skip
    return made


def locked_proposal(
    by: Actor, proposal_id: int, reason: str, right: Right = Right.PROPOSE
) -> Proposal:
    """A proposal that may still be changed, locked, after the checks that every act on it shares."""
    proposal = _locked(proposal_id)
    by.require(right, at=proposal.unit)
    require_year(by, proposal.unit, proposal.year, reason)
    refuse(rules.may_edit(proposal.state))
    return proposal


def _locked(proposal_id: int) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "to_unit")
    return rows.get(pk=proposal_id)


def _locked_nominee(by: Actor, nominee_id: int, reason: str) -> tuple[Nominee, Proposal]:
    nominee = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee_id)
    return nominee, locked_proposal(by, nominee.proposal_id, reason)


def _back_to_draft(proposal: Proposal) -> None:
    """Who comes into a list after the vote was not voted on: the vote is to be taken again."""
    if proposal.state == ProposalState.VOTED:
        proposal.state, proposal.voted_on = ProposalState.DRAFT, None
        proposal.save(update_fields=["state", "voted_on"])


def _said(row: Nomination) -> dict[str, Any]:
    deed = Deed.objects.filter(pk=row.deed_id).first() if row.deed_id else None
    return {
        "first_year": row.first_year, "last_year": row.last_year, "grade": row.grade,
        "words": nfc(row.words).strip(), "deed": deed,
    }  # fmt: skip


def _years_problem(row: Nomination) -> Refusal | None:
    return None if row.first_year <= row.last_year else _years_reversed()


def _years_reversed() -> Refusal:
    return Refusal("years", _("Năm trước không lớn hơn năm sau."))

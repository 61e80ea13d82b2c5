"""Acts on what was conferred: by a proposal, by a paper from elsewhere, or as imported history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.honours.actions.guard import SubjectEntry, Subjects, did, refuse, require_year
from neuguong.honours.models import Award, AwardForm, Nominee, Proposal
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules import awards as rules
from neuguong.honours.rules.roll import day_problem, reason_problem
from neuguong.honours.rules.subjects import SUBJECT_LABELS, SubjectKind
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.amounts import Qualifier
from neuguong.lib.refusal import Refusal
from neuguong.lib.rows import insert_rows
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class AwardEntry:
    """What was conferred on one by a decision; `unit_id` is where they belong."""

    subject: SubjectEntry
    form: int
    decided_on: date
    first_year: int
    last_year: int
    decision: str = ""
    issuer: str = ""
    occasion: str = ""
    grade: str = ""
    unit_id: int | None = None
    is_programme: bool = True


@dataclass(frozen=True, slots=True)
class History:
    """What an old paper says of some years at once: so many instances, how exactly, from where."""

    form: int
    kind: SubjectKind
    first_year: int
    last_year: int
    count: int
    qualifier: Qualifier
    source: str
    words: str = ""


def award_row(
    proposal: Proposal, nominee: Nominee, decision: str, decided_on: date, issuer: str
) -> Award:
    """The award of a nomination, not yet written."""
    copied = ("subject_kind", "person", "collective", "name", "search", "post", "subject_key")
    return Award(
        **{name: getattr(nominee, name) for name in copied},
        unit=nominee.unit, form=nominee.form, tally=nominee.form.tally, grade=nominee.grade,
        nominee=nominee, decision=decision, decided_on=decided_on, issuer=issuer,
        occasion=proposal.occasion, is_programme=int(proposal.is_programme),
        first_year=nominee.first_year, last_year=nominee.last_year,
        month=month_for(nominee.unit, decided_on, decided_on.year),
        earned_month=nominee.last_year * 100 + 12,
    )  # fmt: skip


@transaction.atomic
def add_awards(
    *, by: Actor, unit_id: int, rows: Sequence[AwardEntry], today: date, reason: str = ""
) -> list[Award]:
    """Write awards that a decision from elsewhere has conferred in a branch; all or nothing."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.DECIDE, at=unit)
    for year in {row.decided_on.year for row in rows}:
        require_year(by, unit, year, reason)
    forms = AwardForm.objects.in_bulk([row.form for row in rows])
    units = Unit.objects.in_bulk([row.unit_id for row in rows if row.unit_id])
    branch = PathRange.branch(unit.path)
    subjects = Subjects(unit, [row.subject for row in rows], today)
    made: list[Award] = []
    for row in rows:
        at = units.get(row.unit_id or 0, unit)
        if row.form not in forms or not branch.holds(at.path):
            refuse(Refusal("nominee", _("Chọn hình thức khen và đơn vị trong nhánh của mình.")))
        refuse(day_problem(row.decided_on, today))
        made.append(
            Award(
                **subjects.values(row.subject), unit=at, form=forms[row.form],
                tally=forms[row.form].tally, grade=row.grade, decision=nfc(row.decision).strip(),
                decided_on=row.decided_on, issuer=nfc(row.issuer).strip(),
                occasion=nfc(row.occasion).strip(), is_programme=int(row.is_programme),
                first_year=row.first_year, last_year=row.last_year,
                month=month_for(at, row.decided_on, row.decided_on.year),
                earned_month=row.last_year * 100 + 12, by_id=by.id, by_name=by.name[:160],
            )
        )  # fmt: skip
    insert_rows(made)
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="honours.award", ids=[award.pk for award in made],
        unit_id=unit.pk, reason=reason, detail=did(Verb.AWARDED),
    )  # fmt: skip
    return made


@transaction.atomic
def add_history(*, by: Actor, unit_id: int, entry: History, today: date) -> Award:
    """Write what an old paper says of some years at once; it counts at the end of those years.

    "Hàng trăm lượt" is an order of magnitude: shown in words, counted as at least its floor.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.DECIDE, at=unit)
    refuse(
        rules.history_problem(
            entry.first_year, entry.last_year, entry.count, entry.source, today.year
        )
    )
    form = AwardForm.objects.get(pk=entry.form)
    words = entry.words or _("nhiều %(kind)s") % {"kind": SUBJECT_LABELS[entry.kind]}
    subject = SubjectEntry(entry.kind, words)
    values = Subjects(unit, [subject], today).values(subject)
    last = entry.last_year * 100 + 12
    made = Award.objects.create(
        **values, unit=unit, form=form, tally=form.tally,
        decided_on=min(date(entry.last_year, 12, 31), today), first_year=entry.first_year,
        last_year=entry.last_year, instances=entry.count, qualifier=entry.qualifier,
        is_history=True, is_programme=0, source=nfc(entry.source).strip(), month=last,
        earned_month=last, by_id=by.id, by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.DECIDE, subject=made, detail=did(Verb.HISTORY))
    return made


@transaction.atomic
def revoke_award(*, by: Actor, award_id: int, why: str, today: date) -> Award:
    """Take an award back, with a reason: it stays known and counts no more."""
    award = Award.objects.select_for_update(of=("self",)).select_related("unit").get(pk=award_id)
    by.require(Right.DECIDE, at=award.unit)
    refuse(reason_problem(why))
    award.month = award.earned_month = None
    award.revoked_on, award.reason = today, nfc(why).strip()
    award.save(update_fields=["month", "earned_month", "revoked_on", "reason"])
    record(by=by, act=Right.DECIDE, subject=award, reason=why, detail=did(Verb.REVOKED))
    return award

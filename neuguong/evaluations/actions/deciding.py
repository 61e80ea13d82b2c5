"""Acts that decide ratings, tell of them, take objections, and open them again with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.evaluations.models import Objection, Rating
from neuguong.evaluations.rights import Right, Verb
from neuguong.evaluations.rules import rating as rules
from neuguong.evaluations.rules.levels import Level, WhyNot
from neuguong.evaluations.rules.rating import RatingState, Standing
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """The decision of a committee: its number and day."""

    number: str
    day: date


@transaction.atomic
def decide(
    *,
    by: Actor,
    decider_id: int,
    levels: Mapping[int, Level],
    decision: DecisionEntry,
    today: date,
    reason: str = "",
) -> list[Rating]:
    """Decide the ratings of those numbers for the committee of a unit; from then on they count.

    Refuses what another unit decides, what is decided already, and a day to come.
    """
    decider = Unit.objects.get(pk=decider_id)
    by.require(Right.DECIDE, at=decider)
    if not decision.number.strip() or decision.day > today:
        text = _("Ghi số và ngày quyết định; ngày quyết định không sau hôm nay.")
        raise Refused(Refusal("decision_needed", text))
    rows = Rating.objects.select_for_update(of=("self",)).select_related("unit", "unit__parent")
    found = list(rows.filter(pk__in=list(levels), decider=decider, is_total=False).order_by("pk"))
    if len(found) != len(levels):
        text = _("Có mức xếp loại không do %(unit)s quyết định.")
        raise Refused(Refusal("not_decided_here", text % {"unit": decider.name}))
    for unit, year in {(row.unit, row.year) for row in found}:
        require_year(by, unit, year, reason)
    for row in found:
        level = levels[row.pk]
        refuse(rules.may_decide(RatingState(row.state), level, WhyNot(row.why_not), row.name))
        row.level, row.state, row.standing = level, RatingState.DECIDED, Standing.COUNTED
        row.decision, row.decided_on = nfc(decision.number).strip()[:60], decision.day
        row.month = month_for(row.unit, decision.day, row.year)
        row.decided_by_id, row.decided_by_name = by.id, by.name[:160]
        row.save()
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="evaluations.rating", ids=[row.pk for row in found],
        unit_id=decider.pk, reason=reason,
        detail={"verb": Verb.DECIDED, "decision": decision.number},
    )  # fmt: skip
    return found


@transaction.atomic
def give_notice(*, by: Actor, decider_id: int, rating_ids: Sequence[int], on: date) -> int:
    """Say that those rated were told on a day; gives how many were not told before."""
    decider = Unit.objects.get(pk=decider_id)
    by.require(Right.DECIDE, at=decider)
    rows = Rating.objects.filter(
        pk__in=list(rating_ids), decider=decider, state=RatingState.DECIDED, noticed_on=None
    )
    ids = list(rows.values_list("pk", flat=True))
    told = rows.update(noticed_on=on)
    record_bulk(
        by=by, act=Right.DECIDE, subject_type="evaluations.rating", ids=ids, unit_id=decider.pk,
        detail={"verb": Verb.NOTICED, "on": on},
    )  # fmt: skip
    return told


@transaction.atomic
def object_to(*, by: Actor, rating_id: int, text: str, today: date) -> Objection:
    """Object to a rating that was decided: the person themselves, or the cell for them."""
    row = Rating.objects.select_for_update(of=("self",)).select_related("unit").get(pk=rating_id)
    if by.person_id is None or by.person_id != row.person_id:
        by.require(Right.REVIEW, at=row.unit)
    refuse(rules.may_object(RatingState(row.state)) or rules.reason_problem(text))
    made = Objection.objects.create(
        rating=row, made_on=today, text=nfc(text).strip(), entered_by_id=by.id,
        entered_by_name=by.name[:160],
    )  # fmt: skip
    row.state = RatingState.OBJECTED
    row.save(update_fields=["state"])
    record(by=by, act=Right.REVIEW, subject=row, detail={"verb": Verb.OBJECTED})
    return made


@transaction.atomic
def answer_objection(
    *, by: Actor, objection_id: int, upheld: bool, answer: str, today: date
) -> Rating:
    """Answer an objection: kept as it was decided, or opened again so that a level is proposed anew."""
    found = Objection.objects.select_for_update().get(pk=objection_id)
    rows = Rating.objects.select_for_update(of=("self",)).select_related("unit", "decider")
    row = rows.get(pk=found.rating_id)
    by.require(Right.DECIDE, at=row.decider)
    refuse(rules.reason_problem(answer))
    if found.answered_on is not None:
        raise Refused(Refusal("answered_already", _("Kiến nghị này đã được trả lời.")))
    found.answered_on, found.upheld, found.answer = today, upheld, nfc(answer).strip()
    found.answered_by_id, found.answered_by_name = by.id, by.name[:160]
    found.save()
    if upheld:
        _open(row)
    else:
        row.state = RatingState.DECIDED
        row.save(update_fields=["state"])
    record(
        by=by, act=Right.DECIDE, subject=row,
        detail={"verb": Verb.OBJECTION_ANSWERED, "upheld": upheld},
    )  # fmt: skip
    return row


@transaction.atomic
def reopen(*, by: Actor, rating_id: int, reason: str, today: date) -> Rating:
    """Open a decided rating again with a reason; it stops counting until it is decided anew."""
    rows = Rating.objects.select_for_update(of=("self",)).select_related("unit", "decider")
    row = rows.get(pk=rating_id)
    by.require(Right.DECIDE, at=row.decider)
    refuse(rules.reason_problem(reason))
    require_year(by, row.unit, row.year, reason)
    if row.state == RatingState.PROPOSED:
        raise Refused(Refusal("not_decided", _("Mức này chưa có quyết định, không cần mở lại.")))
    was = row.level
    _open(row)
    record(
        by=by, act=Right.DECIDE, subject=row, reason=reason,
        detail={"verb": Verb.REOPENED, "was": was, "decision": row.decision},
    )  # fmt: skip
    return row


def _open(row: Rating) -> None:
    row.state, row.standing, row.proposed = RatingState.PROPOSED, Standing.NONE, row.level
    row.level, row.noticed_on = Level.NOT_RATED, None
    row.save()

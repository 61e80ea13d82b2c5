"""Acts that make a plan real: approve it, send it back, apply it on its day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import insert_values
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.actions import Rewriting, lock_tree, rewriting_of, write_lives
from neuguong.org.queries import mark_of
from neuguong.org.rights import Right
from neuguong.people.actions import Destination, Image, carry_people
from neuguong.plans.actions import end_plans
from neuguong.reorganisations.actions.drafting import locked_reorganisation, place_of
from neuguong.reorganisations.models import Journal, Reorganisation
from neuguong.reorganisations.queries import resolve
from neuguong.reorganisations.rules import (
    UNDO_DAYS,
    Played,
    ReorganisationState,
    may_apply,
    may_change,
)
from neuguong.reorganisations.rules.journal import UNIT_KIND, written
from neuguong.rollup.actions import moving_totals

_JOURNAL: Final = ("reorganisation_id", "kind", "row", "before", "after")


@transaction.atomic
def approve_reorganisation(*, by: Actor, reorganisation_id: int, now: datetime) -> Reorganisation:
    """Approve a draft that can be carried out; it is applied at the start of its day."""
    found = locked_reorganisation(reorganisation_id)
    by.require(Right.REORGANISE, at=place_of(found))
    if refusal := may_change(ReorganisationState(found.state)):
        raise Refused(refusal)
    if not found.steps.exists():
        raise Refused(Refusal("no_steps", _("Phương án chưa có bước nào.")))
    _without_faults(resolve(found))
    found.state = ReorganisationState.APPROVED
    found.approved_at, found.approved_by_name = now, nfc(by.name)[:160]
    found.save()
    record(by=by, act=Right.REORGANISE, subject=found, detail={"verb": "approved"})
    return found


@transaction.atomic
def return_reorganisation(*, by: Actor, reorganisation_id: int, reason: str) -> Reorganisation:
    """Make an approved reorganisation a draft again, for a reason that is kept."""
    found = locked_reorganisation(reorganisation_id)
    by.require(Right.REORGANISE, at=place_of(found))
    if found.state != ReorganisationState.APPROVED:
        raise Refused(Refusal("not_approved", _("Phương án chưa được duyệt, hoặc đã áp dụng.")))
    found.state = ReorganisationState.DRAFT
    found.approved_at, found.approved_by_name, found.hindrance = None, "", ""
    found.save()
    record(
        by=by, act=Right.REORGANISE, subject=found, reason=nfc(reason), detail={"verb": "returned"}
    )
    return found


@transaction.atomic
def apply_reorganisation(*, by: Actor, reorganisation_id: int, now: datetime) -> Reorganisation:
    """Carry an approved reorganisation out: tree, totals, members, posts and roles, all or nothing."""
    found = locked_reorganisation(reorganisation_id)
    by.require(Right.REORGANISE, at=place_of(found))
    today = timezone.localdate(now)
    refusal = may_apply(
        ReorganisationState(found.state), effective_on=found.effective_on, today=today
    )
    if refusal:
        raise Refused(refusal)
    lock_tree()
    played = resolve(found)
    _without_faults(played)
    rewriting = rewriting_of(played.plan)
    before = mark_of(rewriting.lives)
    with moving_totals(rewriting.shifts, rewriting.rolled):
        write_lives(rewriting)
    images = _carry(played, rewriting, found.effective_on)
    _keep(found, rewriting, images)
    found.state, found.applied_at, found.hindrance = ReorganisationState.APPLIED, now, ""
    found.hash_before, found.hash_after = before, mark_of(rewriting.lives)
    found.save()
    record_bulk(
        by=by, act=Right.REORGANISE, subject_type="org.unit", ids=rewriting.lives,
        unit_id=found.unit_id,
        detail={"verb": "applied", "reorganisation": found.pk, "tree": found.hash_after},
    )  # fmt: skip
    return found


@transaction.atomic
def note_hindrance(*, reorganisation_id: int, text: str) -> None:
    """Write down why an approved reorganisation could not be applied on its day."""
    Reorganisation.objects.filter(pk=reorganisation_id).update(hindrance=nfc(text))


@transaction.atomic
def forget_journals(*, now: datetime) -> int:
    """Drop the people's rows kept for undoing once that is over; units touched stay known."""
    old = now - timedelta(days=UNDO_DAYS + 1)
    rows = Journal.objects.filter(reorganisation__applied_at__lt=old).exclude(kind=UNIT_KIND)
    return rows.delete()[0]


def _without_faults(played: Played) -> None:
    """Refuse with the first thing that stands in the way, and how many more there are."""
    if not played.faults:
        return
    first, more = played.faults[0], len(played.faults) - 1
    text = first.refusal.text
    if first.step is not None:
        text = _("Bước %(step)s: %(text)s") % {"step": first.step + 1, "text": text}
    if more:
        text = _("%(text)s Còn %(more)s điều nữa, xem bản xem trước.") % {
            "text": text,
            "more": more,
        }
    raise Refused(Refusal(first.refusal.code, text))


def _carry(played: Played, rewriting: Rewriting, day: date) -> list[Image]:
    """Members follow to where they go in the end; roles are given there where a step says so.

    Plans and steering bodies end with their unit; who carries it on begins like its plan.
    """
    real = rewriting.ids

    def goal(unit: int, person: int | None = None) -> int | None:
        to = played.goal(unit, person)
        return real.get(to, to) if to is not None else None

    ends = {
        unit: Destination(
            goal(unit),
            {person: to for person in leaving.persons if (to := goal(unit, person)) is not None},
        )
        for unit, leaving in played.leaving.items()
        if unit in played.plan.closed
    }
    grants = {
        unit: [real.get(to, to) for to in goals if to not in played.plan.closed]
        for unit, goals in played.grants.items()
    }
    closed = [real.get(unit, unit) for unit in played.plan.closed]
    return [
        *carry_people(ends=ends, grants=grants, on=day),
        *end_plans(units=closed, on=day),
    ]


def _keep(found: Reorganisation, rewriting: Rewriting, images: Iterable[Image]) -> None:
    """The journal of every row that changed."""
    rows = []
    for pk, (before, after) in rewriting.lives.items():
        if after is not None:
            after.path = rewriting.paths[pk]
        rows.append((found.pk, UNIT_KIND, pk, before and written(before), after and written(after)))
    for image in images:
        rows.append((found.pk, image.kind, image.row, image.before, image.after))
    insert_values(Journal, _JOURNAL, rows)

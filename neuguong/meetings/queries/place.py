"""Which meetings a reader may know of, how much of each, and the rule of a day."""

from datetime import date
from enum import IntEnum
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Criticism, Meeting, MeetingRule, ScoreSheet, Task
from neuguong.meetings.rights import Right
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on, unit_seen
from neuguong.people.access import acts_at
from neuguong.people.models import Membership


class Reading(IntEnum):
    """How much of a meeting a reader sees: counts; what members are told; all but what is confided."""

    COUNTS = 1
    MEMBER = 2
    WHOLE = 3


def unit_of_meetings(by: Actor, slug: str) -> Unit:
    """The unit, for one who may know that it meets; otherwise 404."""
    return unit_seen(by, slug, Right.VIEW)


def reading_of(by: Actor, unit: Unit) -> Reading:
    """How much of the unit's meetings the actor reads: those above it only counts (design 11)."""
    if acts_at(by, Right.WRITE, unit):
        return Reading.WHOLE
    if by.person_id is not None:
        mine = Membership.objects.filter(unit=unit, person_id=by.person_id)
        if mine.exists():
            return Reading.MEMBER
    return Reading.COUNTS


def meeting_seen(by: Actor, uid: UUID) -> tuple[Meeting, Reading]:
    """The meeting and how much of it the actor reads; 404 when not theirs to know of."""
    found = Meeting.objects.select_related("unit__type", "sheet", "chair", "clerk")
    meeting = found.filter(uid=uid).first()
    if meeting is None or not by.may(Right.VIEW, at=meeting.unit):
        raise Http404
    return meeting, reading_of(by, meeting.unit)


def require_here(by: Actor, right: Right, unit: Unit) -> None:
    """Refuse (403) one whose right was not given at this very unit."""
    by.require(right, at=unit)
    if not acts_at(by, right, unit):
        words = _(
            "Việc này chỉ người được giao quyền tại chính %(unit)s làm; cấp trên xem số liệu."
        )
        raise PermissionDenied(words % {"unit": unit.name})


def meeting_to_write(by: Actor, uid: UUID) -> Meeting:
    """The meeting for one who writes in it; 404 or 403 as the reader stands."""
    meeting, _reading = meeting_seen(by, uid)
    require_here(by, Right.WRITE, meeting.unit)
    return meeting


def task_to_write(by: Actor, uid: UUID) -> Task:
    """The task for one who writes at its unit, or who is in charge of it; 404 or 403 otherwise."""
    task = Task.objects.select_related("unit__type", "meeting").filter(uid=uid).first()
    if task is None or not by.may(Right.VIEW, at=task.unit):
        raise Http404
    require_task(by, task)
    return task


def require_task(by: Actor, task: Task) -> None:
    """One who is in charge of a task reports it themselves; otherwise those who write at its unit."""
    if by.person_id is None or by.person_id != task.person_id:
        require_here(by, Right.WRITE, task.unit)


def confided(by: Actor, uid: UUID) -> tuple[Meeting, list[Criticism]]:
    """What was noted for the committee of that cell alone; 404 or 403 for everybody else."""
    meeting, _reading = meeting_seen(by, uid)
    require_here(by, Right.CONFIDE, meeting.unit)
    return meeting, list(Criticism.objects.filter(meeting=meeting))


def rules_along(unit: Unit, day: date) -> list[MeetingRule]:
    """The rules that a unit has by that day, the one in force first: the newest, then the nearest."""
    ids = lines_on([unit], day).get(unit.pk, [unit.pk])
    nearness = {pk: n for n, pk in enumerate(ids)}
    rows = MeetingRule.objects.filter(Q(unit=None) | Q(unit_id__in=ids), since__lte=day)
    found = list(rows.select_related("unit", "sheet"))
    return sorted(
        found,
        key=lambda row: (-row.since.toordinal(), nearness.get(row.unit_id or 0, len(ids)), row.pk),
    )


def rule_for(unit: Unit, day: date) -> MeetingRule | None:
    """The rule in force for a unit on that day, or None before the first guideline."""
    return next(iter(rules_along(unit, day)), None)


def rules_to_come(unit: Unit, day: date) -> QuerySet[MeetingRule]:
    """Rules set for the unit itself from a later day on."""
    return MeetingRule.objects.filter(unit=unit, since__gt=day).select_related("sheet", "unit")


def sheets() -> list[ScoreSheet]:
    """All score sheets with their lines and steps."""
    return list(ScoreSheet.objects.prefetch_related("criteria", "steps"))

"""Acts on whole lists: meetings of earlier months as files and the demo bring them; duties of a quarter."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from neuguong.audit.actions import record_bulk
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.dates import last_day_of
from neuguong.meetings import rules
from neuguong.meetings.actions.counting import count
from neuguong.meetings.actions.entries import PastMeeting
from neuguong.meetings.actions.guard import did, refuse, require_write
from neuguong.meetings.actions.saving import write_entry
from neuguong.meetings.models import Meeting, ThematicDuty
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.rights import Right, Verb
from neuguong.meetings.rules import MeetingState
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import within
from neuguong.org.rules import FAMILY_NUMBERS, Family

_EVENING = time(20, 0)


@transaction.atomic
def add_meetings(
    *, by: Actor, entries: Sequence[PastMeeting], today: date, now: datetime, reason: str = ""
) -> list[Meeting]:
    """Bring meetings that were held: each closed and, where it says so, sent up after so many days.

    The same day, unit and kind brought again is written over, not added.
    """
    ids = {each.unit_id for each in entries}
    units = {unit.pk: unit for unit in Unit.objects.select_related("type").filter(pk__in=ids)}
    made = []
    for each in entries:
        head = each.entry.head
        require_write(by, units[each.unit_id], head.day, reason)
        meeting, _new = Meeting.objects.get_or_create(
            unit=units[each.unit_id], day=head.day, kind=head.kind,
            defaults={"year": head.day.year},
        )  # fmt: skip
        meeting.unit = units[each.unit_id]
        write_entry(meeting, each.entry, now=now, writer=by)
        refuse(
            rules.may_hold(
                MeetingState.PLANNED, day=meeting.day, today=today,
                started=meeting.starts is not None, ended=bool(meeting.lasted()),
                present=meeting.present,
            )
        )  # fmt: skip
        _close(meeting, each.sent_days)
        count(meeting)
        made.append(meeting)
    record_bulk(
        by=by, act=Right.WRITE, subject_type="meetings.meeting", ids=[row.pk for row in made],
        reason=reason, detail=did(Verb.BROUGHT),
    )  # fmt: skip
    return made


@transaction.atomic
def open_quarter(*, by: Actor, unit_id: int, month: int) -> int:
    """Say for every cell of a branch that it owes a meeting on a theme in the quarter of a month.

    Only where the guideline of the quarter's last day asks for one; cells that end within it owe none.
    Gives how many duties are new. Twice is as once.
    """
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.SET, at=unit)
    last = rules.quarter_end(month)
    day = last_day_of(last)
    rule = rule_for(unit, day)
    if rule is None or not rule.thematic_a_quarter:
        return 0
    states = UnitState.objects.filter(
        is_cell=True, family=FAMILY_NUMBERS[Family.PARTY], valid_from__lte=day
    )
    states = states.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    cells = within(states, [PathRange.branch(unit.path)], "unit__path").values_list(
        "unit", flat=True
    )
    known = set(
        within(
            ThematicDuty.objects.filter(month=last), [PathRange.branch(unit.path)], "unit__path"
        ).values_list("unit", flat=True)
    )
    new = [ThematicDuty(unit_id=pk, month=last) for pk in cells if pk not in known]
    ThematicDuty.objects.bulk_create(new)
    ended = ThematicDuty.objects.filter(month=last, met=0, unit__closed_on__lte=day)
    within(ended, [PathRange.branch(unit.path)], "unit__path").delete()
    if new:
        record_bulk(
            by=by, act=Right.SET, subject_type="meetings.thematicduty", unit_id=unit.pk,
            ids=[row.pk for row in new], detail=did(Verb.QUARTER_OPENED),
        )  # fmt: skip
    return len(new)


@transaction.atomic
def note_export(*, by: Actor, unit_id: int, year: int, ids: Sequence[int]) -> None:
    """Record that the list of a year's meetings was taken along; it names nobody."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.VIEW, at=unit)
    record_bulk(
        by=by, act=Right.VIEW, subject_type="meetings.meeting", unit_id=unit.pk, ids=ids,
        detail=did(Verb.EXPORTED, year=year),
    )  # fmt: skip


def _close(meeting: Meeting, sent_days: int | None) -> None:
    meeting.state, meeting.held_on = MeetingState.HELD, meeting.day
    if sent_days is not None:
        sent = datetime.combine(meeting.day + timedelta(days=sent_days), _EVENING)
        meeting.state, meeting.sent_at = MeetingState.SENT, timezone.make_aware(sent)
    meeting.save(update_fields=["state", "held_on", "sent_at"])

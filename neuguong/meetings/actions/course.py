"""The course of a meeting: opened with what is proposed, closed, sent up, taken back, cancelled."""

from datetime import date, datetime, time

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.words import gettext as _
from neuguong.meetings import rules
from neuguong.meetings.actions.counting import count, uncount
from neuguong.meetings.actions.entries import HeadEntry
from neuguong.meetings.actions.guard import did, locked_meeting, refuse, require_write, words
from neuguong.meetings.models import Absence, AgendaItem, Meeting, Vote
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.queries.proposed import items_for, last_meeting, officers_of
from neuguong.meetings.queries.roster import roster_of
from neuguong.meetings.rights import Right, Verb
from neuguong.meetings.rules import AbsenceKind, MeetingState
from neuguong.org.models import Unit


@transaction.atomic
def open_meeting(
    *, by: Actor, unit_id: int, entry: HeadEntry, now: datetime, reason: str = ""
) -> Meeting:
    """Open a meeting with its agenda, roster, chair, clerk and vote proposed; nothing is counted yet."""
    unit = Unit.objects.select_related("type").get(pk=unit_id)
    require_write(by, unit, entry.day, reason)
    rule, roster = rule_for(unit, entry.day), roster_of(unit, entry.day)
    chair, clerk = officers_of(roster, last_meeting(unit, entry.day))
    exempt = [member for member in roster if member.is_exempt]
    meeting = Meeting.objects.create(
        unit=unit, kind=entry.kind, year=entry.day.year, day=entry.day, starts=entry.starts,
        place=words(entry.place, 200), topic=words(entry.topic, 300),
        chair=chair.person if chair else None, chair_name=chair.person.full_name if chair else "",
        clerk=clerk.person if clerk else None, clerk_name=clerk.person.full_name if clerk else "",
        members=len(roster), exempt=len(exempt), expected=len(roster) - len(exempt),
        present=len(roster) - len(exempt), voters=sum(member.votes for member in roster),
        sheet=rule.sheet if rule else None, entered_by_id=by.id, entered_by_name=by.name[:160],
        saved_at=now,
    )  # fmt: skip
    Absence.objects.bulk_create(
        Absence(meeting=meeting, person=member.person, kind=AbsenceKind.EXEMPT) for member in exempt
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=n, kind=item.kind, text=item.text, facts=item.facts)
        for n, item in enumerate(items_for(unit, entry.kind, entry.day, meeting.topic), 1)
    )
    Vote.objects.create(
        meeting=meeting, number=1, text=_("Thông qua kết luận, nghị quyết kỳ sinh hoạt"),
        votes_for=meeting.voters,
    )  # fmt: skip
    record(by=by, act=Right.WRITE, subject=meeting, reason=reason, detail=did(Verb.OPENED))
    return meeting


@transaction.atomic
def hold_meeting(*, by: Actor, meeting_id: int, today: date, reason: str = "") -> Meeting:
    """Close the minutes: from now on the meeting, its tasks and its remarks are counted."""
    meeting = locked_meeting(meeting_id)
    require_write(by, meeting.unit, meeting.day, reason)
    refuse(
        rules.may_hold(
            MeetingState(meeting.state), day=meeting.day, today=today,
            started=meeting.starts is not None, ended=bool(meeting.lasted()),
            present=meeting.present,
        )
    )  # fmt: skip
    meeting.state, meeting.held_on = MeetingState.HELD, today
    meeting.save(update_fields=["state", "held_on"])
    count(meeting)
    record(by=by, act=Right.WRITE, subject=meeting, reason=reason, detail=did(Verb.HELD))
    return meeting


@transaction.atomic
def send_meeting(*, by: Actor, meeting_id: int, now: datetime, reason: str = "") -> Meeting:
    """Send the result up: the level above sees counts, theme and grade, and when it came."""
    meeting = locked_meeting(meeting_id)
    require_write(by, meeting.unit, meeting.day, reason)
    refuse(rules.may_send(MeetingState(meeting.state)))
    meeting.state, meeting.sent_at = MeetingState.SENT, now
    meeting.save(update_fields=["state", "sent_at"])
    record(by=by, act=Right.WRITE, subject=meeting, reason=reason, detail=did(Verb.SENT))
    return meeting


@transaction.atomic
def reopen_meeting(*, by: Actor, meeting_id: int, reason: str) -> Meeting:
    """Open closed minutes again, with a reason once they were sent; they stop counting until closed."""
    meeting = locked_meeting(meeting_id)
    require_write(by, meeting.unit, meeting.day, reason)
    refuse(rules.may_reopen(MeetingState(meeting.state), reason))
    meeting.state, meeting.sent_at, meeting.held_on = MeetingState.PLANNED, None, None
    meeting.save(update_fields=["state", "sent_at", "held_on"])
    uncount(meeting)
    record(by=by, act=Right.WRITE, subject=meeting, reason=reason, detail=did(Verb.REOPENED))
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Actor, meeting_id: int, reason: str = "") -> Meeting:
    """Call off a meeting that was not held; what was written in it stays readable."""
    meeting = locked_meeting(meeting_id)
    require_write(by, meeting.unit, meeting.day, reason)
    refuse(rules.may_write(MeetingState(meeting.state)))
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    uncount(meeting)
    record(by=by, act=Right.WRITE, subject=meeting, reason=reason, detail=did(Verb.CANCELLED))
    return meeting


def minutes_between(starts: time | None, ends: time | None) -> int:
    """How many minutes lie between two times of one day; 0 where one is missing."""
    if starts is None or ends is None or ends <= starts:
        return 0
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute

"""What becomes of the counts when a meeting is closed or opened again."""

from neuguong.meetings.models import Meeting, Remark, Task, ThematicDuty
from neuguong.meetings.queries.roster import COUNTED_STATES
from neuguong.meetings.rules import MeetingKind, quarter_end
from neuguong.programme.queries import month_for

_THEMATIC = (MeetingKind.THEMATIC, MeetingKind.COMBINED)


def count(meeting: Meeting) -> None:
    """Give the meeting and its parts their month, and the quarter its meeting on a theme."""
    meeting.month = month_for(meeting.unit, meeting.day, meeting.year)
    meeting.save(update_fields=["month"])
    Task.objects.filter(meeting=meeting).update(month=meeting.month)
    Remark.objects.filter(meeting=meeting).update(month=meeting.month)
    settle_quarter(meeting)


def uncount(meeting: Meeting) -> None:
    """Take the month away again, and let another meeting of the quarter stand for its theme."""
    meeting.month = None
    meeting.save(update_fields=["month"])
    Task.objects.filter(meeting=meeting).update(month=None)
    Remark.objects.filter(meeting=meeting).update(month=None)
    settle_quarter(meeting)


def settle_quarter(meeting: Meeting) -> None:
    """Say by which meeting, if any, the cell met its duty of the quarter: the first on a theme."""
    if not meeting.unit.type.is_cell:
        return
    last = quarter_end(meeting.day.year * 100 + meeting.day.month)
    held = Meeting.objects.filter(
        unit=meeting.unit, kind__in=_THEMATIC, state__in=COUNTED_STATES,
        month__gte=last - 2, month__lte=last,
    )  # fmt: skip
    first = held.order_by("day", "pk").first()
    duty = ThematicDuty.objects.filter(unit=meeting.unit, month=last).first()
    if duty is None and first is None:
        return
    if duty is None:
        ThematicDuty.objects.create(unit=meeting.unit, month=last, met=1, meeting=first)
        return
    duty.met, duty.meeting = int(first is not None), first
    duty.save(update_fields=["met", "meeting"])

"""What the figures of a meeting propose for its score sheet."""

from neuguong.meetings.models import Meeting, ScoreCriterion
from neuguong.meetings.queries.proposed import open_tasks
from neuguong.meetings.queries.roster import missed_in_a_row
from neuguong.meetings.rules import Duties, MeetingKind, TaskState, least_minutes, proposed_points
from neuguong.meetings.rules.score import Known


def proposals_for(meeting: Meeting, duties: Duties | None) -> list[tuple[ScoreCriterion, int]]:
    """Every line of the meeting's sheet with the points that are proposed for it."""
    if meeting.sheet is None:
        return []
    known = _known(meeting, duties)
    return [(line, proposed_points(line.criterion, known)) for line in meeting.sheet.criteria.all()]


def _known(meeting: Meeting, duties: Duties | None) -> Known:
    due = [
        task
        for task in open_tasks(meeting.unit, meeting.day, meeting)
        if task.deadline is not None and task.deadline <= meeting.day
    ]
    done = sum(
        task.state == TaskState.DONE and task.done_on is not None and task.done_on <= meeting.day
        for task in due
    )
    kind = MeetingKind(meeting.kind)
    return Known(
        minutes=meeting.lasted(),
        least=least_minutes(duties, kind, meeting.members) if duties else 0,
        attendance=meeting.attendance,
        unexcused=meeting.absent > 0,
        steady=not missed_in_a_row(meeting.unit, meeting.day),
        tasks_kept=100 * done // len(due) if due else None,
    )

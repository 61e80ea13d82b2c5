"""Acts on meetings; other rooms import them from here."""

from neuguong.meetings.actions.bringing import add_meetings, note_export, open_quarter
from neuguong.meetings.actions.confiding import confide, drop_confidence
from neuguong.meetings.actions.course import (
    cancel_meeting,
    hold_meeting,
    open_meeting,
    reopen_meeting,
    send_meeting,
)
from neuguong.meetings.actions.policy import keep_guidelines, set_rule
from neuguong.meetings.actions.saving import save_meeting
from neuguong.meetings.actions.tasks import end_task, reopen_task

__all__ = [
    "add_meetings",
    "cancel_meeting",
    "confide",
    "drop_confidence",
    "end_task",
    "hold_meeting",
    "keep_guidelines",
    "note_export",
    "open_meeting",
    "open_quarter",
    "reopen_meeting",
    "reopen_task",
    "save_meeting",
    "send_meeting",
    "set_rule",
]

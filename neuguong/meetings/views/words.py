"""Meetings in words, states and addresses, the same on every page of the room."""

from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.lib.dates import format_day
from neuguong.meetings.models import Meeting, Task
from neuguong.meetings.rules import Grade, MeetingKind, MeetingState, TaskState, is_late
from neuguong.org.models import Unit
from neuguong.ui.parts import Cell

STATES: Final = {
    MeetingState.PLANNED: "doing",
    MeetingState.HELD: "reported",
    MeetingState.SENT: "done",
    MeetingState.CANCELLED: "closed",
}


def url(name: str, meeting: Meeting) -> str:
    """The address of a page of one meeting."""
    return reverse(f"meetings:{name}", args=[meeting.uid])


def unit_url(unit: Unit, name: str = "unit") -> str:
    """The address of a page of a unit in this room."""
    return reverse(f"meetings:{name}", args=[unit.slug])


def title(meeting: Meeting) -> str:
    """The meeting as pages name it: "Sinh hoạt thường kỳ tháng 11/2026"."""
    day = meeting.day
    if meeting.kind == MeetingKind.THEMATIC:
        values = {"quarter": ("I", "II", "III", "IV")[(day.month - 1) // 3], "year": day.year}
        return _("Sinh hoạt chuyên đề quý %(quarter)s/%(year)s") % values
    values = {"kind": meeting.get_kind_display(), "month": day.month, "year": day.year}
    return _("Sinh hoạt %(kind)s tháng %(month)s/%(year)s") % values


def when(meeting: Meeting) -> str:
    """Day, time and place in one line."""
    parts = [format_day(meeting.day)]
    if meeting.starts is not None:
        ends = f"–{meeting.ends:%H:%M}" if meeting.ends else ""
        parts.insert(0, f"{meeting.starts:%H:%M}{ends}")
    if meeting.place:
        parts.append(meeting.place)
    return ", ".join(parts)


def came(meeting: Meeting) -> str:
    """How many came: "12/13 (92%)"; empty while nobody was expected."""
    share = meeting.attendance
    return "" if share is None else f"{meeting.present}/{meeting.expected} ({share}%)"


def grade(meeting: Meeting) -> str:
    """The grade with its points; a dash while there is none."""
    if meeting.grade == Grade.NONE:
        return "–"
    points = f" ({meeting.points})" if meeting.points is not None else ""
    return f"{meeting.get_grade_display()}{points}"


def state_cell(meeting: Meeting) -> Cell:
    """Where a meeting stands."""
    return Cell(str(meeting.get_state_display()), state=STATES[MeetingState(meeting.state)])


def task_cell(task: Task, today: date) -> Cell:
    """Where a task stands."""
    state = TaskState(task.state)
    if is_late(state, task.deadline, today):
        return Cell(_("Quá hạn"), state="late")
    key = {TaskState.OPEN: "doing", TaskState.DONE: "done", TaskState.DROPPED: "not_done"}[state]
    return Cell(str(task.get_state_display()).capitalize(), state=key)

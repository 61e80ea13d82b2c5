"""Reads of meetings; other rooms import them from here."""

from neuguong.meetings.queries.listing import (
    list_duties,
    list_meetings,
    list_remarks,
    list_tasks,
)
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.queries.roster import Attendance, attendance_of
from neuguong.meetings.queries.unit import cells_of_quarter, next_meeting_of, own_tasks

__all__ = [
    "Attendance",
    "attendance_of",
    "cells_of_quarter",
    "list_duties",
    "list_meetings",
    "list_remarks",
    "list_tasks",
    "next_meeting_of",
    "own_tasks",
    "rule_for",
]

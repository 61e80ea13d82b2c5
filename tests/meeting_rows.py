"""Addresses of meetings: one of everything that has one, and what each answers to each of the cast."""

from datetime import date, time

from neuguong.meetings import actions
from neuguong.meetings.actions.entries import HeadEntry, MeetingEntry, TaskEntry
from neuguong.meetings.models import Task
from neuguong.meetings.rules import MeetingKind
from tests.rows import CELL, Row, asks, signed_in
from tests.world import NOW, World


def meeting_things(world: World) -> dict[str, dict[str, object]]:
    """A meeting that the first cell is about to hold, with a task in it."""
    by, unit = world.giang, world.unit(CELL)
    head = HeadEntry(MeetingKind.REGULAR, date(2022, 6, 10), time(19, 0), time(20, 45))
    meeting = actions.open_meeting(by=by, unit_id=unit.pk, entry=head, now=NOW)
    entry = MeetingEntry(head, tasks=[TaskEntry("Mở đường")])
    actions.save_meeting(by=by, meeting_id=meeting.pk, entry=entry, version=0, now=NOW)
    return {
        "meetings uid": {"uid": meeting.uid},
        "task_uid": {"task_uid": Task.objects.get(meeting=meeting).uid},
    }


def _here(lets: str) -> Row:
    """An address for those who write at that very cell: who leads a level above does not."""
    above = "/".join("405" if each == "405" else "403" for each in lets.split("/"))
    return asks("meetings.write", lets, sees="meetings.view", binh=above, an=above)


ROWS: dict[str, Row] = {
    "meetings:calendar": asks(
        "meetings.view", "200/405", sees="meetings.view", binh="404/405", an="404/405",
        inspector="404/405",
    ),
    "meetings:cancel": _here("200/302"),
    "meetings:export": asks("meetings.view", "200/405", sees="meetings.view"),
    "meetings:invitation": _here("200/405"),
    "meetings:meeting": asks(
        "meetings.view", "200/403", sees="meetings.view", giang="200/422"
    ),
    "meetings:mine": signed_in("302/405"),
    "meetings:minutes": _here("200/405"),
    "meetings:new": _here("200/422"),
    "meetings:private": _here("200/422"),
    "meetings:reopen": _here("200/422"),
    "meetings:resolution": _here("200/405"),
    "meetings:rules": asks(
        "meetings.view", "200/422", sees="meetings.view", chi="200/403", giang="200/403",
        inspector="200/403",
    ),
    "meetings:send": _here("200/422"),
    "meetings:task": _here("200/422"),
    "meetings:unit": asks("meetings.view", "200/405", sees="meetings.view"),
}  # fmt: skip

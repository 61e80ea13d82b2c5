"""Saving a meeting as its page shows it: all of it at once, again and again, so that nothing is lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.meetings import rules
from neuguong.meetings.actions.entries import MeetingEntry, TaskEntry, VoteEntry
from neuguong.meetings.actions.guard import did, locked_meeting, refuse, require_write, words
from neuguong.meetings.actions.tasks import end_at_meeting
from neuguong.meetings.models import (
    Absence,
    AgendaItem,
    Meeting,
    Remark,
    Score,
    Speech,
    Task,
    Vote,
)
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.queries.proposed import items_for
from neuguong.meetings.queries.quality import proposals_for
from neuguong.meetings.queries.roster import Member, names_of, roster_of
from neuguong.meetings.rights import Right, Verb
from neuguong.meetings.rules import (
    AbsenceKind,
    Grade,
    ItemKind,
    MeetingKind,
    MeetingState,
    RemarkKind,
)
from neuguong.meetings.rules.score import points_problem

Roster = Mapping[int, str]  # those who belong into the meeting, by number, as papers name them
Row = TypeVar("Row", bound=models.Model)
Values = Mapping[str, Any]


@transaction.atomic
def save_meeting(
    *,
    by: Actor,
    meeting_id: int,
    entry: MeetingEntry,
    version: int,
    now: datetime,
    reason: str = "",
) -> Meeting:
    """Save all that was typed; refused when another saved since `version`, so that both can be read."""
    meeting = locked_meeting(meeting_id)
    require_write(by, meeting.unit, entry.head.day, reason)
    refuse(rules.may_write(MeetingState(meeting.state)))
    refuse(rules.unchanged_since(version, now=meeting.version))
    write_entry(meeting, entry, now=now, writer=by)
    record(
        by=by, act=Right.WRITE, subject=meeting, reason=reason,
        detail=did(Verb.SAVED, version=meeting.version),
    )  # fmt: skip
    return meeting


def write_entry(meeting: Meeting, entry: MeetingEntry, *, now: datetime, writer: Actor) -> None:
    """Write the parts and the counts that follow from them; the caller asked for the right."""
    members = roster_of(meeting.unit, entry.head.day)
    roster = names_of(members)
    _head(meeting, entry, roster)
    _people(meeting, entry, members)
    _votes(meeting, entry.votes)
    _agenda(meeting, entry)
    _said(meeting, entry, roster)
    _tasks(meeting, entry.tasks, roster)
    for each in entry.ended:
        end_at_meeting(meeting, each)
    _quality(meeting, entry)
    meeting.version += 1
    meeting.saved_at = now
    meeting.entered_by_id, meeting.entered_by_name = writer.id, writer.name[:160]
    meeting.save()


def _head(meeting: Meeting, entry: MeetingEntry, roster: Roster) -> None:
    head = entry.head
    meeting.kind, meeting.day, meeting.year = head.kind, head.day, head.day.year
    meeting.starts, meeting.ends = head.starts, head.ends
    meeting.minutes = meeting.lasted() or 0
    meeting.is_online, meeting.is_merged = head.is_online, head.is_merged
    meeting.draft_approved, meeting.materials_on = head.draft_approved, head.materials_on
    for name, most in (("place", 200), ("overseer", 200), ("topic", 300), ("preparer", 200),
                       ("fee_note", 300), ("minutes_number", 20), ("resolution_number", 20)):  # fmt: skip
        setattr(meeting, name, words(getattr(head, name), most))
    meeting.guests, meeting.materials = words(head.guests), words(head.materials)
    meeting.limits, meeting.directions = words(entry.limits), words(entry.directions)
    for post, person_id in (("chair", head.chair_id), ("clerk", head.clerk_id)):
        setattr(meeting, f"{post}_id", _known(person_id, roster))
        setattr(meeting, f"{post}_name", roster.get(person_id or 0, ""))


def _people(meeting: Meeting, entry: MeetingEntry, members: Sequence[Member]) -> None:
    """Absences as they are kept, and the counts that levels above read."""
    roster = {member.person.pk for member in members}
    away = {each.person_id: each for each in entry.absences if each.person_id in roster}
    Absence.objects.filter(meeting=meeting).exclude(person_id__in=list(away)).delete()
    for person_id, each in away.items():
        reason = words(each.reason, 200) if each.kind is AbsenceKind.EXCUSED else ""
        Absence.objects.update_or_create(
            meeting=meeting, person_id=person_id, defaults={"kind": each.kind, "reason": reason}
        )
    kinds = [each.kind for each in away.values()]
    meeting.members = len(roster)
    meeting.excused = kinds.count(AbsenceKind.EXCUSED)
    meeting.absent = kinds.count(AbsenceKind.ABSENT)
    meeting.exempt = kinds.count(AbsenceKind.EXEMPT)
    meeting.expected = meeting.members - meeting.exempt
    meeting.present = meeting.expected - meeting.excused - meeting.absent
    meeting.voters = sum(member.votes for member in members if member.person.pk not in away)


def _agenda(meeting: Meeting, entry: MeetingEntry) -> None:
    known = {
        item.kind: item.facts
        for item in items_for(meeting.unit, entry.head.kind, meeting.day, meeting.topic)
        if item.facts
    }
    _rows(meeting, AgendaItem, [
        {"text": words(each.text, 300), "kind": each.kind, "said": words(each.said),
         "facts": known.get(each.kind, "")}
        for each in entry.items
    ])  # fmt: skip
    if entry.head.kind != MeetingKind.REGULAR:
        _with_topic(meeting)
    spoken = any(each.kind is ItemKind.STANDING and each.said.strip() for each in entry.items)
    meeting.has_programme = int(spoken or bool(entry.remarks))


def _with_topic(meeting: Meeting) -> None:
    """A meeting that has become one on a theme gets the item that speaks of it, at the end."""
    if meeting.items.filter(kind=ItemKind.TOPIC).exists():
        return
    items = items_for(meeting.unit, MeetingKind(meeting.kind), meeting.day, meeting.topic)
    topic = next(item for item in items if item.kind is ItemKind.TOPIC)
    AgendaItem.objects.create(
        meeting=meeting, number=meeting.items.count() + 1, kind=topic.kind, text=topic.text
    )


def _said(meeting: Meeting, entry: MeetingEntry, roster: Roster) -> None:
    speeches = [
        {"person_id": _known(each.person_id, roster), "name": _name(each, roster)[:120],
         "text": words(each.text), "is_own": each.is_own}
        for each in entry.speeches
        if _name(each, roster)
    ]  # fmt: skip
    _rows(meeting, Speech, speeches)
    meeting.speakers = len({row["person_id"] for row in speeches if row["person_id"]})
    _rows(meeting, Remark, [
        {"person_id": _known(each.person_id, roster), "name": _name(each, roster)[:160],
         "kind": each.kind, "text": words(each.text, 400), "unit": meeting.unit,
         "month": meeting.month}
        for each in entry.remarks
        if _name(each, roster) and each.kind in RemarkKind
    ])  # fmt: skip


def _tasks(meeting: Meeting, tasks: Sequence[TaskEntry], roster: Roster) -> None:
    _rows(meeting, Task, [
        {"text": words(each.text, 400), "person_id": _known(each.person_id, roster),
         "name": _name(each, roster)[:160], "deadline": each.deadline, "unit": meeting.unit,
         "month": meeting.month}
        for each in tasks
    ])  # fmt: skip


def _votes(meeting: Meeting, votes: Sequence[VoteEntry]) -> None:
    rows = []
    for each in votes:
        rest = meeting.voters - each.against - each.abstained
        votes_for = max(0, rest) if each.votes_for is None else each.votes_for
        refuse(rules.votes_problem(votes_for, each.against, each.abstained, meeting.voters))
        rows.append({
            "text": words(each.text, 300), "votes_for": votes_for, "against": each.against,
            "abstained": each.abstained,
        })  # fmt: skip
    _rows(meeting, Vote, rows)


def _quality(meeting: Meeting, entry: MeetingEntry) -> None:
    """Points by the sheet of the day: those of the cell, else those that the figures propose."""
    rule = rule_for(meeting.unit, meeting.day)
    meeting.sheet = rule.sheet if rule else None
    if meeting.sheet is None or not entry.is_scored:
        return
    meeting.leading, meeting.educating = entry.leading, entry.educating
    meeting.fighting = entry.fighting
    proposed = proposals_for(meeting, rule.duties if rule else None)
    kept = []
    for line, points in proposed:
        said = entry.scores.get(line.number)
        if said is not None:
            refuse(points_problem(said, line.most))
        got = points if said is None else said
        kept.append(Score(meeting=meeting, criterion=line, points=got, by_hand=said is not None))
    Score.objects.filter(meeting=meeting).delete()
    Score.objects.bulk_create(kept)
    steps = [(step.least, Grade(step.grade)) for step in meeting.sheet.steps.all()]
    meeting.points = sum(row.points for row in kept)
    meeting.grade = rules.grade_of(meeting.points, steps)


def _rows(meeting: Meeting, model: type[Row], values: Sequence[Values]) -> None:
    """The rows of a part in their order: changed in place, the rest taken away.

    A row keeps its number and its key, so that saving twice is as saving once.
    """
    rows: Any = model._default_manager
    rows.filter(meeting=meeting, number__gt=len(values)).delete()
    there = {row.number: row for row in rows.filter(meeting=meeting)}
    for number, each in enumerate(values, 1):
        row = there.get(number)
        if row is None:
            rows.create(meeting=meeting, number=number, **each)
            continue
        changed = [name for name, value in each.items() if getattr(row, name) != value]
        if changed:
            for name in changed:
                setattr(row, name, each[name])
            row.save(update_fields=[name.removesuffix("_id") for name in changed])


def _known(person_id: int | None, roster: Roster) -> int | None:
    return person_id if person_id in roster else None


def _name(each: Any, roster: Roster) -> str:
    return roster.get(each.person_id or 0) or words(each.name)

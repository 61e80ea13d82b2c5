"""What comes of the conclusions: told at the next meeting, or in between by the one in charge."""

from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.meetings import rules
from neuguong.meetings.actions.entries import EndedTask
from neuguong.meetings.actions.guard import did, refuse, words
from neuguong.meetings.models import Meeting, Task
from neuguong.meetings.queries.place import require_task
from neuguong.meetings.queries.proposed import carried_by
from neuguong.meetings.rights import Right, Verb
from neuguong.meetings.rules import TaskState


@transaction.atomic
def end_task(
    *, by: Actor, task_id: int, done_on: date, outcome: str, dropped: bool = False, today: date
) -> Task:
    """Say that a task is done, or no longer to be done, and what came of it."""
    task = _locked(task_id)
    require_task(by, task)
    state = TaskState(task.state)
    refuse(rules.may_end_task(state, given_on=task.meeting.day, done_on=done_on, today=today))
    _end(task, TaskState.DROPPED if dropped else TaskState.DONE, done_on, outcome)
    record(by=by, act=Right.WRITE, subject=task, detail=did(Verb.TASK_ENDED, state=task.state))
    return task


@transaction.atomic
def reopen_task(*, by: Actor, task_id: int) -> Task:
    """Take back what was said of a task: it is to be done again."""
    task = _locked(task_id)
    require_task(by, task)
    _open(task)
    record(by=by, act=Right.WRITE, subject=task, detail=did(Verb.REOPENED))
    return task


def end_at_meeting(meeting: Meeting, said: EndedTask) -> None:
    """What a meeting says of an earlier task; the caller asked for the right and records it."""
    rows = Task.objects.select_for_update().filter(pk=said.task_id)
    rows = rows.filter(unit__in=carried_by(meeting.unit))
    task = rows.exclude(meeting=meeting).first()
    if task is None:
        return
    if said.is_done and task.state == TaskState.OPEN:
        task.reported_at = meeting
        _end(task, TaskState.DONE, meeting.day, said.outcome)
    elif not said.is_done and task.reported_at_id == meeting.pk:
        _open(task)
    elif task.reported_at_id == meeting.pk and task.outcome != words(said.outcome, 400):
        task.outcome = words(said.outcome, 400)
        task.save(update_fields=["outcome"])


def _locked(task_id: int) -> Task:
    rows = Task.objects.select_for_update(of=("self",)).select_related("unit__type", "meeting")
    return rows.get(pk=task_id)


def _end(task: Task, state: TaskState, on: date, outcome: str) -> None:
    task.state, task.done_on, task.outcome = state, on, words(outcome, 400)
    task.is_late = int(task.deadline is not None and on > task.deadline)
    task.save(update_fields=["state", "done_on", "outcome", "is_late", "reported_at"])


def _open(task: Task) -> None:
    task.state, task.done_on, task.outcome = TaskState.OPEN, None, ""
    task.is_late, task.reported_at = 0, None
    task.save(update_fields=["state", "done_on", "outcome", "is_late", "reported_at"])

"""Reads of lists handed in: those one may see, the plan of one, and the places they may go to."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.http import Http404

from neuguong.exchange.models import ImportHabit, ListRun
from neuguong.exchange.queries.roster import PeoplePlan, plan_people
from neuguong.exchange.queries.tree import UnitsPlan
from neuguong.exchange.queries.tree_planner import plan_units
from neuguong.exchange.rights import Right
from neuguong.exchange.rules import HabitKind, ListKind, RunState
from neuguong.exchange.workbook.markup import marked_workbook
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.exchange.workbook.roster import read_roster
from neuguong.exchange.workbook.tree import read_tree
from neuguong.files.queries import open_file
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.org.rights import Right as OrgRight
from neuguong.org.rules import NATION

ListPlan = UnitsPlan | PeoplePlan


def plan_list(
    *, by: Actor, kind: ListKind, unit: Unit | None, data: bytes, on: date, today: date,
    answers: Mapping[str, str] | None = None,
) -> ListPlan:  # fmt: skip
    """What a file would do as a list of units or of people; Refused where it is none."""
    book = read_workbook(data)
    if kind is ListKind.UNITS or unit is None:
        return plan_units(by=by, under=unit, reading=read_tree(book), on=on, answers=answers)
    said = {**answers_kept(by, unit), **(answers or {})}
    return plan_people(
        by=by, under=unit, reading=read_roster(book), on=on, today=today, answers=said
    )


def plan_of(by: Actor, run: ListRun, today: date) -> ListPlan:
    """The plan of a list that was handed in, with the answers given so far."""
    return plan_list(
        by=by, kind=ListKind(run.kind), unit=run.unit, data=list_bytes(run), on=run.on,
        today=today, answers=run.answers,
    )  # fmt: skip


def answers_kept(by: Actor, unit: Unit) -> dict[str, str]:
    """What this sender said before of doubtful people of a unit."""
    rows = ImportHabit.objects.filter(
        unit=unit, account=by.id or 0, kind=HabitKind.DOUBT, key__startswith="nguoi:"
    )
    return {key: str(value.get("answer", "")) for key, value in rows.values_list("key", "value")}


def list_seen(by: Actor, uid: uuid.UUID) -> ListRun:
    """The list, for one who may bring files into its unit; otherwise 404."""
    rows = ListRun.objects.exclude(kind=ListKind.REORGANISATION)
    run = rows.select_related("unit__type", "file").filter(uid=uid).first()
    if run is None or run.unit is None or not by.may(Right.IMPORT, at=run.unit):
        raise Http404
    return run


def annex_seen(by: Actor, uid: uuid.UUID) -> ListRun:
    """The annex of a resolution, for one who may change its branch; otherwise 404."""
    rows = ListRun.objects.filter(kind=ListKind.REORGANISATION)
    run = rows.select_related("unit__type", "file").filter(uid=uid).first()
    if run is None or not by.may(OrgRight.CHANGE, at=run.unit or NATION):
        raise Http404
    return run


def recent_annexes(by: Actor, limit: int = 10) -> list[ListRun]:
    """The latest annexes brought into the actor's branches, put-away ones left out."""
    rows = ListRun.objects.filter(kind=ListKind.REORGANISATION).exclude(state=RunState.DISCARDED)
    if not by.may(OrgRight.CHANGE, at=NATION):
        rows = within(rows, by.scope(OrgRight.CHANGE), "unit__path")
    return list(rows.select_related("unit")[:limit])


def list_of(run_id: int) -> ListRun:
    """The list of that number, for the worker."""
    return ListRun.objects.select_related("unit__type", "file").get(pk=run_id)


def recent_lists(by: Actor, kind: ListKind, limit: int = 10) -> list[ListRun]:
    """The latest lists brought into the actor's branches, put-away ones left out."""
    rows = within(ListRun.objects.filter(kind=kind), by.scope(Right.IMPORT), "unit__path")
    rows = rows.exclude(state=RunState.DISCARDED).select_related("unit")
    return list(rows.defer("made", "changes", "answers", "undone")[:limit])


def list_bytes(run: ListRun) -> bytes:
    """The file as it was handed in."""
    if run.file is None:
        raise Http404
    with open_file(run.file) as stream:
        return bytes(stream.read())


def marked_list(data: bytes, plan: ListPlan) -> bytes:
    """The workbook with its faults and doubts marked, as .xlsx."""
    return marked_workbook(data, read_workbook(data), faults=plan.faults, warnings=plan.warnings)

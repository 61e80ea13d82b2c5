"""Bringing in a list of people: add the new, fill in what is missing, give posts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import transaction

from neuguong.exchange.actions.writing import Progress, untold
from neuguong.exchange.queries.list_changes import Filling
from neuguong.exchange.queries.roster import PeoplePlan, PersonLine
from neuguong.exchange.queries.tree import RowState
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.actions import PersonEntry, add_people, correct_person, give_post, join_unit
from neuguong.people.models import Person
from neuguong.people.rules import Category

_TOGETHER: Final = 500  # people added at once, and progress told
Placed = tuple[PersonLine, Unit]


@dataclass(slots=True)
class WrittenPeople:
    """Each new person with its row, and what was written to whom, posts of new people with it."""

    made: list[tuple[PersonLine, Person]] = field(default_factory=list)
    changes: list[Filling] = field(default_factory=list)


@transaction.atomic
def write_people(
    *, by: Actor, plan: PeoplePlan, today: date, told: Progress = untold
) -> WrittenPeople:
    """Add the new people of a plan, fill in the known ones, give posts."""
    lines = [(line, line.unit) for line in plan.lines if line.unit is not None]
    fresh = [(line, unit) for line, unit in lines if line.state is RowState.NEW]
    changed = [(line, unit) for line, unit in lines if line.state is RowState.CHANGED]
    total = len(fresh) + len(changed)
    written = WrittenPeople()
    for some in _together([pair for pair in fresh if pair[0].same_as is None]):
        written.made += _added(by, some)
        told(len(written.made), total)
    people = {id(line): person for line, person in written.made}
    for number, (line, unit) in enumerate((*fresh, *changed), start=1):
        holder = people.get(id(line)) or line.person
        if line.same_as is not None:
            holder = people[id(line)] = people[id(line.same_as)]
        if holder is not None and (filling := _filled_in(by, line, unit, holder, today)):
            written.changes.append(filling)
        if number % _TOGETHER == 0:
            told(max(number, len(written.made)), total)
    return written


def _together(lines: list[Placed]) -> Iterator[list[Placed]]:
    """People of one day together, some hundred at once."""
    by_day: dict[date, list[Placed]] = defaultdict(list)
    for line, unit in lines:
        by_day[line.since].append((line, unit))
    for _day, theirs in sorted(by_day.items()):
        for start in range(0, len(theirs), _TOGETHER):
            yield theirs[start : start + _TOGETHER]


def _added(by: Actor, some: list[Placed]) -> list[tuple[PersonLine, Person]]:
    rows = [(unit, _entry(line)) for line, unit in some]
    people = add_people(by=by, rows=rows, since=some[0][0].since)
    return list(zip((line for line, _unit in some), people, strict=True))


def _filled_in(
    by: Actor, line: PersonLine, unit: Unit, person: Person, today: date
) -> Filling | None:
    """Let one belong to the unit, write what is missing, give posts; None where nothing was to do."""
    memberships: list[int] = []
    if line.same_as is not None or (line.state is RowState.CHANGED and line.joins):
        tie = join_unit(
            by=by, person_id=person.pk, unit_id=unit.pk, category=line.category, since=line.since
        )
        memberships.append(tie.pk)
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    if line.state is RowState.CHANGED and line.fills:
        fixed = _fixed(person, line)
        was = {name: getattr(person, name) for name in line.fills}
        after = correct_person(by=by, person_id=person.pk, entry=fixed, today=today)
        now = {name: getattr(after, name) for name in line.fills}
    posts = [
        give_post(by=by, person_id=person.pk, unit_id=unit.pk, title=title, since=line.since).pk
        for title in line.new_posts
    ]
    if not (memberships or now or posts):
        return None
    return Filling(person.pk, line.row.number, was, now, tuple(memberships), tuple(posts))


def _entry(line: PersonLine) -> PersonEntry:
    row = line.row
    return PersonEntry(
        full_name=row.name,
        category=line.category,
        birth_year=row.birth_year or None,
        nickname=row.nickname,
        sex=row.sex,
    )


def _fixed(person: Person, line: PersonLine) -> PersonEntry:
    return PersonEntry(
        full_name=person.full_name,
        category=Category(line.category),
        birth_year=person.birth_year or line.fills.get("birth_year"),
        nickname=person.nickname or line.fills.get("nickname", ""),
        sex=person.sex or line.fills.get("sex", ""),
    )

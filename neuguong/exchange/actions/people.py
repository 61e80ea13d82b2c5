"""Bringing in a list of people: add the new, fill in what is missing, give posts."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from neuguong.exchange.queries.roster import PeoplePlan, PersonLine
from neuguong.exchange.queries.tree import RowState
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.actions import PersonEntry, add_people, correct_person, give_post, join_unit
from neuguong.people.models import Person
from neuguong.people.rules import Category


@transaction.atomic
def write_people(*, by: Actor, plan: PeoplePlan, today: date) -> list[tuple[PersonLine, Person]]:
    """Add the new people of a plan, fill in the known ones, give posts; each new one with its row."""
    lines = [(line, line.unit) for line in plan.lines if line.unit is not None]
    fresh = [(line, unit) for line, unit in lines if line.state is RowState.NEW]
    made = _add(by, [(line, unit) for line, unit in fresh if line.same_as is None])
    people = {id(line): person for line, person in made}
    for line, unit in fresh:
        if line.same_as is not None:
            person = people[id(line)] = people[id(line.same_as)]
            _join(by, line, unit, person)
    for line, unit in lines:
        if line.state is RowState.CHANGED and line.person is not None:
            people[id(line)] = line.person
            if line.joins:
                _join(by, line, unit, line.person)
            if line.fills:
                entry = _filled(line.person, line)
                correct_person(by=by, person_id=line.person.pk, entry=entry, today=today)
    for line, unit in lines:
        if (holder := people.get(id(line))) is not None:
            for title in line.new_posts:
                give_post(
                    by=by, person_id=holder.pk, unit_id=unit.pk, title=title, since=line.since
                )
    return made


def _add(by: Actor, lines: list[tuple[PersonLine, Unit]]) -> list[tuple[PersonLine, Person]]:
    """Add people, those of one day together."""
    by_day: dict[date, list[tuple[PersonLine, Unit]]] = defaultdict(list)
    for line, unit in lines:
        by_day[line.since].append((line, unit))
    made: list[tuple[PersonLine, Person]] = []
    for since, theirs in sorted(by_day.items()):
        rows = [(unit, _entry(line)) for line, unit in theirs]
        people = add_people(by=by, rows=rows, since=since)
        made.extend(zip((line for line, _unit in theirs), people, strict=True))
    return made


def _join(by: Actor, line: PersonLine, unit: Unit, person: Person) -> None:
    join_unit(by=by, person_id=person.pk, unit_id=unit.pk, category=line.category, since=line.since)


def _entry(line: PersonLine) -> PersonEntry:
    row = line.row
    return PersonEntry(
        full_name=row.name,
        category=line.category,
        birth_year=row.birth_year or None,
        nickname=row.nickname,
        sex=row.sex,
    )


def _filled(person: Person, line: PersonLine) -> PersonEntry:
    return PersonEntry(
        full_name=person.full_name,
        category=Category(line.category),
        birth_year=person.birth_year or line.fills.get("birth_year"),
        nickname=person.nickname or line.fills.get("nickname", ""),
        sex=person.sex or line.fills.get("sex", ""),
    )

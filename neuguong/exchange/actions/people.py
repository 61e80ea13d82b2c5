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
    made: list[tuple[PersonLine, Person]] = []
    by_day: dict[date, list[tuple[PersonLine, Unit]]] = defaultdict(list)
    posts: list[tuple[PersonLine, Unit]] = []
    for line in plan.lines:
        if line.unit is None or line.state not in (RowState.NEW, RowState.CHANGED):
            continue
        if line.state is RowState.NEW:
            by_day[line.since].append((line, line.unit))
        else:
            _fill(by, line, line.unit, today)
        if line.row.post and (line.state is RowState.NEW or line.new_post):
            posts.append((line, line.unit))
    for since, lines in sorted(by_day.items()):
        rows = [(unit, _entry(line)) for line, unit in lines]
        people = add_people(by=by, rows=rows, since=since)
        made.extend(zip((line for line, _unit in lines), people, strict=True))
    fresh = {id(line): person for line, person in made}
    for line, unit in posts:
        person = line.person or fresh[id(line)]
        give_post(
            by=by, person_id=person.pk, unit_id=unit.pk, title=line.row.post, since=line.since
        )
    return made


def _entry(line: PersonLine) -> PersonEntry:
    row = line.row
    return PersonEntry(
        full_name=row.name,
        category=line.category,
        birth_year=row.birth_year or None,
        nickname=row.nickname,
        sex=row.sex,
    )


def _fill(by: Actor, line: PersonLine, unit: Unit, today: date) -> None:
    """Let a known person belong here as well, and write what was not known of them."""
    person = line.person
    assert person is not None
    if line.joins:
        join_unit(
            by=by, person_id=person.pk, unit_id=unit.pk, category=line.category, since=line.since
        )
    if line.fills:
        correct_person(by=by, person_id=person.pk, entry=_filled(person, line), today=today)


def _filled(person: Person, line: PersonLine) -> PersonEntry:
    return PersonEntry(
        full_name=person.full_name,
        category=Category(line.category),
        birth_year=person.birth_year or line.fills.get("birth_year"),
        nickname=person.nickname or line.fills.get("nickname", ""),
        sex=person.sex or line.fills.get("sex", ""),
    )

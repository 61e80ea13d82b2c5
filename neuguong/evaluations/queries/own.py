"""Reads of self-checks: one's own, and those that were handed to a cell. There is no other way to them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import Http404

from neuguong.evaluations.models import SelfCheck
from neuguong.evaluations.rights import Right
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.models import Person


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """A self-check as its owner reads it: marked items, notes by group, whom it was handed to."""

    year: int
    marks: Sequence[str] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    handed_to: Unit | None = None
    is_kept: bool = False


def own_check(owner: Actor, year: int) -> OwnCheck:
    """One's own self-check of a year, empty where nothing is kept; 404 for an account of nobody."""
    if owner.person_id is None:
        raise Http404
    rows = SelfCheck.objects.filter(person=owner.person_id, year=year)
    return _read(rows.select_related("handed_to").first(), year)


def handed_check(by: Actor, unit: Unit, person_id: int, year: int) -> tuple[Person, OwnCheck]:
    """A self-check that its owner handed to this cell, for who keeps its reviews; else 404."""
    by.require(Right.REVIEW, at=unit)
    rows = SelfCheck.objects.filter(person=person_id, year=year, handed_to=unit)
    row = rows.select_related("person", "handed_to").first()
    if row is None or not by.sees_names(unit.path):
        raise Http404
    return row.person, _read(row, year)


def handed_to(unit: Unit, year: int) -> set[int]:
    """Whose self-checks a cell was handed, by number of the person; nobody else is told that there is one."""
    rows = SelfCheck.objects.filter(handed_to=unit, year=year)
    return set(rows.values_list("person_id", flat=True))


def _read(row: SelfCheck | None, year: int) -> OwnCheck:
    if row is None:
        return OwnCheck(year)
    said = json.loads(row.words)
    return OwnCheck(year, said["marks"], said["notes"], row.handed_to, is_kept=True)

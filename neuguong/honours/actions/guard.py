"""What every act of this room shares: refusing, the closed year, and who is honoured."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from neuguong.honours.models import Award, Entry, Nominee
from neuguong.honours.rights import Right, Verb
from neuguong.honours.rules.subjects import SubjectKind, name_given
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold, nfc
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path, within
from neuguong.people.models import Person
from neuguong.people.queries import post_title
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import year_closed

_BITS: Final = 58


@dataclass(frozen=True, slots=True)
class SubjectEntry:
    """Who is honoured: a person of the lists, a unit, or somebody only named."""

    kind: SubjectKind
    name: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    post: str = ""


def refuse(refusal: Refusal | None) -> None:
    """Raise the refusal of a rule, if there is one."""
    if refusal is not None:
        raise Refused(refusal)


def did(verb: Verb, **more: object) -> dict[str, object]:
    """The detail of a record line: what was done, and what belongs to it."""
    return {"verb": verb, **more}


def require_year(by: Actor, unit: Unit, year: int, reason: str) -> None:
    """The unit lived in that year, and the year is open, or one who decides there says why."""
    closed = year_closed(unit, year)
    if closed:
        by.require(Right.DECIDE, at=unit)
    refuse(
        org_rules.accepts(year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name)
        or programme_rules.may_write(year, closed=closed, reason=reason)
    )


class Subjects:
    """Makes the columns of subjects of one unit, reading people and units at once."""

    def __init__(self, unit: Unit, entries: Iterable[SubjectEntry], day: date) -> None:
        entries = list(entries)
        self._unit, self._day = unit, day
        self._people = Person.objects.in_bulk([e.person_id for e in entries if e.person_id])
        self._units = Unit.objects.in_bulk([e.unit_id for e in entries if e.unit_id])
        self._keys: dict[tuple[int, str], int] = {}

    def values(self, entry: SubjectEntry) -> dict[str, Any]:
        """The columns of a subject as they are named today; refused without a name."""
        person = self._people.get(entry.person_id or 0)
        collective = self._units.get(entry.unit_id or 0)
        name = nfc(entry.name).strip()
        if person is not None:
            name = person.full_name
        elif collective is not None:
            name = collective.name
        refuse(name_given(name))
        post = nfc(entry.post).strip()
        if person is not None and not post:
            post = post_title(person, self._unit, self._day)
        return {
            "subject_kind": int(entry.kind),
            "person": person,
            "collective": collective,
            "name": name,
            "search": fold(name),
            "post": post,
            "subject_key": self._key(entry.kind, person, collective, name),
        }

    def _key(
        self, kind: SubjectKind, person: Person | None, collective: Unit | None, name: str
    ) -> int:
        """Of a person or unit their number; of a name that of the same name here, else a new one."""
        if person is not None:
            return person.pk * 4 + SubjectKind.INDIVIDUAL
        if collective is not None:
            return collective.pk * 4 + SubjectKind.COLLECTIVE
        known = (int(kind), fold(name))
        if known not in self._keys:
            self._keys[known] = self._found(*known) or secrets.randbits(_BITS) * 4
        return self._keys[known]

    def _found(self, kind: int, search: str) -> int | None:
        near = [PathRange.branch(grassroots_path(self._unit))]
        for model in (Entry, Award, Nominee):
            rows = model._default_manager.filter(
                subject_kind=kind, search=search, person=None, collective=None
            )
            key = within(rows, near, "unit__path").values_list("subject_key", flat=True).first()
            if key is not None:
                return int(key)
        return None

"""Matches the people of a file with those their unit knows, by folded name and birth year."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db.models import Q

from neuguong.lib.actor import PathRange
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.people.rules import Category

_BATCH: Final = 500
_SMALL: Final = 5_000  # people of a branch that is read whole
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a unit, and what they are there."""

    person: Person
    category: Category


def memberships_named(
    branch: PathRange, names: Collection[str], first: date, last: date
) -> Iterator[Membership]:
    """Memberships of a branch between two days, of people who bear one of the names; lowest category last.

    A small branch is asked whole; a large one from the names, since it may hold a hundred thousand people.
    """
    wanted = {fold(name) for name in names}
    if not wanted:
        return
    rows = Membership.objects.filter(valid_from__lte=last)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=first)).order_by("-category")
    rows = rows.select_related("person", "unit__type")
    near = rows.filter(unit__path__gte=branch.lo, unit__path__lt=branch.hi)
    if near.order_by()[: _SMALL + 1].count() <= _SMALL:
        yield from (row for row in near if fold(row.person.full_name) in wanted)
        return
    for ids in _batches(_people_named(sorted(wanted))):
        yield from (row for row in rows.filter(person__in=ids) if branch.holds(row.unit.path))


def _people_named(wanted: Sequence[str]) -> list[int]:
    """Those of the names, and all with a nickname, since their search key says more than their name."""
    ids = set(Person.objects.exclude(nickname="").values_list("pk", flat=True))
    for names in _batches(wanted):
        ids.update(Person.objects.filter(search__in=names).values_list("pk", flat=True))
    return sorted(ids)


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


class PersonMatcher:
    """People of a branch in a year who bear some names, by unit and folded name."""

    def __init__(self, unit: Unit, names: Collection[str], first: date, last: date) -> None:
        self._people: dict[tuple[int, str], dict[int, Known]] = defaultdict(dict)
        for row in memberships_named(PathRange.branch(unit.path), names, first, last):
            key = (row.unit_id, fold(row.person.full_name))
            known = Known(row.person, Category(row.category))
            self._people[key][row.person_id] = known  # the lowest category is written last

    def find(
        self, unit_id: int, name: str, birth_year: int, nickname: str
    ) -> Known | Refusal | None:
        """The one person meant; None for somebody new; a refusal where two would fit."""
        found = list(self._people.get((unit_id, fold(name)), {}).values())
        if birth_year:
            exact = [each for each in found if each.person.birth_year == birth_year]
            found = exact or [each for each in found if each.person.birth_year is None]
        if nickname and len(found) > 1:
            wanted = fold(nickname)
            found = [each for each in found if fold(each.person.nickname) == wanted] or found
        if len(found) <= 1:
            return found[0] if found else None
        years = ", ".join(str(each.person.birth_year or "?") for each in found[:4])
        text = _(
            "có %(count)d người cùng tên ở đơn vị này (sinh năm %(years)s); hãy ghi thêm năm sinh."
        )
        return Refusal("person_ambiguous", text % {"count": len(found), "years": years})

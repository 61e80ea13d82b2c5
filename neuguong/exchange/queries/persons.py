"""Matches the people of a file with those their unit knows, by folded name and birth year."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from neuguong.lib.actor import PathRange
from neuguong.lib.refusal import Refusal
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.people.rules import Category

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a unit, and what they are there."""

    person: Person
    category: Category


class PersonMatcher:
    """People of a branch in a year who bear some names, by unit and folded name.

    Asked by names, not by units, so that it is small whatever the branch; the few with a nickname are
    all read, since their search key says more than their name.
    """

    def __init__(self, unit: Unit, names: Collection[str], first: date, last: date) -> None:
        self._people: dict[tuple[int, str], dict[int, Known]] = defaultdict(dict)
        branch = PathRange.branch(unit.path)
        rows = Membership.objects.filter(
            unit__path__gte=branch.lo, unit__path__lt=branch.hi, valid_from__lte=last
        )
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=first))
        wanted = sorted({fold(name) for name in names})
        for start in range(0, len(wanted), _BATCH):
            self._read(rows.filter(person__search__in=wanted[start : start + _BATCH]))
        if wanted:
            self._read(rows.exclude(person__nickname=""))

    def _read(self, rows: QuerySet[Membership]) -> None:
        for row in rows.select_related("person").order_by("-category"):
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

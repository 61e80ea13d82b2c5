"""People of one name nearby: whether somebody who seems new is one whom the branch knows already."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.exchange.queries.known import Answers, Doubt
from neuguong.exchange.queries.persons import Known, memberships_named
from neuguong.exchange.queries.units import NewUnit, Place
from neuguong.exchange.workbook.drafts import RowDraft
from neuguong.lib.actor import PathRange
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import grassroots_path
from neuguong.org.rules import COMMUNE_RANK
from neuguong.people.rules import Category

_MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of the same name without marks, and the unit they belong to."""

    known: Known
    unit: Unit

    @property
    def answer(self) -> str:
        """What stands for them among answers."""
        return str(self.known.person.pk)


def namesakes(
    unit: Unit, names: Collection[str], first: date, last: date
) -> Mapping[str, Sequence[Namesake]]:
    """By folded name, those of the grassroots branch who belonged to it between two days.

    A file for a district or a province asks about nobody: a name comes up everywhere there.
    """
    if unit.type.rank < COMMUNE_RANK:
        return {}
    branch = PathRange.branch(grassroots_path(unit))
    found: dict[str, dict[int, Namesake]] = defaultdict(dict)
    for row in memberships_named(branch, names, first, last):
        known = Known(row.person, Category(row.category))
        found[fold(row.person.full_name)][row.person_id] = Namesake(known, row.unit)
    return {name: list(people.values()) for name, people in found.items()}


def doubt_of(
    row: RowDraft, place: Place, birth_year: int, near: Sequence[Namesake], answers: Answers
) -> Doubt | None:
    """The question whether the person of a row is one of them; None where nobody comes near.

    Of another unit and another year of birth is another person; nothing is asked.
    """
    here = place.pk if isinstance(place, Unit) else 0
    asked = [
        each
        for each in near
        if each.unit.pk == here
        or not (birth_year and each.known.person.birth_year)
        or birth_year == each.known.person.birth_year
    ][:_MOST_SHOWN]
    if not asked:
        return None
    where = place.key if isinstance(place, NewUnit) else str(place.pk)
    key = f"person:{fold(row.name)[:120]}|{birth_year}|{where[:60]}"
    people = "; ".join(_told(each) for each in asked)
    text = _("có thể đã có trong hệ thống: %(people)s; chọn là một người hay người khác.")
    options = (
        *((each.answer, _("Là %(person)s") % {"person": _told(each)}) for each in asked),
        ("new", _("Là người khác, thêm mới")),
    )
    chosen = answers.get(key, "new")
    if chosen not in {value for value, _label in options}:
        chosen = "new"
    return Doubt(
        row, "name", key, "person_near", text % {"people": people}, row.name, options, chosen
    )


def _told(each: Namesake) -> str:
    """A name with what tells them apart."""
    person = each.known.person
    if not person.birth_year:
        return _("%(name)s, %(unit)s") % {"name": person.full_name, "unit": each.unit.name}
    words = {"name": person.full_name, "year": person.birth_year, "unit": each.unit.name}
    return _("%(name)s, sinh %(year)s, %(unit)s") % words

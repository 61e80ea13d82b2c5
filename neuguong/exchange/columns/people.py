"""Columns of the list of people; headings are those our reader knows."""

from typing import Final

from neuguong.exchange.columns.column import ListColumn
from neuguong.exchange.queries.ways_out import PersonOut
from neuguong.exchange.workbook.roster import FIELDS
from neuguong.people.models import CATEGORY_LABELS
from neuguong.people.rules import Category

_HEADING: Final = {field.key: field.heading for field in FIELDS}
_SEXES: Final = {"m": "Nam", "f": "Nữ"}


def _category(row: PersonOut) -> str:
    return str(CATEGORY_LABELS[Category(row.membership.category)])


PERSON_COLUMNS: Final = (
    ListColumn[PersonOut]("number", _HEADING["number"], lambda row: row.number, 6),
    ListColumn[PersonOut]("name", _HEADING["name"], lambda row: row.person.full_name, 28),
    ListColumn[PersonOut]("nickname", _HEADING["nickname"], lambda row: row.person.nickname, 14),
    ListColumn[PersonOut]("birth", _HEADING["birth"], lambda row: row.person.birth_year, 10),
    ListColumn[PersonOut]("sex", _HEADING["sex"], lambda row: _SEXES.get(row.person.sex, ""), 10),
    ListColumn[PersonOut]("category", _HEADING["category"], _category, 26),
    ListColumn[PersonOut]("unit", _HEADING["unit"], lambda row: row.unit_ref, 36),
    ListColumn[PersonOut]("post", _HEADING["post"], lambda row: "; ".join(row.posts), 24),
    ListColumn[PersonOut]("since", _HEADING["since"], lambda row: row.membership.valid_from, 14),
    ListColumn[PersonOut]("uid", _HEADING["uid"], lambda row: str(row.person.uid), 38),
)

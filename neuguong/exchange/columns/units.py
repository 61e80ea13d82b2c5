"""Columns of the list of units; headings are those our reader knows."""

from typing import Final

from neuguong.exchange.columns.column import ListColumn
from neuguong.exchange.queries.ways_out import UnitOut
from neuguong.exchange.workbook.tree import FIELDS

_HEADING: Final = {field.key: field.heading for field in FIELDS}

UNIT_COLUMNS: Final = (
    ListColumn[UnitOut]("number", _HEADING["number"], lambda row: row.number, 6),
    ListColumn[UnitOut]("name", _HEADING["name"], lambda row: row.unit.name, 44),
    ListColumn[UnitOut]("short_name", _HEADING["short_name"], lambda row: row.short_name, 24),
    ListColumn[UnitOut]("parent", _HEADING["parent"], lambda row: row.parent_name, 36),
    ListColumn[UnitOut]("type", _HEADING["type"], lambda row: row.unit.type.label, 22),
    ListColumn[UnitOut]("code", _HEADING["code"], lambda row: row.code, 14),
    ListColumn[UnitOut]("place", _HEADING["place"], lambda row: row.place, 24),
    ListColumn[UnitOut]("founded", _HEADING["founded"], lambda row: row.unit.opened_on, 14),
    ListColumn[UnitOut]("slug", _HEADING["slug"], lambda row: row.unit.slug, 36),
    ListColumn[UnitOut]("above", _HEADING["above"], lambda row: row.parent_slug, 30),
)

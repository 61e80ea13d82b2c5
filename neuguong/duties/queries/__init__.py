"""Reads of duties: what a unit owes, the wall of those beneath, whom to call, what records show."""

from neuguong.duties.queries.fulfilment import days_done
from neuguong.duties.queries.listing import (
    CallLine,
    calls_of,
    contact_of,
    due_soon,
    duty_seen,
    first_unit,
    late_beneath,
    list_duties,
    owed_by,
    rule_seen,
    rules_along,
    rules_set_by,
)
from neuguong.duties.queries.wall import Wall, WallCell, wall_of

__all__ = [
    "CallLine",
    "Wall",
    "WallCell",
    "calls_of",
    "contact_of",
    "days_done",
    "due_soon",
    "duty_seen",
    "first_unit",
    "late_beneath",
    "list_duties",
    "owed_by",
    "rule_seen",
    "rules_along",
    "rules_set_by",
    "wall_of",
]

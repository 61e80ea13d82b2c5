"""Reads of inspections: the year of a unit, one visit, its paper, the rows behind figures."""

from neuguong.inspections.queries.visits import (
    finding_seen,
    first_unit,
    inspection_seen,
    letters_of,
    list_findings,
    list_letters,
    list_visits,
    may_see,
    open_faults_beneath,
    units_to_inspect,
    visits_of,
    visits_to,
    wrong_copies,
)

__all__ = [
    "finding_seen",
    "first_unit",
    "inspection_seen",
    "letters_of",
    "list_findings",
    "list_letters",
    "list_visits",
    "may_see",
    "open_faults_beneath",
    "units_to_inspect",
    "visits_of",
    "visits_to",
    "wrong_copies",
]

"""Reads of reorganisations: what one would make of the tree, and of the work in it."""

from neuguong.reorganisations.queries.planning import (
    due,
    may_see,
    planned_overlay,
    planned_view,
    reorganisation_seen,
    reorganisations_of_unit,
    reorganisations_seen,
    view_of,
)
from neuguong.reorganisations.queries.previewing import (
    CodeLine,
    GrantLine,
    MemberLine,
    Preview,
    TotalLine,
    UnitLine,
    WorkLine,
    preview,
)
from neuguong.reorganisations.queries.resolving import entries_of, overlay_of, resolve

__all__ = [
    "CodeLine",
    "GrantLine",
    "MemberLine",
    "Preview",
    "TotalLine",
    "UnitLine",
    "WorkLine",
    "due",
    "entries_of",
    "may_see",
    "overlay_of",
    "planned_overlay",
    "planned_view",
    "preview",
    "reorganisation_seen",
    "reorganisations_of_unit",
    "reorganisations_seen",
    "resolve",
    "view_of",
]

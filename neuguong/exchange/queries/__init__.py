"""Reads of files that come in: the plan of an import, and the imports themselves."""

from neuguong.exchange.queries.plan import Plan, Subject, plan_import
from neuguong.exchange.queries.runs import (
    bytes_of,
    import_places,
    marked_copy,
    recent_runs,
    run_seen,
    workbook_of,
)
from neuguong.exchange.queries.units import NewUnit

__all__ = [
    "NewUnit",
    "Plan",
    "Subject",
    "bytes_of",
    "import_places",
    "marked_copy",
    "plan_import",
    "recent_runs",
    "run_seen",
    "workbook_of",
]

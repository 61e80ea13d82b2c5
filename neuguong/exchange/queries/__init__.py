"""Reads of files that come in: the plan of an import, what an undo would do, the imports themselves."""

from neuguong.exchange.queries.changes import CellChange, Change
from neuguong.exchange.queries.habits import (
    answers_of,
    fingerprint,
    heading_row,
    said_before,
    said_of,
)
from neuguong.exchange.queries.known import Doubt
from neuguong.exchange.queries.made import Left, UndoPlan, person_stamp, undo_plan
from neuguong.exchange.queries.plan import Plan, Subject
from neuguong.exchange.queries.planner import plan_import
from neuguong.exchange.queries.previews import kept_head, kept_rows
from neuguong.exchange.queries.runs import (
    actor_of,
    bytes_of,
    import_places,
    marked_copy,
    reading_of,
    recent_runs,
    run_by_uid,
    run_of,
    run_seen,
    workbook_of,
)
from neuguong.exchange.queries.units import NewUnit
from neuguong.exchange.workbook.reader import MAX_FILE
from neuguong.exchange.workbook.stream import is_long_text

__all__ = [
    "MAX_FILE",
    "CellChange",
    "Change",
    "Doubt",
    "Left",
    "NewUnit",
    "Plan",
    "Subject",
    "UndoPlan",
    "actor_of",
    "answers_of",
    "bytes_of",
    "fingerprint",
    "heading_row",
    "import_places",
    "is_long_text",
    "kept_head",
    "kept_rows",
    "marked_copy",
    "person_stamp",
    "plan_import",
    "reading_of",
    "recent_runs",
    "run_by_uid",
    "run_of",
    "run_seen",
    "said_before",
    "said_of",
    "undo_plan",
    "workbook_of",
]

"""Reads of reports: what was written, the document, its bytes, examples to choose from, what is left."""

from neuguong.reports.queries.compose import RENDERERS, compose, report_bytes
from neuguong.reports.queries.drafts import Written, require_report, unit_to_report, written
from neuguong.reports.queries.examples import Example, chosen, offered

__all__ = [
    "RENDERERS",
    "Example",
    "Written",
    "chosen",
    "compose",
    "offered",
    "report_bytes",
    "require_report",
    "unit_to_report",
    "written",
]

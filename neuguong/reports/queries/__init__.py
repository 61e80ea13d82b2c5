"""Reads of reports: what was written, the document, its bytes, examples to choose from, what is left."""

from neuguong.reports.queries.compose import RENDERERS, compose, rendered, report_bytes
from neuguong.reports.queries.drafts import (
    Written,
    first_to_report,
    require_report,
    unit_to_report,
    written,
)
from neuguong.reports.queries.examples import Example, chosen, offered
from neuguong.reports.queries.reading import OPEN, Reading, reading_of

__all__ = [
    "OPEN",
    "RENDERERS",
    "Example",
    "Reading",
    "Written",
    "chosen",
    "compose",
    "first_to_report",
    "offered",
    "reading_of",
    "rendered",
    "report_bytes",
    "require_report",
    "unit_to_report",
    "written",
]

"""A report as its writer reads it before it is signed: the document, and what is still to look at."""

from dataclasses import dataclass
from typing import Final

from neuguong.documents.document import Bound, Document, check
from neuguong.documents.document import figures_of as figures_in
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.programme.queries import year_closed
from neuguong.reports.queries.compose import document_of, missing_parts, report_of
from neuguong.reports.queries.drafts import Written
from neuguong.reports.rules import Part
from neuguong.rollup.queries import WAS, View, figures_of

OPEN: Final = "deeds.open"
WAITING: Final = ("deeds.people_waiting", "deeds.collectives_waiting")


@dataclass(frozen=True, slots=True)
class Reading:
    """The document with what stands behind its checks.

    `figures` is how many figures it says, `faults` where words and annexes differ, `units` how many
    children there are, `missing` the parts to be written; `waiting` (key, number) the registrations
    and `unfinished` the deeds that may still change figures; `lost` how many chosen examples fell out.
    """

    document: Document
    written: Written
    figures: int
    faults: list[str]
    units: int
    adds_up: bool
    missing: list[Part]
    waiting: list[tuple[str, str]]
    unfinished: Bound | None
    lost: int
    is_closed: bool


def reading_of(unit: Unit, period: Period, *, by: Actor, view: View = WAS) -> Reading:
    """The report of a unit to read and check; refuses as `compose` does."""
    report = report_of(unit, period, by=by, view=view)
    document = document_of(report)
    waiting = figures_of(unit, period, WAITING, view)
    return Reading(
        document=document,
        written=report.written,
        figures=len(figures_in(document)),
        faults=check(document),
        units=sum(1 for row in report.numbers.rows if row.unit is not None),
        adds_up=report.numbers.adds_up,
        missing=missing_parts(report),
        waiting=[(key, figure.text) for key, figure in waiting.items() if not figure.is_zero],
        unfinished=report.numbers.bounds.get(OPEN),
        lost=len(report.written.examples) - len(report.examples),
        is_closed=year_closed(unit, period.last_year),
    )

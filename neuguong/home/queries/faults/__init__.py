"""Checks of the data in words: what no rule of the database can forbid and somebody should look at."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Count

from neuguong.home.models import DataFault, DataLook
from neuguong.home.queries.faults.check import (
    MOST,
    SEVERITY_WORDS,
    DataCheck,
    Found,
    Kind,
    Severity,
    rows_found,
)
from neuguong.home.queries.faults.deeds import DEED_CHECKS
from neuguong.home.queries.faults.people import PEOPLE_CHECKS
from neuguong.home.queries.faults.units import UNIT_CHECKS
from neuguong.lib.actor import PathRange
from neuguong.org.queries import within

__all__ = [
    "CHECKS",
    "MOST",
    "SEVERITY_WORDS",
    "DataCheck",
    "Found",
    "Kind",
    "Severity",
    "all_found",
    "counts_seen",
    "faults_seen",
    "last_look",
    "rows_found",
]

_ORDER: Final = list(Severity)
CHECKS: Final[dict[str, DataCheck]] = {
    check.code: check
    for check in sorted(
        (*UNIT_CHECKS, *PEOPLE_CHECKS, *DEED_CHECKS), key=lambda one: _ORDER.index(one.severity)
    )
}


def all_found(most: int = MOST) -> dict[str, list[Found]]:
    """What every check finds now, by code: one statement each, whatever the size of the data."""
    return {code: rows_found(check, most) for code, check in CHECKS.items()}


def last_look() -> datetime | None:
    """When the data was last looked over."""
    return DataLook.objects.order_by("-at").values_list("at", flat=True).first()


def counts_seen(ranges: Collection[PathRange]) -> dict[str, int]:
    """How many rows of each check the last look found in some branches; one statement."""
    rows = within(DataFault.objects.all(), ranges)
    return dict(rows.order_by().values_list("code").annotate(number=Count("pk")))


def faults_seen(
    code: str, ranges: Collection[PathRange], after: int, limit: int
) -> Sequence[DataFault]:
    """Rows of one check in some branches, those after a key; one statement."""
    rows = within(DataFault.objects.filter(code=code, pk__gt=after), ranges)
    return list(rows.order_by("pk")[:limit])

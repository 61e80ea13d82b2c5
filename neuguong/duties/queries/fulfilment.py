"""What records show of a duty: unit → the first day on which it was done in the period."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Min, QuerySet

from neuguong.deeds.models import Registration
from neuguong.deeds.rules import Standing
from neuguong.duties.rules import DutyKind
from neuguong.lib.dates import Period
from neuguong.meetings.models import Meeting
from neuguong.meetings.rules import MeetingKind
from neuguong.plans.models import Plan

_REGULAR: Final = (MeetingKind.REGULAR, MeetingKind.COMBINED)
_THEMATIC: Final = (MeetingKind.THEMATIC, MeetingKind.COMBINED)


def days_done(kind: DutyKind, unit_ids: Collection[int], period: Period) -> dict[int, date]:
    """The units among these that have done it, each with the day; nothing for kinds marked by hand."""
    source = _SOURCES.get(kind)
    if source is None or not unit_ids:
        return {}
    rows, field = source(period)
    found = rows.filter(unit__in=list(unit_ids), **{f"{field}__isnull": False})
    return dict(found.values_list("unit").annotate(Min(field)).order_by())


def _plans(period: Period) -> tuple[QuerySet[Any], str]:
    return Plan.objects.filter(year=period.last_year), "submitted_on"


def _registrations(period: Period) -> tuple[QuerySet[Any], str]:
    rows = Registration.objects.filter(year=period.last_year, person=None)
    return rows.filter(standing=Standing.COUNTED), "confirmed_on"


def _meetings(kinds: tuple[MeetingKind, ...]) -> Callable[[Period], tuple[QuerySet[Any], str]]:
    def held(period: Period) -> tuple[QuerySet[Any], str]:
        rows = Meeting.objects.filter(month__in=period.months, kind__in=[int(k) for k in kinds])
        return rows, "day"

    return held


_SOURCES: Final[Mapping[DutyKind, Callable[[Period], tuple[QuerySet[Any], str]]]] = {
    DutyKind.PLAN: _plans,
    DutyKind.REGISTRATION: _registrations,
    DutyKind.MEETING: _meetings(_REGULAR),
    DutyKind.THEME: _meetings(_THEMATIC),
}

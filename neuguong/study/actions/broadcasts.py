"""Acts on loudspeaker series: set one up, plan its runs, answer for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.programme.queries import month_for
from neuguong.study import rules
from neuguong.study.models import Broadcast, Series, Slot
from neuguong.study.rights import Right
from neuguong.study.rules import RunState


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series of a year: title, the lecture it is made from, its slots of the day."""

    year: int
    title: str
    slots: Sequence[tuple[time, time]]
    source: str = ""
    theme_id: int | None = None


@transaction.atomic
def add_series(*, by: Actor, unit_id: int, entry: SeriesEntry, reason: str = "") -> Series:
    """Set up a series; the same title again changes its source and adds slots."""
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.RUN, at=unit)
    require_year(by, unit, entry.year, reason)
    refuse(rules.title_problem(entry.title, _("tên loạt bài")))
    if not entry.slots:
        raise Refused(Refusal("no_slot", _("Ghi ít nhất một khung giờ phát.")))
    for begins, ends in entry.slots:
        refuse(rules.slot_problem(begins, ends))
    made, _is_new = Series.objects.update_or_create(
        unit=unit, year=entry.year, title=nfc(entry.title).strip()[:300],
        defaults={"source": nfc(entry.source).strip()[:300], "theme_id": entry.theme_id},
    )  # fmt: skip
    for begins, ends in entry.slots:
        Slot.objects.update_or_create(series=made, begins=begins, defaults={"ends": ends})
    record(by=by, act=Right.RUN, subject=made, reason=reason, detail={"verb": "series_set"})
    return made


@transaction.atomic
def plan_runs(
    *,
    by: Actor,
    series_id: int,
    first: date,
    last: date,
    weekdays: Collection[int] = (),
    reason: str = "",
) -> int:
    """Plan a run in each slot on each of these days; those planned before stay. Gives how many are new."""
    series = _locked(by, series_id, reason)
    slots = list(series.slots.order_by("begins"))
    days = rules.days_of(first, last, weekdays)
    refuse(rules.plan_problem(days, len(slots), series.year))
    there = set(series.broadcasts.values_list("day", "slot"))
    months = {day: month_for(series.unit, day, series.year) for day in days}
    made = Broadcast.objects.bulk_create(
        Broadcast(series=series, slot=slot, unit=series.unit, day=day, month=months[day])
        for day in days
        for slot in slots
        if (day, slot.pk) not in there
    )
    record(
        by=by, act=Right.RUN, subject=series, reason=reason,
        detail={"verb": "runs_planned", "runs": len(made)},
    )  # fmt: skip
    return len(made)


@transaction.atomic
def answer_runs(
    *,
    by: Actor,
    series_id: int,
    made: Collection[int],
    not_made: Collection[int] = (),
    why: str = "",
    today: date,
    reason: str = "",
) -> int:
    """Say of runs which were made and which fell out; gives how many were made now."""
    series = _locked(by, series_id, reason)
    runs = {run.pk: run for run in series.broadcasts.all()}
    for pk in made:
        if pk in runs:
            refuse(rules.may_make(runs[pk].day, today=today))
    ids = {RunState.MADE: set(made) & runs.keys(), RunState.NOT_MADE: set(not_made) & runs.keys()}
    if ids[RunState.NOT_MADE] and not why.strip():
        raise Refused(Refusal("reason_missing", _("Ghi lý do không phát.")))
    new = {pk for pk in ids[RunState.MADE] if runs[pk].state != RunState.MADE}
    rows = Broadcast.objects.filter(series=series)
    rows.filter(pk__in=ids[RunState.MADE]).update(state=int(RunState.MADE), reason="")
    rows.filter(pk__in=ids[RunState.NOT_MADE]).update(
        state=int(RunState.NOT_MADE), reason=nfc(why).strip()[:200]
    )
    record_bulk(
        by=by, act=Right.RUN, subject_type="study.broadcast",
        ids=[*ids[RunState.MADE], *ids[RunState.NOT_MADE]], unit_id=series.unit_id, reason=reason,
        detail={"verb": "runs_answered", "series": series.pk},
    )  # fmt: skip
    return len(new)


@transaction.atomic
def remove_runs(*, by: Actor, series_id: int, run_ids: Collection[int], reason: str = "") -> int:
    """Take runs out of the plan that were not made; gives how many."""
    series = _locked(by, series_id, reason)
    rows = series.broadcasts.filter(pk__in=list(run_ids)).exclude(state=int(RunState.MADE))
    ids = list(rows.values_list("pk", flat=True))
    record_bulk(
        by=by, act=Right.RUN, subject_type="study.broadcast", ids=ids, unit_id=series.unit_id,
        reason=reason, detail={"verb": "runs_removed", "series": series.pk},
    )  # fmt: skip
    rows.delete()
    return len(ids)


def _locked(by: Actor, series_id: int, reason: str) -> Series:
    rows = Series.objects.select_for_update(of=("self",)).select_related("unit")
    series = rows.get(pk=series_id)
    by.require(Right.RUN, at=series.unit)
    require_year(by, series.unit, series.year, reason)
    return series

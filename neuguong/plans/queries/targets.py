"""Reads of targets: those of a term's line, how far they are, and the two every treasury registers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from neuguong.lib.actor import Actor
from neuguong.lib.amounts import Qualifier, format_amount
from neuguong.lib.dates import Period
from neuguong.lib.measure import Stated
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on
from neuguong.plans.models import PlanTarget, PlanTask, Reading, TermPlan
from neuguong.plans.rights import Right
from neuguong.plans.rules import STANDARD_TARGETS


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with its readings, oldest first."""

    target: PlanTarget
    readings: Sequence[Reading]

    @property
    def goal(self) -> str:
        """What is to be reached: "ít nhất 96%"."""
        found = self.target
        return format_amount(found.target, found.unit_word, Qualifier(found.qualifier))

    @property
    def now(self) -> str:
        """What the last reading says; empty where there is none."""
        if not self.readings:
            return ""
        last = self.readings[-1]
        return format_amount(last.value, self.target.unit_word, Qualifier(last.qualifier))

    @property
    def is_reached(self) -> bool | None:
        """Whether the last reading reaches the target; None where nothing was read."""
        if not self.readings:
            return None
        value: Decimal = self.readings[-1].value
        if self.target.qualifier == Qualifier.AT_MOST:
            return value <= self.target.target
        return value >= self.target.target


def progress_of(targets: Sequence[PlanTarget]) -> list[Progress]:
    """The targets with their readings; those prefetched are not asked again."""
    return [
        Progress(target, sorted(target.readings.all(), key=lambda reading: reading.day))
        for target in targets
    ]


def targets_with_readings() -> Prefetch[str]:
    """Targets and readings beside the tasks or terms asked for."""
    rows = PlanTarget.objects.order_by("number", "pk").prefetch_related("readings")
    return Prefetch("targets", queryset=rows)


def target_seen(by: Actor, target_id: int) -> PlanTarget:
    """The target, for one who may see the plans of its unit; else 404."""
    rows = PlanTarget.objects.select_related("unit__type", "term", "task__plan__unit")
    target = rows.prefetch_related("readings").filter(pk=target_id).first()
    if target is None or not by.may(Right.VIEW, at=target.unit):
        raise Http404
    return target


def terms_of(unit: Unit) -> list[TermPlan]:
    """The unit's own programmes of terms, newest first."""
    rows = TermPlan.objects.filter(unit=unit).prefetch_related(targets_with_readings())
    return list(rows)


def term_seen(by: Actor, term_id: int) -> TermPlan:
    """The programme of a term, for one who may see it; else 404."""
    rows = TermPlan.objects.select_related("unit__type", "unit__parent")
    term = rows.prefetch_related(targets_with_readings()).filter(pk=term_id).first()
    if term is None or not by.may(Right.VIEW, at=term.unit):
        raise Http404
    return term


def term_at(unit: Unit, year: int) -> TermPlan | None:
    """The issued programme of the term of that year, of the unit or the nearest level above."""
    found = _terms_along(unit, year)
    return found[0] if found else None


def term_targets_for(unit: Unit, year: int) -> QuerySet[PlanTarget]:
    """The targets of terms, at the unit and above, that a task of that year may point to."""
    terms = [term.pk for term in _terms_along(unit, year)]
    rows = PlanTarget.objects.filter(term__in=terms).select_related("term__unit")
    return rows.order_by("-unit__path", "number", "pk")


def _terms_along(unit: Unit, year: int) -> list[TermPlan]:
    line = lines_on([unit], date(year, 12, 31)).get(unit.pk, [])
    rows = TermPlan.objects.filter(
        unit__in=line, first_year__lte=year, last_year__gte=year, issued_on__isnull=False
    ).select_related("unit")
    # In the year of a congress two terms meet; the newer one leads.
    return sorted(rows, key=lambda term: (line.index(term.unit_id), -term.first_year))


def targets_reached(unit: Unit, year: int) -> tuple[int, int]:
    """Of the targets of the unit's plan of the year: how many are reached, how many there are."""
    rows = PlanTarget.objects.filter(
        task__plan__unit=unit, task__plan__year=year, task__plan__counted=1
    ).prefetch_related("readings")
    found = progress_of(list(rows))
    return sum(1 for one in found if one.is_reached), len(found)


def online_units_target(unit: Unit, period: Period) -> Stated | None:
    """The attribute `models.units_on_online_services_target`: percent the unit registered."""
    return _stated(unit, period, STANDARD_TARGETS[0])


def online_vouchers_target(unit: Unit, period: Period) -> Stated | None:
    """The attribute `models.vouchers_sent_online_target`: percent the unit registered."""
    return _stated(unit, period, STANDARD_TARGETS[1])


def _stated(unit: Unit, period: Period, standard: str) -> Stated | None:
    """The target of that kind in the unit's approved plan of the period's last year."""
    year = period.last_year
    of_year = Q(task__plan__year=year, task__plan__counted=1)
    of_term = Q(
        term__first_year__lte=year, term__last_year__gte=year, term__issued_on__isnull=False
    )
    rows = PlanTarget.objects.filter(unit=unit, standard=standard).filter(of_year | of_term)
    target = rows.order_by("term_id", "-pk").first()
    return Stated(target.target, Qualifier(target.qualifier)) if target else None


def reading_of(reading_id: int) -> Reading | None:
    """A reading with its target, whoever may see it."""
    rows = Reading.objects.select_related("target__unit", "target__task__plan__unit")
    return rows.filter(pk=reading_id).first()


def tasks_towards(targets: Sequence[int]) -> dict[int, list[PlanTask]]:
    """The yearly tasks of approved plans that point to targets of a term, newest first."""
    rows = PlanTask.objects.filter(term_target__in=targets, counted=1)
    rows = rows.select_related("plan", "unit").order_by("-plan__year", "unit__path", "number")
    found: dict[int, list[PlanTask]] = {}
    for task in rows[:500]:
        found.setdefault(task.term_target_id or 0, []).append(task)
    return found

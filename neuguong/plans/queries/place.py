"""Where a plan stands: of which unit, under which plan, approved by whom."""

from datetime import date

from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.org.queries import lines_on, predecessors_of
from neuguong.plans.models import Plan
from neuguong.plans.rights import Right


def level_above(unit: Unit) -> Unit:
    """Who approves a unit's plan: the level above; a unit with nobody above approves its own."""
    return unit.parent or unit


def plan_of(unit: Unit, year: int) -> Plan | None:
    """The unit's plan of the year."""
    return Plan.objects.filter(unit=unit, year=year).select_related("parent__unit").first()


def plan_above(unit: Unit, year: int) -> Plan | None:
    """The approved plan of the nearest level above that has one, on the tree of that year."""
    line = above_ids(unit, year)
    rows = Plan.objects.filter(unit__in=line, year=year, counted=1).select_related("unit")
    found = {plan.unit_id: plan for plan in rows}
    return next((found[pk] for pk in line if pk in found), None)


def above_ids(unit: Unit, year: int) -> list[int]:
    """The units above on the tree of that year, nearest first."""
    line = lines_on([unit], date(year, 12, 31)).get(unit.pk, [])
    return [pk for pk in line if pk != unit.pk]


def earlier_plan(unit: Unit, year: int) -> Plan | None:
    """What a new plan may begin like: the open plan of a unit it carries on, else last year's own."""
    before = [found.pk for found in predecessors_of(unit)]
    rows = Plan.objects.select_related("unit")
    taken_over = rows.filter(unit__in=before, year=year).order_by("-version", "-pk").first()
    return taken_over or rows.filter(unit=unit, year__lt=year).order_by("-year").first()


def years_of(unit: Unit) -> list[int]:
    """The years for which the unit has a plan, newest first."""
    return list(Plan.objects.filter(unit=unit).order_by("-year").values_list("year", flat=True))


def first_unit(by: Actor, right: str = Right.VIEW) -> Unit | None:
    """The unit one works for: the highest of those whose plans one may write, else read."""
    for name in (Right.WRITE, right):
        paths = [branch.lo for branch in by.scope(name)]
        found = Unit.objects.filter(path__in=paths, closed_on=None).order_by("path").first()
        if found is not None:
            return found
    return None

"""Ceremonies and movements of a unit in a year."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from neuguong.ceremonies.queries import (
    admissions_of,
    movements_for,
    twinnings_of,
    volunteer_days_of,
)
from neuguong.ceremonies.rights import Right
from neuguong.ceremonies.views.asked import address, year_asked, years_of
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.org.queries import tops_of, unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.rollup.queries import figures_of
from neuguong.ui.parts import Figure

_TILES = (
    "ceremonies.flag_salutes", "ceremonies.movement_joinings", "ceremonies.volunteer_days",
    "ceremonies.admitted",
)  # fmt: skip


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The page of the unit one works for."""
    by = reader(request)
    unit = next((unit for unit in tops_of(by) if by.may(Right.VIEW, at=unit)), None)
    return redirect("home:home") if unit is None else redirect("ceremonies:unit", unit.slug)


@require_safe
@login_required
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Salutes, movements, volunteer days, twinned communes, admissions of a year."""
    by = reader(request)
    found = unit_seen(by, slug, Right.VIEW)
    year = year_asked(request, found)
    may_write = by.may(Right.WRITE, at=found)
    context = {
        "unit": found, "year": year, "years": years_of(request, found, year),
        "figures": _figures(by, found, year), "may_write": may_write,
        "movements": movements_for(found, year), "days": volunteer_days_of(found, year),
        "twinnings": twinnings_of(found, year),
        "admissions": admissions_of(found, year) if found.type.is_cell else None,
        "has_children": found.children.exists(), **_doors(found, year),
    }  # fmt: skip
    return render(request, "ceremonies/unit.html", context)


def _doors(unit: Unit, year: int) -> dict[str, Any]:
    names = ("salutes", "branch", "add_movement", "add_volunteer_day", "add_twinning",
             "add_admission")  # fmt: skip
    return {f"{name}_url": address(name, unit, year) for name in names}


def _figures(by: AccountActor, unit: Unit, year: int) -> list[Figure]:
    """The tiles; each opens to its records."""
    if year < unit.opened_on.year or not by.may("rollup.view", at=unit):
        return []
    figures = figures_of(unit, Period("year", year), list(_TILES))
    records = reverse("home:records", args=[unit.slug])
    return [
        Figure(str(found.label), found.number, f"{records}?ky={year}&do={key}", str(found.unit))
        for key, found in figures.items()
    ]

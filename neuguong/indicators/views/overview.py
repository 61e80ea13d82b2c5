"""The page of all indicators of a unit: values, last year, targets, months in small, from outside."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.indicators.models import Indicator
from neuguong.indicators.queries.defined import indicators_for
from neuguong.indicators.queries.external import externals_of
from neuguong.indicators.queries.place import Spot, first_spot
from neuguong.indicators.queries.targets import targets_for
from neuguong.indicators.queries.values import Valued, months_of, values_before, values_of
from neuguong.indicators.rules import NOTHING, change, written
from neuguong.indicators.views.aims import aim_lines
from neuguong.indicators.views.asked import address, folded, frame_of, sentence, spot_asked
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import today
from neuguong.ui.charts import Sparkline
from neuguong.ui.parts import Cell, Column, Table


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The indicators of the unit one works for."""
    unit = first_spot(reader(request))
    return redirect("home:home") if unit is None else redirect("indicators:overview", unit.slug)


@require_safe
@login_required
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Every indicator of a unit in a period."""
    by, spot = reader(request), spot_asked(request, slug)
    indicators = indicators_for(spot.unit, spot.period.last_day)
    values = values_of(spot.unit, spot.period, indicators, by=by, view=spot.view)
    context = {
        **frame_of(request, by, spot, "overview"),
        "table": _table(spot, values, values_before(spot.unit, spot.period, indicators, spot.view)),
        "aims": aim_lines(by, spot, values),
        "outside": _outside(spot),
        "outside_url": address("external", spot, spot.unit),
        **_months(by, spot, indicators),
    }
    return render(request, "indicators/overview.html", context)


def _table(spot: Spot, values: dict[str, Valued], before: dict[str, Valued]) -> Table:
    """Indicator, value, the year before, by how much, the target."""
    targets = targets_for(spot.unit, spot.period)
    head = [
        Column(_("Chỉ số")),
        Column(sentence(spot.period.label), number=True),
        Column(sentence(spot.period.previous().label), number=True),
        Column(_("Tăng, giảm"), number=True),
        Column(_("Mục tiêu"), number=True),
    ]
    rows = []
    for key, found in values.items():
        then = before.get(key)
        one, url = found.indicator, address("one", spot, spot.unit, do=key)
        aim = targets.get(key)
        goal = written(aim.value, one.unit_word, one.decimals) if aim else NOTHING
        known = then is not None and not found.is_about and not then.is_about
        step = change(found.value, then.value) if known and then is not None else NOTHING
        rows.append(
            [
                Cell(one.name, url),
                Cell(found.text, url),
                Cell(then.text if then else NOTHING),
                Cell(step),
                Cell(goal),
            ]
        )
    return Table(_("Các chỉ số"), head, rows, shape=folded(4))


def _months(by: AccountActor, spot: Spot, indicators: list[Indicator]) -> dict[str, Any]:
    """A small line for each indicator over the months of the year, and the table they come from."""
    year = spot.period.last_year
    lines = months_of(spot.unit, indicators, year, today=today(), by=by, view=spot.view)
    smalls = []
    for one in indicators:
        line = [found.value or Decimal(0) for found in lines[one.key]]
        if not any(line) or min(line) < 0:
            continue
        title = _("%(name)s theo tháng, năm %(year)s") % {"name": one.name, "year": f"{year}"}
        url = address("one", spot, spot.unit, ky=f"{year}", do=one.key)
        smalls.append((one, lines[one.key][-1].text, url, Sparkline(title, line)))
    head = [Column(_("Chỉ số"))] + [
        Column(f"T{number}", number=True) for number in range(1, _longest(lines) + 1)
    ]
    rows = [[Cell(one.name), *(Cell(found.text) for found in lines[one.key])] for one in indicators]
    twin = Table(_("Các chỉ số từ đầu năm đến cuối mỗi tháng"), head, rows, shape="")
    return {"smalls": smalls, "months": twin, "year": f"{year}"}


def _longest(lines: dict[str, list[Valued]]) -> int:
    return max((len(line) for line in lines.values()), default=0)


def _outside(spot: Spot) -> list[tuple[str, str, str, str]]:
    """What others published of the unit: label, value, year, source."""
    return [
        (str(m.label), written(f.value, str(m.unit), 4), f"{f.year}", f.source)
        for m, f in externals_of(spot.unit, spot.period)
    ]

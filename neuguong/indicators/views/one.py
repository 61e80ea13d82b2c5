"""One indicator or measure of a unit: its parts with their records, children, months, target."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.indicators.models import DIRECTION_LABELS, Indicator
from neuguong.indicators.queries.defined import label_of, number_for
from neuguong.indicators.queries.place import Spot
from neuguong.indicators.queries.targets import Aim, aims_of_rows, targets_for, targets_of_children
from neuguong.indicators.queries.values import (
    LOOK,
    Part,
    Valued,
    ValueRow,
    child_values,
    formula_of,
    months_of,
    values_before,
    values_of,
)
from neuguong.indicators.rules import NOTHING, change, written
from neuguong.indicators.views.aims import goal_words, state_of
from neuguong.indicators.views.asked import (
    address,
    folded,
    frame_of,
    records_door,
    sentence,
    spot_asked,
)
from neuguong.lib.formula import Frame
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.ui import charts
from neuguong.ui.asked import today
from neuguong.ui.parts import Cell, Column, Table
from neuguong.ui.parts import Figure as Tile


@require_safe
@login_required
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """The number `do` of a unit, opened to what it is made of."""
    by, spot = reader(request), spot_asked(request, slug)
    indicator = number_for(spot.unit, request.GET.get("do", ""), spot.period.last_day)
    found = values_of(spot.unit, spot.period, [indicator], by=by, view=spot.view)[indicator.key]
    context = {
        **frame_of(request, by, spot, "", "do"),
        "indicator": indicator,
        "formula": formula_of(indicator).in_words(label_of),
        "direction": DIRECTION_LABELS[found.direction],
        "tiles": _tiles(spot, found),
        "parts": _parts(by, spot, found),
        **_children(spot, indicator),
        "line": _line(by, spot, indicator),
        "compare_url": address("compare", spot, spot.unit, do=indicator.key),
    }
    return render(request, "indicators/one.html", context)


def _tiles(spot: Spot, found: Valued) -> list[Tile]:
    """The value, that of the year before, the target."""
    indicator = found.indicator
    tiles = [Tile(sentence(spot.period.label), found.text)]
    then = values_before(spot.unit, spot.period, [indicator], spot.view).get(indicator.key)
    if then is not None and then.value is not None:
        step = NOTHING if found.is_about or then.is_about else change(found.value, then.value)
        tiles.append(Tile(sentence(spot.period.previous().label), then.text, note=step))
    target = targets_for(spot.unit, spot.period).get(indicator.key)
    if target is not None:
        _state, word = state_of(Aim(target, found.value, found.direction))
        tiles.append(Tile(_("Mục tiêu"), goal_words(found, target), note=sentence(word)))
    return tiles


def _parts(by: AccountActor, spot: Spot, found: Valued) -> Table:
    """What the value is made of, each number a door to its records."""
    above = spot.parent if any(part.frame is Frame.PARENT for part in found.parts) else None
    whose = {
        Frame.OWN: spot.unit.name,
        Frame.LAST: sentence(spot.period.previous().label),
        Frame.PARENT: above.name if above else "",
    }
    head = [Column(_("Con số")), Column(_("Của")), Column(_("Số liệu"), number=True)]
    rows = [
        [
            Cell(part.figure.label),
            Cell(whose[part.frame]),
            Cell(part.figure.text, _door(by, spot, part, above)),
        ]
        for part in found.parts
    ]
    return Table(_("Các con số trong công thức"), head, rows, shape="cards")


def _door(by: AccountActor, spot: Spot, part: Part, above: Unit | None) -> str:
    if part.frame is Frame.LAST:
        return records_door(spot, spot.unit, part.figure.key, ky=spot.period.previous().key)
    if part.frame is Frame.OWN:
        return records_door(spot, spot.unit, part.figure.key)
    if above is None or not by.may(LOOK, at=above):
        return ""
    return records_door(spot, above, part.figure.key)


def _children(spot: Spot, indicator: Indicator) -> dict[str, Any]:
    """The value of every child beside its target, as table and bars."""
    rows = child_values(spot.unit, spot.period, [indicator], view=spot.view)
    children = [row for row in rows if not row.is_own]
    if not children:
        return {"table": None, "chart": None}
    units = [row.unit for row in children if row.unit is not None]
    targets = targets_of_children(spot.unit, units, spot.period, indicator.key)
    aims = aims_of_rows(children, targets, indicator)
    reached = sum(1 for aim in aims.values() if aim.is_reached)
    return {
        "table": _table(spot, indicator, children, aims),
        "chart": _bars(spot, indicator, children, aims),
        "reached": reached,
        "aimed": sum(1 for aim in aims.values() if aim.is_reached is not None),
    }


def _table(spot: Spot, indicator: Indicator, rows: list[ValueRow], aims: dict[int, Aim]) -> Table:
    head = [Column(_("Đơn vị")), Column(indicator.name, number=True)]
    if aims:
        head += [Column(_("Mục tiêu"), number=True), Column(_("Đạt chưa"))]
    lines = []
    for row in rows:
        url = address("one", spot, row.unit, do=indicator.key) if row.unit else ""
        cells = [Cell(row.label, url), Cell(row.values[indicator.key].text, url)]
        if aims:
            aim = aims.get(row.unit.pk) if row.unit else None
            state, word = state_of(aim) if aim else ("", NOTHING)
            goal = (
                written(aim.target.value, indicator.unit_word, indicator.decimals) if aim else "–"
            )
            cells += [Cell(goal), Cell(word, state=state)]
        lines.append(cells)
    caption = _("%(name)s theo đơn vị trực thuộc") % {"name": indicator.name}
    return Table(caption, head, lines, shape=folded(3) if aims else "cards")


def _bars(
    spot: Spot, indicator: Indicator, rows: list[ValueRow], aims: dict[int, Aim]
) -> charts.BarChart | None:
    drawn = []
    for row in rows:
        found = row.values[indicator.key]
        if found.value is None or found.value < 0:
            continue
        aim = aims.get(row.unit.pk) if row.unit else None
        goal = aim.target.value if aim else None
        shown = written(goal, indicator.unit_word, indicator.decimals) if aim else ""
        url = address("one", spot, row.unit, do=indicator.key) if row.unit else ""
        drawn.append(charts.BarRow(row.short, found.value, found.text, url, goal, shown))
    if not any(bar.value for bar in drawn):
        return None
    title = _("%(name)s, %(period)s") % {"name": indicator.name, "period": spot.period.label}
    last = _("Mục tiêu") if aims else ""
    return charts.BarChart(title, drawn, this=sentence(spot.period.label), last=last)


def _line(by: AccountActor, spot: Spot, indicator: Indicator) -> charts.LineChart | None:
    """From January to the end of each month, this year and the one before."""
    year = spot.period.last_year
    lines = [
        months_of(spot.unit, [indicator], at, today=today(), by=by, view=spot.view)[indicator.key]
        for at in (year, year - 1)
    ]
    this, last = ([_point(found) for found in line] for line in lines)
    if not any(point.value for point in this) or min(p.value for p in (*this, *last)) < 0:
        return None
    title = _("%(name)s từ đầu năm đến cuối mỗi tháng") % {"name": indicator.name}
    before = charts.Series(f"{year - 1}", last) if any(point.value for point in last) else None
    labels = [f"{number}" for number in range(1, 13)]
    return charts.LineChart(title, labels, charts.Series(f"{year}", this), before)


def _point(found: Valued) -> charts.Point:
    return charts.Point(found.value or Decimal(0), found.text)

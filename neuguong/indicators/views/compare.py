"""Units beside each other for those above them; those beneath see siblings only where that is opened."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from neuguong.indicators.actions import open_siblings, shut_siblings
from neuguong.indicators.models import Indicator
from neuguong.indicators.queries.defined import indicators_for, number_for
from neuguong.indicators.queries.outside import Told, told_of
from neuguong.indicators.queries.place import Spot, is_open, opening_of
from neuguong.indicators.queries.values import (
    Valued,
    ValueRow,
    child_values,
    formula_of,
    keys_of,
    values_of,
)
from neuguong.indicators.rights import Right
from neuguong.indicators.rules import LOOK, NOTHING
from neuguong.indicators.views.asked import address, frame_of, sentence, spot_asked
from neuguong.lib.formula import Frame
from neuguong.org.models import Unit
from neuguong.org.queries import unit_seen
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import today
from neuguong.ui.charts import BarChart, BarRow
from neuguong.ui.parts import Cell, Column, Link, Table

_MOST_COLUMNS: Final = 5
_ROWS: Final = 200


@require_safe
@login_required
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """The children of a unit by indicators; `do` is drawn, `xep` orders the rows."""
    by, spot = reader(request), spot_asked(request, slug, below=True)
    day = spot.period.last_day
    order = request.GET.get("xep", "")
    chosen = request.GET.get("do", "") or order.removeprefix("-")
    indicators = indicators_for(spot.unit, day)[:_MOST_COLUMNS]
    if chosen and chosen not in {one.key for one in indicators}:
        indicators = [number_for(spot.unit, chosen, day), *indicators[: _MOST_COLUMNS - 1]]
    drawn = next((one for one in indicators if one.key == chosen), next(iter(indicators), None))
    opened = is_open(spot.unit)
    rows = [
        row
        for row in child_values(spot.unit, spot.period, indicators, view=spot.view)
        if not row.is_own and (spot.is_whole or opened or row.unit == spot.own)
    ]
    whole = values_of(spot.unit, spot.period, indicators, by=by, view=spot.view)
    veil = Veil.over(by, spot, indicators)
    rows = _ordered(veil, rows, order)
    context = {
        **frame_of(request, by, spot, "compare", "do", "xep"),
        "opened": opened,
        "more": max(0, len(rows) - _ROWS),
        "opening": opening_of(spot.unit),
        "may_open": by.may(Right.OPEN, at=spot.unit),
        "opening_url": address("opening", spot, spot.unit),
        "table": _table(veil, indicators, rows, whole),
        "orders": _orders(spot, indicators, drawn, order),
        "measures": _choices(spot, indicators, drawn, order),
        "chart": _bars(veil, drawn, rows) if drawn else None,
    }
    return render(request, "indicators/compare.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or shut the comparison for those beneath, after asking once."""
    by = reader(request)
    unit = unit_seen(by, slug, LOOK)
    by.require(Right.OPEN, at=unit)
    opened = is_open(unit)
    if request.method == "POST":
        if opened:
            shut_siblings(by=by, unit_id=unit.pk)
            messages.success(request, _("Đã đóng so sánh giữa các đơn vị trực thuộc."))
        else:
            open_siblings(by=by, unit_id=unit.pk, today=today())
            messages.success(request, _("Đã mở so sánh cho các đơn vị trực thuộc."))
        return redirect("indicators:compare", slug)
    context = {
        "title": _("Đóng so sánh") if opened else _("Mở so sánh"),
        "sentence": _("Sau khi đóng, mỗi đơn vị trực thuộc chỉ thấy số của mình và tổng chung.")
        if opened
        else _("Sau khi mở, các đơn vị trực thuộc thấy số cả năm của nhau theo tên."),
        "points": [] if opened else [_("Không ai mở được bản ghi của đơn vị khác."),
                                     _("Số dưới 5 không hiện. Đóng lại lúc nào cũng được.")],
        "go": _("Đóng so sánh") if opened else _("Mở so sánh"),
        "back": reverse("indicators:compare", args=[slug]),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@dataclass(frozen=True, slots=True)
class Veil:
    """What the reader of a comparison may see; `now` and `last` are None for one who sees all of it."""

    spot: Spot
    now: Told | None = None
    last: Told | None = None

    @classmethod
    def over(cls, by: AccountActor, spot: Spot, indicators: list[Indicator]) -> "Veil":
        """The veil for those beneath the unit, who know their own branch and can subtract."""
        if spot.is_whole:
            return cls(spot)
        formulas = [formula_of(one) for one in indicators]
        now = keys_of(formulas, Frame.OWN) + keys_of(formulas, Frame.PARENT)
        last = keys_of(formulas, Frame.LAST)
        return cls(
            spot,
            told_of(by, spot.unit, spot.period, now),
            told_of(by, spot.unit, spot.period.previous(), last),
        )

    def hides(self, unit: Unit | None, found: Valued) -> bool:
        """Whether a value is made of a number that is kept from the reader."""
        if self.now is None or self.last is None:
            return False
        pk = unit.pk if unit else 0
        is_own = unit is not None and unit == self.spot.own
        return any(
            self.now.keeps(self.spot.unit.pk, part.figure.key)
            if part.frame is Frame.PARENT
            else not is_own
            and (self.last if part.frame is Frame.LAST else self.now).keeps(pk, part.figure.key)
            for part in found.parts
        )


def _ordered(veil: Veil, rows: list[ValueRow], order: str) -> list[ValueRow]:
    """By name as the tree has them, or by a value, largest first (`-key` smallest first)."""
    key = order.removeprefix("-")
    if not key or not rows or key not in rows[0].values:
        return rows
    known = [row for row in rows if _shown(veil, row.unit, row.values[key])[1] is not None]
    unknown = [row for row in rows if row not in known]  # a place among others tells a value too
    known.sort(key=lambda row: row.values[key].exact or 0, reverse=not order.startswith("-"))
    return known + unknown


def _shown(veil: Veil, unit: Unit | None, found: Valued) -> tuple[str, Decimal | None]:
    """A value as the reader may see it: outside one's own branch nothing made of small numbers."""
    if veil.hides(unit, found):
        return NOTHING, None
    return found.text, found.value


def _door(spot: Spot, row: ValueRow, key: str) -> str:
    if row.unit is None or not (spot.is_whole or row.unit == spot.own):
        return ""
    return address("one", spot, row.unit, do=key)


def _table(
    veil: Veil, indicators: list[Indicator], rows: list[ValueRow], whole: dict[str, Valued]
) -> Table:
    spot = veil.spot
    head = [Column(_("Đơn vị")), *(Column(one.name, number=True) for one in indicators)]
    lines = [
        [
            Cell(row.label, _onward(spot, row)),
            *(
                Cell(_shown(veil, row.unit, row.values[one.key])[0], _door(spot, row, one.key))
                for one in indicators
            ),
        ]
        for row in rows[:_ROWS]
    ]
    foot = [Cell(spot.unit.name)] + [
        Cell(
            _shown(veil, spot.unit, whole[one.key])[0],
            address("one", spot, spot.unit, do=one.key) if spot.is_whole else "",
        )
        for one in indicators
    ]
    return Table(_("So sánh các đơn vị trực thuộc"), head, lines, foot, "cards")


def _onward(spot: Spot, row: ValueRow) -> str:
    """The comparison beneath a child; none of one that is not the reader's or only planned."""
    if row.unit is None or not (spot.is_whole or row.unit == spot.own):
        return ""
    return address("compare", spot, row.unit)


def _orders(
    spot: Spot, indicators: list[Indicator], drawn: Indicator | None, order: str
) -> list[Link]:
    """How the rows may be ordered: by name, by each value from the top or from the bottom."""
    kept = {"do": drawn.key} if drawn else {}
    links = [Link(_("theo tên"), address("compare", spot, spot.unit, **kept), not order)]
    for one in indicators:
        for sign, words in (("", _("%(name)s, lớn trước")), ("-", _("%(name)s, nhỏ trước"))):
            way = sign + one.key
            url = address("compare", spot, spot.unit, **kept, xep=way)
            links.append(Link(words % {"name": one.name}, url, order == way))
    return links


def _choices(
    spot: Spot, indicators: list[Indicator], drawn: Indicator | None, order: str
) -> list[Link]:
    """Which value is drawn."""
    kept: dict[str, Any] = {"xep": order} if order else {}
    return [
        Link(one.name, address("compare", spot, spot.unit, do=one.key, **kept), one is drawn)
        for one in indicators
    ]


def _bars(veil: Veil, drawn: Indicator, rows: list[ValueRow]) -> BarChart | None:
    bars, spot = [], veil.spot
    for row in rows[:_ROWS]:
        text, value = _shown(veil, row.unit, row.values[drawn.key])
        if value is not None and value >= 0:
            url = _door(spot, row, drawn.key)
            is_own = row.unit is not None and row.unit == spot.own
            bars.append(BarRow(row.short, value, text, url, hi=is_own))
    if not any(bar.value for bar in bars):
        return None
    title = _("%(name)s, %(period)s") % {"name": drawn.name, "period": spot.period.label}
    return BarChart(title, bars, this=sentence(spot.period.label))

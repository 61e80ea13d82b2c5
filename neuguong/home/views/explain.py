"""The page that explains one figure: its three views side by side, and the moves between them."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neuguong.home.queries.explain import Explained, Other, explained
from neuguong.home.queries.place import LOOK
from neuguong.home.views.asked import Doors, bar_of, place_asked, sentence, unit_word
from neuguong.home.views.before_after import life_of
from neuguong.lib.amounts import format_number, from_scaled
from neuguong.lib.dates import format_day
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.rollup.queries import TODAY, Carried, Figure, measure_of
from neuguong.ui.parts import Cell, Column, Table
from neuguong.ui.parts import Figure as Tile

SHOWN: Final = 100  # moves in one table


@require_safe
@login_required
def explain(request: HttpRequest, slug: str) -> HttpResponse:
    """Why one figure of a unit differs from view to view; `do` names the measure."""
    by, place = reader(request), place_asked(request, slug)
    if not place.is_whole:
        by.require(LOOK, at=place.unit)
    found = explained(place, measure_of(request.GET.get("do", "")))
    doors = Doors.at(place)
    context = {
        "bar": bar_of(request, by, place, "do"),
        "found": found,
        "period": sentence(place.period.label),
        "tiles": list(_tiles(found)),
        "parts": [_part(other, found) for other in found.others],
        "life": life_of(by, place),
        "figures_url": doors.figures(place.unit),
        "records_url": doors.records(place.unit, found.measure.key),
    }
    return render(request, "home/explain.html", context)


def _tiles(found: Explained) -> Iterator[Tile]:
    """Each view with its figure, a door to the records on it."""
    place, key = found.place, found.measure.key
    shown = [(other.view, other.figure) for other in found.others]
    was = [pair for pair in shown if pair[0].is_signed]
    plans = [pair for pair in shown if not pair[0].is_signed]
    for view, figure in (*was, (TODAY, found.today), *plans):
        url = Doors.of(place.period, view).records(place.unit, key)
        day = format_day(view.day(place.unit, place.period))
        note = _("Cây tổ chức ngày %(day)s") % {"day": day}
        if not view.is_signed:
            note = _("Chưa phải số liệu ký duyệt")
        yield Tile(view.label, figure.number, url, unit_word(figure), "", note)


def _part(other: Other, found: Explained) -> dict[str, Any]:
    """The moves between today and one other view, and what they add up to."""
    view, today = other.view, found.today
    head = [
        Column(_("Đơn vị")), Column(view.label), Column(_("Hôm nay")), Column(_("Từ ngày")),
        Column(_("Quyết định")), Column(_("Thêm vào, bớt đi"), number=True),
    ]  # fmt: skip
    rows = [_line(move, found) for move in other.moves[:SHOWN]]
    total = [Cell(_("Chênh lệch")), *[Cell()] * 4, Cell(_difference(other.figure, today))]
    names = {"view": view.label, "today": TODAY.label}
    return {
        "title": _("%(view)s so với %(today)s") % names,
        "ways": _ways(other, found),
        "table": Table(_("Đơn vị làm nên chênh lệch"), head, rows, total, shape="")
        if rows
        else None,
        "more": format_number(len(other.moves) - SHOWN) if len(other.moves) > SHOWN else "",
        "same": (other.figure.scaled, other.figure.n) == (today.scaled, today.n),
    }


def _ways(other: Other, found: Explained) -> Table | None:
    """The moves put together by where from, where to and when; None where that says nothing more."""
    ways: dict[tuple[str, str, date | None, str], list[Carried]] = {}
    for move in other.moves:
        there = _("chưa lập") if move.is_absent else _name(move.there)
        way = (there, _name(move.today), move.day, move.decision)
        ways.setdefault(way, []).append(move)
    if len(ways) == len(other.moves):
        return None
    head = [
        Column(other.view.label), Column(_("Hôm nay")), Column(_("Từ ngày")),
        Column(_("Quyết định")), Column(_("Số đơn vị"), number=True),
        Column(_("Thêm vào, bớt đi"), number=True),
    ]  # fmt: skip
    rows = [
        [
            Cell(there),
            Cell(here),
            Cell(format_day(day) if day else "–"),
            Cell(decision or "–"),
            Cell(format_number(len(moves))),
            Cell(
                _signed(
                    sum(move.times * move.figure.scaled for move in moves),
                    sum(move.times * move.figure.n for move in moves),
                    other.figure,
                )
            ),
        ]
        for (there, here, day, decision), moves in ways.items()
    ]
    total = [Cell(_("Chênh lệch")), *[Cell()] * 4, Cell(_difference(other.figure, found.today))]
    return Table(_("Từ đâu về đâu"), head, rows, total, shape="")


def _line(move: Carried, found: Explained) -> list[Cell]:
    """One unit that moved: where it stood, where it stands, since when, what it brings."""
    doors = Doors.of(found.place.period, TODAY)
    there = _("chưa lập") if move.is_absent else _name(move.there)
    return [
        Cell(move.unit.name, doors.unit(move.unit)),
        Cell(there),
        Cell(_name(move.today)),
        Cell(format_day(move.day) if move.day else "–"),
        Cell(move.decision or "–"),
        Cell(
            _signed(move.times * move.figure.scaled, move.times * move.figure.n, move.figure),
            doors.records(move.unit, found.measure.key),
        ),
    ]


def _name(unit: Unit | None) -> str:
    return unit.name if unit else _("đứng đầu cây")


def _difference(figure: Figure, today: Figure) -> str:
    return _signed(figure.scaled - today.scaled, figure.n - today.n, figure)


def _signed(scaled: int, n: int, figure: Figure) -> str:
    """An amount with its sign; of a ratio both parts, for percents do not add up."""
    if figure.kind is Kind.RATIO:
        return f"{_plus(scaled, 1)}/{_plus(n, 1)}"
    return _plus(scaled, figure.scale)


def _plus(scaled: int, scale: int) -> str:
    sign = "+" if scaled > 0 else "−" if scaled < 0 else ""
    return sign + format_number(from_scaled(abs(scaled), scale))

"""The page of figures of a unit: tiles, table by child, drawings, what is missing; and its file."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from neuguong.home import rules
from neuguong.home.columns import figures_sheet
from neuguong.home.queries.figures import (
    FiguresPage,
    Missing,
    change_words,
    figures_before,
    figures_page,
    in_sections,
    is_not_applicable,
    missing_in,
    months_of,
    whole_table,
)
from neuguong.home.queries.place import LOOK, Place, is_not_yet
from neuguong.home.views.asked import (
    Doors,
    bar_of,
    folded,
    place_asked,
    sentence,
    unit_word,
    unsigned_words,
)
from neuguong.home.views.before_after import life_of
from neuguong.home.views.drawings import bars_of, months_drawn
from neuguong.indicators.queries.outside import told_of
from neuguong.lib.amounts import format_number
from neuguong.lib.dates import Period, format_day
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit
from neuguong.people.access import AccountActor, reader
from neuguong.rollup.queries import TODAY, WAS, Figure, Row, Section, figures_of, sections
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Cell, Column, Link, Table
from neuguong.ui.parts import Figure as Tile
from neuguong.ui.sheet import sheet_answer

ROWS: Final = 40  # of the table by child on one page, which stays under 100 kB
_NOT_APPLICABLE: Final = "–"
_STATED: Final = gettext_lazy("đơn vị tự kê khai, kèm biên bản")


@require_safe
@login_required
def my_figures(request: HttpRequest) -> HttpResponse:
    """The figures of the unit one works for: the first of one's grants that may look."""
    by = reader(request)
    unit = next((grant.unit for grant in by.grants if by.may(LOOK, at=grant.unit)), None)
    if unit is None:
        return redirect("home:home")
    return redirect("home:figures", unit.slug)


@require_safe
@login_required
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures of a unit in a period; `nhom` is the tab, `do` one measure, `dang` a file."""
    by, place = reader(request), place_asked(request, slug)
    bar = bar_of(request, by, place, "nhom", "do")
    life = life_of(by, place)
    if is_not_yet(place):
        context = {"bar": bar, "place": place, "life": life}
        return render(request, "home/not_yet.html", context, status=HTTPStatus.CONFLICT)
    if not place.is_whole:
        return render(request, "home/totals.html", {"bar": bar, **_totals(by, place)})
    page = figures_page(place, rules.group_of(request.GET.get("nhom")), request.GET.get("do", ""))
    if shape := request.GET.get("dang"):
        measures, rows = whole_table(page)
        return sheet_answer(figures_sheet(page, measures, rows), shape)
    context = {
        "bar": bar,
        "title": sentence(place.period.label),
        "unsigned": unsigned_words(place),
        "life": life,
        **_head(page),
        **_table(page, start=number_asked(request, "tu")),
        **months_drawn(months_of(place, today=today()), place),
        "missing": _missing(by, page, missing_in(place, page.rows)),
        "report_url": _report_url(by, place),
        "indicators_url": _beside("overview", place),
    }
    return render(request, "home/figures.html", context)


def _beside(name: str, place: Place) -> str:
    """A page of indicators for the same unit and period; a plan's tree is seen on figures only."""
    kept = {"ky": place.period.key}
    if place.view == TODAY:
        kept["cay"] = TODAY.key
    return f"{reverse(f'indicators:{name}', args=[place.unit.slug])}?{urlencode(kept)}"


def _report_url(by: AccountActor, place: Place) -> str:
    """The yearly report of the unit, for those who may read reports."""
    if not by.may("reports.view", at=place.unit):
        return ""
    return f"{reverse('reports:report', args=[place.unit.slug])}?{urlencode(Doors.at(place).kept)}"


def _totals(by: AccountActor, place: Place) -> dict[str, Any]:
    """What a reader below the unit sees: four sums of whole years, small ones hidden, no doors."""
    keys = list(rules.MAIN)
    this = figures_of(place.unit, place.period, keys, place.view)
    last = _lively(figures_before(place, keys))
    told = told_of(by, place.unit, place.period, keys)
    told_before = told_of(by, place.unit, place.period.previous(), keys if last else [])
    tiles = []
    for key in keys:
        now, then = this[key], last.get(key)
        if told.keeps(place.unit.pk, key):
            tiles.append(_hidden(now))
        else:
            kept = told_before.keeps(place.unit.pk, key)
            tiles.append(_tile(now, None if kept else then, place.period, ""))
    return {"place": place, "title": sentence(place.period.label), "tiles": tiles}


def _hidden(figure: Figure) -> Tile:
    """The tile of a number that is not told: small, or one by which a small one could be worked out."""
    is_small = isinstance(figure.value, Decimal) and rules.is_small(figure.value)
    words = _("dưới %(number)s") % {"number": f"{rules.SMALL}"} if is_small else _("không nêu")
    return Tile(figure.label, words, "", figure.unit)


def _lively(before: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """The main figures of the period before, or none when all of them are nothing."""
    main = {key: before[key] for key in rules.MAIN if key in before}
    return main if any(figure.n for figure in main.values()) else {}


def _head(page: FiguresPage) -> dict[str, Any]:
    place, doors = page.place, Doors.at(page.place)
    tabs = [
        Link(str(group.label), doors.figures(place.unit, nhom=group.code), group is page.group)
        for group in rules.GROUPS
    ]
    before = _lively(page.last)
    files = {"nhom": page.group.code} | ({"do": page.focus.key} if page.focus else {})
    return {
        "place": place,
        "day": format_day(place.day),
        "tabs": tabs,
        "group": page.group,
        "focus": page.focus,
        "explain_url": doors.why(place.unit, page.bars.key),
        "group_url": doors.figures(place.unit, nhom=page.group.code),
        "xlsx": doors.figures(place.unit, **files, dang="xlsx"),
        "csv": doors.figures(place.unit, **files, dang="csv"),
        "tiles": [
            _tile(page.this[key], before.get(key), place.period, doors.records(place.unit, key))
            for key in rules.MAIN
        ],
        "listed": _listed(page, doors),
    }


def _tile(now: Figure, then: Figure | None, period: Period, url: str) -> Tile:
    note = ""
    if then is not None:
        step = change_words(now, then)
        before = f"{period.previous().label}: {then.number}"
        note = f"{before} ({step})" if step else before
    return Tile(now.label, now.number, url, unit_word(now), "", note)


def _listed(page: FiguresPage, doors: Doors) -> Table:
    """Every measure of the tab with its figure and the one before."""
    unit, period = page.place.unit, page.place.period
    head = [Column(_("Chỉ tiêu")), Column(sentence(period.label), number=True)]
    if page.last:
        head.append(Column(sentence(period.previous().label), number=True))
        head.append(Column(_("Tăng, giảm"), number=True))
    rows = []
    for measure in page.listed:
        now = page.this[measure.key]
        is_stated = measure.kind is Kind.ATTRIBUTE
        name = (
            ""
            if measure.kind.stands_alone
            else doors.figures(unit, nhom=page.group.code, do=measure.key)
        )
        cells = [
            Cell(now.label, name, note=str(_STATED) if measure.kind is Kind.DECLARED else ""),
            Cell(now.text, "" if is_stated else doors.records(unit, measure.key)),
        ]
        if page.last:
            then = page.last[measure.key]
            cells += [Cell(then.text), Cell(change_words(now, then) or _NOT_APPLICABLE)]
        rows.append(cells)
    return Table(_("Các chỉ tiêu"), head, rows, shape=folded(len(head) - 1))


def _table(page: FiguresPage, *, start: int) -> dict[str, Any]:
    """The table by child, its bars, and the truth of its sum; nothing for a unit without children."""
    if len(page.rows) < 2 and all(row.unit is None for row in page.rows):
        return {"table": None, "chart": None}
    doors, unit = Doors.at(page.place), page.place.unit
    rows = in_sections(page.rows)
    shown = rows[start : start + ROWS]
    totals = {part.heading: part for part in sections(rows, page.this) if part.heading}
    head = [Column(_("Đơn vị"))]
    for measure in page.columns:
        words = str(measure.label)
        unit_words = "" if measure.unit in (_("việc"), _("người"), "%") else f" ({measure.unit})"
        head.append(Column(words + unit_words, number=True))
    table = Table(
        _("%(group)s theo đơn vị trực thuộc") % {"group": page.group.label},
        head,
        [line for row in shown for line in _lines(row, totals, page, doors)],
        [
            Cell(unit.name),
            *(Cell(page.this[m.key].number, doors.records(unit, m.key)) for m in page.columns),
        ],
        shape=folded(len(page.columns)),
    )
    left = len(page.rows) - start - len(shown)
    more = doors.figures(unit, nhom=page.group.code, tu=f"{start + ROWS}") if left > 0 else ""
    return {
        "table": table,
        "adds_up": page.adds_up,
        "row_count": format_number(len(page.rows)),
        "rows_here": format_number(len(shown)),
        "more": more,
        "chart": bars_of(page, doors),
    }


def _lines(
    row: Row, totals: dict[str, Section], page: FiguresPage, doors: Doors
) -> Iterator[list[Cell]]:
    """One child; before the first under a heading the line of that heading with its sum."""
    if total := totals.pop(row.heading, None):
        words = _("%(heading)s: %(count)s đơn vị, cộng")
        count = format_number(len(total.rows))
        sums = [Cell(total.figures[measure.key].number) for measure in page.columns]
        yield [Cell(words % {"heading": total.heading, "count": count}), *sums]
    yield _row(row, page, doors)


def _row(row: Row, page: FiguresPage, doors: Doors) -> list[Cell]:
    """One child: its name leads to its own figures, its numbers to their records."""
    if row.planned:
        return [
            Cell(row.label, note=_("theo dự kiến")),
            *(Cell(row.figures[measure.key].number) for measure in page.columns),
        ]
    if row.unit is None:
        here = page.place.unit
        urls = [doors.records(here, m.key, rieng="1") for m in page.columns]
        first = Cell(row.label)
    else:
        here = row.unit
        urls = [doors.records(here, m.key) for m in page.columns]
        extra = {"nhom": page.group.code} | ({"do": page.focus.key} if page.focus else {})
        note = _ended(row.unit, page.place)
        first = Cell(row.label, doors.figures(here, **extra), note)
    cells = [
        _cell(row.figures[measure.key], row.figures, url)
        for measure, url in zip(page.columns, urls, strict=True)
    ]
    return [first, *cells]


def _ended(unit: Unit, place: Place) -> str:
    """When a unit ended; one that lived on the tree looked at needs no such word."""
    day = unit.closed_on
    if day is None or (place.view == WAS and day > place.day):
        return ""
    return _("kết thúc %(day)s") % {"day": format_day(day)}


def _cell(figure: Figure, others: Mapping[str, Figure], url: str) -> Cell:
    if figure.value is None or is_not_applicable(figure, others):
        return Cell(_NOT_APPLICABLE)
    return Cell(figure.number, url)


def _missing(by: AccountActor, page: FiguresPage, missing: Missing) -> dict[str, Any]:
    """Whether the figures are complete: who is silent, what waits, what has no result yet."""
    place, doors = page.place, Doors.at(page.place)
    waiting = [(page.this[key], doors.records(place.unit, key)) for key in rules.WAITING]
    opened = page.this[rules.OPEN]
    return {
        "found": missing,
        "people": format_number(missing.people_count),
        "silent": [(unit, doors.figures(unit)) for unit in missing.units[:12]],
        "silent_count": format_number(len(missing.units)),
        "of_units": format_number(missing.of_units),
        "more": format_number(max(0, len(missing.units) - 12)),
        "waiting": [(figure, url) for figure, url in waiting if not figure.is_zero],
        "open": opened,
        "open_url": doors.records(place.unit, rules.OPEN),
        "who_url": _beside("progress", place),
        "may_list": by.may("deeds.view", at=place.unit),
    }

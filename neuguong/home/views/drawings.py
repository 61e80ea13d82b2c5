"""Drawings of the page of figures: bars by child, completions over the year with their quarters."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from neuguong.home import rules
from neuguong.home.queries.figures import FiguresPage, Months
from neuguong.home.queries.place import Place
from neuguong.home.views.asked import Doors, folded, sentence
from neuguong.lib.amounts import Qualifier, format_amount, format_number, from_scaled
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.rollup.queries import Figure, Row
from neuguong.ui import charts
from neuguong.ui.parts import Cell, Column, Table

_QUARTERS: Final = ("I", "II", "III", "IV")
_EACH: Final = 16  # more children than this are drawn together where they are many of one type
_MANY: Final = 5
_DRAWN: Final = 20  # of one type, the largest; a longer drawing shows nothing


def bars_of(page: FiguresPage, doors: Doors) -> charts.BarChart | None:
    """The bars of one measure, last period's figure as a tick; none when all are nothing."""
    period = page.place.period
    drawn = [_bar(rows, page, doors) for rows in _together(page.rows, page.bars.key)]
    if not any(bar.value or bar.last for bar in drawn):
        return None
    return charts.BarChart(
        _("%(measure)s, %(period)s") % {"measure": page.bars.label, "period": period.label},
        drawn,
        this=sentence(period.label),
        last=sentence(period.previous().label) if page.last_rows else "",
    )


def _together(rows: Sequence[Row], key: str) -> list[list[Row]]:
    """Which rows make one bar: each its own; of many children the small types are one bar each.

    Of the first type those with most are drawn and the rest are one bar.
    """
    children = [row for row in rows if row.unit is not None]
    if len(children) <= _EACH:
        return [[row] for row in children]
    groups: list[list[Row]] = []
    first_type = children[0].unit.type_id if children[0].unit else 0
    by_type: dict[int, list[Row]] = {}
    for row in children:
        by_type.setdefault(row.unit.type_id if row.unit else 0, []).append(row)
    for type_id, same in by_type.items():
        if type_id == first_type and len(same) > _DRAWN + _MANY:
            by_size = sorted(same, key=lambda row: -row.figures[key].scaled)
            largest = {id(row) for row in by_size[:_DRAWN]}
            groups += [[row] for row in same if id(row) in largest]
            groups.append([row for row in same if id(row) not in largest])
        elif type_id == first_type or len(same) < _MANY:
            groups += [[row] for row in same]
        else:
            groups.append(same)
    return groups


def _bar(rows: Sequence[Row], page: FiguresPage, doors: Doors) -> charts.BarRow:
    """The bar of a child, or of several children of one type taken together."""
    key, unit = page.bars.key, rows[0].unit
    figures = [row.figures[key] for row in rows]
    before = [
        page.last_rows[row.unit.pk] for row in rows if row.unit and row.unit.pk in page.last_rows
    ]
    label, url = rows[0].label, ""
    if unit is not None and len(rows) == 1:
        label, url = unit.short_name, doors.records(unit, key)
    elif unit is not None:
        same = sum(1 for row in page.rows if row.unit and row.unit.type_id == unit.type_id)
        label = f"{len(rows)} {unit.type.label}"
        if same > len(rows):
            label = _("%(units)s khác") % {"units": label}
    value, shown = _sum(figures)
    last, last_shown = _sum(before) if before else (None, "")
    return charts.BarRow(label, value, shown, url, last, last_shown)


def _sum(figures: Sequence[Figure]) -> tuple[Decimal, str]:
    """What some figures of one measure add up to, and how it is written; a ratio is of the sums."""
    one = figures[0]
    if len(figures) == 1:
        value = one.value if isinstance(one.value, Decimal) else Decimal(0)
        return value, one.text
    total, rows = sum(f.scaled for f in figures), sum(f.n for f in figures)
    if one.kind is Kind.RATIO:
        share = (Decimal(100 * total) / rows).quantize(Decimal("0.01")) if rows else Decimal(0)
        return share, format_amount(share, "%")
    ways = {figure.qualifier for figure in figures} - {Qualifier.EXACT}
    way = Qualifier.EXACT if not ways else ways.pop() if len(ways) == 1 else Qualifier.ABOUT
    value = from_scaled(total, one.scale)
    return value, format_amount(value, one.unit, way)


def months_drawn(months: Months, place: Place) -> dict[str, Any]:
    """Completions added up month by month, and the quarters as a table."""
    if months.is_empty:
        return {"line": None, "quarters": None}
    unit, year = place.unit, months.year
    this = [
        charts.Point(value, format_number(value), url)
        for value, url in zip(
            _running(months.this),
            (_until(months, place, number) for number in range(1, 13)),
            strict=False,
        )
    ]
    last = [charts.Point(value, format_number(value)) for value in _running(months.last)]
    line = charts.LineChart(
        _("Việc hoàn thành, cộng dồn theo tháng, năm %(year)s") % {"year": f"{year}"},
        [f"{number}" for number in range(1, 13)],
        charts.Series(f"{year}", this),
        charts.Series(f"{year - 1}", last) if any(point.value for point in last) else None,
    )
    return {
        "line": line,
        "quarters": _quarters(months, place),
        "line_unit": unit,
        "is_moved": months.is_moved,
    }


def _running(line: Sequence[Figure]) -> list[int]:
    """What a line of months adds up to, month by month."""
    sums, total = [], 0
    for figure in line:
        total += figure.scaled
        sums.append(total)
    return sums


def _until(months: Months, place: Place, month: int) -> str:
    """The records from January to the end of a month, where a period says just that.

    None where a unit moved within the year: a period has one tree, this line one for each month.
    """
    if months.is_moved:
        return ""
    keys = {3: f"{place.year}-Q1", 6: f"{place.year}-H1", 12: f"{place.year}"}
    if month not in keys:
        return ""
    return Doors.of(Period.parse(keys[month]), place.view).records(place.unit, rules.COMPLETED)


def _quarters(months: Months, place: Place) -> Table:
    """Each quarter's own completions, and what they add up to by its end, this year and the last."""
    this, last, year = _running(months.this), _running(months.last), months.year
    head = [
        Column(_("Quý")),
        Column(_("Trong quý"), number=True),
        Column(_("Đến cuối quý"), number=True),
    ]
    if any(last):
        words = _("Đến cuối quý, %(year)s") % {"year": f"{year - 1}"}
        head.append(Column(words, number=True))
    rows = []
    for number, name in enumerate(_QUARTERS, start=1):
        end = min(number * 3, len(this))
        if end <= (number - 1) * 3:
            break
        own = this[end - 1] - (this[number * 3 - 4] if number > 1 else 0)
        doors = Doors.of(Period("quarter", year, number), place.view)
        quarter = "" if months.is_moved else doors.records(place.unit, rules.COMPLETED)
        cells = [
            Cell(_("Quý %(number)s") % {"number": name}),
            Cell(format_number(own), quarter),
            Cell(format_number(this[end - 1]), _until(months, place, number * 3)),
        ]
        rows.append([*cells, Cell(format_number(last[number * 3 - 1]))] if any(last) else cells)
    caption = _("Việc hoàn thành theo quý, năm %(year)s") % {"year": f"{year}"}
    return Table(caption, head, rows, shape=folded(len(head) - 1))

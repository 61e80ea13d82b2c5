"""Reads of figures: of a unit, of its children, over a year, and the records behind each."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from neuguong.lib.dates import Period, format_day
from neuguong.lib.measure import Kind, Measure, Record
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of
from neuguong.rollup import triggers
from neuguong.rollup.compile import lists
from neuguong.rollup.models import Check, Image
from neuguong.rollup.queries.figure import Figure, Form, Sum
from neuguong.rollup.queries.records import listed
from neuguong.rollup.queries.sums import BEFORE, Span, branch_sums, children_sums

__all__ = [
    "Figure",
    "Row",
    "catalogue",
    "children_figures",
    "figures_of",
    "last_check",
    "measure_of",
    "records_of",
    "series_of",
    "triggers_missing",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table by child: a child, or the unit's own records where `unit` is None."""

    unit: Unit | None
    label: str
    figures: dict[str, Figure]

    @property
    def is_empty(self) -> bool:
        """Whether every figure of the line is nothing."""
        return all(figure.is_zero for figure in self.figures.values())


def catalogue() -> dict[str, Measure]:
    """Every measure by its key, in the order of the tables."""
    return lists().measures


def measure_of(key: str) -> Measure:
    """The measure of a key; an unknown one is refused with the nearest known."""
    measures = catalogue()
    if key in measures:
        return measures[key]
    near = get_close_matches(key, measures, n=3, cutoff=0.5) or list(measures)[:3]
    raise Refused(
        Refusal(
            "measure_unknown",
            _("Không có chỉ tiêu “%(key)s”. Gần nhất: %(near)s.")
            % {"key": key, "near": ", ".join(near)},
        )
    )


def figures_of(
    unit: Unit, period: Period, keys: Collection[str] | None = None
) -> dict[str, Figure]:
    """The figures of a unit and all beneath it, in the order of `keys` or of the tables.

    One statement for all that is counted; attributes ask their own. Refuses a period before the unit
    was founded, and unknown keys.
    """
    measures = _chosen(unit, period, keys)
    sums = branch_sums(unit, Span.of(period, [measure.key for measure in measures]))
    form = Form(measures)
    made = form.figures(sums.get(unit.pk, {}))
    for measure in measures:
        if measure.kind is Kind.ATTRIBUTE:
            value = lists().attribute(measure.key)(unit, period)
            made[measure.key] = form.attribute(measure, value)
    return {measure.key: made[measure.key] for measure in measures}


def children_figures(unit: Unit, period: Period, keys: Collection[str]) -> list[Row]:
    """A row for every direct child, in Vietnamese order, and one for the unit's own records.

    Their sums are the unit's figures; attributes are left out. A child that did not exist in the
    period is shown only if something is counted there. One statement of sums, one of the units.
    """
    measures = [m for m in _chosen(unit, period, keys) if m.kind is not Kind.ATTRIBUTE]
    order = Unit.objects.select_related("type").order_by("type__rank", "sort", "pk")
    children = list(order.filter(parent=unit))
    span = Span.of(period, [measure.key for measure in measures])
    sums = children_sums(unit, span, all_rolled=all(child.rolled for child in children))
    if late := sums.keys() - {unit.pk, *(child.pk for child in children)}:
        children += order.filter(pk__in=late)  # came under the unit just now
    form = Form(measures)
    rows = [Row(child, child.name, form.figures(sums.get(child.pk, {}))) for child in children]
    own = Row(None, _("Trực tiếp ở đơn vị"), form.figures(sums.get(unit.pk, {})))
    return [row for row in rows if _existed(row.unit, period) or not row.is_empty] + [own]


def series_of(unit: Unit, key: str, year: int) -> tuple[Figure, ...]:
    """The twelve months of a year; a stock at the end of each. An attribute has none."""
    period = Period("year", year)
    measures = _chosen(unit, period, [key])
    span = Span.of(period, [key], by_month=True)
    sums = branch_sums(unit, span)
    stocks = {measure.key for measure in span.measures if measure.kind is Kind.STOCK}
    held = {part: sums.get(BEFORE, {}).get(part, Sum()) for part in stocks}
    form = Form(measures)
    line: list[Figure] = []
    for month in period.months:
        found = dict(sums.get(month, {}))
        for part in stocks:
            held[part] = held[part].plus(found.get(part, Sum()))
        line += form.figures(found | held).values()
    return tuple(line)


def records_of(
    unit: Unit,
    period: Period,
    key: str,
    *,
    sees_names: Callable[[str], bool],
    own: bool = False,
    after: int = 0,
    limit: int | None = None,
) -> Iterator[Record]:
    """The records behind a figure, in the order of their key, those after `after`.

    Their amounts, in smallest units, add up to `scaled` of the figure and they are `n`; those of a
    ratio are the denominator's, with amount 1 where the numerator counts them too. `own` leaves out
    what stands beneath the unit.
    """
    (measure,) = _chosen(unit, period, [key])
    return listed(measure, unit, period, sees_names, own, after, limit)


def waiting() -> int:
    """How many images are not folded yet."""
    return Image.objects.count()


def last_check() -> Check | None:
    """The newest recount of everything."""
    return Check.objects.filter(scope="").order_by("-at", "-pk").first()


def triggers_missing() -> list[str]:
    """A sentence for each trigger of counting that is not there (invariant I5)."""
    return [
        _("Thiếu trình kích hoạt %(name)s trên bảng %(table)s; hãy chạy “neuguong migrate”.")
        % {"name": trigger.name, "table": trigger.table}
        for trigger in triggers.missing(list(lists().sources.values()))
    ]


def _chosen(unit: Unit, period: Period, keys: Collection[str] | None) -> list[Measure]:
    """The measures asked, of a unit that had been founded before the period ended."""
    if period.last_day < unit.opened_on:
        raise Refused(_not_yet(unit, period))
    return list(catalogue().values()) if keys is None else [measure_of(key) for key in keys]


def _not_yet(unit: Unit, period: Period) -> Refusal:
    words = {
        "unit": unit.name,
        "day": format_day(unit.opened_on),
        "period": period.label,
        "before": ", ".join(f"{before.name} ({before.slug})" for before in predecessors_of(unit)),
    }
    if words["before"]:
        text = _(
            "%(unit)s lập ngày %(day)s, chưa có trong %(period)s. Hãy xem đơn vị trước đó:"
            " %(before)s."
        )
    else:
        text = _("%(unit)s lập ngày %(day)s, chưa có trong %(period)s. Hãy chọn kỳ sau đó.")
    return Refusal("unit_not_yet", text % words)


def _existed(unit: Unit | None, period: Period) -> bool:
    return unit is not None and (
        unit.opened_on <= period.last_day
        and (unit.closed_on is None or unit.closed_on > period.first_day)
    )

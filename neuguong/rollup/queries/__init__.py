"""Reads of figures: of a unit, of its children, over a year, and the records behind each."""

from collections.abc import Callable, Collection, Iterator, Sequence
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
from neuguong.rollup.queries.carried import Carried, carried
from neuguong.rollup.queries.different import different
from neuguong.rollup.queries.figure import Figure, Form
from neuguong.rollup.queries.records import listed
from neuguong.rollup.queries.rows import Row, Section, rows_of
from neuguong.rollup.queries.rows import sections as _sections
from neuguong.rollup.queries.snapshot import snapshot
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.standing import (
    above_on,
    branch_on,
    branches_on,
    children_on,
    months_as_they_were,
    months_on,
    parent_there,
    under_on,
)
from neuguong.rollup.queries.view import NAMED, TODAY, WAS, View, ViewKind, view_named, view_unknown

__all__ = [
    "NAMED",
    "TODAY",
    "WAS",
    "Carried",
    "Figure",
    "Row",
    "Section",
    "View",
    "ViewKind",
    "above_on",
    "branches_on",
    "carried_of",
    "catalogue",
    "children_figures",
    "figures_of",
    "last_check",
    "measure_of",
    "parent_there",
    "records_of",
    "sections",
    "series_of",
    "snapshot",
    "triggers_missing",
    "under_on",
    "view_named",
    "view_unknown",
    "waiting",
]


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
    unit: Unit, period: Period, keys: Collection[str] | None = None, view: View = WAS
) -> dict[str, Figure]:
    """The figures of a unit and all beneath it, in the order of `keys` or of the tables.

    One statement for all that is counted where nothing has moved since the day of the view;
    attributes, declarations and numbers of different subjects ask their own. Refuses unknown keys,
    and on the tree of then a period before the unit was founded; on that of today or of a plan such a
    period shows what stands beneath the unit there.
    """
    measures = _chosen(unit, period, keys, view)
    span = Span.of(period, [measure.key for measure in measures])
    sums = branch_on(unit, period, span, view)
    form = Form(measures)
    made = form.figures(sums.get(0, {}))
    apart = [measure for measure in measures if measure.kind is Kind.DISTINCT]
    numbers = different(apart, period, branches_on(unit, period, view)) if apart else {}
    for measure in measures:
        if measure.kind.is_asked:
            value = lists().attribute(measure.key)(unit, period)
            made[measure.key] = form.attribute(measure, value)
        elif measure.kind is Kind.DISTINCT:
            made[measure.key] = form.different(measure, *numbers[measure.key])
    return {measure.key: made[measure.key] for measure in measures}


def children_figures(
    unit: Unit, period: Period, keys: Collection[str], view: View = WAS
) -> list[Row]:
    """A row for every direct child on the tree of the view, and one for the unit's own records.

    By rank, then in Vietnamese order; children that had ended by then stand after the others, under
    headings. The rows add up to the unit's figures; what does not add up is left out. A child that did not
    exist in the period is shown only if something is counted there.
    """
    measures = [m for m in _chosen(unit, period, keys, view) if not m.kind.stands_alone]
    span = Span.of(period, [measure.key for measure in measures])
    standing = children_on(unit, period, span, view)
    return rows_of(unit, period, view, standing, Form(measures))


def sections(rows: Sequence[Row], keys: Collection[str]) -> list[Section]:
    """The rows of `children_figures` parted by heading, each part with the sum of its rows."""
    return _sections(rows, Form([measure_of(key) for key in keys]))


def series_of(
    unit: Unit, key: str, year: int, view: View = WAS, *, as_it_happened: bool = False
) -> tuple[Figure, ...]:
    """The twelve months of a year; a stock at the end of each. An attribute has none.

    All on the tree of the view, or each on the tree of its own last day where `as_it_happened`.
    """
    view = WAS if as_it_happened else view
    measures = _chosen(unit, Period("year", year), [key], view)
    span = Span.of(Period("year", year), [key], by_month=True)
    months = months_as_they_were if as_it_happened else months_on
    form = Form(measures)
    line = months(unit, year, span, view)
    return tuple(figure for month in line for figure in form.figures(month).values())


def carried_of(unit: Unit, period: Period, key: str, view: View = WAS) -> list[Carried]:
    """The moved units that make a figure on the tree of a view differ from that of today.

    What they carry adds up to the one without the other; those with most first.
    """
    (measure,) = _chosen(unit, period, [key], view)
    return carried(unit, period, Span.of(period, [key]), Form([measure]), view)


def records_of(
    unit: Unit,
    period: Period,
    key: str,
    *,
    sees_names: Callable[[str], bool],
    view: View = WAS,
    own: bool = False,
    after: int = 0,
    limit: int | None = None,
) -> Iterator[Record]:
    """The records behind a figure, in the order of their key, those after `after`.

    Their amounts, in smallest units, add up to `scaled` of the figure and they are `n`; those of a
    ratio are the denominator's, with amount 1 where the numerator counts them too; of different
    subjects the first record of each has amount 1. `own` leaves out
    what stands beneath the unit. The branch is fixed at once, its records are read as they are taken.
    """
    (measure,) = _chosen(unit, period, [key], view)
    branches = branches_on(unit, period, view)
    return listed(measure, unit, period, branches, sees_names, own, after, limit)


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


def _chosen(unit: Unit, period: Period, keys: Collection[str] | None, view: View) -> list[Measure]:
    """The measures asked, of a unit that stands on the tree of the view."""
    if view.kind is ViewKind.WAS and period.last_day < unit.opened_on:
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

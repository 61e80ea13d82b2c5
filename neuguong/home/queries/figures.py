"""What the page of figures shows: this period and the one before, children, months, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q

from neuguong.deeds.models import Registration
from neuguong.deeds.rules import RegistrationState
from neuguong.home import rules
from neuguong.home.queries.place import Place
from neuguong.indicators.queries.completeness import silent_among
from neuguong.indicators.rules import SIGNS_OF_LIFE
from neuguong.lib.actor import PathRange
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.measure import Measure
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import within
from neuguong.people.models import Membership
from neuguong.people.rules import PARTY_MEMBERS
from neuguong.rollup.queries import (
    Figure,
    Row,
    catalogue,
    children_figures,
    figures_of,
    measure_of,
    series_of,
    snapshot,
)

SIGNS: Final = SIGNS_OF_LIFE  # that anybody registered


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """All that one page of figures needs, asked in a fixed number of statements.

    `last` is empty when the unit did not exist the period before. `columns` are the measures of the
    table by child, `bars` the one that is drawn.
    """

    place: Place
    group: rules.Group
    focus: Measure | None
    listed: list[Measure]
    columns: list[Measure]
    bars: Measure
    this: Mapping[str, Figure]
    last: Mapping[str, Figure]
    rows: list[Row]
    last_rows: Mapping[int, Figure]

    @property
    def adds_up(self) -> bool:
        """Whether every column of the table really adds up to the unit's own figure."""
        return all(adds_up(self.rows, self.this, measure) for measure in self.columns)


def adds_up(rows: Sequence[Row], total: Mapping[str, Figure], measure: Measure) -> bool:
    """Whether the rows of one column add up to the figure of the unit; of a ratio, both its parts."""
    key = measure.key
    same = sum(row.figures[key].scaled for row in rows) == total[key].scaled
    return same and sum(row.figures[key].n for row in rows) == total[key].n


def listed_in(group: rules.Group) -> list[Measure]:
    """The measures of a tab, in the order of the tables."""
    return [measure for measure in catalogue().values() if measure.group in group.groups]


def figures_page(place: Place, group: rules.Group, focus: str) -> FiguresPage:
    """The page of a place the reader sees whole; `focus` is the key of one measure or empty.

    All of it is of one moment.
    """
    with snapshot():
        return _figures_page(place, group, focus)


def _figures_page(place: Place, group: rules.Group, focus: str) -> FiguresPage:
    chosen = measure_of(focus) if focus else None
    if chosen is not None and chosen.kind.stands_alone:
        chosen = None
    listed = listed_in(group)
    keys = [measure.key for measure in listed]
    wanted = list(dict.fromkeys([*rules.MAIN, *keys, *rules.WAITING, rules.OPEN, focus or keys[0]]))
    this = figures_of(place.unit, place.period, wanted, place.view)
    last = figures_before(place, wanted)
    if not any(last[key].n for key in (*rules.MAIN, *keys) if key in last):
        last = {}
    columns = [chosen] if chosen else _columns(group, listed, this)
    bars = chosen or _drawn(columns)
    asked = [*(measure.key for measure in columns), rules.MASS_ORGANISATIONS, *SIGNS]
    rows = children_figures(place.unit, place.period, list(dict.fromkeys(asked)), place.view)
    return FiguresPage(
        place=place,
        group=group,
        focus=chosen,
        listed=listed,
        columns=columns,
        bars=bars,
        this=this,
        last=last,
        rows=shown_rows(rows),
        last_rows=_rows_before(place, bars.key) if last else {},
    )


def whole_table(page: FiguresPage) -> tuple[list[Measure], list[Row]]:
    """The table by child with every counted measure of the tab, for a file."""
    measures = [page.focus] if page.focus else page.listed
    counted = [measure for measure in measures if not measure.kind.stands_alone]
    keys = [measure.key for measure in counted]
    return counted, shown_rows(
        children_figures(page.place.unit, page.place.period, keys, page.place.view)
    )


def figures_before(place: Place, keys: list[str]) -> Mapping[str, Figure]:
    """The figures of the period before, none when the unit was not there yet."""
    try:
        return figures_of(place.unit, place.period.previous(), keys, place.view)
    except Refused:
        return {}


def shown_rows(rows: Sequence[Row]) -> list[Row]:
    """The children and, unless nothing stands behind it, the row of the unit's own records."""
    return [row for row in rows if not row.is_own or not row.is_empty]


def in_sections(rows: Sequence[Row]) -> list[Row]:
    """The rows as a table has them: those of today first, the unit's own, then those under headings."""
    return sorted(rows, key=lambda row: (bool(row.heading), row.heading))


def change_words(now: Figure, then: Figure | None) -> str:
    """By how much a figure differs from the one before, where both are known exactly; else empty."""
    if then is None or now.qualifier != Qualifier.EXACT or then.qualifier != Qualifier.EXACT:
        return ""
    if not isinstance(now.value, Decimal) or not isinstance(then.value, Decimal):
        return ""
    return rules.change(now.value, then.value)


def is_not_applicable(figure: Figure, row: Mapping[str, Figure]) -> bool:
    """Whether a zero says nothing: deeds of mass organisations where there are none."""
    if figure.key != rules.MASS_DEEDS or not figure.is_zero:
        return False
    there = row.get(rules.MASS_ORGANISATIONS)
    return there is not None and there.is_zero


@dataclass(frozen=True, slots=True)
class Months:
    """Completions of a year and of the one before, month by month; a running year ends early.

    As it was, each month stands on its own tree; otherwise all on the tree of the view.
    """

    year: int
    this: tuple[Figure, ...]
    last: tuple[Figure, ...]
    is_moved: bool = False  # a month is otherwise on its own tree than on that of the year's end

    @property
    def is_empty(self) -> bool:
        """Whether nothing was finished in either year."""
        return all(figure.is_zero for figure in (*self.this, *self.last))


def months_of(place: Place, *, today: date) -> Months:
    """The completions of the period's year, each month for itself."""
    year = place.year
    with snapshot():
        return _months_of(place, year, today)


def _months_of(place: Place, year: int, today: date) -> Months:
    this = _series(place, year)
    is_moved = place.view.is_signed and this != _series(place, year, as_it_happened=False)
    if year == today.year:
        this = this[: today.month]
    return Months(year, this, _series(place, year - 1), is_moved)


@dataclass(frozen=True, slots=True)
class Missing:
    """Who has not registered: people of cells at and below a grassroots organisation, else whole units."""

    people: list[tuple[Unit, int]]
    units: list[Unit]
    of_units: int

    @property
    def people_count(self) -> int:
        """How many Party members have not sent a registration."""
        return sum(number for _unit, number in self.people)


def missing_in(place: Place, rows: Sequence[Row] | None = None) -> Missing:
    """Who has not registered in the branch of a unit; `rows` are its children, asked with SIGNS."""
    unit = place.unit
    if unit.type.is_grassroots or unit.type.is_cell:
        return Missing(_people_missing(place), [], 0)
    year = Period("year", place.year)
    if rows is None or place.period != year:
        rows = children_figures(unit, year, SIGNS, place.view)
    return Missing([], *silent_among(rows))


def _people_missing(place: Place) -> list[tuple[Unit, int]]:
    """Units of the branch with Party members who have not sent anything, and how many."""
    sent = Registration.objects.filter(person_id=OuterRef("person_id"), year=place.year).exclude(
        state__in=(RegistrationState.DRAFT, RegistrationState.WITHDRAWN)
    )
    rows = Membership.objects.filter(
        valid_from__lte=place.day, category__in=sorted(PARTY_MEMBERS)
    ).filter(Q(valid_to=None) | Q(valid_to__gt=place.day))
    rows = within(rows, [PathRange.branch(place.unit.path)], "unit__path")
    counts = dict(
        rows.filter(~Exists(sent))
        .order_by()
        .values_list("unit_id")
        .annotate(number=Count("person_id", distinct=True))
    )
    units = Unit.objects.filter(pk__in=list(counts)).order_by("sort", "pk")
    return [(unit, counts[unit.pk]) for unit in units]


def _columns(
    group: rules.Group, listed: list[Measure], this: Mapping[str, Figure]
) -> list[Measure]:
    """The columns of a tab: those it names, else the first that are not zero."""
    if group.columns:
        return [measure_of(key) for key in group.columns]
    summed = [measure for measure in listed if not measure.kind.stands_alone]
    full = [measure for measure in summed if not this[measure.key].is_zero]
    return (full or summed)[: rules.MOST_COLUMNS]


def _drawn(columns: Sequence[Measure]) -> Measure:
    """The measure of the bars: deeds of persons where they are, else the first column."""
    named = {measure.key: measure for measure in columns}
    return named.get(rules.PERSONAL_DEEDS, columns[0])


def _rows_before(place: Place, key: str) -> dict[int, Figure]:
    try:
        rows = children_figures(place.unit, place.period.previous(), [key], place.view)
    except Refused:
        return {}
    return {row.unit.pk if row.unit else 0: row.figures[key] for row in rows}


def _series(place: Place, year: int, *, as_it_happened: bool = True) -> tuple[Figure, ...]:
    """The line of a year; as it was, each month stands on its own tree unless told otherwise."""
    apart = as_it_happened and place.view.is_signed
    try:
        return series_of(place.unit, rules.COMPLETED, year, place.view, as_it_happened=apart)
    except Refused:
        return ()

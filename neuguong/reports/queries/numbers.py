"""The figures of one report: of the unit, of its children, and each as something that opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from neuguong.documents.document import Bound
from neuguong.lib.amounts import format_amount
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit, UnitState
from neuguong.org.rules import Family
from neuguong.reports import rules
from neuguong.rollup.queries import (
    WAS,
    Figure,
    Row,
    View,
    catalogue,
    children_figures,
    figures_of,
)

ALL, KEPT, DONE = "deeds.all", "deeds.kept", "deeds.completed"
PARTY, MASS = "deeds.by_party_collectives", "deeds.by_mass_organisations"
COLLECTIVE_DEEDS = "deeds.by_collectives"
# Of deeds by the month of their registration: within a year the same as by the month they were done
# in, but in a part of it they say how those deeds stand now, not how they stood then.
OF_REGISTERED = (
    KEPT,
    "deeds.completion_rate",
    "deeds.open",
    "deeds.carried_over",
    "deeds.not_done",
)


@dataclass(frozen=True, slots=True)
class Doors:
    """Addresses behind figures, made by joining words: a report holds hundreds of them."""

    period: Period
    view: View
    to_records: str
    to_year: str

    @classmethod
    def of(cls, period: Period, view: View = WAS) -> "Doors":
        """The doors of a period, on the tree of a view."""
        begin = (reverse(f"home:{name}", args=["-"])[:-1] for name in ("records", "year"))
        return cls(period, view, *begin)

    def records(self, slug: str, key: str, **extra: str) -> str:
        """The records behind a figure of a unit."""
        tree = {} if self.view.is_signed else {"cay": self.view.key}
        query = urlencode({"ky": self.period.key, **tree, "do": key, **extra})
        return f"{self.to_records}{slug}?{query}"

    def year(self, slug: str) -> str:
        """The page of the year as it holds for a unit: where an attribute comes from."""
        return f"{self.to_year}{slug}?nam={self.period.last_year}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """All figures a report says; `bounds` holds those that are not nothing, by key or `key@slug`.

    `names` are those of the children as they were; `columns` the measures of the table by unit.
    """

    unit: Unit
    period: Period
    doors: Doors
    figures: Mapping[str, Figure]
    rows: Sequence[Row]
    columns: tuple[str, ...]
    names: Mapping[int, str]
    bounds: Mapping[str, Bound]

    @property
    def adds_up(self) -> bool:
        """Whether every column of the table by unit adds up to the unit's own figure."""
        return all(_adds_up(self.rows, self.figures[key]) for key in self.columns)

    @property
    def done(self) -> str:
        """The measure of what was finished: of the year's deeds, or within a part of the year."""
        return KEPT if _is_whole(self.period) else DONE

    @property
    def complete(self) -> list[Row]:
        """The children that finished all they registered, those with most deeds first.

        Only Party organisations whose people registered too, and none where all or nobody did.
        """
        kept, total = self.figures.get(KEPT), self.figures.get(ALL)
        if kept is None or total is None or kept.scaled == total.scaled:
            return []
        done = [
            row
            for row in self.rows
            if row.unit is not None
            and row.unit.type.family == Family.PARTY
            and row.figures["deeds.people"].scaled
            and row.figures[KEPT].scaled == row.figures[ALL].scaled
        ]
        return sorted(done, key=lambda row: -row.figures[ALL].scaled)

    def name_of(self, row: Row) -> str:
        """The name of a row of the table by unit."""
        return self.names.get(row.unit.pk, row.label) if row.unit else row.label


def numbers_of(unit: Unit, period: Period, day: date, view: View = WAS) -> Numbers:
    """Figures of a unit and its children in a fixed number of statements; `day` fixes the names."""
    doors = Doors.of(period, view)
    measures = [m for m in catalogue().values() if m.group not in rules.HIDDEN_GROUPS]
    found = figures_of(unit, period, [measure.key for measure in measures], view)
    figures = {key: figure for key, figure in found.items() if _says_something(figure)}
    for key in (DONE,) if _is_whole(period) else OF_REGISTERED:
        figures.pop(key, None)
    asked = [key for key, _head in rules.BY_UNIT if key in found]
    rows = children_figures(unit, period, [*asked, ALL, KEPT], view)
    rows = [row for row in rows if not row.is_own or not row.is_empty]
    columns = _columns(figures) if any(row.unit is not None for row in rows) else ()
    names = {
        pk: state.name for pk, state in states_on((r.unit for r in rows if r.unit), day).items()
    }
    bounds = {key: _bound(figure, unit.slug, doors) for key, figure in figures.items()}
    for row in rows:
        for key in columns:
            if row.unit is not None and not row.figures[key].is_zero:
                bound = _bound(row.figures[key], row.unit.slug, doors, at_unit=True)
                bounds[bound.key] = bound
    return Numbers(unit, period, doors, figures, rows, columns, names, bounds)


def states_on(units: Iterable[Unit], day: date) -> dict[int, UnitState]:
    """How units stood on a day, by id; one that was not there on that day is missing."""
    rows = UnitState.objects.filter(unit__in=list(units), valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("parent")
    return {state.unit_id: state for state in rows}


def facts_of(unit: Unit, numbers: Numbers, keys: Sequence[str]) -> list[Bound]:
    """A few figures of a unit further below, those that are not nothing."""
    found = figures_of(unit, numbers.period, keys, numbers.doors.view)
    return [
        _bound(figure, unit.slug, numbers.doors, at_unit=True)
        for figure in found.values()
        if _says_something(figure)
    ]


def own_records(numbers: Numbers, row: Row, key: str) -> Bound:
    """What a table says of the unit's own records, those of no child."""
    figure = row.figures[key]
    href = numbers.doors.records(numbers.unit.slug, key, rieng="1")
    return Bound(f"{key}@{numbers.unit.slug}!", words_of(figure), href, value=_number(figure))


def words_of(figure: Figure) -> str:
    """The number with its qualifier and without its unit: "ít nhất 4.200.000", "98,5"."""
    if isinstance(figure.value, Decimal):
        return format_amount(figure.value, "", figure.qualifier)
    return figure.value or ""


def _bound(figure: Figure, slug: str, doors: Doors, *, at_unit: bool = False) -> Bound:
    attribute = figure.kind is Kind.ATTRIBUTE
    return Bound(
        key=f"{figure.key}@{slug}" if at_unit else figure.key,
        text=words_of(figure),
        href=doors.year(slug) if attribute else doors.records(slug, figure.key),
        unit=figure.unit,
        value=_number(figure),
    )


def _is_whole(period: Period) -> bool:
    """Whether the period is made of whole years."""
    return period.kind in ("year", "years")


def _number(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure.value, Decimal) else None


def _says_something(figure: Figure) -> bool:
    """Whether records stand behind a figure, or its unit states it."""
    if figure.kind is Kind.ATTRIBUTE:
        return figure.value not in (None, "")
    return figure.n > 0 and figure.value is not None


def _columns(figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """The measures of the table by unit; a sum that only repeats one of its parts is left out."""
    shown = [key for key, _head in rules.BY_UNIT if key in figures]
    parts = [figures[key].scaled for key in (PARTY, MASS) if key in figures]
    if COLLECTIVE_DEEDS in shown and figures[COLLECTIVE_DEEDS].scaled in parts:
        shown.remove(COLLECTIVE_DEEDS)
    return tuple(shown)


def _adds_up(rows: Sequence[Row], total: Figure) -> bool:
    same = sum(row.figures[total.key].scaled for row in rows) == total.scaled
    return same and sum(row.figures[total.key].n for row in rows) == total.n

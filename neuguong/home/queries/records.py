"""The records behind a figure as a page shows them: what, who, result, and which doors are open."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from neuguong.deeds.models import Deed, Quantity, Registration, Work
from neuguong.deeds.queries import deed_counts, may_read
from neuguong.deeds.rights import Right as DeedRight
from neuguong.deeds.rules import SubjectKind
from neuguong.home.queries.place import Place, seen_above
from neuguong.lib.actor import Actor
from neuguong.lib.amounts import NBSP, Qualifier, format_amount, from_scaled
from neuguong.lib.measure import Measure, Record
from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.rollup.queries import (
    Figure,
    Row,
    children_figures,
    figures_of,
    measure_of,
    records_of,
    snapshot,
)

PAGE = 50
# Their pages answer for themselves to whoever sees figures; they name nobody to those without the right.
_OPEN_TO_ALL = ("study:", "ceremonies:")


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """One page of the records behind a figure.

    `trail` are the units above with their figures; `rows` the children with theirs; `after` the id
    of the last record shown when more follow. `hidden`: names are masked for this reader.
    """

    place: Place
    measure: Measure
    figure: Figure
    own: bool
    trail: list[tuple[Unit, Figure]]
    rows: list[Row]
    records: list[Record]
    is_first: bool
    after: int | None
    hidden: bool

    @property
    def shown(self) -> int:
        """What the records of this page add up to, in smallest units."""
        return sum(record.amount for record in self.records)

    @property
    def is_all(self) -> bool:
        """Whether the page holds every record behind the figure."""
        return self.is_first and self.after is None


def records_page(
    by: Actor, place: Place, measure: Measure, *, own: bool, after: int
) -> RecordsPage:
    """One page of the records a reader opens from a figure, all of one moment."""
    with snapshot():
        return _records_page(by, place, measure, own=own, after=after)


def _records_page(
    by: Actor, place: Place, measure: Measure, *, own: bool, after: int
) -> RecordsPage:
    unit, period, key = place.unit, place.period, measure.key
    figure = figures_of(unit, period, [key], place.view)[key]
    found = list(
        records_of(
            unit,
            period,
            key,
            sees_names=by.sees_names,
            view=place.view,
            own=own,
            after=after,
            limit=PAGE + 1,
        )
    )
    rows: list[Row] = []
    if not measure.kind.stands_alone:
        rows = children_figures(unit, period, [key], place.view)
    direct = next((row.figures[key] for row in rows if row.is_own), figure)
    return RecordsPage(
        place=place,
        measure=measure,
        figure=direct if own else figure,
        own=own,
        trail=_trail(by, place, key),
        rows=[row for row in rows if not row.figures[key].is_zero] if len(rows) > 1 else [],
        records=found[:PAGE],
        is_first=after == 0,
        after=found[PAGE - 1].id if len(found) > PAGE else None,
        hidden=_speaks_of_people(measure) and not by.sees_names(unit.path),
    )


def _speaks_of_people(measure: Measure) -> bool:
    """Whether persons stand behind a figure: members, or what individuals registered and gave."""
    counted = measure_of(measure.denominator) if measure.denominator else measure
    return any(
        SubjectKind.INDIVIDUAL in feed.where["subject_kind"]
        if "subject_kind" in feed.where
        else {"subject_kind", "category"} & set(feed.source.facets)
        for feed in counted.feeds
    )


def _trail(by: Actor, place: Place, key: str) -> list[tuple[Unit, Figure]]:
    """The way of the number from the top the reader sees; levels younger than the period are left out."""
    way = []
    for unit in seen_above(by, place):
        try:
            way.append((unit, figures_of(unit, place.period, [key], place.view)[key]))
        except Refused:
            continue
    return way


@dataclass(slots=True)
class Details:
    """What is known besides of the records of one page, asked once per table.

    `doors`: links that open for this reader; `fields` and `results` by link.
    """

    doors: set[tuple[str, int]] = field(default_factory=set)
    fields: dict[tuple[str, int], str] = field(default_factory=dict)
    results: dict[tuple[str, int], str] = field(default_factory=dict)


def details_of(by: Actor, records: Iterable[Record]) -> Details:
    """Doors, fields of work and results of some records, in at most five statements."""
    details = Details()
    wanted: dict[str, set[int]] = {}
    for record in records:
        if record.link is not None:
            wanted.setdefault(record.link[0], set()).add(record.link[1])
    _of_deeds(by, wanted.get("deeds:deed", set()), details)
    _of_registrations(by, wanted.get("deeds:registration", set()), details)
    if works := Work.objects.filter(pk__in=wanted.get("deeds:work", ())).select_related("unit"):
        seen = [work.pk for work in works if by.may(DeedRight.VIEW, at=work.unit)]
        details.doors |= {("deeds:work", pk) for pk in seen}
    details.doors |= {("people:person", pk) for pk in wanted.get("people:person", ())}
    for kind, ids in wanted.items():
        if kind.startswith(_OPEN_TO_ALL):
            details.doors |= {(kind, pk) for pk in ids}
    return details


def _of_deeds(by: Actor, ids: set[int], details: Details) -> None:
    if not ids:
        return
    quantities = Quantity.objects.filter(result__deed__in=ids).select_related("result")
    results: dict[int, list[str]] = {}
    for quantity in quantities.order_by("pk"):
        if quantity.result is not None:
            results.setdefault(quantity.result.deed_id, []).append(amount_of(quantity))
    rows = Deed.objects.filter(pk__in=ids).select_related("registration__unit", "category")
    for deed in rows:
        link = ("deeds:deed", deed.pk)
        details.fields[link] = deed.category.label
        details.results[link] = ", ".join(results.get(deed.pk, ())[:2])
        if may_read(by, deed.registration):
            details.doors.add(link)


def _of_registrations(by: Actor, ids: set[int], details: Details) -> None:
    if not ids:
        return
    counts = deed_counts(sorted(ids))
    for found in Registration.objects.filter(pk__in=ids).select_related("unit"):
        link = ("deeds:registration", found.pk)
        details.results[link] = f"{counts.get(found.pk, 0)}{NBSP}{_('việc')}"
        if may_read(by, found):
            details.doors.add(link)


def amount_of(quantity: Quantity) -> str:
    """A quantity as it is written, with the unit that was typed."""
    return format_amount(quantity.amount, quantity.unit_word, Qualifier(quantity.qualifier))


def amount_words(record: Record, measure: Measure) -> str:
    """What a record adds to the figure, as a plain number in the display unit."""
    value = from_scaled(record.amount, measure.scale)
    return format_amount(value, "", Qualifier(record.qualifier))


def whole_words(record: Record, measure: Measure) -> str:
    """The same with its unit, for measures that add amounts; empty for those that count rows."""
    if not any(feed.value for feed in measure.feeds):
        return ""
    value = from_scaled(record.amount, measure.scale)
    return format_amount(value, str(measure.unit), Qualifier(record.qualifier))

"""The sums of a unit, its children and its months on the tree of a view."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q, QuerySet

from neuguong.lib.actor import PathRange
from neuguong.lib.dates import Period
from neuguong.lib.measure import Kind
from neuguong.org.models import Unit
from neuguong.rollup.queries.figure import Sum
from neuguong.rollup.queries.moves import same_trees
from neuguong.rollup.queries.snapshot import snapshot
from neuguong.rollup.queries.span import BEFORE, Span, Sums, by_month
from neuguong.rollup.queries.sums import branch_sums, children_sums
from neuguong.rollup.queries.terms import Term, summed, terms_of
from neuguong.rollup.queries.view import View, ViewKind


def branch_on(unit: Unit, period: Period, span: Span, view: View) -> Sums:
    """The sums of a unit's branch on the tree of a view, in the group 0."""
    day = view.day(unit, period)
    if view.kind is ViewKind.WAS and (found := branch_sums(unit, span, still=day)) is not None:
        return found
    with snapshot():
        coefficients = view.tree(day).coefficients(unit.pk, unit.path)
        if coefficients == {unit.pk: 1}:
            return branch_sums(unit, span) or {}
        return summed(terms_of({0: coefficients}), span)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands under a unit on some tree, and the sums by id: the unit's own are by its own id.

    `children` by rank, then in Vietnamese order, with `name_then` where the names of a `day` hold;
    `planned` are the ids below zero of units that a plan founds.
    """

    sums: Sums
    children: list[Unit]
    day: date | None
    planned: tuple[int, ...] = ()


def children_on(unit: Unit, period: Period, span: Span, view: View) -> Standing:
    """The sums of every child of a unit on the tree of a view, and what is the unit's own."""
    day = view.day(unit, period)
    named = day if view.kind is ViewKind.WAS else None
    children = list(_named(Q(parent=unit.pk), named))
    all_rolled = all(child.rolled for child in children)
    if view.kind is not ViewKind.PLAN:
        found = children_sums(unit, span, all_rolled=all_rolled, still=named)
        if found is not None:
            if late := found.keys() - {unit.pk, *(child.pk for child in children)}:
                children += _named(Q(pk__in=late), named)  # came under the unit just now
            return Standing(found, children, named)
    with snapshot():
        tree = view.tree(day)
        standing = Unit.objects.filter(parent=unit.pk).values_list("pk", flat=True)
        groups = tree.of_children(unit.pk, unit.path, standing)
        there = [number for number in groups if number > 0]
        if set(there) != {child.pk for child in children}:
            children = list(_named(Q(pk__in=there), named))
        own = [Term(unit.pk, unit.pk, alone=True)] if unit.pk > 0 else []
        sums = summed([*terms_of(groups), *own], span)
        planned = sorted((number for number in groups if number < 0), reverse=True)
        return Standing(sums, children, named, tuple(planned))


def _named(units: Q, day: date | None) -> QuerySet[Unit]:
    """Units in order of rank, then in Vietnamese order; with the name and rank of a day."""
    rows = Unit.objects.select_related("type").filter(units)
    if day is None:
        return rows.order_by("type__rank", "sort", "pk")
    then = Q(states__valid_from__lte=day) & (Q(states__valid_to=None) | Q(states__valid_to__gt=day))
    return (
        rows.alias(at_day=FilteredRelation("states", condition=then))
        .annotate(name_then=F("at_day__name"))
        .order_by(F("at_day__type__rank").asc(nulls_last=True), "type__rank", "sort", "pk")
    )


def months_on(unit: Unit, year: int, span: Span, view: View) -> list[dict[str, Sum]]:
    """The sums of twelve months on the tree of a view; a stock at the end of each."""
    found = by_month(branch_on(unit, Period("year", year), span, view)).get(0, {})
    return _line(found, year, span)


def months_as_they_were(unit: Unit, year: int, span: Span, view: View) -> list[dict[str, Sum]]:
    """The sums of twelve months, each on the tree of its own last day."""
    months = Period("year", year).months
    days = [view.day(unit, Period.parse(f"{month // 100}-{month % 100:02}")) for month in months]
    found = branch_sums(unit, span, still=min(days))
    if found is not None:
        return _line(by_month(found).get(0, {}), year, span)
    with snapshot():
        same = same_trees(days)
        of_day = {day: view.tree(day).coefficients(unit.pk, unit.path) for day in set(same)}
        trees = [of_day[day] for day in same]
        units = {y for coefficients in trees for y in coefficients if y > 0}
        sums = by_month(summed([Term(y, y) for y in sorted(units)], span))
    lines = {y: _line(sums.get(y, {}), year, span) for y in units}
    made: list[dict[str, Sum]] = []
    for place, coefficients in enumerate(trees):
        month: dict[str, Sum] = {}
        for y, times in coefficients.items():
            for key, sum_ in lines.get(y, [{}] * 12)[place].items():
                month[key] = month.get(key, Sum()).plus(sum_, times)
        made.append(month)
    return made


def _line(found: Sums, year: int, span: Span) -> list[dict[str, Sum]]:
    """Months in order, stocks carried on from one to the next."""
    stocks = {measure.key for measure in span.measures if measure.kind is Kind.STOCK}
    held = {key: found.get(BEFORE, {}).get(key, Sum()) for key in stocks}
    line: list[dict[str, Sum]] = []
    for month in Period("year", year).months:
        here = dict(found.get(month, {}))
        for key in stocks:
            held[key] = held[key].plus(here.get(key, Sum()))
        line.append(here | held)
    return line


def branches_on(unit: Unit, period: Period, view: View) -> tuple[PathRange, ...]:
    """The branch of a unit on the tree of a view, as ranges of today's paths."""
    if view.kind is ViewKind.TODAY:
        return (PathRange.branch(unit.path),)
    with snapshot():
        return view.tree(view.day(unit, period)).ranges(unit.pk, unit.path)


def above_on(unit: Unit, period: Period, view: View) -> list[Unit]:
    """The units above a unit on the tree of a view, topmost first; planned ones are left out."""
    with snapshot():
        line = view.tree(view.day(unit, period)).line(unit.pk, unit.path) or ()
        found = Unit.objects.select_related("type").in_bulk(
            [number for number in line[1:] if number > 0]
        )
    return [found[number] for number in reversed(line[1:]) if number in found]


def parent_there(unit: Unit, period: Period, view: View) -> Unit | None:
    """The unit directly above on the tree of a view; None for a root and under one only planned."""
    with snapshot():
        parent = view.tree(view.day(unit, period)).parent(unit.pk, unit.path)
        if not isinstance(parent, int) or parent < 0:
            return None
        return Unit.objects.select_related("type").filter(pk=parent).first()


def under_on(unit: Unit, period: Period, view: View) -> list[Unit]:
    """The children of a unit on the tree of a view, in the order of the table by child."""
    day = view.day(unit, period)
    with snapshot():
        tree = view.tree(day)
        named = day if view.kind is ViewKind.WAS else None
        if not len(tree):
            return list(_named(Q(parent=unit.pk), named))
        standing = Unit.objects.filter(parent=unit.pk).values_list("pk", flat=True)
        groups = tree.of_children(unit.pk, unit.path, standing)
        return list(_named(Q(pk__in=[number for number in groups if number > 0]), named))

"""Reads of units: by slug, the branch, the line above, the tree on a day, and search."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db.models import Exists, F, Min, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404

from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.ids import PATH_WIDTH, path_code
from neuguong.lib.measure import Ask, Record
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Succession, Unit, UnitLink, UnitState
from neuguong.org.rights import Right

AnyModel = TypeVar("AnyModel", bound=Model)
_MANY_RANGES: Final = 50
_WIDE: Final = 2 * PATH_WIDTH  # the path of a province
_NEXT_KEYS: Final = (20_000, 200_000)


def within(
    rows: QuerySet[AnyModel], ranges: Collection[PathRange], field: str = "path"
) -> QuerySet[AnyModel]:
    """The rows whose unit lies in one of the branches; none at all when there is no branch."""
    if not ranges:
        return rows.none()
    if len(ranges) > _MANY_RANGES:  # too many for one condition
        ends = [end for branch in ranges for end in (branch.lo, branch.hi)]
        lines = ", ".join(["(%s, %s)"] * len(ranges))
        select = (
            f"SELECT o.id FROM (VALUES {lines}) r CROSS JOIN org_unit o"  # noqa: S608 marks only
            " WHERE o.path >= r.column1 AND o.path < r.column2"
        )
        units = RawSQL(select, ends)  # noqa: S611
        return rows.filter(**{f"{field.rpartition('__')[0] or 'pk'}__in": units})
    condition = Q()
    for branch in ranges:
        condition |= Q(**{f"{field}__gte": branch.lo, f"{field}__lt": branch.hi})
    return rows.filter(condition)


def page_within(rows: QuerySet[AnyModel], ask: Ask) -> Iterable[AnyModel]:
    """The rows of units in the branches asked, in the order of the key: one page, or all of them.

    A page of a province or of the nation is looked for among the next keys first: from the units of
    so wide a branch all its rows would have to be put in order (performance 1.9, trap 4).
    """
    rows, every = rows.filter(pk__gt=ask.after).order_by("pk"), rows.order_by("pk")
    if ask.own_unit is not None:
        rows = rows.filter(unit_id=ask.own_unit)
    elif ask.limit is not None and any(len(branch.lo) <= _WIDE for branch in ask.branches):
        here = within(Unit.objects.filter(pk=OuterRef("unit_id")), ask.branches)
        page = _among_next(every.filter(Exists(here)), ask.after, ask.limit)
        if page is None and (first := _first_key(rows.model, ask)) is not None:
            page = _among_next(every.filter(Exists(here)), first - 1, ask.limit)
        if page is not None:
            return page
    return within(rows, ask.branches, "unit__path")[: ask.limit]


def _among_next(rows: QuerySet[AnyModel], after: int, limit: int) -> list[AnyModel] | None:
    """A full page among the keys that follow; None where they hold fewer rows."""
    for keys in _NEXT_KEYS:
        page = list(rows.filter(pk__gt=after, pk__lte=after + keys)[:limit])
        if len(page) == limit:
            return page
    return None


def _first_key(model: type[Model], ask: Ask) -> int | None:
    """The first key of any row of the branches after that of the last page."""
    rows = within(model._default_manager.filter(pk__gt=ask.after), ask.branches, "unit__path")
    found: int | None = rows.aggregate(first=Min("pk"))["first"]
    return found


def unit_by_slug(slug: str) -> Unit | None:
    """The unit of that slug, with its type and parent, or None."""
    if "\0" in slug:  # PostgreSQL refuses to look for it
        return None
    return Unit.objects.select_related("type", "parent").filter(slug=slug).first()


def unit_seen(by: Actor, slug: str, right: str = Right.VIEW) -> Unit:
    """The unit, for one who may know of it; otherwise 404, so that nothing leaks."""
    unit = unit_by_slug(slug)
    if unit is None or not by.may(right, at=unit):
        raise Http404
    return unit


def ancestor_paths(path: str) -> list[str]:
    """The paths above a unit, topmost first, without its own."""
    return [path[:end] for end in range(PATH_WIDTH, len(path), PATH_WIDTH)]


def line_above(unit: Unit) -> list[Unit]:
    """The units above, topmost first."""
    return list(Unit.objects.filter(path__in=ancestor_paths(unit.path)).order_by("path"))


def children_of(unit: Unit) -> QuerySet[Unit]:
    """Direct children on today's tree: by rank, then in Vietnamese order."""
    return (
        Unit.objects.filter(parent=unit).select_related("type").order_by("type__rank", "sort", "id")
    )


def branch_of(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything beneath it."""
    return within(Unit.objects.all(), [PathRange.branch(unit.path)])


def state_on(unit: Unit, day: date) -> UnitState | None:
    """What was true of the unit on that day, or None before it was founded or after its end."""
    return (
        UnitState.objects.filter(unit=unit, valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gt=day))
        .select_related("type", "parent")
        .first()
    )


def states_of(unit: Unit) -> QuerySet[UnitState]:
    """The whole history of one unit, oldest first."""
    return unit.states.select_related("type", "parent").order_by("valid_from")


def predecessors_of(unit: Unit) -> list[Unit]:
    """Whose history the unit carries on."""
    return [link.predecessor for link in unit.predecessions.select_related("predecessor")]


def successors_of(unit: Unit) -> list[Unit]:
    """Who carries on the unit's history."""
    rows = Succession.objects.filter(predecessor=unit).select_related("successor")
    return [link.successor for link in rows]


def tops_of(by: Actor) -> list[Unit]:
    """The highest units the actor may see: where the tree begins for them."""
    ranges = by.scope(Right.VIEW)
    if any(branch.lo == "" for branch in ranges):
        return list(Unit.objects.filter(parent=None).select_related("type").order_by("sort", "id"))
    paths = [branch.lo for branch in ranges]
    return list(Unit.objects.filter(path__in=paths).select_related("type").order_by("sort", "id"))


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of the tree page: a unit, how deep it stands, whether it opens, and is open."""

    unit: Unit
    depth: int
    children: int
    is_open: bool


def tree_lines(by: Actor, open_slugs: Collection[str]) -> list[TreeLine]:
    """The tree as the actor may see it, opened along the given slugs."""
    opened = set(open_slugs)
    tops = tops_of(by)
    shown: dict[int | None, list[Unit]] = {}
    layer = [unit for unit in tops if unit.slug in opened]
    while layer:
        rows = (
            Unit.objects.filter(parent__in=layer)
            .select_related("type")
            .order_by("type__rank", "sort", "id")
        )
        layer = []
        for unit in rows:
            shown.setdefault(unit.parent_id, []).append(unit)
            if unit.slug in opened:
                layer.append(unit)
    everyone = [*tops, *(unit for group in shown.values() for unit in group)]
    counts = _child_counts([unit.pk for unit in everyone])
    lines: list[TreeLine] = []

    def walk(units: Sequence[Unit], depth: int) -> None:
        for unit in units:
            is_open = unit.slug in opened and unit.pk in shown
            lines.append(TreeLine(unit, depth, counts.get(unit.pk, 0), is_open))
            if is_open:
                walk(shown[unit.pk], depth + 1)

    walk(tops, 0)
    return lines


def _child_counts(parents: Sequence[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for start in range(0, len(parents), 500):
        part = parents[start : start + 500]
        for parent in Unit.objects.filter(parent_id__in=part).values_list("parent_id", flat=True):
            if parent is not None:
                counts[parent] = counts.get(parent, 0) + 1
    return counts


def search_units(by: Actor, words: str, limit: int = 20) -> list[Unit]:
    """Units whose name holds all the words, marks or none, last word as a beginning."""
    rows = within(Unit.objects.select_related("type", "parent"), by.scope(Right.VIEW))
    for word in fold(words).split():
        rows = rows.filter(search__contains=word)
    return list(rows.order_by("type__rank", "sort", "id")[:limit]) if fold(words) else []


def grassroots_path(unit: Unit) -> str:
    """The path of the nearest grassroots organisation at or above the unit, else its own."""
    paths = [*ancestor_paths(unit.path), unit.path]
    bases = Unit.objects.filter(path__in=paths, type__is_grassroots=True).order_by("-path")
    base = bases.values_list("path", flat=True).first()
    return base or unit.path


def list_unit_states(ask: Ask) -> Iterator[Record]:
    """The units behind a stock of organisations: those in that state on the day asked."""
    rows = UnitState.objects.select_related("unit", "type").filter(valid_from__lte=ask.at)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=ask.at))
    for facet, allowed in ask.where.items():
        rows = rows.filter(**{f"{facet}__in": sorted(allowed)})
    for state in page_within(rows, ask):
        yield Record(
            id=state.pk,
            kind="org.UnitState",
            unit_id=state.unit_id,
            unit_name=state.name,
            unit_slug=state.unit.slug,
            amount=1,
            qualifier=1,
            text=state.name,
            who=state.type.label,
            day=state.valid_from,
            state=_("đang hoạt động"),
            link=("org:unit", state.unit_id),
        )


def wrong_paths() -> list[str]:
    """Units whose path is not the parent's path and their own code (invariant I2)."""
    rows = Unit.objects.select_related("parent").order_by("pk")
    return [
        _("Đơn vị %(slug)s: đường trên cây sai.") % {"slug": unit.slug}
        for unit in rows.iterator(chunk_size=2000)
        if unit.path != (unit.parent.path if unit.parent else "") + path_code(unit.pk)
    ]


def wrong_links() -> list[str]:
    """Units whose open link is not the parent they stand under today (invariant I2)."""
    rows = Unit.objects.exclude(
        pk__in=UnitLink.objects.filter(valid_to=None)
        .filter(Q(parent=F("unit__parent")) | Q(parent=None, unit__parent=None))
        .values("unit")
    )
    return [
        _("Đơn vị %(slug)s: vị trí trên cây hôm nay không khớp lịch sử.") % {"slug": unit.slug}
        for unit in rows.order_by("pk").iterator(chunk_size=2000)
    ]

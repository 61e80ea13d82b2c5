"""Reads of whole lives of units: what a plan must know, the mark of the tree, what links must keep."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from neuguong.lib.dates import format_day
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.rowset import as_rows, as_table
from neuguong.lib.words import gettext as _
from neuguong.org.models import Succession, Unit, UnitLink, UnitState, UnitType
from neuguong.org.rules import Known, Life, Link, State, TypeFacts

_PART: Final = 5_000
OF_SOME: Final = "2:"  # what the mark of some units begins with; that of a tree is bare
_UNIT: Final = ("pk", "slug", "path", "rolled", "opened_on", "closed_on", "search", "sort")
_STATE: Final = (
    "unit_id", "valid_from", "valid_to", "name", "short_name", "type__code", "parent_id", "code",
    "place_code", "place", "host_unit", "sector", "decision", "pk",
)  # fmt: skip

_ASTRAY: Final = (
    "WITH v AS MATERIALIZED ({branches}) SELECT DISTINCT u.id FROM v CROSS JOIN org_unit u"
    " JOIN org_unit p ON p.id = u.parent_id WHERE u.path >= v.path AND u.path < v.path || '~'"
    " AND u.path <> p.path || substr(u.path, length(u.path) - {last})"
)


def parts(ids: Iterable[int], size: int = _PART) -> Iterator[list[int]]:
    """Ids in rising order, in lists that every engine takes."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def lives_of(ids: Collection[int]) -> dict[int, Life]:
    """The lives of units by id; unknown ids are left out. Three statements for some thousands."""
    lives: dict[int, Life] = {}
    for part in parts(ids):
        units = Unit.objects.filter(pk__in=part).order_by()
        for pk, slug, path, rolled, opened, closed, search, sort in units.values_list(*_UNIT):
            lives[pk] = Life(pk, slug, path, rolled, opened, closed, [], [], search, sort)
        states = UnitState.objects.filter(unit__in=part).order_by("unit_id", "valid_from")
        for unit_id, *values in states.values_list(*_STATE):
            lives[unit_id].states.append(State(*values))
        links = UnitLink.objects.filter(unit__in=part).order_by("unit_id", "valid_from")
        for unit_id, *values in links.values_list("unit", "valid_from", "valid_to", "parent", "pk"):
            lives[unit_id].links.append(Link(*values))
    return lives


def known_for(ids: Collection[int], day: date, *, holders: Collection[int] = ()) -> Known:
    """What a plan of that day must know of some units.

    Their lives, those of the units beneath `holders` from that day on, those of all split units with
    their successors, and those of everything above all these from that day on. The number of
    statements follows the depth of the tree.
    """
    splits = _splits()
    wanted = {*ids, *holders, *splits, *chain.from_iterable(splits.values())}
    lasting = UnitLink.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by()
    for part in parts(holders):
        wanted |= set(lasting.filter(parent__in=part).values_list("unit", flat=True))
    lives: dict[int, Life] = {}
    while wanted := wanted - lives.keys():
        fresh = lives_of(wanted)
        lives |= fresh
        wanted = {
            link.parent
            for life in fresh.values()
            for link in life.links
            if link.parent is not None and (link.until is None or link.until > day)
        }
    return Known(lives, type_facts(), splits)


def type_facts() -> dict[str, TypeFacts]:
    """All types of units by their codes."""
    return {
        kind.code: TypeFacts(
            kind.code, kind.label, kind.family, kind.rank,
            frozenset(above.code for above in kind.parents.all()),
            kind.keeps_totals, kind.is_grassroots, kind.is_cell, kind.valid_from, kind.valid_to,
        )
        for kind in UnitType.objects.prefetch_related("parents")
    }  # fmt: skip


def same_names(names: Collection[tuple[int, str]], day: date) -> set[tuple[int, str, int]]:
    """Living units of a parent with one of the names on a day: parent, name and unit."""
    found: set[tuple[int, str, int]] = set()
    asked = set(names)
    states = UnitState.objects.filter(valid_from__lte=day).order_by()
    states = states.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    for part in parts({parent for parent, _name in asked}):
        rows = states.filter(parent__in=part).values_list("parent_id", "name", "unit_id")
        found |= {row for row in rows if (row[0], row[1]) in asked and row[0] is not None}
    return found


def tree_hash() -> str:
    """SHA-256 of units, states, links and successions in a fixed order: equal trees, equal marks."""
    rows = (Unit.objects.all(), UnitState.objects.all(), UnitLink.objects.all())
    return _marked(chain(*_lines(*rows, ("path",)), *_following(Succession.objects.all())))


def mark_of(units: Collection[int]) -> str:
    """The same of some units alone, without their paths, which follow from where others stand.

    What an act did not touch is as it was; so where these are as they were, the whole tree is.
    """
    lines: list[Iterable[Any]] = []
    for part in parts(units):
        rows = (
            Unit.objects.filter(pk__in=part),
            UnitState.objects.filter(unit__in=part),
            UnitLink.objects.filter(unit__in=part),
        )
        lines += _lines(*rows)
        lines += _following(Succession.objects.filter(predecessor__in=part))
        lines += _following(Succession.objects.filter(successor__in=part))
    return f"{OF_SOME}{_marked(chain(*lines))[len(OF_SOME) :]}"


def _lines(
    units: QuerySet[Unit],
    states: QuerySet[UnitState],
    links: QuerySet[UnitLink],
    more: tuple[str, ...] = (),
) -> list[Iterable[Any]]:
    """What a mark is made of, apart from successions; `more` of a unit beside what it always holds."""
    return [
        units.order_by("pk").values_list(
            "pk", "uid", "slug", "parent_id", *more, "rolled", "name", "short_name", "search",
            "sort", "type__code", "opened_on", "closed_on",
        ).iterator(chunk_size=_PART),
        states.order_by("unit_id", "valid_from").values_list(
            *_STATE[:-1], "family", "is_grassroots", "is_cell"
        ).iterator(chunk_size=_PART),
        links.order_by("unit_id", "valid_from").values_list(
            "unit_id", "valid_from", "valid_to", "parent_id"
        ).iterator(chunk_size=_PART),
    ]  # fmt: skip


def _following(rows: QuerySet[Succession]) -> list[Iterable[Any]]:
    pairs = rows.order_by("predecessor_id", "successor_id")
    found = pairs.values_list("predecessor_id", "successor_id", "on")
    return [found.iterator(chunk_size=_PART)]


def _marked(rows: Iterable[Any]) -> str:
    mark = hashlib.sha256()
    for row in rows:
        mark.update(json.dumps(row, default=str, ensure_ascii=False).encode() + b"\n")
    return mark.hexdigest()


def paths_astray(branches: Collection[str]) -> list[int]:
    """Units of the branches with these paths whose path is not that of their parent and their own code."""
    if not branches:
        return []
    rows = [(path,) for path in sorted(set(branches))]
    with connection.cursor() as cursor:
        query = _ASTRAY.format(branches=as_table({"path": "text"}), last=PATH_WIDTH - 1)
        cursor.execute(query, [as_rows(rows)])
        return [pk for (pk,) in cursor.fetchall()]


def _splits() -> dict[int, tuple[int, ...]]:
    """Units with several successors."""
    several = Succession.objects.order_by().values("predecessor").annotate(heirs=Count("pk"))
    rows = Succession.objects.filter(
        predecessor__in=several.filter(heirs__gt=1).values("predecessor")
    )
    found: dict[int, list[int]] = defaultdict(list)
    for unit, heir in rows.order_by("pk").values_list("predecessor_id", "successor_id"):
        found[unit].append(heir)
    return {unit: tuple(heirs) for unit, heirs in found.items()}


def wrong_states() -> list[str]:
    """Open states of closed units, and units alive without one."""
    said = _("Đơn vị %(slug)s đã kết thúc nhưng còn trạng thái đang mở.")
    rows = Unit.objects.exclude(closed_on=None).filter(
        Q(states__valid_to=None, states__isnull=False) | Q(states__valid_to__gt=F("closed_on"))
    )
    lives = Unit.objects.filter(closed_on=None).exclude(
        pk__in=UnitState.objects.filter(valid_to=None).values("unit")
    )
    none = _("Đơn vị %(slug)s đang hoạt động nhưng không có trạng thái nào đang mở.")
    return [
        *_told(rows.distinct(), said),
        *_told(lives, none),
    ]


def states_outside_links() -> list[str]:
    """States that do not lie inside a link under the same unit."""
    link = (
        UnitLink.objects.annotate(above=Coalesce("parent_id", 0))
        .filter(unit=OuterRef("unit"), above=Coalesce(OuterRef("parent_id"), 0))
        .filter(valid_from__lte=OuterRef("valid_from"))
        .filter(Q(valid_to=None) | Q(valid_to__gte=OuterRef("valid_to")))
    )
    rows = UnitState.objects.filter(~Exists(link)).order_by("unit_id", "valid_from")
    said = _("Đơn vị %(slug)s: trạng thái từ %(day)s không khớp vị trí trên cây.")
    return [
        said % {"slug": slug, "day": format_day(since)}
        for slug, since in rows.values_list("unit__slug", "valid_from").iterator()
    ]


def circles() -> list[str]:
    """Units that stand in their own branch on any day."""
    links: dict[int, list[tuple[date, date | None, int | None]]] = defaultdict(list)
    rows = UnitLink.objects.order_by("unit_id", "valid_from").values_list(
        "unit_id", "valid_from", "valid_to", "parent_id"
    )
    for unit, since, until, parent in rows.iterator(chunk_size=5_000):
        links[unit].append((since, until, parent))
    moved = [unit for unit, held in links.items() if len(held) > 1]
    found = {
        unit
        for unit in moved
        for since, _until, _parent in links[unit]
        if _is_beneath_itself(unit, _parents_on(links, since))
    }
    slugs = Unit.objects.filter(pk__in=sorted(found)[:1000]).order_by("pk")
    return _told(slugs, _("Đơn vị %(slug)s có ngày đứng trong nhánh của chính mình."))


def _parents_on(links: Any, day: date) -> Callable[[int], int | None]:
    def parent(unit: int) -> int | None:
        for since, until, above in links.get(unit, ()):
            if since <= day and (until is None or day < until):
                found: int | None = above
                return found
        return None

    return parent


def _is_beneath_itself(unit: int, parent: Callable[[int], int | None]) -> bool:
    at, seen = parent(unit), set[int]()
    while at is not None and at not in seen:
        if at == unit:
            return True
        seen.add(at)
        at = parent(at)
    return False


def _told(units: Any, sentence: str) -> list[str]:
    return [sentence % {"slug": slug} for slug in units.values_list("slug", flat=True).iterator()]

"""Reads of whole lives of units: what a plan must know, the mark of the tree, what links must keep."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from neuguong.lib.dates import format_day
from neuguong.lib.words import gettext as _
from neuguong.org.models import Succession, Unit, UnitLink, UnitState, UnitType
from neuguong.org.rules import Known, Life, Link, State, TypeFacts

_PART: Final = 5_000
_UNIT: Final = ("pk", "slug", "path", "rolled", "opened_on", "closed_on", "search", "sort")
_STATE: Final = (
    "unit_id", "valid_from", "valid_to", "name", "short_name", "type__code", "parent_id", "code",
    "place_code", "place", "host_unit", "sector", "decision", "pk",
)  # fmt: skip


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
    mark = hashlib.sha256()
    for rows in (
        Unit.objects.order_by("pk").values_list(
            "pk", "uid", "slug", "parent_id", "path", "rolled", "name", "short_name", "search",
            "sort", "type__code", "opened_on", "closed_on",
        ),
        UnitState.objects.order_by("unit_id", "valid_from").values_list(
            *_STATE[:-1], "family", "is_grassroots", "is_cell"
        ),
        UnitLink.objects.order_by("unit_id", "valid_from").values_list(
            "unit_id", "valid_from", "valid_to", "parent_id"
        ),
        Succession.objects.order_by("predecessor_id", "successor_id").values_list(
            "predecessor_id", "successor_id", "on"
        ),
    ):  # fmt: skip
        for row in rows.iterator(chunk_size=5_000):
            mark.update(json.dumps(row, default=str, ensure_ascii=False).encode() + b"\n")
        mark.update(b"\n")
    return mark.hexdigest()


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

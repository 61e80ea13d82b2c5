"""Acts that found units, or take out those that should not have been founded."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.ids import path_code
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import pointed_at
from neuguong.lib.vietnamese import fold, nfc, slugify_vi, sort_key
from neuguong.lib.words import gettext as _
from neuguong.org import rules
from neuguong.org.models import Unit, UnitLink, UnitState, UnitType
from neuguong.org.rights import Right

_LONGEST_SLUG = Unit._meta.get_field("slug").max_length or 0


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What one must say to found a unit; `parent` is a unit or the slug of one founded before it."""

    slug: str
    name: str
    type: str
    parent: Unit | str | None = None
    short_name: str = ""
    code: str = ""
    place: str = ""
    place_code: str = ""
    host_unit: str = ""
    sector: rules.Sector | None = None


def lock_tree() -> None:
    """Hold the tree still until the transaction ends (SQLite's write lock does the same)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [rules.TREE_LOCK])


@transaction.atomic
def found_unit(*, by: Actor, entry: UnitEntry, on: date, decision: str = "") -> Unit:
    """Found one unit under its parent from `on` and give it its path."""
    unit = _found(by, [entry], on, decision)[0]
    record(by=by, act=Right.FOUND, subject=unit, unit_id=unit.pk)
    return unit


@transaction.atomic
def found_units(
    *, by: Actor, entries: Sequence[UnitEntry], on: date, decision: str = ""
) -> list[Unit]:
    """Found many units, parents before children; one entry of the log for the whole list."""
    units = _found(by, entries, on, decision)
    record_bulk(by=by, act=Right.FOUND, subject_type="org.unit", ids=[unit.pk for unit in units])
    return units


def _found(by: Actor, entries: Sequence[UnitEntry], on: date, decision: str) -> list[Unit]:
    lock_tree()
    types = {kind.code: kind for kind in UnitType.objects.prefetch_related("parents")}
    known: dict[str, Unit] = {}
    taken = _taken_slugs((entry.slug for entry in entries), on)
    next_id = (Unit.objects.aggregate(top=Max("pk"))["top"] or 0) + 1
    units: list[Unit] = []
    states: list[UnitState] = []
    for entry in entries:
        parent = _parent_of(entry, known)
        kind = types.get(entry.type)
        if kind is None:
            raise Refused(
                Refusal("unit_type", _("Không có loại đơn vị “%(code)s”.") % {"code": entry.type})
            )
        _check(by, entry, kind, parent, on)
        unit = _unit_of(entry, kind, parent, on, next_id, _free_slug(entry.slug, taken, on))
        next_id += 1
        known[entry.slug] = unit
        units.append(unit)
        states.append(_state_of(entry, unit, kind, on, decision))
    Unit.objects.bulk_create(units, batch_size=500)
    UnitState.objects.bulk_create(states, batch_size=500)
    links = (UnitLink(unit=unit, parent=unit.parent, valid_from=on) for unit in units)
    UnitLink.objects.bulk_create(links, batch_size=500)
    follow_ids()
    return units


def free_slugs(slugs: Sequence[str], on: date) -> list[str]:
    """Slugs for units founded on a day: those asked for, or with the year where taken before."""
    taken = _taken_slugs(slugs, on)
    return [_free_slug(slug, taken, on) for slug in slugs]


def _taken_slugs(slugs: Iterable[str], on: date) -> set[str]:
    """Which of the slugs asked for are given, and which of those with the year behind beside them."""
    times = Counter(map(slugify_path, slugs))
    asked = dict.fromkeys(times, 0)
    taken: set[str] = set()
    while asked:
        given = _given([_numbered(slug, number, on) for slug, number in asked.items()])
        taken |= given
        asked = {
            slug: number + 1
            for slug, number in asked.items()
            if _numbered(slug, number, on) in given or number + 1 < times[slug]
        }
    return taken


def _given(slugs: Sequence[str]) -> set[str]:
    """Which of some slugs units have."""
    found: set[str] = set()
    for start in range(0, len(slugs), 500):
        rows = Unit.objects.filter(slug__in=slugs[start : start + 500])
        found.update(rows.values_list("slug", flat=True))
    return found


def _numbered(slug: str, number: int, on: date) -> str:
    """A slug as it is tried for the n-th time: as it is, with the year, with the year and a number."""
    tail = "" if not number else f"-{on.year}" if number == 1 else f"-{on.year}-{number}"
    return slug[: _LONGEST_SLUG - len(tail)] + tail


def slugify_path(slug: str) -> str:
    """A slug as it is stored: each part between slashes in plain letters."""
    return "/".join(filter(None, (slugify_vi(part) for part in nfc(slug).split("/"))))


def _free_slug(slug: str, taken: set[str], on: date) -> str:
    """The slug asked for, or with the year of founding when it was given before (design 2)."""
    wanted, number = slugify_path(slug), 0
    while not (free := _numbered(wanted, number, on)) or free in taken:
        number += 1
    taken.add(free)
    return free


def _parent_of(entry: UnitEntry, known: dict[str, Unit]) -> Unit | None:
    if entry.parent is None or isinstance(entry.parent, Unit):
        return entry.parent
    if entry.parent in known:
        return known[entry.parent]
    parent = Unit.objects.filter(slug=entry.parent).select_related("type").first()
    if parent is None:
        raise Refused(
            Refusal(
                "unit_unknown",
                _("Không có đơn vị “%(slug)s”. Xem lại đơn vị cấp trên.") % {"slug": entry.parent},
            )
        )
    known[entry.parent] = parent
    return parent


def _check(by: Actor, entry: UnitEntry, kind: UnitType, parent: Unit | None, on: date) -> None:
    by.require(Right.FOUND, at=parent or rules.NATION)
    allowed = [above.label for above in kind.parents.all()]
    refusal = rules.may_stand_under(
        kind.label,
        parent.type.label if parent else None,
        allowed,
        is_root_type=rules.may_be_root(rules.Family(kind.family), kind.rank),
    ) or rules.may_found(
        on,
        parent_from=parent.opened_on if parent else None,
        parent_to=parent.closed_on if parent else None,
    )
    if refusal:
        raise Refused(refusal)


def _unit_of(
    entry: UnitEntry, kind: UnitType, parent: Unit | None, on: date, pk: int, slug: str
) -> Unit:
    name = nfc(entry.name).strip()
    return Unit(
        pk=pk,
        slug=slug,
        parent=parent,
        path=(parent.path if parent else "") + path_code(pk),
        rolled=kind.keeps_totals,
        name=name,
        short_name=nfc(entry.short_name).strip() or name,
        search=fold(f"{name} {entry.short_name}"),
        sort=sort_key(name),
        type=kind,
        opened_on=on,
    )


def _state_of(entry: UnitEntry, unit: Unit, kind: UnitType, on: date, decision: str) -> UnitState:
    return UnitState(
        unit=unit,
        valid_from=on,
        name=unit.name,
        short_name=unit.short_name,
        type=kind,
        code=entry.code,
        parent=unit.parent,
        place=nfc(entry.place),
        place_code=entry.place_code,
        host_unit=nfc(entry.host_unit),
        family=rules.FAMILY_NUMBERS[rules.Family(kind.family)],
        is_grassroots=int(kind.is_grassroots),
        is_cell=int(kind.is_cell),
        sector=rules.SECTOR_NUMBERS[entry.sector] if entry.sector else 0,
        decision=nfc(decision),
    )


def follow_ids() -> None:
    """Ids were given by hand, because a path needs them before the row exists."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('org_unit', 'id'),"
                " (SELECT max(id) FROM org_unit))"
            )


@transaction.atomic
def unfound_units(
    *, by: Actor, unit_ids: Collection[int], reason: str, settle: Callable[[], object]
) -> set[int]:
    """Take out units that should not have been founded; those that anything refers to stay.

    Returns the ids taken out. `settle` is called when nothing of them is left but their place in the
    tree: the caller leads all images up then, since those of a unit that is gone cannot be led up.
    """
    lock_tree()
    taken: dict[int, Unit] = {}
    units = list(Unit.objects.filter(pk__in=unit_ids).select_related("parent").order_by("-path"))
    for unit in units:
        by.require(Right.FOUND, at=unit.parent or rules.NATION)
        used = pointed_at(Unit, [unit.pk], apart=["org.unitstate", "org.unitlink", "org.unit"])
        beneath = Unit.objects.filter(parent=unit).exclude(pk__in=list(taken))
        if not (used or beneath.exists()):
            taken[unit.pk] = unit
    for pk in taken:
        UnitState.objects.filter(unit_id=pk).delete()
        UnitLink.objects.filter(unit_id=pk).delete()
    settle()
    for pk in taken:  # those beneath first, as they were found
        Unit.objects.filter(pk=pk).delete()
    if taken:
        record_bulk(
            by=by, act=Right.FOUND, subject_type="org.unit", ids=taken, reason=reason,
            detail={"verb": "removed"},
        )  # fmt: skip
    return set(taken)

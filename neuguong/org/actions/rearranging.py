"""Writing whole lives of units back: thousands of moves, ends and foundings in a few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max

from neuguong.lib.ids import PATH_WIDTH, path_code, uuid7s
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.rows import insert_values
from neuguong.lib.rowset import as_rows, as_table, update_rows
from neuguong.lib.words import gettext as _
from neuguong.org.actions.founding import follow_ids, free_slugs
from neuguong.org.models import Succession, Unit, UnitLink, UnitState, UnitType
from neuguong.org.queries import parts
from neuguong.org.rules import FAMILY_NUMBERS, Family, Life, Link, Plan, Shift, State

_DEEPEST: Final = Unit._meta.get_field("path").max_length or 0
_STATE: Final = (
    "unit_id", "valid_from", "valid_to", "name", "short_name", "type_id", "code", "parent_id",
    "place_code", "place", "host_unit", "family", "is_grassroots", "is_cell", "sector", "decision",
)  # fmt: skip
_LINK: Final = ("unit_id", "valid_from", "valid_to", "parent_id")
_NEW_UNIT: Final = (
    "id", "uid", "slug", "parent_id", "path", "rolled", "name", "short_name", "search", "sort",
    "type_id", "opened_on", "closed_on",
)  # fmt: skip
_UNIT: Final = (
    "parent_id", "rolled", "name", "short_name", "search", "sort", "type_id", "closed_on",
)  # fmt: skip
# Each unit in the branches of moved ones, with the new beginning of its path in place of the old.
_NEAREST: Final = (
    "v AS MATERIALIZED ({moves}),"
    " h AS MATERIALIZED (SELECT u.id, max(v.old) AS old FROM v CROSS JOIN org_unit u"
    " WHERE u.path >= v.old AND u.path < v.old || '~' GROUP BY u.id),"
    " w AS MATERIALIZED (SELECT h.id, v.fresh, length(v.old) AS cut FROM h CROSS JOIN v"
    " WHERE v.old = h.old)"
)
Pair = tuple[int, int]


@dataclass(slots=True)
class Rewriting:
    """Lives before and after: None before for one that is founded, None after for one taken away.

    Ids are real ones. `successions` are given as unit, heir and day.
    """

    lives: dict[int, tuple[Life | None, Life | None]]
    paths: dict[int, str]
    ids: dict[int, int]  # of founded units, by the negative ones of the plan
    begun: list[tuple[int, int, date]]
    dropped: list[Pair]

    @property
    def shifts(self) -> list[Shift]:
        """Units that stand elsewhere, and those that begin or end to keep totals."""
        return [
            Shift(pk, before.path, self.paths[pk])
            for pk, (before, after) in self.lives.items()
            if before and after
            if before.parent != after.parent or before.rolled != after.rolled
        ]

    @property
    def rolled(self) -> dict[int, bool]:
        """Which of the units keep totals afterwards."""
        return {pk: after is not None and after.rolled for pk, (_b, after) in self.lives.items()}


def rewriting_of(plan: Plan) -> Rewriting:
    """What must be written for a plan: founded units get their ids and slugs; nothing is written."""
    founded = sorted((pk for pk in plan.lives if pk < 0), reverse=True)
    first = (Unit.objects.aggregate(top=Max("pk"))["top"] or 0) + 1
    ids = {pk: first + place for place, pk in enumerate(founded)}
    slugs = free_slugs([plan.lives[pk].slug for pk in founded], plan.day)
    for pk, slug in zip(founded, slugs, strict=True):
        plan.lives[pk].slug = slug
    lives: dict[int, tuple[Life | None, Life | None]] = {}
    for pk, (before, after) in plan.changed().items():
        lives[ids.get(pk, pk)] = (before, _with_ids(after, ids))
    above = {pk: life.path for pk, life in plan.known.lives.items()}
    begun = [(ids.get(a, a), ids.get(b, b), plan.day) for a, b in plan.successions]
    return Rewriting(lives, paths_after(lives, above), ids, begun, [])


def paths_after(
    lives: Mapping[int, tuple[Life | None, Life | None]], above: Mapping[int, str]
) -> dict[int, str]:
    """The new paths of units, from the paths that they and those above them have now."""
    moved = {
        pk: after
        for pk, (before, after) in lives.items()
        if after is not None and (before is None or before.parent != after.parent)
    }
    found: dict[int, str] = {}

    def path(pk: int) -> str:
        if pk not in found:
            found[pk] = ""  # a circle was refused before; it must not run for ever
            if pk in moved:
                parent = moved[pk].parent
                found[pk] = (path(parent) if parent is not None else "") + path_code(pk)
            else:
                found[pk] = followed(above[pk])
        return found[pk]

    def followed(old: str) -> str:
        for end in range(len(old), 0, -PATH_WIDTH):
            unit = int(old[end - PATH_WIDTH : end], 36)
            if unit in moved:
                return path(unit) + old[end:]
        return old

    return {pk: path(pk) for pk, (_before, after) in lives.items() if after is not None}


@transaction.atomic
def write_lives(rewriting: Rewriting, *, states: bool = True) -> None:
    """Write all of it, or all but the states. The caller holds the tree and moves the totals."""
    types = {kind.code: kind for kind in UnitType.objects.all()}
    _write_units(rewriting, types)
    if states:
        _replace(UnitState, _STATE, *_differing(rewriting, "states"), types)
    _replace(UnitLink, _LINK, *_differing(rewriting, "links"), types)
    _write_paths(rewriting)
    rows = [(unit, heir, day) for unit, heir, day in rewriting.begun]
    insert_values(Succession, ("predecessor_id", "successor_id", "on"), rows)
    drop_successions(rewriting.dropped)


def drop_successions(pairs: Collection[Pair]) -> None:
    """Take successions away."""
    gone = set(pairs)
    for part in parts(unit for unit, _heir in gone):
        rows = Succession.objects.filter(predecessor__in=part)
        ids = [
            pk for pk, *pair in rows.values_list("pk", "predecessor_id", "successor_id")
            if tuple(pair) in gone
        ]  # fmt: skip
        Succession.objects.filter(pk__in=ids).delete()


def take_away(ids: Collection[int]) -> None:
    """Delete units of which nothing is left but their row."""
    for part in parts(ids):
        Unit.objects.filter(pk__in=part).update(parent=None)
        Unit.objects.filter(pk__in=part).delete()


def write_states(rewriting: Rewriting) -> None:
    """Write the states alone, before anything else: what was counted of them is counted anew."""
    types = {kind.code: kind for kind in UnitType.objects.all()}
    _replace(UnitState, _STATE, *_differing(rewriting, "states"), types)


def _with_ids(life: Life, ids: Mapping[int, int]) -> Life:
    """The life with the ids of founded units in the place of the negative ones."""

    def real(pk: int | None) -> int | None:
        return ids.get(pk, pk) if pk is not None else None

    return replace(
        life,
        id=ids.get(life.id, life.id),
        states=[replace(state, parent=real(state.parent)) for state in life.states],
        links=[replace(link, parent=real(link.parent)) for link in life.links],
    )


def _write_units(rewriting: Rewriting, types: Mapping[str, UnitType]) -> None:
    founded, changed = [], []
    for pk, (before, after) in rewriting.lives.items():
        if after is None:
            continue
        row = _unit_row(after, types)
        if before is None:
            founded.append((pk, after, row))
        elif _unit_row(before, types) != row:
            changed.append((pk, *row))
    uids = uuid7s(len(founded))
    insert_values(
        Unit,
        _NEW_UNIT,
        [
            (
                pk,
                next(uids),
                life.slug,
                row[0],
                rewriting.paths[pk],
                *row[1:7],
                life.opened_on,
                row[7],
            )
            for pk, life, row in founded
        ],
    )
    if founded:
        follow_ids()
    if changed:
        update_rows(Unit, _UNIT, changed)


def _unit_row(life: Life, types: Mapping[str, UnitType]) -> tuple[Any, ...]:
    last = life.last
    return (
        life.parent, life.rolled, last.name, last.short_name, life.search, life.sort,
        types[last.type].pk, life.closed_on,
    )  # fmt: skip


def _differing(rewriting: Rewriting, what: str) -> tuple[list[int], list[tuple[int, Any]]]:
    """Ids of rows that go, and (unit, span) that come."""
    gone: list[int] = []
    come: list[tuple[int, Any]] = []
    for pk, (before, after) in rewriting.lives.items():
        old = {span.since: span for span in getattr(before, what)} if before else {}
        new = {span.since: span for span in getattr(after, what)} if after else {}
        gone += [span.pk for since, span in old.items() if new.get(since) != span]
        come += [(pk, span) for since, span in new.items() if old.get(since) != span]
    return gone, come


def _replace(
    model: type[UnitState] | type[UnitLink],
    names: Sequence[str],
    gone: Iterable[int],
    come: Iterable[tuple[int, Any]],
    types: Mapping[str, UnitType],
) -> None:
    for part in parts(gone):
        model._default_manager.filter(pk__in=part).delete()
    insert_values(model, names, [_span_row(unit, span, types) for unit, span in come])


def _span_row(unit: int, span: State | Link, types: Mapping[str, UnitType]) -> tuple[Any, ...]:
    if isinstance(span, Link):
        return unit, span.since, span.until, span.parent
    kind = types[span.type]
    return (
        unit, span.since, span.until, span.name, span.short_name, kind.pk, span.code, span.parent,
        span.place_code, span.place, span.host_unit, FAMILY_NUMBERS[Family(kind.family)],
        int(kind.is_grassroots), int(kind.is_cell), span.sector, span.decision,
    )  # fmt: skip


def _write_paths(rewriting: Rewriting) -> None:
    """Rewrite the branches of moved units, each unit by the nearest moved one at or above it.

    A path ends in the unit's own code, so no two units can ever meet on one path half-way.
    """
    moves = [(shift.old_path, shift.new_path) for shift in rewriting.shifts]
    moves = [(old, new) for old, new in moves if old != new]
    if not moves:
        return
    given = {"old": "text", "fresh": "text"}
    near = _NEAREST.format(moves=as_table(given))
    fresh = "w.fresh || substr({0}.path, w.cut + 1)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {near} SELECT max(length({fresh.format('u')}))"  # noqa: S608
            " FROM w CROSS JOIN org_unit u WHERE u.id = w.id",
            [as_rows(moves)],
        )
        if (cursor.fetchone()[0] or 0) > _DEEPEST:
            text = _("Cây sẽ sâu quá %(most)s cấp. Chọn đơn vị cấp trên cao hơn.")
            raise Refused(Refusal("tree_too_deep", text % {"most": _DEEPEST // PATH_WIDTH}))
        cursor.execute(
            f"WITH {near} UPDATE org_unit SET path = {fresh.format('org_unit')}"  # noqa: S608
            " FROM w WHERE w.id = org_unit.id",
            [as_rows(moves)],
        )

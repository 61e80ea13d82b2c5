"""Bringing in a list of units: found what is new, rename what is called otherwise."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from neuguong.exchange.actions.writing import Progress, untold
from neuguong.exchange.queries.list_changes import Renaming, named_now
from neuguong.exchange.queries.tree import RowState, UnitLine, UnitsPlan
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import slugify_vi
from neuguong.org.actions import UnitEntry, found_units, lock_tree, rename_unit
from neuguong.org.models import Unit

_LONGEST_SLUG = 190


@transaction.atomic
def write_units(
    *, by: Actor, plan: UnitsPlan, decision: str = "", told: Progress = untold
) -> tuple[list[int], list[Renaming]]:
    """Found the new units of a plan from the top down and rename the changed ones.

    Returns the ids of the new ones, and how those renamed were called before.
    """
    lock_tree()
    made: list[int] = []
    fresh = [line for line in plan.order if line.state is RowState.NEW]
    by_day: dict[date, list[UnitLine]] = defaultdict(list)
    for line in fresh:
        by_day[line.on].append(line)
    founded: dict[int, Unit] = {}
    slugs: dict[int, str] = {}
    taken: set[str] = set()
    # A unit is never older than the one above, so day by day is also from the top down.
    for day, lines in sorted(by_day.items()):
        entries = [_entry(line, founded, slugs, taken) for line in lines]
        units = found_units(by=by, entries=entries, on=day, decision=decision)
        founded.update((id(line), unit) for line, unit in zip(lines, units, strict=True))
        made.extend(unit.pk for unit in units)
        told(len(made), len(fresh))
    changed = [line for line in plan.order if line.state is RowState.CHANGED]
    return made, [_rename(by, line, line.unit, decision) for line in changed if line.unit]


def _rename(by: Actor, line: UnitLine, unit: Unit, decision: str) -> Renaming:
    typed = line.row.short_name
    kept = unit.short_name if unit.short_name != unit.name else ""
    was = named_now(unit)
    after = rename_unit(
        by=by, unit_id=unit.pk, name=line.row.name, short_name=typed or kept, on=line.on,
        decision=decision,
    )  # fmt: skip
    return Renaming(unit.pk, line.row.number, line.on, was, (after.name, after.short_name))


def _entry(
    line: UnitLine, founded: dict[int, Unit], slugs: dict[int, str], taken: set[str]
) -> UnitEntry:
    """What founding takes; a unit above that is founded in the same breath is named by its slug."""
    above, row = line.above, line.row
    parent: Unit | str | None
    if isinstance(above, UnitLine):
        parent = above.unit or founded.get(id(above)) or slugs[id(above)]
    else:
        parent = above
    slugs[id(line)] = _slug(line, parent, taken)
    return UnitEntry(
        slug=slugs[id(line)],
        name=row.name,
        type=line.type.code if line.type else "",
        parent=parent,
        short_name=row.short_name,
        code=row.code,
        place=row.place,
    )


def _slug(line: UnitLine, parent: Unit | str | None, taken: set[str]) -> str:
    """The address asked for, else the last words of the name behind the address of the unit above."""
    wanted = line.row.slug
    if not wanted:
        piece = slugify_vi(line.row.name).removeprefix("chi-bo-").removeprefix("dang-bo-")
        above = parent.slug if isinstance(parent, Unit) else parent or ""
        wanted = f"{above}/{piece}".strip("/")[:_LONGEST_SLUG]
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    taken.add(free)
    return free

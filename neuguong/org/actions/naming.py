"""Acts on names: of one unit from a day on, and of the types of all units."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.lib.vietnamese import fold, nfc, sort_key
from neuguong.org import rules
from neuguong.org.actions.founding import lock_tree
from neuguong.org.models import Unit, UnitState, UnitType
from neuguong.org.rights import Right


class Named(NamedTuple):
    """What a unit was called, and by which decision."""

    name: str
    short_name: str
    decision: str = ""


@transaction.atomic
def rename_unit(
    *, by: Actor, unit_id: int, name: str, short_name: str = "", on: date, decision: str = ""
) -> Unit:
    """Give a unit another name from a day on; what was called otherwise stays called so."""
    lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    by.require(Right.CHANGE, at=unit)
    state = UnitState.objects.select_for_update().get(unit=unit, valid_to=None)
    refusal = rules.may_rename(name, on=on, since=state.valid_from, closed_on=unit.closed_on)
    if refusal:
        raise Refused(refusal)
    name = nfc(name).strip()
    if on > state.valid_from:
        UnitState.objects.filter(pk=state.pk).update(valid_to=on)
        state.pk, state.valid_from = None, on
    state.name, state.short_name = name, nfc(short_name).strip() or name
    state.decision = nfc(decision)
    state.save()
    unit.name, unit.short_name = state.name, state.short_name
    unit.search, unit.sort = fold(f"{name} {short_name}"), sort_key(name)
    unit.save(update_fields=["name", "short_name", "search", "sort"])
    record(by=by, act=Right.CHANGE, subject=unit, unit_id=unit.pk, detail={"name": name})
    return unit


@transaction.atomic
def unrename_unit(
    *, by: Actor, unit_id: int, on: date, renamed: tuple[str, str], before: Named, reason: str
) -> Unit:
    """Take back that a unit was called `renamed` (name, short name) from `on`, as if it never was.

    Raises `Refused` when the unit was changed again since, or closed.
    """
    lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    by.require(Right.CHANGE, at=unit)
    state = UnitState.objects.select_for_update().filter(unit=unit, valid_to=None).first()
    stands = state and (state.valid_from, state.name, state.short_name) == (on, *renamed)
    if state is None or not stands:
        raise Refused(rules.renamed_since(unit.name))
    earlier = UnitState.objects.filter(unit=unit, valid_to=on).first()
    if earlier is not None and _alike(earlier, state) and earlier.name == before.name:
        state.delete()
        UnitState.objects.filter(pk=earlier.pk).update(valid_to=None)
    else:
        state.name, state.short_name, state.decision = before
        state.save(update_fields=["name", "short_name", "decision"])
    unit.name, unit.short_name = before.name, before.short_name
    kept = before.short_name if before.short_name != before.name else ""
    unit.search, unit.sort = fold(f"{before.name} {kept}"), sort_key(before.name)
    unit.save(update_fields=["name", "short_name", "search", "sort"])
    record(
        by=by, act=Right.CHANGE, subject=unit, unit_id=unit.pk, reason=reason,
        detail={"name": before.name, "taken_back": renamed[0]},
    )  # fmt: skip
    return unit


def _alike(one: UnitState, other: UnitState) -> bool:
    """Whether two states of a unit differ in days, names and decision only."""
    apart = {"id", "valid_from", "valid_to", "name", "short_name", "decision"}
    names = [field.attname for field in UnitState._meta.concrete_fields if field.name not in apart]
    return all(getattr(one, name) == getattr(other, name) for name in names)


@transaction.atomic
def set_unit_types(*, by: Actor, types: Sequence[rules.TypeEntry]) -> None:
    """Make the dated vocabulary of unit types equal to `types`; none is ever removed."""
    by.require(Right.CHANGE, at=rules.NATION)
    for entry in types:
        UnitType.objects.update_or_create(
            code=entry.code,
            defaults={
                "label": entry.label,
                "family": entry.family,
                "rank": entry.rank,
                "is_grassroots": entry.is_grassroots,
                "is_cell": entry.is_cell,
                "keeps_totals": entry.rank <= rules.COMMUNE_RANK,
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
            },
        )
    stored = {kind.code: kind for kind in UnitType.objects.all()}
    for entry in types:
        stored[entry.code].parents.set([stored[code] for code in entry.parents])
    record_bulk(
        by=by,
        act=Right.CHANGE,
        subject_type="org.unittype",
        ids=[stored[entry.code].pk for entry in types],
    )

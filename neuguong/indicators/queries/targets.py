"""Targets: the one that holds for a unit, and who beneath it has reached theirs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from neuguong.indicators.models import Indicator, Target
from neuguong.indicators.queries.values import ValueRow
from neuguong.indicators.rules import Direction, reached, share_of_way
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.org.queries import line_ids


@dataclass(frozen=True, slots=True)
class Aim:
    """A target beside the value it is held against."""

    target: Target
    value: Decimal | None
    direction: Direction

    @property
    def is_reached(self) -> bool | None:
        """Whether it is reached; None where nobody can say."""
        return reached(self.value, self.target.value, self.direction)

    @property
    def share(self) -> int | None:
        """How much of the way is done, in percent."""
        if self.value is None or self.direction is Direction.NEUTRAL:
            return None
        return share_of_way(self.value, self.target.value, self.direction)


def targets_for(unit: Unit, period: Period) -> dict[str, Target]:
    """The target of each key that holds for a unit: its own, else the nearest above set for each."""
    ids, far = line_ids(unit, period.last_day)
    rows = Target.objects.filter(period=period.key, unit__in=ids)
    found: dict[str, Target] = {}
    for row in rows.select_related("unit").order_by(far):
        if row.unit_id == unit.pk or row.for_each:
            found.setdefault(row.key, row)
    return found


def own_targets(unit: Unit) -> list[Target]:
    """What the unit itself has set, newest period first."""
    return list(Target.objects.filter(unit=unit).order_by("-period", "key"))


def target_of(unit: Unit, target_id: int) -> Target | None:
    """A target of the unit by its number."""
    return Target.objects.filter(unit=unit, pk=target_id).first()


def targets_of_children(
    unit: Unit, children: Collection[Unit], period: Period, key: str
) -> dict[int, Target]:
    """The target of one key that holds for each child: its own, else one from above set for each."""
    shared = targets_of_line(unit, period, key)
    rows = Target.objects.filter(period=period.key, key=key, unit__in=children)
    own = {row.unit_id: row for row in rows.select_related("unit")}
    found = {child.pk: own.get(child.pk, shared) for child in children}
    return {pk: target for pk, target in found.items() if target is not None}


def targets_of_line(unit: Unit, period: Period, key: str) -> Target | None:
    """The nearest target at or above a unit that is set for each unit beneath."""
    ids, far = line_ids(unit, period.last_day)
    rows = Target.objects.filter(period=period.key, key=key, for_each=True, unit__in=ids)
    return rows.select_related("unit").order_by(far).first()


def aims_of_rows(
    rows: Collection[ValueRow], targets: Mapping[int, Target], indicator: Indicator
) -> dict[int, Aim]:
    """The aim of each child that has a target."""
    direction = Direction(indicator.direction)
    return {
        row.unit.pk: Aim(targets[row.unit.pk], row.values[indicator.key].value, direction)
        for row in rows
        if row.unit is not None and row.unit.pk in targets
    }

"""Figures of a branch cut by the sector or the family of the units, held against the whole."""

from dataclasses import dataclass
from datetime import date, timedelta

from neuguong.indicators.rules import not_too_many
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.org.models import Unit
from neuguong.org.queries import branch_of
from neuguong.rollup.queries import WAS, Figure, View, figures_of, snapshot
from neuguong.rollup.queries.cuts import Cut, figures_by, figures_of_group


@dataclass(frozen=True, slots=True)
class CutTable:
    """The figures of each group by its number (0 where none is known), and of the whole."""

    cut: Cut
    day: date
    groups: dict[int, dict[str, Figure]]
    whole: dict[str, Figure]

    @property
    def adds_up(self) -> bool:
        """Whether the groups add up to the whole, in smallest units."""
        return all(
            sum(figures[key].scaled for figures in self.groups.values()) == figure.scaled
            for key, figure in self.whole.items()
        )


def cut_of(
    unit: Unit, period: Period, keys: list[str], cut: Cut, *, today: date, view: View = WAS
) -> CutTable:
    """Figures by group on the earliest of the period's end, today, the unit's last day.

    Refuses a branch whose records would be too many to read.
    """
    if refusal := not_too_many(branch_of(unit).count()):
        raise Refused(refusal)
    day = day_of(unit, period, today=today)
    with snapshot():
        whole = figures_of(unit, period, keys, view)
        groups = figures_by(cut, unit, period, keys, day=day, view=view)
    return CutTable(cut, day, groups, whole)


def units_of_group(
    unit: Unit,
    period: Period,
    key: str,
    cut: Cut,
    number: int,
    *,
    today: date,
    view: View = WAS,
) -> list[tuple[Unit, Figure]]:
    """The units of a group with what each has of its own of one measure, those with nothing left out."""
    if refusal := not_too_many(branch_of(unit).count()):
        raise Refused(refusal)
    day = day_of(unit, period, today=today)
    found = figures_of_group(cut, number, unit, period, [key], day=day, view=view)
    full = {pk: figures[key] for pk, figures in found.items() if not figures[key].is_zero}
    units = Unit.objects.filter(pk__in=list(full)).order_by("path")
    return [(one, full[one.pk]) for one in units]


def day_of(unit: Unit, period: Period, *, today: date) -> date:
    """The earliest of the period's end, today, the unit's last day."""
    days = [period.last_day, today]
    if unit.closed_on is not None:
        days.append(unit.closed_on - timedelta(days=1))
    return min(days)

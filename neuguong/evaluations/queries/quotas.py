"""What each regime would say of the excellent ones of a unit: group by group, with who is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from neuguong.evaluations.models import Rating, Regime
from neuguong.evaluations.queries.ratings import ratings_to_decide
from neuguong.evaluations.queries.regimes import quota_of, regimes
from neuguong.evaluations.rules.levels import PEOPLE, Level, Subject
from neuguong.evaluations.rules.quota import Counts, Finding, Grouping, Quota, find, tally
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class Group:
    """One group under a quota: its name (empty for all together), what was found, who is excellent."""

    name: str
    finding: Finding
    excellent: Sequence[Rating]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What one regime says: its quota and each group with it."""

    regime: Regime
    quota: Quota
    groups: Sequence[Group]

    @property
    def over(self) -> int:
        """How many are above the cap in all groups together."""
        return sum(group.finding.over for group in self.groups)


def simulate(decider: Unit, year: int, subject: Subject) -> list[Simulation]:
    """Every regime asked of the ratings that a unit decides, proposed ones as they are proposed."""
    rows = list(ratings_to_decide(decider, year, subject))
    found = []
    for regime in regimes():
        quota = quota_of(regime, people=subject in PEOPLE)
        if quota is None:
            continue
        levels = [(_group(row, quota.grouping), row.stands_at, row.number) for row in rows]
        groups = [
            Group(name, find(quota, counts), _excellent(rows, quota, name))
            for name, counts in tally(levels).items()
        ]
        found.append(Simulation(regime, quota, groups))
    return found


def try_out(counts: Counts, *, people: bool) -> list[Simulation]:
    """Every regime asked of four numbers that somebody types."""
    return [
        Simulation(regime, quota, [Group("", find(quota, counts), ())])
        for regime in regimes()
        if (quota := quota_of(regime, people=people)) is not None
    ]


def _group(row: Rating, grouping: Grouping) -> str:
    if grouping is Grouping.UNIT and not row.is_total:
        return row.unit.name
    if grouping is Grouping.DUTY:
        return row.group
    return ""


def _excellent(rows: Sequence[Rating], quota: Quota, name: str) -> list[Rating]:
    return [
        row
        for row in rows
        if row.stands_at is Level.EXCELLENT and _group(row, quota.grouping) == name
    ]

"""How many may be rated excellent: one cap, three denominators, groups and rounding as parameters.

The same numbers give different answers under different rules; the page shows each with its own, and
people decide. Sơn La 2020 (120, 451, 27, 0 of 598) is the case to hold it against.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from neuguong.evaluations.rules.levels import Level
from neuguong.lib.words import gettext_lazy


class Denominator(StrEnum):
    """Of what the cap is a share."""

    GOOD = "good"
    GOOD_AND_EXCELLENT = "good_excellent"
    ALL_RATED = "all_rated"


class Rounding(StrEnum):
    """What becomes of a part of a unit."""

    FLOOR = "floor"
    HALF_UP = "half_up"


class Grouping(StrEnum):
    """Among whom the share is taken."""

    NONE = "none"
    UNIT = "unit"
    DUTY = "duty"


DENOMINATOR_WORDS: Final = {
    Denominator.GOOD: gettext_lazy("số hoàn thành tốt nhiệm vụ"),
    Denominator.GOOD_AND_EXCELLENT: gettext_lazy("số hoàn thành tốt và xuất sắc"),
    Denominator.ALL_RATED: gettext_lazy("tổng số được xếp loại"),
}
ROUNDING_WORDS: Final = {
    Rounding.FLOOR: gettext_lazy("bỏ phần lẻ"),
    Rounding.HALF_UP: gettext_lazy("từ nửa trở lên làm tròn thành một"),
}
GROUPING_WORDS: Final = {
    Grouping.NONE: gettext_lazy("tính chung"),
    Grouping.UNIT: gettext_lazy("theo từng đơn vị"),
    Grouping.DUTY: gettext_lazy("theo nhóm nhiệm vụ tương đồng"),
}
_ROUND: Final = {Rounding.FLOOR: ROUND_FLOOR, Rounding.HALF_UP: ROUND_HALF_UP}
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Quota:
    """A cap in percent, a higher one for outstanding organisations, and how both are worked out."""

    cap: Decimal
    special_cap: Decimal | None
    denominator: Denominator
    rounding: Rounding
    grouping: Grouping = Grouping.NONE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand at each level, of one group."""

    excellent: int = 0
    good: int = 0
    done: int = 0
    failed: int = 0

    @property
    def rated(self) -> int:
        """All who were rated."""
        return self.excellent + self.good + self.done + self.failed

    def base(self, denominator: Denominator) -> int:
        """The number that the cap is a share of."""
        return {
            Denominator.GOOD: self.good,
            Denominator.GOOD_AND_EXCELLENT: self.good + self.excellent,
            Denominator.ALL_RATED: self.rated,
        }[denominator]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a quota says of one group: its base, the share, how many are allowed, how many are over."""

    counts: Counts
    base: int
    share: Decimal | None
    allowed: int
    special_allowed: int | None

    @property
    def over(self) -> int:
        """How many stand above the cap."""
        return max(0, self.counts.excellent - self.allowed)

    @property
    def fits_special(self) -> bool:
        """Whether the higher cap would hold them."""
        return self.special_allowed is not None and self.counts.excellent <= self.special_allowed


def find(quota: Quota, counts: Counts) -> Finding:
    """What the quota says of a group."""
    base = counts.base(quota.denominator)
    share = (
        (Decimal(100 * counts.excellent) / base).quantize(_TENTH, ROUND_HALF_UP) if base else None
    )
    special = (
        None if quota.special_cap is None else _allowed(base, quota.special_cap, quota.rounding)
    )
    return Finding(counts, base, share, _allowed(base, quota.cap, quota.rounding), special)


def tally(levels: Iterable[tuple[str, Level, int]]) -> Mapping[str, Counts]:
    """Counts by group of (group, level, how many); who is not rated stands in no count."""
    found: dict[str, dict[Level, int]] = {}
    for group, level, number in levels:
        if level is not Level.NOT_RATED:
            of_group = found.setdefault(group, {})
            of_group[level] = of_group.get(level, 0) + number
    return {
        group: Counts(
            by.get(Level.EXCELLENT, 0), by.get(Level.GOOD, 0), by.get(Level.DONE, 0),
            by.get(Level.FAILED, 0),
        )
        for group, by in sorted(found.items())
    }  # fmt: skip


def _allowed(base: int, cap: Decimal, rounding: Rounding) -> int:
    return int((Decimal(base) * cap / 100).quantize(Decimal(1), _ROUND[rounding]))

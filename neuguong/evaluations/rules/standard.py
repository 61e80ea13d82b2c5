"""The regimes a site begins with, as rows: 2018, 2023, 2025. Each site may end one and keep another.

Read from secondary sources (domain 5.6, 12): cut-offs, shares, denominators and rounding are parameters
to be held against the text of each regulation before a rating rests on them; the page says so.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from neuguong.evaluations.rules.levels import Condition, Level
from neuguong.evaluations.rules.quota import Denominator, Grouping, Quota, Rounding


@dataclass(frozen=True, slots=True)
class CriterionEntry:
    """A group of criteria on the printed form, with the most points it brings."""

    part: str
    number: int
    label: str
    most: int


@dataclass(frozen=True, slots=True)
class RegimeEntry:
    """One regime: its documents, its days, its conditions by level, its quotas for people and bodies."""

    key: str
    name: str
    valid_from: date
    valid_to: date | None
    uses_points: bool
    conditions: tuple[Condition, ...]
    people: Quota
    bodies: Quota
    criteria: tuple[CriterionEntry, ...] = field(default=())


_GRADES_2018: Final = (
    Condition(Level.EXCELLENT, least_work_grade=4, least_other_grade=3, bars_disciplined=True),
    Condition(Level.GOOD, least_work_grade=3, least_other_grade=2, bars_disciplined=True),
    Condition(Level.DONE, least_work_grade=2, least_other_grade=2),
    Condition(Level.FAILED),
)
_GRADES_2023: Final = (
    Condition(Level.EXCELLENT, least_on_time=100, least_above=50, least_work_grade=4,
              least_other_grade=3, bars_disciplined=True, asks_programme=True),
    Condition(Level.GOOD, least_on_time=100, least_work_grade=3, least_other_grade=2,
              bars_disciplined=True, asks_programme=True),
    Condition(Level.DONE, least_on_time=70, least_work_grade=2, least_other_grade=2),
    Condition(Level.FAILED),
)  # fmt: skip
_POINTS_2025: Final = (
    Condition(Level.EXCELLENT, least_points=90, least_on_time=100, least_above=30, least_fixed=100,
              bars_disciplined=True, asks_programme=True),
    Condition(Level.GOOD, least_points=70, least_on_time=100, bars_disciplined=True,
              asks_programme=True),
    Condition(Level.DONE, least_points=50, least_on_time=80),
    Condition(Level.FAILED),
)  # fmt: skip

REGIMES: Final = (
    RegimeEntry(
        "132-qd-tw",
        "Quy định 132-QĐ/TW (08/3/2018), Hướng dẫn 21-HD/BTCTW (18/10/2019)",
        date(2018, 3, 8), date(2023, 10, 4), False, _GRADES_2018,
        Quota(Decimal(20), None, Denominator.ALL_RATED, Rounding.HALF_UP, Grouping.UNIT),
        Quota(Decimal(20), None, Denominator.ALL_RATED, Rounding.HALF_UP),
    ),
    RegimeEntry(
        "124-qd-tw",
        "Quy định 124-QĐ/TW (04/10/2023), Hướng dẫn 25-HD/BTCTW (10/11/2023)",
        date(2023, 10, 4), date(2025, 8, 30), False, _GRADES_2023,
        Quota(Decimal(20), Decimal(25), Denominator.GOOD, Rounding.FLOOR, Grouping.DUTY),
        Quota(Decimal(20), Decimal(25), Denominator.GOOD, Rounding.FLOOR, Grouping.DUTY),
    ),
    RegimeEntry(
        "366-qd-tw",
        "Quy định 366-QĐ/TW (30/8/2025), Hướng dẫn 43-HD/BTCTW (31/10/2025)",
        date(2025, 8, 30), None, True, _POINTS_2025,
        Quota(Decimal(20), Decimal(25), Denominator.GOOD_AND_EXCELLENT, Rounding.FLOOR,
              Grouping.DUTY),
        Quota(Decimal(20), Decimal(25), Denominator.GOOD_AND_EXCELLENT, Rounding.FLOOR,
              Grouping.DUTY),
        (
            CriterionEntry("general", 1, "Phẩm chất, đạo đức, lối sống, nêu gương", 18),
            CriterionEntry("general", 2, "Đổi mới, dám nghĩ, dám làm", 4),
            CriterionEntry("general", 3, "Tự phê bình, khắc phục khuyết điểm", 8),
            CriterionEntry("work", 1, "Kết quả nhiệm vụ: số lượng, chất lượng, tiến độ", 70),
        ),
    ),
)  # fmt: skip

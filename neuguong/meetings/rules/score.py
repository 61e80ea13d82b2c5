"""How a cell scores its own meeting: what the figures already say is proposed, the rest is its word."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from neuguong.lib.refusal import Refusal
from neuguong.lib.words import gettext as _


class Grade(IntEnum):
    """The quality of a meeting in words; 0 while it is not scored."""

    NONE = 0
    GOOD = 1
    FAIR = 2
    MIDDLING = 3
    POOR = 4


class CriterionKind(IntEnum):
    """What a criterion looks at: figures that are known, or what only those present can say."""

    SAID = 0
    LENGTH = 1
    ATTENDANCE = 2
    TASKS = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a score sheet; `bands` are (percent from, points), the highest first."""

    kind: CriterionKind
    most: int
    bands: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a meeting before anybody scores it; percents 0 to 100, None: nothing to say.

    `unexcused` is whether somebody stayed away without a word; `steady` that nobody missed more than
    three in a row.
    """

    minutes: int | None
    least: int
    attendance: int | None
    unexcused: bool
    steady: bool
    tasks_kept: int | None


def read_bands(text: str) -> tuple[tuple[int, int], ...]:
    """Bands as they are kept, "90:4 75:3 65:2 0:1"; empty where there are none."""
    pairs = [part.split(":") for part in text.split()]
    return tuple(sorted(((int(a), int(b)) for a, b in pairs), reverse=True))


def proposed_points(criterion: Criterion, known: Known) -> int:
    """What the figures say; all of it where they say nothing, for the cell to take from."""
    if criterion.kind is CriterionKind.LENGTH:
        return criterion.most if known.minutes is None or known.minutes >= known.least else 0
    if criterion.kind is CriterionKind.ATTENDANCE and known.attendance is not None:
        return _of_attendance(criterion, known)
    if criterion.kind is CriterionKind.TASKS and known.tasks_kept is not None:
        return _share(criterion.most, known.tasks_kept)
    return criterion.most


def _of_attendance(criterion: Criterion, known: Known) -> int:
    percent = known.attendance or 0
    if not criterion.bands:
        return _share(criterion.most, percent)
    points = next((got for least, got in criterion.bands if percent >= least), 0)
    if known.unexcused:
        points = min(points, criterion.bands[-1][1])
    return min(criterion.most, points + known.steady)


def _share(most: int, percent: int) -> int:
    """So many percent of the points, a half rounded up."""
    return (most * percent + 50) // 100


def grade_of(total: int, steps: Sequence[tuple[int, Grade]]) -> Grade:
    """The grade of a sum of points: the first whose least number is reached."""
    return next(
        (grade for least, grade in sorted(steps, reverse=True) if total >= least), Grade.POOR
    )


def points_problem(points: int, most: int) -> Refusal | None:
    """Points lie between nothing and all."""
    if 0 <= points <= most:
        return None
    return Refusal("points_wrong", _("Điểm từ 0 đến %(most)s.") % {"most": most})

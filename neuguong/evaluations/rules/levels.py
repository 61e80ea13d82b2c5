"""Levels of the yearly rating and the conditions of each: what a regime answers to the facts of a year.

A regime is rows of data; here is only how its rows are read. Facts are of work and conduct as people
record them. Nothing here knows of self-checks, and nothing may (a test says so).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy


class Level(IntEnum):
    """What the rating says; the number is stored and counted."""

    NOT_RATED = 0
    FAILED = 1
    DONE = 2
    GOOD = 3
    EXCELLENT = 4


LEVEL_WORDS: Final = {
    Level.EXCELLENT: gettext_lazy("Hoàn thành xuất sắc nhiệm vụ"),
    Level.GOOD: gettext_lazy("Hoàn thành tốt nhiệm vụ"),
    Level.DONE: gettext_lazy("Hoàn thành nhiệm vụ"),
    Level.FAILED: gettext_lazy("Không hoàn thành nhiệm vụ"),
    Level.NOT_RATED: gettext_lazy("Không xếp loại"),
}
SHORT_LEVELS: Final = {
    Level.EXCELLENT: gettext_lazy("Xuất sắc"),
    Level.GOOD: gettext_lazy("Tốt"),
    Level.DONE: gettext_lazy("Hoàn thành"),
    Level.FAILED: gettext_lazy("Không hoàn thành"),
    Level.NOT_RATED: gettext_lazy("Không xếp loại"),
}
RATED: Final = (Level.EXCELLENT, Level.GOOD, Level.DONE, Level.FAILED)


class Subject(IntEnum):
    """Whose rating it is; the number is stored and counted, 1 stands for persons."""

    MEMBER = 1
    GRASSROOTS = 2
    ORGANISATION = 3
    OFFICIAL = 4
    COLLECTIVE = 5


PEOPLE: Final = frozenset({Subject.MEMBER, Subject.OFFICIAL})
SUBJECT_WORDS: Final = {
    Subject.MEMBER: gettext_lazy("đảng viên"),
    Subject.GRASSROOTS: gettext_lazy("tổ chức cơ sở đảng"),
    Subject.ORGANISATION: gettext_lazy("tổ chức đảng khác"),
    Subject.OFFICIAL: gettext_lazy("cán bộ, công chức, viên chức"),
    Subject.COLLECTIVE: gettext_lazy("cơ quan, đoàn thể"),
}


class WhyNot(IntEnum):
    """Why somebody is not rated in a year."""

    RATED = 0
    NEW = 1
    EXEMPT = 2
    SUSPENDED = 3
    OTHER = 4


WHY_NOT_WORDS: Final = {
    WhyNot.RATED: gettext_lazy("có xếp loại"),
    WhyNot.NEW: gettext_lazy("mới, chưa đủ 6 tháng"),
    WhyNot.EXEMPT: gettext_lazy("được miễn công tác, sinh hoạt"),
    WhyNot.SUSPENDED: gettext_lazy("đang bị đình chỉ sinh hoạt"),
    WhyNot.OTHER: gettext_lazy("lý do khác"),
}
GENERAL_MOST: Final = 30
WORK_MOST: Final = 70
GRADE_WORDS: Final = {
    4: gettext_lazy("xuất sắc"),
    3: gettext_lazy("tốt"),
    2: gettext_lazy("trung bình"),
    1: gettext_lazy("kém"),
}


@dataclass(frozen=True, slots=True)
class Merits:
    """The facts of a year that a regime may ask for; None where nobody has recorded one.

    Points are 0–30 and 0–70, shares whole percents, grades 1 (kém) to 4 (xuất sắc). `programme` says
    whether the year's promises under the programme were kept.
    """

    general: int | None = None
    work: int | None = None
    on_time: int | None = None
    above: int | None = None
    fixed: int | None = None
    work_grade: int | None = None
    other_grade: int | None = None
    disciplined: bool = False
    programme: bool = True

    @property
    def points(self) -> int | None:
        """General and work points together, once both are there."""
        return None if self.general is None or self.work is None else self.general + self.work


@dataclass(frozen=True, slots=True)
class Condition:
    """What a regime asks for one level; None asks nothing."""

    level: Level
    least_points: int | None = None
    least_on_time: int | None = None
    least_above: int | None = None
    least_fixed: int | None = None
    least_work_grade: int | None = None
    least_other_grade: int | None = None
    bars_disciplined: bool = False
    asks_programme: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The level a regime leads to, None while facts are missing; `why` says what the level above asks.

    It is a suggestion: people propose, vote and decide.
    """

    level: Level | None
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


_FACTS: Final = (
    ("least_points", "points", gettext_lazy("tổng điểm")),
    ("least_on_time", "on_time", gettext_lazy("tỷ lệ nhiệm vụ đúng hạn")),
    ("least_above", "above", gettext_lazy("tỷ lệ nhiệm vụ vượt mức")),
    ("least_fixed", "fixed", gettext_lazy("tỷ lệ khuyết điểm đã khắc phục")),
    ("least_work_grade", "work_grade", gettext_lazy("cấp độ kết quả nhiệm vụ")),
    ("least_other_grade", "other_grade", gettext_lazy("cấp độ các tiêu chí khác")),
)


def judge(conditions: Sequence[Condition], merits: Merits) -> Answer:
    """The best level all of whose conditions hold, and what stood in the way of the next better one."""
    above: tuple[str, ...] = ()
    for asked in sorted(conditions, key=lambda one: -one.level):
        unmet, unknown = _unmet(asked, merits)
        if unmet:
            above = tuple(unmet)
        elif unknown:
            return Answer(None, above, tuple(unknown))
        else:
            return Answer(asked.level, above)
    return Answer(None, above)


def _unmet(asked: Condition, merits: Merits) -> tuple[list[str], list[str]]:
    """What is not reached, and what nobody has recorded."""
    unmet, unknown = [], []
    for limit, fact, words in _FACTS:
        least: int | None = getattr(asked, limit)
        known: int | None = getattr(merits, fact)
        if least is None:
            continue
        if known is None:
            unknown.append(_("chưa ghi %(what)s") % {"what": words})
        elif known < least:
            unmet.append(
                _("%(what)s %(known)s, cần từ %(least)s")
                % {"what": words, "known": known, "least": least}
            )
    if asked.bars_disciplined and merits.disciplined:
        unmet.append(_("có kỷ luật trong năm"))
    if asked.asks_programme and not merits.programme:
        unmet.append(_("chưa làm xong việc đăng ký học tập và làm theo Bác"))
    return unmet, unknown

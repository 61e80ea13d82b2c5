"""What is counted of meetings: those held, who came, what they concluded, who owes a theme a quarter."""

from neuguong.lib.measure import Feed, Kind, Measure, Source, only
from neuguong.lib.words import gettext_lazy as _
from neuguong.meetings.rules import Grade, MeetingKind, RemarkKind, TaskState

MEETINGS = Source(
    number=61,
    table="meetings_meeting",
    facets=("kind", "has_programme", "grade", "state"),
    values=("present", "expected", "minutes"),
)
DUTIES = Source(number=62, table="meetings_thematicduty", facets=("met",))
TASKS = Source(number=63, table="meetings_task", facets=("state", "is_late"))
REMARKS = Source(number=64, table="meetings_remark", facets=("kind",))

SOURCES = (MEETINGS, DUTIES, TASKS, REMARKS)

_REGULAR = {int(MeetingKind.REGULAR), int(MeetingKind.COMBINED)}
_THEMATIC = {int(MeetingKind.THEMATIC), int(MeetingKind.COMBINED)}
_MEETING, _PERSON, _TASK = _("kỳ"), _("lượt người"), _("việc")


def _meetings(key: str, label: str, **where: int | set[int]) -> Measure:
    feeds = (Feed(MEETINGS, only(**where)),)
    return Measure(f"meetings.{key}", label, _MEETING, feeds=feeds, group="meetings")


def _people(key: str, label: str, value: str) -> Measure:
    feeds = (Feed(MEETINGS, {}, value),)
    return Measure(f"meetings.{key}", label, _PERSON, feeds=feeds, group="meetings")


def _share(key: str, label: str, top: str, bottom: str) -> Measure:
    return Measure(
        f"meetings.{key}", label, "%", Kind.RATIO, numerator=f"meetings.{top}",
        denominator=f"meetings.{bottom}", group="meetings",
    )  # fmt: skip


MEASURES = (
    _meetings("regular", _("Kỳ sinh hoạt thường kỳ"), kind=_REGULAR),
    _meetings("with_programme", _("Kỳ thường kỳ có đánh giá học tập và làm theo"),
              kind=_REGULAR, has_programme=1),
    _share("programme_rate", _("Tỷ lệ kỳ thường kỳ có đánh giá học tập và làm theo"),
           "with_programme", "regular"),
    _meetings("thematic", _("Kỳ sinh hoạt chuyên đề"), kind=_THEMATIC),
    Measure("meetings.cells_due", _("Lượt chi bộ phải sinh hoạt chuyên đề"), _("lượt chi bộ"),
            feeds=(Feed(DUTIES),), group="meetings"),
    Measure("meetings.cells_met", _("Lượt chi bộ đã sinh hoạt chuyên đề"), _("lượt chi bộ"),
            feeds=(Feed(DUTIES, only(met=1)),), group="meetings"),
    _share("cells_with_thematic", _("Tỷ lệ chi bộ sinh hoạt chuyên đề trong quý"),
           "cells_met", "cells_due"),
    _people("expected", _("Lượt đảng viên phải dự sinh hoạt"), "expected"),
    _people("present", _("Lượt đảng viên dự sinh hoạt"), "present"),
    _share("attendance", _("Tỷ lệ đảng viên dự sinh hoạt"), "present", "expected"),
    _meetings("rated_good", _("Kỳ sinh hoạt tự đánh giá tốt"), grade=int(Grade.GOOD)),
    Measure("meetings.tasks", _("Việc giao theo kết luận sinh hoạt"), _TASK,
            feeds=(Feed(TASKS),), group="meetings"),
    Measure("meetings.tasks_done", _("Việc theo kết luận đã xong"), _TASK,
            feeds=(Feed(TASKS, only(state=int(TaskState.DONE))),), group="meetings"),
    _share("tasks_rate", _("Tỷ lệ việc theo kết luận đã xong"), "tasks_done", "tasks"),
    Measure("meetings.praise", _("Lượt biểu dương trong sinh hoạt"), _("lượt"),
            feeds=(Feed(REMARKS, only(kind=int(RemarkKind.PRAISE))),), group="meetings"),
)  # fmt: skip

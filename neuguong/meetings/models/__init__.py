"""Nouns of the meetings: the meeting and its parts, dated guidelines, score sheets, duties of a quarter."""

from neuguong.meetings.models.meeting import (
    GRADE_LABELS,
    KIND_LABELS,
    STATE_LABELS,
    Criticism,
    Meeting,
    ThematicDuty,
)
from neuguong.meetings.models.parts import (
    ABSENCE_LABELS,
    ITEM_LABELS,
    REMARK_LABELS,
    TASK_LABELS,
    Absence,
    AgendaItem,
    Remark,
    Score,
    Speech,
    Task,
    Vote,
)
from neuguong.meetings.models.policy import (
    CRITERION_LABELS,
    MeetingRule,
    ScoreCriterion,
    ScoreSheet,
    ScoreStep,
)

__all__ = [
    "ABSENCE_LABELS",
    "CRITERION_LABELS",
    "GRADE_LABELS",
    "ITEM_LABELS",
    "KIND_LABELS",
    "REMARK_LABELS",
    "STATE_LABELS",
    "TASK_LABELS",
    "Absence",
    "AgendaItem",
    "Criticism",
    "Meeting",
    "MeetingRule",
    "Remark",
    "Score",
    "ScoreCriterion",
    "ScoreSheet",
    "ScoreStep",
    "Speech",
    "Task",
    "ThematicDuty",
    "Vote",
]

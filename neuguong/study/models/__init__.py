"""Nouns of study: themes and conferences, who came and who has studied, broadcasts and bulletins."""

from neuguong.study.models.broadcasts import RUN_LABELS, Broadcast, Bulletin, Series, Slot
from neuguong.study.models.conferences import (
    FORM_LABELS,
    STATE_LABELS,
    Conference,
    Material,
    Session,
    Theme,
)
from neuguong.study.models.rolls import (
    MEANS_LABELS,
    PRESENCE_LABELS,
    Attendance,
    Learner,
)

__all__ = [
    "FORM_LABELS",
    "MEANS_LABELS",
    "PRESENCE_LABELS",
    "RUN_LABELS",
    "STATE_LABELS",
    "Attendance",
    "Broadcast",
    "Bulletin",
    "Conference",
    "Learner",
    "Material",
    "Series",
    "Session",
    "Slot",
    "Theme",
]

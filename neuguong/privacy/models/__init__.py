"""Nouns of the care for personal data."""

from neuguong.privacy.models.consent import Consent, Notice, PurposeBasis, Telling, Told
from neuguong.privacy.models.desk import DataRequest, Forgetting, Hold
from neuguong.privacy.models.keeping import Breach, CalendarDay, RetentionRun, RetentionTerm

__all__ = [
    "Breach",
    "CalendarDay",
    "Consent",
    "DataRequest",
    "Forgetting",
    "Hold",
    "Notice",
    "PurposeBasis",
    "RetentionRun",
    "RetentionTerm",
    "Telling",
    "Told",
]

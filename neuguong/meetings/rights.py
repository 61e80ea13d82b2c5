"""What a person may be allowed to do with meetings."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on meetings; writing and confiding hold only at the unit where they were given."""

    VIEW = "meetings.view"
    WRITE = "meetings.write"
    CONFIDE = "meetings.confide"
    SET = "meetings.set"


class Verb(StrEnum):
    """What exactly an act did; kept in the detail of its record line."""

    OPENED = "opened"
    SAVED = "saved"
    HELD = "held"
    SENT = "sent"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    TASK_ENDED = "task_ended"
    CONFIDED = "confided"
    CONFIDENCE_DROPPED = "confidence_dropped"
    RULES_SET = "rules_set"
    QUARTER_OPENED = "quarter_opened"
    BROUGHT = "brought"
    EXPORTED = "exported"

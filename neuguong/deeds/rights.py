"""What a person may be allowed to do with deeds."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on registrations, deeds, results, contributions and works."""

    VIEW = "deeds.view"
    REGISTER = "deeds.register"
    CONFIRM = "deeds.confirm"
    REPORT = "deeds.report"
    CORRECT = "deeds.correct"


class Verb(StrEnum):
    """What exactly an act did; kept in the detail of its record line, so that a story can be told."""

    OPENED = "opened"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SIGNED = "signed"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STARTED = "started"
    REPORTED = "reported"
    DONE = "done"
    RESULT_RETURNED = "result_returned"
    GIVEN_UP = "given_up"
    REOPENED = "reopened"
    REPLACED = "replaced"
    CARRIED_OVER = "carried_over"
    GIFT_ADDED = "gift_added"
    GIFT_ACCEPTED = "gift_accepted"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"
    SCAN_KEPT = "scan_kept"
    SCAN_DROPPED = "scan_dropped"
    WORK_OPENED = "work_opened"
    WORK_JOINED = "work_joined"
    WORK_LEFT = "work_left"
    WORK_FINISHED = "work_finished"

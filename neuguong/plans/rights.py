"""What a person may be allowed to do with plans."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on plans, their tasks, targets and readings, terms, and steering bodies."""

    VIEW = "plans.view"
    WRITE = "plans.write"
    APPROVE = "plans.approve"


class Verb(StrEnum):
    """What exactly an act did; kept in the detail of its record line."""

    ADOPTED = "adopted"
    ASSIGNED = "assigned"
    CHANGED = "changed"
    TASK_ADDED = "task_added"
    TASK_CHANGED = "task_changed"
    TASK_REMOVED = "task_removed"
    TASK_MARKED = "task_marked"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    AMENDED = "amended"
    DROPPED = "dropped"
    TARGET_SET = "target_set"
    TARGET_DROPPED = "target_dropped"
    READ = "read"
    READING_DROPPED = "reading_dropped"
    TERM_WRITTEN = "term_written"
    TERM_ISSUED = "term_issued"
    BODY_SET_UP = "body_set_up"
    BODY_SEATED = "body_seated"
    BODY_LEFT = "body_left"
    BODY_RULES = "body_rules"
    BODY_ENDED = "body_ended"

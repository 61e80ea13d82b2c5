"""What a person may be allowed to do with the calendar of duties."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on duties."""

    VIEW = "duties.view"
    SET = "duties.set"
    ANSWER = "duties.answer"


class Verb(StrEnum):
    """What was done, for the record of acts."""

    SET = "set"
    END = "end"
    SPREAD = "spread"
    DONE = "done"
    EXCUSE = "excuse"
    CONTACT = "contact"
    LOOK = "look"

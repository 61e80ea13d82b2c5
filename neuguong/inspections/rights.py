"""What a person may be allowed to do with inspections and with the number of letters."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on inspections."""

    VIEW = "inspections.view"
    WRITE = "inspections.write"
    MEND = "inspections.mend"
    LETTERS = "inspections.letters"


class Verb(StrEnum):
    """What was done, for the record of acts."""

    PLAN = "plan"
    CHANGE = "change"
    VISIT = "visit"
    FIND = "find"
    DROP_FINDING = "drop_finding"
    MEND = "mend"
    RECHECK = "recheck"
    CONCLUDE = "conclude"
    CALL_OFF = "call_off"
    LETTERS = "letters"

"""What a person may be allowed to do with attendance."""

from enum import StrEnum

RETENTION = "privacy.set"  # who sets terms of keeping lets days go


class Right(StrEnum):
    """Names of acts on attendance; the days of a unit are read by those who hold WRITE at that very unit."""

    VIEW = "attendance.view"
    WRITE = "attendance.write"


class Verb(StrEnum):
    """What was done, for the record of acts."""

    BRING = "bring"
    DROP = "drop"
    HOURS = "hours"
    PURGE = "purge"

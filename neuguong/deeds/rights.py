"""What a person may be allowed to do with deeds."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on registrations, deeds, results, contributions and works."""

    VIEW = "deeds.view"
    REGISTER = "deeds.register"
    CONFIRM = "deeds.confirm"
    REPORT = "deeds.report"
    CORRECT = "deeds.correct"

"""What a person may be allowed to do with reports."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on reports."""

    VIEW = "reports.view"
    MAKE = "reports.make"

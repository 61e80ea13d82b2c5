"""What a person may be allowed to do with units."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on the tree."""

    VIEW = "org.view"
    FOUND = "org.found"
    CHANGE = "org.change"
    REORGANISE = "org.reorganise"

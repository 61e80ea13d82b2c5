"""What a person may be allowed to do with people, accounts and grants."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on people."""

    VIEW = "people.view"
    CHANGE = "people.change"
    SEE_NAMES = "people.see_names"
    GRANT = "people.grant"

"""What a person may be allowed to do with the programme year."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on the year."""

    VIEW = "programme.view"
    SET = "programme.set"
    CLOSE = "programme.close"

"""What a person may be allowed to do about ceremonies and movements."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on ceremonies, movements, volunteer days, twinning and admissions."""

    VIEW = "ceremonies.view"
    WRITE = "ceremonies.write"

"""What a person may be allowed to do about study and loudspeaker broadcasts."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on study; a unit sees what the levels above ask of it."""

    VIEW = "study.view"  # themes, conferences, broadcasts, without names
    NOTE = "study.note"  # who attended, who made up for it
    RUN = "study.run"  # themes, conferences, series, bulletins


# One's own presence: everyone's who is asked to study, granted by no role.
OWN = "study.attend"

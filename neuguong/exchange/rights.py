"""What a person may be allowed to do with files."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on files that come in."""

    IMPORT = "exchange.import"

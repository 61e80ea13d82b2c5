"""What a person may be allowed to do with indicators, targets and figures from outside."""

from enum import StrEnum


class Right(StrEnum):
    """Names of acts on indicators; looking at them is `rollup.view`."""

    SET = "indicators.set"
    TARGET = "indicators.target"
    ENTER = "indicators.enter"
    OPEN = "indicators.open"

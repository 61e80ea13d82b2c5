"""Identifiers that may leave the instance, and the fixed-width code of which paths are made."""

import os
import time
import uuid
from collections.abc import Iterator

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_VERSION = 0x7 << 76 | 0x2 << 62
_FREE = ~(0xF << 76 | 0x3 << 62)
PATH_WIDTH = 5  # 36**5 = 60 million units


def uuid7() -> uuid.UUID:
    """A time-ordered UUID version 7 (RFC 9562), so that new rows land at the end of an index."""
    return next(uuid7s(1))


def uuid7s(count: int) -> Iterator[uuid.UUID]:
    """As many of them at once, of one moment."""
    first = time.time_ns() // 1_000_000 << 80 | _VERSION
    chance = os.urandom(10 * count)
    for start in range(0, 10 * count, 10):
        value = int.from_bytes(chance[start : start + 10], "big") & _FREE
        yield uuid.UUID(int=first | value)


def path_code(number: int) -> str:
    """The id of a unit in base 36, five characters: unique, so paths need no sibling counter."""
    if not 0 <= number < 36**PATH_WIDTH:
        raise ValueError(number)
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(PATH_WIDTH, "0")


def id_of_path(path: str) -> int:
    """The id of the unit whose path this is."""
    return int(path[-PATH_WIDTH:], 36)

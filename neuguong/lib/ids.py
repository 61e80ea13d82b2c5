"""Identifiers that may leave the instance, and the fixed-width code of which paths are made."""

import os
import time
import uuid

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PATH_WIDTH = 5  # 36**5 = 60 million units


def uuid7() -> uuid.UUID:
    """A time-ordered UUID version 7 (RFC 9562), so that new rows land at the end of an index."""
    value = int(time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def path_code(number: int) -> str:
    """The id of a unit in base 36, five characters: unique, so paths need no sibling counter."""
    if not 0 <= number < 36**PATH_WIDTH:
        raise ValueError(number)
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(PATH_WIDTH, "0")

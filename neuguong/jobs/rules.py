"""When a job is tried again, when its worker counts as dead, and which faults another try cannot mend."""

from datetime import timedelta
from typing import Final

STALE_AFTER: Final = timedelta(seconds=60)
BEAT_EVERY: Final = timedelta(seconds=10)
_FIRST_WAIT: Final = timedelta(seconds=10)
_LONGEST_WAIT: Final = timedelta(hours=1)


def wait_before_retry(attempts: int) -> timedelta:
    """How long after the given number of failed attempts the next one comes: 10 s, 40 s, 160 s …"""
    return min(_FIRST_WAIT * int(4 ** min(max(attempts - 1, 0), 8)), _LONGEST_WAIT)


def may_retry(attempts: int, max_attempts: int) -> bool:
    """Whether one more attempt is left."""
    return attempts < max_attempts

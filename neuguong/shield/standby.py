"""Reading a page at the hot standby, but never anything older than its reader has seen.

Each page that the primary answers leaves in a cookie how far the primary had written by then. The next
heavy page is read at the standby only when that has followed at least so far; so one's own writing, the
work of a job one has watched, and all one has seen before are in it. When in doubt: the primary.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from django.db import DEFAULT_DB_ALIAS, Error, connections

from neuguong.shield.queries import replayed_at, written_to

log = logging.getLogger(__name__)

STANDBY: Final = "standby"
_LEFT_ALONE: Final = 10.0  # seconds after a standby did not answer
_MOST_BEHIND: Final = 16 * 1024 * 1024  # bytes of the log; a standby further behind is not asked
_PLACE: Final = re.compile(r"([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})")


def place_of(written: str | None) -> int | None:
    """A place in the log as a number; None for what is none."""
    found = _PLACE.fullmatch(written or "")
    return (int(found[1], 16) << 32) + int(found[2], 16) if found else None


class Standby:
    """What this process knows of the standby."""

    def __init__(self) -> None:
        self._not_before = 0.0

    def knows(self, seen: str | None) -> bool:
        """Whether the standby has followed up to what a reader has seen, and is not far behind now."""
        place = place_of(seen)
        if place is None or monotonic() < self._not_before:
            return False
        now = place_of(written_to(connections[DEFAULT_DB_ALIAS]))
        try:
            there = place_of(replayed_at(connections[STANDBY]))
        except Error as fault:
            self.leave_alone(fault)
            return False
        return there is not None and now is not None and there >= max(place, now - _MOST_BEHIND)

    def leave_alone(self, fault: Error) -> None:
        """Ask the primary for some seconds, since the standby did not answer as one does."""
        log.warning("the standby is left alone for %s s: %s", _LEFT_ALONE, str(fault).strip())
        self._not_before = monotonic() + _LEFT_ALONE
        connections[STANDBY].close()


@contextmanager
def reading_there() -> Iterator[None]:
    """Everything asked of the database in this thread is asked of the standby meanwhile."""
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections[STANDBY]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def seen_by_now() -> str:
    """How far the primary has written by now; "" when it does not answer."""
    try:
        return written_to(connections[DEFAULT_DB_ALIAS])
    except Error:
        return ""

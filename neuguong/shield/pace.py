"""Counting what somebody asks for within a minute, in the memory of this process.

Reading a page must not wait for a writer, so nothing is written; with several page processes the
figure holds for each of them. It stops a script or a stuck key, not a quota.
"""

from collections.abc import Hashable
from threading import Lock
from time import monotonic
from typing import Final

_WINDOW: Final = 60.0  # seconds
_MOST_KEPT: Final = 10_000


class Pace:
    """Who has asked how often since when; safe among threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: dict[Hashable, tuple[float, int]] = {}

    def ask(self, who: Hashable, most: int) -> int:
        """0 when one more is all right; else how many seconds to wait."""
        now = monotonic()
        with self._lock:
            began, count = self._asked.get(who, (now, 0))
            if now - began >= _WINDOW:
                began, count = now, 0
            if count >= most:
                return max(1, round(_WINDOW - (now - began)))
            if who not in self._asked and len(self._asked) >= _MOST_KEPT:
                self._asked = {
                    one: (at, n) for one, (at, n) in self._asked.items() if now - at < _WINDOW
                }
                if len(self._asked) >= _MOST_KEPT:
                    self._asked.clear()
            self._asked[who] = (began, count + 1)
        return 0

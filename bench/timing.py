"""Times several things in turn, so that a busy moment of the machine meets all of them alike."""

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import clock_gettime_ns, perf_counter, sleep
from typing import Final

FEWEST, MOST = 5, 201
_STEPS: Final = 20_000
_LAST_WORDS: Final = 0.0002  # seconds in which a server that has answered comes to rest
_watched: list[int] = [os.getpid()]


def watch(pid: int) -> None:
    """Count the processor time of that process as well: the server's, which works for ours."""
    _watched.append(pid)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the runs of one thing: the middle, the quickest, the slowest, and how many.

    `cpu` is the middle of the processor time, which neighbours on the machine do not lengthen.
    """

    middle: float
    least: float
    most: float
    cpu: float
    runs: int

    @classmethod
    def of(cls, seconds: Sequence[float], cpu: Sequence[float] = ()) -> "Times":
        """What the runs have in common; without `cpu` its time is not known and stands as 0."""
        at_work = median(cpu) if cpu else 0.0
        return cls(median(seconds), min(seconds), max(seconds), at_work, len(seconds))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared; `before` runs each time ahead of it and is not timed."""

    run: Callable[[], object]
    before: Callable[[], object] | None = None


def alternate(
    *sides: Side | Callable[[], object], seconds: float, fewest: int = FEWEST
) -> list[Times]:
    """Run the sides by turns, as often as fits into some seconds, first one leading, then the next.

    Each side runs twice before, untimed, or once where fewer than five rounds will do; rubbish is
    collected between runs and never within one.
    """
    turns = [side if isinstance(side, Side) else Side(side) for side in sides]
    gc.collect()
    gc.freeze()  # what is there already is not looked through again between runs
    try:
        for side in turns if fewest >= FEWEST else ():
            _timed(side)
        began = perf_counter()
        for side in turns:
            _timed(side)
        rounds = max(fewest, min(MOST, int(seconds / (perf_counter() - began))))
        found: list[list[tuple[float, float]]] = [[] for _ in turns]
        for number in range(rounds):
            for place in range(len(turns)):
                index = (number + place) % len(turns)
                found[index].append(_timed(turns[index]))
    finally:
        gc.unfreeze()
    return [Times.of(*zip(*one, strict=True)) for one in found]


def noise(seconds: float = 0.3) -> Times:
    """The same arithmetic again and again: what the machine alone adds to every time."""
    return alternate(_always_the_same, seconds=seconds)[0]


def _timed(side: Side) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    if side.before:
        side.before()
    gc.collect()
    gc.disable()
    try:
        worked, began = _worked(), perf_counter()
        side.run()
        ended = perf_counter()
        if len(_watched) > 1:
            sleep(_LAST_WORDS)
        return ended - began, (_worked() - worked) / 1e9
    finally:
        gc.enable()


def _worked() -> int:
    """Nanoseconds that all watched processes have been at work (Linux: clock_getcpuclockid)."""
    return sum(clock_gettime_ns((~pid << 3) | 2) for pid in _watched)


def _always_the_same() -> int:
    total = 0
    for number in range(_STEPS):
        total += number * number % 7
    return total

"""Times several things in turn, so that a busy moment of the machine meets all of them alike."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Final

FEWEST, MOST = 5, 201
_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the runs of one thing: the middle, the quickest, the slowest, and how many."""

    middle: float
    least: float
    most: float
    runs: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """What the runs have in common."""
        return cls(median(seconds), min(seconds), max(seconds), len(seconds))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared; `before` runs each time ahead of it and is not timed."""

    run: Callable[[], object]
    before: Callable[[], object] | None = None


def alternate(*sides: Side | Callable[[], object], seconds: float) -> list[Times]:
    """Run the sides by turns, as often as fits into some seconds, first one leading, then the next.

    Each side runs twice before, untimed; rubbish is collected between runs and never within one.
    """
    turns = [side if isinstance(side, Side) else Side(side) for side in sides]
    gc.collect()
    gc.freeze()  # what is there already is not looked through again between runs
    try:
        for side in turns:
            _timed(side)
        began = perf_counter()
        for side in turns:
            _timed(side)
        rounds = max(FEWEST, min(MOST, int(seconds / (perf_counter() - began))))
        found: list[list[float]] = [[] for _ in turns]
        for number in range(rounds):
            for place in range(len(turns)):
                index = (number + place) % len(turns)
                found[index].append(_timed(turns[index]))
    finally:
        gc.unfreeze()
    return [Times.of(one) for one in found]


def noise(seconds: float = 0.3) -> Times:
    """The same arithmetic again and again: what the machine alone adds to every time."""
    return alternate(_always_the_same, seconds=seconds)[0]


def _timed(side: Side) -> float:
    if side.before:
        side.before()
    gc.collect()
    gc.disable()
    try:
        began = perf_counter()
        side.run()
        return perf_counter() - began
    finally:
        gc.enable()


def _always_the_same() -> int:
    total = 0
    for number in range(_STEPS):
        total += number * number % 7
    return total

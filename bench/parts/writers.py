"""How much can be written by 1 to 8 writers at once: with counting, with the fold beside it, without."""

from collections.abc import Callable
from typing import Final

from bench import bulk
from bench.crowd import Crowd, at_work
from bench.lines import Line
from bench.sizes import Size
from bench.timing import Times
from neuguong.rollup import triggers
from neuguong.rollup.actions import drop_triggers, fold_all
from neuguong.rollup.compile import lists
from neuguong.rollup.verify import recount

PART: Final = "writers"
WRITERS: Final = (1, 2, 4, 8)
ROUNDS: Final = 3
FOLDED: Final = 2.0  # with the fold on the same processors at least half as much


def measure(engine: str, size: Size) -> list[Line]:
    """Ten deeds a transaction, in processes of their own; seconds stand for a thousand deeds."""
    lines = []
    for writers in WRITERS:
        with at_work(writers) as crowd:
            lines += _of(engine, size, writers, crowd)
        _must_be_right()
    return lines


def _of(engine: str, size: Size, writers: int, crowd: Crowd) -> list[Line]:
    ways: dict[str, tuple[Callable[[], None], bool]] = {
        "with": (_awake, False), "folded": (_awake, True), "without": (_away, False),
    }  # fmt: skip
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _round in range(ROUNDS):
        for way, (prepare, folds) in ways.items():
            prepare()
            before = bulk.one("SELECT coalesce(max(id), 0) FROM deeds_deed")
            crowd.begin(size.load / 2, folds=folds)
            seconds[way].append(500 * size.load / crowd.written())
            if way == "without":
                bulk.run(f"DELETE FROM deeds_deed WHERE id > {before}")
    with_, folded, without = (Times.of(seconds[way]) for way in ways)
    many = f"{writers} writer{'s' if writers > 1 else ''}"
    rate = f"{1000 / with_.middle:,.0f} deeds a second, {1000 / without.middle:,.0f} without"
    return [
        Line(PART, engine, f"{many}, counting", "the same without triggers", with_, without, None,
             rate),
        Line(PART, engine, f"{many}, counting, the fold beside", "the same without triggers",
             folded, without, FOLDED),
    ]  # fmt: skip


def _awake() -> None:
    triggers.make(list(lists().sources.values()))


def _away() -> None:
    drop_triggers()


def _must_be_right() -> None:
    """What was written while the triggers were there is counted, to the last deed."""
    _awake()
    fold_all()
    if differences := recount().differences:
        raise AssertionError(differences[0])

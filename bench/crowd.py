"""Writers in processes of their own, and one that folds: `python -m bench.crowd NUMBER OF`.

A line with seconds on the input begins a round: the writer commits ten deeds of registrations of its
own at a time, as fast as it can, and answers how many it has written; the folder (NUMBER is `fold`)
answers how many images it has folded.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django


def main() -> None:
    """Answer each line with what was done in so many seconds."""
    django.setup()
    from bench.crowd_work import Folder, Writer  # noqa: PLC0415 - after the rooms are known

    number = sys.argv[1]
    work = Folder() if number == "fold" else Writer(int(number), int(sys.argv[2]))
    print("ready", flush=True)
    for line in sys.stdin:
        print(work.round(float(line)), flush=True)


class Crowd:
    """Processes that are told when a round begins."""

    def __init__(self, writers: int) -> None:
        self._writers = [_started(str(number), str(writers)) for number in range(writers)]
        self._folder = _started("fold", "1")
        for one in (*self._writers, self._folder):
            _answer(one)

    def begin(self, seconds: float, *, folds: bool) -> None:
        """Let a round begin, with the folder or without."""
        self._asked = [*self._writers, *([self._folder] if folds else [])]
        for one in self._asked:
            assert one.stdin is not None
            one.stdin.write(f"{seconds}\n")
            one.stdin.flush()

    def written(self) -> int:
        """How many deeds were written in the round, when it has ended."""
        counts = [int(_answer(one)) for one in self._asked]
        return sum(counts[: len(self._writers)])

    def end(self) -> None:
        """Let all of them go home."""
        for one in (*self._writers, self._folder):
            one.communicate()


def _answer(one: "subprocess.Popen[str]") -> str:
    assert one.stdout is not None
    line = one.stdout.readline().strip()
    if not line:
        raise RuntimeError("a writer has failed")
    return line


def _started(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bench.crowd", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextmanager
def at_work(writers: int) -> Iterator[Crowd]:
    """A crowd that is ready; leaving lets it go."""
    crowd = Crowd(writers)
    try:
        yield crowd
    finally:
        crowd.end()


if __name__ == "__main__":
    main()

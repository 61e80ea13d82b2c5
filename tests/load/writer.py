"""Writes through acts for some seconds, as fast as it can; run beside others, and killed at any moment.

`python -m tests.load.writer SECONDS SEED ROLE` prints `ready`, and at the end how many acts were done.
`SECONDS SEED KIND FOLDER` prints besides after each act the newest entry of the log, which it has left.
"""

import sys
import time
from pathlib import Path
from random import Random
from typing import Any


def main(seconds: float, seed: int, role: str) -> int:
    """Act by act, until the time is up."""
    writer: Any = ROLES[role](Random(seed))
    end, done = time.monotonic() + seconds, 0
    _say("ready")
    while time.monotonic() < end:
        writer.one()
        done += 1
    return done


def of_kind(seconds: float, seed: int, kind: str, folder: Path) -> int:
    """The same with acts of one kind, each told when it is done."""
    writer, end, done = Killed(Random(seed), kind, folder), time.monotonic() + seconds, 0
    _say("ready")
    while time.monotonic() < end:
        writer.one()
        _say(str(writer.told()))
        done += 1
    return done


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    from tests.load.acts import ROLES
    from tests.load.kinds import Killed

    _say(
        str(
            of_kind(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
            if len(sys.argv) > 4
            else main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
        )
    )

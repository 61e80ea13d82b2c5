"""Writes through acts for some seconds, as fast as it can; run beside others, and killed at any moment.

`python -m tests.load.writer SECONDS SEED` prints `ready`, and at the end how many acts were done.
"""

import sys
import time
from random import Random


def main(seconds: float, seed: int) -> int:
    """Register, tell, confirm, open again, until the time is up."""
    writer, end, done = Writer(Random(seed)), time.monotonic() + seconds, 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while time.monotonic() < end:
        writer.one()
        done += 1
    return done


if __name__ == "__main__":
    import django

    django.setup()
    from tests.load.acts import Writer

    sys.stdout.write(f"{main(float(sys.argv[1]), int(sys.argv[2]))}\n")

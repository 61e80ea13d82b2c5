"""Loads the demo into the database that the environment names: `python -m bench.demo`."""

import django
from django.utils import timezone

django.setup()

from neuguong.ops.actions import load_demo  # noqa: E402 - after the rooms are known
from neuguong.people.access import SystemActor  # noqa: E402
from neuguong.rollup.actions import fold_all  # noqa: E402


def main() -> None:
    """The demo, folded as the worker would have done it by the time somebody looks."""
    now = timezone.now()
    by = SystemActor("bench", names=True)
    load_demo(by=by, today=timezone.localdate(now), now=now, tell=lambda _words: None)
    fold_all()


if __name__ == "__main__":
    main()

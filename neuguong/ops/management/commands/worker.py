"""`neuguong worker`: works jobs in a process of its own until it is asked to stop."""

import argparse
import sys
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import connections

from neuguong.jobs.worker import WorkerThread
from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.checks import require_ready
from neuguong.ops.server import StopAsked, hold_leash

_LOOK_SECONDS: Final = 0.2


class Command(BaseCommand):
    """Works jobs and periodic work; a job that has begun is finished before the end."""

    help = "Làm việc nền: cộng số liệu, nhập tệp, đếm lại, dọn dẹp; đến khi nhấn Ctrl-C"

    requires_system_checks = ()  # asked below, with the answer as a sentence

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing for people; `serve` holds its worker on a leash."""
        parser.add_argument("--leash", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Work in a thread; this one only waits for the request to stop, the second of which hurries."""
        with StopAsked() as asked:
            if options["leash"]:
                hold_leash()
            try:
                require_ready()
            except Refused as refused:
                self.stderr.write(refused.refusal.text)
                sys.exit(1)
            connections.close_all()
            if not options["leash"]:
                self.stdout.write(_("Máy làm việc nền đang chạy – nhấn Ctrl-C để dừng."))
                self.stdout.flush()
            thread = WorkerThread()
            thread.start()
            while thread.is_alive() and not asked.times:
                thread.join(_LOOK_SECONDS)
            if not asked.times:
                sys.exit(1)  # the thread has ended by a fault that is in the log
            while thread.is_alive() and asked.times < 2:
                thread.stop(timeout_seconds=_LOOK_SECONDS)

"""`neuguong serve`: the pages and the worker on one machine, until Ctrl-C."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections

from neuguong.lib.refusal import Refused
from neuguong.lib.words import gettext as _
from neuguong.ops import server
from neuguong.ops.checks import require_ready


class Command(BaseCommand):
    """Starts what a single machine needs: pages, jobs, folding, clearing away."""

    help = "Chạy trang và máy làm việc nền trên máy này, đến khi nhấn Ctrl-C"

    requires_system_checks = ()  # asked below, with the answer as a sentence

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help=_("địa chỉ, mặc định 127.0.0.1"))
        parser.add_argument("--port", type=_port, default=8000, help=_("cổng, mặc định 8000"))
        parser.add_argument("--workers", type=_number, help=_("số tiến trình phục vụ trang"))
        parser.add_argument("--threads", type=_number, help=_("số luồng mỗi tiến trình"))
        parser.add_argument("--migrate", action="store_true", help=_("chạy migrate trước"))
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help=_("không kèm máy làm việc nền, khi nó chạy riêng bằng “neuguong worker”"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database and the static files, then run until asked to stop."""
        host, port = options["host"], options["port"]
        try:
            address = server.numeric_address(host, port)
            if options["migrate"]:
                call_command("migrate", verbosity=0)
            require_ready()
        except Refused as refused:
            self.stderr.write(refused.refusal.text)
            sys.exit(1)
        collect_static()
        workers = options["workers"] or _usual_workers()
        threads = options["threads"] or _usual_threads()
        connections.close_all()
        target = ":".join(settings.WSGI_APPLICATION.rsplit(".", 1))
        parts = {_("trang"): server.pages_command(address, port, workers, threads, target)}
        if not options["no_worker"]:
            parts[_("máy làm việc nền")] = server.worker_command()
        status = server.run(
            parts,
            is_ready=lambda: server.answers(address, port),
            when_ready=lambda: self._welcome(host, address, port),
            tell=self._tell,
        )
        if status:
            sys.exit(status)

    def _welcome(self, host: str, address: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        self._tell(
            _("Trang đang chạy tại http://%(host)s:%(port)s/ – nhấn Ctrl-C để dừng.")
            % {"host": shown, "port": port}
        )
        is_open = not address.startswith("127.") and address != "::1"
        if is_open and set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1"}:
            self._tell(_("Muốn máy khác mở được, ghi tên hoặc địa chỉ máy này vào NEUGUONG_HOSTS."))

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def collect_static() -> bool:
    """Gather the static files when some are missing or newer than those gathered; says whether."""
    storage = staticfiles_storage
    if not isinstance(storage, ManifestStaticFilesStorage):
        return False
    manifest = Path(settings.STATIC_ROOT) / storage.manifest_name
    gathered = manifest.stat().st_mtime if manifest.is_file() else None
    names = set()
    is_stale = gathered is None
    for finder in get_finders():
        for path, source in finder.list([]):
            names.add(path)
            changed = source.get_modified_time(path).timestamp()
            is_stale = is_stale or gathered is None or changed > gathered
    if not is_stale and names == set(storage.hashed_files):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def _usual_workers() -> int:
    cores = os.cpu_count() or 1
    return min(cores, 2) if connection.vendor == "sqlite" else cores


def _usual_threads() -> int:
    """One is fastest, but whoever sends a photo slowly holds it; a proxy in front waits instead.

    A single machine has none in front, so there several can send at once.
    """
    return min(8, 2 * (os.cpu_count() or 1) + 1) if connection.vendor == "sqlite" else 1


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(_("cổng là một số từ 1 đến 65535"))
    return int(text)


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(_("phải là một số từ 1 trở lên"))
    return int(text)

"""A worker killed in the middle of bringing a file in: nothing half-written, in the end all, once."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection

_BEGIN: Final = """
import sys, django
django.setup()
from django.core.files.base import ContentFile
from django.core.management import call_command
from neuguong.exchange import rules
from neuguong.exchange.actions import begin_import, receive_file
from neuguong.exchange.tests.samples import PLAIN, workbook
from tests.world import NOW, TODAY, YEAR, build
rules.LONG_ROWS = 1
call_command("migrate", verbosity=0)
world = build()
rows = [(n, f"Vi Văn {chr(65 + n // 3)}", None, None, f"Trồng cây {chr(65 + n % 3)}", n + 1, "cây",
         "31/5/2022", 1000 * (n + 1), 1, "HT") for n in range(60)]
file = ContentFile(workbook([PLAIN, *rows]), name="ds.xlsx")
unit = world.unit("tinh/huyen/xa/mot").pk
run = receive_file(by=world.giang, unit_id=unit, year=YEAR, upload=file, today=TODAY, now=NOW)
begin_import(by=world.giang, run_id=run.pk, today=TODAY, now=NOW)
"""
_WORK: Final = """
import pathlib, sys, time, django
django.setup()
from django.utils import timezone
from neuguong.exchange.actions import writing
from neuguong.jobs.actions import sweep_orphans, work_once
writing._CHUNK = 5
marker, keep = pathlib.Path(sys.argv[1]), writing.Writer._keep_deeds
def keep_and_hang(self, subjects, made):
    keep(self, subjects, made)
    if self._done >= 30 and not marker.exists():
        marker.touch()
        time.sleep(600)
writing.Writer._keep_deeds = keep_and_hang
sweep_orphans(timezone.now(), all_running=True)
work_once()
"""
_COUNT: Final = """
import json, django
django.setup()
from neuguong.deeds.models import Contribution, Deed, Registration
from neuguong.exchange.models import ImportRow, ImportRun
from neuguong.jobs.models import Job
from neuguong.people.models import Person
from neuguong.rollup.actions import verify
tables = (Registration, Deed, Contribution, ImportRow)
print(json.dumps({
    "counts": [table.objects.count() for table in tables],
    "people": Person.objects.filter(full_name__startswith="Vi Văn ").count(),
    "run": ImportRun.objects.get().state, "job": Job.objects.get().state,
    "attempts": Job.objects.get().attempts, "differences": len(verify().differences),
}))
"""


def _url(tmp_path: Path) -> str:
    """The test's own database on PostgreSQL, a new file on SQLite, whose test database is in memory."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    there = connection.settings_dict
    return f"postgres://{there['USER']}@/{there['NAME']}?host={there['HOST']}"


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_half_written(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    environment = {
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        "NEUGUONG_DATABASE_URL": _url(tmp_path),
        "NEUGUONG_FILES": str(tmp_path / "files"),
        "NEUGUONG_SECRET_FILE": str(tmp_path / "secret"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }

    def run(script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, str(marker)],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def counted() -> dict[str, Any]:
        return dict(json.loads(run(_COUNT)))

    run(_BEGIN)
    before = counted()
    with subprocess.Popen([sys.executable, "-c", _WORK, str(marker)], env=environment) as worker:
        end = time.monotonic() + 60
        while not marker.exists():
            assert worker.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    killed = counted()
    assert killed["counts"] == before["counts"] == [0, 0, 0, 0]
    assert (killed["people"], killed["run"], killed["job"]) == (0, 4, "running")
    run(_WORK)
    after = counted()
    # 20 people with three deeds, money and labour of each; 20 + 20 + 60 rows of the file's story
    assert (after["counts"], after["people"]) == ([20, 60, 120, 100], 20)
    assert (after["run"], after["job"], after["attempts"]) == (2, "done", 2)
    assert after["differences"] == 0

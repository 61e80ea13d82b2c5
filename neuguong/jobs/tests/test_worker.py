"""The loop of the worker: beside others, after a kill, with a heartbeat."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction
from django.utils import timezone

from neuguong.jobs import worker
from neuguong.jobs.actions import JobRun, enqueue, report_progress
from neuguong.jobs.models import Job, State
from neuguong.jobs.tests import tasks
from neuguong.jobs.worker import WorkerThread

_ASK: Final = """
import sys, django
django.setup()
from django.conf import settings
settings.NEUGUONG_JOBS = "neuguong.jobs.tests.tasks.JOBS"
from django.db import connection
from neuguong.jobs.actions import enqueue
from neuguong.jobs.models import Job
with connection.schema_editor() as editor:
    editor.create_model(Job)
enqueue("tests.hang_at_first", by=None, path=sys.argv[1])
"""
_WORK: Final = """
import threading, django
django.setup()
from django.conf import settings
settings.NEUGUONG_JOBS = "neuguong.jobs.tests.tasks.JOBS"
from neuguong.jobs.worker import run_forever
run_forever(threading.Event(), poll_seconds=0.1)
"""


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something to become true, at most so long."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_small_installation_works_jobs_and_periodic_work() -> None:
    job = enqueue("tests.note", by=None, text="a")
    thread = WorkerThread(poll_seconds=0.05)
    thread.start()
    try:
        wait_until(lambda: len(tasks.ticks) >= 3 and Job.objects.get(pk=job.pk).state == "done")
    finally:
        thread.stop(timeout_seconds=20)

    assert not thread.is_alive()
    assert tasks.noted == ["a"]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_task_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PROGRESS_SECONDS", 0.02)
    job = Job.objects.create(
        name="tests.note", state=State.RUNNING, attempts=1, heartbeat_at=timezone.now()
    )
    run = JobRun(job.pk, job.uid, job.name, None, "", 1)

    with worker._pulse(run):
        report_progress(run, done=5, total=10, text="đang đọc")
        wait_until(lambda: Job.objects.get().progress_done == 5)

    assert Job.objects.get().progress_text == "đang đọc"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_although_the_task_holds_a_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "_PROGRESS_SECONDS", 0.02)
    job = Job.objects.create(
        name="tests.note", state=State.RUNNING, attempts=1, heartbeat_at=timezone.now()
    )
    run = JobRun(job.pk, job.uid, job.name, None, "", 1)

    with worker._pulse(run), transaction.atomic():
        Job.objects.create(name="tests.note")
        report_progress(run, done=5, total=10)
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done == 5)


def test_a_killed_worker_loses_no_job(tmp_path: Path) -> None:
    database, attempts = tmp_path / "kill.sqlite3", tmp_path / "attempts"
    attempts.touch()
    environment = {
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        "NEUGUONG_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }

    def state() -> str:
        with sqlite3.connect(database, timeout=10) as readable:
            return str(readable.execute("SELECT state FROM jobs_job").fetchone()[0])

    def a_worker() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", _WORK], env=environment, stderr=subprocess.DEVNULL
        )

    subprocess.run([sys.executable, "-c", _ASK, str(attempts)], env=environment, check=True)
    workers = [a_worker()]
    try:
        wait_until(lambda: attempts.read_text() == "1\n")
        workers.append(a_worker())  # waits, because the first one is alive
        time.sleep(1)
        assert (state(), attempts.read_text()) == ("running", "1\n")
        workers[0].kill()
        wait_until(lambda: state() == "done")
    finally:
        for process in workers:
            process.kill()
            process.wait()
    assert attempts.read_text() == "1\n2\n"

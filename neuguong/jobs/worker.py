"""The loop that works jobs: as a process of its own, or as a thread of the only process.

On PostgreSQL any number of workers share the table. On SQLite one works at a time, kept by a lock on
a file beside the database; whoever gets the lock knows that jobs still marked as running are orphans.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from django.db import Error, close_old_connections, connection, connections
from django.utils import timezone

from neuguong.jobs.actions import JobRun, sweep_orphans, work_once, write_pulse
from neuguong.jobs.queries import Periodic, catalogue
from neuguong.jobs.rules import BEAT_EVERY, STALE_AFTER

log = logging.getLogger(__name__)

_PROGRESS_SECONDS: Final = 1.0
_REST_AFTER_FAULT_SECONDS: Final = 5.0


def run_forever(stop: threading.Event, poll_seconds: float = 1.0) -> None:
    """Work jobs and periodic work until `stop` is set; a job that has begun is finished first."""
    periodic = catalogue().periodic
    with _only_worker(stop, poll_seconds) as alone:
        if stop.is_set():
            return
        ended = threading.Event()
        helper = threading.Thread(
            target=_call_periodic, args=(periodic, ended), name="periodic", daemon=True
        )
        helper.start()
        try:
            _work_jobs(stop, poll_seconds, all_running=alone)
        finally:
            ended.set()
            helper.join()
            connections.close_all()


class WorkerThread(threading.Thread):
    """The worker inside the single process of a small installation."""

    def __init__(self, poll_seconds: float = 1.0) -> None:
        super().__init__(name="worker", daemon=True)
        self._stop_asked = threading.Event()
        self._poll_seconds = poll_seconds

    def run(self) -> None:
        """Work until asked to stop."""
        run_forever(self._stop_asked, self._poll_seconds)

    def stop(self, timeout_seconds: float | None = None) -> None:
        """Ask the worker to end after its present job, and wait for that."""
        self._stop_asked.set()
        self.join(timeout_seconds)


def _work_jobs(stop: threading.Event, poll_seconds: float, *, all_running: bool) -> None:
    next_sweep = monotonic()
    while not stop.is_set():
        close_old_connections()
        try:
            if monotonic() >= next_sweep:
                sweep_orphans(timezone.now(), all_running=all_running)
                next_sweep = monotonic() + STALE_AFTER.total_seconds() / 2
            if work_once(watch=_pulse) is None:
                stop.wait(poll_seconds)
        except Error:  # the database is away: the job, if any, is swept up later
            log.exception("the worker lost the database")
            connections.close_all()
            stop.wait(_REST_AFTER_FAULT_SECONDS)


@contextmanager
def _pulse(run: JobRun) -> Iterator[None]:
    """Keep the heartbeat and progress of a run on a connection of its own, outside its transaction."""
    ended = threading.Event()
    run.has_pulse = True
    thread = threading.Thread(target=_beat, args=(run, ended), name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(run: JobRun, ended: threading.Event) -> None:
    written: tuple[int, int | None, str] | None = None
    next_beat = 0.0
    while not ended.wait(_PROGRESS_SECONDS):
        progress = (run.done, run.total, run.text)
        if progress == written and monotonic() < next_beat:
            continue
        try:
            write_pulse(run, timezone.now())
        except Error as error:  # on SQLite the task itself may hold the only write lock
            log.info("heartbeat of job %s waits: %s", run.uid, error)
            connection.close()
            continue
        written, next_beat = progress, monotonic() + BEAT_EVERY.total_seconds()
    connections.close_all()


def _call_periodic(periodic: tuple[Periodic, ...], stop: threading.Event) -> None:
    due = [monotonic() for _entry in periodic]
    while periodic and not stop.wait(max(0.05, min(due) - monotonic())):
        for place, entry in enumerate(periodic):
            if monotonic() < due[place] or stop.is_set():
                continue
            close_old_connections()
            try:
                entry.function()
            except Exception:
                log.exception("periodic work %s failed", entry.name)
            due[place] = monotonic() + entry.seconds
    connections.close_all()


@contextmanager
def _only_worker(stop: threading.Event, poll_seconds: float) -> Iterator[bool]:
    """Wait to be the only worker of an SQLite file and say True; say False where many may work."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        yield False
        return
    descriptor = os.open(f"{name}-worker", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        told = False
        while not stop.is_set():
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not told:
                    log.info("another worker is at work on this database; waiting for it to end")
                told = True
                stop.wait(poll_seconds)
        yield True
    finally:
        os.close(descriptor)

"""Asking for work, doing it once, telling how far it is, and taking up the work of a dead worker.

Delivery is *at least once*: a worker may die after the work and before the note that it is done,
so every task must be able to run twice.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from neuguong.jobs.models import OPEN_STATES, Job, State
from neuguong.jobs.queries import catalogue
from neuguong.jobs.rules import STALE_AFTER, may_retry, wait_before_retry
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refused
from neuguong.lib.vietnamese import nfc

log = logging.getLogger(__name__)

_TEXT_LENGTH: Final = 200
_NAME_LENGTH: Final = 160


@dataclass(slots=True)
class JobRun:
    """One attempt at a job, given to its task; `attempt` also tells it from a later attempt."""

    job_id: int
    uid: UUID
    name: str
    asked_by_id: int | None
    asked_by_name: str
    attempt: int
    done: int = 0
    total: int | None = None
    text: str = ""
    has_pulse: bool = False


Watch = Callable[[JobRun], AbstractContextManager[object]]


@transaction.atomic
def enqueue(
    name: str,
    /,
    *,
    by: Actor | None,
    unique_key: str | None = None,
    run_after: datetime | None = None,
    max_attempts: int = 3,
    **args: object,
) -> Job:
    """Ask for a job in the transaction of the act, so that it commits or vanishes with it.

    While a job with the same `unique_key` waits or runs, that one is returned and nothing is added.
    `args` must be JSON. Raises `LookupError` for a name that is not on the list of jobs.
    """
    if name not in catalogue().tasks:
        raise LookupError(name)
    job = Job(
        name=name,
        unique_key=unique_key or "",
        args=args,
        max_attempts=max_attempts,
        asked_by_id=by.id if by else None,
        asked_by_name=nfc(by.name)[:_NAME_LENGTH] if by else "",
        run_after=run_after or timezone.now(),
    )
    if not unique_key:
        job.save()
        return job
    while True:
        same = Job.objects.filter(unique_key=unique_key, state__in=OPEN_STATES).first()
        if same is not None:
            return same
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            continue  # another transaction has just added it
        return job


def work_once(now: datetime | None = None, watch: Watch = nullcontext) -> Job | None:
    """Do the job that has waited longest and return it as it stands then; None when none is due.

    `watch` surrounds the task and is given its run; a worker keeps the heartbeat in it.
    """
    job = _claim(now or timezone.now())
    if job is None:
        return None
    run = JobRun(job.pk, job.uid, job.name, job.asked_by_id, job.asked_by_name, job.attempts)
    try:
        with watch(run):
            result = catalogue().tasks[job.name](run, **job.args)
    except Refused as refused:
        _fail(run, refused.refusal.code, refused.refusal.text)
    except PermissionDenied:
        _fail(run, "not_allowed", _("Tài khoản yêu cầu việc này không có quyền làm việc này."))
    except Exception as fault:
        log.exception("job %s %s failed at attempt %s", run.name, run.uid, run.attempt)
        _fail_or_retry(run, fault, job.max_attempts)
    else:
        _close(run, state=State.DONE, result=dict(result or {}), error_code="", error="")
    job.refresh_from_db()
    return job


def report_progress(run: JobRun, *, done: int, total: int | None = None, text: str = "") -> None:
    """Tell how far a job is, `done` of `total` things, as often as one likes.

    Under a worker it is written by the heartbeat, outside the transaction that the task may hold.
    """
    run.done, run.text = done, nfc(text)[:_TEXT_LENGTH]
    run.total = total if total is not None else run.total
    if not run.has_pulse:
        write_pulse(run, timezone.now())


def write_pulse(run: JobRun, now: datetime) -> bool:
    """Write the heartbeat and the progress; False when the job is no longer this attempt's."""
    changed = _mine(run).update(
        heartbeat_at=now,
        progress_done=run.done,
        progress_total=run.total,
        progress_text=run.text,
    )
    return changed == 1


@transaction.atomic
def sweep_orphans(now: datetime, *, all_running: bool = False) -> int:
    """Queue again the jobs whose worker has died, or give them up after their last attempt.

    A worker is dead when its heartbeat is a minute old; `all_running` is for the one who knows
    that no other worker lives. Returns how many jobs there were.
    """
    orphans = Job.objects.filter(state=State.RUNNING)
    if not all_running:
        orphans = orphans.filter(heartbeat_at__lt=now - STALE_AFTER)
    given_up = orphans.filter(attempts__gte=F("max_attempts")).update(
        state=State.FAILED,
        finished_at=now,
        error_code="worker_died",
        error=_("Việc bị ngắt giữa chừng nhiều lần. Hãy báo người quản trị hệ thống."),
    )
    queued = orphans.update(state=State.QUEUED, run_after=now, heartbeat_at=None)
    return given_up + queued


def forget_finished(before: datetime) -> int:
    """Remove jobs that ended before a moment; returns how many."""
    ended = Job.objects.filter(state__in=(State.DONE, State.FAILED), finished_at__lt=before)
    return ended.delete()[0]


def _claim(now: datetime) -> Job | None:
    waiting = Job.objects.filter(
        # a job that only a newer release knows waits for a worker of that release
        state=State.QUEUED, run_after__lte=now, name__in=list(catalogue().tasks),
    ).order_by("run_after", "id")  # fmt: skip
    if not waiting.exists():  # read first: on SQLite a transaction takes the only write lock
        return None
    with transaction.atomic():
        job = waiting.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state = State.RUNNING
        job.attempts += 1
        job.started_at = job.started_at or now
        job.heartbeat_at = now
        job.save(update_fields=["state", "attempts", "started_at", "heartbeat_at"])
    return job


def _mine(run: JobRun) -> QuerySet[Job]:
    return Job.objects.filter(pk=run.job_id, state=State.RUNNING, attempts=run.attempt)


def _fail(run: JobRun, code: str, text: str) -> None:
    _close(run, state=State.FAILED, error_code=code, error=text)


def _fail_or_retry(run: JobRun, fault: Exception, max_attempts: int) -> None:
    text = _("Việc gặp lỗi ngoài dự kiến. Hãy báo người quản trị kèm mã %(uid)s.") % {
        "uid": run.uid
    }
    if not may_retry(run.attempt, max_attempts):
        _fail(run, type(fault).__name__, text)
        return
    now = timezone.now()
    _note(
        run,
        state=State.QUEUED,
        run_after=now + wait_before_retry(run.attempt),
        heartbeat_at=None,
        error_code=type(fault).__name__,
        error=text,
    )


def _close(run: JobRun, **columns: Any) -> None:
    _note(run, finished_at=timezone.now(), **columns)


def _note(run: JobRun, **columns: Any) -> None:
    progress: Mapping[str, Any] = {
        "progress_done": run.done, "progress_total": run.total, "progress_text": run.text,
    }  # fmt: skip
    if not _mine(run).update(**progress, **columns):
        log.warning("job %s %s was taken over by another worker", run.name, run.uid)

"""Jobs are asked for, done, tried again and given up."""

from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from neuguong.jobs import apps, queries
from neuguong.jobs.actions import (
    JobRun,
    enqueue,
    forget_finished,
    report_progress,
    sweep_orphans,
    work_once,
    write_pulse,
)
from neuguong.jobs.models import Job, State
from neuguong.jobs.queries import catalogue
from neuguong.jobs.rules import STALE_AFTER
from neuguong.jobs.tests import tasks
from neuguong.lib.actor import HasPath, PathRange


@dataclass
class Clerk:
    """An actor who may do anything."""

    id: int | None = 7
    name: str = "Nông Thị Mai"
    person_id: int | None = None

    def may(self, right: str, at: HasPath) -> bool:
        return True

    def require(self, right: str, at: HasPath) -> None:
        return None

    def scope(self, right: str) -> tuple[PathRange, ...]:
        return ()

    def sees_names(self, path: str) -> bool:
        return True


def run_of(job: Job) -> JobRun:
    """The attempt at which a claimed job stands."""
    return JobRun(job.pk, job.uid, job.name, job.asked_by_id, job.asked_by_name, job.attempts)


def a_running_job(*, attempts: int = 1, seconds_ago: int = 0) -> Job:
    """A job that a worker took up and whose heartbeat is so old."""
    job = enqueue("tests.note", by=Clerk(), text="a")
    job.state, job.attempts = State.RUNNING, attempts
    job.heartbeat_at = timezone.now() - timedelta(seconds=seconds_ago)
    job.save()
    return job


@pytest.mark.django_db
def test_a_job_is_done_and_tells_its_outcome() -> None:
    asked = enqueue("tests.note", by=Clerk(), text="chào")
    assert (asked.asked_by_id, asked.asked_by_name) == (7, "Nông Thị Mai")

    done = work_once()

    assert done is not None
    assert done.pk == asked.pk
    assert done.state == State.DONE
    assert done.result == {"text": "chào", "url": "/xong/"}
    assert (done.progress_done, done.progress_total) == (2, 2)
    assert done.finished_at is not None
    assert tasks.noted == ["chào"]
    assert work_once() is None


@pytest.mark.django_db
def test_the_one_who_waited_longest_comes_first_and_none_before_its_time() -> None:
    now = timezone.now()
    enqueue("tests.note", by=None, run_after=now + timedelta(hours=1), text="later")
    enqueue("tests.note", by=None, run_after=now - timedelta(hours=1), text="second")
    enqueue("tests.note", by=None, run_after=now - timedelta(hours=2), text="first")

    while work_once(now):
        pass

    assert tasks.noted == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_a_job_vanishes_with_the_act_that_asked_for_it() -> None:
    @transaction.atomic
    def act_that_breaks() -> None:
        enqueue("tests.note", by=Clerk(), text="a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_that_breaks()
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_name_that_nobody_knows_is_refused_at_once() -> None:
    with pytest.raises(LookupError):
        enqueue("tests.unknown", by=Clerk())


@pytest.mark.django_db
def test_a_job_of_a_newer_release_waits() -> None:
    Job.objects.create(name="tests.of_tomorrow")

    assert work_once() is None
    assert Job.objects.get().state == State.QUEUED


@pytest.mark.django_db
def test_the_same_key_is_not_asked_twice_while_open() -> None:
    first = enqueue("tests.note", by=Clerk(), unique_key="k", text="a")
    assert enqueue("tests.note", by=Clerk(), unique_key="k", text="b").pk == first.pk
    assert enqueue("tests.note", by=Clerk(), unique_key="other", text="c").pk != first.pk

    work_once()

    assert enqueue("tests.note", by=Clerk(), unique_key="k", text="d").pk != first.pk


@pytest.mark.django_db
def test_a_fault_is_tried_again_later_and_given_up_in_the_end() -> None:
    enqueue("tests.break_down", by=Clerk(), max_attempts=2)
    now = timezone.now()

    first = work_once(now)
    assert first is not None
    assert (first.state, first.attempts, first.error_code) == ("queued", 1, "ZeroDivisionError")
    assert first.run_after >= now + timedelta(seconds=10)
    assert work_once(now) is None

    last = work_once(now + timedelta(minutes=1))
    assert last is not None
    assert (last.state, last.attempts) == (State.FAILED, 2)
    assert str(last.uid) in last.error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code"), [("tests.be_refused", "year_closed"), ("tests.be_forbidden", "not_allowed")]
)
def test_what_a_rule_or_right_refuses_is_not_tried_again(name: str, code: str) -> None:
    enqueue(name, by=Clerk())

    job = work_once()

    assert job is not None
    assert (job.state, job.error_code, job.attempts) == (State.FAILED, code, 1)
    assert job.error.endswith(".")


@pytest.mark.django_db
def test_a_success_clears_the_fault_before_it() -> None:
    job = enqueue("tests.break_down", by=Clerk())
    work_once()
    Job.objects.filter(pk=job.pk).update(name="tests.note", args={"text": "a"})

    done = work_once(timezone.now() + timedelta(hours=1))

    assert done is not None
    assert (done.state, done.error, done.error_code) == (State.DONE, "", "")


@pytest.mark.django_db
def test_jobs_of_a_dead_worker_are_queued_again_and_others_left_alone() -> None:
    dead, alive = a_running_job(seconds_ago=300), a_running_job(seconds_ago=1)

    assert sweep_orphans(timezone.now()) == 1

    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, alive.state) == (State.QUEUED, State.RUNNING)
    assert work_once() is not None


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = a_running_job(attempts=3)

    assert sweep_orphans(timezone.now() + 2 * STALE_AFTER) == 1

    job.refresh_from_db()
    assert (job.state, job.error_code) == (State.FAILED, "worker_died")
    assert job.finished_at is not None


@pytest.mark.django_db
def test_a_worker_taken_for_dead_can_no_longer_write() -> None:
    job = a_running_job(seconds_ago=300)
    run = run_of(job)
    sweep_orphans(timezone.now())
    a_later_attempt = work_once()
    assert a_later_attempt is not None

    assert not write_pulse(run, timezone.now())
    report_progress(run, done=1, total=9)

    job.refresh_from_db()
    assert (job.state, job.progress_total, job.attempts) == (State.DONE, 2, 2)


@pytest.mark.django_db
def test_jobs_long_finished_are_forgotten() -> None:
    enqueue("tests.note", by=Clerk(), text="a")
    work_once()
    enqueue("tests.note", by=Clerk(), text="waits")

    assert forget_finished(timezone.now() - timedelta(days=30)) == 0
    assert forget_finished(timezone.now() + timedelta(seconds=1)) == 1
    assert Job.objects.get().state == State.QUEUED


@pytest.mark.django_db
def test_a_job_is_found_by_the_one_who_asked_only() -> None:
    job = enqueue("tests.note", by=Clerk(), text="a")
    system = enqueue("tests.note", by=None, text="b")

    assert queries.job_of(job.uid, asked_by_id=7) == job
    assert queries.job_of(job.uid, asked_by_id=8) is None
    assert queries.job_of(system.uid, asked_by_id=None) is None
    assert queries.job_of(uuid4(), asked_by_id=7) is None
    assert list(queries.jobs_of(7)) == [job]


def test_a_list_that_names_what_is_not_there_is_found_at_start(settings: object) -> None:
    assert apps.jobs_are_there() == []
    settings.NEUGUONG_JOBS = "neuguong.jobs.tests.tasks.WRONG_JOBS"  # type: ignore[attr-defined]
    catalogue.cache_clear()

    with pytest.raises(ImproperlyConfigured, match="nothing_here"):
        catalogue()
    assert [message.id for message in apps.jobs_are_there()] == ["jobs.E001"]


def in_threads(*works: object) -> None:
    """Run callables at once, each on a connection of its own."""

    def alone(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        finally:
            connection.close()

    threads = [Thread(target=alone, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_workers_do_each_job_once() -> None:
    for number in range(24):
        enqueue("tests.note", by=None, text=str(number))

    def work() -> None:
        while work_once():
            pass

    in_threads(work, work, work, work)

    assert sorted(tasks.noted, key=int) == [str(number) for number in range(24)]
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_for_the_same_get_one_job() -> None:
    together = Barrier(2)
    found: list[int] = []

    def ask() -> None:
        together.wait()
        while True:  # a database of tests in memory does not wait for who holds a table
            try:
                found.append(enqueue("tests.note", by=Clerk(), unique_key="k", text="a").pk)
            except OperationalError:
                continue
            return

    in_threads(ask, ask)

    assert len(found) == 2
    assert len(set(found)) == 1

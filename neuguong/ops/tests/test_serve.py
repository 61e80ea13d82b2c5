"""One command runs a whole site and ends it whole; the worker does by itself what it should."""

import fcntl
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from neuguong.jobs.actions import work_once
from neuguong.jobs.models import Job
from neuguong.lib.refusal import Refused
from neuguong.ops import server
from neuguong.ops.tasks import clear_away
from neuguong.rollup.models import Check, Total
from neuguong.rollup.queries import waiting
from neuguong.rollup.tasks import (
    ask_for_branch_recount,
    ask_for_recount,
    branch_by_chance,
    fold_waiting,
)
from tests.world import World

NEUGUONG: Final = [sys.executable, "-m", "django"]
PATIENCE: Final = 60.0  # seconds, on a busy machine
Environment = dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of a site of its own on SQLite, with tables and no data."""
    environment = _environment(tmp_path_factory.mktemp("site"))
    assert _command(environment, "migrate", "--verbosity", "0").returncode == 0
    return environment


def _environment(home: Path) -> Environment:
    return {
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
        "NEUGUONG_DATABASE_URL": f"sqlite:///{home}/site.sqlite3",
        "NEUGUONG_FILES": f"{home}/files",
        "NEUGUONG_STATIC": f"{home}/static",
        "NEUGUONG_SECRET_FILE": f"{home}/secret",
    }


def _command(environment: Environment, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*NEUGUONG, *words], env=environment, capture_output=True, text=True, check=False
    )


def _database(environment: Environment) -> str:
    return environment["NEUGUONG_DATABASE_URL"].removeprefix("sqlite:///")


def _wait_until(is_so: Callable[[], bool], why: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"waited in vain: {why}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _serving(environment: Environment, port: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*NEUGUONG, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            assert running.stdout
            welcome = running.stdout.readline()
            assert f"http://127.0.0.1:{port}/" in welcome
            yield running
        finally:
            if running.poll() is None:
                running.kill()


def _answer(port: int, path: str) -> tuple[str, bytes]:
    """Headers and body of a page."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        data = b"".join(iter(lambda: line.recv(65536), b""))
    head, _blank, body = data.partition(b"\r\n\r\n")
    return head.decode().lower(), body


def _is_working(environment: Environment) -> bool:
    """Whether the worker has recounted, which it does by itself on a new site."""
    with closing(sqlite3.connect(_database(environment))) as data:
        return bool(data.execute("SELECT count(*) FROM rollup_check").fetchone()[0])


def _is_idle(environment: Environment) -> bool:
    """Whether no worker holds the lock beside the database."""
    with Path(f"{_database(environment)}-worker").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _is_quiet(port: int) -> bool:
    return not server.answers("127.0.0.1", port)


def test_a_single_machine_needs_nothing_beside_it(site: Environment, tmp_path: Path) -> None:
    port = _free_port()
    with _serving(site, port) as running:
        head, _body = _answer(port, "/mau-giao-dien/")
        assert "content-security-policy: default-src 'self'" in head
        assert "x-content-type-options: nosniff" in head
        manifest = Path(site["NEUGUONG_STATIC"], "staticfiles.json").read_text(encoding="utf-8")
        look = json.loads(manifest)["paths"]["ui/look.css"]
        head, body = _answer(port, f"/static/{look}")
        assert "http/1.1 200" in head
        assert "content-encoding: gzip" in head
        assert "immutable" in head
        assert body
        _wait_until(lambda: _is_working(site), "the worker is there")

        second = _command(site, "serve", "--port", str(port))
        assert second.returncode == 1
        assert f"--port {port + 1}" in second.stderr
        saved = str(tmp_path / "saved.tar.gz")
        assert _command(site, "backup", saved).returncode == 0
        under = _command(site, "restore", saved, "--yes", "--json")
        assert json.loads(under.stdout)["error"]["code"] == "database_in_use"

        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 0
    assert _is_quiet(port)


def test_slow_uploads_do_not_hold_up_the_others(site: Environment) -> None:
    port = _free_port()
    slow = (
        "POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
        f"Cookie: csrftoken={'a' * 32}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na="
    )
    with _serving(site, port), ExitStack() as lines:
        _answer(port, "/mau-giao-dien/")  # the pages are up
        for _number in range(3):  # more than there are processes
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(slow.encode())
        time.sleep(0.5)
        for _number in range(3):
            assert "http/1.1 200" in _answer(port, "/mau-giao-dien/")[0]


def test_when_the_parent_is_killed_the_children_end(site: Environment) -> None:
    port = _free_port()
    with _serving(site, port) as running:
        running.kill()
    _wait_until(lambda: _is_quiet(port), "the pages end")
    _wait_until(lambda: _is_idle(site), "the worker ends")


def test_a_site_moves_to_another_machine(site: Environment, tmp_path: Path) -> None:
    saved = tmp_path / "site.tar.gz"
    assert _command(site, "backup", str(saved)).returncode == 0
    other = _environment(tmp_path / "other")
    brought = _command(other, "restore", str(saved), "--json")
    assert brought.returncode == 0, brought.stdout + brought.stderr
    assert _command(other, "check").returncode == 0
    again = _command(other, "restore", str(saved))  # nobody is in it yet, so nothing is lost
    assert again.returncode == 0


def test_a_worker_in_a_process_of_its_own_ends_when_asked(site: Environment) -> None:
    with subprocess.Popen(
        [*NEUGUONG, "worker"], env=site, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert "Ctrl-C" in running.stdout.readline()
        running.terminate()
        assert running.wait(PATIENCE) == 0


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_without_tables_nothing_is_started(command: str, tmp_path: Path) -> None:
    done = _command(_environment(tmp_path), command)
    assert done.returncode == 1
    assert "neuguong migrate" in done.stderr


def test_a_part_that_falls_is_started_again_until_it_keeps_falling(tmp_path: Path) -> None:
    told: list[str] = []
    mark = tmp_path / "starts"
    falls = f"open({str(mark)!r}, 'a').write('.')"
    status = server.run(
        {"hỏng": [sys.executable, "-c", falls], "lành": [sys.executable, "-c", "input()"]},
        is_ready=lambda: False,
        when_ready=lambda: None,
        tell=told.append,
    )
    assert status == 1
    assert mark.read_text() == "..."
    assert len(told) == 3
    assert all("hỏng" in sentence for sentence in told)


def test_an_address_that_cannot_be_had_is_refused_with_the_reason() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refused) as refused:
            server.numeric_address("127.0.0.1", taken.getsockname()[1])
        assert refused.value.refusal.code == "port_taken"
    with pytest.raises(Refused) as refused:
        server.numeric_address("192.0.2.7", 8000)
    assert refused.value.refusal.code == "address_unknown"
    assert server.numeric_address("localhost", _free_port()) in {"127.0.0.1", "::1"}


def test_the_worker_folds_what_waits(world: World) -> None:
    assert waiting() > 0
    assert fold_waiting() > 0
    assert waiting() == 0
    assert Total.objects.exists()
    assert fold_waiting() == 0


def test_the_worker_recounts_everything_once_a_day(world: World) -> None:
    ask_for_recount()
    ask_for_recount()
    assert Job.objects.count() == 1
    job = work_once()
    assert job is not None
    assert job.state == "done"
    assert "khác 0" in job.result["text"]
    assert Check.objects.get().scope == ""

    ask_for_recount()
    assert Job.objects.count() == 1
    Check.objects.update(at=timezone.now() - timedelta(hours=37))
    ask_for_recount()
    assert Job.objects.count() == 2


def test_the_worker_recounts_a_branch_by_chance(world: World) -> None:
    met = branch_by_chance()
    assert met is not None
    assert met.slug in {"tinh/huyen/xa", "tinh/huyen/phong", "khac/xa"}
    ask_for_branch_recount()
    work_once()
    assert Check.objects.get().scope in {"tinh/huyen/xa", "tinh/huyen/phong", "khac/xa"}


def test_a_recount_that_differs_is_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    fold_waiting()
    Total.objects.filter(n__gt=0).update(n=999)
    ask_for_recount()
    work_once()
    assert "differences" in caplog.text
    assert "đếm lại được" in caplog.text


@pytest.mark.django_db
def test_the_worker_clears_away_what_nobody_needs(files_that_vanish: Path) -> None:
    orphan = files_that_vanish / "ab" / "cd" / ("abcd" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x")
    os.utime(orphan, (1, 1))
    session = SessionStore()
    session.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    clear_away()
    assert not orphan.exists()
    assert not Session.objects.exists()

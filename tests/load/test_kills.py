"""Writers, servers and workers killed at random moments: whole acts or none, and nothing told is lost.

Ten kills on each engine, twenty in `make test`; `make soak` asks for a hundred on each
(NEUGUONG_LOAD_KILLS). What a killed writer had told as done is there; what it had begun is not there in
part: no half import, no file without its bytes, no half report, no gap in the log, and the recount agrees.
"""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest

from tests.e2e.conftest import BIN, PATIENCE, ROOT, _free_port, _wait_for
from tests.load.conftest import Environment, recount, writer

pytestmark = pytest.mark.load

KILLS = int(os.environ.get("NEUGUONG_LOAD_KILLS", "10"))  # on each engine
AT_SERVER = max(1, KILLS // 5)
KINDS = ("import", "confirm", "upload", "report", "mixed")


def after(environment: Environment, told: list[str]) -> dict[str, Any]:
    """What is left, seen by another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.load.after"],
        cwd=ROOT, env=dict(environment), input=" ".join(told), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def kill_writer(
    environment: Environment, chance: Random, seed: int, kind: str, out: Path
) -> list[str]:
    """Let one write, kill it at a random moment, and return what it had told until then."""
    process = writer(environment, PATIENCE, seed, kind, out)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    told = [process.stdout.readline().strip()] if seed % 2 else []
    time.sleep(chance.uniform(0.05, 0.8))
    process.send_signal(signal.SIGKILL)
    told += process.communicate()[0].splitlines()
    assert process.returncode == -signal.SIGKILL
    return [line for line in told if line.isdigit()]


def assert_whole(environment: Environment, told: list[str]) -> dict[str, Any]:
    """Nothing is lost, nothing half done, every total is that of the records."""
    found = after(environment, told)
    assert (found["lost"], found["halves"], found["unread"], found["log"]) == ([], [], [], [])
    assert recount(environment)["differences"] == []
    return found


def test_writers_killed_at_any_moment_leave_whole_acts_only(
    environment: Environment, tmp_path: Path
) -> None:
    chance, told = Random(7), []
    for turn in range(KILLS - AT_SERVER):
        told += kill_writer(environment, chance, 100 + turn, KINDS[turn % len(KINDS)], tmp_path)
    found = assert_whole(environment, told)
    assert found["files"] > 0
    assert found["photos"] > 0
    report = tmp_path / "bao-cao.docx"
    assert not report.exists() or zipfile.ZipFile(report).testzip() is None


def test_a_site_killed_with_its_worker_finishes_its_jobs_afterwards(
    environment: Environment, tmp_path: Path
) -> None:
    chance, told = Random(8), []
    for turn in range(AT_SERVER):
        site = serve(environment, tmp_path)
        try:
            asking = writer(environment, 1.0, 500 + turn, "job", tmp_path)
            time.sleep(chance.uniform(1.5, 4.0))  # the writer begins within two seconds
        finally:
            kill_all(site)
        lines = asking.communicate(timeout=PATIENCE)[0].splitlines()
        told += [line for line in lines[:-1] if line.isdigit()]  # the last is their number
    before = after(environment, told)
    a_minute_passes(environment)
    site = serve(environment, tmp_path)
    try:
        end = time.monotonic() + PATIENCE
        while (
            set((found := after(environment, told))["jobs"]) - {"done"} and time.monotonic() < end
        ):
            time.sleep(0.5)
    finally:
        site.terminate()
        site.wait(PATIENCE)
    assert set(found["jobs"]) == {"done"}, (before, found)
    assert found["jobs"]["done"] > 0
    assert_whole(environment, told)


def serve(environment: Environment, folder: Path) -> subprocess.Popen[bytes]:
    """The site with its worker, answering."""
    port, log = _free_port(), folder / "log"
    with log.open("ab") as said:
        site = subprocess.Popen(
            [BIN / "neuguong", "serve", "--port", str(port)],
            cwd=ROOT, env=dict(environment), stdout=said, stderr=said,
        )  # fmt: skip
    _wait_for(port, site, log)
    return site


def kill_all(site: subprocess.Popen[bytes]) -> None:
    """The parent, the pages and the worker at one blow, as when the power fails."""
    for process in [site.pid, *descendants(site.pid)]:
        os.kill(process, signal.SIGKILL)
    site.wait(PATIENCE)


def descendants(parent: int) -> list[int]:
    """The processes that one has started, and those that these have."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            child = int(stat.parent.name)
            found += [child, *descendants(child)]
    return found


def a_minute_passes(environment: Environment) -> None:
    """On PostgreSQL a worker counts as dead when its heartbeat is a minute old; make it so at once."""
    url = environment["NEUGUONG_DATABASE_URL"]
    if url.startswith("postgres"):
        with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as door:
            door.execute(
                "UPDATE jobs_job SET heartbeat_at = heartbeat_at - interval '2 minutes'"
                " WHERE state = 'running'"
            )

"""A backup made while people write, brought back elsewhere: one moment, whole, proved by its own figures."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import BIN, PATIENCE, ROOT
from tests.load.conftest import Environment, _new_database, writer

pytestmark = pytest.mark.load

SECONDS = 600.0  # until they are stopped


def run(environment: Environment, *words: str | Path) -> dict[str, Any]:
    """What a command answers; it must say that all is well."""
    done = subprocess.run(
        [BIN / "neuguong", *words, "--json"],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_backup_made_while_people_write_comes_back_whole(
    environment: Environment, tmp_path: Path
) -> None:
    key, archive = tmp_path / "key", tmp_path / "site.khoa"
    key.write_text("mười hai con ong", encoding="utf-8")
    kinds = ("upload", "import", "mixed")
    people = [writer(environment, SECONDS, n, kind, tmp_path) for n, kind in enumerate(kinds)]
    for person in people:
        assert person.stdout is not None
        assert person.stdout.readline().strip() == "ready"
        person.stdout.readline()  # its first act is done
    try:
        saved = run(environment, "backup", archive, "--key-file", key)
        still = [person.poll() for person in people]
    finally:
        for person in people:
            person.kill()
            person.communicate(timeout=PATIENCE)
    # Somebody wrote all the while; on a busy machine others may have given up waiting for SQLite's lock.
    assert None in still
    assert (saved["missing"], saved["damaged"], saved["sealed"]) == ([], [], True)

    elsewhere = dict(environment)
    given = os.environ.get("NEUGUONG_DATABASE_URL", "")
    elsewhere["NEUGUONG_DATABASE_URL"] = (
        _new_database(given, "neuguong_back")
        if given.startswith("postgres")
        else f"sqlite:///{tmp_path}/back.sqlite3"
    )
    elsewhere["NEUGUONG_FILES"] = str(tmp_path / "files")
    back = run(elsewhere, "restore", archive, "--key-file", key)
    assert (back["unproved"], back["differences"], back["log_faults"]) == ([], [], [])
    assert min(back["figures"], back["rows"], back["files"], back["checked"]) > 0
    left = subprocess.run(
        [sys.executable, "-m", "tests.load.after"],
        cwd=ROOT, env=elsewhere, input="", capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(left.stdout)
    assert (found["halves"], found["unread"], found["log"]) == ([], [], [])
    assert found["photos"] > 0

"""A real primary and a real hot standby: heavy pages are read there, and never older than one has seen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from neuguong.shield.standby import place_of
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("0/0", 0),
        ("1/0", 1 << 32),
        ("A/FF", (10 << 32) + 255),
        ("", None),
        (None, None),
        ("0/1; DROP", None),
        ("123456789/0", None),
    ],
)
def test_a_place_in_the_log_is_a_number(written: str | None, place: int | None) -> None:
    assert place_of(written) == place


@pytest.mark.postgresql
def test_one_never_reads_ones_own_writing_stale(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEUGUONG_")}
    with postgres.pair() as (primary, standby):
        environment = clean | {
            "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
            "NEUGUONG_DATABASE_URL": primary.url.replace("/neuguong?", "/postgres?"),
            "NEUGUONG_STANDBY_URL": standby.url.replace("/neuguong?", "/postgres?"),
            "NEUGUONG_FILES": str(tmp_path / "files"),
            "NEUGUONG_SECRET_FILE": str(tmp_path / "secret"),
            "NEUGUONG_HOSTS": "testserver",
            "NEUGUONG_DEBUG": "1",  # names of static files without gathering them
            "NEUGUONG_LOG_LEVEL": "ERROR",
        }
        with subprocess.Popen(
            [sys.executable, "-m", "tests.standby_site"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as site:  # fmt: skip
            assert site.stdout is not None
            site.stdout.readline()
            standby.control("-m", "immediate", "stop", check=False)
            said = json.loads(site.communicate("\n", timeout=60)[0])
    assert (said["first"], said["second"], said["light"]) == ("primary", "standby", "primary")
    assert (said["written"], said["own_write"]) == (1, "primary")
    assert said["there_meanwhile"] == 0  # the standby stood still: it would have been stale
    assert (said["own_write_later"], said["there_later"]) == ("standby", 1)
    assert said["lost"] == 0
    assert said["there"] > 0
    assert said["writes"] == ["written", "primary", "Tên mới"]
    assert (said["promoted"], said["stopped"]) == ("primary", "primary")

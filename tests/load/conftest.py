"""A site of its own with the demo, on the engine of the run, and who writes to it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.e2e.conftest import BIN, ROOT

Environment = Mapping[str, str]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The settings of a site of its own with the demo, on the engine of this run."""
    home = tmp_path_factory.mktemp("load")
    given = os.environ.get("NEUGUONG_DATABASE_URL", "")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEUGUONG_")}
    url = _new_database(given) if given.startswith("postgres") else f"sqlite:///{home}/load.sqlite3"
    settings = clean | {
        "NEUGUONG_DATABASE_URL": url,
        "NEUGUONG_FILES": f"{home}/files",
        "NEUGUONG_STATIC": f"{home}/static",
        "NEUGUONG_SECRET_FILE": f"{home}/secret",
        "NEUGUONG_LOG_LEVEL": "WARNING",
        "NEUGUONG_COSTLY_PER_MINUTE": "0",  # readers here ask faster than people
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
    }
    for words in (["collectstatic", "--no-input", "--verbosity", "0"], ["demo", "--no-serve"]):
        subprocess.run(
            [BIN / "neuguong", *words], cwd=ROOT, env=settings, check=True, capture_output=True
        )
    return settings


def _new_database(url: str, name: str = "neuguong_load") -> str:
    """A database of its own on the server of this run, which need not have one yet."""
    door = re.sub(r"/neuguong(\?|$)", r"/postgres\1", url.replace("postgres://", "postgresql://"))
    with psycopg.connect(door, autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
    return re.sub(r"/neuguong(\?|$)", rf"/{name}\1", url)


def writer(
    environment: Environment, seconds: float, seed: int, role: str, *folder: Path
) -> subprocess.Popen[str]:
    """A process that acts for so long in a role; or of a kind, when a folder is given as well."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.load.writer", str(seconds), str(seed), role, *folder],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        text=True,
    )


def recount(environment: Environment) -> Mapping[str, object]:
    """What the recount says: how much it compared, and every difference."""
    asked = subprocess.run(
        [BIN / "neuguong", "rollup", "verify", "--json"],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: Mapping[str, object] = json.loads(asked.stdout)
    return found

"""A site under mixed load for half a minute on the two engines together, and writers killed twenty times.

Pages are read and acts are done at once against a real server on this machine; nothing fails, and the
recount finds no difference. Writers are killed in the middle of what they do; what they had not finished
is not there, what they had finished counts.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import psycopg
import pytest

from tests.e2e.conftest import BIN, PATIENCE, ROOT, _free_port, _wait_for

pytestmark = pytest.mark.load

SECONDS = float(os.environ.get("NEUGUONG_LOAD_SECONDS", "15"))  # on each engine
KILLS = int(os.environ.get("NEUGUONG_LOAD_KILLS", "10"))  # on each engine
PASSWORD = "neuguong-lam-thu"
PAGES = {
    "bithu": ("/", "/viec-lam/mau/nam-sang/na-leng", "/viec-cua-toi/", "/tim/?q=na+leng"),
    "canboxa": ("/don-vi/so-lieu/mau/nam-sang", "/don-vi/bao-cao/mau/nam-sang", "/don-vi/"),
    "canbohuyen": (
        "/don-vi/so-lieu/bac-kan/pac-nam?ky=2022",
        "/don-vi/ban-ghi/bac-kan/pac-nam?ky=2022&do=deeds.by_individuals",
        "/don-vi/bao-cao/bac-kan/pac-nam?ky=2022&dang=pdf",
    ),
}
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
        "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
    }
    for words in (["collectstatic", "--no-input", "--verbosity", "0"], ["demo", "--no-serve"]):
        subprocess.run(
            [BIN / "neuguong", *words], cwd=ROOT, env=settings, check=True, capture_output=True
        )
    return settings


def _new_database(url: str) -> str:
    """A database of its own on the server of this run, which need not have one yet."""
    door = re.sub(r"/neuguong(\?|$)", r"/postgres\1", url.replace("postgres://", "postgresql://"))
    with psycopg.connect(door, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS neuguong_load")
        server.execute("CREATE DATABASE neuguong_load TEMPLATE template0")
    return re.sub(r"/neuguong(\?|$)", r"/neuguong_load\1", url)


def writer(environment: Environment, seconds: float, seed: int) -> subprocess.Popen[str]:
    """A process that acts for so long."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.load.writer", str(seconds), str(seed)],
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


class Reader(threading.Thread):
    """One person at a browser who opens one page after the other."""

    def __init__(self, port: int, who: str, until: float) -> None:
        super().__init__(daemon=True)
        self.port, self.who, self.until = port, who, until
        self.answers: dict[int, int] = {}
        self.fault: BaseException | None = None

    def run(self) -> None:
        """Sign in, then read until the time is up."""
        try:
            cookies = self._sign_in()
            chance = Random(self.who)
            while time.monotonic() < self.until:
                status = self._ask("GET", chance.choice(PAGES[self.who]), cookies)[0]
                self.answers[status] = self.answers.get(status, 0) + 1
        except BaseException as fault:  # shown by the test, which sees only the main thread
            self.fault = fault

    def _sign_in(self) -> dict[str, str]:
        cookies: dict[str, str] = {}
        page = self._ask("GET", "/dang-nhap/", cookies)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "name": self.who, "password": PASSWORD}
        assert self._ask("POST", "/dang-nhap/", cookies, urlencode(form))[0] == 302
        return cookies

    def _ask(
        self, method: str, path: str, cookies: dict[str, str], body: str | None = None
    ) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, head)
        answer = line.getresponse()
        for set_cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = set_cookie.partition(";")[0].partition("=")
            cookies[name] = value
        text = answer.read().decode("utf-8", "replace")
        line.close()
        return answer.status, text


def test_pages_and_acts_at_once_leave_nothing_wrong(
    environment: Environment, tmp_path: Path
) -> None:
    port = _free_port()
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(
        [BIN / "neuguong", "serve", "--port", str(port)],
        cwd=ROOT, env=dict(environment), stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait_for(port, server, tmp_path / "log")
        writers = [writer(environment, SECONDS, seed) for seed in (1, 2)]
        until = time.monotonic() + SECONDS
        readers = [Reader(port, who, until) for who in PAGES]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(SECONDS + PATIENCE)
        acts = [int(process.communicate(timeout=PATIENCE)[0].split()[-1]) for process in writers]
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()
    assert [reader.fault for reader in readers] == [None] * len(readers)
    assert all(set(reader.answers) == {200} for reader in readers), [r.answers for r in readers]
    assert all(process.returncode == 0 for process in writers)
    assert min(acts) > 0
    assert recount(environment)["differences"] == []


def test_writers_killed_at_any_moment_leave_nothing_half_done(environment: Environment) -> None:
    chance = Random(7)
    killed = 0
    for turn in range(KILLS):
        process = writer(environment, PATIENCE, seed=100 + turn)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        time.sleep(chance.uniform(0.02, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
    assert killed == KILLS
    assert recount(environment)["differences"] == []

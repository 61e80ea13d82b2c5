"""A site under mixed load for half a minute on the two engines together.

Pages are read and acts are done at once against a real server on this machine; nothing fails, and the
recount finds no difference.
"""

import http.client
import os
import re
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest

from tests.e2e.conftest import BIN, PATIENCE, ROOT, _free_port, _wait_for
from tests.load.conftest import Environment, recount, writer

pytestmark = pytest.mark.load

SECONDS = float(os.environ.get("NEUGUONG_LOAD_SECONDS", "15"))  # on each engine
KILL_EVERY = float(os.environ.get("NEUGUONG_LOAD_KILL_EVERY", "0"))  # seconds; 0 kills nobody
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


def _kill_now_and_then(
    environment: Environment,
    writers: list[subprocess.Popen[str]],
    roles: Sequence[str],
    until: float,
) -> None:
    """Kill one of those that write every so often, and put another in its place."""
    chance = Random(9)
    while (left := until - time.monotonic()) > 2 * KILL_EVERY:
        time.sleep(KILL_EVERY)
        place = chance.randrange(len(writers))
        writers[place].kill()
        writers[place].communicate()
        seed = chance.randrange(1_000_000)
        writers[place] = writer(environment, max(1.0, left - KILL_EVERY), seed, roles[place])


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
        roles = ("writer", "writer", "mover", "verifier")
        writers = [writer(environment, SECONDS, seed, role) for seed, role in enumerate(roles)]
        until = time.monotonic() + SECONDS
        readers = [Reader(port, who, until) for who in PAGES]
        for reader in readers:
            reader.start()
        if KILL_EVERY:
            _kill_now_and_then(environment, writers, roles, until)
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

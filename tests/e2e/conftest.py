"""A server with the demonstration data, the browser of the system, and what every page must keep."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request

from tools.debian import chromium

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
PATIENCE = 60  # seconds

# Nothing of the browser's own may go out while a page is judged for staying at home.
_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own over an SQLite file with the demonstration data."""
    home = tmp_path_factory.mktemp("site")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEUGUONG_")}
    environment = clean | {
        "NEUGUONG_DATABASE_URL": f"sqlite:///{home}/site.sqlite3",
        "NEUGUONG_FILES": f"{home}/files",
        "NEUGUONG_STATIC": f"{home}/static",
        "NEUGUONG_SECRET_FILE": f"{home}/secret",
        "NEUGUONG_KEYS_FILE": f"{home}/keys",
        "NEUGUONG_LOG_LEVEL": "WARNING",
        "NEUGUONG_SECOND_FACTOR": "offered",  # as `neuguong demo` itself says
    }
    for words in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["demo", "--no-serve"],
    ):
        subprocess.run([BIN / "neuguong", *words], cwd=ROOT, env=environment, check=True)
    port = _free_port()
    log = (home / "log").open("wb")
    server = subprocess.Popen(
        [BIN / "neuguong", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(port, server, home / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server does not answer:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def base_url(site: str) -> str:
    """So that `page.goto("/")` opens the site."""
    return site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without its sandbox only for root, for whom it does not start."""
    path = chromium()
    if path is None:
        pytest.fail("Chromium is missing: run `make test-browser`.")
    arguments = [*_QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese reader at a desk."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1366, "height": 768},
    }


@pytest.fixture
def context(context: BrowserContext, site: str) -> Iterator[BrowserContext]:
    """A browser window in which any request to another host and any fault of a page is a failure."""
    faults: list[str] = []
    own = urlsplit(site).netloc

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own:
            faults.append(f"request to {parts.netloc}")

    context.on("request", watch)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text}")
            if "Content Security Policy" in message.text
            else None
        ),
    )
    yield context
    assert faults == []


@pytest.fixture
def serious() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page, serious and critical only, one line each."""

    def judge(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{page.url}: {fault['id']}: {fault['help']}: {node['target']}"
            for fault in found
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]

    return judge

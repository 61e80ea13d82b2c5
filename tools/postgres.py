"""A private PostgreSQL server for the tests: a new cluster in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.debian import postgresql_bin

# The tests' data is thrown away, so nothing has to survive a power cut.
_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c max_connections=80 -c shared_buffers=128MB -c timezone=UTC"
)

_NEW = ("--locale=C.UTF-8", "--no-sync")


@dataclass(frozen=True, slots=True)
class Cluster:
    """One server of ours: where it lies, how it is reached, and how it is told to do things."""

    home: Path
    url: str
    control: Callable[..., None]


@contextmanager
def server() -> Iterator[str]:
    """The URL of a database on a fresh server that answers on a socket only."""
    with _cluster(_fresh) as cluster:
        yield cluster.url


@contextmanager
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A fresh server and a hot standby that follows it, both on sockets of their own."""
    with _cluster(_fresh) as primary, _cluster(partial(_copied, primary)) as standby:
        yield primary, standby


def _fresh(programs: Path, data: Path, run: Callable[..., None]) -> None:
    run(programs / "initdb", "-D", data, "-U", "neuguong", "-A", "trust", "-E", "UTF8", *_NEW)


def _copied(primary: Cluster, programs: Path, data: Path, run: Callable[..., None]) -> None:
    there = ["-h", primary.home, "-U", "neuguong", "-D", data]
    run(programs / "pg_basebackup", *there, "-R", "-X", "stream", "-c", "fast", "--no-sync")


@contextmanager
def _cluster(make: Callable[[Path, Path, Callable[..., None]], None]) -> Iterator[Cluster]:
    programs = postgresql_bin()
    if programs is None:
        sys.exit("PostgreSQL is missing.")
    root = Path("/tmp" if os.geteuid() == 0 else tempfile.gettempdir())  # noqa: S108 open to its user
    home = Path(tempfile.mkdtemp(prefix="neuguong-pg-", dir=root))
    owner = _owner()
    if owner:
        shutil.chown(home, owner, pwd.getpwnam(owner).pw_gid)
    data = home / "data"
    run = partial(_run, owner, home)
    control = partial(run, programs / "pg_ctl", "-D", data)
    try:
        make(programs, data, run)
        try:
            control("-l", home / "log", "-w", "-t", "60", "-o", f"-k {home} {_OPTIONS}", "start")
            yield Cluster(home, f"postgres://neuguong@/neuguong?host={home}", control)
        finally:
            control("-m", "immediate", "stop", check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _owner() -> str | None:
    """The account that owns the cluster: the server refuses to be root."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "postgres"], check=True)
    return "postgres"


def _run(owner: str | None, home: Path, *command: str | Path, check: bool = True) -> None:
    prefix = ["runuser", "-u", owner, "--"] if owner else []
    log = home / "commands"
    with log.open("ab") as output:
        # Into a file, not a pipe: the server inherits it and would keep a pipe open for ever.
        done = subprocess.run(
            [*prefix, *(str(part) for part in command)],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if check and done.returncode:
        server_log = home / "log"
        tail = server_log.read_text(errors="replace") if server_log.exists() else ""
        sys.exit(f"{command[0]} failed:\n{log.read_text(errors='replace')}\n{tail}")

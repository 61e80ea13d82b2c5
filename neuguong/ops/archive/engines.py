"""Writing the database into one file and back, each engine in its own way, whole or not at all."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteDatabase

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.proof import Proof, prove
from neuguong.ops.queries import exported_snapshot, other_sessions

# Everything of ours in the schema goes, also tables that the archive does not know.
_EMPTY: Final = """
BEGIN;
SET client_min_messages = warning;
DO $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
      ELSE 'TABLE' END AS kind, format('%I.%I', current_schema(), relname) AS name FROM pg_class c
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
    UNION ALL
    SELECT 'ROUTINE', format('%I.%I(%s)', current_schema(), proname,
      pg_get_function_identity_arguments(oid)) FROM pg_proc p
    WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d
      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', found.kind, found.name);
  END LOOP;
END $$;
"""


def dump(target: Path) -> Proof:
    """Write the database as it stands at one moment into a new file, and prove what it held then.

    Writers need not stop: figures and rows are those of the copy, not of what was written meanwhile.
    """
    return _DUMPS[connection.vendor](target)


def load(source: Path) -> None:
    """Replace the whole database by what `dump` wrote; when that fails, nothing has changed."""
    _LOADS[connection.vendor](source)


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else works on the database meanwhile; `Refused` while the site or a worker runs."""
    if other_sessions():
        raise _at_work()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        yield
        return
    # The file by whose lock the worker keeps to be the only one.
    descriptor = os.open(f"{name}-worker", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _at_work() from None
        yield
    finally:
        os.close(descriptor)


def _dump_sqlite(target: Path) -> Proof:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # all of it in this one file
    with asking(target):
        return prove()


@contextmanager
def asking(copy: Path) -> Iterator[None]:
    """Everything asked of the database in this thread is asked of a copy in SQLite meanwhile."""
    ours = connections[DEFAULT_DB_ALIAS]
    other = SqliteDatabase(
        {**ours.settings_dict, "NAME": str(copy), "OPTIONS": {}}, DEFAULT_DB_ALIAS
    )
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = ours
        other.close()


def _load_sqlite(source: Path) -> None:
    """SQLite's own copying is one transaction of the receiving file, also for those who read it."""
    with closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as copy:
        try:
            verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as fault:
            verdict = str(fault)
        if verdict != "ok":
            text = _("Cơ sở dữ liệu trong bản sao lưu bị hỏng: %(verdict)s.")
            raise Refused(Refusal("database_damaged", text % {"verdict": verdict}))
        connection.ensure_connection()
        copy.backup(connection.connection)
    connection.close()


def _dump_postgresql(target: Path) -> Proof:
    """The figures are read in the very snapshot that pg_dump writes down."""
    where, environment = _whereabouts()
    options = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    program = _program("pg_dump")
    with transaction.atomic():
        options.append(f"--snapshot={exported_snapshot()}")
        done = subprocess.run(
            [program, *options, f"--file={target}", *where],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise _failed("pg_dump", done.stderr)
        return prove()


def _load_postgresql(source: Path) -> None:
    """One transaction, ended only when the whole script has come through without a fault."""
    where, environment = _whereabouts()
    options = ["--no-owner", "--no-privileges", "--no-comments", "--file=-"]
    reading = [_program("pg_restore"), *options, str(source)]
    writing = [_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, *where]
    connection.close()
    with tempfile.TemporaryFile() as faults, tempfile.TemporaryFile() as other_faults:
        with (
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=faults) as script,
            subprocess.Popen(
                writing, env=environment, stdin=subprocess.PIPE, stderr=other_faults
            ) as inside,
            suppress(BrokenPipeError),  # psql has met a fault, which it tells
        ):
            _hand_over(script, inside)
        if inside.returncode:
            raise _failed("psql", _tail(other_faults))
        if script.returncode:
            raise _failed("pg_restore", _tail(faults))


def _hand_over(script: subprocess.Popen[bytes], inside: subprocess.Popen[bytes]) -> None:
    """Give the script to psql; COMMIT only behind a script that is complete."""
    if script.stdout is None or inside.stdin is None:
        return
    with inside.stdin as entry, script.stdout as lines:
        entry.write(_EMPTY.encode())
        shutil.copyfileobj(lines, entry)
        if script.wait() == 0:
            entry.write(b"\nCOMMIT;\n")


def _whereabouts() -> tuple[list[str], dict[str, str]]:
    """Options and environment by which the programs of PostgreSQL reach our database."""
    command, extra = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    ours = os.environ  # noqa: TID251 no setting is read: it is handed on, with the password beside it
    return ["--no-password", *command[1:]], {**ours, **(extra or {})}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        text = _("Máy này thiếu chương trình %(name)s. Hãy cài: sudo apt install postgresql-client")
        raise Refused(Refusal("program_missing", text % {"name": name}))
    return found


def _tail(faults: IO[bytes]) -> bytes:
    faults.seek(0)
    return faults.read()


def _failed(program: str, said: bytes) -> Refused:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    text = _("%(program)s báo lỗi: %(fault)s. Cơ sở dữ liệu không thay đổi.")
    words = {"program": program, "fault": " ".join(lines[:3]).rstrip(".")}
    return Refused(Refusal("program_failed", text % words))


def _at_work() -> Refused:
    text = _("Trang hoặc máy làm việc nền đang dùng cơ sở dữ liệu. Hãy dừng chúng rồi chạy lại.")
    return Refused(Refusal("database_in_use", text))


_DUMPS: Final[Mapping[str, Callable[[Path], Proof]]] = {
    "sqlite": _dump_sqlite, "postgresql": _dump_postgresql,
}  # fmt: skip
_LOADS: Final[Mapping[str, Callable[[Path], None]]] = {
    "sqlite": _load_sqlite, "postgresql": _load_postgresql,
}  # fmt: skip

"""Carries a whole database from SQLite to PostgreSQL: table by table through COPY, whole or not at all.

SQLite itself writes each row as a line of CSV, so that a program in between only hands it on. Meanwhile
the tables have neither triggers (rows are copied together with what was counted of them) nor keys and
indexes, which PostgreSQL makes faster afterwards than row by row, and which then check every row.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.db import DatabaseError, connection, transaction

from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.ops.archive.engines import asking
from neuguong.ops.archive.proof import Proof, prove
from neuguong.ops.queries import applied_migrations, has_data, pending_migrations

Tell = Callable[[str, int], None]
_STEPS: Final = "django_migrations"  # what each database has been through: its own, and not carried
_STEPS_DONE: Final = "SELECT app, name FROM django_migrations"
_ROWS: Final = 20_000  # handed on at once
_PLAIN: Final = ("bool", "int2", "int4", "int8", "numeric", "date", "time", "timestamp",
                 "timestamptz", "uuid")  # fmt: skip
_COLUMNS: Final = """
SELECT c.relname, a.attname, y.typname FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type y ON y.oid = a.atttypid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
# What stands on the tables: keys to others first, since they lean on the rest.
_CONSTRAINTS: Final = """
SELECT r.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
JOIN pg_class r ON r.oid = c.conrelid
WHERE r.relnamespace = current_schema()::regnamespace AND r.relkind = 'r'
AND c.contype IN ('f', 'p', 'u', 'x') AND r.relname <> %s
ORDER BY c.contype <> 'f', r.relname, c.conname
"""
_INDEXES: Final = """
SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class r ON r.oid = x.indrelid
WHERE r.relnamespace = current_schema()::regnamespace AND r.relkind = 'r' AND r.relname <> %s
AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x'))
ORDER BY r.relname, i.relname
"""
_NUMBERED: Final = """
SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> %s
AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""


def require_fit(source: Path) -> None:
    """Refuse unless here is an empty PostgreSQL of this version, and there an SQLite of the same."""
    if connection.vendor != "postgresql":
        raise _refused("carry_engine", _("Cơ sở dữ liệu nhận phải là PostgreSQL."))
    if not source.is_file():
        raise _refused("carry_missing", _("Không có tệp SQLite %(file)s.") % {"file": source})
    if pending_migrations():
        raise _refused("carry_steps", _("Hãy chạy “neuguong migrate” cho PostgreSQL trước."))
    if has_data():
        raise _refused(
            "carry_in_use", _("Cơ sở dữ liệu PostgreSQL đã có dữ liệu; chỉ chuyển vào nơi trống.")
        )
    with _reading(source) as old:
        there = {f"{app}.{name}" for app, name in old.execute(_STEPS_DONE)}
    here = set(applied_migrations())
    if there != here:
        text = _(
            "Hai bên khác phiên bản (bước %(step)s). Hãy nâng cả hai lên cùng bản rồi chạy lại."
        )
        raise _refused("carry_version", text % {"step": min(there ^ here)})


def carry(source: Path, tell: Tell) -> tuple[Mapping[str, int], Proof]:
    """Copy every row; gives the rows by table, and what the old database says of itself.

    `tell` hears the table and how many of its rows are there. Nobody may work on either side.
    """
    with _alone(source), _reading(source) as old:
        with asking(source):
            proof = prove()
        try:
            with transaction.atomic():
                rows = _carry(old, tell)
        except (DatabaseError, sqlite3.Error) as fault:
            text = _("Không chuyển được: %(fault)s. PostgreSQL không thay đổi.")
            raise _refused("carry_failed", text % {"fault": str(fault).strip()}) from fault
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows, proof


def _carry(old: sqlite3.Connection, tell: Tell) -> Mapping[str, int]:
    tables = _tables(old)
    constraints, indexes = _asked(_CONSTRAINTS, _STEPS), _asked(_INDEXES, _STEPS)
    names = ", ".join(map(_name, tables))
    _run("SET LOCAL maintenance_work_mem = '256MB'", "SET LOCAL TIME ZONE 'UTC'")
    _run(*(f"ALTER TABLE {_name(table)} DISABLE TRIGGER USER" for table in tables))
    _run(f"TRUNCATE {names}")  # what migrating has put there comes from the old side too
    _run(*(f"ALTER TABLE {_name(t)} DROP CONSTRAINT {_name(c)}" for t, c, _text in constraints))
    _run(*(f"DROP INDEX {_name(index)}" for index, _text in indexes))
    rows = {table: _copy(old, table, columns, tell) for table, columns in tables.items()}
    _run(*(text for _index, text in indexes))
    again = [
        f"ALTER TABLE {_name(t)} ADD CONSTRAINT {_name(c)} {text}" for t, c, text in constraints
    ]
    _run(*reversed(again))
    _run(*(f"ALTER TABLE {_name(table)} ENABLE TRIGGER USER" for table in tables))
    _go_on_numbering(old)
    return rows


def _tables(old: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Columns and their types by table; refuses where the two sides have not the same ones."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in _asked(_COLUMNS):
        if table != _STEPS:
            found.setdefault(table, []).append((column, kind))
    query = (
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND m.name <> ?"
    )
    there = set(old.execute(query, [_STEPS]))
    here = {(table, column) for table, columns in found.items() for column, _kind in columns}
    if there != here:
        where = ".".join(min(there ^ here))
        raise _refused("carry_shape", _("Hai bên không cùng bảng: %(where)s.") % {"where": where})
    return found


def _copy(
    old: sqlite3.Connection, table: str, columns: Sequence[tuple[str, str]], tell: Tell
) -> int:
    """The rows of one table, in the order in which they lie; gives how many there were."""
    line = " || ',' || ".join(_written(_name(column), kind) for column, kind in columns)
    into = ", ".join(_name(column) for column, _kind in columns)
    found = old.execute(f"SELECT {line} FROM {_name(table)}")  # noqa: S608 names of the schema
    way_in = f"COPY {_name(table)} ({into}) FROM STDIN WITH (FORMAT csv)"
    count = 0
    with connection.cursor() as cursor, cursor.copy(way_in) as copy:
        while rows := found.fetchmany(_ROWS):
            copy.write("".join(f"{row}\n" for (row,) in rows))
            count += len(rows)
            tell(table, count)
    return count


def _written(column: str, kind: str) -> str:
    """A value of SQLite as CSV holds it for a type of PostgreSQL; nothing at all is NULL."""
    if kind in _PLAIN:
        return f"ifnull({column}, '')"
    if kind in ("float4", "float8"):
        return f"ifnull(printf('%.17g', {column}), '')"
    if kind == "bytea":
        return f"ifnull('\\x' || hex({column}), '')"
    if kind == "interval":
        return f"ifnull({column} || ' microseconds', '')"
    return f"""ifnull('"' || replace({column}, '"', '""') || '"', '')"""


def _go_on_numbering(old: sqlite3.Connection) -> None:
    """Let new rows be numbered after all that ever were, also those that are gone."""
    used = dict(old.execute("SELECT name, seq FROM sqlite_sequence"))
    for table, column, sequence in _asked(_NUMBERED, _STEPS):
        query = f"SELECT max({_name(column)}) FROM {_name(table)}"  # noqa: S608 names of the schema
        ((newest,),) = _asked(query)
        last = max(newest or 0, used.get(table, 0))
        _asked("SELECT setval(%s, %s, %s)", sequence, last or 1, last > 0)


@contextmanager
def _reading(source: Path) -> Iterator[sqlite3.Connection]:
    """The old database as of one moment, and only to read."""
    with closing(
        sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, isolation_level=None)
    ) as old:
        old.execute("PRAGMA cache_size=-64000")
        old.execute("BEGIN")
        yield old


@contextmanager
def _alone(source: Path) -> Iterator[None]:
    """No worker is at work on the old database, by the lock it keeps."""
    descriptor = os.open(f"{source}-worker", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        text = _("Trang hoặc máy làm việc nền đang dùng tệp SQLite. Hãy dừng chúng rồi chạy lại.")
        raise _refused("database_in_use", text) from None
    finally:
        os.close(descriptor)


def _asked(query: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _refused(code: str, text: str) -> Refused:
    return Refused(Refusal(code, text))

"""Puts many rows into a table as fast as the engine takes them, and picks the database to talk to."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection, connections

VALUES: Final = 900  # in one statement of SQLite, as the house itself writes lists


def insert(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, at_once: int = 0
) -> None:
    """COPY on PostgreSQL, a prepared statement of some rows on SQLite; triggers fire as ever."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            many = at_once or max(1, VALUES // len(columns))
            marks = f"({', '.join('?' * len(columns))})"
            rest = iter(rows)
            while bite := list(islice(rest, many * 100)):
                whole = len(bite) // many * many
                # The driver's own cursor: Django's would look for percent signs in every call.
                connection.connection.executemany(
                    f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * many)}",
                    (
                        list(chain.from_iterable(bite[at : at + many]))
                        for at in range(0, whole, many)
                    ),
                )
                connection.connection.executemany(
                    f"INSERT INTO {table} ({names}) VALUES {marks}", bite[whole:]
                )


def run(*statements: str) -> None:
    """Each statement by itself."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def one(query: str) -> int:
    """The one number that a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


@contextmanager
def talking_to(alias: str) -> Iterator[None]:
    """Meanwhile everything that asks the default database asks this one."""
    kept, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], connections[alias]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = kept

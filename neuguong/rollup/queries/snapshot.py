"""One moment for several statements: nobody's write comes between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from neuguong.lib.overlay import Overlay


@dataclass(slots=True)
class Snapshot:
    """What was found out about the moment, kept as long as it is looked at: trees by their day."""

    trees: dict[date, Overlay] = field(default_factory=dict)


_held: Final[ContextVar[Snapshot | None]] = ContextVar("snapshot", default=None)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Read everything inside as of one moment; a snapshot inside another is the same.

    Inside an act that already has its transaction nothing is opened: it sees what it has written.
    """
    held = _held.get()
    if held is not None:
        yield held
        return
    token = _held.set(Snapshot())
    try:
        with _one_moment():
            yield _held.get() or Snapshot()
    finally:
        _held.reset(token)


@contextmanager
def _one_moment() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    sqlite: Any = connection
    mode = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"  # a reader must not wait for the writers' lock
    try:
        with transaction.atomic():
            sqlite.transaction_mode = mode
            yield
    finally:
        sqlite.transaction_mode = mode

"""Lets the tests that commit empty the guarded tables afterwards on SQLite, where emptying is DELETE.

PostgreSQL empties by TRUNCATE, which no trigger of ours refuses. In service nothing of this exists.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from neuguong.audit.apps import APPEND_ONLY_SQL
from neuguong.privacy.apps import ADDED_ONLY_SQL

_GUARDS = [*APPEND_ONLY_SQL["sqlite"], *ADDED_ONLY_SQL["sqlite"]]
_AWAY = [sql for sql in _GUARDS if sql.startswith("DROP")]


@pytest.fixture(scope="session", autouse=True)
def log_may_be_emptied_after_a_test() -> Iterator[None]:
    """Take the triggers away around Django's flush, which ends by putting them back."""
    operations = DatabaseWrapper.ops_class
    usual = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        if "audit_entry" not in tables:
            return usual(self, style, tables, **options)
        emptying = usual(self, style, tables, **options)
        return [*_AWAY, *emptying, *_GUARDS]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield

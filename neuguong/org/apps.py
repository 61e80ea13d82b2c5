"""The room `org` as Django knows it, and the guards that keep states and links of a unit apart."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

# The dated tables, and the name of the guard on each.
DATED: Final = {"org_unitstate": "org_state_no_overlap", "org_unitlink": "org_link_no_overlap"}
_SQLITE_OVERLAP: Final = (
    "CREATE TRIGGER {guard}_{act} BEFORE {event} ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} o WHERE o.unit_id = NEW.unit_id AND o.id IS NOT NEW.id "
    "AND o.valid_from < coalesce(NEW.valid_to, '9999-12-31') "
    "AND NEW.valid_from < coalesce(o.valid_to, '9999-12-31')) "
    "BEGIN SELECT RAISE(ABORT, '{guard}'); END"
)
# Ranges of one number stand for the unit, so that no extension is needed.
_POSTGRESQL_OVERLAP: Final = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint "
    "WHERE conname = '{guard}' AND connamespace = current_schema()::regnamespace) "
    "THEN ALTER TABLE {table} ADD CONSTRAINT {guard} EXCLUDE USING gist "
    "(int8range(unit_id, unit_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&); "
    "END IF; END $$"
)


def _statements(vendor: str, table: str, guard: str) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRESQL_OVERLAP.format(table=table, guard=guard)]
    acts = ("insert", "update")
    return [
        *(f"DROP TRIGGER IF EXISTS {guard}_{act}" for act in acts),
        *(
            _SQLITE_OVERLAP.format(table=table, guard=guard, act=act, event=act.upper())
            for act in acts
        ),
    ]


def keep_states_apart(using: str, **_kwargs: Any) -> None:
    """Put the guards on the tables of database `using`; doing it again changes nothing."""
    connection = connections[using]
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table, guard in DATED.items():
            if table in there:
                for statement in _statements(connection.vendor, table, guard):
                    cursor.execute(statement)


class OrgConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.org"
    label = "org"
    verbose_name = _("Đơn vị")

    def ready(self) -> None:
        """Make the guard after every migrate: SQLite drops triggers whenever it rebuilds a table."""
        post_migrate.connect(keep_states_apart, sender=self, dispatch_uid="org.no_overlap")

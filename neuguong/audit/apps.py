"""The room `audit` as Django knows it, and the triggers that make its tables append-only."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from neuguong.audit.rules import GUARDED


def _sqlite() -> tuple[str, ...]:
    guards = [(table, verb) for table, verbs in GUARDED.items() for verb in verbs]
    names = [f"{table}_no_{verb.lower()}" for table, verb in guards]
    away = [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    made = [
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for name, (table, verb) in zip(names, guards, strict=True)
    ]
    return (*away, *made)


def _postgresql() -> tuple[str, ...]:
    return (
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        # TRUNCATE stays open: only the owner of the table may do it, and tests empty it that way.
        *(
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE {' OR '.join(verbs)} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
            for table, verbs in GUARDED.items()
        ),
    )


APPEND_ONLY_SQL: Final = {"sqlite": _sqlite(), "postgresql": _postgresql()}


def make_append_only(using: str, **_kwargs: Any) -> None:
    """Put the triggers on the tables of database `using`; doing it again changes nothing."""
    connection = connections[using]
    if not GUARDED.keys() <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in APPEND_ONLY_SQL[connection.vendor]:
            cursor.execute(statement)


class AuditConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.audit"
    label = "audit"
    verbose_name = _("Nhật ký")

    def ready(self) -> None:
        """Make the triggers after every migrate: SQLite drops them whenever it rebuilds a table."""
        post_migrate.connect(make_append_only, sender=self, dispatch_uid="audit.append_only")

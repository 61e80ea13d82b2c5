"""The room `audit` as Django knows it, and the triggers that make its table append-only."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

APPEND_ONLY_SQL: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_no_update",
        "DROP TRIGGER IF EXISTS audit_entry_no_delete",
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit_entry is append-only' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        # TRUNCATE stays open: only the owner of the table may do it, and tests empty it that way.
        "CREATE OR REPLACE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    ),
}


def make_append_only(using: str, **_kwargs: Any) -> None:
    """Put the triggers on the table of database `using`; doing it again changes nothing."""
    connection = connections[using]
    if "audit_entry" not in connection.introspection.table_names():
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

"""The room `audit` as Django knows it, and the triggers that make its tables append-only."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from neuguong.audit.rules import GUARDED
from neuguong.lib.guards import refusing_sql

APPEND_ONLY_SQL: Final = refusing_sql(GUARDED)


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

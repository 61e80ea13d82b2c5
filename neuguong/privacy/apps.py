"""The room `privacy` as Django knows it, and the triggers that keep what people said as they said it."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from neuguong.lib.guards import refusing_sql
from neuguong.privacy.rules import ADDED_ONLY

ADDED_ONLY_SQL: Final = refusing_sql(ADDED_ONLY)


def make_added_only(using: str, **_kwargs: Any) -> None:
    """Put the triggers on the tables of database `using`; doing it again changes nothing."""
    connection = connections[using]
    if not ADDED_ONLY.keys() <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in ADDED_ONLY_SQL[connection.vendor]:
            cursor.execute(statement)


class PrivacyConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.privacy"
    label = "privacy"
    verbose_name = _("Dữ liệu cá nhân")

    def ready(self) -> None:
        """Make the triggers after every migrate: SQLite drops them whenever it rebuilds a table."""
        post_migrate.connect(make_added_only, sender=self, dispatch_uid="privacy.added_only")

"""The room `org` as Django knows it, and the guard that keeps states of a unit from overlapping."""

from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

_SQLITE_OVERLAP: Final = (
    "CREATE TRIGGER org_state_no_overlap_{act} BEFORE {event} ON org_unitstate "
    "WHEN EXISTS (SELECT 1 FROM org_unitstate o WHERE o.unit_id = NEW.unit_id AND o.id IS NOT NEW.id "
    "AND o.valid_from < coalesce(NEW.valid_to, '9999-12-31') "
    "AND NEW.valid_from < coalesce(o.valid_to, '9999-12-31')) "
    "BEGIN SELECT RAISE(ABORT, 'org_state_no_overlap'); END"
)
NO_OVERLAP_SQL: Final[dict[str, tuple[str, ...]]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS org_state_no_overlap_insert",
        "DROP TRIGGER IF EXISTS org_state_no_overlap_update",
        _SQLITE_OVERLAP.format(act="insert", event="INSERT"),
        _SQLITE_OVERLAP.format(act="update", event="UPDATE"),
    ),
    # Ranges of one number stand for the unit, so that no extension is needed.
    "postgresql": (
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint "
        "WHERE conname = 'org_state_no_overlap' AND connamespace = current_schema()::regnamespace) "
        "THEN ALTER TABLE org_unitstate ADD CONSTRAINT org_state_no_overlap EXCLUDE USING gist "
        "(int8range(unit_id, unit_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&); "
        "END IF; END $$",
    ),
}


def keep_states_apart(using: str, **_kwargs: Any) -> None:
    """Put the guard on the table of database `using`; doing it again changes nothing."""
    connection = connections[using]
    if "org_unitstate" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in NO_OVERLAP_SQL[connection.vendor]:
            cursor.execute(statement)


class OrgConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.org"
    label = "org"
    verbose_name = _("Đơn vị")

    def ready(self) -> None:
        """Make the guard after every migrate: SQLite drops triggers whenever it rebuilds a table."""
        post_migrate.connect(keep_states_apart, sender=self, dispatch_uid="org.no_overlap")

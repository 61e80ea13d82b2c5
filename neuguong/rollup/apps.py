"""The room `rollup` as Django knows it, and what it does around every migrate and at start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


def drop_triggers_before(using: str, plan: list[Any], **_kwargs: Any) -> None:
    """SQLite cannot rebuild a table that a trigger elsewhere names; what follows makes them again."""
    if plan and using == DEFAULT_DB_ALIAS and connections[using].vendor == "sqlite":
        import_string("neuguong.rollup.actions.drop_triggers")()


def take_over_measures(using: str, **_kwargs: Any) -> None:
    """Triggers, map and totals follow the code after every migrate."""
    if using == DEFAULT_DB_ALIAS:
        import_string("neuguong.rollup.actions.sync_measures")()


def lists_are_right(app_configs: object, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Each fault in the declared measures is an error at start."""
    faults = import_string("neuguong.rollup.compile.problems")()
    return [checks.Error(fault, id="rollup.E001") for fault in faults]


def triggers_are_there(
    app_configs: object, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Each missing trigger is warned of where the database is checked; the next migrate makes it.

    No error, because migrate itself would then refuse to begin.
    """
    if not databases:
        return []
    if "rollup_outbox" not in connections[DEFAULT_DB_ALIAS].introspection.table_names():
        return []
    faults = import_string("neuguong.rollup.queries.triggers_missing")()
    return [checks.Warning(fault, id="rollup.W001") for fault in faults]


class RollupConfig(AppConfig):
    """Name and label of the room."""

    name = "neuguong.rollup"
    label = "rollup"
    verbose_name = _("Số liệu")

    def ready(self) -> None:
        """Follow every migrate; check the lists at start and the triggers with the database."""
        pre_migrate.connect(drop_triggers_before, sender=self, dispatch_uid="rollup.before")
        post_migrate.connect(take_over_measures, sender=self, dispatch_uid="rollup.after")
        checks.register(lists_are_right)
        checks.register(triggers_are_there, checks.Tags.database)

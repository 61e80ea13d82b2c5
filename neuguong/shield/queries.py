"""What browsers blocked, and how far a hot standby has come."""

from datetime import date

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from neuguong.shield.models import PolicyReport


def reports_since(day: date) -> QuerySet[PolicyReport]:
    """What browsers blocked since a day, newest first."""
    return PolicyReport.objects.filter(day__gte=day)


def written_to(primary: BaseDatabaseWrapper) -> str:
    """The place in its log up to which the primary has written, as PostgreSQL tells it ("0/16B3748")."""
    with primary.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        found: str = cursor.fetchone()[0]
        return found


def replayed_at(standby: BaseDatabaseWrapper) -> str | None:
    """The place up to which the standby has followed; None when it is no standby (any more)."""
    with standby.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END"
        )
        found: str | None = cursor.fetchone()[0]
        return found

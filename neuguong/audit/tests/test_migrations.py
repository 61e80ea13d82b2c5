"""A log from before there were seals keeps what it said, and is sealed like a new one."""

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from neuguong.audit.actions import seal
from neuguong.audit.apps import make_append_only
from neuguong.audit.models import AuditEntry
from neuguong.audit.queries import verify


def migrate(name: str) -> MigrationExecutor:
    """Bring the room to that step."""
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", name)])
    return MigrationExecutor(connection)


@pytest.mark.django_db(transaction=True)
def test_an_old_log_is_parted_and_sealed() -> None:
    old = migrate("0001_first_tables").loader.project_state([("audit", "0001_first_tables")])
    model = old.apps.get_model("audit", "AuditEntry")
    with transaction.atomic():
        model.objects.create(
            by_id=7, by_name="Nông Thị Mai", act="deeds.confirm", subject_label="Chi",
            reason="đủ", detail={"verb": "confirmed", "share": 0.1},
        )  # fmt: skip
        model.objects.create(by_name="máy", act="deeds.import", bulk_count=1, bulk_sha256="a" * 64)
    migrate("0002_part_what_from_whom")
    make_append_only("default")

    newest, first = AuditEntry.objects.order_by("-pk")
    assert (first.by_name, first.subject_label, first.reason) == ("Nông Thị Mai", "Chi", "đủ")
    assert first.detail == {"verb": "confirmed", "share": 0.1}
    assert newest.bulk_count == 1
    assert seal() == 2
    assert verify().faults == []

"""What the log keeps, and that it keeps it."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from neuguong.audit import queries
from neuguong.audit.actions import (
    record,
    record_bulk,
    record_door,
    record_read,
    record_read_list,
    seal,
)
from neuguong.audit.apps import make_append_only
from neuguong.audit.models import AuditEntry, AuditOrigin
from neuguong.lib.actor import HasPath, PathRange


@dataclass
class Clerk:
    """An actor who may do anything."""

    id: int | None = 7
    name: str = "Nông Thị Mai"
    person_id: int | None = None

    def may(self, right: str, at: HasPath) -> bool:
        return True

    def require(self, right: str, at: HasPath) -> None:
        return None

    def scope(self, right: str) -> tuple[PathRange, ...]:
        return ()

    def sees_names(self, path: str) -> bool:
        return True


def an_entry(**changes: object) -> AuditEntry:
    """Something on which acts are recorded here: another entry of the log."""
    return AuditEntry(pk=41, act="deeds.confirm", unit_id=3, **changes)


@pytest.mark.django_db
def test_an_act_is_kept_with_names_as_they_were() -> None:
    subject = an_entry()
    decomposed = unicodedata.normalize("NFD", "Nông Thị Mai")

    entry = record(
        by=Clerk(name=decomposed),
        act="deeds.confirm",
        subject=subject,
        reason="đủ hồ sơ",
        detail={"day": date(2022, 6, 1), "amount": Decimal("12.5")},
    )
    entry.refresh_from_db()

    assert (entry.by_id, entry.by_name) == (7, "Nông Thị Mai")
    assert (entry.subject_type, entry.subject_id) == ("audit.auditentry", 41)
    assert entry.subject_label == str(subject)
    assert entry.unit_id == 3
    assert entry.detail == {"day": "2022-06-01", "amount": "12.5"}
    assert entry.kind == AuditEntry.WRITE
    assert list(queries.entries_of("audit.auditentry", 41)) == [entry]
    assert list(queries.latest(1)) == [entry]


@pytest.mark.django_db
def test_an_act_on_nothing_in_particular_is_kept_too() -> None:
    entry = record(by=Clerk(id=None, name="Hệ thống"), act="rollup.rebuild", subject=None)

    assert (entry.by_id, entry.subject_type, entry.subject_id) == (None, "", None)


@pytest.mark.django_db
def test_many_rows_make_one_entry_with_number_and_digest() -> None:
    entry = record_bulk(
        by=Clerk(),
        act="deeds.import",
        subject_type="deeds.deed",
        ids=iter([3, 1, 20, 3]),
        unit_id=9,
    )

    assert entry.bulk_count == 3
    assert entry.bulk_sha256 == hashlib.sha256(b"1\n3\n20\n").hexdigest()
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_person_can_see_who_opened_the_record() -> None:
    read = record_read(
        by=Clerk(),
        act="people.open",
        subject=an_entry(),
        person_id=12,
        part="kết quả",
        reason="đơn",
    )
    record(by=Clerk(), act="people.rename", subject=an_entry())

    assert list(queries.reads_of_person(12)) == [read]
    assert list(queries.reads_of_person(13)) == []
    assert read not in queries.entries_of("audit.auditentry", 41)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    subject: Model = an_entry()
    with pytest.raises(transaction.TransactionManagementError):
        record(by=Clerk(), act="deeds.confirm", subject=subject)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_entry_vanishes_with_its_act() -> None:
    @transaction.atomic
    def act_that_breaks() -> None:
        record(by=Clerk(), act="deeds.confirm", subject=None)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_that_breaks()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_committed_entries_can_be_emptied_between_tests_only() -> None:
    record_read(by=Clerk(), act="people.open", subject=an_entry(), person_id=1, part="kết quả")

    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'khác'",
        "DELETE FROM audit_entry WHERE by_id = 7",
        "UPDATE audit_personal SET reason = 'khác'",
        "UPDATE audit_seal SET hash = 'khác'",
        "DELETE FROM audit_seal",
    ],
)
def test_the_database_refuses_to_change_or_remove(statement: str) -> None:
    make_append_only("default")
    record(by=Clerk(), act="deeds.confirm", subject=None, reason="thật")
    seal()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.get().reason == "thật"


@pytest.mark.django_db
def test_a_list_with_names_makes_one_entry_and_a_list_of_nobody_none() -> None:
    kept = record_read_list(
        by=Clerk(),
        act="people.view",
        subject_type="people.person",
        ids=[5, 4],
        part="tìm",
        unit_id=9,
    )
    none = record_read_list(
        by=Clerk(), act="people.view", subject_type="people.person", ids=[], part="tìm"
    )

    assert kept is not None
    assert (kept.kind, kept.person_id, kept.bulk_count) == (AuditEntry.READ, None, 2)
    assert list(queries.reads_of_lists([9])) == [kept]
    assert none is None
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_the_door_keeps_the_address_apart() -> None:
    entry = record_door(by=None, act="people.sign_in_failed", subject=None, address="10.0.0.7")

    assert (entry.kind, entry.by_id, entry.by_name, entry.detail) == ("door", None, "", {})
    assert AuditOrigin.objects.get().address == "10.0.0.7"

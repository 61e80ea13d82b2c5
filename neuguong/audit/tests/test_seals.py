"""The chain: what is changed, removed or inserted is named; what is erased lawfully breaks nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings
from django.utils import timezone

from neuguong.audit.actions import (
    erase_personal,
    forget_addresses,
    record,
    record_door,
    seal,
)
from neuguong.audit.apps import APPEND_ONLY_SQL
from neuguong.audit.models import AuditEntry, AuditOrigin, AuditPersonal, AuditSeal, AuditSealer
from neuguong.audit.queries import root_of, seal_state, settled_root, verify
from neuguong.audit.rules import START
from neuguong.audit.tests.test_actions import Clerk

pytestmark = pytest.mark.django_db


def some(count: int = 5) -> list[AuditEntry]:
    """Entries about Chi, sealed."""
    made = [
        record(
            by=Clerk(),
            act=f"deeds.act{number}",
            subject=None,
            reason=f"Chi, lần {number}",
            detail={"amount": 0.1, "day": timezone.now().date()},
        )
        for number in range(count)
    ]
    seal()
    return made


@contextmanager
def another_hand() -> Iterator[Callable[[str], None]]:
    """Somebody who owns the database: statements run without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            for statement in APPEND_ONLY_SQL["sqlite"]:
                if statement.startswith("DROP"):
                    cursor.execute(statement)
        yield lambda statement: cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


def named() -> list[tuple[str, int | None]]:
    """What the verifier finds: kind and number of the entry."""
    return [(fault.kind, fault.entry_id) for fault in verify().faults]


def test_a_whole_chain_has_no_fault() -> None:
    made = some()
    verdict = verify()

    assert (verdict.entries, verdict.sealed, verdict.waiting, verdict.faults) == (5, 5, 0, [])
    assert list(AuditSeal.objects.order_by("position").values_list("entry_id", flat=True)) == [
        entry.pk for entry in made
    ]
    assert seal() == 0


@pytest.mark.parametrize(
    "change",
    [
        "act = 'deeds.other'",
        "by_id = 8",
        "by_id = NULL",
        "part = 'x'",
        "unit_id = 4",
        "personal_sha256 = 'x'",
        "kind = 'door'",
        "at = '2020-01-01 00:00:00'",
    ],
)
def test_a_changed_entry_is_named(change: str) -> None:
    third = some()[2].pk
    with another_hand() as run:
        run(f"UPDATE audit_entry SET {change} WHERE id = {third}")

    found = named()
    assert ("changed", third) in found
    assert {entry for _kind, entry in found} == {third}


@pytest.mark.parametrize(
    "change",
    ["by_name = 'X'", "reason = 'Chí'", "detail_json = '{}'", "subject_label = 'x'", "salt = 'x'"],
)
def test_a_changed_personal_part_is_named(change: str) -> None:
    third = some()[2].pk
    with another_hand() as run:
        run(f"UPDATE audit_personal SET {change} WHERE entry_id = {third}")

    assert named() == [("personal_changed", third)]


def test_a_removed_entry_is_named() -> None:
    third = some()[2].pk
    with another_hand() as run:
        run(f"DELETE FROM audit_entry WHERE id = {third}")

    assert named() == [("removed", third)]


def test_an_entry_removed_with_its_seal_leaves_a_gap_and_its_half() -> None:
    third = some()[2].pk
    with another_hand() as run:
        run(f"DELETE FROM audit_entry WHERE id = {third}")
        run(f"DELETE FROM audit_seal WHERE entry_id = {third}")
    assert named() == [("seals_removed", None), ("removed", third)]
    with another_hand() as run:
        run(f"DELETE FROM audit_personal WHERE entry_id = {third}")
    assert named() == [("seals_removed", None)]


def test_the_last_entries_cannot_vanish_unseen() -> None:
    last = some()[-1].pk
    with another_hand() as run:
        for table, column in (
            ("audit_entry", "id"), ("audit_seal", "entry_id"), ("audit_personal", "entry_id")
        ):  # fmt: skip
            run(f"DELETE FROM {table} WHERE {column} = {last}")

    assert named() == [("seals_removed", None)]


def test_a_changed_or_removed_seal_is_named() -> None:
    third = some()[2].pk
    with another_hand() as run:
        run(f"UPDATE audit_seal SET hash = '{START}' WHERE entry_id = {third}")
    assert named() == [("changed", third)]
    with another_hand() as run:
        run(f"DELETE FROM audit_seal WHERE entry_id = {third}")
    assert sorted(named(), key=str) == [("seal_removed", third), ("seals_removed", None)]


COPIED = (
    "INSERT INTO audit_entry (uid, at, kind, by_id, act, subject_type, part, bulk_sha256,"
    " personal_sha256, mark) SELECT '{uid}', at, kind, by_id, act, subject_type, part, bulk_sha256,"
    " personal_sha256, mark FROM audit_entry WHERE id = {model}"
)


@pytest.mark.parametrize("sealed", [False, True])
def test_an_inserted_entry_is_named_before_and_after_it_is_sealed(sealed: bool) -> None:
    first = some()[0].pk
    with another_hand() as run:
        run(COPIED.format(uid="0" * 31 + "1", model=first))
    inserted = AuditEntry.objects.latest("pk").pk
    if sealed:
        seal()

    assert ("inserted", inserted) in named()


def test_what_was_changed_before_it_was_sealed_is_named() -> None:
    entry = record(by=Clerk(), act="deeds.confirm", subject=None)
    with another_hand() as run:
        run("UPDATE audit_entry SET act = 'deeds.other'")
    assert named() == [("inserted", entry.pk)]
    seal()
    assert named() == [("inserted", entry.pk)]


def test_a_copy_brought_elsewhere_is_sealed_as_such() -> None:
    record(by=Clerk(), act="deeds.confirm", subject=None)
    with override_settings(SECRET_KEY="another-site"):
        seal(restored=True)
        verdict = verify()
    assert (verdict.restored, verdict.faults) == (1, [])


def test_a_person_is_forgotten_and_the_chain_still_verifies() -> None:
    made = some()
    before = verify().root
    erased = erase_personal(by=Clerk(), entry_ids=[made[1].pk, made[2].pk], reason="đơn số 4")
    seal()

    verdict = verify()
    assert (erased, verdict.erased, verdict.faults) == (2, 2, [])
    assert not AuditPersonal.objects.filter(reason__contains="lần 1").exists()
    kept = AuditEntry.objects.get(pk=made[1].pk)
    assert (kept.by_id, kept.by_name, kept.reason, kept.detail) == (7, "", "", {})
    assert AuditSeal.objects.get(entry_id=made[-1].pk).hash == before
    again = AuditEntry.objects.latest("pk").pk
    assert erase_personal(by=Clerk(), entry_ids=[again], reason="giấu") == 0


def test_a_part_that_nobody_erased_lawfully_is_named() -> None:
    third = some()[2].pk
    AuditPersonal.objects.filter(pk=third).delete()

    assert named() == [("personal_removed", third)]


def test_an_entry_that_waits_for_a_minute_raises_the_alarm() -> None:
    entry = record(by=Clerk(), act="deeds.confirm", subject=None)
    now = timezone.now()

    assert verify(now).waiting == 1
    assert not seal_state(now).late
    later = now + timedelta(seconds=61)
    assert [(fault.kind, fault.entry_id) for fault in verify(later).faults] == [
        ("unsealed", entry.pk)
    ]
    assert seal_state(later).late
    seal()
    assert not seal_state(later).late


def test_the_root_of_a_day_stays_what_it_was() -> None:
    now = timezone.now()
    record(by=Clerk(), act="deeds.confirm", subject=None)
    seal(now=now - timedelta(days=2))
    record(by=Clerk(), act="deeds.confirm", subject=None)
    seal(now=now)

    day = timezone.localdate(now)
    assert root_of(day - timedelta(days=3)) is None
    old, new = root_of(day - timedelta(days=1)), root_of(day)
    assert old is not None
    assert new is not None
    assert (old.position, new.position) == (1, 2)
    assert new.hash == verify().root


def test_addresses_are_forgotten() -> None:
    record_door(by=None, act="people.sign_in_failed", subject=None, address="10.0.0.7")
    assert forget_addresses(timezone.now() - timedelta(days=1)) == 0
    assert forget_addresses(timezone.now() + timedelta(seconds=1)) == 1
    assert not AuditOrigin.objects.exists()


def _act_slowly(wrote: threading.Event, go_on: threading.Event) -> None:
    try:
        with transaction.atomic():
            record(by=Clerk(), act="deeds.slow", subject=None)
            wrote.set()
            go_on.wait(20)
    finally:
        connections.close_all()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_number_that_commits_late_is_never_missed() -> None:
    wrote, go_on = threading.Event(), threading.Event()
    slow = threading.Thread(target=_act_slowly, args=(wrote, go_on))
    slow.start()
    assert wrote.wait(20)
    for _turn in range(3):
        with transaction.atomic():
            record(by=Clerk(), act="deeds.quick", subject=None)
        assert seal() == 1
    state = AuditSealer.objects.get()
    late = AuditEntry.objects.order_by("pk").first()
    assert late is not None
    assert state.floor < late.pk
    go_on.set()
    slow.join()

    assert seal() == 1
    order = list(AuditSeal.objects.order_by("position").values_list("entry_id", flat=True))
    assert order[-1] == min(order)
    assert verify().faults == []
    seal()
    state = AuditSealer.objects.get()
    assert state.floor == state.mark == max(order)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_only_one_sealer_works_at_a_time() -> None:
    with transaction.atomic():
        for _number in range(50):
            record(by=Clerk(), act="deeds.quick", subject=None)
    counts: list[int] = []

    def work() -> None:
        try:
            counts.append(seal())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()
    assert sum(counts) <= 50
    assert verify().sealed == 50
    assert verify().faults == []


def test_a_root_is_settled_once_a_later_day_has_a_seal() -> None:
    now = timezone.now()
    before, today = timezone.localdate(now) - timedelta(days=3), timezone.localdate(now)
    record(by=Clerk(), act="deeds.one", subject=None)
    seal(now=now - timedelta(days=3))
    assert root_of(before) is not None
    assert settled_root(before) is None

    record(by=Clerk(), act="deeds.two", subject=None)
    seal(now=now)
    settled = settled_root(before)
    assert settled == root_of(before)
    assert settled is not None
    assert settled_root(today) is None
    assert settled_root(before - timedelta(days=1)) is None
    yesterday = settled_root(today - timedelta(days=1))
    assert yesterday is not None
    assert yesterday.hash == settled.hash

    record(by=Clerk(), act="deeds.three", subject=None)
    seal(now=now + timedelta(days=1))
    assert settled_root(before) == settled

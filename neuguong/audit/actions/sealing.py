"""Chaining committed entries, in the order in which they are seen, so that writers share no row.

On PostgreSQL numbers are given before transactions end, so a lower number may appear after a higher
one. The sealer looks again at everything above `floor`, and moves `floor` up only past numbers that
no transaction can still bring: those that wrote to the log when a number was seen have all ended.
"""

from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from neuguong.audit import rules
from neuguong.audit.models import AuditEntry, AuditSeal
from neuguong.audit.queries.chain import is_as_written, known_secrets, sealer, unsealed
from neuguong.audit.rules import Trust

_LOCK: Final = 0x6E67_5EA1  # of this database's sealers, one works at a time


def seal(*, now: datetime | None = None, most: int = 5_000, restored: bool = False) -> int:
    """Seal what is committed and not sealed yet; returns how many, 0 where another sealer is at work.

    With `restored`, entries that came unsealed with a copy of another site are known as such.
    """
    state = sealer()
    if state.floor == state.mark and not unsealed(state.floor).exists():
        return 0
    with transaction.atomic():
        if not _is_alone():
            return 0
        return _seal(now or timezone.now(), most, restored)


def seal_all(*, restored: bool = False) -> int:
    """Seal lot by lot until nothing waits; returns how many."""
    sealed = 0
    while count := seal(restored=restored):
        sealed += count
    return sealed


def _seal(now: datetime, most: int, restored: bool) -> int:
    state = sealer()
    newest = AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    writers = _writers()  # asked after the newest number and before the rows, see above
    entries = list(unsealed(state.floor)[:most])
    _chain(entries, now, restored)
    if len(entries) < most:
        if not writers:
            state.floor, state.mark, state.running = max(newest, state.floor), newest, []
        elif not set(writers) & set(state.running):
            state.floor = max(state.mark, state.floor)
            state.mark, state.running = newest, writers
        state.mark = max(state.mark, state.floor)
    state.position = _last_seal()[0]
    state.save()
    return len(entries)


def _chain(entries: list[AuditEntry], now: datetime, restored: bool) -> None:
    position, previous, last_at = _last_seal()
    sealed_at = max(now, last_at) if last_at else now
    known = known_secrets()
    seals = []
    for entry in entries:
        position += 1
        trust = Trust.WRITTEN if is_as_written(entry, known) else Trust.FOREIGN
        if restored and trust is Trust.FOREIGN:
            trust = Trust.RESTORED
        previous = rules.seal_hash(
            previous, position=position, entry_id=entry.pk, sealed_at=sealed_at, trust=trust,
            content=rules.content_of(entry),
        )  # fmt: skip
        seals.append(
            AuditSeal(
                position=position,
                entry_id=entry.pk,
                sealed_at=sealed_at,
                trust=trust,
                hash=previous,
            )
        )
    AuditSeal.objects.bulk_create(seals, batch_size=1_000)


def _last_seal() -> tuple[int, str, datetime | None]:
    last = AuditSeal.objects.order_by("-position").first()
    return (last.position, last.hash, last.sealed_at) if last else (0, rules.START, None)


def _is_alone() -> bool:
    """Whether no other sealer works on this database until the end of the transaction."""
    if connection.vendor != "postgresql":
        return True  # SQLite has one writer at a time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _writers() -> list[str]:
    """Transactions of others that may have written to the log and have not ended."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        # Who writes holds this lock on the table from before the number is given to after the end.
        cursor.execute(
            "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE locktype = 'relation'"
            " AND relation = 'audit_entry'::regclass AND mode = 'RowExclusiveLock' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND pid <> pg_backend_pid()"
        )
        return [name for (name,) in cursor.fetchall()]

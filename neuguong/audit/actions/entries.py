"""Adding to the log, always in the transaction of the act that is recorded."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model

from neuguong.audit import rules
from neuguong.audit.models import AuditEntry, AuditOrigin, AuditPersonal
from neuguong.lib.actor import Actor
from neuguong.lib.vietnamese import nfc

_LABEL_LENGTH: Final = 200
_NAME_LENGTH: Final = 160


def record(
    *,
    by: Actor,
    act: str,
    subject: Model | None,
    unit_id: int | None = None,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Record one act on one row; `unit_id` falls back to that of the subject.

    Raises `TransactionManagementError` outside a transaction: act and entry stand or fall together.
    """
    return _add(
        by=by, act=act, unit_id=_unit_of(subject, unit_id), reason=reason, detail=detail,
        **_subject(subject),
    )  # fmt: skip


def record_bulk(
    *,
    by: Actor,
    act: str,
    subject_type: str,
    ids: Iterable[int],
    unit_id: int | None = None,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Record one act on many rows of a type such as `deeds.deed` with their number and digest."""
    count, digest = digest_of(ids)
    return _add(
        by=by, act=act, subject_type=subject_type, unit_id=unit_id, reason=reason, detail=detail,
        bulk_count=count, bulk_sha256=digest,
    )  # fmt: skip


def record_read(
    *,
    by: Actor,
    act: str,
    subject: Model,
    person_id: int,
    part: str,
    reason: str = "",
    unit_id: int | None = None,
) -> AuditEntry:
    """Record that `by` opened a part of the record of a person; a page may call it as it is."""
    with transaction.atomic():
        return _add(
            by=by, act=act, kind=AuditEntry.READ, person_id=person_id, part=str(part),
            unit_id=_unit_of(subject, unit_id), reason=reason, detail=None, **_subject(subject),
        )  # fmt: skip


def record_read_list(
    *,
    by: Actor,
    act: str,
    subject_type: str,
    ids: Iterable[int],
    part: str,
    reason: str = "",
    unit_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry | None:
    """Record that `by` read a list with the names of these people; a list of nobody leaves no entry."""
    count, digest = digest_of(ids)
    if not count:
        return None
    with transaction.atomic():
        return _add(
            by=by, act=act, kind=AuditEntry.READ, subject_type=subject_type, part=str(part),
            unit_id=unit_id, reason=reason, detail=detail, bulk_count=count, bulk_sha256=digest,
        )  # fmt: skip


def record_door(
    *, by: Actor | None, act: str, subject: Model | None, address: str, unit_id: int | None = None
) -> AuditEntry:
    """Record a sign-in, a failed one or a sign-out; the address stands apart and is soon forgotten.

    For a failed one `by` is None, and `subject` the account of the name that was typed, if there is
    one: what was typed is never kept, for people type passwords there.
    """
    with transaction.atomic():
        entry = _add(
            by=by, act=act, kind=AuditEntry.DOOR, unit_id=unit_id, reason="", detail=None,
            **_subject(subject),
        )  # fmt: skip
        AuditOrigin.objects.create(entry=entry, address=address[:45], at=entry.at)
    return entry


def digest_of(ids: Iterable[int]) -> tuple[int, str]:
    """How many different ids, and the SHA-256 of them in rising order, one a line."""
    ordered = sorted(set(ids))
    digest = hashlib.sha256("".join(f"{number}\n" for number in ordered).encode())
    return len(ordered), digest.hexdigest()


def _add(
    *,
    by: Actor | None,
    act: str,
    reason: str,
    detail: Mapping[str, object] | None,
    subject_label: str = "",
    **columns: Any,
) -> AuditEntry:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{act} is recorded outside a transaction")
    personal = AuditPersonal(
        salt=rules.new_salt(),
        by_name=nfc(by.name)[:_NAME_LENGTH] if by else "",
        subject_label=subject_label,
        reason=nfc(reason),
        detail_json=json.dumps(dict(detail or {}), cls=DjangoJSONEncoder, ensure_ascii=False),
    )
    said = [str(getattr(personal, name)) for name in rules.PERSONAL]
    entry = AuditEntry(
        by_id=by.id if by else None,
        act=str(act),
        personal_sha256=rules.personal_digest(personal.salt, said),
        **columns,
    )
    entry.mark = rules.mark_of(settings.SECRET_KEY, rules.content_of(entry))
    entry.pk = _insert(entry, personal)
    personal.entry = entry
    for row in (entry, personal):
        row._state.adding, row._state.db = False, connection.alias
    return entry


def _insert(entry: AuditEntry, personal: AuditPersonal) -> int:
    """Write both rows, on PostgreSQL in one statement: every act pays for this; the entry's number."""
    names, values = _columns(entry)
    more_names, more_values = _columns(personal)
    into = f"INSERT INTO audit_entry ({', '.join(names)}) VALUES ({_marks(values)})"  # noqa: S608
    then = f"INSERT INTO audit_personal ({', '.join(more_names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"WITH entry AS ({into} RETURNING id) {then}"  # noqa: S608
                f" SELECT id, {_marks(more_values)} FROM entry RETURNING entry_id",
                [*values, *more_values],
            )
            number: int = cursor.fetchone()[0]
        else:
            cursor.execute(into, values)
            number = cursor.lastrowid
            marks = _marks([number, *more_values])
            cursor.execute(f"{then} VALUES ({marks})", [number, *more_values])
    return number


def _columns(row: Model) -> tuple[list[str], list[Any]]:
    """Names of the columns with the key first where it is another's, and the values beside the key."""
    fields = row._meta.concrete_fields
    kept = [field for field in fields if not field.primary_key]
    key = [field.column for field in fields if field.primary_key and field.is_relation]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in kept]
    return [str(name) for name in (*key, *(field.column for field in kept))], values


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _subject(subject: Model | None) -> dict[str, Any]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.pk,
        "subject_label": nfc(str(subject))[:_LABEL_LENGTH],
    }


def _unit_of(subject: Model | None, unit_id: int | None) -> int | None:
    return unit_id if unit_id is not None else getattr(subject, "unit_id", None)

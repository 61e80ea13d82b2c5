"""What a seal covers and how it is reckoned: the form of version 1, which never changes.

An entry has two parts. What happened (numbers, the name of the act, the moment) is sealed as it is. The
personal part (names, reason, detail) is sealed as a digest with a salt: erased together with its salt,
nothing of it can be found out again, and the chain still verifies.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

ERASE: Final = "audit.erase"
SIGNED_IN: Final = "people.sign_in"
SIGN_IN_FAILED: Final = "people.sign_in_failed"
SIGNED_OUT: Final = "people.sign_out"
ALARM_AFTER: Final = timedelta(minutes=1)  # an entry is sealed within seconds where all is well
ADDRESS_KEPT: Final = timedelta(days=90)
START: Final = "0" * 64  # stands before the first seal

# Entries and seals never change and never go; what an entry says of a person may go, but not change.
GUARDED: Final = {
    "audit_entry": ("UPDATE", "DELETE"),
    "audit_seal": ("UPDATE", "DELETE"),
    "audit_personal": ("UPDATE",),
}
COVERED: Final = (
    "uid", "at", "kind", "by_id", "act", "subject_type", "subject_id", "unit_id", "person_id", "part",
    "bulk_count", "bulk_sha256", "personal_sha256",
)  # fmt: skip
PERSONAL: Final = ("by_name", "subject_label", "reason", "detail_json")


class Trust(IntEnum):
    """Whence an entry came, as the sealer found it."""

    WRITTEN = 1  # by the program of this site
    RESTORED = 2  # with a restored copy in which it was not sealed yet
    FOREIGN = 3  # by another hand


class Part(StrEnum):
    """Which part of the record of a person was shown to another."""

    PERSON = "person"
    REGISTRATION = "registration"
    DEED = "deed"
    SHEET = "sheet"
    EVIDENCE = "evidence"
    LIST = "list"
    RECORDS = "records"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    HISTORY = "history"


def new_salt() -> str:
    """128 bits of chance, as hex."""
    return secrets.token_hex(16)


def personal_digest(salt: str, personal: Sequence[str]) -> str:
    """The digest of the personal part, in the order of `PERSONAL`, as hex."""
    return hashlib.sha256(_bytes([salt, *personal])).hexdigest()


def content_of(entry: object) -> bytes:
    """What happened, as bytes: the same before it is written and after it is read again."""
    return _bytes(["neuguong.audit/1", *(_plain(getattr(entry, name)) for name in COVERED)])


def mark_of(secret: str, content: bytes) -> str:
    """The mark by which the program knows what it has written itself, as hex."""
    key = hashlib.sha256(f"neuguong.audit.mark\n{secret}".encode()).digest()
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def is_marked(mark: str, content: bytes, known_secrets: Iterable[str]) -> bool:
    """Whether the mark was made with one of the secrets of this site."""
    return any(hmac.compare_digest(mark, mark_of(each, content)) for each in known_secrets)


def seal_hash(
    previous: str, *, position: int, entry_id: int, sealed_at: datetime, trust: int, content: bytes
) -> str:
    """The hash of one seal, over the hash before it, as hex."""
    head = _bytes([previous, position, entry_id, _plain(sealed_at), int(trust)])
    return hashlib.sha256(head + b"\n" + content).hexdigest()


def _bytes(values: Sequence[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex if isinstance(value, UUID) else value

"""The verbs of the log: adding to it, sealing it, erasing what it says of a person."""

from neuguong.audit.actions.entries import (
    digest_of,
    record,
    record_bulk,
    record_door,
    record_read,
    record_read_list,
)
from neuguong.audit.actions.erasing import erase_personal, forget_addresses
from neuguong.audit.actions.sealing import seal, seal_all

__all__ = [
    "digest_of",
    "erase_personal",
    "forget_addresses",
    "record",
    "record_bulk",
    "record_door",
    "record_read",
    "record_read_list",
    "seal",
    "seal_all",
]

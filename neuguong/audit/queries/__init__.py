"""What can be asked of the log: entries, and whether their chain is whole."""

from neuguong.audit.queries.chain import (
    Fault,
    Root,
    SealState,
    Verdict,
    guards,
    root_of,
    seal_state,
    settled_root,
    verify,
)
from neuguong.audit.queries.log import (
    entries_of,
    entry_ids_of_person,
    latest,
    reads_of_lists,
    reads_of_person,
)

__all__ = [
    "Fault",
    "Root",
    "SealState",
    "Verdict",
    "entries_of",
    "entry_ids_of_person",
    "guards",
    "latest",
    "reads_of_lists",
    "reads_of_person",
    "root_of",
    "seal_state",
    "settled_root",
    "verify",
]

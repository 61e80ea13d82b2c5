"""Verbs on files that come in; everything they write goes through the acts of the rooms below."""

from neuguong.exchange.actions.bringing import Outcome, apply_import, import_deeds
from neuguong.exchange.actions.runs import discard_import, mend_cell, receive_file

__all__ = [
    "Outcome",
    "apply_import",
    "discard_import",
    "import_deeds",
    "mend_cell",
    "receive_file",
]

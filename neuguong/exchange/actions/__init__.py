"""Verbs on files that come in; everything they write goes through the acts of the rooms below."""

from neuguong.exchange.actions.bringing import (
    Outcome,
    apply_import,
    begin_import,
    finish_import,
    import_deeds,
    release_import,
)
from neuguong.exchange.actions.previews import keep_preview
from neuguong.exchange.actions.runs import (
    answer_doubt,
    discard_import,
    mend_cell,
    receive_file,
    say_understanding,
)
from neuguong.exchange.actions.streaming import Streamed, import_stream
from neuguong.exchange.actions.undoing import begin_undo, undo_import

__all__ = [
    "Outcome",
    "Streamed",
    "answer_doubt",
    "apply_import",
    "begin_import",
    "begin_undo",
    "discard_import",
    "finish_import",
    "import_deeds",
    "import_stream",
    "keep_preview",
    "mend_cell",
    "receive_file",
    "release_import",
    "say_understanding",
    "undo_import",
]

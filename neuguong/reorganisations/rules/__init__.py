"""What a reorganisation may do: its states, its steps, and the tree they lead to."""

from neuguong.reorganisations.rules.naming import key_for, local_name, slug_for
from neuguong.reorganisations.rules.playing import Fault, Leaving, Played
from neuguong.reorganisations.rules.states import (
    NEW,
    UNDO_DAYS,
    ReorganisationState,
    StepEntry,
    StepKind,
    may_apply,
    may_change,
    may_undo,
)

__all__ = [
    "NEW",
    "UNDO_DAYS",
    "Fault",
    "Leaving",
    "Played",
    "ReorganisationState",
    "StepEntry",
    "StepKind",
    "key_for",
    "local_name",
    "may_apply",
    "may_change",
    "may_undo",
    "slug_for",
]

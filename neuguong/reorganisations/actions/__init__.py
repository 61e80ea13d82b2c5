"""Acts on reorganisations: draft, approve, apply, undo."""

from neuguong.reorganisations.actions.applying import (
    apply_reorganisation,
    approve_reorganisation,
    forget_journals,
    note_hindrance,
    return_reorganisation,
)
from neuguong.reorganisations.actions.drafting import (
    ReorganisationEntry,
    add_step,
    change_reorganisation,
    change_step,
    draft_reorganisation,
    drop_reorganisation,
    order_steps,
    remove_step,
    set_steps,
)
from neuguong.reorganisations.actions.undoing import undo_reorganisation

__all__ = [
    "ReorganisationEntry",
    "add_step",
    "apply_reorganisation",
    "approve_reorganisation",
    "change_reorganisation",
    "change_step",
    "draft_reorganisation",
    "drop_reorganisation",
    "forget_journals",
    "note_hindrance",
    "order_steps",
    "remove_step",
    "return_reorganisation",
    "set_steps",
    "undo_reorganisation",
]

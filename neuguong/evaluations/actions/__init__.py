"""Acts of the yearly review: propose, decide, object, declare, write, vote."""

from neuguong.evaluations.actions.deciding import (
    DecisionEntry,
    answer_objection,
    decide,
    give_notice,
    object_to,
    reopen,
)
from neuguong.evaluations.actions.rating import (
    BodyEntry,
    ProposalEntry,
    keep_regimes,
    propose_bodies,
    propose_many,
    state_totals,
)
from neuguong.evaluations.actions.stated import (
    TitleEntry,
    declare,
    drop_declaration,
    drop_title,
    give_title,
)

__all__ = [
    "BodyEntry",
    "DecisionEntry",
    "ProposalEntry",
    "TitleEntry",
    "answer_objection",
    "decide",
    "declare",
    "drop_declaration",
    "drop_title",
    "give_notice",
    "give_title",
    "keep_regimes",
    "object_to",
    "propose_bodies",
    "propose_many",
    "reopen",
    "state_totals",
]

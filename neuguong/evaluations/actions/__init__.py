"""Acts of the yearly review: propose, decide, object, declare, write, vote."""

from neuguong.evaluations.actions.ballot import (
    BallotEntry,
    cast_vote,
    close_screen,
    enter_count,
    open_ballot,
    void_ballot,
)
from neuguong.evaluations.actions.deciding import (
    DecisionEntry,
    answer_objection,
    decide,
    give_notice,
    object_to,
    reopen,
)
from neuguong.evaluations.actions.own import (
    drop_self_check,
    hand_self_check,
    keep_self_check,
)
from neuguong.evaluations.actions.rating import (
    BodyEntry,
    ProposalEntry,
    keep_regimes,
    propose_bodies,
    propose_many,
    state_totals,
)
from neuguong.evaluations.actions.reviewing import (
    end_old_reviews,
    forget_texts_of,
    hear_review,
    open_review,
    return_review,
    send_review,
    write_parts,
)
from neuguong.evaluations.actions.stated import (
    TitleEntry,
    declare,
    drop_declaration,
    drop_title,
    give_title,
)

__all__ = [
    "BallotEntry",
    "BodyEntry",
    "DecisionEntry",
    "ProposalEntry",
    "TitleEntry",
    "answer_objection",
    "cast_vote",
    "close_screen",
    "decide",
    "declare",
    "drop_declaration",
    "drop_self_check",
    "drop_title",
    "end_old_reviews",
    "enter_count",
    "forget_texts_of",
    "give_notice",
    "give_title",
    "hand_self_check",
    "hear_review",
    "keep_regimes",
    "keep_self_check",
    "object_to",
    "open_ballot",
    "open_review",
    "propose_bodies",
    "propose_many",
    "reopen",
    "return_review",
    "send_review",
    "state_totals",
    "void_ballot",
    "write_parts",
]

"""Acts on the honour roll, on awards and on good models."""

from neuguong.honours.actions.conferred import add_awards, add_history, revoke_award
from neuguong.honours.actions.forgetting import forget_honoured
from neuguong.honours.actions.proposals import decide_proposal, nominate, open_proposal
from neuguong.honours.actions.roll import enter_many, propose_entries, settle_entries
from neuguong.honours.actions.vocabulary import keep_catalogue

__all__ = [
    "add_awards",
    "add_history",
    "decide_proposal",
    "enter_many",
    "forget_honoured",
    "keep_catalogue",
    "nominate",
    "open_proposal",
    "propose_entries",
    "revoke_award",
    "settle_entries",
]

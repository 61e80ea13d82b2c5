"""Verbs of the heart; every way in (page, file, command, worker) calls these and nothing else."""

from neuguong.deeds.actions.bulk import register_many
from neuguong.deeds.actions.evidence import add_evidence, add_photos, remove_evidence
from neuguong.deeds.actions.outcome import (
    accept_contribution,
    add_contribution,
    carry_over_deed,
    confirm_done,
    give_up_deed,
    reopen_deed,
    replace_deed,
    report_result,
    return_result,
    start_deed,
)
from neuguong.deeds.actions.registration import (
    add_deed,
    begin_registration,
    change_deed,
    confirm_registration,
    open_registration,
    remove_deed,
    return_registration,
    sign_registration,
    submit_registration,
    withdraw_registration,
)
from neuguong.deeds.actions.vocabulary import set_categories
from neuguong.deeds.actions.work import finish_work, join_work, leave_work, open_work

__all__ = [
    "accept_contribution",
    "add_contribution",
    "add_deed",
    "add_evidence",
    "add_photos",
    "begin_registration",
    "carry_over_deed",
    "change_deed",
    "confirm_done",
    "confirm_registration",
    "finish_work",
    "give_up_deed",
    "join_work",
    "leave_work",
    "open_registration",
    "open_work",
    "register_many",
    "remove_deed",
    "remove_evidence",
    "reopen_deed",
    "replace_deed",
    "report_result",
    "return_registration",
    "return_result",
    "set_categories",
    "sign_registration",
    "start_deed",
    "submit_registration",
    "withdraw_registration",
]

"""Pages of deeds: load, ask, call, answer."""

from neuguong.deeds.views.cell import add_person, my_list, people
from neuguong.deeds.views.deed import (
    add_deed,
    carry_over,
    change_deed,
    deed,
    give_up,
    join_work,
    remove_deed,
    reopen,
    replace_deed,
    start,
)
from neuguong.deeds.views.outcome import (
    accept_gift,
    add_deed_gift,
    add_photos,
    confirm_done,
    evidence,
    remove_evidence,
    report,
    return_result,
)
from neuguong.deeds.views.piles import accept_gifts, confirm_results, confirm_several
from neuguong.deeds.views.registration import (
    add_gift,
    confirm,
    give_back,
    parts,
    registration,
    submit,
    withdraw,
)
from neuguong.deeds.views.sheet import collective, mine, person
from neuguong.deeds.views.work import finish_work, open_work, work

__all__ = [
    "accept_gift",
    "accept_gifts",
    "add_deed",
    "add_deed_gift",
    "add_gift",
    "add_person",
    "add_photos",
    "carry_over",
    "change_deed",
    "collective",
    "confirm",
    "confirm_done",
    "confirm_results",
    "confirm_several",
    "deed",
    "evidence",
    "finish_work",
    "give_back",
    "give_up",
    "join_work",
    "mine",
    "my_list",
    "open_work",
    "parts",
    "people",
    "person",
    "registration",
    "remove_deed",
    "remove_evidence",
    "reopen",
    "replace_deed",
    "report",
    "return_result",
    "start",
    "submit",
    "withdraw",
    "work",
]

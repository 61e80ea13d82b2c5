"""Acts at the door: come in, leave, set a password, end sessions, print slips, note second steps."""

from neuguong.accounts.actions.door import (
    check_code,
    check_password,
    enter_by_slip,
    note_entry,
    note_leaving,
)
from neuguong.accounts.actions.own import (
    change_password,
    end_others,
    end_session,
    follow_session,
    note_second_step,
    note_seen,
)
from neuguong.accounts.actions.slips import forget, issue_slips, name_outside

__all__ = [
    "change_password",
    "check_code",
    "check_password",
    "end_others",
    "end_session",
    "enter_by_slip",
    "follow_session",
    "forget",
    "issue_slips",
    "name_outside",
    "note_entry",
    "note_leaving",
    "note_second_step",
    "note_seen",
]

"""Acts of study."""

from neuguong.study.actions.broadcasts import (
    SeriesEntry,
    add_series,
    answer_runs,
    plan_runs,
    remove_runs,
)
from neuguong.study.actions.bulletins import (
    change_bulletin,
    mark_read,
    refresh_bulletin,
    write_bulletin,
)
from neuguong.study.actions.conferences import (
    ConferenceEntry,
    SessionEntry,
    ThemeEntry,
    add_conference,
    add_material,
    add_session,
    add_theme,
    call_off,
    change_conference,
    hold_conference,
    remove_material,
    remove_session,
)
from neuguong.study.actions.making_up import excuse, make_up, make_up_count
from neuguong.study.actions.rolls import (
    HeadCount,
    RollEntry,
    check_in,
    count_attendance,
    note_attendance,
    note_many,
)

__all__ = [
    "ConferenceEntry",
    "HeadCount",
    "RollEntry",
    "SeriesEntry",
    "SessionEntry",
    "ThemeEntry",
    "add_conference",
    "add_material",
    "add_series",
    "add_session",
    "add_theme",
    "answer_runs",
    "call_off",
    "change_bulletin",
    "change_conference",
    "check_in",
    "count_attendance",
    "excuse",
    "hold_conference",
    "make_up",
    "make_up_count",
    "mark_read",
    "note_attendance",
    "note_many",
    "plan_runs",
    "refresh_bulletin",
    "remove_material",
    "remove_runs",
    "remove_session",
    "write_bulletin",
]

"""Acts of this room."""

from neuguong.ceremonies.actions.admissions import (
    AdmissionEntry,
    hold_admission,
    plan_admission,
)
from neuguong.ceremonies.actions.movements import (
    MovementEntry,
    join_movement,
    launch_movement,
    leave_movement,
    tell_outcome,
)
from neuguong.ceremonies.actions.salutes import note_salutes, tick_branch
from neuguong.ceremonies.actions.service import (
    TwinningEntry,
    VolunteerEntry,
    drop_volunteer_day,
    end_twinning,
    hold_volunteer_day,
    open_twinning,
    plan_volunteer_day,
    tie_twinning,
)

__all__ = [
    "AdmissionEntry",
    "MovementEntry",
    "TwinningEntry",
    "VolunteerEntry",
    "drop_volunteer_day",
    "end_twinning",
    "hold_admission",
    "hold_volunteer_day",
    "join_movement",
    "launch_movement",
    "leave_movement",
    "note_salutes",
    "open_twinning",
    "plan_admission",
    "plan_volunteer_day",
    "tell_outcome",
    "tick_branch",
    "tie_twinning",
]

"""Plans of a year and of a term, their tasks, targets and readings; steering committees."""

from neuguong.plans.models.bodies import BODY_LABELS, ROLE_LABELS, Body, Seat
from neuguong.plans.models.plans import (
    KIND_LABELS,
    STATE_LABELS,
    TASK_STATE_LABELS,
    Plan,
    PlanTask,
    PlanVersion,
)
from neuguong.plans.models.targets import STANDARD_LABELS, PlanTarget, Reading, TermPlan

__all__ = [
    "BODY_LABELS",
    "KIND_LABELS",
    "ROLE_LABELS",
    "STANDARD_LABELS",
    "STATE_LABELS",
    "TASK_STATE_LABELS",
    "Body",
    "Plan",
    "PlanTarget",
    "PlanTask",
    "PlanVersion",
    "Reading",
    "Seat",
    "TermPlan",
]

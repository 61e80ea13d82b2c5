"""Reads of plans: one unit's, the tree of those below, targets, terms, bodies, and the paper."""

from neuguong.plans.queries.bodies import bodies_of, body_seen
from neuguong.plans.queries.cascade import Cascade, CascadeLine, cascade_of
from neuguong.plans.queries.lists import (
    list_bodies,
    list_plans,
    list_tasks,
    wrong_copies,
)
from neuguong.plans.queries.place import level_above, plan_above, plan_of, years_of
from neuguong.plans.queries.plans import (
    example_of_head,
    open_tasks,
    plan_page,
    plan_seen,
    plans_waiting,
    todo_of,
)
from neuguong.plans.queries.targets import (
    online_units_target,
    online_vouchers_target,
    targets_reached,
    term_at,
)

__all__ = [
    "Cascade",
    "CascadeLine",
    "bodies_of",
    "body_seen",
    "cascade_of",
    "example_of_head",
    "level_above",
    "list_bodies",
    "list_plans",
    "list_tasks",
    "online_units_target",
    "online_vouchers_target",
    "open_tasks",
    "plan_above",
    "plan_of",
    "plan_page",
    "plan_seen",
    "plans_waiting",
    "targets_reached",
    "term_at",
    "todo_of",
    "wrong_copies",
    "years_of",
]

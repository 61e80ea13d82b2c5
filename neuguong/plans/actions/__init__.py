"""Acts on plans: adopt, write, send, decide, give to those below; targets; terms; steering bodies."""

from neuguong.plans.actions.adopting import adopt_plan, assign_plan
from neuguong.plans.actions.bodies import (
    end_body,
    keep_rules,
    leave_seat,
    seat_person,
    set_up_body,
)
from neuguong.plans.actions.bulk import add_many
from neuguong.plans.actions.carrying import end_plans, is_ours, put_plans_back
from neuguong.plans.actions.deciding import (
    amend_plan,
    approve_plan,
    drop_plan,
    return_plan,
    submit_plan,
)
from neuguong.plans.actions.targets import (
    add_reading,
    drop_reading,
    drop_target,
    set_target,
)
from neuguong.plans.actions.tasks import add_task, change_task, mark_task, mark_tasks, remove_task
from neuguong.plans.actions.terms import amend_term, issue_term, write_term
from neuguong.plans.actions.writing import change_plan, set_number

__all__ = [
    "add_many",
    "add_reading",
    "add_task",
    "adopt_plan",
    "amend_plan",
    "amend_term",
    "approve_plan",
    "assign_plan",
    "change_plan",
    "change_task",
    "drop_plan",
    "drop_reading",
    "drop_target",
    "end_body",
    "end_plans",
    "is_ours",
    "issue_term",
    "keep_rules",
    "leave_seat",
    "mark_task",
    "mark_tasks",
    "put_plans_back",
    "remove_task",
    "return_plan",
    "seat_person",
    "set_number",
    "set_target",
    "set_up_body",
    "submit_plan",
    "write_term",
]

"""Addresses of plans: one of everything that has one, and what each answers to each of the cast."""

from datetime import date
from decimal import Decimal

from neuguong.people.models import Post
from neuguong.plans import actions
from neuguong.plans.actions.entries import (
    BodyEntry,
    PlanEntry,
    SeatEntry,
    TargetEntry,
    TaskEntry,
    TermEntry,
)
from neuguong.plans.rules import BodyKind, SeatRole
from tests.rows import CELL, Row, asks, signed_in
from tests.world import TODAY, YEAR, World


def plan_things(world: World) -> dict[str, dict[str, object]]:
    """The cell's plan with a task, a target and a reading; a term; a body with somebody in it."""
    by, unit = world.giang, world.unit(CELL)
    plan = actions.adopt_plan(by=by, unit_id=unit.pk, year=YEAR, today=TODAY)
    entry = PlanEntry(plan.title, "Nói đi đôi với làm")
    actions.change_plan(by=by, plan_id=plan.pk, entry=entry, today=TODAY)
    task = actions.add_task(by=by, plan_id=plan.pk, entry=TaskEntry("Làm đường vào thôn"))
    goal = TargetEntry("Hộ tham gia", "hộ", Decimal(30))
    target = actions.set_target(by=by, task_id=task.pk, entry=goal)
    reading = actions.add_reading(
        by=by, target_id=target.pk, day=TODAY, value=Decimal(12), today=TODAY
    )
    term = actions.write_term(
        by=by, unit_id=unit.pk, entry=TermEntry(2020, 2025, "Chương trình nhiệm kỳ")
    )
    decision = BodyEntry(
        BodyKind.STEERING, "Ban Chỉ đạo", "01-QĐ/CB", date(2022, 1, 10), "Chi bộ thôn Phiêng Tác"
    )
    body = actions.set_up_body(by=by, unit_id=unit.pk, entry=decision, today=TODAY)
    seat = actions.seat_person(
        by=by, body_id=body.pk, entry=SeatEntry(SeatRole.HEAD, "Lường Văn Giang"), since=TODAY
    )
    return {
        "plans plan_id": {"plan_id": plan.pk},
        "task_id": {"task_id": task.pk},
        "target_id": {"target_id": target.pk},
        "reading_id": {"reading_id": reading.pk},
        "term_id": {"term_id": term.pk},
        "body_id": {"body_id": body.pk},
        "seat_id": {"seat_id": seat.pk},
        "post_id": {"post_id": Post.objects.get(unit=unit).pk},
    }


ROWS: dict[str, Row] = {
    "plans:add_task": asks("plans.write", "200/422", sees="plans.view"),
    "plans:adopt": asks("plans.write", "200/422", sees="plans.view"),
    "plans:amend": asks("plans.write", "200/422", sees="plans.view"),
    "plans:amend_term": asks("plans.approve", "200/422", sees="plans.view"),
    "plans:approve": asks("plans.approve", "200/422", sees="plans.view"),
    "plans:assign": asks("plans.write", "200/422", sees="plans.view"),
    "plans:bodies": asks("plans.view", "200/405", sees="plans.view"),
    "plans:body": asks("plans.view", "302/405", sees="plans.view"),
    "plans:change": asks("plans.write", "200/422", sees="plans.view"),
    "plans:change_target": asks("plans.write", "200/422", sees="plans.view"),
    "plans:change_task": asks("plans.write", "200/422", sees="plans.view"),
    "plans:change_term": asks("plans.write", "200/422", sees="plans.view"),
    "plans:drop": asks("plans.write", "200/302", sees="plans.view"),
    "plans:drop_reading": asks("plans.write", "200/302", sees="plans.view"),
    "plans:drop_target": asks("plans.write", "200/302", sees="plans.view"),
    "plans:end_body": asks("plans.write", "200/422", sees="plans.view"),
    "plans:field": asks("people.change", "200/302", sees="plans.view"),
    "plans:fields": asks("plans.view", "200/405", sees="plans.view"),
    "plans:give_back": asks("plans.approve", "200/422", sees="plans.view"),
    "plans:issue_term": asks("plans.approve", "200/422", sees="plans.view"),
    "plans:leave_seat": asks("plans.write", "200/422", sees="plans.view"),
    "plans:mark_task": asks("plans.write", "200/422", sees="plans.view"),
    "plans:new_term": asks("plans.write", "200/422", sees="plans.view"),
    "plans:number": asks("plans.write", "200/422", sees="plans.view"),
    "plans:paper": asks("plans.view", "200/405", sees="plans.view"),
    "plans:plan": asks("plans.view", "200/405", sees="plans.view"),
    "plans:remove_task": asks("plans.write", "200/302", sees="plans.view"),
    "plans:rules": asks("plans.write", "200/422", sees="plans.view"),
    "plans:rules_file": signed_in("404/405"),
    "plans:seat": asks("plans.write", "200/422", sees="plans.view"),
    "plans:set_up_body": asks("plans.write", "200/422", sees="plans.view"),
    "plans:start": asks("plans.view", "302/405", dung="302/405", operator="403/405"),
    "plans:submit": asks("plans.write", "200/302", sees="plans.view"),
    "plans:target": asks(
        "plans.view",
        "200/422",
        sees="deeds.view",
        chi="200/403",
        inspector="200/403",
        editor="200/403",
    ),
    "plans:task_target": asks("plans.write", "200/422", sees="plans.view"),
    "plans:term_target": asks("plans.write", "200/422", sees="plans.view"),
    "plans:terms": asks("plans.view", "200/405", sees="plans.view"),
    "plans:tree": asks("plans.view", "200/405", sees="plans.view"),
    "plans:unit": asks("plans.view", "200/405", sees="plans.view"),
}

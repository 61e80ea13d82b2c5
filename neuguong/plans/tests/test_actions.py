"""Acts on plans: what they do, who may not, what they refuse, what is counted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from neuguong.audit.queries import entries_of
from neuguong.lib.amounts import Qualifier
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.plans import actions
from neuguong.plans.actions.entries import (
    BodyEntry,
    BulkPlan,
    PlanEntry,
    SeatEntry,
    TargetEntry,
    TaskEntry,
    TermEntry,
)
from neuguong.plans.models import Plan, PlanTask
from neuguong.plans.queries import plan_above, targets_reached, todo_of, wrong_copies
from neuguong.plans.queries.cascade import cascade_of
from neuguong.plans.rules import BodyKind, Level, PlanState, SeatRole, Standing, TaskState
from neuguong.plans.tests.conftest import THEME, Planned, approved
from neuguong.programme.actions import close_year
from neuguong.rollup.actions import fold_all, verify
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db

XA, MOT, HAI = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai"
LATER = date(2022, 9, 1)


def adopted(planned: Planned, slug: str, parent: Plan) -> Plan:
    unit = planned.world.unit(slug)
    return actions.adopt_plan(
        by=planned.world.binh, unit_id=unit.pk, year=YEAR, today=TODAY, parent_id=parent.pk
    )


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_adopting_copies_tasks_with_their_links_and_the_theme(planned: Planned) -> None:
    plan = adopted(planned, XA, planned.district)
    assert plan.theme == THEME
    tasks = list(plan.tasks.order_by("number"))
    assert [task.objective for task in tasks] == [
        task.objective for task in planned.district.tasks.order_by("number")
    ]
    assert all(task.copied_from_id for task in tasks)
    assert plan.state == PlanState.DRAFT
    assert entries_of("plans.plan", plan.pk).count() == 1


def test_a_unit_has_one_plan_a_year(planned: Planned) -> None:
    adopted(planned, XA, planned.district)
    with pytest.raises(Refused) as refused:
        adopted(planned, XA, planned.district)
    assert code_of(refused) == "plan_exists"


def test_only_a_plan_of_the_line_above_is_adopted(planned: Planned) -> None:
    stranger = approved(planned.world, planned.world.unit("khac"))
    with pytest.raises(Refused) as refused:
        adopted(planned, XA, stranger)
    assert code_of(refused) == "not_above"


def test_the_link_to_the_plan_above_is_required_where_there_is_one(planned: Planned) -> None:
    world = planned.world
    unit = world.unit(XA)
    plan = actions.adopt_plan(by=world.binh, unit_id=unit.pk, year=YEAR, today=TODAY)
    actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Làm đường"))
    with pytest.raises(Refused) as refused:
        actions.submit_plan(by=world.binh, plan_id=plan.pk, today=TODAY)
    assert code_of(refused) == "parent_missing"


def test_the_level_above_decides_and_nobody_of_the_unit_itself(planned: Planned) -> None:
    world = planned.world
    plan = adopted(planned, XA, planned.district)
    actions.submit_plan(by=world.binh, plan_id=plan.pk, today=TODAY)
    for who in (world.binh, world.giang, world.dung):
        with pytest.raises(PermissionDenied):
            actions.approve_plan(by=who, plan_id=plan.pk, today=TODAY)
    with pytest.raises(Refused) as refused:
        actions.return_plan(by=world.an, plan_id=plan.pk, today=TODAY, reason=" ")
    assert code_of(refused) == "reason_missing"
    given_back = actions.return_plan(
        by=world.an, plan_id=plan.pk, today=TODAY, reason="Thiếu chỉ tiêu"
    )
    assert given_back.return_reason == "Thiếu chỉ tiêu"
    actions.submit_plan(by=world.binh, plan_id=plan.pk, today=TODAY)
    done = actions.approve_plan(by=world.an, plan_id=plan.pk, today=LATER)
    assert (done.state, done.version, done.counted) == (PlanState.APPROVED, 1, 1)
    assert done.force_from == LATER


def test_a_sent_plan_is_not_changed(planned: Planned) -> None:
    world = planned.world
    plan = adopted(planned, XA, planned.district)
    actions.submit_plan(by=world.binh, plan_id=plan.pk, today=TODAY)
    with pytest.raises(Refused) as refused:
        actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Thêm"))
    assert code_of(refused) == "plan_sent"


def test_the_approved_version_is_kept_when_the_plan_is_amended(planned: Planned) -> None:
    world = planned.world
    plan = approved(world, world.unit(XA), planned.district)
    task = plan.tasks.order_by("number").first()
    assert task is not None
    with pytest.raises(Refused):
        actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Thêm"))
    actions.amend_plan(by=world.binh, plan_id=plan.pk, today=LATER, reason="Cấp trên bổ sung")
    actions.remove_task(by=world.binh, task_id=task.pk, today=LATER)
    actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Trồng 500 cây"))
    plan.refresh_from_db()
    assert (plan.state, plan.counted) == (PlanState.AMENDING, 1)
    actions.submit_plan(by=world.binh, plan_id=plan.pk, today=LATER)
    plan = actions.approve_plan(by=world.an, plan_id=plan.pk, today=LATER)
    first, second = plan.versions.order_by("version")
    assert first.reason == "Cấp trên bổ sung"
    assert task.objective in str(first.content)
    assert task.objective not in str(second.content)
    assert "Trồng 500 cây" in str(second.content)
    assert plan.force_from == TODAY
    task.refresh_from_db()
    assert task.state == TaskState.DROPPED


def test_a_plan_is_given_to_a_whole_level_at_once(planned: Planned) -> None:
    world = planned.world
    plan = approved(world, world.unit(XA), planned.district)
    due = date(2022, 6, 30)
    made = actions.assign_plan(
        by=world.binh, plan_id=plan.pk, level=Level.CELLS, today=TODAY, due_on=due
    )
    assert {one.unit.slug for one in made} == {MOT, HAI}
    assert all(one.tasks.count() == plan.tasks.count() for one in made)
    with pytest.raises(Refused) as refused:
        actions.assign_plan(by=world.binh, plan_id=plan.pk, level=Level.CELLS, today=TODAY)
    assert code_of(refused) == "nobody_below"
    found = cascade_of(world.unit(XA), YEAR, today=date(2022, 7, 5))
    assert {line.slug for line in found.late} == {MOT, HAI}
    assert {line.standing for line in found.lines if line.grade == 2} == {Standing.WRITING}
    todo = todo_of(
        world.unit(MOT), YEAR, today=date(2022, 7, 5), above=plan_above(world.unit(MOT), YEAR)
    )
    assert todo is not None
    assert todo.is_late


def test_progress_is_told_of_approved_plans_only(planned: Planned) -> None:
    world = planned.world
    draft = adopted(planned, XA, planned.district)
    task = draft.tasks.order_by("number").first()
    assert task is not None
    with pytest.raises(Refused) as refused:
        actions.mark_task(by=world.binh, task_id=task.pk, state=TaskState.DONE, on=LATER)
    assert code_of(refused) == "plan_not_approved"
    actions.submit_plan(by=world.binh, plan_id=draft.pk, today=TODAY)
    actions.approve_plan(by=world.an, plan_id=draft.pk, today=TODAY)
    with pytest.raises(Refused):
        actions.mark_task(by=world.binh, task_id=task.pk, state=TaskState.DROPPED, on=LATER)
    done = actions.mark_task(by=world.binh, task_id=task.pk, state=TaskState.DONE, on=LATER)
    assert done.state == TaskState.DONE


def test_a_closed_year_asks_for_a_reason_and_a_deadline_lies_in_the_year(planned: Planned) -> None:
    world = planned.world
    plan = adopted(planned, XA, planned.district)
    with pytest.raises(Refused) as refused:
        actions.add_task(
            by=world.binh, plan_id=plan.pk, entry=TaskEntry("Muộn", deadline=date(2024, 1, 1))
        )
    assert code_of(refused) == "deadline_outside"
    close_year(by=world.machine, unit_id=world.unit("tinh").pk, year=YEAR, today=LATER)
    with pytest.raises(Refused) as refused:
        actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Thêm"))
    assert code_of(refused) == "year_closed"
    entry = TaskEntry("Thêm")
    actions.add_task(by=world.binh, plan_id=plan.pk, entry=entry, reason="Đính chính")


def test_targets_have_dated_readings(planned: Planned) -> None:
    world = planned.world
    plan = adopted(planned, XA, planned.district)
    task = actions.add_task(by=world.binh, plan_id=plan.pk, entry=TaskEntry("Dịch vụ công"))
    goal = TargetEntry("Chứng từ trực tuyến", "%", Decimal(96), Qualifier.AT_LEAST,
                       "vouchers_sent_online")  # fmt: skip
    target = actions.set_target(by=world.binh, task_id=task.pk, entry=goal)
    actions.submit_plan(by=world.binh, plan_id=plan.pk, today=TODAY)
    actions.approve_plan(by=world.an, plan_id=plan.pk, today=TODAY)
    for day, value in ((date(2022, 3, 1), 80), (date(2022, 6, 1), 97)):
        actions.add_reading(
            by=world.binh, target_id=target.pk, day=day, value=Decimal(value), today=TODAY
        )
    with pytest.raises(Refused) as refused:
        actions.add_reading(
            by=world.binh, target_id=target.pk, day=LATER, value=Decimal(1), today=TODAY
        )
    assert code_of(refused) == "day_to_come"
    assert targets_reached(world.unit(XA), YEAR) == (1, 1)
    key = "models.vouchers_sent_online_target"
    figure = figures_of(world.unit(XA), Period.parse("2022"), [key])[key]
    assert figure.value == 96
    assert figure.text == "ít nhất 96%"


def test_a_term_leads_the_years_beneath_it(planned: Planned) -> None:
    world = planned.world
    entry = TermEntry(2020, 2025, "Nhiệm kỳ 2020–2025")
    term = actions.write_term(by=world.an, unit_id=world.unit("tinh").pk, entry=entry)
    with pytest.raises(Refused) as refused:
        actions.issue_term(by=world.an, term_id=term.pk, number="01-CTr/TU", on=TODAY)
    assert code_of(refused) == "targets_missing"
    target = actions.set_target(
        by=world.an, term_id=term.pk, entry=TargetEntry("Chi bộ kiểu mẫu", "chi bộ", Decimal(10))
    )
    with pytest.raises(PermissionDenied):
        actions.issue_term(by=world.binh, term_id=term.pk, number="01", on=TODAY)
    actions.issue_term(by=world.an, term_id=term.pk, number="01-CTr/TU", on=TODAY)
    plan = adopted(planned, XA, planned.district)
    task = TaskEntry("Xây dựng 1 chi bộ kiểu mẫu", term_target=target)
    actions.add_task(by=world.binh, plan_id=plan.pk, entry=task)
    with pytest.raises(Refused) as refused:
        actions.write_term(by=world.an, unit_id=world.unit("tinh").pk, entry=entry)
    assert code_of(refused) == "term_taken"


def test_a_steering_committee_counts_while_it_stands(planned: Planned) -> None:
    world = planned.world
    unit = world.unit(XA)
    entry = BodyEntry(BodyKind.STEERING, "Ban Chỉ đạo", "12-QĐ/ĐU", date(2022, 2, 1), "Đảng ủy xã")
    body = actions.set_up_body(by=world.binh, unit_id=unit.pk, entry=entry, today=TODAY)
    seat = SeatEntry(SeatRole.HEAD, person=world.people["Bình"], post="Bí thư")
    placed = actions.seat_person(by=world.binh, body_id=body.pk, entry=seat, since=TODAY)
    actions.keep_rules(by=world.binh, body_id=body.pk, number="01-QC/BCĐ", on=TODAY)
    actions.leave_seat(by=world.binh, seat_id=placed.pk, on=LATER)
    actions.end_body(by=world.binh, body_id=body.pk, on=date(2022, 10, 1), today=LATER)
    key = "plans.steering_committees"
    shown = [
        figures_of(unit, Period.parse(period), [key])[key].value
        for period in ("2022-01", "2022-06", "2022")
    ]
    assert shown == [0, 1, 0]
    with pytest.raises(PermissionDenied):
        actions.set_up_body(by=world.dung, unit_id=unit.pk, entry=entry, today=TODAY)


def test_figures_are_those_with_an_approved_plan_and_open_to_them(planned: Planned) -> None:
    world = planned.world
    xa = approved(world, world.unit(XA), planned.district)
    approved(world, world.unit(MOT), xa)
    adopted(planned, HAI, xa)
    period = Period.parse("2022")
    keys = [
        "plans.grassroots_with_plan", "plans.cells_under_grassroots_with_plan", "plans.tasks",
        "plans.breakthroughs", "plans.grassroots_with_plan_rate", "plans.cells_with_plan_rate",
    ]  # fmt: skip
    for _folded in (False, True):
        found = figures_of(world.unit("tinh/huyen"), period, keys)
        # The commune has one, the base cell of an office has not; of two cells one has.
        assert [found[key].value for key in keys] == [1, 1, 6, 3, 50, 50]
        for key in keys:
            records = list(
                records_of(world.unit("tinh/huyen"), period, key, sees_names=lambda _path: True)
            )
            assert sum(record.amount for record in records) == found[key].scaled, key
            assert len(records) == found[key].n, key
        fold_all()
    june = figures_of(world.unit("tinh/huyen"), Period.parse("2022-05"), keys[:1])
    assert june[keys[0]].value == 0
    assert not verify().differences
    assert not wrong_copies()


def test_whole_plans_come_in_at_once(world: World) -> None:
    top = world.unit("tinh")
    entry = PlanEntry("Kế hoạch năm 2022", THEME)
    (above,) = actions.add_many(
        by=world.machine, year=YEAR, today=TODAY,
        entries=[BulkPlan(top, None, entry, [TaskEntry("Làm")], approved_on=date(2022, 1, 20))],
    )  # fmt: skip
    entries = [
        BulkPlan(world.unit("tinh/huyen"), above, entry, approved_on=date(2022, 2, 1)),
        BulkPlan(world.unit(XA), above, entry, submitted_on=date(2022, 2, 2)),
        BulkPlan(world.unit(MOT), above, entry),
    ]
    made = actions.add_many(by=world.machine, year=YEAR, entries=entries, today=TODAY)
    states = [PlanState(plan.state) for plan in made]
    assert states == [PlanState.APPROVED, PlanState.SUBMITTED, PlanState.DRAFT]
    assert PlanTask.objects.filter(counted=1).count() == 2
    assert PlanTask.objects.filter(copied_from__isnull=False).count() == 3
    assert made[0].versions.get().content["tasks"][0]["objective"] == "Làm"
    with pytest.raises(PermissionDenied):
        actions.add_many(by=world.giang, year=YEAR, entries=entries[:1], today=TODAY)
    assert not wrong_copies()


def test_a_draft_is_thrown_away_only_while_it_is_one(planned: Planned) -> None:
    world = planned.world
    plan = adopted(planned, XA, planned.district)
    actions.drop_plan(by=world.binh, plan_id=plan.pk)
    assert not Plan.objects.filter(pk=plan.pk).exists()
    with pytest.raises(Refused) as refused:
        actions.drop_plan(by=world.an, plan_id=planned.district.pk)
    assert code_of(refused) == "plan_kept"


def test_plans_and_bodies_end_with_their_unit_and_come_back(planned: Planned) -> None:
    world = planned.world
    plan = approved(world, world.unit(XA), planned.district)
    images = actions.end_plans(units=[world.unit(XA).pk], on=LATER)
    plan.refresh_from_db()
    assert plan.force_to == LATER
    assert actions.put_plans_back(images=images) == []
    plan.refresh_from_db()
    assert plan.force_to == date(2023, 1, 1)

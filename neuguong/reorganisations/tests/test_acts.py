"""Plans of the tree: what they do to units, people and roles, what refuses them, the way back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from neuguong.audit.models import AuditEntry
from neuguong.deeds.actions import open_registration
from neuguong.lib.refusal import Refused
from neuguong.org.actions import UnitEntry, found_unit, rename_unit
from neuguong.org.models import Succession, Unit, UnitLink
from neuguong.org.queries import paths_astray, state_on, tree_hash
from neuguong.people.access import AccountActor, SystemActor
from neuguong.people.actions import PersonEntry, add_person, grant_role
from neuguong.people.models import Grant, Membership
from neuguong.reorganisations import actions
from neuguong.reorganisations.models import Journal, Reorganisation
from neuguong.reorganisations.queries import planned_overlay, preview, resolve
from neuguong.reorganisations.rules import ReorganisationState, StepEntry, StepKind
from neuguong.reorganisations.tasks import apply_due
from neuguong.rollup.actions import verify
from tests.world import World

NOW = datetime(2022, 7, 1, 3, 0, tzinfo=UTC)
ON = date(2022, 7, 1)
MOT, HAI, XA = "tinh/huyen/xa/mot", "tinh/huyen/xa/hai", "tinh/huyen/xa"


def unit(slug: str) -> Unit:
    return Unit.objects.get(slug=slug)


def planned(world: World, *steps: StepEntry, on: date = ON, at: str = "") -> Reorganisation:
    entry = actions.ReorganisationEntry(
        "Thử", on, unit(at).pk if at else None, decision="12-QĐ/TU", signer="Bí thư"
    )
    return actions.draft_reorganisation(by=world.machine, entry=entry, steps=steps)


def applied(world: World, *steps: StepEntry, on: date = ON) -> Reorganisation:
    plan = planned(world, *steps, on=on)
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    return actions.apply_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)


def undone(world: World, plan: Reorganisation, now: datetime = NOW) -> Reorganisation:
    return actions.undo_reorganisation(
        by=world.machine, reorganisation_id=plan.pk, now=now, reason="Nhầm"
    )


def refused(world: World, *steps: StepEntry, on: date = ON) -> str:
    plan = planned(world, *steps, on=on)
    with pytest.raises(Refused) as error:
        actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    return error.value.refusal.code


MERGER = StepEntry(StepKind.MERGE, (MOT, HAI), under=XA, key="moi", name="Chi bộ Mới", type="cell")


def test_a_merger_carries_everyone_and_comes_back(world: World) -> None:
    before = tree_hash()
    people = Membership.objects.filter(unit__slug__in=(MOT, HAI), valid_to=None).count()
    plan = applied(world, MERGER)
    new = unit("moi")
    assert new.parent == unit(XA)
    assert unit(MOT).closed_on == ON
    assert unit(MOT).parent == new
    assert unit(MOT).path == new.path + unit(MOT).path[-5:]
    assert state_on(unit(MOT), ON) is None
    assert Membership.objects.filter(unit=new, valid_from=ON, valid_to=None).count() == people
    assert Succession.objects.filter(successor=new, on=ON).count() == 2
    assert verify().differences == []
    assert AuditEntry.objects.filter(act="org.reorganise", bulk_count=3).count() == 1
    undone(world, plan)
    assert tree_hash() == before
    assert Membership.objects.filter(unit__slug=MOT, valid_to=None).count() == people - 1
    assert not Journal.objects.exists()
    assert verify().differences == []


def test_a_split_stands_under_what_holds_both_and_follows(world: World) -> None:
    found = StepEntry(StepKind.FOUND, under=XA, key="ba", name="Chi bộ Ba", type="cell")
    split = StepEntry(StepKind.SPLIT, (MOT,), parts=("+ba", HAI), members_to="+ba")
    plan = applied(world, found, split)
    assert unit(MOT).parent == unit(XA)
    assert unit(MOT).closed_on == ON
    other = found_unit(
        by=world.machine, entry=UnitEntry("tinh/huyen/xa-2", "Đảng bộ xã Hai", "commune", "tinh/huyen"),
        on=date(2020, 1, 1),
    )  # fmt: skip
    later = applied(world, StepEntry(StepKind.MOVE, (HAI,), other.slug), on=ON + timedelta(0))
    assert unit(MOT).parent == unit("tinh/huyen")
    assert UnitLink.objects.filter(unit__slug=MOT).count() >= 2
    with pytest.raises(Refused) as error:
        undone(world, plan)
    assert error.value.refusal.code == "undo_later_first"
    undone(world, later)
    assert unit(MOT).parent == unit(XA)
    undone(world, plan)


def test_a_member_of_a_split_cell_goes_where_the_step_says(world: World) -> None:
    chi = world.people["Chi"]
    found = StepEntry(StepKind.FOUND, under=XA, key="ba", name="Chi bộ Ba", type="cell")
    split = StepEntry(
        StepKind.SPLIT, (MOT,), parts=("+ba", HAI), members_to="+ba", members={str(chi.pk): HAI},
        carries_grants=True,
    )  # fmt: skip
    applied(world, found, split)
    assert chi.memberships.get(valid_to=None).unit == unit(HAI)
    assert world.people["Giang"].memberships.get(valid_to=None).unit == unit("ba")
    assert set(
        Grant.objects.filter(account=world.accounts["giang"]).values_list("unit__slug", flat=True)
    ) == {MOT, "ba", HAI}


def test_a_back_dated_move_lies_in_the_middle_of_history(world: World) -> None:
    applied(world, StepEntry(StepKind.RENAME, (MOT,), name="Chi bộ Tên Mới"), on=date(2021, 1, 1))
    other = found_unit(
        by=world.machine, entry=UnitEntry("tinh/xa-2", "Đảng bộ xã Hai", "commune", "tinh"),
        on=date(2016, 1, 1),
    )  # fmt: skip
    applied(world, StepEntry(StepKind.MOVE, (MOT,), other.slug), on=date(2018, 5, 1))
    told = [(s.valid_from.year, s.name[:13], s.parent_id) for s in unit(MOT).states.order_by("pk")]
    assert sorted(told) == [
        (2015, "Chi bộ thôn P", unit(XA).pk),
        (2018, "Chi bộ thôn P", other.pk),
        (2021, "Chi bộ Tên Mớ", other.pk),
    ]
    assert unit(MOT).parent == other


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (StepEntry(StepKind.MOVE, ("tinh/huyen",), XA), "unit_in_its_branch"),
        (StepEntry(StepKind.MOVE, (MOT,), "tinh"), "unit_type_misplaced"),
        (StepEntry(StepKind.DISSOLVE, (XA,), ends_members=True), "left_without_parent"),
        (StepEntry(StepKind.DISSOLVE, (MOT,)), "members_homeless"),
        (StepEntry(StepKind.RECODE, (MOT,), code="khong"), "code_shape"),
        (StepEntry(StepKind.MERGE, (MOT,), "+chua"), "unit_unknown"),
        (StepEntry(StepKind.SPLIT, (MOT,), parts=(HAI,)), "split_shape"),
        (StepEntry(StepKind.RETYPE, (MOT,), type="khong"), "unit_type"),
        (StepEntry(StepKind.MOVE), "step_empty"),
        (StepEntry(StepKind.RENAME, (MOT,), name=" "), "name_empty"),
    ],
)
def test_what_cannot_be_is_said(world: World, step: StepEntry, code: str) -> None:
    assert refused(world, step) == code


def test_codes_begin_with_the_parents(world: World) -> None:
    applied(world, StepEntry(StepKind.RECODE, (XA,), code="38.168.053"))
    assert refused(world, StepEntry(StepKind.RECODE, (MOT,), code="38.168.054.000.001")) == (
        "code_not_under_parent"
    )
    applied(world, StepEntry(StepKind.RECODE, (MOT,), code="38.168.053.000.001"))


def test_nothing_comes_into_a_closed_unit(world: World) -> None:
    applied(world, MERGER)
    assert refused(world, StepEntry(StepKind.MOVE, (HAI,), MOT)) == "unit_closed"


def test_a_closed_unit_takes_nothing_new_and_keeps_its_past(world: World) -> None:
    applied(world, MERGER)
    late, early = ON, date(2022, 1, 1)
    entry = PersonEntry("Đặng Văn Muộn")
    with pytest.raises(Refused) as error:
        add_person(by=world.machine, unit_id=unit(MOT).pk, entry=entry, since=late, today=late)
    assert error.value.refusal.code == "unit_closed"
    person = add_person(
        by=world.machine, unit_id=unit(MOT).pk, entry=entry, since=early, today=late
    )
    assert person.memberships.get().valid_to == ON
    with pytest.raises(Refused) as error:
        found_unit(
            by=world.machine, entry=UnitEntry("x", "Ban X", "agency", unit(MOT)),
            on=date(2021, 1, 1),
        )  # fmt: skip
    assert error.value.refusal.code == "parent_closed"
    with pytest.raises(Refused) as error:
        open_registration(by=world.machine, unit_id=unit(MOT).pk, year=2023, today=late)
    assert error.value.refusal.code == "unit_closed"
    found = open_registration(by=world.machine, unit_id=unit(MOT).pk, year=2022, today=late)
    assert found.unit == unit(MOT)
    assert verify().differences == []


def test_an_undo_that_gives_another_tree_is_not_kept(world: World) -> None:
    plan = applied(world, MERGER)
    after = tree_hash()
    Succession.objects.create(predecessor=unit(XA), successor=unit(MOT), on=ON)
    with pytest.raises(Refused) as error:
        undone(world, plan)
    assert error.value.refusal.code == "undo_not_same"
    Succession.objects.filter(predecessor=unit(XA)).delete()
    assert tree_hash() == after
    undone(world, plan)


def test_what_hangs_elsewhere_than_its_path_says_is_found(world: World) -> None:
    assert paths_astray([unit(XA).path]) == []
    Unit.objects.filter(slug=HAI).update(path=unit(XA).path + unit(MOT).path[-5:] + "00zzz")
    assert paths_astray([unit(XA).path, unit(MOT).path]) == [unit(HAI).pk]
    assert paths_astray([]) == []


def test_an_undo_names_what_stands_in_the_way(world: World) -> None:
    plan = applied(world, MERGER)
    add_person(
        by=world.machine, unit_id=unit("moi").pk, entry=PersonEntry("Đặng Văn Mới"), since=ON,
        today=ON,
    )  # fmt: skip
    with pytest.raises(Refused) as error:
        undone(world, plan)
    assert error.value.refusal.code == "founded_in_use"
    assert "Chi bộ Mới" in error.value.refusal.text


def test_a_change_since_stands_in_the_way(world: World) -> None:
    plan = applied(world, MERGER)
    rename_unit(by=world.machine, unit_id=unit("moi").pk, name="Chi bộ Khác", on=ON)
    with pytest.raises(Refused) as error:
        undone(world, plan)
    assert error.value.refusal.code == "changed_since"


def test_a_member_who_left_since_stands_in_the_way(world: World) -> None:
    plan = applied(world, MERGER)
    Membership.objects.filter(unit=unit("moi")).update(valid_to=date(2022, 9, 1))
    with pytest.raises(Refused) as error:
        undone(world, plan)
    assert error.value.refusal.code == "people_changed_since"


def test_after_thirty_days_it_stays(world: World) -> None:
    plan = applied(world, MERGER)
    with pytest.raises(Refused) as error:
        undone(world, plan, NOW + timedelta(days=31))
    assert error.value.refusal.code == "too_late"
    undone(world, plan, NOW + timedelta(days=30))


def test_one_reorganises_only_ones_own_branch(world: World) -> None:
    grant_role(
        by=world.machine, account_id=world.accounts["dung"].pk, role="branch_admin",
        unit_id=unit("khac/xa").pk, since=date(2022, 1, 1),
    )  # fmt: skip
    dung = AccountActor(world.accounts["dung"], today=ON)
    entry = actions.ReorganisationEntry("Thử", ON, unit("khac/xa").pk)
    with pytest.raises(PermissionDenied):
        actions.draft_reorganisation(
            by=dung, entry=actions.ReorganisationEntry("Thử", ON, unit(XA).pk)
        )
    for step in (
        StepEntry(StepKind.MERGE, (MOT,), "khac/xa/ba"),
        StepEntry(StepKind.DISSOLVE, ("khac/xa",), ends_members=True),
        StepEntry(StepKind.MOVE, ("khac/xa/ba",), XA),
    ):
        plan = actions.draft_reorganisation(by=dung, entry=entry, steps=[step])
        with pytest.raises(Refused) as error:
            actions.approve_reorganisation(by=dung, reorganisation_id=plan.pk, now=NOW)
        assert error.value.refusal.code == "outside_branch"


def test_it_is_applied_at_the_start_of_its_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(world, MERGER)
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    eve = datetime(2022, 6, 30, 16, 59, tzinfo=UTC)  # a minute before midnight in Hà Nội
    monkeypatch.setattr(timezone, "now", lambda: eve)
    assert apply_due() == 0
    with pytest.raises(Refused):
        actions.apply_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=eve)
    monkeypatch.setattr(timezone, "now", lambda: eve + timedelta(minutes=1))
    assert apply_due() == 1
    assert unit(MOT).closed_on == ON


def test_what_hinders_the_worker_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(world, MERGER)
    actions.approve_reorganisation(by=world.machine, reorganisation_id=plan.pk, now=NOW)
    applied(world, StepEntry(StepKind.MERGE, (MOT,), HAI))
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert apply_due() == 0
    plan.refresh_from_db()
    assert "đã kết thúc" in plan.hindrance
    actions.return_reorganisation(by=world.machine, reorganisation_id=plan.pk, reason="Soạn lại")
    plan.refresh_from_db()
    assert plan.state == ReorganisationState.DRAFT


def test_steps_are_kept_in_order(world: World) -> None:
    plan = planned(world)
    rename = StepEntry(StepKind.RENAME, (MOT,), name="Một")
    first = actions.add_step(by=world.machine, reorganisation_id=plan.pk, entry=rename)
    second = actions.add_step(by=world.machine, reorganisation_id=plan.pk, entry=MERGER)
    actions.order_steps(by=world.machine, reorganisation_id=plan.pk, step_ids=[second.pk, first.pk])
    assert [step.pk for step in plan.steps.order_by("order")] == [second.pk, first.pk]
    actions.change_step(by=world.machine, step_id=second.pk, entry=rename)
    actions.remove_step(by=world.machine, step_id=first.pk)
    assert [step.entry for step in plan.steps.all()] == [rename]
    actions.set_steps(by=world.machine, reorganisation_id=plan.pk, entries=[rename, MERGER])
    assert plan.steps.count() == 2
    actions.drop_reorganisation(by=world.machine, reorganisation_id=plan.pk)
    assert not Reorganisation.objects.exists()


def test_a_preview_tells_and_writes_nothing(world: World) -> None:
    before = tree_hash()
    plan = planned(world, MERGER)
    seen = preview(plan)
    assert seen.can_be_done
    assert tree_hash() == before
    assert {(line.name_after, line.ends) for line in seen.units} == {
        ("Chi bộ Mới", False), ("Chi bộ thôn Phiêng Tác", True), ("Chi bộ thôn Đồng Ao", True),
    }  # fmt: skip
    assert sum(line.count for line in seen.members) == 6
    assert {line.to for line in seen.members} == {"Chi bộ Mới"}
    assert any(line.ends for line in seen.grants)
    held = [line for line in seen.totals if line.holds_all]
    assert held
    assert all(line.is_same for line in held)
    overlay = planned_overlay(plan)
    assert overlay.parent(unit(MOT).pk, unit(MOT).path) == -1
    assert overlay.parent(-1, "") == unit(XA).pk


def test_a_preview_names_the_step_that_cannot_be(world: World) -> None:
    plan = planned(world, StepEntry(StepKind.MOVE, (MOT,), "khac/xa"), StepEntry(StepKind.MOVE))
    seen = preview(plan)
    assert [fault.step for fault in seen.faults] == [1]
    assert resolve(plan).plan.lives[unit(MOT).pk].parent == unit("khac/xa").pk


def test_the_machine_may_everything() -> None:
    assert SystemActor("máy").may("org.reorganise", at=None)  # type: ignore[arg-type]

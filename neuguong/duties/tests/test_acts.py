"""Deadlines spread over those who owe, seen from records, counted, reminded, told upward."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import override_settings

from neuguong.deeds import actions as deeds
from neuguong.deeds.actions.entries import DeedEntry
from neuguong.duties import actions
from neuguong.duties.models import Duty
from neuguong.duties.queries import calls_of, owed_by, wall_of
from neuguong.duties.rules import DutyKind, DutyState, Owes, Rhythm, RuleEntry
from neuguong.duties.tasks import write
from neuguong.jobs.actions import work_once
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.rollup.actions import verify
from neuguong.rollup.queries import figures_of, records_of
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.django_db

XA, MOT, HAI, HUYEN = "tinh/huyen/xa", "tinh/huyen/xa/mot", "tinh/huyen/xa/hai", "tinh/huyen"
REGISTER = RuleEntry(DutyKind.REGISTRATION, "Đăng ký", Owes.CELLS, Rhythm.ONCE, date(2022, 5, 31))
REPORT = RuleEntry(DutyKind.REPORT, "Báo cáo", Owes.CELLS, Rhythm.ONCE, date(2022, 6, 17))
MONTHLY = RuleEntry(DutyKind.MEETING, "Họp", Owes.CELLS, Rhythm.MONTHLY, days_after=2)


def put(world: World, entry: RuleEntry, slug: str = XA) -> None:
    actions.set_rule(
        by=world.binh, unit_id=world.unit(slug).pk, year=YEAR, entry=entry, today=TODAY
    )


def register(world: World, day: date) -> None:
    """The first cell registers as a collective, and it is confirmed on that day."""
    cell = world.unit(MOT)
    found = deeds.open_registration(by=world.giang, unit_id=cell.pk, year=YEAR, today=day)
    for text in ("Làm đường", "Trồng cây"):
        deeds.add_deed(by=world.giang, registration_id=found.pk, entry=DeedEntry(text), today=day)
    deeds.submit_registration(by=world.giang, registration_id=found.pk, today=day)
    deeds.confirm_registration(by=world.binh, registration_id=found.pk, today=day)


def number(world: World, key: str, slug: str = XA) -> str:
    return figures_of(world.unit(slug), Period.parse("2022"), [key])[key].number


def test_each_cell_owes_and_its_own_records_say_when_it_did(world: World) -> None:
    put(world, REGISTER)
    assert Duty.objects.count() == 2
    assert number(world, "duties.late") == "2"
    register(world, date(2022, 5, 20))
    actions.look_after(by=world.machine, today=TODAY)
    duty = Duty.objects.get(unit=world.unit(MOT))
    assert (duty.state, duty.done_on) == (DutyState.DONE, date(2022, 5, 20))
    assert number(world, "duties.completeness", HUYEN) == "50%"
    assert number(world, "duties.timeliness") == "50%"
    records = list(
        records_of(world.unit(XA), Period.parse("2022"), "duties.due", sees_names=lambda _: False)
    )
    assert len(records) == 2
    assert not verify().differences


def test_what_was_done_after_its_day_is_late_but_done(world: World) -> None:
    put(world, REGISTER)
    register(world, date(2022, 6, 10))
    actions.look_after(by=world.machine, today=TODAY)
    assert Duty.objects.get(unit=world.unit(MOT)).state == DutyState.LATE
    wall = wall_of(world.unit(XA), YEAR, today=TODAY)
    cells = {unit.slug: wall.cell(unit, wall.rules[0]).state for unit in wall.units}
    assert cells == {MOT: "doing", HAI: "missing"}


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day(world: World) -> None:
    put(world, MONTHLY)
    days = {duty.period: duty.due_on for duty in owed_by(world.unit(MOT), YEAR)}
    assert len(days) == 12
    assert days["2022-03"] == date(2022, 4, 4)  # 2 April 2022 is a Saturday
    assert days["2022-05"] == date(2022, 6, 2)


def test_only_what_no_record_shows_is_marked_by_hand(world: World) -> None:
    put(world, REPORT)
    put(world, REGISTER)
    report = Duty.objects.get(unit=world.unit(MOT), kind=DutyKind.REPORT)
    actions.mark_done(by=world.giang, duty_id=report.pk, day=TODAY, today=TODAY)
    assert number(world, "duties.in_time") == "1"
    seen = Duty.objects.get(unit=world.unit(MOT), kind=DutyKind.REGISTRATION)
    for by, duty, day, code in (
        (world.giang, seen, TODAY, "seen_itself"), (world.giang, report, date(2022, 7, 1), "day_ahead"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            actions.mark_done(by=by, duty_id=duty.pk, day=day, today=TODAY)
        assert refused.value.refusal.code == code
    for stranger in (world.chi, world.dung):
        with pytest.raises(PermissionDenied):
            actions.mark_done(by=stranger, duty_id=report.pk, day=TODAY, today=TODAY)


def test_what_is_excused_counts_nowhere(world: World) -> None:
    put(world, REGISTER)
    duty = Duty.objects.get(unit=world.unit(HAI))
    with pytest.raises(PermissionDenied):
        actions.excuse(by=world.giang, duty_id=duty.pk, reason="Mới lập")
    actions.excuse(by=world.binh, duty_id=duty.pk, reason="Mới lập")
    actions.look_after(by=world.machine, today=TODAY)
    assert number(world, "duties.due") == "1"


def test_those_to_call_come_with_what_they_owe(world: World) -> None:
    put(world, REGISTER)
    put(world, REPORT)
    actions.set_contact(by=world.giang, unit_id=world.unit(MOT).pk, name="Ông Giang", phone="0912")
    lines = calls_of(world.unit(XA), today=TODAY)
    assert {line.unit.slug for line in lines} == {MOT, HAI}
    one = next(line for line in lines if line.unit.slug == MOT)
    assert (one.name, one.phone, len(one.duties)) == ("Ông Giang", "0912", 2)


def test_reminders_go_once_before_and_the_level_above_is_told_once_after(world: World) -> None:
    put(world, REPORT)
    put(world, REGISTER)
    cell, commune = world.unit(MOT), world.unit(XA)
    actions.set_contact(by=world.giang, unit_id=cell.pk, name="Giang", email="giang@mau.test")
    actions.set_contact(by=world.binh, unit_id=commune.pk, name="Bình", email="binh@mau.test")
    for _twice in range(2):
        actions.look_after(by=world.machine, today=TODAY)
    with override_settings(EMAIL_HOST="thu.test", DEFAULT_FROM_EMAIL="nhac@mau.test"):
        while work_once() is not None:
            pass
    sent = sorted((letter.to[0], letter.subject) for letter in mail.outbox)
    assert sent == [
        ("binh@mau.test", "Đơn vị quá hạn cần đôn đốc"), ("giang@mau.test", "Sắp đến hạn"),
    ]  # fmt: skip
    above = next(letter for letter in mail.outbox if letter.to == ["binh@mau.test"])
    assert "Chi bộ thôn Đồng Ao: Đăng ký" in above.body


def test_without_a_server_nothing_is_sent_and_it_is_said() -> None:
    answer = write(None, kind="remind", ids=[])  # type: ignore[arg-type]  # the run is not asked
    assert "chưa cài máy gửi thư" in str(answer["text"])
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (
            RuleEntry(DutyKind.REPORT, " ", Owes.CELLS, Rhythm.ONCE, date(2022, 6, 1)),
            "title_missing",
        ),
        (RuleEntry(DutyKind.REPORT, "Báo cáo", Owes.CELLS, Rhythm.ONCE), "due_missing"),
        (RuleEntry(DutyKind.THEME, "Chuyên đề", Owes.CELLS, Rhythm.MONTHLY), "rhythm_wrong"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(world: World, entry: RuleEntry, code: str) -> None:
    with pytest.raises(Refused) as refused:
        put(world, entry)
    assert refused.value.refusal.code == code
    assert not Duty.objects.exists()


def test_a_cell_sets_no_deadlines(world: World) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_rule(
            by=world.giang, unit_id=world.unit(MOT).pk, year=YEAR, entry=REPORT, today=TODAY
        )


def test_an_ended_deadline_leaves_what_was_due_and_takes_what_is_ahead(world: World) -> None:
    put(world, REPORT)
    put(world, REGISTER)
    for rule_id in sorted(set(Duty.objects.values_list("rule", flat=True))):
        actions.end_rule(by=world.binh, rule_id=rule_id, today=TODAY)
    assert set(Duty.objects.values_list("kind", flat=True)) == {DutyKind.REGISTRATION}

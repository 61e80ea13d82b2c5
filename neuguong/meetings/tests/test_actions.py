"""Acts on meetings: what is proposed, saved, counted, carried on, and who may do what where."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from neuguong.audit.models import AuditEntry
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refused
from neuguong.meetings import actions
from neuguong.meetings.actions.entries import (
    AbsenceEntry,
    EndedTask,
    HeadEntry,
    PastMeeting,
    RemarkEntry,
    SpeechEntry,
    TaskEntry,
    VoteEntry,
)
from neuguong.meetings.models import Criticism, Meeting, Task, ThematicDuty
from neuguong.meetings.queries import attendance_of, cells_of_quarter, own_tasks
from neuguong.meetings.queries.proposed import open_tasks, proposal_for
from neuguong.meetings.rights import Right
from neuguong.meetings.rules import (
    AbsenceKind,
    Grade,
    ItemKind,
    MeetingKind,
    MeetingState,
    RemarkKind,
    TaskState,
)
from neuguong.meetings.tests.conftest import CELL, COMMUNE, DAY, HEAD, held_entry
from neuguong.org.models import Succession
from neuguong.people.models import Person
from neuguong.programme.actions import close_year
from neuguong.rollup.queries import figures_of, records_of
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
JUNE = Period.parse("2022-06")


def person(world: World, name: str) -> Person:
    return world.people[name]


def test_a_meeting_begins_with_everything_proposed(ruled: World, meeting: Meeting) -> None:
    kinds = [item.kind for item in meeting.items.all()]
    assert kinds[:2] == [ItemKind.REVIEW, ItemKind.STANDING]
    assert ItemKind.NEXT in kinds
    standing = meeting.items.get(kind=ItemKind.STANDING)
    assert standing.facts.startswith("Trong tháng có 0 việc làm theo hoàn thành")
    assert (meeting.members, meeting.expected, meeting.present) == (4, 4, 4)
    assert meeting.votes.get().votes_for == 3  # those on probation do not vote
    assert meeting.sheet is not None
    assert meeting.month is None


def test_saving_twice_is_as_saving_once(ruled: World, meeting: Meeting) -> None:
    entry = held_entry(
        absences=[
            AbsenceEntry(person(ruled, "Thái").pk, AbsenceKind.EXCUSED, "Đi viện"),
            AbsenceEntry(person(ruled, "Thái trẻ").pk, AbsenceKind.ABSENT),
        ],
        speeches=[SpeechEntry(person(ruled, "Chi").pk, text="Nhất trí", is_own=True)],
        tasks=[TaskEntry("Vận động làm đường", person(ruled, "Chi").pk, deadline=TODAY)],
        votes=[VoteEntry("Thông qua kết luận", None)],
        is_scored=True,
        scores={4: 36, 6: 28},
        leading=Grade.GOOD,
    )
    for version in (0, 1):
        actions.save_meeting(
            by=ruled.giang, meeting_id=meeting.pk, entry=entry, version=version, now=NOW
        )
    meeting.refresh_from_db()
    counts = (meeting.present, meeting.excused, meeting.absent, meeting.voters, meeting.speakers)
    assert counts == (2, 1, 1, 2, 1)
    assert (meeting.points, meeting.grade, meeting.minutes) == (92, Grade.GOOD, 105)
    assert meeting.tasks.count() == meeting.speeches.count() == meeting.votes.count() == 1
    assert meeting.has_programme == 1


def test_nobody_writes_over_another(ruled: World, meeting: Meeting) -> None:
    actions.save_meeting(
        by=ruled.giang, meeting_id=meeting.pk, entry=held_entry(), version=0, now=NOW
    )
    with pytest.raises(Refused, match="Có người khác vừa lưu"):
        actions.save_meeting(
            by=ruled.giang, meeting_id=meeting.pk, entry=held_entry(), version=0, now=NOW
        )


def test_more_hands_than_people_are_refused(ruled: World, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="nhiều hơn số đảng viên"):
        actions.save_meeting(
            by=ruled.giang, meeting_id=meeting.pk, version=0, now=NOW,
            entry=held_entry(votes=[VoteEntry("Thông qua", 3, 1)]),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["chi", "binh", "an", "dung"])
def test_only_those_of_the_cell_write(ruled: World, meeting: Meeting, who: str) -> None:
    by = ruled.actor(who)
    unit = ruled.unit(CELL)
    with pytest.raises(PermissionDenied):
        actions.open_meeting(by=by, unit_id=unit.pk, entry=HEAD, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.save_meeting(by=by, meeting_id=meeting.pk, entry=held_entry(), version=0, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.hold_meeting(by=by, meeting_id=meeting.pk, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.confide(by=by, meeting_id=meeting.pk, text="Góp ý", now=NOW)


def closed(world: World, meeting: Meeting, **more: object) -> Meeting:
    """The meeting saved and its minutes closed."""
    actions.save_meeting(
        by=world.giang, meeting_id=meeting.pk, entry=held_entry(**more), now=NOW,
        version=Meeting.objects.get(pk=meeting.pk).version,
    )  # fmt: skip
    return actions.hold_meeting(by=world.giang, meeting_id=meeting.pk, today=TODAY)


def test_only_a_closed_meeting_is_counted(ruled: World, meeting: Meeting) -> None:
    unit = ruled.unit(COMMUNE)
    assert figures_of(unit, JUNE, ["meetings.regular"])["meetings.regular"].value == 0
    praise = RemarkEntry(RemarkKind.PRAISE, person(ruled, "Chi").pk, text="Giúp hộ nghèo")
    reminder = RemarkEntry(RemarkKind.REMINDER, person(ruled, "Thái").pk, text="Họp muộn")
    away = [AbsenceEntry(person(ruled, "Thái").pk, AbsenceKind.EXCUSED)]
    closed(ruled, meeting, remarks=[praise, reminder], absences=away, tasks=[TaskEntry("Mở đường")])
    keys = ("regular", "with_programme", "thematic", "present", "expected", "praise", "tasks")
    figures = figures_of(unit, JUNE, [f"meetings.{key}" for key in keys])
    assert [int(figure.value or 0) for figure in figures.values()] == [1, 1, 0, 3, 4, 1, 1]
    share = figures_of(unit, JUNE, ["meetings.attendance"])["meetings.attendance"]
    assert share.value == 75
    records = list(records_of(unit, JUNE, "meetings.attendance", sees_names=lambda _path: False))
    assert sum(record.amount for record in records) == share.scaled == 3
    actions.reopen_meeting(by=ruled.giang, meeting_id=meeting.pk, reason="")
    figures = figures_of(unit, JUNE, [f"meetings.{key}" for key in keys])
    assert not any(figure.value for figure in figures.values())


def test_records_name_nobody_to_those_above(ruled: World, meeting: Meeting) -> None:
    praise = RemarkEntry(RemarkKind.PRAISE, person(ruled, "Chi").pk, text="Chi giúp hộ nghèo")
    closed(ruled, meeting, remarks=[praise], tasks=[TaskEntry("Chi mở đường", None, "Chi")])
    for key in ("meetings.praise", "meetings.tasks", "meetings.regular"):
        found = records_of(ruled.unit("tinh"), JUNE, key, sees_names=lambda _path: False)
        assert all("Chi" not in record.text + record.who for record in found)


def test_minutes_are_closed_after_the_meeting_with_its_times(
    ruled: World, meeting: Meeting
) -> None:
    with pytest.raises(Refused, match="giờ kết thúc"):
        actions.hold_meeting(by=ruled.giang, meeting_id=meeting.pk, today=TODAY)
    later = replace(HEAD, day=TODAY + timedelta(days=1))
    actions.save_meeting(
        by=ruled.giang, meeting_id=meeting.pk, entry=replace(held_entry(), head=later), version=0,
        now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="chưa tới ngày"):
        actions.hold_meeting(by=ruled.giang, meeting_id=meeting.pk, today=TODAY)


def test_what_was_sent_is_changed_only_with_a_reason(ruled: World, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="Chốt biên bản trước"):
        actions.send_meeting(by=ruled.giang, meeting_id=meeting.pk, now=NOW)
    closed(ruled, meeting)
    actions.send_meeting(by=ruled.giang, meeting_id=meeting.pk, now=NOW)
    with pytest.raises(Refused, match="mở lại"):
        actions.save_meeting(
            by=ruled.giang, meeting_id=meeting.pk, entry=held_entry(), version=1, now=NOW
        )
    with pytest.raises(Refused, match="vì sao mở lại"):
        actions.reopen_meeting(by=ruled.giang, meeting_id=meeting.pk, reason="")
    actions.reopen_meeting(by=ruled.giang, meeting_id=meeting.pk, reason="Ghi nhầm số phiếu")
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.PLANNED
    assert AuditEntry.objects.filter(act=Right.WRITE).count() >= 4


def test_conclusions_come_to_the_next_meeting(ruled: World, meeting: Meeting) -> None:
    closed(ruled, meeting, tasks=[TaskEntry("Mở đường", person(ruled, "Chi").pk, deadline=DAY)])
    task = Task.objects.get()
    assert own_tasks(ruled.chi) == [task]
    later = HeadEntry(MeetingKind.REGULAR, date(2022, 6, 14), time(19, 0), time(20, 40))
    after = actions.open_meeting(by=ruled.giang, unit_id=ruled.unit(CELL).pk, entry=later, now=NOW)
    assert open_tasks(after.unit, after.day, after) == [task]
    assert after.items.get(kind=ItemKind.REVIEW).facts == "1 việc đang làm, 1 việc quá hạn."
    entry = replace(held_entry(ended=[EndedTask(task.pk, True, "Xong 300 m")]), head=later)
    actions.save_meeting(by=ruled.giang, meeting_id=after.pk, entry=entry, version=0, now=NOW)
    task.refresh_from_db()
    assert (task.state, task.is_late, task.done_on) == (TaskState.DONE, 1, later.day)
    back = replace(entry, ended=[EndedTask(task.pk, False)])
    actions.save_meeting(by=ruled.giang, meeting_id=after.pk, entry=back, version=1, now=NOW)
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_a_cell_that_takes_another_in_carries_its_conclusions_on(
    ruled: World, meeting: Meeting
) -> None:
    closed(ruled, meeting, tasks=[TaskEntry("Mở đường")])
    heir = ruled.unit("tinh/huyen/xa/hai")
    assert open_tasks(heir, TODAY) == []
    Succession.objects.create(predecessor=meeting.unit, successor=heir, on=TODAY)
    assert [task.text for task in open_tasks(heir, TODAY)] == ["Mở đường"]


def test_the_one_in_charge_tells_what_came_of_it(ruled: World, meeting: Meeting) -> None:
    closed(ruled, meeting, tasks=[TaskEntry("Mở đường", person(ruled, "Chi").pk, deadline=TODAY)])
    task = Task.objects.get()
    with pytest.raises(PermissionDenied):
        actions.end_task(by=ruled.binh, task_id=task.pk, done_on=TODAY, outcome="", today=TODAY)
    with pytest.raises(Refused, match="sớm hơn"):
        actions.end_task(
            by=ruled.chi, task_id=task.pk, done_on=DAY - timedelta(days=1), outcome="", today=TODAY
        )
    actions.end_task(by=ruled.chi, task_id=task.pk, done_on=TODAY, outcome="Xong", today=TODAY)
    figures = figures_of(ruled.unit(CELL), JUNE, ["meetings.tasks_rate"])
    assert figures["meetings.tasks_rate"].value == 100
    actions.reopen_task(by=ruled.chi, task_id=task.pk)
    assert Task.objects.get().state == TaskState.OPEN


def test_a_quarter_is_owed_by_every_cell_and_met_by_the_first_theme(
    ruled: World, meeting: Meeting
) -> None:
    commune = ruled.unit(COMMUNE)
    assert actions.open_quarter(by=ruled.binh, unit_id=commune.pk, month=202204) == 2
    assert actions.open_quarter(by=ruled.binh, unit_id=commune.pk, month=202206) == 0
    key, quarter = "meetings.cells_with_thematic", Period.parse("2022-Q2")
    assert figures_of(commune, quarter, [key])[key].value == 0
    theme = replace(HEAD, kind=MeetingKind.COMBINED, topic="Nêu gương")
    actions.save_meeting(
        by=ruled.giang, meeting_id=meeting.pk, entry=replace(held_entry(), head=theme), version=0,
        now=NOW,
    )  # fmt: skip
    actions.hold_meeting(by=ruled.giang, meeting_id=meeting.pk, today=TODAY)
    figure = figures_of(commune, quarter, [key])[key]
    assert figure.value == 50
    assert figure.of == 2
    met, owing = cells_of_quarter(commune, 202205)
    assert [row.unit.slug for row in met] == [CELL]
    assert [row.unit.slug for row in owing] == ["tinh/huyen/xa/hai"]
    rows = list(records_of(commune, quarter, key, sees_names=lambda _path: False))
    assert sorted(row.amount for row in rows) == [0, 1]
    actions.reopen_meeting(by=ruled.giang, meeting_id=meeting.pk, reason="")
    assert not ThematicDuty.objects.filter(met=1).exists()


def test_lists_of_earlier_meetings_are_brought_once(ruled: World) -> None:
    unit = ruled.unit(CELL)
    entries = [PastMeeting(unit.pk, held_entry(), sent_days=None)]
    for _time in range(2):
        actions.add_meetings(by=ruled.giang, entries=entries, today=TODAY, now=NOW)
    found = Meeting.objects.get()
    assert (found.state, found.month) == (MeetingState.HELD, 202206)
    attended = attendance_of(person(ruled, "Chi"), date(2022, 1, 1), date(2022, 12, 31))
    assert (attended.meetings, attended.present) == (1, 1)


def test_criticism_is_kept_sealed_and_never_logged(ruled: World, meeting: Meeting) -> None:
    actions.confide(by=ruled.giang, meeting_id=meeting.pk, text="Thái hay họp muộn", now=NOW)
    kept = Criticism.objects.get()
    assert kept.text == "Thái hay họp muộn"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM meetings_criticism")
        assert "Thái" not in cursor.fetchone()[0]
    entry = AuditEntry.objects.filter(act=Right.CONFIDE).get()
    assert "Thái" not in f"{entry.personal.detail_json}{entry.personal.subject_label}"
    actions.drop_confidence(by=ruled.giang, meeting_id=meeting.pk, criticism_id=kept.pk)
    assert not Criticism.objects.exists()


def test_a_closed_year_asks_for_a_reason(ruled: World, meeting: Meeting) -> None:
    close_year(by=ruled.an, unit_id=ruled.unit("tinh").pk, year=2022, today=date(2022, 12, 31))
    with pytest.raises(Refused, match="đã chốt"):
        actions.save_meeting(
            by=ruled.giang, meeting_id=meeting.pk, entry=held_entry(), version=0, now=NOW
        )
    actions.save_meeting(
        by=ruled.giang, meeting_id=meeting.pk, entry=held_entry(), version=0, now=NOW,
        reason="Bổ sung biên bản",
    )  # fmt: skip


def test_the_next_meeting_is_as_the_last_one_was(ruled: World, meeting: Meeting) -> None:
    proposal = proposal_for(ruled.unit(CELL), date(2022, 6, 20))
    assert (proposal.day, proposal.place) == (date(2022, 7, 10), HEAD.place)
    assert proposal.kind is MeetingKind.REGULAR
    actions.cancel_meeting(by=ruled.giang, meeting_id=meeting.pk)
    assert Meeting.objects.get().state == MeetingState.CANCELLED

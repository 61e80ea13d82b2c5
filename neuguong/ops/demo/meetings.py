"""Meetings of the demo: the published quarter, and a year of one commune with its next meeting open."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from neuguong.lib.dates import last_day_of
from neuguong.meetings.actions import add_meetings, end_task, open_meeting, open_quarter
from neuguong.meetings.actions.entries import (
    AbsenceEntry,
    HeadEntry,
    ItemEntry,
    MeetingEntry,
    PastMeeting,
    RemarkEntry,
    SpeechEntry,
    TaskEntry,
    VoteEntry,
)
from neuguong.meetings.queries.roster import Member, rosters_of
from neuguong.meetings.queries.unit import tasks_of
from neuguong.meetings.rules import AbsenceKind, Grade, ItemKind, MeetingKind, RemarkKind
from neuguong.ops.demo import nam_sang, offices
from neuguong.ops.demo.building import place_of
from neuguong.ops.queries import unit_of
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor

_MONTHS_BACK: Final = 10
_STARTS, _ENDS, _LATE_END = time(19, 0), time(20, 40), time(21, 10)
_TOPICS: Final = (
    "Học tập phong cách gần dân, trọng dân của Chủ tịch Hồ Chí Minh",
    "Nêu gương của cán bộ, đảng viên trong xây dựng nông thôn mới",
    "Thực hành tiết kiệm, chống lãng phí theo gương Bác",
    "Tự soi, tự sửa, giữ gìn đoàn kết trong chi bộ",
)
_SAID: Final = (
    "Việc làm theo tiến hành đều; hai việc chậm do mưa, chi bộ nhắc làm xong trong tháng tới.",
    "Đảng viên giữ nền nếp; việc giúp hộ nghèo làm tốt, cần ghi kết quả sớm hơn.",
    "Phần lớn việc đã xong; chi bộ yêu cầu đảng viên chưa báo kết quả báo trước ngày 25.",
)
_THEMED: Final = (
    "Chi bộ nghe trình bày, thảo luận, liên hệ với việc của thôn; thống nhất mỗi đảng viên chọn một việc"
    " cụ thể để làm theo trong quý."
)
_REVIEWS: Final = (
    "Các việc kỳ trước cơ bản hoàn thành.",
    "Một việc kỳ trước còn chậm, chuyển sang tháng này.",
)
_LIMITS: Final = (
    "Còn đảng viên đến họp muộn; nguyên nhân do bận mùa vụ.",
    "Việc ghi kết quả còn chậm.",
)
_DIRECTIONS: Final = (
    "- Vận động Nhân dân dọn vệ sinh đường thôn vào sáng thứ Bảy.\n"
    "- Kiểm tra tiến độ việc làm theo của từng đảng viên.",
    "- Hoàn thành mở đường qua suối.\n- Chuẩn bị chuyên đề của quý sau.",
)
_TASKS: Final = (
    "Vận động các hộ dọc đường liên thôn chặt cây che khuất tầm nhìn",
    "Hoàn thành hồ sơ hộ nghèo cần giúp, báo cáo chi ủy",
    "Tổ chức buổi lao động dọn vệ sinh nhà văn hóa thôn",
    "Giúp một gia đình chính sách sửa mái nhà",
)
_PRAISED: Final = "gương mẫu góp công mở đường"
_SPOKEN: Final = (
    "Nhất trí với đánh giá; đề nghị làm đường trước mùa mưa.",
    "Liên hệ bản thân: việc ghi kết quả còn chậm, hứa khắc phục trong tháng.",
    "Đề nghị phân công rõ người phụ trách từng xóm.",
)


def load(by: SystemActor, units: dict[str, Unit], today: date, now: datetime) -> None:
    """Bring the meetings of the published quarter and of the invented commune, and open the next one."""
    chance = Random(today.year)  # noqa: S311 - invented data
    office = units[offices.BAC_KAN]
    open_quarter(by=by, unit_id=office.pk, month=202303)
    cells = [unit for slug, unit in units.items() if slug.startswith(f"{office.slug}/")]
    days: tuple[date, ...] = (date(2023, 1, 12), date(2023, 2, 9), date(2023, 3, 9))
    past = [entry for cell in cells for entry in _of_cell(cell, days, chance, full=False)]
    commune = units[nam_sang.ROOT]
    days = _days_before(today)
    for month in sorted({day.year * 100 + day.month for day in (*days, today)}):
        open_quarter(by=by, unit_id=commune.pk, month=month)
    cell = units[nam_sang.CELL]
    for slug, unit in units.items():
        if slug.startswith(f"{commune.slug}/") and unit.type.is_cell and unit != cell:
            past += _of_cell(unit, days, chance, full=False)
    add_meetings(by=by, entries=past, today=today, now=now)
    for each in _of_cell(cell, days, chance, full=True):
        _carried_out(by, cell, each.entry.head.day)
        add_meetings(by=by, entries=[each], today=today, now=now)
    entry = HeadEntry(
        MeetingKind.REGULAR, today + timedelta(days=3), _STARTS,
        place=f"Nhà văn hóa thôn {place_of(cell)}",
    )  # fmt: skip
    open_meeting(by=by, unit_id=cell.pk, entry=entry, now=now)


def follow(today: date) -> None:
    """After the reorganisations of the demo: cells that ended within the quarter owe no theme."""
    commune = unit_of(nam_sang.ROOT)
    open_quarter(
        by=SystemActor("Nông Quốc Toản"), unit_id=commune.pk, month=today.year * 100 + today.month
    )


def _carried_out(by: SystemActor, cell: Unit, before: date) -> None:
    """What the last meeting concluded is done before the next one, but for one task in five."""
    for task in tasks_of(cell):
        day = before - timedelta(days=2)
        if task.pk % 5 or (before - task.meeting.day).days > 40:
            end_task(by=by, task_id=task.pk, done_on=day, outcome="đã làm xong", today=before)


def _days_before(today: date) -> tuple[date, ...]:
    """The fifth of each of the months before this one."""
    days: list[date] = []
    first = today.replace(day=1)
    for _month in range(_MONTHS_BACK):
        first = (first - timedelta(days=1)).replace(day=1)
        days.insert(0, first.replace(day=5))
    return tuple(days)


def _of_cell(
    cell: Unit, days: tuple[date, ...], chance: Random, *, full: bool
) -> list[PastMeeting]:
    """A regular meeting a month, in the last of each quarter with a theme after it."""
    roster = rosters_of([cell], days[-1]).get(cell.pk, [])
    made = []
    for n, day in enumerate(days):
        themed = day.month % 3 == 0
        head = HeadEntry(
            MeetingKind.COMBINED if themed else MeetingKind.REGULAR,
            day + timedelta(days=chance.randrange(0, 4)),
            _STARTS,
            _LATE_END if themed else _ENDS,
            place=f"Nhà văn hóa thôn {place_of(cell)}" if full else "Phòng họp",
            chair_id=_chair(roster).person.pk,
            clerk_id=roster[-1].person.pk,
            topic=_TOPICS[day.month // 3 - 1] if themed else "",
        )
        entry = _entry(head, roster, chance)
        if full:
            entry = _told(entry, roster, n)
        made.append(PastMeeting(cell.pk, entry, sent_days=chance.choices((1, 2, 4), (7, 2, 1))[0]))
    return made


def _chair(roster: list[Member]) -> Member:
    """The secretary of the demo's cell; any member of another."""
    names = [member.person.full_name for member in roster]
    name = nam_sang.SECRETARY[0]
    return roster[names.index(name) if name in names else 0]


def _entry(head: HeadEntry, roster: list[Member], chance: Random) -> MeetingEntry:
    """What every cell writes down: who was away, the standing item, the score."""
    away = [
        AbsenceEntry(member.person.pk, AbsenceKind.EXEMPT)
        if member.is_exempt
        else AbsenceEntry(member.person.pk, AbsenceKind.EXCUSED, "Đi làm xa")
        for member in roster
        if member.is_exempt
        or (member.person.pk not in (head.chair_id, head.clerk_id) and chance.random() < 0.07)
    ]
    items = [ItemEntry("Đánh giá việc học tập và làm theo Bác", ItemKind.STANDING,
                       chance.choice(_SAID))]  # fmt: skip
    if head.topic:
        items.append(ItemEntry(f"Chuyên đề: {head.topic}", ItemKind.TOPIC, _THEMED))
    good = chance.random() < 0.8
    return MeetingEntry(
        head, items=items, absences=away, is_scored=True, scores={4: 38, 6: 28} if good else {4: 28, 6: 22},
        leading=Grade.GOOD, educating=Grade.GOOD, fighting=Grade.GOOD if good else Grade.FAIR,
    )  # fmt: skip


def _told(entry: MeetingEntry, roster: list[Member], n: int) -> MeetingEntry:
    """What the cell of the secretary wrote down besides: a whole meeting, so that its minutes read."""
    away = {each.person_id for each in entry.absences}
    there = [member.person.pk for member in roster if member.person.pk not in away]
    day = entry.head.day
    due = last_day_of(day.year * 100 + day.month)
    items = [
        ItemEntry("Kiểm điểm việc thực hiện kết luận kỳ trước", ItemKind.REVIEW, _REVIEWS[n % 2]),
        *entry.items,
        ItemEntry("Nhiệm vụ thời gian tới, phân công thực hiện", ItemKind.NEXT,
                  "Chi bộ thống nhất các việc nêu trong phần kết luận."),
    ]  # fmt: skip
    return replace(
        entry,
        items=items,
        speeches=[
            SpeechEntry(there[(n + place) % len(there)], text=words, is_own=place == 1)
            for place, words in enumerate(_SPOKEN)
        ],
        remarks=[RemarkEntry(RemarkKind.PRAISE, there[(n + 4) % len(there)], text=_PRAISED)],
        tasks=[
            TaskEntry(_TASKS[(n + place) % len(_TASKS)], there[(n + 2 * place) % len(there)],
                      deadline=due)
            for place in range(2)
        ],
        votes=[VoteEntry("Thông qua kết luận, nghị quyết kỳ sinh hoạt", None)],
        limits=_LIMITS[n % 2],
        directions=_DIRECTIONS[n % 2],
    )  # fmt: skip

"""What a meeting begins with, so that only what is said and decided has to be typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Q

from neuguong.deeds.models import Deed
from neuguong.deeds.rules import OPEN_STATES, DeedState, Standing
from neuguong.lib.dates import format_day, last_day_of
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Meeting, Task
from neuguong.meetings.queries.planned import planned_for
from neuguong.meetings.queries.roster import COUNTED_STATES, Member, roster_of
from neuguong.meetings.rules import ItemKind, MeetingKind, TaskState, quarter_end
from neuguong.org.models import Unit
from neuguong.org.queries import predecessors_of, successors_of
from neuguong.programme.queries import year_of

_EVENING: Final = time(19, 30)
_MOST_NAMED: Final = 20
_THEMATIC: Final = (MeetingKind.THEMATIC, MeetingKind.COMBINED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for the next meeting of a unit."""

    kind: MeetingKind
    day: date
    starts: time
    place: str
    topic: str


@dataclass(frozen=True, slots=True)
class DeedsOfMonth:
    """The deeds a cell speaks about in a month: done in it, due in it, and those that are late."""

    done: Sequence[Deed]
    due: Sequence[Deed]
    late: Sequence[Deed]

    @property
    def words(self) -> str:
        """The numbers in one sentence, for the agenda and the minutes."""
        values = {"done": len(self.done), "due": len(self.due), "late": len(self.late)}
        return _(
            "Trong tháng có %(done)s việc làm theo hoàn thành, %(due)s việc đến hạn chưa xong,"
            " %(late)s việc quá hạn."
        ) % values  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One proposed item of an agenda, with the figures that are known of it."""

    kind: ItemKind
    text: str
    facts: str = ""


def proposal_for(unit: Unit, today: date) -> Proposal:
    """The next meeting as the last ones were: same day of the month, hour and place.

    Combined with a theme in the last month of a quarter that has none yet.
    """
    last = Meeting.objects.filter(unit=unit).order_by("-day", "-pk").first()
    day = _next_day(last.day, today) if last else today
    kind = MeetingKind.REGULAR
    if unit.type.is_cell and day.month % 3 == 0 and not _has_theme(unit, day):
        kind = MeetingKind.COMBINED
    return Proposal(
        kind=kind,
        day=day,
        starts=(last.starts if last else None) or _EVENING,
        place=last.place if last else "",
        topic=topic_for(unit, day.year) if kind is MeetingKind.COMBINED else "",
    )


def topic_for(unit: Unit, year: int) -> str:
    """The theme of the programme year, for a cell that has chosen none of its own."""
    found = year_of(unit, year)
    return found.theme.strip().rstrip(".")[:300] if found else ""


def items_for(unit: Unit, kind: MeetingKind, day: date, topic: str) -> list[Item]:
    """The agenda of a meeting, from what is open and what the year and the plan ask."""
    items: list[Item] = []
    if kind is not MeetingKind.THEMATIC:
        tasks = open_tasks(unit, day)
        late = sum(task.deadline is not None and task.deadline < day for task in tasks)
        facts = _("%(open)s việc đang làm, %(late)s việc quá hạn.") % {
            "open": len(tasks), "late": late,
        }  # fmt: skip
        items.append(Item(
            ItemKind.REVIEW, _("Kiểm điểm việc thực hiện kết luận kỳ trước"), facts if tasks else ""
        ))  # fmt: skip
        items.append(Item(
            ItemKind.STANDING,
            _("Đánh giá việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
            deeds_of_month(unit, day).words,
        ))  # fmt: skip
        items += [Item(ItemKind.PLAN, text) for text in planned_for(unit, day)]
    if kind in _THEMATIC:
        items.append(Item(ItemKind.TOPIC, _("Chuyên đề: %(topic)s") % {"topic": topic} if topic
                          else _("Sinh hoạt chuyên đề")))  # fmt: skip
    if kind is not MeetingKind.THEMATIC:
        items.append(Item(ItemKind.NEXT, _("Nhiệm vụ thời gian tới, phân công thực hiện")))
    return items


def open_tasks(unit: Unit, day: date, beside: Meeting | None = None) -> list[Task]:
    """The conclusions of meetings held before that are still to be carried out, those due first.

    Those of cells that were merged into this one are carried on by it.
    """
    rows = Task.objects.filter(
        unit__in=carried_by(unit), meeting__day__lte=day, month__isnull=False
    )
    wanted = Q(state=TaskState.OPEN)
    if beside is not None:
        wanted |= Q(reported_at=beside) | Q(done_on__gt=day)  # done since, and open then
        before = last_meeting(unit, day - timedelta(days=1))
        if before is not None:  # what was done since then is told too
            wanted |= Q(done_on__gt=before.day, done_on__lte=day)
        rows = rows.exclude(meeting=beside)
    found = list(rows.filter(wanted).select_related("meeting", "person"))
    return sorted(found, key=lambda task: (task.deadline or date.max, task.pk))


def carried_by(unit: Unit) -> list[Unit]:
    """The unit and those whose history it alone carries on."""
    return [unit, *(each for each in predecessors_of(unit) if len(successors_of(each)) == 1)]


def deeds_of_month(unit: Unit, day: date) -> DeedsOfMonth:
    """The deeds of a unit that a meeting on that day speaks about."""
    month = day.year * 100 + day.month
    rows = Deed.objects.filter(unit=unit, year=day.year, standing=Standing.COUNTED)
    rows = rows.select_related("registration__person").order_by("registration__sort", "number")
    done = rows.filter(state=DeedState.DONE, done_month=month)
    still = rows.filter(state__in=[int(state) for state in OPEN_STATES], deadline__isnull=False)
    due = still.filter(deadline__gte=day.replace(day=1), deadline__lte=last_day_of(month))
    late = still.filter(deadline__lt=day.replace(day=1))
    return DeedsOfMonth(list(done[:_MOST_NAMED]), list(due[:_MOST_NAMED]), list(late[:_MOST_NAMED]))


def officers_of(
    roster: Sequence[Member], last: Meeting | None
) -> tuple[Member | None, Member | None]:
    """Who chairs and who writes the minutes: as last time, else the secretary and a deputy."""
    by_id = {member.person.pk: member for member in roster}
    chair = by_id.get(last.chair_id or 0) if last else None
    clerk = by_id.get(last.clerk_id or 0) if last else None
    for member in roster:
        title = member.post.casefold()
        if chair is None and title.startswith("bí thư"):
            chair = member
        if clerk is None and title.startswith(("phó bí thư", "chi ủy viên", "thư ký")):
            clerk = member
    return chair, clerk


def last_meeting(unit: Unit, before: date) -> Meeting | None:
    """The last meeting that was held before a day."""
    rows = Meeting.objects.filter(unit=unit, day__lte=before, state__in=COUNTED_STATES)
    return rows.order_by("-day", "-pk").first()


def next_deadline(day: date) -> date:
    """The day by which a conclusion is carried out unless another is said: the next meeting."""
    return _a_month_after(day)


def members_of(unit: Unit, day: date) -> list[Member]:
    """The roster of a unit, for pages."""
    return roster_of(unit, day)


def meeting_words(meeting: Meeting) -> str:
    """A meeting in words: kind, month, day."""
    return _("%(kind)s, ngày %(day)s") % {
        "kind": meeting.get_kind_display(), "day": format_day(meeting.day),
    }  # fmt: skip


def _has_theme(unit: Unit, day: date) -> bool:
    last = quarter_end(day.year * 100 + day.month)
    first = date(last // 100, last % 100 - 2, 1)
    rows = Meeting.objects.filter(unit=unit, kind__in=_THEMATIC, day__gte=first)
    return rows.filter(day__lte=last_day_of(last), state__in=COUNTED_STATES).exists()


def _next_day(last: date, today: date) -> date:
    """The same day of the month after the last meeting, not before today."""
    day = _a_month_after(last)
    return day if day >= today else today


def _a_month_after(day: date) -> date:
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(day=min(day.day, last_day_of(first.year * 100 + first.month).day))

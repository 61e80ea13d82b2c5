"""The pages of a unit: its own meetings of a year, or how far the cells beneath it are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.dates import Period
from neuguong.meetings.models import Meeting, Task, ThematicDuty
from neuguong.meetings.queries.roster import COUNTED_STATES
from neuguong.meetings.rights import Right
from neuguong.meetings.rules import MeetingKind, MeetingState, TaskState, quarter_end
from neuguong.org.models import Unit, UnitState
from neuguong.org.queries import within
from neuguong.org.rules import FAMILY_NUMBERS, Family

_REGULAR = (MeetingKind.REGULAR, MeetingKind.COMBINED)
_THEMATIC = (MeetingKind.THEMATIC, MeetingKind.COMBINED)
MOST_CELLS = 500
MOST_MEETINGS = 20_000


@dataclass(frozen=True, slots=True)
class MonthOf:
    """One month of a unit's year: its regular meeting and, where there is one, that on a theme."""

    month: int
    regular: Meeting | None
    thematic: Meeting | None


@dataclass(slots=True)
class CellLine:
    """How far one cell is in a period: regular meetings by month, themes, who came, what was late."""

    unit: Unit
    regular: dict[int, Meeting] = field(default_factory=dict)
    thematic: list[Meeting] = field(default_factory=list)
    owes: list[int] = field(default_factory=list)
    expected: int = 0
    present: int = 0
    late: int = 0

    @property
    def attendance(self) -> int | None:
        """The share who came, in whole percent."""
        return 100 * self.present // self.expected if self.expected else None


def meetings_of(unit: Unit, year: int) -> list[Meeting]:
    """All meetings of a unit in a year that were not called off, the newest first."""
    rows = Meeting.objects.filter(unit=unit, year=year).exclude(state=MeetingState.CANCELLED)
    return list(rows.select_related("unit__type").order_by("-day", "-pk"))


def months_of(meetings: Sequence[Meeting], year: int) -> list[MonthOf]:
    """The twelve months of a year with the meetings held in each."""
    held = [each for each in meetings if each.state in COUNTED_STATES]
    found = []
    for number in range(1, 13):
        here = [each for each in held if each.day.month == number]
        found.append(
            MonthOf(
                year * 100 + number,
                next((each for each in here if each.kind in _REGULAR), None),
                next((each for each in here if each.kind in _THEMATIC), None),
            )
        )
    return found


def next_meeting_of(unit: Unit) -> Meeting | None:
    """The meeting that is being prepared or held, the earliest first."""
    rows = Meeting.objects.filter(unit=unit, state=MeetingState.PLANNED)
    return rows.select_related("unit__type").order_by("day", "pk").first()


def unsent_of(unit: Unit) -> list[Meeting]:
    """Meetings whose minutes are closed but whose result has not gone up."""
    return list(Meeting.objects.filter(unit=unit, state=MeetingState.HELD).order_by("day"))


def tasks_of(unit: Unit) -> list[Task]:
    """What conclusions of a unit are still to be carried out, those due first."""
    rows = Task.objects.filter(unit=unit, state=TaskState.OPEN, month__isnull=False)
    found = list(rows.select_related("meeting", "person"))
    return sorted(found, key=lambda task: (task.deadline or date.max, task.pk))


def own_tasks(by: Actor) -> list[Task]:
    """What conclusions ask of the reader, those due first."""
    if by.person_id is None:
        return []
    rows = Task.objects.filter(
        person_id=by.person_id, state=TaskState.OPEN, month__isnull=False
    ).select_related("meeting", "unit")
    return sorted(rows, key=lambda task: (task.deadline or date.max, task.pk))


def cells_of_quarter(unit: Unit, month: int) -> tuple[list[ThematicDuty], list[ThematicDuty]]:
    """The cells of a branch that met on a theme in the quarter of a month, and those that have not."""
    rows = ThematicDuty.objects.filter(month=quarter_end(month)).select_related("unit", "meeting")
    rows = within(rows, [PathRange.branch(unit.path)], "unit__path").order_by("unit__sort")
    found = list(rows)
    return [row for row in found if row.met], [row for row in found if not row.met]


def cells_below(unit: Unit, period: Period, today: date) -> list[CellLine]:
    """The cells of a branch in a period, in Vietnamese order, each with how far it is; counts only."""
    branch = [PathRange.branch(unit.path)]
    day = min(period.last_day, today)
    states = UnitState.objects.filter(
        is_cell=True, family=FAMILY_NUMBERS[Family.PARTY], valid_from__lte=day
    ).filter(Q(valid_to=None) | Q(valid_to__gt=period.first_day))
    ids = within(states, branch, "unit__path").values_list("unit", flat=True)
    cells = Unit.objects.filter(pk__in=ids).order_by("sort", "pk")[:MOST_CELLS]
    lines = {cell.pk: CellLine(cell) for cell in cells}
    held = Meeting.objects.filter(unit__in=list(lines), month__in=period.months)
    for meeting in held.order_by("day", "pk"):
        _add(lines[meeting.unit_id], meeting)
    duties = ThematicDuty.objects.filter(unit__in=list(lines), month__in=period.months, met=0)
    for duty in duties:
        lines[duty.unit_id].owes.append(duty.month)
    return list(lines.values())


def late_days(meetings: Sequence[Meeting]) -> dict[int, int]:
    """After how many days each meeting went up, by its number."""
    return {
        each.pk: (timezone.localdate(each.sent_at) - each.day).days
        for each in meetings
        if each.sent_at is not None
    }


def missing_months(line: CellLine, period: Period, today: date) -> list[int]:
    """The months of a period, up to today's, in which a cell held no regular meeting."""
    now = today.year * 100 + today.month
    return [month for month in period.months if month <= now and month not in line.regular]


def meetings_below(unit: Unit, year: int) -> list[Meeting]:
    """All meetings held in a branch in a year, by unit and day; counts only are read of them."""
    rows = Meeting.objects.filter(year=year, state__in=COUNTED_STATES).select_related("unit")
    rows = within(rows, [PathRange.branch(unit.path)], "unit__path")
    return list(rows.order_by("unit__sort", "unit_id", "day", "pk")[:MOST_MEETINGS])


def roots() -> list[Unit]:
    """The tops of all trees of the site."""
    return list(Unit.objects.filter(parent=None).order_by("pk"))


def first_unit_of(by: Actor) -> Unit | None:
    """The unit whose meetings one comes to first: the cell one writes for, else one's own, else the top."""
    ranges = by.scope(Right.WRITE) or by.scope(Right.VIEW)
    if not ranges:
        return None
    if by.person_id is not None and not by.scope(Right.WRITE):
        mine = Unit.objects.filter(memberships__person_id=by.person_id, type__is_cell=True)
        cell = within(mine, by.scope(Right.VIEW)).order_by("-memberships__valid_from").first()
        if cell is not None:
            return cell
    if any(branch.lo == "" for branch in ranges):
        return Unit.objects.filter(parent=None).order_by("sort").first()
    return Unit.objects.filter(path=ranges[0].lo).first()


def _add(line: CellLine, meeting: Meeting) -> None:
    month = meeting.month or 0
    if meeting.kind in _REGULAR:
        line.regular.setdefault(month, meeting)
    if meeting.kind in _THEMATIC:
        line.thematic.append(meeting)
    line.expected += meeting.expected
    line.present += meeting.present

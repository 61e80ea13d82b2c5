"""What is written of a meeting, as plain values: what a page, a file and the demo hand to the acts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from neuguong.meetings.rules import AbsenceKind, Grade, ItemKind, MeetingKind, RemarkKind


@dataclass(frozen=True, slots=True)
class HeadEntry:
    """When, where, who leads, about which theme."""

    kind: MeetingKind
    day: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    is_online: bool = False
    is_merged: bool = False
    chair_id: int | None = None
    clerk_id: int | None = None
    overseer: str = ""
    guests: str = ""
    topic: str = ""
    preparer: str = ""
    draft_approved: bool = False
    materials: str = ""
    materials_on: date | None = None
    fee_note: str = ""
    minutes_number: str = ""
    resolution_number: str = ""


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item of the agenda and what was concluded on it."""

    text: str
    kind: ItemKind = ItemKind.OTHER
    said: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceEntry:
    """One who was not there, or is exempt."""

    person_id: int
    kind: AbsenceKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SpeechEntry:
    """Who spoke (of the roster, or a guest by name) and what they said in short."""

    person_id: int | None = None
    name: str = ""
    text: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class RemarkEntry:
    """Praise or a reminder, for one of the roster or for a collective by name."""

    kind: RemarkKind
    person_id: int | None = None
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A conclusion: what, who, by when."""

    text: str
    person_id: int | None = None
    name: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class VoteEntry:
    """Hands on one question; `votes_for` None are all official members there who said nothing else."""

    text: str
    votes_for: int | None
    against: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True)
class EndedTask:
    """What a meeting says of a task of an earlier one."""

    task_id: int
    is_done: bool
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """All that is typed of one meeting; rows are kept in their order, numbered from 1.

    `scores` are points by number of criterion where the cell says other than is proposed; nothing is
    scored until `is_scored`. The three properties are grades.
    """

    head: HeadEntry
    items: Sequence[ItemEntry] = ()
    absences: Sequence[AbsenceEntry] = ()
    speeches: Sequence[SpeechEntry] = ()
    remarks: Sequence[RemarkEntry] = ()
    tasks: Sequence[TaskEntry] = ()
    votes: Sequence[VoteEntry] = ()
    ended: Sequence[EndedTask] = ()
    is_scored: bool = False
    scores: dict[int, int] = field(default_factory=dict)
    limits: str = ""
    directions: str = ""
    leading: Grade = Grade.NONE
    educating: Grade = Grade.NONE
    fighting: Grade = Grade.NONE


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting that was held and closed, as a list of earlier ones brings it.

    `sent_days` is after how many days it went up, None when it did not.
    """

    unit_id: int
    entry: MeetingEntry
    sent_days: int | None = 1


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A guideline of a branch from a day on; see `rules.Duties`."""

    since: date
    citation: str
    minutes: int
    minutes_combined: int
    large_from: int = 0
    minutes_large: int = 0
    materials_days: int = 0
    send_days: int = 0
    regular_a_month: int = 1
    thematic_a_quarter: int = 1
    never_merged: bool = True
    sheet: str = "mau-a"

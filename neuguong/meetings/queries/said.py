"""All that was said and decided in one meeting, asked once, for its page and its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neuguong.meetings.models import (
    Absence,
    AgendaItem,
    Meeting,
    Remark,
    Score,
    Speech,
    Task,
    Vote,
)
from neuguong.meetings.queries.proposed import open_tasks
from neuguong.meetings.queries.roster import names_of, roster_of
from neuguong.meetings.rules import AbsenceKind, MeetingKind
from neuguong.people.queries import posts_on


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting with its parts; `posts` are titles by person, `before` the tasks it looked back on."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    absences: Sequence[Absence]
    speeches: Sequence[Speech]
    remarks: Sequence[Remark]
    tasks: Sequence[Task]
    votes: Sequence[Vote]
    scores: Sequence[Score]
    before: Sequence[Task]
    posts: Mapping[int, str]
    names: Mapping[int, str]

    def away(self, kind: AbsenceKind) -> list[Absence]:
        """Those who were not there for one kind of reason."""
        return [row for row in self.absences if row.kind == kind]

    def share_of_votes(self, vote: Vote) -> str:
        """The hands for a question: "12/12 đảng viên chính thức có mặt tán thành (100%)"."""
        voters = self.meeting.voters
        share = f" ({100 * vote.votes_for // voters}%)" if voters else ""
        return f"{vote.votes_for}/{voters} đảng viên chính thức có mặt tán thành{share}"


def told_of(meeting: Meeting) -> Told:
    """All parts of a meeting, in their order."""
    before: list[Task] = []
    if meeting.kind != MeetingKind.THEMATIC:
        before = open_tasks(meeting.unit, meeting.day, meeting)
    posts: dict[int, str] = {}
    for post in posts_on(meeting.unit, meeting.day):
        posts.setdefault(post.person_id, post.title)
    return Told(
        meeting=meeting,
        items=list(meeting.items.all()),
        absences=list(meeting.absences.select_related("person")),
        speeches=list(meeting.speeches.all()),
        remarks=list(meeting.remarks.all()),
        tasks=list(meeting.tasks.all()),
        votes=list(meeting.votes.all()),
        scores=list(meeting.scores.select_related("criterion")),
        before=before,
        posts=posts,
        names=names_of(roster_of(meeting.unit, meeting.day)),
    )

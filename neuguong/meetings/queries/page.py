"""All that the page of one meeting shows to the one who writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from neuguong.meetings.models import Meeting, MeetingRule, ScoreCriterion
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.queries.proposed import DeedsOfMonth, deeds_of_month
from neuguong.meetings.queries.quality import proposals_for
from neuguong.meetings.queries.roster import COUNTED_STATES, Member, roster_of
from neuguong.meetings.queries.said import Told, told_of
from neuguong.meetings.rules import Check, Held, MeetingKind, MeetingState, checks
from neuguong.org.models import Unit


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with its parts, roster, the deeds of its month, duties, and proposed points."""

    told: Told
    roster: Sequence[Member]
    deeds: DeedsOfMonth
    rule: MeetingRule | None
    checks: Sequence[Check]
    proposals: Sequence[tuple[ScoreCriterion, int]]

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.told.meeting


def page_of(meeting: Meeting, today: date) -> MeetingPage:
    """The page of a meeting as it stands."""
    rule = rule_for(meeting.unit, meeting.day)
    return MeetingPage(
        told=told_of(meeting),
        roster=roster_of(meeting.unit, meeting.day),
        deeds=deeds_of_month(meeting.unit, meeting.day),
        rule=rule,
        checks=checks_of(meeting, rule, today),
        proposals=proposals_for(meeting, rule.duties if rule else None),
    )


def checks_of(meeting: Meeting, rule: MeetingRule | None, today: date) -> list[Check]:
    """What the guideline of its day asks of a meeting, and what was kept of it."""
    sent = timezone.localdate(meeting.sent_at) if meeting.sent_at else None
    held = Held(
        kind=MeetingKind(meeting.kind),
        day=meeting.day,
        members=meeting.members,
        minutes=meeting.lasted(),
        materials_on=meeting.materials_on,
        has_materials=bool(meeting.materials or meeting.kind != MeetingKind.REGULAR),
        sent_on=sent,
        is_closed=meeting.state != MeetingState.PLANNED,
        is_merged=meeting.is_merged,
        has_programme=bool(meeting.has_programme),
        also_regular=_also_regular(meeting.unit, meeting),
    )
    return checks(rule.duties if rule else None, held, today=today)


def _also_regular(unit: Unit, meeting: Meeting) -> bool:
    """Whether the month of a meeting on a theme has a regular one too."""
    if meeting.kind != MeetingKind.THEMATIC:
        return True
    kinds = (MeetingKind.REGULAR, MeetingKind.COMBINED)
    rows = Meeting.objects.filter(unit=unit, kind__in=kinds, state__in=COUNTED_STATES)
    return rows.filter(day__year=meeting.day.year, day__month=meeting.day.month).exists()

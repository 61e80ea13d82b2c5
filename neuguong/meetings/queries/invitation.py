"""The invitation to a meeting: who is to be told, in which words, and as a calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from neuguong.lib.calendar import Event, as_ics
from neuguong.lib.dates import format_day
from neuguong.lib.words import gettext as _
from neuguong.meetings.models import Meeting
from neuguong.meetings.queries.place import rule_for
from neuguong.meetings.queries.roster import names_of, roster_of
from neuguong.meetings.rules import MeetingKind, least_minutes

_EVENING: Final = time(19, 30)
_USUAL: Final = 90  # minutes
_DAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite, and the words to send or to say."""

    people: Sequence[tuple[str, str]]  # name and post
    text: str


def invitation_of(meeting: Meeting) -> Invitation:
    """The invitation to a meeting, without anything that concerns one person."""
    members = [m for m in roster_of(meeting.unit, meeting.day) if not m.is_exempt]
    agenda = [f"{n}. {item.text}" for n, item in enumerate(meeting.items.all(), 1)]
    lines = [
        _("Kính mời các đồng chí dự sinh hoạt %(kind)s của %(unit)s.")
        % {"kind": meeting.get_kind_display(), "unit": meeting.unit.name},
        _("Thời gian: %(when)s.") % {"when": _when(meeting)},
    ]
    if meeting.place:
        lines.append(_("Địa điểm: %(place)s.") % {"place": meeting.place})
    if meeting.topic and meeting.kind != MeetingKind.REGULAR:
        lines.append(_("Chuyên đề: %(topic)s.") % {"topic": meeting.topic.rstrip(".")})
    if agenda:
        lines += [_("Nội dung:"), *agenda]
    if meeting.materials:
        lines += [_("Tài liệu:"), meeting.materials]
    lines.append(_("Đồng chí nào vắng, xin báo trước cho chi ủy."))
    names = names_of(members)
    people = [(names[member.person.pk], member.post) for member in members]
    return Invitation(people, "\n".join(lines))


def calendar_of(meeting: Meeting, now: datetime) -> bytes:
    """The meeting as a calendar file; as long as its guideline asks while its end is not known."""
    rule = rule_for(meeting.unit, meeting.day)
    kind = MeetingKind(meeting.kind)
    usual = least_minutes(rule.duties, kind, meeting.members) if rule else _USUAL
    starts = _moment(meeting, meeting.starts or _EVENING)
    ends = _moment(meeting, meeting.ends) if meeting.lasted() and meeting.ends else None
    return as_ics(
        Event(
            uid=f"{meeting.uid}@neuguong",
            sequence=meeting.version,
            made_at=now,
            starts=starts,
            ends=ends or starts + timedelta(minutes=usual),
            title=_("Sinh hoạt %(kind)s, %(unit)s")
            % {"kind": meeting.get_kind_display(), "unit": meeting.unit.short_name},
            place=meeting.place,
            text=invitation_of(meeting).text,
        )
    )


def _moment(meeting: Meeting, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(meeting.day, at))


def _when(meeting: Meeting) -> str:
    day = f"{_DAYS[meeting.day.weekday()]}, {format_day(meeting.day)}"
    if meeting.starts is None:
        return day
    return _("%(hour)s giờ %(minute)s, %(day)s") % {
        "hour": meeting.starts.hour, "minute": f"{meeting.starts.minute:02}", "day": day,
    }  # fmt: skip

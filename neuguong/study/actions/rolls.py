"""Acts on the roll of a conference: a unit's list, oneself, or numbers where there is no list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from neuguong.audit.actions import record, record_bulk
from neuguong.deeds.actions.guard import refuse, require_year
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.people.rules import PARTY_MEMBERS
from neuguong.programme.queries import month_for
from neuguong.study import rules
from neuguong.study.actions.conferences import locked_conference
from neuguong.study.models import Attendance, Conference, Learner, Session
from neuguong.study.queries.conferences import asks_unit
from neuguong.study.queries.rolls import membership_asked, roll_of
from neuguong.study.rights import OWN, Right
from neuguong.study.rules import Form, Means, Presence

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class RollEntry:
    """What is noted of one person."""

    person_id: int
    state: Presence
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Numbers of a unit without a list: Party members and others, asked and present."""

    members_asked: int = 0
    members_present: int = 0
    others_asked: int = 0
    others_present: int = 0


@transaction.atomic
def note_attendance(
    *,
    by: Actor,
    conference_id: int,
    unit_id: int,
    session_id: int,
    entries: Sequence[RollEntry],
    today: date,
    reason: str = "",
) -> int:
    """Note who of a unit came to a session and who did not; gives how many were present.

    Who is not on the unit's roll of that conference is left out.
    """
    found, session, unit = _for_note(by, conference_id, unit_id, session_id, today, reason)
    roll = {line.person.pk: line for line in roll_of(found, unit)}
    month = month_for(unit, session.day, found.theme.year)
    changed = []
    for entry in entries:
        line = roll.get(entry.person_id)
        if line is None:
            continue
        noted = line.noted or Attendance(
            conference=found, unit=unit, person=line.person, category=line.category,
            party=int(line.category in PARTY_MEMBERS),
        )  # fmt: skip
        came = entry.state in rules.PRESENT
        state = entry.state if came or not entry.reason.strip() else Presence.EXCUSED
        noted.state, noted.session, noted.month = int(state), session, month
        noted.reason = "" if came else nfc(entry.reason).strip()[:200]
        noted.save()
        _settle(noted, session)
        changed.append(noted.pk)
    record_bulk(
        by=by, act=Right.NOTE, subject_type="study.attendance", ids=changed, unit_id=unit.pk,
        reason=reason, detail={"verb": "noted", "conference": found.pk},
    )  # fmt: skip
    return sum(1 for entry in entries if entry.person_id in roll and entry.state in rules.PRESENT)


@transaction.atomic
def note_many(
    *,
    by: Actor,
    conference_id: int,
    session_id: int,
    entries: Sequence[RollEntry],
    today: date,
    reason: str = "",
) -> int:
    """Note a whole list of a conference at once, for lists that are brought in; gives how many.

    Only those listed for the theme and not noted yet are taken: the conference has been held.
    """
    found = locked_conference(conference_id)
    by.require(Right.NOTE, at=found.unit)
    require_year(by, found.unit, found.theme.year, reason)
    session = found.sessions.get(pk=session_id)
    refuse(rules.may_note(found.state, session.day, today=today))
    wanted = {entry.person_id: entry for entry in entries}
    noted = found.attendances.filter(person__isnull=False).values_list("person", flat=True)
    for person_id in noted:
        wanted.pop(person_id or 0, None)
    listed = [row for row in found.theme.learners.filter(person__isnull=False)
              if row.person_id in wanted]  # fmt: skip
    month = month_for(found.unit, session.day, found.theme.year)
    made = [_noted(found, session, row, wanted[row.person_id or 0], month) for row in listed]
    Attendance.objects.bulk_create(made, batch_size=_BATCH)
    came = [row for row in listed if wanted[row.person_id or 0].state in rules.PRESENT
            and row.means == Means.NOT_YET]  # fmt: skip
    for start in range(0, len(came), _BATCH):
        ids = [row.pk for row in came[start : start + _BATCH]]
        Learner.objects.filter(pk__in=ids).update(
            means=int(Means.CONFERENCE), studied_on=session.day, month=month
        )
    record_bulk(
        by=by, act=Right.NOTE, subject_type="study.learner", ids=[row.pk for row in listed],
        unit_id=found.unit_id, reason=reason, detail={"verb": "noted", "conference": found.pk},
    )  # fmt: skip
    return len(listed)


def _noted(
    found: Conference, session: Session, row: Learner, entry: RollEntry, month: int
) -> Attendance:
    came = entry.state in rules.PRESENT
    state = entry.state if came or not entry.reason.strip() else Presence.EXCUSED
    return Attendance(
        conference=found, session=session, unit_id=row.unit_id, person_id=row.person_id,
        category=row.category, party=row.party, state=int(state), month=month,
        reason="" if came else nfc(entry.reason).strip()[:200],
    )  # fmt: skip


@transaction.atomic
def check_in(*, by: Actor, session_id: int, online: bool, today: date) -> Attendance:
    """Note oneself as present at a session; who is noted already stays as they are."""
    if by.person_id is None:
        raise PermissionDenied(_("Tài khoản này không gắn với hồ sơ của ai."))
    rows = Session.objects.select_related("conference__theme", "conference__unit")
    session = rows.get(pk=session_id)
    conference = locked_conference(session.conference_id)
    row = membership_asked(conference, by.person_id)
    refuse(
        rules.may_check_in(conference.state, session.day, today=today, is_asked=row is not None)
        or _form_problem(conference, online)
    )
    noted = Attendance.objects.filter(conference=conference, person=by.person_id).first()
    if noted is not None and noted.state in rules.PRESENT:
        return noted
    if row is None:
        raise Refused(Refusal("not_asked", _("Hội nghị này không gọi anh, chị học.")))
    require_year(by, row.unit, conference.theme.year, "")
    noted = noted or Attendance(
        conference=conference, unit=row.unit, person_id=by.person_id, category=row.category,
        party=int(row.category in PARTY_MEMBERS),
    )  # fmt: skip
    noted.state = int(Presence.ONLINE if online else Presence.IN_PERSON)
    noted.session, noted.reason, noted.by_oneself = session, "", True
    noted.month = month_for(row.unit, session.day, conference.theme.year)
    noted.save()
    _settle(noted, session)
    record(by=by, act=OWN, subject=noted, unit_id=row.unit_id, detail={"verb": "checked_in"})
    return noted


@transaction.atomic
def count_attendance(
    *,
    by: Actor,
    conference_id: int,
    unit_id: int,
    session_id: int,
    entry: HeadCount,
    today: date,
    reason: str = "",
) -> None:
    """Take down how many were asked and came where a unit has no list; given again, it replaces."""
    found, session, unit = _for_note(by, conference_id, unit_id, session_id, today, reason)
    if roll_of(found, unit):
        raise Refused(
            Refusal("has_a_list", _("Đơn vị này có danh sách người, ghi theo danh sách."))
        )
    parts = (
        (1, entry.members_asked, entry.members_present),
        (0, entry.others_asked, entry.others_present),
    )
    for _party, asked, present in parts:
        refuse(rules.counts_problem(asked, present))
    Attendance.objects.filter(conference=found, unit=unit, person=None).delete()
    Learner.objects.filter(theme=found.theme_id, unit=unit, person=None).delete()
    month = month_for(unit, session.day, found.theme.year)
    online = found.form == Form.ONLINE
    for party, asked, present in parts:
        states = ((present, Presence.ONLINE if online else Presence.IN_PERSON),
                  (asked - present, Presence.ABSENT))  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(conference=found, session=session, unit=unit, party=party, people=people,
                       state=int(state), month=month)
            for people, state in states if people
        )  # fmt: skip
        Learner.objects.bulk_create(
            Learner(
                theme=found.theme, conference=found, unit=unit, party=party, month=month,
                means=int(Means.CONFERENCE if place < present else Means.NOT_YET),
                studied_on=session.day if place < present else None,
            )
            for place in range(asked)
        )  # fmt: skip
    detail = {"verb": "counted", "asked": [part[1] for part in parts],
              "present": [part[2] for part in parts]}  # fmt: skip
    record(by=by, act=Right.NOTE, subject=found, unit_id=unit.pk, reason=reason, detail=detail)


def _form_problem(conference: Conference, online: bool) -> Refusal | None:
    """One is online only where the conference is."""
    if online and conference.form == Form.IN_PERSON:
        return Refusal("not_online", _("Hội nghị này họp trực tiếp, không điểm danh trực tuyến."))
    return None


def _for_note(
    by: Actor, conference_id: int, unit_id: int, session_id: int, today: date, reason: str
) -> tuple[Conference, Session, Unit]:
    found = locked_conference(conference_id)
    unit = Unit.objects.get(pk=unit_id)
    by.require(Right.NOTE, at=unit)
    session = found.sessions.get(pk=session_id)
    if not asks_unit(found, unit):
        raise Refused(Refusal("unit_not_asked", _("Hội nghị này không gọi đơn vị này học.")))
    require_year(by, unit, found.theme.year, reason)
    refuse(rules.may_note(found.state, session.day, today=today))
    return found, session, unit


def _settle(noted: Attendance, session: Session) -> None:
    """Bring the list of the theme in line with what was noted; a gap closed otherwise stays closed."""
    theme = noted.conference.theme
    learner = Learner.objects.filter(theme=theme, person=noted.person_id).first()
    if learner is None:
        learner = Learner(
            theme=theme, unit_id=noted.unit_id, person_id=noted.person_id,
            category=noted.category, party=noted.party, month=noted.month,
        )  # fmt: skip
    came = noted.state in rules.PRESENT
    by_this = learner.means == Means.CONFERENCE and learner.conference_id == noted.conference_id
    if came and learner.means in (Means.NOT_YET, Means.CONFERENCE):
        learner.means, learner.studied_on = int(Means.CONFERENCE), session.day
        learner.month = noted.month
    elif not came and by_this:
        learner.means, learner.studied_on = int(Means.NOT_YET), None
    learner.conference = learner.conference or noted.conference
    learner.save()

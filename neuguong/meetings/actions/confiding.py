"""What is noted for the committee of a cell alone; the record line says that, never what."""

from datetime import datetime

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.words import gettext as _
from neuguong.meetings.actions.guard import did, locked_meeting, words
from neuguong.meetings.models import Criticism
from neuguong.meetings.queries.place import require_here
from neuguong.meetings.rights import Right, Verb


@transaction.atomic
def confide(*, by: Actor, meeting_id: int, text: str, now: datetime) -> Criticism:
    """Note self-criticism or criticism of a meeting, sealed."""
    meeting = locked_meeting(meeting_id)
    require_here(by, Right.CONFIDE, meeting.unit)
    if not text.strip():
        raise Refused(Refusal("words_missing", _("Chưa ghi gì.")))
    made = Criticism.objects.create(
        meeting=meeting, text=words(text), noted_at=now, entered_by_id=by.id,
        entered_by_name=by.name[:160],
    )  # fmt: skip
    record(by=by, act=Right.CONFIDE, subject=meeting, detail=did(Verb.CONFIDED))
    return made


@transaction.atomic
def drop_confidence(*, by: Actor, meeting_id: int, criticism_id: int) -> None:
    """Take a note away for ever."""
    meeting = locked_meeting(meeting_id)
    require_here(by, Right.CONFIDE, meeting.unit)
    Criticism.objects.filter(pk=criticism_id, meeting=meeting).delete()
    record(by=by, act=Right.CONFIDE, subject=meeting, detail=did(Verb.CONFIDENCE_DROPPED))

"""The checks every act on meetings shares: the right at that very unit, its life, the closed year."""

from datetime import date

from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.meetings.models import Meeting
from neuguong.meetings.queries.place import require_here
from neuguong.meetings.rights import Right, Verb
from neuguong.org import rules as org_rules
from neuguong.org.models import Unit
from neuguong.programme import rules as programme_rules
from neuguong.programme.queries import year_closed


def refuse(refusal: Refusal | None) -> None:
    """Raise the refusal of a rule, if there is one."""
    if refusal is not None:
        raise Refused(refusal)


def did(verb: Verb, **more: object) -> dict[str, object]:
    """The detail of a record line: what was done, and what belongs to it."""
    return {"verb": verb, **more}


def locked_meeting(meeting_id: int) -> Meeting:
    """The meeting with its unit, locked for the act beside it."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit__type", "sheet")
    return rows.get(pk=meeting_id)


def require_write(by: Actor, unit: Unit, day: date, reason: str) -> None:
    """One writes at their own unit, which lived that year, and says why when the year is closed."""
    require_here(by, Right.WRITE, unit)
    closed = year_closed(unit, day.year)
    refuse(
        org_rules.accepts(
            day.year, opened_on=unit.opened_on, closed_on=unit.closed_on, name=unit.name
        )
        or programme_rules.may_write(day.year, closed=closed, reason=reason)
    )


def words(text: str, most: int = 20_000) -> str:
    """Typed words as they are kept: in NFC, without spaces around, not longer than their column."""
    return nfc(text).strip()[:most]

"""What every page of this room asks of a request, and how a page asks before it acts."""

from django.http import HttpRequest
from django.urls import reverse

from neuguong.audit.actions import record_read
from neuguong.deeds.actions.guard import require_write
from neuguong.deeds.forms import ActForm, WhyForm
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries import deed_seen, registration_seen
from neuguong.deeds.rights import Right
from neuguong.lib.actor import Actor
from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.programme.queries import year_closed
from neuguong.ui.asked import typed


def asks_reason(by: Actor, unit: Unit, year: int) -> bool:
    """Whether a change needs a reason: the year is closed, and the reader may correct it."""
    return year_closed(unit, year) and may_correct(by, unit)


def note_reading(by: Actor, found: Registration, part: str) -> None:
    """Keep that somebody read a registration, or what belongs to it, that is of another person."""
    if found.person_id is not None and found.person_id != by.person_id:
        record_read(
            by=by, act=Right.VIEW, subject=found, person_id=found.person_id, part=part,
            unit_id=found.unit_id,
        )  # fmt: skip


def log_url(by: Actor, unit: Unit, page: str, number: int) -> str:
    """The whole log of a record, for those who may read the log at its unit; else nothing."""
    return reverse(page, args=[number]) if by.may("audit.view", at=unit) else ""


def may_correct(by: Actor, unit: Unit) -> bool:
    """Whether the reader answers for the unit when its year is closed."""
    return by.may(Right.CORRECT, at=unit) or by.may(Right.CONFIRM, at=unit)


def deed_to_write(by: Actor, deed_id: int, right: Right = Right.REGISTER) -> Deed:
    """A deed this reader may write on; 404 when not theirs to know of, 403 when only to read."""
    found = deed_seen(by, deed_id)
    require_write(by, found.registration, right)
    return found


def registration_to_write(
    by: Actor, registration_id: int, right: Right = Right.REGISTER
) -> Registration:
    """A registration this reader may write on; 404 or 403 as above."""
    found = registration_seen(by, registration_id)
    require_write(by, found, right)
    return found


def plain_form(request: HttpRequest, unit: Unit, year: int) -> ActForm:
    """A form that asks nothing, or the reason of a correction where the year is closed."""
    return ActForm(typed(request), closed=asks_reason(reader(request), unit, year))


def why_form(request: HttpRequest, help_text: str = "") -> WhyForm:
    """A form that asks for a reason."""
    return WhyForm(typed(request), help_text=help_text)

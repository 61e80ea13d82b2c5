"""What every page of this room asks of a request, and how a page asks before it acts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from neuguong.audit.actions import record_read
from neuguong.deeds.actions.guard import require_write
from neuguong.deeds.forms import ActForm, WhyForm
from neuguong.deeds.models import Deed, Registration
from neuguong.deeds.queries import deed_seen, registration_seen
from neuguong.deeds.rights import Right
from neuguong.lib.actor import Actor
from neuguong.lib.refusal import Refusal, Refused
from neuguong.org.models import Unit
from neuguong.people.access import reader
from neuguong.programme.queries import year_closed

ASKS = ["GET", "HEAD", "POST"]
TO_BE_MENDED = 422


def today() -> date:
    """The day of the reader's calendar."""
    return timezone.localdate()


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A whole number of the address, else None."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


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


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None while the page only asks."""
    return request.POST if request.method == "POST" else None


def plain_form(request: HttpRequest, unit: Unit, year: int) -> ActForm:
    """A form that asks nothing, or the reason of a correction where the year is closed."""
    return ActForm(typed(request), closed=asks_reason(reader(request), unit, year))


def why_form(request: HttpRequest, help_text: str = "") -> WhyForm:
    """A form that asks for a reason."""
    return WhyForm(typed(request), help_text=help_text)


class Refusing(Protocol):
    """A form, or several under one button, that shows the refusal of an act."""

    def is_valid(self) -> bool: ...
    def refuse(self, refusal: Refusal) -> None: ...


def attempt(form: Refusing, act: Callable[[], object]) -> bool:
    """Act on what was typed; what cannot be read or is refused stays on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.refuse(refused.refusal)
        return False
    return True


def told(request: HttpRequest, words: str, onward: str) -> HttpResponse:
    """Say what is now true, and go on (POST, redirect, GET)."""
    messages.success(request, words)
    return redirect(onward)


def shown(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page, with the status of a form to be mended when it answers a POST."""
    status = TO_BE_MENDED if request.method == "POST" else 200
    return render(request, template, context, status=status)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before an act, what is said after it, and where one goes."""

    title: str
    sentence: str
    go: str
    back: str
    said: str
    points: Sequence[str] = ()
    bad: bool = False


def asked(
    request: HttpRequest, question: Question, form: Refusing, act: Callable[[], object]
) -> HttpResponse:
    """Ask, act when the answer is whole, say so and go back; a refusal keeps what was typed."""
    if request.method == "POST" and attempt(form, act):
        return told(request, question.said, question.back)
    return shown(request, "ui/confirm.html", {**asdict(question), "form": form})

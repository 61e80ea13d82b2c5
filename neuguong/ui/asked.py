"""What pages ask of a request, and how a page asks before it acts; the same in every room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from neuguong.lib.refusal import Refusal, Refused
from neuguong.ui.parts import Link

ASKS: Final = ["GET", "HEAD", "POST"]
TO_BE_MENDED: Final = 422
_LONGEST = 19  # figures of a number that every engine can hold


def today() -> date:
    """The day of the reader's calendar."""
    return timezone.localdate()


def number_asked(request: HttpRequest, name: str) -> int:
    """A whole number of the address that is not below zero, else 0."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _LONGEST else 0


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None while the page only asks."""
    return request.POST if request.method == "POST" else None


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


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form on a page of its own: heading, its button, what is said after it, the ways here and back."""

    title: str
    go: str
    said: str
    back: str
    trail: Sequence[Link] = ()
    over: str = ""


def form_page(
    request: HttpRequest,
    page: FormPage,
    form: Refusing,
    act: Callable[[], Any],
    onward: Callable[[Any], str],
) -> HttpResponse:
    """Act on what was typed and go where `onward` says of what was made, or show what is to be mended."""
    made: list[Any] = []
    if request.method == "POST" and attempt(form, lambda: made.append(act())):
        return told(request, page.said, onward(made[0]))
    return shown(request, "ui/form.html", {"page": page, "form": form})
